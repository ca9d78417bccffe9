"""What a page says, as a part of the language model: what it says elsewhere, it is likely to say again.

A cache of single characters and pairs (Kuhn and De Mori 1990) mixed with the character model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import exp, log
from operator import add

from reader_tui.text.repair.language import NO_HAN, STEPS, Ranked, advance

_PRONOUNS = "他她它"
_UNSEEN_PRONOUN = 0.05
_APART = NO_HAN | frozenset(_PRONOUNS)
"""Classes whose probability is more than what the model and the page tell of them."""
OWN_WORDS, OWN_PAIRS = 0.05, 0.2
"""How much of the probability the page's own characters have, and at most its pairs."""

Guess = tuple[float, str, str]
"""Log probability of a character, itself, its class."""


@dataclass(frozen=True)
class Words:
    """How often single (folded) characters and pairs of them stand on a page, and what follows from it."""

    singles: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    guesses: dict[tuple[str, int, int], tuple[list[Guess], list[str]]] = field(default_factory=dict)
    """What a decoder guessed before: (context, pending lead, trail or class) to Chinese characters, the likeliest
    first, and marks. It depends on the script, and a page has one."""
    shares: dict[str, tuple[float, float]] = field(default_factory=dict)
    """What `_share_behind` worked out before."""

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text, already folded."""
        stretches = re.findall("[\u3400-\u9fff]+", text)
        singles = Counter("".join(stretches))
        pairs = Counter(chain.from_iterable(map(add, one, one[1:]) for one in stretches))
        return cls(singles, pairs, singles.total())

    def gain(self, context: str, character: str) -> tuple[float, str]:
        """Log probability of a character of a reading behind a context, and the context behind it."""
        known = advance(context, character)
        gain, after = known
        last = after[-1]
        said = self._said.get(last)
        if last in _PRONOUNS:
            return self._pronoun(context, last, known)
        if not said:
            return known
        before = context[-1:]
        left, pair = self.shares.get(before) or self._share_behind(before)
        return log(left * exp(gain) + said + pair * self.pairs.get(before + last, 0)), after

    def _pronoun(self, context: str, pronoun: str, known: tuple[float, str]) -> tuple[float, str]:
        """The same of a pronoun: how likely any is, and which of them the page writes."""
        if not any(one in self.singles for one in _PRONOUNS):
            return known
        return log(sum(exp(advance(context, one)[0]) for one in _PRONOUNS)) + self._share(pronoun), known[1]

    def gains_of(self, context: str, ranked: Iterable[Ranked]) -> list[Guess]:
        """Characters that the model ranked behind a context, each with what `gain` tells of it, the likeliest first."""
        last = context[-1:]
        pairs, own, found = self.pairs, self._said, []
        left, pair = self.shares.get(last) or self._share_behind(last)
        for level, character, known in ranked:
            if known in _APART:
                found.append((self.gain(context, character)[0], character, known))
                continue
            gain = level / -STEPS
            said = own.get(known)
            if said:
                gain = log(left * exp(gain) + said + pair * pairs.get(last + known, 0))
            found.append((gain, character, known))
        found.sort(reverse=True)
        return found

    @cached_property
    def _said(self) -> dict[str, float]:
        """What each of the page's characters has of the probability wherever it stands."""
        return {one: OWN_WORDS * times / self.total for one, times in self.singles.items()}

    def _share_behind(self, before: str) -> tuple[float, float]:
        """What the model has of the probability behind a character, and what each time that the page pairs it with another."""
        times = self.singles.get(before, 0)
        share = OWN_PAIRS * times / (times + 1)
        found = self.shares[before] = 1 - OWN_WORDS - share, share / max(1, times)
        return found

    def _share(self, pronoun: str) -> float:
        """Log probability of one of the pronouns that sound the same and that only the page can tell apart."""
        said = {one: self.singles.get(one, 0) + _UNSEEN_PRONOUN for one in _PRONOUNS}
        return log(said[pronoun] / sum(said.values()))
