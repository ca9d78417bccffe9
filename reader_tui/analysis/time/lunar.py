"""The Chinese calendar: lunar dates and solar terms as Gregorian dates, for the years 1900 to 2100."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

TERMS = ("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑",
         "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至")
"""The 24 solar terms in the order of the Gregorian year, two a month, in the Simplified fold."""


@dataclass(frozen=True, slots=True)
class LunarYear:
    """A year of the Chinese calendar."""

    start: date
    leap: int
    """The month that is told twice, 0 where none is."""
    lengths: tuple[int, ...]
    """Days of each month in order, the leap month behind its namesake."""
    term_days: tuple[int, ...]
    """Day of the month of each of `TERMS` in the Gregorian year of the same number."""


@cache
def _years() -> dict[int, LunarYear]:
    years = {}
    text = (Path(__file__).parent.parent / "data" / "lunar_years.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if not line or line.startswith("#"):
            continue
        year, start, leap, lengths, terms = line.split()
        month, day = start.split("-")
        years[int(year)] = LunarYear(
            date(int(year), int(month), int(day)), int(leap), tuple(29 + int(bit) for bit in lengths),
            tuple(int(terms[i : i + 2]) for i in range(0, len(terms), 2)))
    return years


def lunar_month(year: int, month: int, *, leap: bool = False) -> tuple[date, date] | None:
    """First and last day of a month of the lunar year; None where the table has no such month.

    >>> lunar_month(2025, 6, leap=True)
    (datetime.date(2025, 7, 25), datetime.date(2025, 8, 22))
    """
    told = _years().get(year)
    if told is None or not 1 <= month <= 12 or (leap and told.leap != month):
        return None
    index = month - 1 + (1 if told.leap and (month > told.leap or leap) else 0)
    first = told.start + timedelta(days=sum(told.lengths[:index]))
    return first, first + timedelta(days=told.lengths[index] - 1)


def lunar_date(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The Gregorian date of a lunar one; None where the calendar has no such day.

    >>> lunar_date(2025, 8, 15)
    datetime.date(2025, 10, 6)
    """
    span = lunar_month(year, month, leap=leap)
    if span is None or not 1 <= day <= (span[1] - span[0]).days + 1:
        return None
    return span[0] + timedelta(days=day - 1)


def solar_term(year: int, name: str) -> date | None:
    """The day of one of `TERMS` in a Gregorian year; None outside the table.

    >>> solar_term(2025, "清明")
    datetime.date(2025, 4, 4)
    """
    told = _years().get(year)
    if told is None or name not in TERMS:
        return None
    index = TERMS.index(name)
    return date(year, index // 2 + 1, told.term_days[index])
