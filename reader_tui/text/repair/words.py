"""What a page says, as a part of the language model: what it says elsewhere, it is likely to say again.

A cache of single characters and pairs (Kuhn and De Mori 1990) mixed with the character model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import exp, log

from reader_tui.text.repair.language import NO_HAN, STEPS, Ranked, advance, class_of, model

_PRONOUNS = "他她它"
_UNSEEN_PRONOUN = 0.05
_APART = NO_HAN | frozenset(_PRONOUNS)
"""Classes whose probability is more than what the model and the page tell of them."""
OWN_WORDS, OWN_PAIRS = 0.05, 0.3
"""How much of the probability the page's own characters have, and at most its pairs."""
_KEPT_GAINS = 200_000

Guess = tuple[float, str, str]
"""Log probability of a character, itself, the context behind it."""


@dataclass(frozen=True)
class Words:
    """How often single (folded) characters and pairs of them stand on a page, and what follows from it."""

    singles: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    gains: dict[str, tuple[float, str]] = field(default_factory=dict)
    """What `gain` worked out before, by context and character."""
    guesses: dict[tuple[str, int, int], tuple[list[Guess], list[str]]] = field(default_factory=dict)
    """What a decoder guessed before: (context, pending lead, trail or class) to Chinese characters, the likeliest
    first, and marks."""

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, already folded."""
        singles = Counter(re.findall("[\u3400-\u9fff]", text))
        return cls(singles, Counter(re.findall("(?=([\u3400-\u9fff]{2}))", text)), singles.total())

    def gain(self, context: str, character: str) -> tuple[float, str]:
        """Log probability of a character of a reading behind a context, and the context behind it."""
        known = self.gains.get(context + character)
        if known is None:
            if len(self.gains) > _KEPT_GAINS:
                self.gains.clear()
            known = self.gains[context + character] = self._gain(context, character)
        return known

    def _gain(self, context: str, character: str) -> tuple[float, str]:
        last = class_of(character)
        if last in _APART:
            gain, after = advance(context, character)
            if last in _PRONOUNS and any(one in self.singles for one in _PRONOUNS):
                gain = log(sum(exp(advance(context, one)[0]) for one in _PRONOUNS)) + self._share(last)
            return gain, after
        before = context[-1:]
        gain = model().step(context, last)
        if last in self.singles:
            times = self.singles.get(before, 0)
            share = OWN_PAIRS * times / (times + 1)
            said = OWN_WORDS * self.singles[last] / self.total
            if times:
                said += share * self.pairs.get(before + last, 0) / times
            gain = log((1 - OWN_WORDS - share) * exp(gain) + said)
        return gain, before + last

    def gains_of(self, context: str, ranked: Iterable[Ranked]) -> list[Guess]:
        """Characters that the model ranked behind a context, each with what `gain` tells of it, the likeliest first."""
        last = context[-1:]
        singles, pairs, found = self.singles, self.pairs, []
        times = singles.get(last, 0)
        share = OWN_PAIRS * times / (times + 1)
        left = 1 - OWN_WORDS - share
        once, pair = OWN_WORDS / max(1, self.total), share / max(1, times)
        for level, character, known in ranked:
            if known in _APART:
                gain, after = self.gain(context, character)
                found.append((gain, character, after))
                continue
            gain = level / -STEPS
            said = singles.get(known, 0)
            if said:
                gain = log(left * exp(gain) + once * said + pair * pairs.get(last + known, 0))
            found.append((gain, character, last + known))
        found.sort(reverse=True)
        return found

    def _share(self, pronoun: str) -> float:
        """Log probability of one of the pronouns that sound the same and that only the page can tell apart."""
        said = {one: self.singles.get(one, 0) + _UNSEEN_PRONOUN for one in _PRONOUNS}
        return log(said[pronoun] / sum(said.values()))
