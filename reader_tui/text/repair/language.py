"""How likely a stretch of Chinese is: a character model of order three over the Simplified fold.

It decides between readings of damaged bytes. Everything that is no Chinese character is one of seven classes,
and a row of the same class counts once, so that the model speaks of Chinese and of where clauses begin and end.
Log probabilities are natural logarithms, one character after the other.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from reader_tui.text.fold import fold_script

FILE = Path(__file__).parent / "model.z"
STEPS = 8
"""Steps of the stored logarithms to one natural logarithm."""
MARK, WORD, COMMA, STOP, PAUSE, OPENING, CLOSING = "#0，。、“”"
"""The classes of what is no Chinese character: quotation marks and brackets that open or close, `WORD` for Latin
letters and digits, `MARK` for any other punctuation."""
NO_HAN = frozenset((MARK, WORD, COMMA, STOP, PAUSE, OPENING, CLOSING))
_CLASSES = {",": COMMA, "，": COMMA, "、": PAUSE} | dict.fromkeys("。！？…!?", STOP) | dict.fromkeys("“‘「『（《〈【([", OPENING) | (
    dict.fromkeys("”’」』）》〉】)]", CLOSING))
_UNKNOWN_LEVEL = 128
"""Steps of a character that the model does not hold."""
_KEPT_CONTEXTS = 1 << 15
_NO_TRIPLES: dict[str, int] = {}
_REPEATED = -2.0
_SHARES = {
    "，": -0.1, ",": -0.1, "、": 0.0, "。": -0.3, "？": -2.6, "！": -2.8, "：": -1.0, ":": -1.0, "；": -1.3, ".": -2.5, "—": -9.0, "…": -9.0,
    "“": -0.6, "”": -0.6, "（": -1.3, "）": -1.3, "《": -2.0, "》": -2.0, "【": -3.7, "】": -3.7, "「": -4.0, "」": -4.0, "『": -4.4,
    "』": -4.4, "‘": -7.0, "’": -7.0}
"""Log probability of a mark among those of its class."""
TWOS = frozenset("—…")
"""Marks that come in twos; one alone is rare."""
_RARE_MARK = -5.0
_ODD = -12.0
_LATIN = -3.2
_ORDINARY = frozenset("；！？‘’「」『』（）《》—…·;!?()[]\"' %<>/\u3000")


Ranked = tuple[int, str, str]
"""How unlikely a character is in steps, itself, its class."""


class Model:
    """The stored numbers, looked up where they lie."""

    def __init__(self, data: bytes) -> None:
        header, _, body = data.partition(b"\n")
        ends = list(accumulate(json.loads(header)))
        parts = [body[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        first, self._second, self._third = (part.decode("utf-16-le") for part in parts[:3])
        self._levels = parts[3:6]
        self._weights = parts[6:8]
        counts = array("H", parts[8])
        if sys.byteorder == "big":
            counts.byteswap()
        self._index = {character: i for i, character in enumerate(first)}
        self._rows = array("L", accumulate(counts, initial=0))
        self._counts = parts[9]
        self._firsts = array("L", accumulate(map(sum, map(self._counts_of, range(len(first)))), initial=0))
        self._triples: dict[int, list[int]] = {}
        self._alone = dict(zip(first, self._levels[0], strict=True))
        self._seconds: dict[int, dict[str, int]] = {}
        self._contexts: dict[str, tuple[dict[str, int], dict[str, int], int, int]] = {}

    def step(self, context: str, character: str) -> float:
        """Log probability of a class behind a context of up to two classes."""
        third, second, penalty, weight = self._contexts.get(context) or self._behind(context)
        found = third.get(character)
        if found is None:
            found = second.get(character)
            found = penalty + (weight + self._alone.get(character, _UNKNOWN_LEVEL) if found is None else found)
        return found / -STEPS

    def _behind(self, context: str) -> tuple[dict[str, int], dict[str, int], int, int]:
        """Levels behind the whole context and behind its last class, and what it costs to fall back to each."""
        known = self._contexts.get(context)
        if known is None:
            if len(self._contexts) > _KEPT_CONTEXTS:
                self._contexts.clear()
            known = self._contexts[context] = self._read_context(context)
        return known

    def _read_context(self, context: str) -> tuple[dict[str, int], dict[str, int], int, int]:
        at = self._index.get(context[-1:])
        if at is None:
            return {}, {}, 0, 0
        second, weight = self._row(at), self._weights[0][at]
        two = self._index.get(context[0]) if len(context) == 2 else None
        if two is None:
            return _NO_TRIPLES, second, 0, weight
        pair = self._second.find(context[1], self._rows[two], self._rows[two + 1])
        if pair < 0:
            return _NO_TRIPLES, second, 0, weight
        triples, at = self._triples_of(two), pair - self._rows[two]
        span = slice(triples[at], triples[at + 1])
        third = dict(zip(self._third[span], self._levels[2][span], strict=True)) if span.start < span.stop else _NO_TRIPLES
        return third, second, self._weights[1][pair], weight

    def _counts_of(self, one: int) -> bytes:
        """How many triples each pair has that begins with a character."""
        return self._counts[self._rows[one] : self._rows[one + 1]]

    def _triples_of(self, one: int) -> list[int]:
        """Where the triples of each pair begin that begins with a character, summed up only for those in use."""
        known = self._triples.get(one)
        if known is None:
            known = self._triples[one] = list(accumulate(self._counts_of(one), initial=self._firsts[one]))
        return known

    def _row(self, at: int) -> dict[str, int]:
        row = self._seconds.get(at)
        if row is None:
            span = slice(self._rows[at], self._rows[at + 1])
            row = self._seconds[at] = dict(zip(self._second[span], self._levels[1][span], strict=True))
        return row

    def likeliest(self, context: str, candidates: Candidates, size: int, spread: float = 1e9) -> list[Ranked]:
        """The ``size`` candidates that fit best behind a context, without those far behind the best one."""
        third, second, penalty, weight = self._behind(context)
        of_class = candidates.of_class
        listed = third.keys() & of_class.keys() if third else ()
        costs = [(third[known], one, known) for known in listed for one in of_class[known]]
        costs += [(penalty + second[known], one, known)
                  for known in second.keys() & of_class.keys() if known not in listed for one in of_class[known]]
        costs.sort()
        worst = costs[0][0] + spread * STEPS if costs else 1e9
        if len(costs) >= size:
            worst = min(worst, costs[size - 1][0])
        penalty += weight
        left = size
        for cost, one, known in candidates.alone:  # the most frequent first
            if penalty + cost > worst or not left:
                break
            if known not in second and known not in listed:
                costs.append((penalty + cost, one, known))
                left -= 1
        if left < size:
            costs.sort()
            worst = costs[0][0] + spread * STEPS
        return [found for found in costs[:size] if found[0] <= worst]

    def candidates(self, characters: Iterable[str], size: int | None = None) -> Candidates:
        """Characters to choose among, only the ``size`` most frequent ones if given."""
        levels = self._alone
        return Candidates.of(
            sorted((levels.get(known := class_of(one), _UNKNOWN_LEVEL), one, known) for one in characters)[:size])


@dataclass(frozen=True, slots=True)
class Candidates:
    """Characters that `Model.likeliest` chooses among."""

    alone: list[Ranked]
    """The most frequent first."""
    of_class: dict[str, list[str]]
    """The characters of each class."""

    @classmethod
    def of(cls, alone: list[Ranked]) -> Candidates:
        """The candidates of a list, the most frequent first."""
        of_class: dict[str, list[str]] = {}
        for _, one, known in alone:
            of_class.setdefault(known, []).append(one)
        return cls(alone, of_class)


@cache
def model() -> Model:
    """The model, read once."""
    return Model(zlib.decompress(FILE.read_bytes()))


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one of the basic blocks."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


@cache
def class_of(character: str) -> str:
    """The class that the model knows a character by: itself in Simplified, or `MARK` or `WORD`.

    >>> class_of("國"), class_of("，"), class_of("7")
    ('国', '，', '0')
    """
    if is_han(character):
        return fold_script(character)
    return WORD if character.isalnum() else _CLASSES.get(character, MARK)


def classes_of(text: str) -> str:
    """A text as the model sees it.

    >>> classes_of("他說:「2024 年,好!」")
    '他说#“0年，好。”'
    """
    classes = "".join(map(class_of, text.replace(" ", "")))
    return re.sub(r"([#0，。、“”])\1+", r"\1", classes)


@cache
def within_class(character: str) -> float:
    """Log probability of one character among those of its class."""
    if is_han(character):
        return 0.0
    found = _SHARES.get(character)
    if found is not None:
        return found
    if character in _ORDINARY:
        return _RARE_MARK
    return _LATIN if character.isascii() and character.isalnum() else _ODD


def advance(context: str, character: str) -> tuple[float, str]:
    """Log probability of a character behind a context (classes), and the context behind it."""
    found = class_of(character)
    if found not in NO_HAN:
        return model().step(context, found), context[-1:] + found
    if found == context[-1:]:
        return _REPEATED + within_class(character), context
    return model().step(context, found) + within_class(character), context[-1:] + found


def context_of(text: str) -> str:
    """The context that a text leaves for the character behind it.

    >>> context_of("他說:「")
    '#“'
    """
    return classes_of(text[-8:])[-2:] or MARK


def gains(text: str, before: str = "") -> list[float]:
    """Log probability of each character of a text behind another text."""
    found, context = [], context_of(before)
    for character in text:
        gain, context = advance(context, character)
        found.append(gain)
    return found


def score(text: str, before: str = "") -> float:
    """Log probability of a text behind another.

    >>> score("中國市場的同時") > score("袊袌龅耐瑫") + 20
    True
    """
    return sum(gains(text, before))


def mean_score(text: str) -> float:
    """Log probability of a text a character; 0 for none."""
    return score(text) / max(1, len(text))
