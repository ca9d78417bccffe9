"""Make ``model.bin``: how likely a character is behind the two before it, over the Simplified fold.

    python -m reader_tui.text.repair.generate_model DICT.TXT TEXT ...

``DICT.TXT`` is the word frequency dictionary of the segmenter jieba: a word, its count and its part of speech
on each line. Each ``TEXT`` is running text: UTF-8, words followed by ``/tag`` or not, or a pickle of nested
lists of strings. ``NOTICE`` beside this file says which ones the model in use was made of.

The estimate is absolute discounting, each order interpolated with the one below (Chen and Goodman 1999,
section 2.6), pruned of what two texts in a thousand would ask for, and written as log probabilities with
backoff weights.
"""

from __future__ import annotations

import json
import math
import pickle
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reader_tui.text.repair.language import FILE, MARK, STEPS, classes_of

DISCOUNT = 0.75
WORD_WEIGHT = 0.01
"""What one count of the dictionary weighs against one of running text."""
FEWEST_PAIRS = 2
FEWEST_TRIPLES = 2
LEAST_GAIN = 0.5
"""How much (log probability) a triple must tell beyond its last pair to be kept."""
LARGEST_LEVEL = 255
_TAG = re.compile(r"/[a-zA-Z]+\s*")

Followers = dict[str, dict[str, float]]
"""Context, character behind it, probability."""


class _Strings(pickle.Unpickler):
    """Reads plain containers and refuses everything that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"a text holds no {module}.{name}")


def level(probability: float) -> int:
    """A probability as a whole number of steps of negative logarithm, one byte at most.

    >>> level(1.0), level(0.01)
    (0, 37)
    """
    return min(LARGEST_LEVEL, max(0, round(-math.log(probability) * STEPS)))


def running_text(path: Path) -> Iterator[str]:
    """The passages of a file."""
    if path.suffix == ".pkl":
        with path.open("rb") as file:
            yield from _strings(_Strings(file).load())
    else:
        yield from _TAG.sub("", path.read_text(encoding="utf-8", errors="replace")).split("\n")


def _strings(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, list | tuple):
        for one in held:
            yield from _strings(one)


def count(dictionary: str, passages: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often single classes, pairs and triples of them occur; a dictionary word counts without its ends."""
    counts: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for passage in passages:
        text = MARK + classes_of(passage) + MARK
        for size, counter in enumerate(counts, 1):
            counter.update(text[i : i + size] for i in range(len(text) - size + 1))
    words: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    for line in dictionary.splitlines():
        word, times, _ = line.rsplit(" ", 2)
        text = classes_of(word)
        for size, counter in enumerate(words, 1):
            for i in range(len(text) - size + 1):
                counter[text[i : i + size]] += int(times)
    for counter, found in zip(counts, words, strict=True):
        counter.update({gram: math.ceil(times * WORD_WEIGHT) for gram, times in found.items()})
    return counts


def _conditional(counter: Counter[str], below: Followers | dict[str, float], fewest: int) -> Followers:
    """Probabilities behind each context, discounted and interpolated with the order below."""
    behind: dict[str, dict[str, int]] = defaultdict(dict)
    for gram, times in counter.items():
        behind[gram[:-1]][gram[-1]] = times
    found: Followers = {}
    for context, followers in behind.items():
        total = sum(followers.values())
        spared = DISCOUNT * len(followers) / total
        shorter: dict[str, Any] = below[context[1:]] if len(context) > 1 else below  # type: ignore[assignment]
        found[context] = {c: (n - DISCOUNT) / total + spared * shorter.get(c, 1e-7)
                          for c, n in followers.items() if n >= fewest}
    return found


def _backoff(kept: dict[str, float], shorter: dict[str, float]) -> float:
    """What the order below is multiplied by for the characters that the context does not list."""
    left = 1 - sum(kept.values())
    return min(1.0, max(1e-9, left) / max(1e-3, 1 - sum(shorter.get(c, 0.0) for c in kept)))


def build(counts: tuple[Counter[str], Counter[str], Counter[str]]) -> bytes:
    """The model as it is stored: a line of JSON with the sizes of the sections, then the sections."""
    singles, pairs, triples = counts
    total = sum(singles.values())
    first = {c: n / total for c, n in singles.items()}
    second_all = _conditional(pairs, first, 1)
    second = {context: {c: p for c, p in row.items() if pairs[context + c] >= FEWEST_PAIRS}
              for context, row in second_all.items()}
    third = _conditional(triples, second_all, FEWEST_TRIPLES)
    return _packed(first, second, _informative(third, second))


def _informative(third: Followers, second: Followers) -> Followers:
    kept: Followers = {}
    for context, row in third.items():
        shorter = second.get(context[1:], {})
        telling = {c: p for c, p in row.items() if c in shorter and abs(math.log(p / shorter[c])) >= LEAST_GAIN}
        best = sorted(telling, key=lambda c: -telling[c])[:LARGEST_LEVEL]
        if best:
            kept[context] = {c: telling[c] for c in best}
    return kept


def _packed(first: dict[str, float], second: Followers, third: Followers) -> bytes:
    chars, followers, thirds = sorted(first), [], []
    levels, weights = [bytearray(), bytearray(), bytearray()], [bytearray(), bytearray()]
    rows, firsts, triple_counts = array("I", [0]), array("I", [0]), bytearray()
    for one in chars:
        row = second.get(one, {})
        levels[0].append(level(first[one]))
        weights[0].append(level(_backoff(row, first)))
        for two in sorted(row):
            followers.append(two)
            triple = third.get(one + two, {})
            levels[1].append(level(row[two]))
            weights[1].append(level(_backoff(triple, second.get(two, {}))) if triple else 0)
            triple_counts.append(len(triple))
            for three in sorted(triple):
                thirds.append(three)
                levels[2].append(level(triple[three]))
        rows.append(len(followers))
        firsts.append(len(thirds))
    if sys.byteorder == "big":
        rows.byteswap()
        firsts.byteswap()
    sections = ["".join(chars).encode("utf-16-le"), "".join(followers).encode("utf-16-le"),
                "".join(thirds).encode("utf-16-le"), *map(bytes, levels), *map(bytes, weights),
                rows.tobytes(), firsts.tobytes(), bytes(triple_counts)]
    return json.dumps([len(section) for section in sections]).encode() + b"\n" + b"".join(sections)


def main() -> None:
    """Write the model where `reader_tui.text.repair.language` reads it."""
    dictionary, *texts = map(Path, sys.argv[1:])
    passages = (passage for path in texts for passage in running_text(path))
    FILE.write_bytes(build(count(dictionary.read_text(encoding="utf-8"), passages)))


if __name__ == "__main__":
    main()
