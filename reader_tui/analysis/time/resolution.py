"""From parts of an expression to values: what day, month, year or span is meant, seen from the reference date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reader_tui.analysis.numbers import number_value

_UNIT_CODE = {"世纪": "C", "年代": "D", "年度": "Y", "年": "Y", "周年": "Y", "个月": "M", "月": "M", "季度": "Q", "个季度": "Q",
              "周": "W", "个星期": "W", "星期": "W", "礼拜": "W", "个礼拜": "W", "天": "D", "日": "D", "昼夜": "D",
              "小时": "H", "个小时": "H", "钟头": "H", "个钟头": "H", "分钟": "MIN", "分": "MIN", "秒": "S", "秒钟": "S"}
_YEARS_AWAY = {"今年": 0, "本年": 0, "本年度": 0, "新年度": 0, "今": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年度": -1, "前年": -2,
               "大前年": -3, "明年": 1, "来年": 1, "下年": 1, "下年度": 1, "下一年度": 1, "后年": 2, "大后年": 3}
_YEARS_FROM_CONTEXT = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1, "隔年": 1}
_DAYS_AWAY = {"今": 0, "今天": 0, "今日": 0, "本日": 0, "即日": 0, "昨": -1, "昨天": -1, "昨日": -1, "琴日": -1, "寻日": -1, "寻": -1,
              "琴": -1, "前天": -2, "前日": -2, "大前天": -3, "明": 1, "明天": 1, "明日": 1, "听日": 1, "聽日": 1, "听": 1,
              "后天": 2, "后日": 2, "大后天": 3}
_DAYS_FROM_CONTEXT = {"当天": 0, "当日": 0, "次日": 1, "翌日": 1, "隔天": 1, "隔日": 1}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_EDGE_MONTH = {"年初": None, "年底": 12, "年末": 12, "岁末": 12, "底": 12, "末": 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point or span on the calendar, as far as it is told; None where nothing tells it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    half: int | None = None
    quarter: int | None = None
    week: date | None = None
    """The Monday of a week that is named as a whole."""
    modifier: str | None = None

    def value(self) -> str:
        """The value as the output contract writes it; empty where not even the year is known."""
        if self.week is not None:
            return f"{self.week.isoformat()}/{(self.week + timedelta(6)).isoformat()}"
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
        if self.week is not None:
            return "week"
        for name in ("day", "month", "quarter", "half"):
            if getattr(self, name) is not None:
                return name
        return "year"


@dataclass(slots=True)
class Context:
    """What has been said so far, for what is left out later."""

    reference: date | None
    year: int | None = None
    """Year of the last date that told one, within the paragraph."""
    month: int | None = None
    day: date | None = None
    """The last whole day."""
    sentence_year: int | None = None
    """Year told before in the same sentence."""

    def take(self, moment: Moment) -> None:
        """Remember a resolved moment."""
        if moment.year is not None:
            self.year = moment.year
            self.month = moment.month if moment.month is not None else None
            if moment.month is not None and moment.day is not None:
                self.day = safe_date(moment.year, moment.month, moment.day)


def safe_date(year: int, month: int, day: int) -> date | None:
    """A date, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def integer(text: str | None) -> int | None:
    """The whole number of digits or Chinese numerals, None where there is none."""
    if not text:
        return None
    if text in ("元", "正"):
        return 1
    text = text.replace("廿", "二十")
    value = number_value(text)
    return None if value is None else int(value)


def calendar_moment(parts: dict[str, str | None], context: Context, *, future: bool) -> Moment | None:
    """The moment that a `grammar.CALENDAR` match names; None where its numbers are no date.

    Bare months and days are the nearest past ones, or the nearest to come where ``future`` says so.
    """
    year, is_told = _year(parts, context)
    month = _month(parts, context)
    if month is not None and not 1 <= month <= 12:
        return None
    moment = Moment(year=year, month=month, half=_half(parts), quarter=_quarter(parts), modifier=_modifier(parts))
    if parts.get("rel_month"):
        moment = _relative_month(parts["rel_month"] or "", context, moment)
    day = integer(parts.get("day"))
    if day is not None and not 1 <= day <= 31:
        return None
    if parts.get("rel_day"):
        return _relative_day(parts["rel_day"] or "", context)
    has_week = parts.get("weekday") or parts.get("week_only") or parts.get("weekend")
    if has_week and day is None and month is None:
        return _weekday(parts, context, future=future)
    if day is not None:
        moment = replace(moment, day=day)
    return _placed(moment, context, is_told=is_told, future=future)


