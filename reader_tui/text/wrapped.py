"""A quick look whether text was wrapped at a fixed width; loads nothing, for the first screen asks too."""

from __future__ import annotations

NARROWEST = 18
"""Characters of a line from which on it may have been broken at a fixed width."""


def has_lines_of_one_width(text: str) -> bool:
    """Whether text may be wrapped: long lines, equally long within two characters, that do not end their sentence.

    >>> has_lines_of_one_width("這一段文字原來是一整段的話，後來被人按照固定\\n的寬度切成了許多行，每一行的長度都一樣長，")
    True
    >>> has_lines_of_one_width("河水漲了。\\n沒有人說話。")
    False
    """
    lines = text.split("\n")
    return any(map(_are_broken, lines, lines[1:]))


def _are_broken(line: str, after: str) -> bool:
    return len(line) >= NARROWEST and abs(len(line) - len(after)) <= 2 and "\u3400" <= line[-1] <= "\u9fff"
