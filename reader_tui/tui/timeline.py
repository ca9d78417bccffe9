"""The timeline widget: events of every open article on one axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader_tui.text.fold import fold_script
from reader_tui.tui.pieces import Piece, PieceWidget
from reader_tui.tui.timeline_axis import (
    Placed,
    TimelineEntry,
    Window,
    axis_rows,
    detail_row,
    in_order,
    lane_row,
    lanes,
    list_row,
    vague_row,
    whole,
)

_NARROW = 60
"""Columns below which the axis gives way to the list."""
_STYLES = ("axis", "tick", "label", "space", "detail", "detail-value", "selected", "current", "head",
           "pane-1", "pane-2", "pane-3", "pane-4")


class TimelineView(PieceWidget, can_focus=True):
    """Draws entries; says which one is chosen."""

    COMPONENT_CLASSES = {f"timeline--{name}" for name in _STYLES}
    STYLE_PREFIX = "timeline"
    DEFAULT_CSS = """
    TimelineView { height: 8; }
    """

    @dataclass
    class Chosen(Message):
        """An event was chosen: its sentence is wanted."""

        entry: TimelineEntry

    @dataclass
    class Highlighted(Message):
        """Another event is selected."""

        entry: TimelineEntry

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._all: list[TimelineEntry] = []
        self._entries: list[TimelineEntry] = []
        self._window: Window | None = None
        self._selected = 0
        self._current: object = None
        self._filter = ""
        self._as_list = False
        self._drawn: list[list[Piece]] | None = None
        self._packed: list[list[Placed]] | None = None

    # -- what it shows -------------------------------------------------------------------------------------

    def show(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these events; the selected one stays selected if it is among them."""
        key = self.selected.key if self.selected is not None else None
        self._all = in_order(entries)
        self._apply_filter(key)

    def filter(self, words: str) -> None:
        """Show only events that hold every word, in either script."""
        self._filter = words
        self._apply_filter(self.selected.key if self.selected is not None else None)

    def _apply_filter(self, key: object) -> None:
        words = [fold_script(word).casefold() for word in self._filter.split()]
        self._entries = [entry for entry in self._all
                         if all(word in fold_script(f"{entry.label} {entry.value} {entry.speaker or ''}").casefold()
                                for word in words)]
        self._selected = next((i for i, entry in enumerate(self._entries) if entry.key == key), 0)
        self._window = whole(self._entries)
        self._redraw()

    def follow(self, key: object) -> None:
        """Mark the event at the reading position, and select it unless the user is in here."""
        if key == self._current:
            return
        self._current = key
        if not self.has_focus:
            self._selected = next((i for i, entry in enumerate(self._entries) if entry.key == key), self._selected)
        self._redraw(packed=True)

    @property
    def selected(self) -> TimelineEntry | None:
        """The selected event."""
        return self._entries[self._selected] if self._entries else None

    # -- what keys do --------------------------------------------------------------------------------------

    def move(self, count: int) -> None:
        """Select the event ``count`` further on (back where negative)."""
        if self._entries:
            self._selected = max(0, min(len(self._entries) - 1, self._selected + count))
            if self._window is not None:
                self._window = self._window.holding(self._entries[self._selected])
            self._redraw()
            self.post_message(self.Highlighted(self._entries[self._selected]))

    def choose(self) -> None:
        """Choose the selected event."""
        if self.selected is not None:
            self.post_message(self.Chosen(self.selected))

    def zoom(self, factor: float) -> None:
        """Show a stretch of time ``factor`` times as long, the selected event staying where it is."""
        if self._window is not None:
            moment = (self.selected.earliest or self.selected.latest) if self.selected is not None else None
            middle = self._window.start + (self._window.end - self._window.start) / 2
            self._window = self._window.zoomed(factor, moment or middle)
            self._redraw()

    def fit(self) -> None:
        """Show the whole time."""
        self._window = whole(self._entries)
        self._redraw()

    def toggle_list(self) -> None:
        """Change between axis and list."""
        self._as_list = not self._as_list
        self._redraw()

    # -- drawing -------------------------------------------------------------------------------------------

    def _redraw(self, *, packed: bool = False) -> None:
        """Draw anew; ``packed`` says that every event stays in its lane."""
        self._drawn = None
        if not packed:
            self._packed = None
        self.refresh()

    def on_resize(self) -> None:
        """Everything depends on the size."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One row, made of styled pieces."""
        if self._drawn is None:
            self._drawn = self._rows()
        return self.strip_of(self._drawn[y] if y < len(self._drawn) else [])

    def _rows(self) -> list[list[Piece]]:
        width, height = self.size.width, self.size.height
        if not self._entries or self._window is None:
            message = "no events match" if self._filter else "no dates in this text"
            return [[("tick", f" {message}")]]
        if self._as_list or width < _NARROW:
            first = max(0, min(self._selected - height // 2, len(self._entries) - height))
            return [list_row(entry, width, self.selected, self._current)
                    for entry in self._entries[first : first + height]]
        has_vague = any(not entry.is_dated for entry in self._entries)
        count = max(1, height - 3 - has_vague)
        if not any(entry.is_dated for entry in self._entries):
            return [vague_row(self._entries, width, self.selected, self._current), detail_row(self.selected, width)]
        if self._packed is None:
            self._packed = lanes(self._entries, self._window, width, count, self.selected)
        rows = [lane_row(lane, width, self.selected, self._current) for lane in reversed(self._packed)]
        rows += axis_rows(self._window, width)
        if has_vague:
            rows.append(vague_row(self._entries, width, self.selected, self._current))
        rows.append(detail_row(self.selected, width))
        return rows

    def on_click(self, event: events.Click) -> None:
        """Select the event nearest to the column clicked; choose it on the second click."""
        if self._window is None or not self._entries:
            return
        moment = self._window.start + (self._window.end - self._window.start) * (event.x / max(1, self.size.width))
        dated = [(i, entry) for i, entry in enumerate(self._entries) if entry.is_dated]
        if dated:
            nearest = min(dated, key=lambda item: abs((item[1].earliest or item[1].latest or moment) - moment))
            self._selected = nearest[0]
            self._redraw()
            self.post_message(self.Highlighted(nearest[1]))
            if event.chain > 1:
                self.choose()