def _year(parts: dict[str, str | None], context: Context) -> tuple[int | None, bool]:
    if parts.get("year"):
        return integer(parts["year"]), True
    if parts.get("roc_year"):
        number = integer(parts["roc_year"])
        return (number + 1911 if number is not None else None), True
    if parts.get("bc_year"):
        number = integer(parts["bc_year"])
        return (-number if number is not None else None), True
    if parts.get("short_year"):
        number = integer(parts["short_year"])
        if number is not None:
            return number + (2000 if number < 50 else 1900), True
    word = parts.get("rel_year")
    if word in _YEARS_AWAY:
        return (context.reference.year + _YEARS_AWAY[word] if context.reference else None), True
    if word in _YEARS_FROM_CONTEXT:
        return (context.year + _YEARS_FROM_CONTEXT[word] if context.year else None), True
    return None, False


def _month(parts: dict[str, str | None], context: Context) -> int | None:
    if parts.get("month"):
        return integer(parts["month"])
    edge = parts.get("edge") or ""
    has_year = any(parts.get(name) for name in ("year", "rel_year", "roc_year", "short_year"))
    if edge in ("年底", "年末", "岁末") or (edge in ("底", "末") and has_year):
        return 12
    return None


def _modifier(parts: dict[str, str | None]) -> str | None:
    edge = (parts.get("edge") or "") + (parts.get("ten_days") or "")
    if "初" in edge or "上旬" in edge:
        return "start"
    if "中" in edge:
        return "mid"
    return "end" if edge else None


def _half(parts: dict[str, str | None]) -> int | None:
    word = parts.get("half_year") or ""
    return None if not word else 1 if word[0] in "上前" else 2


def _quarter(parts: dict[str, str | None]) -> int | None:
    if parts.get("q"):
        return int(parts["q"] or 0)
    if parts.get("quarter_number"):
        return integer(parts["quarter_number"])
    return 1 if (parts.get("quarter") or "").startswith("首") else None


def _relative_month(word: str, context: Context, moment: Moment) -> Moment:
    if word in ("当月", "同月", "次月", "翌月"):
        base = (context.year, context.month)
        shift = 1 if word in ("次月", "翌月") else 0
    else:
        base = (context.reference.year, context.reference.month) if context.reference else (None, None)
        shift = -2 if word.startswith("上上") else -1 if word.startswith("上") else 2 if word.startswith("下下") else (
            1 if word.startswith("下") else 0)
    if base[0] is None or base[1] is None:
        return moment
    year, month = divmod(base[0] * 12 + base[1] - 1 + shift, 12)
    return replace(moment, year=year, month=month + 1)


def _relative_day(word: str, context: Context) -> Moment | None:
    base = context.day if word in _DAYS_FROM_CONTEXT else context.reference
    shift = _DAYS_FROM_CONTEXT.get(word, _DAYS_AWAY.get(word, 0))
    if base is None:
        return Moment()
    day = base + timedelta(days=shift)
    return Moment(day.year, day.month, day.day)


def _weekday(parts: dict[str, str | None], context: Context, *, future: bool) -> Moment | None:
    if context.reference is None:
        return Moment()
    shift = parts.get("week_shift") or parts.get("weekend_shift") or parts.get("week_only") or ""
    monday = context.reference - timedelta(days=context.reference.weekday())
    weeks = -2 if shift.startswith("上上") else -1 if shift.startswith("上") else 2 if shift.startswith("下下") else (
        1 if shift.startswith("下") else 0)
    monday += timedelta(weeks=weeks)
    if parts.get("week_only"):
        return Moment(week=monday)
    if parts.get("weekend"):
        saturday = monday + timedelta(days=5)
        return Moment(saturday.year, saturday.month, saturday.day)
    day = monday + timedelta(days=_WEEKDAYS[parts["weekday"] or "一"])
    if not shift:
        if future and day < context.reference:
            day += timedelta(weeks=1)
        elif not future and day > context.reference:
            day -= timedelta(weeks=1)
    return Moment(day.year, day.month, day.day)


