"""Dates in digits: ISO 8601, slashes, compact dates, ranges of years."""

from __future__ import annotations

import re

from reader_tui.analysis.time import grammar
from reader_tui.analysis.time.calendar_forms import nearest_moment
from reader_tui.analysis.time.moments import Moment, safe_date
from reader_tui.analysis.time.reading import Found, Reading
from reader_tui.analysis.time.resolution import Parts
from reader_tui.text.model import Span

_SLASH_BEFORE = re.compile(r"(?:[于在至到从自起以及,，。、~～(（\-–—:：]|今|明|昨|日期|^)\s?$")
_PREPOSITION = re.compile(r"[于在自从至到起]\s?$")
_SLASH_AFTER = re.compile(r"\s?(?:[起至到晚早前后,，。、~～)）\-–—]|上午|下午|凌晨|中午|傍晚|$|\n|当天|\d{1,2}:\d\d|[(（])")
_SHARE = re.compile(r"(?:约|近|占|超过|逾|不到|不足|至少|剩|[第版页])\s?$")
_SHARE_AFTER = re.compile(r"\s?(?:的|强|弱|以上|席次|页|版|%|个|张|决赛|杯|吋|英寸)")


def match_numeric(reading: Reading, at: int) -> Found | None:
    """The longest date in digits that begins at a place."""
    tries = (_full(reading, at), _day_first(reading, at), _compact(reading, at), _slashed(reading, at), _republic(reading, at), _years(reading, at))
    return max((one for one in tries if one is not None), key=lambda one: one.span.end, default=None)


def _full(reading: Reading, at: int) -> Found | None:
    found = grammar.NUMERIC_DATE.match(reading.folded, at)
    if found is None or (found["d"] is None and (found["sep"] == "." or found["hour"])):
        return None
    if found["d"] is None and re.match(r"\s?(?:赛季|season)", reading.after(found.end(), 7)):
        return None
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"]) if found["d"] else None
    if day is not None and safe_date(year, month, day) is None:
        return None
    clock = (int(found["hour"]), int(found["minute"])) if found["hour"] else None
    return Found.at(at, found.end(), Moment(year, month, day, clock=clock))


def _compact(reading: Reading, at: int) -> Found | None:
    found = grammar.COMPACT_DATE.match(reading.folded, at)
    if found is None or safe_date(int(found["y"]), int(found["m"]), int(found["d"])) is None:
        return None
    return Found.at(at, found.end(), Moment(int(found["y"]), int(found["m"]), int(found["d"])))


def _day_first(reading: Reading, at: int) -> Found | None:
    """14.3.2025 and 3/14/2025: with points the day comes first, else the month where it can be one."""
    found = grammar.DAY_FIRST.match(reading.folded, at)
    if found is None:
        return None
    first, second = int(found["a"]), int(found["b"])
    month, day = (first, second) if first <= 12 and found["sep"] != "." else (second, first)
    told = safe_date(int(found["y"]), month, day)
    return Found.at(at, found.end(), Moment.of(told)) if told is not None else None


def _slashed(reading: Reading, at: int) -> Found | None:
    """8/15: a month and a day where what stands around says so, never 1/3 of something."""
    found = grammar.SLASH_DATE.match(reading.folded, at)
    if found is None:
        return None
    first, second = int(found["a"]), int(found["b"])
    month, day = (first, second) if first <= 12 else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    before, after = reading.before(at, 3), reading.after(found.end(), 6)
    if _SHARE.search(before) or _SHARE_AFTER.match(after):
        return None
    around = _SLASH_BEFORE.search(before) is not None and _SLASH_AFTER.match(after) is not None
    around = around or _PREPOSITION.search(before) is not None
    if not (found["day"] or around or (first <= 12 < second)):
        return None
    parts: Parts = {"month": str(month), "day": str(day)}
    moment = nearest_moment(reading, parts, at, found.end())
    return Found.at(at, found.end(), moment) if moment is not None and moment.year is not None else None


def _republic(reading: Reading, at: int) -> Found | None:
    """民國114.5.20; the era's name is what makes it one."""
    start = at + 2 if reading.folded.startswith("民国", at) else at
    found = grammar.ROC_NUMERIC.match(reading.folded, start)
    if found is None:
        return None
    day = safe_date(int(found["y"]) + 1911, int(found["m"]), int(found["d"]))
    return Found.at(at, found.end(), Moment.of(day)) if day is not None else None


def _years(reading: Reading, at: int) -> Found | None:
    """2019至2023年, 2024/25賽季."""
    found = grammar.YEAR_RANGE.match(reading.folded, at) or grammar.YEAR_TO_YEAR.match(reading.folded, at)
    if found is None:
        return None
    first = int(found["first"])
    last = int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
    if last <= first or (len(found["last"]) == 2 and last - first > 20):
        return None
    return Found(Span(at, found.end()), f"{first}/{last}", "interval", None, Moment(last), Moment(first))
