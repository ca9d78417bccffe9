"""The two looks: ink on dark, and paper."""

from __future__ import annotations

from textual.theme import Theme

_PANE_HUES_DARK = {"pane-1": "#7aa2c8", "pane-2": "#d0a35c", "pane-3": "#8fb573", "pane-4": "#c187b0"}
_PANE_HUES_LIGHT = {"pane-1": "#2f5f8a", "pane-2": "#8f5a00", "pane-3": "#3f6b2a", "pane-4": "#85407a"}

DARK = Theme(
    name="reader-dark",
    dark=True,
    primary="#7aa2c8",
    secondary="#8f9bb3",
    accent="#e0b464",
    warning="#e0a458",
    error="#d9736b",
    success="#8fb573",
    foreground="#d6d2c8",
    background="#16181d",
    surface="#1c1f26",
    panel="#262a33",
    variables={
        **_PANE_HUES_DARK,
        "text-quiet": "#7d818c",
        "mark-match": "#5a4a1e",
        "mark-match-current": "#e0b464",
        "mark-selection": "#34465c",
        "mark-claim": "#22303f",
        "mark-flash": "#3d5a7a",
        "ink-strong": "#f2eee4",
        "note-yellow": "#4a421f",
        "note-green": "#2b4430",
        "note-blue": "#26405e",
        "note-pink": "#55303e",
        "note-purple": "#43345c",
    },
)

LIGHT = Theme(
    name="reader-light",
    dark=False,
    primary="#2f5f8a",
    secondary="#6b6558",
    accent="#a8610a",
    warning="#a8610a",
    error="#a83a32",
    success="#3f6b2a",
    foreground="#2b2924",
    background="#faf7f0",
    surface="#f3eee3",
    panel="#e8e1d2",
    variables={
        **_PANE_HUES_LIGHT,
        "text-quiet": "#857e70",
        "mark-match": "#f3dfa2",
        "mark-match-current": "#e8b04a",
        "mark-selection": "#cfdeee",
        "mark-claim": "#e6ecf1",
        "mark-flash": "#b9d2ea",
        "ink-strong": "#100f0c",
        "note-yellow": "#faecae",
        "note-green": "#d8edca",
        "note-blue": "#d2e3f5",
        "note-pink": "#f8d8df",
        "note-purple": "#e5dbf3",
    },
)

PANE_SHAPES = ("●", "◆", "▲", "■")
"""One shape a pane, so that articles can be told apart without colour."""
