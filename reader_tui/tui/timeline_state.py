"""What the timeline shows and how it moves: events, window, selection. Knows no widget, only the size it has."""

from __future__ import annotations

from collections.abc import Sequence

from reader_tui.text.counting import counted
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece
from reader_tui.tui.timeline_axis import Window, anchor, axis_rows, dense, opening, range_words, whole
from reader_tui.tui.timeline_entries import Place, TimelineEntry, in_order, matching
from reader_tui.tui.timeline_lanes import lane_row, lanes, mark_at, stops
from reader_tui.tui.timeline_marks import Mark
from reader_tui.tui.timeline_rows import (
    DatedArticle,
    detail_row,
    head_row,
    list_row,
    listed_when,
    vague_row,
    vague_spots,
)

_NARROW = 60
"""Columns below which the axis gives way to the list."""
_HEAD_ROWS = 3
"""Rows above the lanes: the head, the labels, the line."""


class TimelineState:
    """Events on an axis of ``width`` cells and ``height`` rows, or in a list."""

    def __init__(self) -> None:
        self.width = self.height = 1
        self.window = whole(())
        self.current: object = None
        """Key of the event at the reading position."""
        self._all: list[TimelineEntry] = []
        self._entries: list[TimelineEntry] = []
        self._dates: Sequence[DatedArticle] = ()
        self._note = ""
        self._selected = 0
        self._chosen: tuple[object, int] | None = None
        self._filter = ""
        self._as_list = False
        self._is_placed = False
        """Whether the user chose the window; until then it stays on most of the events, on all if one of the others is read."""
        self._opened: frozenset[object] = frozenset()
        """Keys of the events of a cluster that no zoom takes apart, while they are listed."""
        self._packed: tuple[object, list[list[Mark]]] | None = None
        """The lanes, and what they were packed for."""
        self._dense: Window | None = None
        """The window on most of the events, once it was asked for: thousands of them take a while."""

    # -- what it shows -------------------------------------------------------------------------------------

    def show(self, entries: Sequence[TimelineEntry], dates: Sequence[DatedArticle] = (), note: str = "") -> None:
        """Show these events; the selected one stays selected, and a window that the user chose, or if they are the same.

        ``dates`` and ``note`` stand in the head.
        """
        before, selected = [_when(entry) for entry in self._all], self.selected
        had_axis = any(entry.is_dated for entry in self._all)
        self._all, self._dates, self._note = in_order(entries), dates, note
        is_same = before == [_when(entry) for entry in self._all]
        self._choose_entries(keep_window=had_axis and (is_same or self._is_placed))
        if selected is not None and self.selected is not None and self.selected.key == selected.key and (
                self.selected.moment != selected.moment):
            self.window = self.window.holding(self.selected.moment)  # another date of the article moved it

    def filter(self, words: str) -> None:
        """Show only what the filter asks for, see `timeline_entries.matching`."""
        self._filter = words
        self._opened = frozenset()
        self._choose_entries()

    def _choose_entries(self, *, keep_window: bool = False) -> None:
        key = self.selected.key if self.selected is not None else None
        self._entries = matching(self._all, self._filter)
        if self._opened:
            self._entries = [entry for entry in self._entries if entry.key in self._opened]
        self._packed = self._dense = None
        found = next((i for i, entry in enumerate(self._entries) if entry.is_told_at(key)), None)
        if found is None:
            window = self.window if keep_window else self._most
            found = next((i for i, entry in enumerate(self._entries) if window.shows(entry.moment)), 0)
        self._selected = found
        if not keep_window:
            self.window = opening(self._entries, self._most, self.selected)
            self._is_placed = False

    @property
    def _most(self) -> Window:
        if self._dense is None:
            self._dense = dense(self._entries)
        return self._dense

    @property
    def entries(self) -> Sequence[TimelineEntry]:
        """The events that pass the filter, in order."""
        return self._entries

    @property
    def selected(self) -> TimelineEntry | None:
        """The selected event, of a cluster the one that stands for it."""
        return self._entries[self._selected] if self._entries else None

    @property
    def members(self) -> Sequence[TimelineEntry]:
        """The selected event, or those of the cluster that it is drawn in."""
        entry = self.selected
        if entry is None:
            return ()
        if not self.is_list:
            for mark in (mark for lane in self.lanes for mark in lane):
                if mark.holds(entry):
                    return mark.members
        return (entry,)

    @property
    def is_list(self) -> bool:
        """Whether events are listed: it is wanted, there is no room for an axis, or nothing to put on it."""
        return (self._as_list or bool(self._opened) or self.width < _NARROW
                or not any(entry.is_dated for entry in self._entries))

    @property
    def lanes(self) -> list[list[Mark]]:
        """The marks on the screen, lane by lane."""
        packed_for = (self.window, self.width, self.height)
        if self._packed is None or self._packed[0] != packed_for:
            rows = max(1, self.height - _HEAD_ROWS - 1 - self._has_vague)
            self._packed = packed_for, lanes(self._entries, self.window, self.width, rows)
        return self._packed[1]

    @property
    def _has_vague(self) -> bool:
        return any(not entry.is_dated for entry in self._entries)

    # -- what keys do --------------------------------------------------------------------------------------

    def follow(self, key: object) -> None:
        """Select the event at the reading position; it stays in view, in a window that the user chose too."""
        self._select(key, moves=self._is_placed)

    def select(self, key: object) -> None:
        """Select the event that is told at a place with that key, and bring it onto the screen."""
        self._select(key, moves=True)

    def _select(self, key: object, *, moves: bool) -> None:
        index = next((i for i, entry in enumerate(self._entries) if entry.is_told_at(key)), None)
        if index is None:
            return
        self._selected = index
        window = self.window.holding(self._entries[index].moment)
        if not moves:
            self.window = opening(self._entries, self._most, self.selected)
        elif window != self.window:
            self.look_at(window)

    def look_at(self, window: Window) -> None:
        """Show a stretch of time."""
        self.window = window
        self._is_placed = True

    def move(self, count: int) -> None:
        """Select the event or cluster ``count`` further on (back where negative); the window follows."""
        if self._entries:
            found = stops(self._entries, [] if self.is_list else self.lanes)
            here = next(i for i, indices in enumerate(found) if self._selected in indices)
            self.select(self._entries[found[max(0, min(len(found) - 1, here + count))][0]].key)

    def choose(self) -> Place | None:
        """The place of the selected event, the next time the next place that tells of it; None opened a cluster."""
        members = self.members
        if not members:
            return None
        if len(members) > 1:
            self._open(members)
            return None
        entry = members[0]
        turn = self._chosen[1] + 1 if self._chosen is not None and self._chosen[0] == entry.key else 0
        self._chosen = entry.key, turn
        return entry.places[turn % len(entry.places)]

    def _open(self, members: Sequence[TimelineEntry]) -> None:
        """Zoom into a cluster as far as that takes it apart; list what lies at one time."""
        window = whole(members)
        if len({(one.earliest, one.latest) for one in members}) > 1 and window.days < self.window.days * 0.9:
            self.look_at(window)
            return
        self._opened = frozenset(member.key for member in members)
        self._choose_entries(keep_window=True)

    def close_cluster(self) -> bool:
        """Leave the list of a cluster; False where none is open."""
        was_open = bool(self._opened)
        self._opened = frozenset()
        if was_open:
            self._choose_entries(keep_window=True)
        return was_open

    def zoom(self, factor: float) -> None:
        """Show a stretch of time ``factor`` times as long, the selected event staying where it is."""
        self.look_at(self.window.zoomed(factor, anchor(self._entries, self.selected, self.window)))

    def zoom_at(self, factor: float, column: int) -> None:
        """The same, the moment at a column staying where it is."""
        self.look_at(self.window.zoomed(factor, self.window.moment(column, self.width)))

    def pan(self, share: float) -> None:
        """Move along the axis by that share of the screen, into the past where negative."""
        self.look_at(self.window.panned(share))

    def fit(self) -> None:
        """Show the whole time."""
        if not self.close_cluster():
            self.look_at(whole(self._entries))

    def toggle_list(self) -> None:
        """Change between axis and list; from the list of a cluster go back."""
        if not self.close_cluster():
            self._as_list = not self._as_list

    # -- drawing -------------------------------------------------------------------------------------------

    def _emptiness(self) -> str:
        """Why there is nothing on the axis; before any article is analysed there are no reference dates either."""
        if self._filter:
            return "no events match"
        return "no dates in this text" if self._dates else "reading…"

    def rows(self) -> list[list[Piece]]:
        """What is on the screen, none of the rows wider than it."""
        width, height = self.width, self.height
        rows = [self._head()]
        if not self._entries:
            return [*rows, [("tick", f" {self._emptiness()}")]]
        if self.is_list:
            listed = self._entries[self._first_listed :][: height - 1]
            shapes = max(len(entry.shapes) for entry in listed)
            cells = max(cell_len(listed_when(entry)) for entry in listed)
            return rows + [list_row(entry, width, self.selected, self.current, shapes=shapes, when_cells=cells)
                           for entry in listed]
        rows += self._axis()
        rows += [lane_row(lane, width, self.selected, self.current) for lane in self.lanes]
        if self._has_vague:
            rows.append(vague_row(self._entries, width, self.selected, self.current))
        return [*rows, detail_row(self.members, width)]

    def _head(self) -> list[Piece]:
        shown = counted(len(self._entries), "event")
        if len(self._entries) != len(self._all):
            shown = f"{len(self._entries):,} of {counted(len(self._all), 'event')}"
        notes = [self._note, f"/{self._filter}" if self._filter else "", "t goes back" if self._opened else ""]
        stretch = range_words(self.window)
        rights = [shown] if self.is_list else [f"{shown} · {stretch}", stretch]
        return head_row(self._dates, notes, rights if self._all else (), self.width)

    def _axis(self) -> list[list[Piece]]:
        current = next((entry for entry in self._entries if entry.is_told_at(self.current)), None)
        dated = [entry for entry in self._entries if entry.is_dated]
        earlier = sum(entry.latest is not None and entry.latest <= self.window.start for entry in dated)
        later = sum(entry.earliest is not None and entry.earliest >= self.window.end for entry in dated)
        return axis_rows(self.window, self.width, reading=current.moment if current else None, earlier=earlier,
                         later=later)

    @property
    def _first_listed(self) -> int:
        rows = max(1, self.height - 1)
        return max(0, min(self._selected - rows // 2, len(self._entries) - rows))

    def entry_at(self, x: int, y: int) -> TimelineEntry | None:
        """The event at or nearest to a cell; None above the events and where a row has none."""
        if self.is_list:
            index = self._first_listed + y - 1
            return self._entries[index] if y > 0 and index < len(self._entries) else None
        lane = y - _HEAD_ROWS
        if 0 <= lane < len(self.lanes):
            mark = mark_at(self.lanes[lane], x)
            return mark.members[0] if mark is not None else None
        if lane == len(self.lanes) and self._has_vague:
            spots = vague_spots(self._entries, self.width, self.selected)
            return min(spots, key=lambda spot: max(spot.start - x, x - spot.end, 0)).entry
        return None


def _when(entry: TimelineEntry) -> tuple[object, object, object]:
    """What an event is known by and when it was: another date of its article may move it."""
    return entry.key, entry.earliest, entry.latest
