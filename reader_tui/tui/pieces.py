"""A widget that draws rows of styled pieces: (style name, text)."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader_tui.tui.drawable import drawable

Piece = tuple[str, str]
"""Names of styles, parted by spaces, and the text that has them."""


class PieceWidget(Widget):
    """Turns pieces into strips; making a style costs more than drawing a row, so styles are kept."""

    STYLE_PREFIX = ""
    """What the component classes of the widget begin with."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._piece_styles: dict[str, Style] = {}

    def notify_style_update(self) -> None:
        """Forget styles made from the old theme."""
        super().notify_style_update()
        self._piece_styles.clear()

    def style_of(self, names: str) -> Style:
        """The named styles, one over the other, over the widget's own."""
        style = self._piece_styles.get(names)
        if style is None:
            style = self.rich_style
            for name in names.split():
                style += self.get_component_rich_style(f"{self.STYLE_PREFIX}--{name}", partial=True)
            self._piece_styles[names] = style
        return style

    def strip_of(self, pieces: Iterable[Piece]) -> Strip:
        """A row exactly as wide as the widget; nothing in it is obeyed by a terminal."""
        strip = Strip([Segment(drawable(text), self.style_of(names)) for names, text in pieces])
        return strip.adjust_cell_length(self.size.width, self.style_of(""))
