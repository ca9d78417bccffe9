"""What marks and characters that a page does not write cost in a reading, beyond what the model tells of them."""

from __future__ import annotations

from functools import cache

from reader_tui.text.repair.guesses import unwritten
from reader_tui.text.repair.marks import MARKS, OPENERS, OPENING, PUNCTUATION, TWOS, is_second_of_two
from reader_tui.text.repair.page_line import DOUBLED, PageLine

_UNWRITTEN = -4.0
_SECOND_OF_TWO = 16.0
"""What the second dash or ellipsis of two gains: it is as good as certain."""
_OPEN_CLOSER = 2.5
_STRAY_CLOSER = -2.5
_QUOTED = 1_000
"""Code points before a run that may open a quotation."""


class Fitness:
    """How well characters stand behind the readings of one run."""

    def __init__(self, line: PageLine, start: int) -> None:
        self.watched = _watched(line.is_traditional)
        """Characters that `of` has something to tell about."""
        self._line = line
        self._start = start
        self._open: dict[str, int] = {}

    def of(self, text: str, character: str) -> float:
        """What a character behind a reading gains or costs (log probability)."""
        if character not in self.watched:
            return 0.0
        if is_second_of_two(text, character):
            return _SECOND_OF_TWO
        if character in MARKS:
            before = text[-1] if text else self._line.before(self._start)
            return DOUBLED if before and (before in MARKS or before in OPENING) else 0.0
        if character not in OPENERS:
            return 0.0 if character in TWOS else _UNWRITTEN
        opened = self._opened(character) + text.count(OPENERS[character]) - text.count(character)
        return _OPEN_CLOSER if opened > 0 else _STRAY_CLOSER if character == "”" else 2 * _STRAY_CLOSER

    def _opened(self, closer: str) -> int:
        """How many quotations the line has opened before the run that a mark would close."""
        known = self._open.get(closer)
        if known is None:
            before = self._line.text[max(0, self._start - _QUOTED) : self._start]
            known = self._open[closer] = before.count(OPENERS[closer]) - before.count(closer)
        return known

    def of_one_more(self, text: str, at: int, character: str) -> float:
        """The same of a character put into a reading at ``at``, and what it changes for the one behind it."""
        before, following = text[:at], text[at : at + 1]
        return self.of(before, character) + self.of(before + character, following) - self.of(before, following)


@cache
def _watched(traditional: bool | None) -> frozenset[str]:
    return PUNCTUATION | unwritten(traditional=traditional)
