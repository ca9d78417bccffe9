"""Paragraphs to screen rows, one block of a document at a time.

Nothing here depends on laying out the whole file: rows exist for the blocks that were asked for, and the
last few are kept. The first screen is painted with this module before anything heavy is loaded, so it imports
no more than `re` does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict

from reader_tui.text.layout import LayoutOptions, Row, layout
from reader_tui.text.width import cell_len

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader_tui.text.blocks import Block, BlockSource
    from reader_tui.text.structure import Structure
    from reader_tui.text.views import TextView

_KEPT_BLOCKS = 24
_LEAST_ROOM = 8
"""Cells that a paragraph which is set in must still have."""


class ParagraphShape:
    """How a paragraph that is no plain prose stands: without first-line indent, its rows set in.

    ``left``: cells before every row; ``hang``: code points of the shown text at its beginning (a bullet, a number)
    that the following rows stand behind.
    """

    __slots__ = ("hang", "left")

    def __init__(self, left: int = 0, hang: int = 0) -> None:
        self.left = left
        self.hang = hang


class PageRow(Row):
    """One row of the screen: a stretch of a block's shown text, or an empty row between paragraphs.

    Offsets are code points of the block's shown text.
    """

    __slots__ = ("is_blank", "is_first")

    def __init__(self, row: Row, is_first: bool = False, is_blank: bool = False) -> None:
        super().__init__(row.start, row.end, row.visible_end, row.indent, row.width, row.hung, row.forced)
        self.is_first = is_first
        self.is_blank = is_blank


def separates_by_blank_lines(head: str) -> bool:
    """Whether paragraphs stand between empty lines, judged by the beginning of a text.

    Where they do, a single newline is only a line break and gets no empty row.
    """
    lines = head[:20_000].strip().split("\n")
    gaps = sum(1 for line, following in zip(lines, lines[1:]) if not line.strip() and following.strip())  # noqa: B905, RUF007
    return gaps * 5 >= len(lines) and gaps > 0


def page_rows(text: str, options: LayoutOptions, spacing: int, by_blank_lines: bool,
              shape_at: Callable[[int], ParagraphShape | None] | None = None) -> list[PageRow]:
    """All rows of a block's shown text, ``spacing`` empty rows between its paragraphs.

    Runs of empty lines in the text show as that one gap; empty rows belong to the paragraph before them.
    ``shape_at`` tells the shape of the paragraph that begins at an offset of the shown text.
    """
    rows: list[PageRow] = []
    start = 0
    size = len(text)
    while start <= size:
        end = text.find("\n", start)
        end = size if end < 0 else end
        after = end + 1
        if text[start:end].strip():
            shape = shape_at(start) if shape_at is not None else None
            made = (layout(text, options, start=start, stop=end) if shape is None
                    else _shaped(text, options, start, end, shape))
            rows += _paragraph(made, after)
            followed = not by_blank_lines or text[after : after + 1] == "\n"
            if followed and end < size:
                rows += [PageRow(Row(end, after, end), is_blank=True) for _ in range(spacing)]
        start = after
    return rows


def _shaped(text: str, options: LayoutOptions, start: int, end: int, shape: ParagraphShape) -> list[Row]:
    """The rows of a paragraph that has a shape; in a narrow pane it has none, for the text needs the room."""
    body = min(end, start + shape.hang)
    hang = cell_len(text[start:body], options.ambiguous)
    left = shape.left
    if options.width - left - hang < _LEAST_ROOM:
        body, hang, left = start, 0, 0
    room = LayoutOptions(options.width - left - hang, options.ambiguous, 0, options.hang, options.strictness)
    rows = layout(text, room, start=body, stop=end)
    for row in rows:
        row.indent = left + hang
    rows[0].start, rows[0].indent, rows[0].width = start, left, rows[0].width + hang
    return rows


def _paragraph(rows: Sequence[Row], after: int) -> list[PageRow]:
    """A paragraph's rows; the last one takes the newline in."""
    made = [PageRow(row) for row in rows]
    made[0].is_first = True
    made[-1].end = after
    return made


class BlockRows:
    """A block with its view and its rows."""

    __slots__ = ("block", "rows", "starts", "view")

    def __init__(self, block: Block, view: TextView, rows: list[PageRow]) -> None:
        self.block = block
        self.view = view
        self.rows = rows
        self.starts = [row.start for row in rows]

    def row_of(self, address: int) -> int:
        """The index of the row that shows a source address; the nearest one before where it is hidden."""
        shown = self.view.map.to_view(address - self.block.start)
        return max(0, bisect_right(self.starts, shown) - 1)

    def address_of(self, index: int) -> int:
        """The source address of a row's first code point."""
        return self.block.start + self.view.map.to_source(self.starts[index])


class Pages:
    """The rows of a document at one width and in one view, made block by block."""

    def __init__(self, source: BlockSource, view_of: Callable[[Block], TextView], options: LayoutOptions,
                 spacing: int = 1, structure: Structure | None = None) -> None:
        """``structure`` tells which paragraphs are no plain prose."""
        self.source = source
        self.structure = structure
        self.options = options
        self._view_of = view_of if structure is None else structure.aligned(view_of, options)
        self._spacing = spacing
        self._by_blank_lines = separates_by_blank_lines(source.block_at(0).text)
        self._kept: OrderedDict[int, BlockRows] = OrderedDict()

    def rows_at(self, address: int) -> BlockRows:
        """The rows of the block that holds a source address."""
        return self.rows_of(self.source.block_at(address))

    def view_of(self, block: Block) -> TextView:
        """What is shown of a block, without laying it out."""
        made = self._kept.get(block.start)
        return made.view if made is not None else self._view_of(block)

    def rows_of(self, block: Block) -> BlockRows:
        """The rows of a block, laid out now or kept from before."""
        made = self._kept.get(block.start)
        if made is None:
            view = self._view_of(block)
            shape_at = self.structure.shapes(block, view) if self.structure is not None else None
            rows = page_rows(view.text, self.options, self._spacing, self._by_blank_lines, shape_at)
            made = BlockRows(block, view, rows)
            self._kept[block.start] = made
            if len(self._kept) > _KEPT_BLOCKS:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(block.start)
        return made

    def after(self, rows: BlockRows) -> BlockRows | None:
        """The next block that has rows, None at the end."""
        block = self.source.next(rows.block)
        while block is not None:
            made = self.rows_of(block)
            if made.rows:
                return made
            block = self.source.next(block)
        return None

    def before(self, rows: BlockRows) -> BlockRows | None:
        """The previous block that has rows, None at the beginning."""
        block = self.source.previous(rows.block)
        while block is not None:
            made = self.rows_of(block)
            if made.rows:
                return made
            block = self.source.previous(block)
        return None


def text_column(pane_width: int, reading_width: int) -> tuple[int, int]:
    """Where the text stands in a pane: (left margin, width), both in cells.

    It is centred and keeps two cells of margin on each side, one in a pane under 40 cells.
    """
    margin = 2 if pane_width >= 40 else 1
    width = max(2, min(reading_width, pane_width - 2 * margin))
    return (pane_width - width) // 2, width
