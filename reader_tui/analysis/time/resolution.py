"""From parts of a date to its value: what day, month, year or span is meant, seen from the reference date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from reader_tui.analysis.time.grammar import PART_HOURS
from reader_tui.analysis.time.moments import (
    JUST_PAST,
    Context,
    Moment,
    integer,
    is_common,
    month_after,
    nth_weekday,
    safe_date,
)

Parts = dict[str, str | None]
_YEARS_AWAY = {"今年": 0, "本年": 0, "新年度": 0, "今": 0, "去年": -1, "去": -1, "上年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1,
               "下年": 1, "后年": 2, "大后年": 3}
_YEARS_FROM_CONTEXT = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1, "隔年": 1}
_DAYS_AWAY = {"今": 0, "本": 0, "即": 0, "昨": -1, "琴": -1, "寻": -1, "前": -2, "大前": -3, "明": 1, "听": 1, "后": 2, "大后": 3}
_DAYS_FROM_CONTEXT = {"当": 0, "同": 0, "次": 1, "翌": 1, "隔": 1}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_STORY = 45
"""Days back from which on a date begins a story of its own, so that bare days behind it are of its month."""
_YEAR_GROUPS = ("year", "era_year", "rel_year", "roc_year", "roc_bare", "short_year", "zero_year", "old_year", "bc_year")


def steps(shift: str) -> int:
    """How many units a word such as 上上個 or 下 goes back or ahead.

    >>> steps("上上个"), steps("下"), steps("本")
    (-2, 1, 0)
    """
    return shift.count("下") - shift.count("上")


def calendar_moment(parts: Parts, context: Context, *, future: bool) -> Moment | None:
    """The moment that a `grammar.CALENDAR` match names; None where its numbers are no date.

    Bare months and days are the nearest past ones, or the nearest to come where ``future`` says so.
    """
    year, is_told = _year(parts, context)
    month = _month(parts, context, has_year=year is not None)
    if month is not None and not 1 <= month <= 12:
        return None
    day = integer(parts.get("day") or parts.get("bare_day") or parts.get("day_in_brackets"))
    if day is not None and not 1 <= day <= 31:
        return None
    moment = Moment(year, month, day, half=_half(parts), quarter=_quarter(parts), modifier=_modifier(parts))
    moment = _relative(parts, context, moment)
    if parts.get("rel_day"):
        return _relative_day(parts["rel_day"] or "", context, year)
    has_week = parts.get("weekday") or parts.get("week_only") or parts.get("weekend")
    if has_week and day is None and month is None and not parts.get("rel_month"):
        return _weekday(parts, context, future=future)
    by_edge = bool(parts.get("first_months") or parts.get("quarters") or (month is not None and not parts.get("month")))
    placed = _placed(moment, context, is_told=is_told, future=future, by_edge=by_edge)
    if parts.get("nth"):
        return _nth(parts, placed)
    if placed.day and placed.month and (placed.year or 0) > 0 and placed.whole_day() is None:
        return None
    return placed


def with_clock(parts: Parts, moment: Moment) -> Moment:
    """A day with the part of it and the hour that the parts tell; other moments as they are."""
    if moment.day is None:
        return moment
    part = day_part(parts.get("part"))
    hour = integer(parts.get("hour") or parts.get("hh"))
    if hour is None:
        return replace(moment, part=part)
    ampm = (parts.get("ampm") or parts.get("ampm2") or parts.get("ampm_before") or "").lower()
    if hour < 12 and (ampm.startswith("p") or (part is not None and part[0] >= 12) or (part == (11, 14) and hour < 5)):
        hour += 12
    if hour == 12 and part is not None and part[0] >= 18:
        hour = 24
    minute = integer(parts.get("minute") or parts.get("mm"))
    if parts.get("half"):
        minute = 30 if parts["half"] == "半" else 0
    elif parts.get("quarter_hour"):
        minute = (integer(parts["quarter_hour"]) or 0) * 15
    return replace(moment, clock=(hour, minute)) if hour <= 24 and (minute or 0) < 60 else moment


def day_part(word: str | None) -> tuple[int, int] | None:
    """The hours of a part of the day, None for no word."""
    return None if not word else PART_HOURS.get(word) or PART_HOURS[word[0]]


def year_of(word: str, context: Context) -> int | None:
    """The year that a relative word names; None where no reference is known."""
    if word in _YEARS_FROM_CONTEXT:
        return context.year + _YEARS_FROM_CONTEXT[word] if context.year else None
    key = word.removesuffix("度") if word != "新年度" else word
    away = _YEARS_AWAY.get(re.sub("[一个财]", "", key), 0)
    return context.reference.year + away if context.reference else None


def _year(parts: Parts, context: Context) -> tuple[int | None, bool]:
    told = next((name for name in _YEAR_GROUPS if parts.get(name)), None)
    if told is None:
        return None, False
    word = parts[told] or ""
    if told == "rel_year":
        return year_of(word, context), True
    number = integer(word)
    if number is None:
        return None, True
    offset = {"roc_year": 1911, "roc_bare": 1911, "old_year": 1900, "zero_year": 2000}.get(told, 0)
    if told == "short_year":
        offset = 2000 if number < 50 else 1900
    return (-number if told == "bc_year" else number + offset), True


def _month(parts: Parts, context: Context, *, has_year: bool) -> int | None:
    if parts.get("month"):
        return integer(parts["month"])
    edge = parts.get("edge") or ""
    if edge in ("年底", "年末", "岁末", "年尾", "年终") or (edge in ("底", "末") and has_year):
        return 12 if not parts.get("rel_month") and not parts.get("quarter") and not parts.get("half_year") else None
    return None


def _modifier(parts: Parts) -> str | None:
    edge = (parts.get("edge") or "") + (parts.get("ten_days") or "")
    if "初" in edge or "上旬" in edge:
        return "start"
    if "中" in edge:
        return "mid"
    return "end" if edge else None


def _half(parts: Parts) -> int | None:
    word = parts.get("half_year") or ""
    return None if not word else 1 if word[0] in "上前" else 2


def _quarter(parts: Parts) -> int | None:
    for name in ("q", "quarter_number", "quarter_short", "quarter_bare"):
        if parts.get(name):
            return integer(parts[name])
    return {"首": 1, "末": 4}.get((parts.get("quarter") or " ")[0]) if not parts.get("quarters") else None


def _relative(parts: Parts, context: Context, moment: Moment) -> Moment:
    """上個月, 次月, 下季度, and 月底 without a month."""
    reference = context.reference
    if parts.get("rel_quarter") and reference is not None:
        year, month = month_after(reference.year, reference.month, 3 * steps(parts["rel_quarter"] or ""))
        return replace(moment, year=year, quarter=(month + 2) // 3)
    word = parts.get("rel_month") or ""
    is_edge = (parts.get("edge") or "").startswith("月") and moment.month is None
    if word.startswith(("当", "同", "次", "翌", "隔")):
        base = (context.year, context.month)
        if moment.year is not None and word.startswith("同"):
            base = (moment.year, context.month or (reference.month if reference else None))
        shift = 1 if word.startswith(("次", "翌", "隔")) else 0
    elif word or is_edge or (parts.get("ten_days") and moment.month is None and moment.year is None):
        base = (reference.year, reference.month) if reference else (None, None)
        shift = steps(word)
    else:
        return moment
    if base[0] is None or base[1] is None:
        return moment
    year, month = month_after(base[0], base[1], shift)
    return replace(moment, year=year, month=month)


def _relative_day(word: str, context: Context, year: int | None) -> Moment:
    """昨天, 次日; 去年今日 where a year is told before it."""
    key = word.rstrip("天日晚")
    base = (context.day or context.reference) if key in _DAYS_FROM_CONTEXT else context.reference
    if base is None:
        return Moment()
    shift = _DAYS_FROM_CONTEXT.get(key, _DAYS_AWAY.get(key, 0))
    day = base + timedelta(days=shift)
    return Moment.of(day) if year is None else Moment(year, day.month, day.day)


def _weekday(parts: Parts, context: Context, *, future: bool) -> Moment:
    if context.reference is None:
        return Moment()
    shift = parts.get("week_shift") or parts.get("weekend_shift") or parts.get("week_only") or ""
    monday = context.reference - timedelta(days=context.reference.weekday()) + timedelta(weeks=steps(shift))
    if parts.get("week_only"):
        return Moment(span=(monday, monday + timedelta(days=6)))
    if parts.get("weekend"):
        if not shift and not future and context.reference.weekday() < 3:
            monday -= timedelta(weeks=1)
        return Moment(span=(monday + timedelta(days=5), monday + timedelta(days=6)))
    day = monday + timedelta(days=_WEEKDAYS[parts["weekday"] or "一"])
    if not shift:
        if future and day < context.reference:
            day += timedelta(weeks=1)
        elif not future and day > context.reference:
            day -= timedelta(weeks=1)
    return Moment.of(day)


def _nth(parts: Parts, moment: Moment) -> Moment | None:
    """5月第一個星期天, 三月第一周, 本月最後一天; a week belongs to the month that its Thursday is in (ISO 8601)."""
    if moment.year is None or moment.month is None or not is_common(moment.year):
        return _week_of_year(parts, moment.year)
    last = monthrange(moment.year, moment.month)[1]
    is_last = (parts["nth"] or "").startswith("最后")
    nth = 0 if is_last else integer((parts["nth"] or "").removeprefix("第")) or 1
    if nth > (31 if parts.get("nth_day") else 5):
        return None
    if parts.get("nth_day"):
        return replace(moment, day=last if is_last else nth)
    if parts.get("nth_week"):
        thursday = nth_weekday(moment.year, moment.month, 3, nth)
        monday = thursday - timedelta(days=3)
        return Moment(span=(monday, monday + timedelta(days=6)))
    return Moment.of(nth_weekday(moment.year, moment.month, _WEEKDAYS[parts["nth_weekday"] or "一"], nth))


def _week_of_year(parts: Parts, year: int | None) -> Moment | None:
    """2021年第2周, by the weeks of ISO 8601."""
    number = integer((parts["nth"] or "").removeprefix("第"))
    if year is None or not is_common(year) or number is None or not parts.get("nth_week") or not 1 <= number <= 52:
        return None
    monday = date.fromisocalendar(year, number, 1)
    return Moment(span=(monday, monday + timedelta(days=6)))


def _placed(moment: Moment, context: Context, *, is_told: bool, future: bool, by_edge: bool) -> Moment:
    """Fill in the year and month that were left out; ``by_edge`` says that the year's own edge is meant: 年底."""
    if moment.year is not None or is_told:
        return moment
    if moment.month is not None and not by_edge:
        return _bare_month(moment, moment.month, context, future=future)
    if moment.day is not None:
        return _bare_day(moment, moment.day, context, future=future)
    if moment.half or moment.quarter or moment.modifier or by_edge:
        told = context.sentence_year or (context.year if not by_edge else None)
        return replace(moment, year=told or (context.reference.year if context.reference else None))
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
    elif future and there < reference and month < reference.month and (
            moment.day is None or (reference - there).days > JUST_PAST):
        year += 1
    return replace(moment, year=year)


