"""Neighbouring expressions that are one: ranges, two notations of one date, spans that are open on a side."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from reader_tui.analysis.time import grammar
from reader_tui.analysis.time.moments import Moment
from reader_tui.analysis.time.reading import Found
from reader_tui.text.model import Span

_WITHOUT_MARK = re.compile(r"\s?|[,，]")
_NUMBER = re.compile("[0-9日号]")
_POINTS = ("day", "month", "year", "half", "quarter", "hour", "minute", "week", "season", "decade", "century")


def joined(folded: str, first: Found, second: Found) -> Found | None:
    """Two expressions as one, None where they are two."""
    between = folded[first.span.end : second.span.start]
    if len(between) > 6:
        return None
    if between in ("(", "（"):
        return _bracketed(folded, first, second)
    if grammar.TO.fullmatch(between) or (between in ("和", "与", "跟", "及") and folded.startswith(("之间", "间"), second.span.end)):
        return _range(folded, first, second)
    if _WITHOUT_MARK.fullmatch(between):
        return _apposed(folded, first, second)
    if between == "的" and first.precision == "year" and second.moment is not None and first.moment is not None:
        is_part = first.moment.year == second.moment.year and second.precision in ("day", "month", "quarter", "half")
        return Found(Span(first.span.start, second.span.end), second.value, second.precision, second.modifier,
                     second.moment) if is_part and not second.value.endswith("..") else None
    if between == "的" and first.moment is not None and second.moment is not None and first.moment.day is not None \
            and second.precision in ("hour", "minute"):
        return _same_day(first, second)
    return None


def _bracketed(folded: str, first: Found, second: Found) -> Found | None:
    """今天(3日), 3月11日(週二), 民國114年(2025年): a number of a day is exacter than a word for it."""
    if folded[second.span.end : second.span.end + 1] not in (")", "）") or first.moment is None or second.moment is None:
        return None
    span = Span(first.span.start, second.span.end + 1)
    if len(second.value) == 10 and first.precision != "interval":
        is_number = _NUMBER.search(folded, second.span.start, second.span.end) is not None
        is_told = len(first.value) == 10 and _NUMBER.search(folded, first.span.start, first.span.end) is not None
        exact = first if is_told and not is_number else second
        clock = first.moment.clock or second.moment.clock
        precision = first.precision if first.moment.clock else second.precision
        moment = replace(exact.moment or first.moment, clock=clock)
        return Found(span, exact.value, precision, None, moment)
    return Found(span, second.value, second.precision, second.modifier, second.moment) if first.value == second.value else None


def _range(folded: str, first: Found, second: Found) -> Found | None:
    if first.moment is None or second.moment is None or first.first is not None or second.first is not None:
        return None
    if first.precision not in _POINTS or second.precision not in _POINTS:
        return None
    start, end = _key(first.moment, last=False), _key(second.moment, last=True)
    if end < start:
        moment = _later(first.moment, second.moment)
        if moment is None:
            return None
        second = Found.at(second.span.start, second.span.end, moment)
    first_day, last_day = first.moment.whole_day(), (second.moment or first.moment).whole_day()
    span = Span(_from(folded, first.span.start, second), second.span.end)
    if first_day is not None and first_day == last_day:
        return Found(span, first.value, second.precision, None, second.moment, first.moment)
    return Found.between(span.start, span.end, first.moment, second.moment or first.moment)


def _from(folded: str, start: int, second: Found) -> int:
    """Where a range of hours begins: 從 and 由 are part of it."""
    is_clock = second.moment is not None and second.moment.clock is not None
    return start - 1 if is_clock and start and folded[start - 1] in "从由自" else start


def _later(first: Moment, second: Moment) -> Moment | None:
    """The second end of a range a week or a year later, where it was taken for one before the first."""
    start, end = first.whole_day(), second.whole_day()
    if start is not None and end is not None:
        days = (start - end).days
        if 0 < days <= 6 and second.clock is None:
            return Moment.of(end + timedelta(days=7))
    is_told = second.month is not None and second.year is not None and first.year == second.year
    return replace(second, year=second.year + 1) if is_told and second.year is not None and second.clock is None else None


def _apposed(folded: str, first: Found, second: Found) -> Found | None:
    """明天周六, 昨天15日, 二零一六年，九月三日, 六天後的3時."""
    if first.moment is None or second.moment is None or first.first is not None or second.first is not None:
        return None
    comma = folded[first.span.end : second.span.start].strip()
    span = Span(first.span.start, second.span.end)
    if comma:
        is_split = first.precision == "year" and second.moment.month is not None and folded[first.span.end - 1] == "年"
        is_split = is_split and folded[second.span.start : second.span.end].find("年") < 0
        return Found(span, second.value, second.precision, second.modifier, second.moment) if is_split else None
    if first.value == second.value and first.moment.day is not None:
        exact = second if second.moment.clock is not None or first.moment.clock is None else first
        return Found(span, first.value, exact.precision, None, exact.moment)
    if first.moment.day is not None and second.precision in ("hour", "minute"):
        return _same_day(first, second)
    return None


def _same_day(first: Found, second: Found) -> Found | None:
    """A day and an hour told apart: 六天後的3時."""
    if first.moment is None or second.moment is None:
        return None
    moment = replace(first.moment, clock=second.moment.clock)
    return Found(Span(first.span.start, second.span.end), first.value, second.precision, None, moment)


def opened(folded: str, one: Found) -> Found:
    """An expression with 以來, 起, 以前 behind it, as an interval that is open on that side."""
    is_range = one.first is not None and one.precision not in ("decade", "century")
    if one.moment is None or is_range or one.precision in ("vague", "event") or one.extent is not None:
        return one
    first, last = (one.value.split("/") * 2)[:2]
    since = grammar.SINCE.match(folded, one.span.end)
    if since is not None:
        return Found(Span(one.span.start, since.end()), f"{first}/..", "interval", "since", one.moment)
    until = grammar.UNTIL.match(folded, one.span.end)
    if until is not None:
        return Found(Span(one.span.start, until.end()), f"../{last}", "interval", "before", one.moment)
    return one


def _key(moment: Moment, *, last: bool) -> tuple[int, int, int]:
    if moment.span is not None:
        day = moment.span[1 if last else 0]
        return day.year, day.month, day.day
    month = moment.month or (moment.quarter * 3 if moment.quarter else None) or (moment.half * 6 if moment.half else None)
    return moment.year or 0, month or (12 if last else 1), moment.day or (31 if last else 1)
