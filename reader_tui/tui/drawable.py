"""The last step before text is drawn: nothing a terminal obeys, and no floods of characters that take no cell."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from reader_tui.text.floods import without_floods
from reader_tui.text.sanitize import sanitize_line


def drawable(text: str) -> str:
    r"""What may be written to a terminal for a piece of one line; its cells stay, its length may shrink.

    >>> drawable("漢" + "\u0301" * 9000 + "字\x1b[2J") == "漢" + "\u0301" * 4 + "字␛[2J"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    return without_floods(sanitize_line(text))


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
