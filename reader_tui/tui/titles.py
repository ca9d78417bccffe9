"""Short texts cut to fit: titles, labels, names. Wide characters are never cut in half."""

from __future__ import annotations

from reader_tui.text.width import cell_len
from reader_tui.tui.drawable import drawable

TIMELINE_HEAD = (("head", "─ "), ("head-title", "Timeline"), ("head", " "))
"""The beginning of the rule above the timeline, which is drawn before there is anything to put on the axis."""


def fit(text: str, width: int) -> str:
    """``text`` made safe and cut to at most ``width`` cells, with ``…`` where something was cut off.

    >>> fit("讀者之友", 8), fit("讀者之友", 7), fit("讀者之友", 6), fit("ab", 0)
    ('讀者之友', '讀者之…', '讀者…', '')
    """
    text = drawable(text)
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    used = 0
    for i, character in enumerate(text):
        used += cell_len(character)
        if used > width - 1:
            return text[:i] + "…"
    return text


def pad(text: str, width: int) -> str:
    """``text`` cut or filled with spaces to exactly ``width`` cells.

    >>> pad("讀者", 6), pad("讀者之友", 6)
    ('讀者  ', '讀者… ')
    """
    cut = fit(text, width)
    return cut + " " * (width - cell_len(cut))
