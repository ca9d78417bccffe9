"""One line of a page as the decoder sees it: its bytes, its plain injections, and how likely it is as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log

from reader_tui.text.repair.gbk import encode
from reader_tui.text.repair.language import MARK, WORD, advance
from reader_tui.text.repair.readings import SYLLABLE, normalise

FULL_WIDTH = {ord(a): b for a, b in zip(",!?;:()", "，！？；：（）", strict=True)}
INJECTION = re.compile(rf"\(({SYLLABLE}(?: {SYLLABLE})?)\)")
MARKS = frozenset("，。、；：！？,;:!?…·")
DOUBLED = -4.0
"""What a mark right behind a mark costs (log probability): rare in sound text."""
_QUESTION = -6.0
_CLOSED = frozenset("”」』)\"' ）")
OWN_WORDS = 0.15
"""How much of the probability the page's own words have."""
_NO_WORDS = MARK + WORD


@dataclass(frozen=True)
class Words:
    """How often single (folded) characters and pairs of them stand on a page."""

    singles: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, already folded."""
        singles = Counter(re.findall("[\u3400-\u9fff]", text))
        return cls(singles, Counter(re.findall("(?=([\u3400-\u9fff]{2}))", text)), singles.total())


class PageLine:
    """A line without its newline; offsets count its code points."""

    def __init__(self, text: str, words: Words, is_traditional: bool = False) -> None:
        self.text = text
        self.words = words
        self.is_traditional = is_traditional
        self.bytes = [encode(character) for character in text]
        self.injections = {found.start(): (found.end(), normalise(found[1])) for found in INJECTION.finditer(text)}

    def gain(self, context: str, character: str) -> tuple[float, str]:
        """Log probability of a character of a reading behind a context, and the context behind it.

        The page itself is part of the model: what it says elsewhere, it is likely to say again (a cache of
        single characters and pairs, Kuhn and De Mori 1990).
        """
        gain, after = advance(context, character)
        words = self.words
        if words.total and after[-1] not in _NO_WORDS:
            last = after[-1]
            said = words.singles.get(last, 0) / words.total
            pair = words.pairs.get(context[-1:] + last, 0)
            if pair:
                said += pair / (words.singles.get(context[-1], 0) + 2)
            if said:
                gain = log((1 - OWN_WORDS) * exp(gain) + OWN_WORDS / 2 * said)
        return gain, after

    @cached_property
    def _walked(self) -> tuple[list[float], list[str]]:
        scores, contexts = [0.0], [MARK]
        total, context, skip = 0.0, MARK, 0
        text = self.text
        for at, character in enumerate(text):
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
            scores.append(total)
            contexts.append(context)
        return scores, contexts

    @property
    def scores(self) -> list[float]:
        """Log probability of the line as it stands up to each offset; plain injections cost nothing."""
        return self._walked[0]

    @property
    def contexts(self) -> list[str]:
        """What the model knows of the text before each offset."""
        return self._walked[1]

    def before(self, at: int) -> str:
        """The character before an offset, an injection between them left aside; empty where there is none."""
        for start, (end, _) in self.injections.items():
            if end == at:
                at = start
        return self.text[at - 1] if at else ""

    def joint(self, at: int, context: str) -> float:
        """What the next characters of the page gain or lose by standing behind another context."""
        total, now, page = 0.0, context, self.contexts[at]
        for character in self.text[at : at + 2]:
            if now == page or character == "?":
                break
            gain, now = advance(now, character)
            shown, page = advance(page, character)
            total += gain - shown
        return total
