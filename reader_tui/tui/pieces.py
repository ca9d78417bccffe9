"""A widget that draws rows of styled pieces: (style name, text)."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader_tui.tui.drawable import drawable
from reader_tui.tui.inks import ink

Piece = tuple[str, str]
"""Names of styles, parted by spaces, and the text that has them."""


class PieceWidget(Widget):
    """Turns pieces into strips; making a style costs more than drawing a row, so styles are kept."""

    STYLE_PREFIX = ""
    """What its styles begin with: those of `inks.tcss`, or component classes where it has them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._piece_styles: dict[tuple[str, bool], Style] = {}

    def notify_style_update(self) -> None:
        """Forget styles made from the old theme."""
        super().notify_style_update()
        self._piece_styles.clear()

    def style_of(self, names: str) -> Style:
        """The named styles, one over the other, over the widget's own."""
        key = names, self.has_focus
        style = self._piece_styles.get(key)
        if style is None:
            style = self.rich_style
            for name in names.split():
                style += self._named_style(f"{self.STYLE_PREFIX}--{name}")
            self._piece_styles[key] = style
        return style

    def _named_style(self, name: str) -> Style:
        if self.COMPONENT_CLASSES:
            return self.get_component_rich_style(name, partial=True)
        return ink(name, self.app.theme_variables, focused=self.has_focus)

    def strip_of(self, pieces: Iterable[Piece]) -> Strip:
        """A row exactly as wide as the widget; nothing in it is obeyed by a terminal."""
        strip = Strip([Segment(drawable(text), self.style_of(names)) for names, text in pieces])
        return strip.adjust_cell_length(self.size.width, self.style_of(""))
