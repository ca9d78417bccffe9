"""The axis of time: which stretch of it is on the screen, its ticks from centuries to minutes, its two rows. Pure.

Columns are cells, and so are widths. Every row is a list of (style name, text) pieces; the widget gives the styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from reader_tui.tui.pieces import Piece
from reader_tui.tui.timeline_entries import TimelineEntry

_DAY = timedelta(days=1)
_NEVER = datetime.min
_SHORTEST_DAYS = 1 / 24
_LONGEST_DAYS = 1_000_000.0
_TICK_CELLS = {"minute": 9, "hour": 9, "day": 9, "month": 9, "year": 7}
"""Cells that a tick's label needs, with room for the longer first one."""
_MARGIN = 0.15
"""Share of the window that is kept between its edge and an event that it moves to."""
_MOST = 0.75
"""Share of the events that the first window must show ..."""
_WORTH = 4.0
"""... if leaving out the others gives these so many times as much room."""
_ROOM_BEFORE = 0.04
_ROOM_AFTER = 0.12
"""Share of the whole time that is left free behind the last event, for what is written there."""
_ROOM_FOR_ONE = 12
"""A window is at least so many times as long as the shortest event in it."""
_STEPS: tuple[tuple[str, int], ...] = (
    ("minute", 1), ("minute", 5), ("minute", 15), ("minute", 30), ("hour", 1), ("hour", 3), ("hour", 6), ("hour", 12),
    ("day", 1), ("day", 2), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6),
    ("year", 1), ("year", 2), ("year", 5), ("year", 10), ("year", 20), ("year", 50), ("year", 100),
    ("year", 200), ("year", 500), ("year", 1000),
)
_STEP_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "month": 30.4, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time on the screen, half-open."""

    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        """Its length in days."""
        return (self.end - self.start) / _DAY

    @property
    def middle(self) -> datetime:
        """The moment in the middle of the screen."""
        return self.start + (self.end - self.start) / 2

    def shows(self, moment: datetime | None) -> bool:
        """Whether a moment is on the screen; None, of what has no date, is nowhere."""
        return moment is not None and self.start <= moment < self.end

    def column(self, moment: datetime, width: int) -> int:
        """The column of a moment; it may lie off the screen."""
        return int((moment - self.start) / (self.end - self.start) * width // 1)

    def moment(self, column: int, width: int) -> datetime:
        """The moment in the middle of a column."""
        return self.start + (self.end - self.start) * ((column + 0.5) / max(1, width))

    def zoomed(self, factor: float, around: datetime) -> Window:
        """A window ``factor`` times as long with ``around`` at the same place; between an hour and an age."""
        length = min(max(self.days * factor, _SHORTEST_DAYS), _LONGEST_DAYS)
        share = min(1.0, max(0.0, (around - self.start) / (self.end - self.start)))
        return self._moved(around, -timedelta(days=length * share), timedelta(days=length))

    def panned(self, share: float) -> Window:
        """The window moved by that share of its length, into the past where negative."""
        length = self.end - self.start
        return self._moved(self.start, length * share, length)

    def holding(self, moment: datetime | None) -> Window:
        """The window moved no further than is needed to show a moment clear of the edges."""
        if moment is None or self.shows(moment):
            return self
        length = self.end - self.start
        share = _MARGIN if moment < self.start else 1 - _MARGIN
        return self._moved(moment, -length * share, length)

    def _moved(self, origin: datetime, by: timedelta, length: timedelta) -> Window:
        """The window of that length ``by`` from a moment; this one where the calendar ends (years 1 to 9999)."""
        try:
            return Window(origin + by, origin + by + length)
        except OverflowError:
            return self


def whole(entries: Sequence[TimelineEntry]) -> Window:
    """A window that shows every dated entry, with some room at both ends."""
    moments = [moment for entry in entries for moment in (entry.earliest, entry.latest) if moment is not None]
    shortest = min((entry.latest - entry.earliest for entry in entries
                    if entry.earliest is not None and entry.latest is not None), default=_DAY * 365)
    return _around(moments or [datetime(2000, 1, 1), datetime(2001, 1, 1)], shortest)


def dense(entries: Sequence[TimelineEntry]) -> Window:
    """The window to begin with: the whole, or most of the events where a few far ones would crowd all others."""
    everything = whole(entries)
    dated = sorted((entry for entry in entries if entry.moment is not None), key=lambda entry: entry.moment or _NEVER)
    count = ceil(len(dated) * _MOST)
    if count < 3:
        return everything
    runs = [dated[at : at + count] for at in range(len(dated) - count + 1)]
    most = whole(min(runs, key=lambda run: (run[-1].moment or _NEVER) - (run[0].moment or _NEVER)))
    return most if most.days * _WORTH <= everything.days else everything


def opening(entries: Sequence[TimelineEntry], most: Window, selected: TimelineEntry | None) -> Window:
    """The window to begin with: ``most`` of the events, see `dense`, or all where that leaves out the selected one."""
    return most if selected is None or not selected.is_dated or most.shows(selected.moment) else whole(entries)


def anchor(entries: Sequence[TimelineEntry], selected: TimelineEntry | None, window: Window) -> datetime:
    """The moment that a zoom leaves where it is: the selected event, else the one nearest to the middle.

    Only where no event is on the screen it is the middle itself: every zoom into a stretch with events shows some.
    """
    if selected is not None and selected.moment is not None and window.shows(selected.moment):
        return selected.moment
    seen = [entry.moment for entry in entries if entry.moment is not None and window.shows(entry.moment)]
    return min(seen, key=lambda moment: abs(moment - window.middle), default=window.middle)


def _around(moments: Sequence[datetime], shortest: timedelta) -> Window:
    """A window around moments, never so short that one event fills the screen."""
    first, last = min(moments), max(moments)
    span = last - first
    room = max(span * _ROOM_BEFORE, (shortest * _ROOM_FOR_ONE - span) / 2, timedelta(minutes=10))
    after = max(room, span * _ROOM_AFTER)
    earliest, latest = datetime.min + _DAY, datetime.max - _DAY
    return Window(max(earliest, min(first, latest) - min(room, first - datetime.min)),
                  min(latest, last + min(after, datetime.max - last)))


def ticks(window: Window, width: int) -> Iterator[tuple[int, str]]:
    """(column, label) of the marks on the axis, as fine as the labels have room.

    A label is as short as it can be: the first one, and the one where a day or a year begins, say which.
    """
    cell_days = window.days / max(1, width)
    unit, size = next(((unit, size) for unit, size in _STEPS
                       if _STEP_DAYS[unit] * size / cell_days >= _TICK_CELLS[unit]), _STEPS[-1])
    before: datetime | None = None
    for moment in _moments(window, unit, size):
        yield window.column(moment, width), _tick_label(moment, unit, before)
        before = moment


def _moments(window: Window, unit: str, size: int) -> Iterator[datetime]:
    if unit in ("minute", "hour", "day"):
        step = timedelta(minutes=size) if unit == "minute" else timedelta(hours=size) if unit == "hour" else (
            timedelta(days=size))
        # weeks begin on Monday, as day 1 of the calendar does; steps do not shift with the window
        moment = datetime.min + (window.start - datetime.min) // step * step
        while moment < window.end:
            if moment >= window.start:
                yield moment
            if datetime.max - moment < step:
                return
            moment += step
        return
    months = size * (12 if unit == "year" else 1)
    number = (window.start.year * 12 + window.start.month - 1) // months * months
    while number // 12 <= min(9999, window.end.year):
        if number >= 12:
            moment = datetime(number // 12, number % 12 + 1, 1)
            if moment >= window.end:
                return
            if moment >= window.start:
                yield moment
        number += months


def _tick_label(moment: datetime, unit: str, before: datetime | None) -> str:
    if unit == "year" or (unit == "month" and moment.month == 1):
        return f"{moment.year}"
    if unit == "month":
        return f"{moment:%Y-%m}"
    is_new_year = before is None or before.year != moment.year
    if unit == "day":
        return f"{moment:%Y-%m-%d}" if is_new_year else f"{moment:%m-%d}"
    if before is None:
        return f"{moment:%m-%d %H:%M}"
    if before.date() != moment.date():
        return f"{moment:%Y-%m-%d}" if is_new_year else f"{moment:%m-%d}"
    return f"{moment:%H:%M}"


def axis_rows(window: Window, width: int, *, reading: datetime | None = None, earlier: int = 0,
              later: int = 0) -> list[list[Piece]]:
    """Labels, and under them the line with its ticks: ▼ at the reading position, counts of what lies off the screen."""
    line = ["─"] * width
    labels = [" "] * width
    free = 0
    for column, label in ticks(window, width):
        if 0 <= column < width:
            line[column] = "┴"
            start = max(0, min(column - len(label) // 2, width - len(label)))
            if start >= free and len(label) <= width:
                labels[start : start + len(label)] = label
                free = start + len(label) + 1
    beyond = "" if reading is None else "<" if reading < window.start else ">" if reading >= window.end else ""
    left = " " * (beyond == "<") + (f"◂{earlier} " if earlier else "")
    right = (f" {later}▸" if later else "") + " " * (beyond == ">")
    if len(left) + len(right) + 2 < width:
        line[: len(left)] = left
        line[width - len(right) :] = right
    pieces: list[Piece] = [("axis", "".join(line))]
    if reading is not None:
        at = max(0, min(width - 1, window.column(reading, width)))  # at the edge where it lies beyond
        pieces = [("axis", "".join(line[:at])), ("reading", "▼"), ("axis", "".join(line[at + 1 :]))]
    return [[("tick", "".join(labels))], pieces]


def range_words(window: Window) -> str:
    """From when to when the window reaches, no finer than it is worth telling.

    >>> range_words(Window(datetime(2025, 5, 1), datetime(2025, 5, 9)))
    '2025-05-01 – 05-09'
    >>> range_words(Window(datetime(2025, 5, 1, 6), datetime(2025, 5, 1, 18)))
    '2025-05-01 06:00 – 18:00'
    """
    first, last = window.start, window.end
    if window.days > 5 * 365:
        return f"{first.year} – {last.year}"
    if window.days > 90:
        return f"{first:%Y-%m} – {last:%Y-%m}"
    if window.days > 2:
        return f"{first:%Y-%m-%d} – " + (f"{last:%m-%d}" if first.year == last.year else f"{last:%Y-%m-%d}")
    same = first.date() == last.date()
    return f"{first:%Y-%m-%d %H:%M} – " + (f"{last:%H:%M}" if same else f"{last:%m-%d %H:%M}")
