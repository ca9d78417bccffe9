"""Floods of characters that take no cell: thousands of them would fit into one row, and overdraw or hide others."""

from __future__ import annotations

import re

from reader_tui.text.graphemes import NOTHING, cap_marks

MOST_INVISIBLE = 4
"""Characters without a cell that are drawn in a row at most: emoji and Han variants need no more."""
_INVISIBLE = ("[\u200b-\u200d\u2060-\u2064\ufeff\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f"
              "\U000e0100-\U000e01ef]")
_FLOOD = re.compile(f"({_INVISIBLE}{{{MOST_INVISIBLE}}}){_INVISIBLE}+")


def without_floods(text: str) -> str:
    r"""The text with few combining marks on a base and few invisible characters in a row; it may become shorter.

    >>> without_floods("漢" + "\u0301" * 9000 + "字" + "\u200d" * 9000) == "漢" + "\u0301" * 4 + "字" + "\u200d" * 4
    True
    """
    return _FLOOD.sub(r"\1", cap_marks(text).replace(NOTHING, ""))
