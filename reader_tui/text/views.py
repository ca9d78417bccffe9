"""Views of a text: shown text that maps back to its source exactly, in both directions.

A view is a list of replacements over a source. `OffsetMap` knows only their positions, `TextView` also the
shown text. Views compose: a conversion over a repair over the source is one view of the source again.

The alternative, aligning two finished texts by diff, was refused: it guesses, and mislays boundaries.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reader_tui.text.model import Edit, Span


class Change(NamedTuple):
    """Code points ``start..end`` of the source are shown as ``size`` code points."""

    start: int
    end: int
    size: int

    @property
    def growth(self) -> int:
        """How many code points longer the view is for this change."""
        return self.size - (self.end - self.start)


class OffsetMap:
    """Positions of a source in a view of it and back; both counted in code points.

    Outside changes the two directions are exact inverses. A position strictly inside a changed range has no
    partner: as the opening of a span it snaps to the start of the partner range, as the closing (``end``) to
    its end, so a span that touches a change covers all of it. At an insertion or a deletion the opening
    stands behind it and the closing before it, so a span takes nothing in that it does not hold.
    Both directions are monotonic. Changes come in order and do not overlap; ValueError where they do.
    """

    __slots__ = ("_deltas", "_view_ends", "_view_starts", "changes")

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.changes: Sequence[Change] = tuple(changes)
        at = 0
        for change in self.changes:
            if not at <= change.start <= change.end or change.size < 0:
                raise ValueError(f"changes overlap or run backwards at {change.start}")
            at = change.end
        # _deltas[i]: how far the view runs ahead of the source before change i
        self._deltas = list(accumulate((change.growth for change in self.changes), initial=0))
        self._view_starts = [c.start + d for c, d in zip(self.changes, self._deltas, strict=False)]
        self._view_ends = [at + c.size for c, at in zip(self.changes, self._view_starts, strict=True)]

    def to_view(self, offset: int, *, end: bool = False) -> int:
        """Where a source offset is shown; ``end`` says that the offset closes a span."""
        changes = self.changes
        find = bisect_left if end else bisect_right
        i = find(changes, offset, key=_start_of) - 1
        if i < 0:
            return offset
        if offset >= changes[i].end:
            return offset + self._deltas[i + 1]
        return self._view_ends[i] if end else self._view_starts[i]

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """Which source offset is shown at a view offset; ``end`` says that the offset closes a span."""
        find = bisect_left if end else bisect_right
        i = find(self._view_starts, offset) - 1
        if i < 0:
            return offset
        if offset >= self._view_ends[i]:
            return offset - self._deltas[i + 1]
        return self.changes[i].end if end else self.changes[i].start

    def span_to_view(self, span: Span) -> Span:
        """The shown range of a source span; it covers every change that the span touches."""
        start = self.to_view(span.start)
        return Span(start, max(start, self.to_view(span.end, end=True)))

    def span_to_source(self, span: Span) -> Span:
        """The source range of a shown span; it covers every change that the span touches."""
        start = self.to_source(span.start)
        return Span(start, max(start, self.to_source(span.end, end=True)))

    def then(self, outer: OffsetMap) -> OffsetMap:
        """This map followed by ``outer``, whose source is this map's view.

        Changes of the two that overlap in the text between become one change; O(changes of both).
        """
        if not self.changes or not outer.changes:
            return outer if not self.changes else self
        return OffsetMap(_composed(self, outer))

    @property
    def view_spans(self) -> list[Span]:
        """The changed ranges in the view, in order (a deletion is an empty span)."""
        return [Span(s, e) for s, e in zip(self._view_starts, self._view_ends, strict=True)]


def _start_of(change: Change) -> int:
    return change.start


def _composed(inner: OffsetMap, outer: OffsetMap) -> Iterable[Change]:
    """Sweep both change lists over the text between the maps and join what overlaps there."""
    middle = [(span.start, span.end, change.growth, 0)
              for span, change in zip(inner.view_spans, inner.changes, strict=True)]
    middle += [(change.start, change.end, 0, change.growth) for change in outer.changes]
    middle.sort(key=lambda row: row[:2])
    ahead = 0  # how far the text between runs ahead of the source
    at = 0
    while at < len(middle):
        start, end, grown, growth = middle[at]
        at += 1
        while at < len(middle) and (middle[at][0] < end or middle[at][:2] == (start, end) == (start, start)):
            end = max(end, middle[at][1])
            grown += middle[at][2]
            growth += middle[at][3]
            at += 1
        source_start = start - ahead
        ahead += grown
        change = Change(source_start, end - ahead, end - start + growth)
        if change.end > change.start or change.size:
            yield change


@dataclass(frozen=True, slots=True)
class TextView:
    """Shown text over a source text, with the map between their offsets (code points of each)."""

    source: str
    text: str
    map: OffsetMap

    @classmethod
    def plain(cls, source: str) -> TextView:
        """The source shown as it is."""
        return cls(source, source, OffsetMap())

    @classmethod
    def edited(cls, source: str, edits: Iterable[Edit]) -> TextView:
        """The source with ``edits`` applied; they are in order, do not overlap, and are over ``source``.

        >>> view = TextView.edited("發(fā)展", [Edit(Span(1, 5), "(fā)", "", "pinyin")])
        >>> view.text, view.span_to_source(Span(0, 2))
        ('發展', Span(start=0, end=6))
        """
        pieces: list[str] = []
        changes: list[Change] = []
        at = 0
        for edit in edits:
            pieces += (source[at : edit.span.start], edit.new)
            changes.append(Change(edit.span.start, edit.span.end, len(edit.new)))
            at = edit.span.end
        pieces.append(source[at:])
        return cls(source, "".join(pieces), OffsetMap(changes))

    def then(self, edits: Iterable[Edit]) -> TextView:
        """This view with more edits on top; their spans are over ``self.text``."""
        return self.over(TextView.edited(self.text, edits))

    def over(self, outer: TextView) -> TextView:
        """This view followed by ``outer``, a view whose source is this view's text."""
        return TextView(self.source, outer.text, self.map.then(outer.map))

    def span_to_view(self, span: Span) -> Span:
        """A source span as a span of the shown text."""
        return self.map.span_to_view(span)

    def span_to_source(self, span: Span) -> Span:
        """A span of the shown text as a source span."""
        return self.map.span_to_source(span)
