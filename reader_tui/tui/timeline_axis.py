"""The axis of time as rows of text: where events lie, how precise they are, what is crowded. Pure.

Every row is a list of (style name, text) pieces; the widget gives the styles. Columns are cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reader_tui.text.model import Span
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece
from reader_tui.tui.themes import PANE_SHAPES
from reader_tui.tui.titles import fit, pad

_DAY = timedelta(days=1)
_LABEL_CELLS = 22
_LABEL_ON_BAR = 60
_TICK_CELLS = 9
"""Cells that a tick's label needs."""
_STEPS: tuple[tuple[str, int], ...] = (
    ("hour", 1), ("hour", 6), ("day", 1), ("day", 2), ("day", 7), ("month", 1), ("month", 3), ("month", 6),
    ("year", 1), ("year", 2), ("year", 5), ("year", 10), ("year", 20), ("year", 50), ("year", 100), ("year", 500),
)
_STEP_DAYS = {"hour": 1 / 24, "day": 1.0, "month": 30.4, "year": 365.25}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event to be drawn."""

    article: int
    """Number of the pane, which gives hue and shape."""
    key: object
    """What the screen knows the event by."""
    span: Span
    label: str
    value: str
    modifier: str | None = None
    earliest: datetime | None = None
    latest: datetime | None = None
    speaker: str | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it has a place on the axis."""
        return self.earliest is not None or self.latest is not None

    @property
    def order(self) -> tuple[datetime, datetime, Span]:
        """Its place among dated entries."""
        first = self.earliest or self.latest or datetime.min
        return first, self.latest or datetime.max, self.span


