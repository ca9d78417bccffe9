"""Events on lanes so that none covers another, in clusters where they are too many for that. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reader_tui.tui.pieces import Piece
from reader_tui.tui.timeline_axis import Window
from reader_tui.tui.timeline_entries import TimelineEntry
from reader_tui.tui.timeline_marks import Mark, label_of, mark_pieces, place
from reader_tui.tui.titles import fit

_LABEL_CELLS = (64, 40, 28, 20)
"""Widths of labels that are tried, the widest first."""
_SHORTEST_LABEL = 8
_NEAR_DAYS = 2.0
"""Length of a window in which labels need not tell the day: the ticks do."""
_MOST_LABELLED = 12
"""Events a lane from which labels are not even tried."""


def lanes(entries: Sequence[TimelineEntry], window: Window, width: int, rows: int) -> list[list[Mark]]:
    """The marks of each lane, by column.

    With labels where all of them have room; else with the labels for which there is a gap; else neighbours become
    clusters, of as few columns as will do.
    """
    marks = [mark for entry in entries if (mark := place(entry, window, width)) is not None]
    marks.sort(key=lambda mark: (mark.start, mark.end))
    is_near = window.days <= _NEAR_DAYS
    if len(marks) <= rows * _MOST_LABELLED:
        for cells in _LABEL_CELLS:
            labelled = [_labelled(mark, width, cells, is_near=is_near) for mark in marks]
            packed = _first_fit(sorted(labelled, key=lambda mark: mark.first), rows)
            if packed is not None:
                return packed
    packed = next(filter(None, (_spread(candidate, rows) for candidate in _ever_coarser(marks, width))), [])
    return [_with_gap_labels(lane, width, is_near) for lane in packed]


def stops(entries: Sequence[TimelineEntry], packed: Sequence[Sequence[Mark]]) -> list[tuple[int, ...]]:
    """Indices of the events, those of a cluster together, in order: what keys step over."""
    home = {member.key: mark for lane in packed for mark in lane if len(mark.members) > 1 for member in mark.members}
    found: dict[int, list[int]] = {}
    for index, entry in enumerate(entries):
        mark = home.get(entry.key)
        found.setdefault(-index - 1 if mark is None else id(mark), []).append(index)
    return [tuple(indices) for indices in found.values()]


def mark_at(lane: Sequence[Mark], column: int) -> Mark | None:
    """The mark at or nearest to a column of a lane, its label counted in; None where the lane is empty."""
    return min(lane, key=lambda mark: max(mark.first - column, column - mark.last, 0), default=None)


def lane_row(lane: Sequence[Mark], width: int, selected: TimelineEntry | None, current: object) -> list[Piece]:
    """One lane as pieces; the selected mark and the one at the reading position stand out."""
    pieces: list[Piece] = []
    at = 0
    for mark in lane:
        pieces.append(("space", " " * (mark.first - at)))
        is_current = any(member.is_told_at(current) for member in mark.members)
        pieces += mark_pieces(mark, " selected" if mark.holds(selected) else " current" if is_current else "")
        at = mark.last + 1
    pieces.append(("space", " " * max(0, width - at)))
    return [piece for piece in pieces if piece[1]]


def _labelled(mark: Mark, end: int, cells: int, before: int = 0, *, is_near: bool) -> Mark:
    """A mark with a label of so many cells at most: behind it as far as ``end``, else before it down to ``before``."""
    room = mark.label_room(end)
    if room >= _SHORTEST_LABEL:
        return replace(mark, label=fit(label_of(mark, is_near=is_near), min(cells, room)))
    room = mark.start - before - 1
    if room >= _SHORTEST_LABEL and not mark.has_room_inside:
        return replace(mark, label=fit(label_of(mark, is_near=is_near), min(cells, room)), is_label_before=True)
    return mark


def _first_fit(marks: Sequence[Mark], rows: int) -> list[list[Mark]] | None:
    """Each mark on the first lane with room, which leaves whole lanes empty; None where one does not fit."""
    found: list[list[Mark]] = [[] for _ in range(rows)]
    for mark in marks:
        lane = next((lane for lane in found if not lane or lane[-1].last + 1 < mark.first), None)
        if lane is None:
            return None
        lane.append(mark)
    return found


def _spread(marks: Sequence[Mark], rows: int) -> list[list[Mark]] | None:
    """Each mark on the lane that has been free longest, which leaves gaps for labels; None where one does not fit."""
    found: list[list[Mark]] = [[] for _ in range(rows)]
    for mark in marks:
        lane = min(found, key=lambda lane: lane[-1].last if lane else -2)
        if lane and lane[-1].last + 1 >= mark.start:
            return None
        lane.append(mark)
    return found


def _ever_coarser(marks: Sequence[Mark], width: int) -> Iterator[list[Mark]]:
    """The marks, then clusters of ever more columns; the last of them is one cluster, which fits into any lane.

    At each step marks that also end together are tried first, so that long bars stay bars as long as there is room.
    """
    yield list(marks)
    reach = 1
    while True:
        yield _clustered(marks, width, reach, by_end=True)
        yield [replace(mark, end=mark.start) if len(mark.members) > 1 else mark
               for mark in _clustered(marks, width, reach, by_end=False)]
        if reach > width:
            return
        reach *= 2


def _clustered(marks: Sequence[Mark], width: int, reach: int, *, by_end: bool) -> list[Mark]:
    """Marks that begin within the same ``reach`` columns made one; ``by_end``: only if they also end so."""
    groups: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((mark.start // reach, mark.end // reach if by_end else 0), []).append(mark)
    clusters = [_cluster(group, width) for group in groups.values()]
    return sorted(clusters, key=lambda mark: (mark.start, mark.end))


def _cluster(group: Sequence[Mark], width: int) -> Mark:
    if len(group) == 1:
        return group[0]
    members = tuple(member for mark in group for member in mark.members)
    cluster = Mark(members, min(mark.start for mark in group), max(mark.end for mark in group))
    return replace(cluster, start=max(0, min(cluster.start, width - len(cluster.shapes))))


def _with_gap_labels(lane: Sequence[Mark], width: int, is_near: bool) -> list[Mark]:
    """Each mark with as much of its label as the gap behind it takes, the last one if need be of that before it."""
    labelled: list[Mark] = []
    for mark, after in pairwise(lane):
        labelled.append(_labelled(mark, after.start - 2, _LABEL_CELLS[0], mark.start, is_near=is_near))
    for mark in lane[-1:]:
        before = labelled[-1].last + 2 if labelled else 0
        labelled.append(_labelled(mark, width, _LABEL_CELLS[0], before, is_near=is_near))
    return labelled
