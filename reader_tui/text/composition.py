"""The shown text of each block: repaired, converted, spaced out and made safe, in that order.

Each step is a view of the one before it, so the result maps back to the source whatever is switched on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from reader_tui.text.blocks import Block
from reader_tui.text.model import Edit, Span
from reader_tui.text.sanitize import sanitize
from reader_tui.text.views import TextView

ConvertBlock = Callable[[str], TextView]
"""A script conversion: text to a view of that text."""


class Repaired(NamedTuple):
    """The repairs of a document, or a way to get those of one block while the whole is not done yet."""

    edits: Sequence[Edit] = ()
    """Edits over the whole source in order (addresses), meaningful where ``is_whole``."""
    of_block: Callable[[str], Iterable[Edit]] | None = None
    """Edits of one block's text (offsets into it), used until the whole document is known."""
    is_whole: bool = True

    def within(self, block: Block) -> list[Edit]:
        """The edits of one block, as offsets into its text."""
        if not self.is_whole:
            return list(self.of_block(block.text)) if self.of_block is not None else []
        end = block.start + len(block.text)
        first = bisect_left(self.edits, block.start, key=lambda edit: edit.span.start)
        if first and self.edits[first - 1].span.end > block.start:
            first -= 1
        found = []
        for edit in self.edits[first:]:
            if edit.span.start >= end:
                break
            found.append(_clipped(edit, block.start, end))
        return found


def _clipped(edit: Edit, start: int, end: int) -> Edit:
    """The part of an edit that lies in a block; what it shows goes with its first part."""
    span = Span(max(edit.span.start, start), min(edit.span.end, end))
    old = edit.old[span.start - edit.span.start : span.end - edit.span.start]
    new = edit.new if edit.span.start >= start else ""
    return Edit(span.shift(-start), old, new, edit.rule, edit.confidence, edit.why)


class Composition(NamedTuple):
    """Which steps lie between the source and what is shown."""

    repaired: Repaired | None = None
    """None shows the original."""
    convert: ConvertBlock | None = None
    gap: bool = False

    def view_of(self, block: Block) -> TextView:
        """The shown text of a block over its source text; tabs show as one space."""
        view = TextView.plain(block.text)
        if self.repaired is not None:
            view = TextView.edited(block.text, self.repaired.within(block))
        if self.convert is not None:
            view = view.over(self.convert(view.text))
        if self.gap:
            from reader_tui.text.spacing import gap_edits  # not everybody wants the gap

            view = view.then(gap_edits(view.text))
        return TextView(view.source, sanitize(view.text).replace("\t", " "), view.map)
