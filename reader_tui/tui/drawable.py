"""The last step before text is drawn: nothing a terminal obeys, and no floods of characters that take no cell."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader_tui.text.graphemes import NOTHING, cap_marks
from reader_tui.text.sanitize import sanitize_line

_MOST_INVISIBLE = 4
"""Characters without a cell that are drawn in a row at most: emoji and Han variants need no more."""
_INVISIBLE = ("[\u200b-\u200d\u2060-\u2064\ufeff\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f"
              "\U000e0100-\U000e01ef]")
_FLOOD = re.compile(f"({_INVISIBLE}{{{_MOST_INVISIBLE}}}){_INVISIBLE}+")


def drawable(text: str) -> str:
    r"""What may be written to a terminal for a piece of one line; its cells stay, its length may shrink.

    >>> drawable("漢" + "\u0301" * 9000 + "字\x1b[2J") == "漢" + "\u0301" * 4 + "字␛[2J"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    return _FLOOD.sub(r"\1", cap_marks(sanitize_line(text)).replace(NOTHING, ""))


class DrawableFilter(LineFilter):
    """Makes whatever any widget draws `drawable`; the last thing that happens to a line.

    The reader's own widgets show what they replaced. This is for all others: fields, notices, lists. They count no
    cell for a control character, so it is left out here instead of being shown as a picture, which would take one.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, safe."""
        return [self._safe(segment) for segment in segments]

    def _safe(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control or (text.isascii() and text.isprintable()):
            return segment
        safe = sanitize_line(text)
        if safe != text:
            safe = "".join(new for old, new in zip(text, safe, strict=True) if old == new or Segment(old).cell_length)
        safe = drawable(safe)
        return segment if safe == text else Segment(safe, style)
