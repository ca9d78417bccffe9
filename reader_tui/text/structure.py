"""What a format says of its text, found by place: which stretches lie where, and what shape paragraphs have."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from reader_tui.text.blocks import Block
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.model import Document, Edit, Markup, Span
from reader_tui.text.pages import ParagraphShape
from reader_tui.text.views import TextView
from reader_tui.text.width import cell_len

QUOTE_CELLS = 2
"""Cells by which a quotation is set in, for each level."""
_DEEPEST_QUOTE = 6
"""Levels of quotations that are set in: deeper ones would leave no room for text."""
_WIDEST_PREFIX = 16
"""Cells before an item's text at most, so that deep lists leave room for it."""
_BULLET = re.compile(r" *(?:• |\d{1,6}\. )")
_CELL_END = " | "
_FLUSH = frozenset({"heading", "item", "code_block", "table", "rule", "quote"})
"""Kinds whose lines are no paragraphs of prose: their first line is not set in."""


class Structure:
    """The markup of a document; all positions are code points of its source text."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._markup: Sequence[Markup] = document.markup
        self._starts = [part.span.start for part in self._markup]
        # the farthest end so far tells from where on a stretch can still reach a place
        self._ends = list(accumulate((part.span.end for part in self._markup), max))

    def __bool__(self) -> bool:
        return bool(self._markup)

    def within(self, span: Span) -> list[Markup]:
        """What touches a stretch, in the order of the document, the wider first."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        return [part for part in self._markup[first:last] if part.span.end > span.start]

    def shapes(self, block: Block, view: TextView) -> Callable[[int], ParagraphShape | None] | None:
        """The shape of each paragraph of a block by where it begins in the shown text; None where all are prose."""
        end = block.start + len(block.text)
        parts = [part for part in self.within(Span(block.start, end)) if part.kind in _FLUSH]
        if not parts:
            return None
        starts = [part.span.start for part in parts]
        ends = list(accumulate((part.span.end for part in parts), max))

        def shape_at(shown: int) -> ParagraphShape | None:
            at = block.start + view.map.to_source(shown)
            first, last = bisect_right(ends, at), bisect_right(starts, at)
            return self._shape([part for part in parts[first:last] if at in part.span], at, view.text, shown)

        return shape_at

    def aligned(self, view_of: Callable[[Block], TextView], options: LayoutOptions) -> Callable[[Block], TextView]:
        """Views with the cells of tables below each other, where a table is not wider than the text."""

        def aligned_view(block: Block) -> TextView:
            view = view_of(block)
            parts = self.within(Span(block.start, block.start + len(block.text)))
            edits = [edit for cells in _tables(parts, block, view) for edit in _padding(cells, view.text, options)]
            return view.then(edits) if edits else view

        return aligned_view

    def _shape(self, around: Sequence[Markup], at: int, shown_text: str, shown: int) -> ParagraphShape | None:
        if not around:
            return None
        quotes = min(_DEEPEST_QUOTE, sum(part.kind == "quote" for part in around))
        item = next((part for part in reversed(around) if part.kind == "item"), None)
        left, hang = QUOTE_CELLS * quotes, 0
        if item is not None and item.span.start == at:
            hang = _prefix(shown_text, shown)
        elif item is not None:
            prefix = self._text[item.span.start : item.span.start + _prefix(self._text, item.span.start)]
            left += min(_WIDEST_PREFIX, cell_len(prefix))
        return ParagraphShape(left, hang if hang <= _WIDEST_PREFIX else 0)


def _prefix(text: str, at: int) -> int:
    """How many code points of an item stand before its text: its indentation and its bullet or number."""
    found = _BULLET.match(text, at)
    return found.end() - at if found else 0


def _tables(parts: Sequence[Markup], block: Block, view: TextView) -> Iterator[list[tuple[int, Span]]]:
    """For each table the cells that lie in a block, in order: (column, span of the shown text)."""
    end = block.start + len(block.text)
    cells: list[tuple[int, Span]] = []
    for part in parts:
        if part.kind == "table" and cells:
            yield cells
            cells = []
        elif part.kind == "cell" and block.start <= part.span.start and part.span.end <= end:
            cells.append((part.level, view.span_to_view(part.span.shift(-block.start))))
    if cells:
        yield cells


def _padding(cells: Sequence[tuple[int, Span]], text: str, options: LayoutOptions) -> list[Edit]:
    """Spaces behind the cells that make each column as wide as its widest; none where the rows would not fit."""
    widths: dict[int, int] = {}
    for column, span in cells:
        widths[column] = max(widths.get(column, 0), cell_len(span.of(text), options.ambiguous))
    if sum(widths.values()) + len(_CELL_END) * (len(widths) - 1) > options.width:
        return []
    return [Edit(Span(span.end, span.end), "", " " * missing, "table")
            for (column, span), (following, _) in zip(cells, [*cells[1:], (0, Span(0, 0))], strict=True)
            if following > column and (missing := widths[column] - cell_len(span.of(text), options.ambiguous))]
