"""One line of a page as the decoder sees it: its bytes, its plain injections, and how likely it is as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log

from reader_tui.text.repair.gbk import encode
from reader_tui.text.repair.language import MARK, NO_HAN, STEPS, Ranked, advance, context_of
from reader_tui.text.repair.readings import SYLLABLE, normalise

FULL_WIDTH = {ord(a): b for a, b in zip(",!?;:()", "，！？；：（）", strict=True)}
INJECTION = re.compile(rf"\(({SYLLABLE}(?: {SYLLABLE})?)\)")
MARKS = frozenset("，。、；：！？,;:!?…·")
DOUBLED = -4.0
"""What a mark right behind a mark costs (log probability): rare in sound text."""
_QUESTION = -6.0
_CLOSED = frozenset("”」』)\"' ）")
_PRONOUNS = "他她它"
_UNSEEN_PRONOUN = 0.05
_APART = NO_HAN | frozenset(_PRONOUNS)
"""Classes whose probability is more than what the model and the page tell of them."""
_NEAR = 3
OWN_WORDS, OWN_PAIRS = 0.05, 0.3
"""How much of the probability the page's own characters have, and at most its pairs."""


@dataclass(frozen=True)
class Words:
    """How often single (folded) characters and pairs of them stand on a page, and what follows from it."""

    singles: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    gains: dict[str, tuple[float, str]] = field(default_factory=dict)
    """What `PageLine.gain` worked out before."""
    guesses: dict[tuple[str, int, int], tuple[list[tuple[str, float, str]], list[str]]] = field(default_factory=dict)
    """What a decoder guessed before: (context, pending lead, trail or class) to Chinese characters with gain and
    context, and marks."""

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, already folded."""
        singles = Counter(re.findall("[\u3400-\u9fff]", text))
        return cls(singles, Counter(re.findall("(?=([\u3400-\u9fff]{2}))", text)), singles.total())

    def gain(self, context: str, character: str) -> tuple[float, str]:
        """See `PageLine.gain`."""
        gain, after = advance(context, character)
        last = after[-1]
        if last in _PRONOUNS and any(one in self.singles for one in _PRONOUNS):
            gain = log(sum(exp(advance(context, one)[0]) for one in _PRONOUNS)) + self._share(last)
        elif self.total and last not in NO_HAN:
            times = self.singles.get(context[-1:], 0)
            share = OWN_PAIRS * times / (times + 1)
            said = OWN_WORDS * self.singles.get(last, 0) / self.total
            if times:
                said += share * self.pairs.get(context[-1] + last, 0) / times
            if said:
                gain = log((1 - OWN_WORDS - share) * exp(gain) + said)
        return gain, after

    def gains_of(self, context: str, ranked: Iterable[Ranked]) -> Iterator[tuple[str, float, str]]:
        """Characters that the model ranked behind a context, each with what `gain` tells of it."""
        last = context[-1:]
        times = self.singles.get(last, 0)
        share = OWN_PAIRS * times / (times + 1)
        left = 1 - OWN_WORDS - share
        once, pair = OWN_WORDS / max(1, self.total), share / max(1, times)
        for level, character, known in ranked:
            if known in _APART:
                yield (character, *self.gain(context, character))
                continue
            said = once * self.singles.get(known, 0) + pair * self.pairs.get(last + known, 0)
            gain = level / -STEPS
            yield character, log(left * exp(gain) + said) if said else gain, last + known

    def _share(self, pronoun: str) -> float:
        """Log probability of one of the pronouns that sound the same and that only the page can tell apart."""
        said = {one: self.singles.get(one, 0) + _UNSEEN_PRONOUN for one in _PRONOUNS}
        return log(said[pronoun] / sum(said.values()))


class PageLine:
    """A line without its newline; offsets count its code points."""

    def __init__(self, text: str, words: Words, is_traditional: bool = False) -> None:
        self.text = text
        self.words = words
        self.is_traditional = is_traditional
        self._joints: dict[tuple[int, str], float] = {}
        self._repaired = (-1 - _NEAR, MARK, "")
        self.bytes = [encode(character) for character in text]
        self.injections = {found.start(): (found.end(), normalise(found[1])) for found in INJECTION.finditer(text)}
        self._starts = {end: start for start, (end, _) in self.injections.items()}

    def gain(self, context: str, character: str) -> tuple[float, str]:
        """Log probability of a character of a reading behind a context, and the context behind it.

        The page itself is part of the model: what it says elsewhere, it is likely to say again (a cache of
        single characters and pairs, Kuhn and De Mori 1990).
        """
        known = self.words.gains.get(context + character)
        if known is None:
            known = self.words.gains[context + character] = self.words.gain(context, character)
        return known

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

    def context_before(self, at: int) -> str:
        """What the model knows of the text before an offset, what was repaired there taken as repaired."""
        end, context, _ = self._repaired
        if not end <= at <= end + _NEAR:
            return self.contexts[at]
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
        total, now, page = 0.0, context, self.contexts[at]
        for character in self.text[at : at + 2]:
            if now == page or character == "?":
                break
            gain, now = advance(now, character)
            shown, page = advance(page, character)
            total += gain - shown
        return total

    def is_sound(self, start: int, said: str, end: int, least: float) -> bool:
        """Whether no two characters in a row of a reading of ``start`` to ``end`` are less likely than ``least``.

        The first two characters of the page behind it count with it.
        """
        context, before = self.context_before(start) or MARK, 0.0
        for character in said + self.text[end : end + 2]:
            if character == "?":
                break
            alone, after = advance(context, character)
            gain = (self.gain(context, character)[0] + alone) / 2  # half, for the page vouches for halves of its words
            context = after
            if gain + before < least:
                return False
            before = gain
        return True
