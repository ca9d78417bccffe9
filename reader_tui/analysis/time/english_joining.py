"""Neighbouring English expressions that are one: ranges, a day and its hour, spans that are open on a side."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from reader_tui.analysis.time import english_grammar as grammar
from reader_tui.analysis.time.moments import Moment
from reader_tui.analysis.time.reading import Found
from reader_tui.text.model import Span

_LONGEST_LINK = 8
_YEAR = re.compile(r"\d{4}")
_TO_HOUR = re.compile(r",?\s(?:at\s|around\s)?")
_TO_DAY = re.compile(r",?\s(?:on\s)?")
_BETWEEN = re.compile(r"between (?:the )?$", re.I)


def joined(text: str, first: Found, second: Found) -> Found | None:
    """``May 3 to June 5``, ``Monday at 10 a.m.``, as one expression; None where they are two."""
    link = text[first.span.end : second.span.start]
    if len(link) > _LONGEST_LINK or first.moment is None or second.moment is None or first.first or second.first:
        return None
    span = Span(first.span.start, second.span.end)
    is_clock = second.precision in ("hour", "minute")
    if is_clock and first.precision == "day" and _TO_HOUR.fullmatch(link):
        return Found(span, first.value, second.precision, None, replace(first.moment, clock=second.moment.clock))
    if first.precision in ("hour", "minute") and second.precision == "day" and _TO_DAY.fullmatch(link):
        return Found(span, second.value, first.precision, None, replace(second.moment, clock=first.moment.clock))
    if is_clock or grammar.TO.fullmatch(link) is None:
        return None
    if "and" in link.lower() and not _BETWEEN.search(text, max(0, first.span.start - 12), first.span.start):
        return None
    begin_day, end_day = first.moment.whole_day(), second.moment.whole_day()
    if begin_day is not None and end_day is not None and 0 < (begin_day - end_day).days < 7:
        return Found.between(span.start, span.end, first.moment, Moment.of(end_day + timedelta(days=7)))
    begin = _with_year_of(text, first, second.moment) or first.moment
    return Found.between(span.start, span.end, begin, second.moment) if begin.value() < second.moment.value() else None


def _with_year_of(text: str, first: Found, last: Moment) -> Moment | None:
    """The first date of a range in the year that only the second one tells: May 3 to June 5, 2024."""
    if first.moment is None or first.moment.month is None or _YEAR.search(text, first.span.start, first.span.end):
        return None
    return replace(first.moment, year=last.year)


def opened(text: str, one: Found) -> Found:
    """An expression after ``since``, ``until`` or ``before``, as an interval that is open on a side."""
    if one.moment is None or one.first is not None or one.precision in ("vague", "hour", "minute"):
        return one
    opener = grammar.OPEN.search(text, max(0, one.span.start - 12), one.span.start)
    if opener is None:
        return one
    word = opener["word"].lower()
    first, last = (one.value.split("/") * 2)[:2] if one.moment.span is not None else (one.value, one.value)
    span = Span(opener.start(), one.span.end)
    if word in ("since", "after"):
        return Found(span, f"{first}/..", "interval", "since", one.moment)
    if word == "from":
        return one
    return Found(span, f"../{last}", "interval", "until" if word in ("until", "till", "by", "up to") else "before", one.moment)