def _bare_day(moment: Moment, day: int, context: Context, *, future: bool) -> Moment:
    reference = context.reference
    if context.year is not None and context.month is not None and (context.sentence_year is not None or not reference) \
            and safe_date(context.year, context.month, day) is not None:
        return replace(moment, year=context.year, month=context.month)
    if reference is None:
        return moment
    if (told := context.paragraph_day) is not None and (reference - told).days > _STORY and day >= told.day:
        return replace(moment, year=told.year, month=told.month)
    year, month = reference.year, reference.month
    step = -1 if not future and day > reference.day + 1 else 1 if future and day < reference.day else 0
    year, month = month_after(year, month, step)
    if safe_date(year, month, day) is None:  # of two months next to each other one has 31 days
        year, month = month_after(year, month, step or -1)
    return replace(moment, year=year, month=month)


_FUTURE = re.compile(
    "将|预计|预定|[才就还仍也再]会|拟|计划|即将|有望|料(?!理|到)|(?<![大峰年议委协学工商展酒晚宴集社])会在|届时|打算|准备|期望|目标|待|明年|下周|下个?月|截止|到期|生效"
    "|(?<![需主重只必首简摘概想不])要(?![求因点素闻])")


def is_future(clause: str) -> bool:
    """Whether a clause speaks of what is to come."""
    return _FUTURE.search(clause) is not None
