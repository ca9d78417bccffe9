"""Where a value lies on the axis of time: its first moment and the first moment after it."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from reader_tui.analysis.time.moments import Moment
from reader_tui.analysis.time.reading import Found

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d{4})-([HQ])([1-4])")
_YEAR = re.compile(r"(\d{4})")


def bounds(value: str) -> tuple[datetime | None, datetime | None]:
    """(earliest, latest) of a value, half-open; None on an open side, both None for what no calendar holds.

    >>> bounds("2025-H1")
    (datetime.datetime(2025, 1, 1, 0, 0), datetime.datetime(2025, 7, 1, 0, 0))
    >>> bounds("2004/..")
    (datetime.datetime(2004, 1, 1, 0, 0), None)
    """
    if value.startswith(("P", "after(", "before(")) or value.endswith("_REF") or not value:
        return None, None
    if "/" in value:
        first, second = value.split("/", 1)
        return bounds(first)[0], bounds(second)[1]
    try:
        return _closed(value)
    except (ValueError, OverflowError):
        return None, None


def extent(found: Found) -> tuple[datetime | None, datetime | None]:
    """(earliest, latest) of an expression, half-open: its value's bounds, narrowed to the hours that it tells."""
    if found.extent is not None and (found.precision == "duration" or found.modifier == "until"):
        return datetime.combine(found.extent[0], time()), datetime.combine(found.extent[1], time()) + timedelta(days=1)
    earliest, latest = bounds(found.value)
    if found.moment is None or found.precision not in ("minute", "hour", "day"):
        return earliest, latest
    first, last = _hours(found.first or found.moment), _hours(found.moment)
    return (first[0] if first else earliest), (last[1] if last else latest)


def _hours(moment: Moment) -> tuple[datetime, datetime] | None:
    """When the hour or the part of a day that a moment tells begins and ends."""
    day = moment.whole_day()
    if day is None or (moment.clock is None and moment.part is None):
        return None
    start = datetime.combine(day, time())
    if moment.clock is None:
        first, last = moment.part or (0, 24)
        return start + timedelta(hours=first), start + timedelta(hours=last)
    hour, minute = moment.clock
    begin = start + timedelta(hours=hour, minutes=minute or 0)
    return begin, begin + (timedelta(hours=1) if minute is None else timedelta(minutes=1))


def _closed(value: str) -> tuple[datetime | None, datetime | None]:
    if found := _DAY.fullmatch(value):
        day = datetime(int(found[1]), int(found[2]), int(found[3]))
        return day, day + timedelta(days=1)
    if found := _MONTH.fullmatch(value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _PART.fullmatch(value):
        size = 6 if found[2] == "H" else 3
        return _months(int(found[1]), (int(found[3]) - 1) * size + 1, size)
    if found := _YEAR.fullmatch(value):
        return _months(int(found[1]), 1, 12)
    return None, None


def _months(year: int, month: int, count: int) -> tuple[datetime, datetime]:
    after = year * 12 + month - 1 + count
    return datetime(year, month, 1), datetime(after // 12, after % 12 + 1, 1)
