"""Rows to choose from, and which of them a filter leaves. Pure; `ChoiceScreen` shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Choice(NamedTuple, Generic[Value]):
    """A row of the list."""

    value: Value
    label: str
    detail: str = ""
    """Shown before the label in a quiet column: a key, a date, a percentage."""
    group: str = ""
    """A heading that rows of one group stand under."""


def matching(choices: Sequence[Choice[Value]], words: str) -> list[Choice[Value]]:
    """The choices that contain every word, in either script, capitals and small letters alike.

    >>> [c.label for c in matching([Choice(1, "中國市場"), Choice(2, "Help")], "国 市")]
    ['中國市場']
    """
    wanted = [_folded(word) for word in words.split()]
    return [choice for choice in choices
            if all(word in _folded(f"{choice.label} {choice.detail} {choice.group}") for word in wanted)]


def _folded(text: str) -> str:
    from reader_tui.text.fold import fold_script  # loads its table, and nobody filters at the start

    return fold_script(text).casefold()
