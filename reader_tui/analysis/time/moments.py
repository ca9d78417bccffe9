"""Points and spans of the calendar as far as a text tells them, and what was told before."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from reader_tui.analysis.numbers import number_value

_SEASON_START = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
JUST_PAST = 60
"""Days: a date this short a time ago is not the one of next year, whatever the tense around it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or span on the calendar, as far as it is told; None where nothing tells it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    quarter: int | None = None
    span: tuple[date, date] | None = None
    """First and last day of what has no number of its own: a week, a season, a lunar month."""
    span_name: str = "week"
    """What the span is: week, season, month."""
    modifier: str | None = None
    clock: tuple[int, int | None] | None = None
    """Hour and minute of a day; the minute is None where only the hour is told."""
    part: tuple[int, int] | None = None
    """First hour of a part of the day and the first hour after it."""

    @staticmethod
    def of(day: date) -> Moment:
        """The moment of a whole day."""
        return Moment(day.year, day.month, day.day)

    def value(self) -> str:
        """The value as the output contract writes it; empty where not even the year is known."""
        if self.span is not None:
            return f"{self.span[0].isoformat()}/{self.span[1].isoformat()}"
        if self.year is None:
            return ""
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        if self.half:
            return f"{year}-H{self.half}"
        if self.quarter:
            return f"{year}-Q{self.quarter}"
        if self.month is None:
            return year
        return f"{year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")

    def precision(self) -> str:
        """The finest part that is told."""
        if self.span is not None:
            return self.span_name
        if self.clock is not None:
            return "hour" if self.clock[1] is None else "minute"
        for name in ("day", "month", "quarter", "half"):
            if getattr(self, name) is not None:
                return name
        return "year"

    def whole_day(self) -> date | None:
        """The day, where one is told completely and the calendar has it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return safe_date(self.year, self.month, self.day)


@dataclass(slots=True)
class Context:
    """What has been said so far, for what is left out later."""

    reference: date | None
    year: int | None = None
    """Year of the last date that told one."""
    month: int | None = None
    day: date | None = None
    """The last whole day."""
    paragraph_day: date | None = None
    """The last whole day told in the same paragraph."""
    sentence_year: int | None = None
    """Year told before in the same sentence."""
    sentence_day: date | None = None
    """The last whole day told in the same sentence."""

    def take(self, moment: Moment) -> None:
        """Remember a resolved moment."""
        if moment.year is None:
            return
        self.year = self.sentence_year = moment.year
        self.month = moment.month
        day = moment.whole_day()
        if day is not None:
            self.day = self.sentence_day = self.paragraph_day = day

    def leave_paragraph(self) -> None:
        """Forget what holds within a paragraph only."""
        self.paragraph_day = None

    def leave_sentence(self) -> None:
        """Forget what holds within a sentence only."""
        self.sentence_year = self.sentence_day = None


def is_common(year: int) -> bool:
    """Whether the calendar of `datetime` has the year and those around it: 101 to 9899."""
    return 100 < year < 9900


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def integer(text: str | None) -> int | None:
    """The whole number of digits or Chinese numerals, None where there is none.

    >>> integer("廿六"), integer("元"), integer("二〇一二"), integer("")
    (26, 1, 2012, None)
    """
    if not text:
        return None
    if text in ("元", "正"):
        return 1
    value = number_value(text.replace("廿", "二十").replace("卅", "三十"))
    return None if value is None else int(value)


def month_after(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month ``count`` months later (earlier, where negative).

    >>> month_after(2025, 1, -2)
    (2024, 11)
    """
    year, zero_based = divmod(year * 12 + month - 1 + count, 12)
    return year, zero_based + 1


def season_span(year: int, season: str) -> tuple[date, date]:
    """First and last day of a season; winter ends in the next year."""
    month = _SEASON_START[season]
    end_year, end_month = month_after(year, month, 3)
    return date(year, month, 1), date(end_year, end_month, 1) - timedelta(days=1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth weekday (0 is Monday) of a month, the last one where ``nth`` is 0.

    >>> nth_weekday(2025, 5, 6, 2), nth_weekday(2025, 5, 0, 0)
    (datetime.date(2025, 5, 11), datetime.date(2025, 5, 26))
    """
    if nth == 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
