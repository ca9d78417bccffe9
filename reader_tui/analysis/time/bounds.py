"""Where a value lies on the axis of time: its first moment and the first moment after it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

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
    if value.startswith(("P", "after(")) or value.endswith("_REF") or not value:
        return None, None
    if "/" in value:
        first, second = value.split("/", 1)
        return bounds(first)[0], bounds(second)[1]
    try:
        return _closed(value)
    except (ValueError, OverflowError):
        return None, None


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