def _placed(moment: Moment, context: Context, *, is_told: bool, future: bool) -> Moment:
    """Fill in the year and month that were left out."""
    reference = context.reference
    if moment.year is not None or is_told:
        return moment
    if moment.month is not None:
        return _bare_month(moment, moment.month, context, future=future)
    if moment.day is not None:
        return _bare_day(moment, context, future=future)
    if moment.half or moment.quarter or moment.modifier:
        told = context.sentence_year or context.year
        return replace(moment, year=told or (reference.year if reference else None))
    return moment


def _bare_month(moment: Moment, month: int, context: Context, *, future: bool) -> Moment:
    reference = context.reference
    if context.sentence_year is not None:
        return replace(moment, year=context.sentence_year)
    if reference is None:
        return replace(moment, year=context.year)
    year = reference.year
    last = monthrange(year, month)[1]
    there = date(year, month, min(last, moment.day or (last if future else 1)))
    if not future and there > reference:
        year -= 1
    elif future and there < reference and month < reference.month:
        year += 1
    return replace(moment, year=year)


def _bare_day(moment: Moment, context: Context, *, future: bool) -> Moment:
    day = moment.day or 1
    if context.year is not None and context.month is not None and context.sentence_year is not None:
        return replace(moment, year=context.year, month=context.month)
    reference = context.reference
    if reference is None:
        return replace(moment, year=context.year, month=context.month)
    year, month = reference.year, reference.month
    if day > reference.day + (1 if not future else 31):
        year, zero_month = divmod(year * 12 + month - 2, 12)
        month = zero_month + 1
    return replace(moment, year=year, month=month)


def duration(count: float, unit: str) -> str:
    """A length of time as ISO 8601 writes it, such as P3Y, P1Y6M, PT30M.

    >>> duration(3, "年"), duration(1.5, "年"), duration(0.5, "小时"), duration(2, "周")
    ('P3Y', 'P1Y6M', 'PT30M', 'P2W')
    """
    code = _UNIT_CODE[unit]
    if code == "C":
        return f"P{int(count * 100)}Y"
    if code == "Q":
        return f"P{int(count * 3)}M"
    whole, half = int(count), count - int(count) >= 0.5
    if code == "Y" and half:
        return f"P{whole}Y6M" if whole else "P6M"
    if code == "M" and half:
        return f"P{whole}M15D" if whole else "P15D"
    if code == "H":
        return (f"PT{whole}H30M" if whole else "PT30M") if half else f"PT{whole}H"
    if code == "MIN":
        return f"PT{whole}M"
    if code == "S":
        return f"PT{whole}S"
    return f"P{whole}{code}"


def shifted(reference: date, count: float, unit: str) -> Moment:
    """The moment ``count`` units after a date (before, where negative), as precise as the unit is."""
    code = _UNIT_CODE[unit]
    months = {"Y": 12, "M": 1, "Q": 3, "C": 1200}.get(code)
    if months is None:
        days = {"W": 7.0, "D": 1.0, "H": 1 / 24, "MIN": 1 / 1440, "S": 0.0}[code] * count
        day = reference + timedelta(days=int(days))
        return Moment(day.year, day.month, day.day)
    year, month = divmod(reference.year * 12 + reference.month - 1 + int(count * months), 12)
    if code in ("Y", "C"):
        return Moment(year)
    return Moment(year, month + 1)


_FUTURE = re.compile("将|预计|预定|拟|计划|即将|有望|料|会在|届时|打算|准备|期望|目标|待|明年|下周|下个?月")


def is_future(clause: str) -> bool:
    """Whether a clause speaks of what is to come."""
    return _FUTURE.search(clause) is not None
