"""How likely a stretch of Chinese is: a small character model over the Simplified fold.

It decides between readings of damaged bytes, so it must tell Chinese from byte soup, not good prose from bad:
pairs of characters inside words, with the chance of a word boundary between any two, are enough for that.
Log probabilities are natural logarithms, one character after the other.
"""

from __future__ import annotations

import math
import zlib
from functools import cache, lru_cache
from pathlib import Path

from reader_tui.text.fold import fold_script

_FILE = Path(__file__).parent.parent / "data" / "characters.txt.z"
_STEP = math.log(2) / 3
"""Natural logarithm of one level, see `generate_model.STEPS_PER_OCTAVE`."""
UNKNOWN = -17.0
"""Log probability of a Han character that no word holds."""
_ASCII = -7.0
_MARK = -4.5
_COMMON_MARKS = frozenset("，。、；：！？“”‘’「」『』（）《》—…·,.:;!?()[]\"' %")


class _Model:
    """The counts, looked up by character; followers stay packed until they are asked for."""

    def __init__(self, text: str) -> None:
        self.rows: dict[str, tuple[float, float, float, str, str]] = {}
        begun = 0.0
        for line in text.split("\n"):
            character, levels, followers, marks = line.split("\t")
            count, begin, end = (int(level) * _STEP for level in levels.split(" "))
            self.rows[character] = (count, begin, end, followers, marks)
            begun += math.exp(begin)
        self.begun = math.log(begun)

    @lru_cache(maxsize=65536)  # noqa: B019  the one model lives as long as the program
    def pair(self, first: str, second: str) -> float:
        """Log probability of ``second`` after ``first``."""
        row, other = self.rows.get(first), self.rows.get(second)
        if other is None:
            return UNKNOWN
        start = other[1] - self.begun
        if row is None:
            return max(start, UNKNOWN)
        count, _, end, followers, marks = row
        boundary = math.exp(end - count + start)
        at = followers.find(second)
        inside = math.exp((ord(marks[at]) - 48) * _STEP - count) if at >= 0 else 0.0
        return max(UNKNOWN, math.log(boundary + inside + 1e-12))


@cache
def _model() -> _Model:
    return _Model(zlib.decompress(_FILE.read_bytes()).decode("utf-8"))


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one of the basic blocks."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def step(before: str, character: str) -> float:
    """Log probability of one character behind another; both already folded."""
    if is_han(character):
        return _model().pair(before if is_han(before) else "", character)
    if character in _COMMON_MARKS:
        return _MARK
    return _ASCII if " " <= character < "\x7f" else UNKNOWN


def score(text: str, before: str = "") -> float:
    """Log probability of a text behind the character ``before``.

    >>> score("中國市場的同時") > score("袊袌龅耐瑫")
    True
    """
    total, last = 0.0, fold_script(before)
    for character in fold_script(text):
        total += step(last, character)
        last = character
    return total
