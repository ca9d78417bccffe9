"""Marks of punctuation: the one place that tells which there are, and which of them belong together."""

from __future__ import annotations

MARKS = frozenset("，。、；：！？,;:!?…·")
"""Marks of which one rarely follows another."""
TWOS = frozenset("—…")
"""Marks that come in twos; one alone is rare."""
OPENERS = dict(zip("”’」』）》】", "“‘「『（《【", strict=True))
"""By the mark that closes, the one that opens."""
OPENING = frozenset(OPENERS.values())
PUNCTUATION = MARKS | TWOS | OPENERS.keys()
"""Marks whose fitness depends on more than the two characters before them."""


def is_second_of_two(before: str, character: str) -> bool:
    """Whether a mark completes a dash or an ellipsis that a text ends with the first half of."""
    return character in TWOS and before[-1:] == character != before[-2:-1]
