"""Marks on text: which styles lie over which stretch of a row. Pure; the pane turns the names into styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader_tui.text.model import Span


class Mark(NamedTuple):
    """A stretch of the source (addresses) and the name of the style that shows it."""

    span: Span
    style: str
    """Name of the pane's component class without its prefix: ``match``, ``claim``, ``selection`` …"""
    sign: str = ""
    """One cell that stands in the margin beside the first row, for who sees no colours; empty for none."""


LAYERS = ("quote", "code-block", "table", "table-head", "note", "rule", "heading", "emphasis", "strong", "strike",
          "code", "image", "link", "fold", "note-yellow", "note-green", "note-blue", "note-pink", "note-purple", "changed",
          "claim", "claim-source", "claim-cue", "match", "match-current", "flash", "selection", "cursor")
"""Style names from the lowest to the topmost."""

_HEIGHT = {name: height for height, name in enumerate(LAYERS)}


class ShownMark(NamedTuple):
    """A mark in the shown text of one block (code points of it)."""

    start: int
    end: int
    style: str
    sign: str = ""


def pieces(start: int, end: int, marks: Sequence[ShownMark]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Cut ``start..end`` wherever a mark begins or ends: (start, end, style names from the lowest up).

    >>> list(pieces(0, 6, [ShownMark(2, 4, "match"), ShownMark(3, 9, "claim")]))
    [(0, 2, ()), (2, 3, ('match',)), (3, 4, ('claim', 'match')), (4, 6, ('claim',))]
    """
    over = [mark for mark in marks if mark.start < end and start < mark.end]
    if not over:
        yield start, end, ()
        return
    edges = {start, end}
    for mark in over:
        edges.update((max(start, mark.start), min(end, mark.end)))
    cuts = sorted(edges)
    over.sort(key=lambda mark: _HEIGHT[mark.style])
    for left, right in pairwise(cuts):
        names = dict.fromkeys(mark.style for mark in over if mark.start <= left and right <= mark.end)
        yield left, right, tuple(names)
