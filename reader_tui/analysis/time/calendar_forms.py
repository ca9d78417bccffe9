"""Dates put together from years, months, days, weekdays and hours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from reader_tui.analysis.time import grammar
from reader_tui.analysis.time.guards import NAMED_NUMBER, NUMBERED
from reader_tui.analysis.time.moments import Moment, integer, is_common, season_span
from reader_tui.analysis.time.reading import Found, Reading
from reader_tui.analysis.time.resolution import Parts, calendar_moment, with_clock, year_of

_CLOCK_PARTS = {"hour", "minute", "half", "quarter_hour", "ampm", "ampm_before", "part", "hh", "mm", "ampm2"}
_WHOLE_EDGES = {"年初", "年底", "年末", "年中", "年尾", "岁末", "月初", "月底", "月末", "月尾", "月中"}
_LONE_PARTS = {"凌晨", "清晨", "上午", "中午", "正午", "下午", "傍晚", "午后", "晏昼", "下昼", "上昼"}
_NO_DAY_AFTER = re.compile(
    "黄花|之星|方舟|头条|俄罗斯|美国(?:报|》)|重现|之子|[的之](?=中国|世界|社会|年轻|孩子|我们|人们|时代|香港|台湾|美国)|地(?!点|震|方)|本[（(人]|的?努力|培养|形成|因素|环境|习得|失明|免疫|养成")
"""What makes 今天, 明日 and 昨日 a figure of speech or part of a name."""
_FIGURATIVE_BEFORE = re.compile("(?:走向|迈向|走到|直到|到了|成就|有|先天[与和、及]?|《)$")
_PART_BEFORE = re.compile("(?:每天|每日|每|周[一二三四五六日末]|天天|的|个|半|整个|一个|一|前|[0-9])$")
_PART_AFTER = re.compile("[茶场班餐饭班档段节课盘市]|[一两三四五六七八九十几数半0-9]+[个场节]")
_NO_HOUR_BEFORE = ("第", "有", "这", "几", "零", "点", "加", "高", "低", "减", "升", "降", "涨", "跌", "差", ".", "-", "约为")
_HOUR_AFTER = re.compile(r"[钟许左前后至到开出起，,。、）)的多~～-]|\s|$|之[前后]|以[前后]")
_SOON, _LONG_AGO = 120, 240
"""Days ahead and back: a date of last year would be said to be of last year."""
_SCORE = re.compile("(?:比分|比数|战成|领先|落后|告负|取胜|得分)[^,，。]{0,2}$")
_NUMERAL = re.compile("[0-9一二三四五六七八九十两几数多半每些近学青成百千万]$")


def match_calendar(reading: Reading, at: int) -> Found | None:
    """The date that begins at a place, None where there is none or what stands around says otherwise."""
    found = grammar.CALENDAR.match(reading.folded, at)
    if found is None or found.end() == at:
        return None
    parts = found.groupdict()
    end = _trimmed(reading.folded, at, found.end())
    if not _is_date(reading, parts, at, end):
        return None
    moment = nearest_moment(reading, parts, at, end)
    if moment is None:
        return None
    if parts["from_quarter"] and moment.year is not None:
        first = replace(moment, quarter=integer(parts["from_quarter"]))
        return Found.between(at, end, first, moment) if (first.quarter or 0) < (moment.quarter or 0) else None
    if parts["quarters"] or parts["first_months"]:
        return _from_start_of_year(at, end, moment, parts)
    if (parts["from_month"] or parts["pair_month"] or parts["from_day"]) and moment.year is not None:
        return _short_range(at, end, moment, parts)
    if moment.year is None and moment.span is None:
        has_clock = parts["hour"] or parts["hh"] or parts["part"]
        told = {name for name, value in parts.items() if value}
        return _clock_only(reading, at, end, parts) if has_clock and told <= _CLOCK_PARTS else _unresolved(at, end, parts)
    return Found.at(at, end, with_clock(parts, moment))


def match_season(reading: Reading, at: int) -> Found | None:
    """2024年夏天, 今夏: a season of a year that is told."""
    found = grammar.YEAR_SEASON.match(reading.folded, at)
    if found is None or (len(found["rel_year"] or "年年") == 1 and found["full"] and reading.after(found.end(), 1) == "气"):
        return None
    year = integer(found["year"]) if found["year"] else year_of(found["rel_year"] or "", reading.context)
    if year is None or not is_common(year):
        return None
    span = season_span(year, found["season"])
    return Found.at(at, found.end(), Moment(span=span, span_name="season"))


def nearest_moment(reading: Reading, parts: Parts, at: int, end: int) -> Moment | None:
    """The moment by the tense of its clause; without one, one that is soon to come rather than one of last year."""
    context = reading.context
    moment = calendar_moment(parts, context, future=reading.is_future(at))
    if moment is None or moment.month is None or context.reference is None or context.sentence_year is not None:
        return moment
    coming = calendar_moment(parts, context, future=True)
    if coming is None or coming == moment:
        return moment
    ahead = (_first_day(coming) - context.reference).days
    back = (context.reference - _first_day(moment)).days
    if reading.is_alone(at, end):
        return coming if ahead < back else moment
    return coming if ahead < _SOON and back > _LONG_AGO and not reading.is_past(at) else moment


def _first_day(moment: Moment) -> date:
    return date(moment.year or 1, moment.month or 1, moment.day or 1)


def _trimmed(folded: str, at: int, end: int) -> int:
    """The end without what was read ahead in vain: 的, spaces, a parenthesis that was opened and not closed."""
    while end > at and folded[end - 1] in "的之 　(（":
        end -= 1
    part = folded[at:end]
    opened, closed = re.search("[(（]", part), re.search("[)）]", part)
    if opened and not closed:
        return _trimmed(folded, at, at + opened.start())
    return at + closed.start() if closed and not opened else end


def _is_date(reading: Reading, parts: Parts, at: int, end: int) -> bool:
    """Whether the parts are enough for a date and nothing around says otherwise."""
    told = {name for name, value in parts.items() if value}
    after, before = reading.after(end, 8), reading.before(at, 2)
    if not told or reading.folded[at] in "的 (（)）":
        return False
    if told == {"edge"}:
        return parts["edge"] in _WHOLE_EDGES and _NUMERAL.search(before) is None
    if told == {"part"}:
        return parts["part"] in _LONE_PARTS and not _PART_BEFORE.search(before) and not _PART_AFTER.match(after)
    if told <= _CLOCK_PARTS:
        return _is_clock(parts, after, before) and not _SCORE.search(reading.before(at, 5))
    if told <= {"nth", "nth_weekday", "nth_week", "nth_day", "part", "season", "ten_days"} and told != {"ten_days"}:
        return False
    if told == {"day"}:
        is_name = reading.folded[end - 1] == "号" and (
            NUMBERED.match(after) is not None or NAMED_NUMBER.search(reading.before(at, 3)) is not None)
        return not is_name and not re.search(r"[\d.第月]$", before)
    if told == {"year"}:
        return not re.match("代|级|轮|薪|资", after)
    if told <= {"quarter", "quarter_bare", "quarter_number"} and "quarter" in told:
        return "quarter_bare" not in told and not re.match("[赛全节]", after)
    if "rel_day" in told:
        is_alone = told == {"rel_day"}
        if is_alone and before.endswith("的") and reading.folded.startswith(("今天", "今日"), at):
            return False
        return not (is_alone and (_NO_DAY_AFTER.match(after) or _FIGURATIVE_BEFORE.search(reading.before(at, 3))))
    return True


def _is_clock(parts: Parts, after: str, before: str) -> bool:
    if parts.get("hh"):
        return not re.search(r"[\d比分以]\s?$", before) and not re.match(r"\s?[比分胜负]", after)
    hour = integer(parts.get("hour"))
    if hour is None or hour > 24 or before.endswith(_NO_HOUR_BEFORE):
        return False
    certain = any(parts.get(name) for name in ("part", "half", "minute", "quarter_hour", "ampm", "ampm_before"))
    if hour == 0 and (parts.get("hour") or "") == "零":
        return certain or _HOUR_AFTER.match(after) is not None
    return certain or (hour >= 3 and _HOUR_AFTER.match(after) is not None and not before.endswith(("个", "一")))  or (
        hour >= 3 and after.startswith("的") and before.endswith("一个"))


def _clock_only(reading: Reading, at: int, end: int, parts: Parts) -> Found | None:
    """An hour without a day: of the day that was told last in the sentence, else of the reference date."""
    day = reading.context.sentence_day or reading.context.day or reading.context.reference
    return Found.vague(at, end, "PRESENT_REF") if day is None else Found.at(at, end, with_clock(parts, Moment.of(day)))


def _unresolved(at: int, end: int, parts: Parts) -> Found:
    """A date whose year nothing tells: it is said as far as it is known."""
    relative = next((parts[name] for name in ("rel_year", "rel_day", "rel_month", "rel_quarter", "week_shift", "week_only")
                     if parts[name]), None) or ""
    past = relative.startswith(("去", "前", "昨", "上", "大前", "琴", "寻"))
    future = relative.startswith(("明", "后", "下", "来", "大后", "听"))
    return Found.vague(at, end, "PAST_REF" if past else "FUTURE_REF" if future else "PRESENT_REF")


def _from_start_of_year(at: int, end: int, moment: Moment, parts: Parts) -> Found | None:
    """今年前三季度, 前11個月: from the first quarter or month of the year to the one that is told."""
    last = integer(parts["quarters"] or parts["month_count"])
    if last is None or moment.year is None or not 1 <= last <= 12:
        return None
    if parts["quarters"]:
        return Found.between(at, end, Moment(moment.year, quarter=1), Moment(moment.year, quarter=last))
    return Found.between(at, end, Moment(moment.year, 1), Moment(moment.year, last))


def _short_range(at: int, end: int, moment: Moment, parts: Parts) -> Found | None:
    """8至10月, 3到5日: what the first date leaves out the second one tells."""
    if parts["pair_month"]:
        month = integer(parts["pair_month"])
        if month is None or month + 1 != moment.month:
            return None
        first = replace(moment, month=month)
    elif parts["from_month"]:
        month = integer(parts["from_month"])
        if month is None or not 1 <= month <= 12:
            return None
        first = replace(moment, month=month, year=(moment.year or 0) - (month > (moment.month or 0)))
    else:
        first = replace(moment, day=integer(parts["from_day"]))
    return Found.between(at, end, first, moment)
