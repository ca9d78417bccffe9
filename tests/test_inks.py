"""The styles of drawn text: every name that is drawn is in the table, in both themes."""

from __future__ import annotations

import re

import pytest
from conftest import PROJECT

from reader_tui.tui.inks import _rules, ink
from reader_tui.tui.painting import LAYERS
from reader_tui.tui.themes import DARK, LIGHT

SHEET = (PROJECT / "reader_tui" / "tui" / "inks.tcss").read_text(encoding="utf-8")


def test_every_line_of_the_table_is_read() -> None:
    lines = [line for line in SHEET.split("\n")[1:] if line]
    assert len(lines) == len(_rules()) == len({line.split(" ")[0] for line in lines})


@pytest.mark.parametrize("layer", LAYERS)
def test_every_mark_of_a_pane_has_a_style(layer: str) -> None:
    assert (f"article-pane--{layer}", False) in _rules()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_every_colour_is_one_of_the_theme(theme: object) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}  # type: ignore[attr-defined]
    for name, focused in _rules():
        assert ink(name, colours, focused=focused)


def test_a_share_of_a_colour_lies_over_the_background() -> None:
    colours = {"background": "#000000", "foreground": "#ffffff", "text-quiet": "#777777"}
    style = ink("claims-sidebar--text", colours)
    assert style.color is not None and style.color.get_truecolor() == (204, 204, 204)


def test_focus_adds_to_a_style() -> None:
    colours = {"text-quiet": "#777777", "accent": "#ff0000"}
    assert not ink("article-pane--title", colours).bold
    assert ink("article-pane--title", colours, focused=True).bold


def test_properties_are_those_that_are_understood() -> None:
    assert set(re.findall(r"([\w-]+): ", SHEET)) <= {"color", "background", "text-style"}
