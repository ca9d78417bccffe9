"""How likely a stretch of Chinese is: a character model of order three over the Simplified fold.

It decides between readings of damaged bytes. Everything that is no Chinese character is one of seven classes,
and a row of the same class counts once, so that the model speaks of Chinese and of where clauses begin and end.
Log probabilities are natural logarithms, one character after the other.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, repeat
from pathlib import Path
from typing import NamedTuple

from reader_tui.text.fold import fold_script

FILE = Path(__file__).parent / "model.bin"
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
_KEPT_CONTEXTS, _KEPT_ROWS = 1 << 15, 1 << 11
_REPEATED = -2.0
_SHARES = {
    "，": -0.1, ",": -0.1, "、": 0.0, "。": -0.3, "？": -2.6, "！": -2.8, "：": -1.0, ":": -1.0, "；": -1.3, ".": -2.5, "—": -9.0, "…": -9.0,
    "“": -0.6, "”": -0.6, "（": -1.3, "）": -1.3, "《": -2.0, "》": -2.0, "【": -3.7, "】": -3.7, "「": -4.0, "」": -4.0, "『": -4.4,
    "』": -4.4, "‘": -7.0, "’": -7.0}
"""Log probability of a mark among those of its class."""
_RARE_MARK = -5.0
_ODD = -12.0
_LATIN = -3.2
_ORDINARY = frozenset("；！？‘’「」『』（）《》—…·;!?()[]\"' %<>/\u3000")


Ranked = tuple[int, str, str]
"""How unlikely a character is in steps, itself, its class."""


_Behind = tuple[int, int, int, int, int, int]
"""Where a context's triples lie and what falling back from them costs; the same of the pairs of its last class."""


class Candidates(NamedTuple):
    """Characters that `Model.likeliest` chooses among."""

    alone: list[Ranked]
    """How unlikely they are wherever they stand, the most frequent first."""
    of_class: dict[str, list[str]]
    """The characters of each class."""

    @classmethod
    def of(cls, ranked: Iterable[Ranked], size: int | None = None) -> Candidates:
        """The candidates, only the ``size`` most frequent ones if given."""
        alone = sorted(ranked)[:size]
        of_class: dict[str, list[str]] = {}
        for _, one, known in alone:
            of_class.setdefault(known, []).append(one)
        return cls(alone, of_class)


