"""Festivals, solar terms and lunar dates in text, as Gregorian days."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reader_tui.analysis.time.grammar import COUNTED, DIGIT
from reader_tui.analysis.time.lunar import lunar_date, lunar_month, solar_term
from reader_tui.analysis.time.moments import Context, Moment, integer, is_common, nth_weekday, safe_date
from reader_tui.analysis.time.resolution import year_of

_YEAR = (rf"(?:(?<!\d)(?P<year>[12]\d{{3}}|{DIGIT}{{4}})年?|民国(?P<roc_year>\d{{2,3}}|[一二三四五六七八九十百零〇]{{2,5}})年"
         r"|(?P<rel_year>今年|次年|翌年|同年|去年|大前年|前年|明年|后年|本年|来年))?的?")
_AFTER = (
    "(?!联欢|晚会|档(?!期?[前后])|老人|树|歌|岛|卡|礼|月饼|粽|饼|汤圆|大会堂|盃|杯|公园"
    "|路|街|村|镇|区|市(?!场)|广场|战役|上河|大学|中学|国小|国中|快乐|文化|习俗|红包|婚礼|学会|之歌|委员|献词|文告|运动|花)"
)
"""Words that make a festival part of a name."""
_HOLIDAY = "(?=假期|黄金周|长假|小长假|连假|期间|节前|前夕|前后|放假|档期|当天|奖章)"
LUNAR = re.compile(
    _YEAR + r"(?:(?P<named>农历|阴历|旧历|夏历)(?P<lunar_year>[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?|(?=[腊正冬]月|闰"
    r"|[一二三四五六七八九十]{1,2}月初[一二三四五六七八九十](?![家个名年月日项位场])))"
    r"(?P<leap>闰)?(?P<month>[正冬腊]|十[一二]|[一二三四五六七八九十]|1[0-2]|[1-9])月"
    rf"(?:初(?P<first_ten>[一二三四五六七八九十])|(?P<day>[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[12]\d|30|[1-9])(?:日(?!本))?(?!{COUNTED}))?")


@cache
def _names() -> dict[str, tuple[str, Any]]:
    """Kind and rule of each name."""
    path = Path(__file__).parent.parent / "data" / "festivals.toml"
    kinds = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: (kind, rule) for kind, rules in kinds.items() for name, rule in rules.items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=len, reverse=True)
    certain = "|".join(re.escape(name) for name in names if _names()[name][0] != "holiday")
    holiday = "|".join(re.escape(name) for name in names if _names()[name][0] == "holiday")
    return re.compile(rf"{_YEAR}(?P<name>(?:{certain}){_AFTER}|(?:{holiday}){_HOLIDAY})")


@cache
def initials() -> frozenset[str]:
    """Characters that a festival or lunar date without a year begins with."""
    return frozenset(name[0] for name in _names()) | frozenset("农阴旧夏腊正冬闰")


def match_festival(folded: str, at: int, context: Context, *, future: bool) -> tuple[int, Moment] | None:
    """End and day of the festival or lunar date that begins at ``at``; None where there is none.

    ``future`` asks for the next one where the year is left out; else it is the nearest to the reference date.
    """
    found = LUNAR.match(folded, at)
    if found is not None:
        spans = _resolved(found, context, lambda year: _lunar(found, year), future=future)
        return None if spans is None else (found.end(), spans)
    named = _pattern().match(folded, at)
    if named is None:
        return None
    kind, rule = _names()[named["name"]]
    moment = _resolved(named, context, lambda year: _day_moment(festival_day(kind, rule, year)), future=future)
    return None if moment is None else (named.end(), moment)


def festival_moment(name: str, year: int | None, reference: date | None, *, future: bool) -> Moment | None:
    """The day of a festival known by its Chinese name; without a year the one nearest to the reference date.

    >>> festival_moment("中秋节", 2025, None, future=False).value()
    '2025-10-06'
    """
    kind, rule = _names()[name]
    return _placed(year, reference, lambda at: _day_moment(festival_day(kind, rule, at)), future=future)


def festival_day(kind: str, rule: Any, year: int) -> date | None:
    """The day of a festival in a year, None where the tables do not reach."""
    if not is_common(year):
        return None
    if kind in ("solar", "holiday"):
        return safe_date(year, rule[0], rule[1])
    if kind == "lunar":
        return lunar_date(year, rule[0], rule[1])
    if kind == "eve":
        start = lunar_date(year, 1, 1)
        return start - timedelta(days=rule) if start is not None else None
    if kind == "nth":
        return nth_weekday(year, rule[0], rule[1], rule[2])
    return easter(year) + timedelta(days=rule) if kind == "easter" else solar_term(year, rule)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian; Meeus, Astronomical Algorithms, chapter 8).

    >>> easter(2025)
    datetime.date(2025, 4, 20)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _day_moment(day: date | None) -> Moment | None:
    return Moment.of(day) if day is not None else None


def _lunar(found: re.Match[str], year: int) -> Moment | None:
    month = {"正": 1, "冬": 11, "腊": 12}.get(found["month"]) or integer(found["month"]) or 0
    day = integer(found["first_ten"] or found["day"])
    is_leap = found["leap"] is not None
    if day is not None:
        return _day_moment(lunar_date(year, month, day, leap=is_leap))
    span = lunar_month(year, month, leap=is_leap)
    return Moment(span=span, span_name="month") if span is not None else None


def _resolved(found: re.Match[str], context: Context, at_year: Callable[[int], Moment | None], *,
              future: bool) -> Moment | None:
    """The moment in the year that is told, else in the nearest year that has it."""
    told = integer(found["year"])
    if found["roc_year"]:
        told = (integer(found["roc_year"]) or 0) + 1911
    if found["rel_year"]:
        told = year_of(found["rel_year"], context)
        if told is None:
            return Moment()
    return _placed(told or context.sentence_year, context.reference, at_year, future=future)


def _placed(told: int | None, reference: date | None, at_year: Callable[[int], Moment | None], *,
            future: bool) -> Moment | None:
    """The moment in a year, or in the year nearest to the reference date."""
    if told is not None:
        return at_year(told)
    if reference is None:
        return Moment()
    moments = [moment for year in range(reference.year - 1, reference.year + 2) if (moment := at_year(year)) is not None]
    if future:
        moments = [moment for moment in moments if _start(moment) >= reference] or moments
    return min(moments, key=lambda moment: abs((_start(moment) - reference).days), default=None)


def _start(moment: Moment) -> date:
    return moment.span[0] if moment.span is not None else moment.whole_day() or date.min
