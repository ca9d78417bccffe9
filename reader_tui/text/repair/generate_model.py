"""Make ``data/characters.txt.z``: how often characters stand alone, begin and end words, and follow each other.

    python -m reader_tui.text.repair.generate_model DICT.TXT

``DICT.TXT`` is the word frequency dictionary of the segmenter jieba (MIT License): a word, its count and its
part of speech on each line. Words are taken to follow each other independently, so pairs are counted inside
words only, and the chance of a word boundary between two characters comes from how words end and begin.
"""

from __future__ import annotations

import math
import sys
import zlib
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from reader_tui.text.fold import fold_script

STEPS_PER_OCTAVE = 3
"""Counts are kept as logarithms: this many steps double a count."""
RAREST_PAIR = 6
TARGET = Path(__file__).parent.parent / "data" / "characters.txt.z"


def level(count: float) -> int:
    """A count as a whole number of logarithmic steps.

    >>> level(1), level(2), level(1024)
    (0, 3, 30)
    """
    return round(math.log2(max(1.0, count)) * STEPS_PER_OCTAVE)


def model_lines(dictionary: str) -> list[str]:
    """``character TAB alone begin end TAB followers TAB their levels``, counts as levels, a level a character."""
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    for line in dictionary.splitlines():
        word, count, _ = line.split(" ")
        word = fold_script(word)
        if not all("\u4e00" <= c <= "\u9fff" for c in word):
            continue
        times = int(count)
        begins[word[0]] += times
        ends[word[-1]] += times
        for first, second in pairwise(word):
            pairs[first][second] += times
        for character in word:
            counts[character] += times
    lines = []
    for character in sorted(counts):
        kept = [(c, n) for c, n in sorted(pairs[character].items()) if n >= RAREST_PAIR]
        followers = "".join(c for c, _ in kept)
        levels = "".join(chr(48 + level(n)) for _, n in kept)
        lines.append(f"{character}\t{level(counts[character])} {level(begins[character])} {level(ends[character])}"
                     f"\t{followers}\t{levels}")
    return lines


def main() -> None:
    """Write the model where `reader_tui.text.repair.language` reads it."""
    text = "\n".join(model_lines(Path(sys.argv[1]).read_text(encoding="utf-8")))
    TARGET.write_bytes(zlib.compress(text.encode("utf-8"), 9))


if __name__ == "__main__":
    main()