def in_order(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """Dated entries in the order of time, then the vague ones in reading order."""
    dated = sorted((entry for entry in entries if entry.is_dated), key=lambda entry: entry.order)
    return dated + [entry for entry in entries if not entry.is_dated]


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time on the screen."""

    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        """Its length in days."""
        return (self.end - self.start) / _DAY

    def column(self, moment: datetime, width: int) -> int:
        """The column of a moment; it may lie off the screen."""
        return int((moment - self.start) / (self.end - self.start) * width)

    def zoomed(self, factor: float, around: datetime) -> Window:
        """A window ``factor`` times as long with ``around`` at the same place; between an hour's and an age's."""
        length = min(max(self.days * factor, 0.25), 1_000_000.0)
        share = min(1.0, max(0.0, (around - self.start) / (self.end - self.start)))
        try:
            start = around - timedelta(days=length * share)
            return Window(start, start + timedelta(days=length))
        except OverflowError:
            return self

    def holding(self, entry: TimelineEntry) -> Window:
        """The window moved so that it shows an entry."""
        moment = entry.earliest or entry.latest
        if moment is None or self.start <= moment < self.end:
            return self
        half = (self.end - self.start) / 2
        try:
            return Window(moment - half, moment + half)
        except OverflowError:
            return self


def whole(entries: Sequence[TimelineEntry]) -> Window:
    """A window that shows every dated entry, with some room at both ends."""
    moments = [moment for entry in entries for moment in (entry.earliest, entry.latest) if moment is not None]
    if not moments:
        moments = [datetime(2000, 1, 1), datetime(2001, 1, 1)]
    first, last = min(moments), max(moments)
    room = max((last - first) * 0.04, timedelta(days=20) if last - first < timedelta(days=60) else _DAY)
    try:
        return Window(first - room, last + room)
    except OverflowError:
        return Window(first, last + _DAY)


def ticks(window: Window, width: int) -> Iterator[tuple[int, str]]:
    """(column, label) of the marks on the axis, as fine as the labels have room."""
    cell_days = window.days / max(1, width)
    unit, size = next(((unit, size) for unit, size in _STEPS
                       if _STEP_DAYS[unit] * size / cell_days >= _TICK_CELLS), _STEPS[-1])
    for moment in _moments(window, unit, size):
        yield window.column(moment, width), _tick_label(moment, unit)


def _moments(window: Window, unit: str, size: int) -> Iterator[datetime]:
    if unit in ("hour", "day"):
        step = timedelta(hours=size) if unit == "hour" else timedelta(days=size)
        moment = datetime(window.start.year, window.start.month, window.start.day)
        while moment < window.end:
            if moment >= window.start:
                yield moment
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


def _tick_label(moment: datetime, unit: str) -> str:
    if unit == "year":
        return f"{moment.year}"
    if unit == "month":
        return f"{moment.year}" if moment.month == 1 else f"{moment:%Y-%m}"
    return f"{moment:%m-%d}" if unit == "day" else f"{moment:%d %H:%M}"


@dataclass(slots=True)
class Placed:
    """An entry in its columns."""

    entry: TimelineEntry
    start: int
    end: int
    """Columns of the bar, both inside it."""
    label: str
    count: int = 1

    @property
    def last(self) -> int:
        """The last column taken, the label's included, which stands behind a short bar."""
        return self.end + (cell_len(self.label) if self.end - self.start < _LABEL_CELLS else 0) + 1


def lanes(entries: Sequence[TimelineEntry], window: Window, width: int, rows: int,
          selected: TimelineEntry | None) -> list[list[Placed]]:
    """Entries on lanes so that none covers another; first without labels, then in clusters, where it is crowded."""
    placed = [_place(entry, window, width) for entry in entries if entry.is_dated]
    shown = [one for one in placed if one is not None]
    for with_labels in (True, False):
        packed = _packed(shown, rows, with_labels)
        if packed is not None:
            return packed
    return _clustered(shown, rows, selected)


def _place(entry: TimelineEntry, window: Window, width: int) -> Placed | None:
    start = 0 if entry.earliest is None else window.column(entry.earliest, width)
    end = width - 1 if entry.latest is None else window.column(entry.latest - timedelta(seconds=1), width)
    if end < 0 or start >= width:
        return None
    start, end = max(0, start), min(width - 1, max(start, end))
    room = width - start - 3
    cells = max(_LABEL_CELLS, min(_LABEL_ON_BAR, end - start - 8))  # a long bar carries more of it
    label = f" {fit(f'{entry.value} {entry.label}', min(cells, room))}" if room > 6 else ""
    return Placed(entry, start, end, label)


def _packed(placed: Sequence[Placed], rows: int, with_labels: bool) -> list[list[Placed]] | None:
    found: list[list[Placed]] = [[] for _ in range(rows)]
    for one in placed:
        label = one.label if with_labels else ""
        candidate = Placed(one.entry, one.start, one.end, label)
        lane = next((lane for lane in found if not lane or lane[-1].last < candidate.start), None)
        if lane is None:
            return None
        lane.append(candidate)
    return found


def _clustered(placed: Sequence[Placed], rows: int, selected: TimelineEntry | None) -> list[list[Placed]]:
    """What does not fit is counted on the lane's last mark; the selected entry is always drawn itself."""
    found: list[list[Placed]] = [[] for _ in range(rows)]
    for one in placed:
        candidate = Placed(one.entry, one.start, one.end, "")
        lane = next((lane for lane in found if not lane or lane[-1].last < candidate.start), None)
        if lane is not None:
            lane.append(candidate)
            continue
        crowded = min(found, key=lambda lane: abs(lane[-1].start - candidate.start))
        crowded[-1].count += 1
        if selected is not None and one.entry.key == selected.key:
            crowded[-1].entry = one.entry
    return found


def axis_rows(window: Window, width: int, reading: Sequence[int] = ()) -> list[list[Piece]]:
    """The line with its ticks, and their labels under it."""
    line = ["─"] * width
    labels = [" "] * width
    free = 0
    for column, label in ticks(window, width):
        if 0 <= column < width:
            line[column] = "┬"
            start = max(0, min(column - len(label) // 2, width - len(label)))
            if start >= free:
                labels[start : start + len(label)] = label
                free = start + len(label) + 1
    return [[("axis", "".join(line))], [("tick", "".join(labels))]]


def lane_row(lane: Sequence[Placed], width: int, selected: TimelineEntry | None, current: object) -> list[Piece]:
    """One lane as pieces; a point is its pane's shape, a span a bar, open ends are arrows, about is dashed."""
    pieces: list[Piece] = []
    at = 0
    for one in lane:
        if one.start < at:
            continue
        pieces.append(("space", " " * (one.start - at)))
        mark = _mark(one)
        style = "selected" if selected is not None and one.entry.key == selected.key else (
            "current" if one.entry.key == current else f"pane-{one.entry.article + 1}")
        at = one.start + len(mark)
        inner = one.label + " "
        if len(mark) > cell_len(inner) + 6 and one.label:
            pieces += [(style, mark[:2]), ("label", inner), (style, mark[2 + cell_len(inner) :])]
            continue
        pieces.append((style, mark))
        label = fit(one.label, min(one.last, width) - at) if one.end - one.start < _LABEL_CELLS else ""
        pieces.append(("label", label))
        at += cell_len(label)
    pieces.append(("space", " " * max(0, width - at)))
    return pieces


def _mark(one: Placed) -> str:
    """The shape of an entry: ●, ●━━━━, ●╌╌╌, ●━━━›, or its count where it stands for several."""
    shape = PANE_SHAPES[one.entry.article] if one.count == 1 else str(min(one.count, 9))
    length = one.end - one.start + 1
    if length <= 1:
        return shape
    body = "╌" if one.entry.modifier in ("about", "early", "late", "start", "mid", "end") else "━"
    bar = shape + body * (length - 1)
    if one.entry.latest is None:
        bar = bar[:-1] + "›"
    if one.entry.earliest is None:
        bar = "‹" + body * (length - 2) + shape
    return bar


def vague_row(entries: Sequence[TimelineEntry], width: int, selected: TimelineEntry | None,
              current: object) -> list[Piece]:
    """Events whose date nothing tells, side by side in a lane of their own, the selected one in sight."""
    vague = [entry for entry in entries if not entry.is_dated]
    head = f"undated {len(vague)} "
    pieces: list[Piece] = [("tick", fit(head, width))]
    room = width - cell_len(head)
    first = next((i for i, entry in enumerate(vague) if selected is not None and entry.key == selected.key), 0)
    for entry in vague[max(0, first - 1) :]:
        text = f"{PANE_SHAPES[entry.article]} {fit(entry.label, 14)}".rstrip()
        if cell_len(text) + 2 > room:
            break
        style = "selected" if selected is not None and entry.key == selected.key else (
            "current" if entry.key == current else f"pane-{entry.article + 1}")
        pieces += [(style, text), ("space", "  ")]
        room -= cell_len(text) + 2
    pieces.append(("space", " " * max(0, room)))
    return pieces


def detail_row(entry: TimelineEntry | None, width: int) -> list[Piece]:
    """The selected event in full."""
    if entry is None:
        return [("space", " " * width)]
    modifier = f" ({entry.modifier})" if entry.modifier else ""
    said = f"{entry.speaker}: " if entry.speaker else ""
    head = f"{PANE_SHAPES[entry.article]} {entry.value}{modifier}  "
    return [("detail-value", fit(head, width)), ("detail", pad(said + entry.label, max(0, width - cell_len(head))))]


def list_row(entry: TimelineEntry, width: int, selected: TimelineEntry | None, current: object) -> list[Piece]:
    """One event as a row of the list form."""
    style = "selected" if selected is not None and entry.key == selected.key else (
        "current" if entry.key == current else f"pane-{entry.article + 1}")
    head = pad(f"{PANE_SHAPES[entry.article]} {entry.value}", min(24, width // 2))
    return [(style, head), ("label", pad(f" {entry.label}", width - cell_len(head)))]