class Model:
    """The stored numbers, looked up where they lie."""

    def __init__(self, data: bytes) -> None:
        header, _, body = data.partition(b"\n")
        ends = list(accumulate(json.loads(header)))
        parts = [body[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        first, self._second, self._third = (part.decode("utf-16-le") for part in parts[:3])
        self._levels = parts[3:6]
        self._weights = parts[6:8]
        rows, firsts = array("I", parts[8]), array("I", parts[9])
        if sys.byteorder == "big":
            rows.byteswap()
            firsts.byteswap()
        self._index = {character: i for i, character in enumerate(first)}
        self._rows, self._firsts = rows, firsts
        self._counts = parts[10]
        self._triples: dict[int, list[int]] = {}
        self._alone = dict(zip(first, self._levels[0], strict=True))
        self._seconds: dict[tuple[int, int], dict[str, int]] = {}
        self._contexts: dict[str, _Behind] = {}

    def context(self, before: str, last: str) -> str:
        """The context that two classes leave: the last alone where the model knows nothing of what follows both.

        Readings that have come to the same context cannot be told apart by anything behind it, so that the fewer there
        are, the sooner only one of them need be followed (Li and Khudanpur 2008, on minimising the state).
        """
        one = self._index.get(before)
        if one is None:
            return last
        pair = self._second.find(last, self._rows[one], self._rows[one + 1])
        return before + last if pair >= 0 and self._counts[pair] else last

    def step(self, context: str, character: str) -> float:
        """Log probability of a class behind a `context`."""
        start, end, penalty, row, row_end, weight = self._contexts.get(context) or self._behind(context)
        if end:
            at = self._third.find(character, start, end)
            if at >= 0:
                return self._levels[2][at] / -STEPS
        at = self._second.find(character, row, row_end)
        if at >= 0:
            return (penalty + self._levels[1][at]) / -STEPS
        return (penalty + weight + self._alone.get(character, _UNKNOWN_LEVEL)) / -STEPS

    def _behind(self, context: str) -> _Behind:
        known = self._contexts.get(context)
        if known is None:
            if len(self._contexts) > _KEPT_CONTEXTS:
                self._contexts.clear()
            known = self._contexts[context] = self._read_context(context)
        return known

    def _read_context(self, context: str) -> _Behind:
        last = self._index.get(context[-1:])
        if last is None:
            return 0, 0, 0, 0, 0, 0
        row, row_end, weight = self._rows[last], self._rows[last + 1], self._weights[0][last]
        one = self._index.get(context[0]) if len(context) == 2 else None
        pair = -1 if one is None else self._second.find(context[1], self._rows[one], self._rows[one + 1])
        if one is None or pair < 0 or not self._counts[pair]:
            return 0, 0, 0, row, row_end, weight
        triples, at = self._triples_of(one), pair - self._rows[one]
        return triples[at], triples[at + 1], self._weights[1][pair], row, row_end, weight

    def _triples_of(self, one: int) -> list[int]:
        """Where the triples of each pair begin that begins with a character, summed up only for those in use."""
        known = self._triples.get(one)
        if known is None:
            counts = self._counts[self._rows[one] : self._rows[one + 1]]
            known = self._triples[one] = list(accumulate(counts, initial=self._firsts[one]))
        return known

    def _row_of(self, start: int, end: int) -> dict[str, int]:
        """The levels of a row of pairs by their second classes."""
        row = self._seconds.get((start, end))
        if row is None:
            if len(self._seconds) > _KEPT_ROWS:
                self._seconds.clear()
            row = self._seconds[start, end] = dict(zip(self._second[start:end], self._levels[1][start:end], strict=True))
        return row

    def likeliest(self, context: str, candidates: Candidates, size: int, spread: float = 1e9) -> list[Ranked]:
        """The ``size`` candidates that fit best behind a context, without those far behind the best one."""
        start, end, penalty, row, row_end, weight = self._behind(context)
        second, of_class = self._row_of(row, row_end), candidates.of_class
        known = set(self._third[start:end]).intersection(of_class) if end else ()
        costs = [(self._levels[2][self._third.find(one, start, end)], found, one) for one in known for found in of_class[one]]
        costs += [(penalty + second[one], found, one) for one in second.keys() & of_class.keys() if one not in known for found in of_class[one]]
        costs.sort()
        worst = costs[0][0] + spread * STEPS if costs else 1e9
        if len(costs) >= size:
            worst = min(worst, costs[size - 1][0])
        penalty += weight
        left = size
        for cost, found, one in candidates.alone:  # the most frequent first
            if penalty + cost > worst or not left:
                break
            if one not in second and one not in known:
                costs.append((penalty + cost, found, one))
                left -= 1
        if left < size:
            costs.sort()
            worst = costs[0][0] + spread * STEPS
        return [ranked for ranked in costs[:size] if ranked[0] <= worst]

    def ranked(self, characters: Iterable[str]) -> list[Ranked]:
        """Characters with how frequent they are."""
        text = "".join(characters)
        classes = [known if is_han(one) else class_of(one) for one, known in zip(text, folded(text), strict=True)]
        return list(zip(map(self._alone.get, classes, repeat(_UNKNOWN_LEVEL)), text, classes, strict=False))


@cache
def model() -> Model:
    """The model, read once."""
    return Model(FILE.read_bytes())


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one of the basic blocks."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def folded(text: str) -> str:
    """A text in Simplified, as far as pages tell: those made Traditional write 著 for 着, which is as frequent as 年.

    >>> folded("看著長城")
    '看着长城'
    """
    return fold_script(text).replace("著", "着")


@cache
def class_of(character: str) -> str:
    """The class that the model knows a character by: itself `folded`, or `MARK` or `WORD`.

    >>> class_of("國"), class_of("，"), class_of("7")
    ('国', '，', '0')
    """
    if is_han(character):
        return folded(character)
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


@lru_cache(maxsize=_KEPT_CONTEXTS)
def context_behind(before: str, last: str) -> str:
    """The `Model.context` that two classes leave."""
    return model().context(before, last)


@lru_cache(maxsize=1 << 16)
def advance(context: str, character: str) -> tuple[float, str]:
    """Log probability of a character behind a context (classes), and the context behind it."""
    found, before = class_of(character), context[-1:]
    if found not in NO_HAN:
        return model().step(context, found), context_behind(before, found)
    if found == before:
        return _REPEATED + within_class(character), context
    return model().step(context, found) + within_class(character), context_behind(before, found)


def context_of(text: str) -> str:
    """The context that a text leaves for the character behind it.

    >>> context_of("他說:「")
    '#“'
    """
    classes = classes_of(text[-8:])[-2:] or MARK
    return context_behind(classes[:-1], classes[-1])


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
