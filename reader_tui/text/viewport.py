"""What a pane shows: a window of rows over a document, held by a place in the source.

The window hangs on a source address, not on a row number. So nothing need be known of the rows above it, a
file of any size opens at any place at once, and a change of width or view keeps the reader where he was.
A scroll height that is estimated and corrected later, as a virtual scroll area needs it, was refused for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reader_tui.text.pages import BlockRows, PageRow, Pages


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row on the screen and the block it comes from."""

    block: BlockRows
    index: int

    @property
    def row(self) -> PageRow:
        """The row itself."""
        return self.block.rows[self.index]

    @property
    def text(self) -> str:
        """What it shows, without the spaces that vanish at the break."""
        row = self.row
        return self.block.view.text[row.start : row.visible_end]

    @property
    def address(self) -> int:
        """Source address of its first code point."""
        return self.block.address_of(self.index)

    @property
    def end_address(self) -> int:
        """Source address behind its last code point."""
        return self.block.block.start + self.block.view.map.to_source(self.row.end, end=True)


class Viewport:
    """A window of ``height`` rows over the rows of a document."""

    def __init__(self, pages: Pages, height: int, address: int = 0) -> None:
        self.pages = pages
        self.height = max(1, height)
        self._shown: list[ShownRow] | None = None
        self._block, self._index = self._find(address)
        self._settle()

    def rows(self) -> list[ShownRow]:
        """The rows on the screen, ``height`` of them at most."""
        if self._shown is None:
            self._shown = [row for row, _ in zip(self._downward(), range(self.height), strict=False)]
        return self._shown

    @property
    def address(self) -> int:
        """Source address of the first row on the screen."""
        return self._block.address_of(self._index) if self._block.rows else 0

    @property
    def end_address(self) -> int:
        """Source address behind the last row on the screen."""
        rows = self.rows()
        return rows[-1].end_address if rows else 0

    @property
    def at_end(self) -> bool:
        """Whether the last row of the document is on the screen."""
        rows = self.rows()
        if not rows:
            return True
        last = rows[-1]
        return last.index == len(last.block.rows) - 1 and self.pages.after(last.block) is None

    def scroll(self, count: int) -> int:
        """Move the window by rows, down where positive; how far it went."""
        moved = self._down(count) if count > 0 else -self._up(-count)
        if moved:
            self._shown = None
            if count > 0:
                moved -= self._settle()
        return moved

    def show(self, address: int, row: int = 0) -> None:
        """Bring a source address onto the screen's row number ``row`` (0 is the first)."""
        self._block, self._index = self._find(address)
        self._shown = None
        self._up(min(row, self.height - 1))
        self._settle()

    def row_number(self, address: int) -> int | None:
        """Which row of the screen shows a source address, None where it is not on the screen."""
        rows = self.rows()
        if not rows or not rows[0].address <= address < max(rows[-1].end_address, rows[0].address + 1):
            return None
        block, index = self._find(address)
        for number, shown in enumerate(rows):
            if shown.block.block.start == block.block.start and shown.index == index:
                return number
        return None

    def resize(self, height: int) -> None:
        """Take another number of rows, the first one staying where it is."""
        if height != self.height:
            self.height = max(1, height)
            self._shown = None
            self._settle()

    def _find(self, address: int) -> tuple[BlockRows, int]:
        source = self.pages.source
        rows = self.pages.rows_at(max(0, min(address, source.length)))
        if not rows.rows:
            rows = self.pages.before(rows) or self.pages.after(rows) or rows
            return rows, max(0, len(rows.rows) - 1) if rows.block.start < address else 0
        return rows, rows.row_of(address)

    def _downward(self) -> Iterator[ShownRow]:
        block: BlockRows | None = self._block
        index = self._index
        while block is not None:
            for i in range(index, len(block.rows)):
                yield ShownRow(block, i)
            block, index = self.pages.after(block), 0

    def _down(self, count: int) -> int:
        left = count
        while left:
            room = len(self._block.rows) - 1 - self._index
            if left <= room:
                self._index += left
                return count
            after = self.pages.after(self._block)
            if after is None:
                self._index += max(0, room)
                return count - left + max(0, room)
            left -= room + 1
            self._block, self._index = after, 0
        return count

    def _up(self, count: int) -> int:
        left = count
        while left:
            if left <= self._index:
                self._index -= left
                return count
            before = self.pages.before(self._block)
            if before is None:
                moved = count - left + self._index
                self._index = 0
                return moved
            left -= self._index + 1
            self._block, self._index = before, len(before.rows) - 1
        return count

    def _settle(self) -> int:
        """Never leave empty rows below the end while there is text above; how many rows it went up."""
        missing = self.height - len(self.rows())
        if missing <= 0:
            return 0
        moved = self._up(missing)
        if moved:
            self._shown = None
        return moved
