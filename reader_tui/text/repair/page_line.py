"""One line of a page as the decoder sees it: its bytes, its plain injections, and how likely it is as it stands."""

from __future__ import annotations

import re

from reader_tui.text.repair.gbk import decode, encode
from reader_tui.text.repair.language import MARK, advance, context_of
from reader_tui.text.repair.marks import MARKS
from reader_tui.text.repair.readings import SYLLABLE, normalise
from reader_tui.text.repair.words import Words

FULL_WIDTH = {ord(a): b for a, b in zip(",!?;:()", "，！？；：（）", strict=True)}
INJECTION = re.compile(rf"\(({SYLLABLE}(?: {SYLLABLE})?)\)")
DOUBLED = -9.0
"""What a mark right behind a mark costs (log probability): rare in sound text."""
JOINED = 2
"""How many characters of the page behind a reading tell how well it stands before them."""
_QUESTION = -6.0
_CLOSED = frozenset("”」』)\"' ）")
_NEAR = 3
_LEAD = 16
"""Code points before an offset that tell what the model knows there."""
_AHEAD = 32
"""Code points that are walked at once."""


class PageLine:
    """A line without its newline; offsets count its code points."""

    def __init__(self, text: str, words: Words, is_traditional: bool | None = None) -> None:
        self.text = text
        self.words = words
        self.is_traditional = is_traditional
        self.gain = words.gain
        self._scores, self._contexts = [0.0] * (len(text) + 1), [MARK] * (len(text) + 1)
        self._known = (0, 0)
        self._skip = 0
        self._joints: dict[tuple[int, str], float] = {}
        self._repaired = (-1 - _NEAR, MARK, "")
        self.bytes = [encode(character) for character in text]
        self.injections = {found.start(): (found.end(), normalise(found[1])) for found in INJECTION.finditer(text)}
        self._starts = {end: start for start, (end, _) in self.injections.items()}

    def _walk(self, start: int, end: int) -> None:
        """Work out how likely the line is as it stands from ``start`` to ``end``, going on from what is known."""
        if not self._known[0] <= start <= self._known[1]:
            at = max(0, start - _LEAD)
            self._scores[at], self._contexts[at] = 0.0, MARK
            self._known, self._skip = (start, at), 0
        end = min(end, len(self.text))
        begin, skip, text = self._known[1], self._skip, self.text
        total, context = self._scores[begin], self._contexts[begin]
        for at in range(begin, end):
            character = text[at]
            if at in self.injections:
                skip = self.injections[at][0]
            if at >= skip:
                gain, context = advance(context, character)
                total += gain
                if character == "?":
                    after = text[at + 1 : at + 2]
                    total += _QUESTION / 2 if after in _CLOSED or not after else _QUESTION
                if at and character in MARKS and text[at - 1] in MARKS:
                    total += DOUBLED
            self._scores[at + 1], self._contexts[at + 1] = total, context
        self._skip = skip
        self._known = self._known[0], max(end, begin)

    def shown(self, start: int, end: int) -> float:
        """Log probability of a part of the line as it stands; plain injections cost nothing."""
        if end > self._known[1] or start < self._known[0]:
            self._walk(start, end + _AHEAD)
        return self._scores[end] - self._scores[start]

    def shown_and_joined(self, start: int, end: int) -> float:
        """The same with the next `JOINED` characters: a reading that ends there cannot gain more by them than they cost."""
        return self.shown(start, min(end + JOINED, len(self.text)))

    def gains(self, context: str, text: str) -> float:
        """Log probability of a text behind a context, with what the page itself says."""
        total = 0.0
        for character in text:
            gain, context = self.gain(context, character)
            total += gain
        return total

    def _context(self, at: int) -> str:
        """What the model knows of the text before an offset."""
        if not self._known[0] <= at <= self._known[1]:
            self._walk(at, at)
        return self._contexts[at]

    def context_before(self, at: int) -> str:
        """What the model knows of the text before an offset, what was repaired there taken as repaired."""
        end, context, _ = self._repaired
        if not end <= at <= end + _NEAR:
            return self._context(at)
        for character in self.text[end:at]:
            context = advance(context, character)[1]
        return context

    def take(self, end: int, said: str) -> None:
        """Remember that the text before ``end`` was repaired and what it says."""
        self._repaired = end, context_of(said), said[-1:]

    def before(self, at: int) -> str:
        """The true character before an offset, an injection between them left aside; empty where there is none."""
        if self._repaired[0] == at:
            return self._repaired[2]
        at = self._starts.get(at, at)
        return self.text[at - 1] if at else ""

    def following(self, lead: int, at: int) -> str:
        """The character that a lead byte begins and the first byte at an offset ends, empty where they make none."""
        raw = self.bytes[at] if at < len(self.bytes) else b""
        return decode(lead, raw[0]) if len(raw) == 2 else ""

    def is_pair(self, at: int) -> bool:
        """Whether the character at an offset has two bytes and is no mark."""
        return at < len(self.text) and len(self.bytes[at]) == 2 and self.bytes[at][1] >= 0x81 and self.text[at] not in MARKS

    def plain(self, start: int, end: int) -> str:
        """A part of the line without the plain injections in it."""
        return INJECTION.sub("", self.text[start:end])

    def joint(self, at: int, context: str) -> float:
        """What the next characters of the page gain or lose by standing behind another context."""
        known = self._joints.get((at, context))
        if known is None:
            known = self._joints[at, context] = self._joint(at, context)
        return known

    def _joint(self, at: int, context: str) -> float:
        total, now, page = 0.0, context, self._context(at)
        for character in self.text[at : at + JOINED]:
            if now == page or character == "?":
                break
            gain, now = advance(now, character)
            shown, page = advance(page, character)
            total += gain - shown
        return total

    def gains_of_pairs(self, start: int, said: str, end: int) -> list[float]:
        """Log probability of each two characters in a row of a reading of ``start`` to ``end``.

        The first two characters of the page behind the reading count with it.
        """
        context, before = self.context_before(start), 0.0
        found = []
        for character in said + self.text[end : end + JOINED]:
            if character == "?":
                break
            alone, after = advance(context, character)
            gain = (self.gain(context, character)[0] + alone) / 2  # half, for the page vouches for halves of its words
            context = after
            found.append(gain + before)
            before = gain
        return found
