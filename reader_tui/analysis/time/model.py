"""What a time analysis yields: expressions with resolved values, and the events they date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reader_tui.text.model import Span


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of the source that names a point, span or length of time."""

    span: Span
    text: str
    value: str
    """``2025-05-20``, ``2025-05``, ``2025``, ``2025-H1``, ``2025-Q2``, an interval ``a/b`` or ``2004/..``, a
    duration ``P3Y`` (a range ``P5Y/P10Y``), ``PAST_REF``, ``PRESENT_REF``, ``FUTURE_REF``, or
    ``after(P3Y, event)`` where only an event anchors it."""
    precision: str
    """minute, hour, day, week, month, season, quarter, half, year, decade, century, interval, duration, set, vague, event.
    Finer than a day it is told by ``earliest`` and ``latest`` only: values end at the day."""
    modifier: str | None = None
    """start, mid, end, about, before, after, since, until, every (of a set); None where nothing modifies it."""
    earliest: datetime | None = None
    """First moment the value allows; None where it is open or not on the calendar."""
    latest: datetime | None = None
    """First moment after the value; None where it is open or not on the calendar."""


@dataclass(frozen=True, slots=True)
class Event:
    """The clause that a time expression governs."""

    time: int
    """Index into the list of time expressions."""
    span: Span
    text: str
    head: Span | None = None
    """The words that name what happened, inside ``span``."""
    speaker: str | None = None
    """Who says so, where the event stands inside a claim."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All times and events of one text, in reading order."""

    reference_date: str | None
    """The date that relative expressions were resolved against (ISO), None where it is unknown."""
    times: tuple[TimeExpression, ...]
    events: tuple[Event, ...]
