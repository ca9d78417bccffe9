"""A list of rows that only draws what is on the screen, so that its length costs nothing.

`OptionList` and `DataTable` make an object for every row before the first one shows; with a library of a hundred
thousand articles that is seconds. Here a `Listing` draws the rows asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece, PieceWidget

STYLES = ("head", "heading", "text", "quiet", "strong", "accent", "tag", "match", "good", "warn", "bad", "rule", "key",
          "yellow", "green", "blue", "pink", "purple", "selected", "away", "off")
"""Names of the styles that rows may use; ``row_list.tcss`` says how they look."""
ROW_CLASSES = {f"rows--{name}" for name in STYLES}


class Listing(Protocol):
    """What a list shows: items of one or more rows each."""

    def heights(self, width: int) -> Sequence[int]:
        """The rows that each item takes in a list of ``width`` cells."""

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """The rows of an item, each at most ``width`` cells."""

    def is_selectable(self, index: int) -> bool:
        """Whether the selection may rest on an item: a heading only stands there."""


class RowList(PieceWidget, ScrollView, can_focus=True):
    """Shows a `Listing`; says which item is selected or chosen."""

    COMPONENT_CLASSES = ROW_CLASSES
    STYLE_PREFIX = "rows"
    DEFAULT_CSS = """
    RowList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """
    BINDINGS = [
        Binding("j,down", "step(1)", "Down", show=False),
        Binding("k,up", "step(-1)", "Up", show=False),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False),
        Binding("ctrl+d", "page(0.5)", "Half page down", show=False),
        Binding("ctrl+u", "page(-0.5)", "Half page up", show=False),
        Binding("home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """An item was chosen with Enter or the mouse."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list that sends it."""
            return self.rows

    @dataclass
    class Highlighted(Message):
        """Another item is selected; -1 where there is none."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list that sends it."""
            return self.rows

    def __init__(self, empty: str = "nothing here", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listing: Listing | None = None
        self._empty = empty
        self._tops: list[int] = [0]
        """The first row of each item, and the number of all rows."""
        self._width = 0
        self._selected = -1

    def show(self, listing: Listing, selected: int = 0, *, empty: str | None = None) -> None:
        """Show other items; the nearest selectable one to ``selected`` is selected, ``empty`` is said of none."""
        self._listing = listing
        self._empty = self._empty if empty is None else empty
        self._measure()
        self._selected = self._nearest(selected, 1)
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self, self._selected))

    @property
    def selected(self) -> int:
        """The index of the selected item, -1 where there is none."""
        return self._selected

    def __len__(self) -> int:
        return len(self._tops) - 1

    def __bool__(self) -> bool:
        return True  # a list without items is still a widget

    def _measure(self) -> None:
        self._width = self.scrollable_content_region.width
        heights = self._listing.heights(self._width) if self._listing is not None else ()
        self._tops = [0, *accumulate(heights)]
        self.virtual_size = Size(0, self._tops[-1])

    def _nearest(self, index: int, direction: int) -> int:
        """The selectable item at ``index`` or next to it, looking in one direction first; -1 where there is none."""
        if self._listing is None or not len(self):
            return -1
        index = max(0, min(len(self) - 1, index))
        ahead = range(index, len(self)) if direction > 0 else range(index, -1, -1)
        behind = range(index, -1, -1) if direction > 0 else range(index, len(self))
        return next((i for way in (ahead, behind) for i in way if self._listing.is_selectable(i)), -1)

    def select(self, index: int, direction: int = 1) -> None:
        """Select an item, or the one next to it where it cannot be selected."""
        found = self._nearest(index, direction)
        if found != self._selected:
            self._selected = found
            self._reveal()
            self.refresh()
            self.post_message(self.Highlighted(self, found))

    def _reveal(self) -> None:
        """Scroll so that the selected item is on the screen, with what heads the list if it is the first one."""
        if self._selected < 0:
            return
        top, end = self._tops[self._selected], self._tops[self._selected + 1]
        if self._nearest(0, 1) == self._selected:
            top = 0
        height = self.scrollable_content_region.height
        at = round(self.scroll_target_y)
        if top < at:
            self.scroll_to(y=top, animate=False)
        elif height and end > at + height:
            self.scroll_to(y=end - height, animate=False)

    # -- what keys and mouse do ----------------------------------------------------------------------------

    def action_step(self, count: int) -> None:
        """Select the item below, or above."""
        self.select(self._selected + count, count)

    def action_page(self, pages: float) -> None:
        """Go that many pages down, or up."""
        if self._selected < 0:
            return
        row = self._tops[self._selected] + int(pages * self.scrollable_content_region.height)
        self.select(self._item_at(max(0, min(row, self._tops[-1] - 1))), 1 if pages > 0 else -1)

    def action_first(self) -> None:
        """Select the first item."""
        self.select(0)

    def action_last(self) -> None:
        """Select the last item."""
        self.select(len(self) - 1, -1)

    def action_choose(self) -> None:
        """Choose the selected item."""
        if self._selected >= 0:
            self.post_message(self.Chosen(self, self._selected))

    def _item_at(self, row: int) -> int:
        return bisect_right(self._tops, row) - 1

    def on_click(self, event: events.Click) -> None:
        """Select what was clicked; choose it on the second click."""
        row = event.y + self.scroll_offset.y
        if self._listing is None or row >= self._tops[-1]:
            return
        item = self._item_at(row)
        if self._listing.is_selectable(item):
            self.select(item)
            if event.chain > 1:
                self.action_choose()

    # -- drawing -------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Heights and cuts depend on the width."""
        self._measure()
        self._reveal()
        self.refresh()

    def on_focus(self) -> None:
        """The selection is drawn stronger."""
        self.refresh()

    def on_blur(self) -> None:
        """The selection is drawn weaker."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` of the screen."""
        row = y + self.scroll_offset.y
        if self._listing is None or not len(self):
            return self.strip_of([("quiet", f"  {self._empty}")] if row == 1 else [])
        if row >= self._tops[-1]:
            return self.strip_of([])
        item = self._item_at(row)
        rows = self._listing.draw(item, self._width)
        at = row - self._tops[item]
        pieces = rows[at] if at < len(rows) else []
        if item != self._selected or not pieces:
            return self.strip_of(pieces)
        shade = "selected" if self.has_focus else "away"
        rest = self._width - sum(cell_len(text) for _, text in pieces)
        if shade == "selected":  # quiet words could not be read on it
            pieces = [("text" if names == "quiet" else names, text) for names, text in pieces]
        return self.strip_of([*((f"{shade} {names}", text) for names, text in pieces), (shade, " " * max(0, rest))])
