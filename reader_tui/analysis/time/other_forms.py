"""Decades, years of events, vague references, what recurs, festivals."""

from __future__ import annotations

import re
from datetime import timedelta

from reader_tui.analysis.time import grammar
from reader_tui.analysis.time.festivals import match_festival
from reader_tui.analysis.time.lengths import code_of, duration
from reader_tui.analysis.time.moments import Moment, integer
from reader_tui.analysis.time.reading import Found, Reading
from reader_tui.text.model import Span

_EDGES = {"初": "start", "早": "start", "前": "start", "上": "start", "中": "mid", "末": "end", "后": "end", "下": "end"}


def match_decade(reading: Reading, at: int) -> Found | None:
    """上世紀90年代, 二十世紀初."""
    found = grammar.DECADE.match(reading.folded, at)
    if found is None:
        return None
    modifier = _EDGES.get((found["edge"] or found["edge2"] or "")[:1])
    century = integer(found["century"] or found["century2"])
    word = found["century_word"] or found["only_century"] or ""
    if century is None:
        century = 20 if word.startswith("上") else 21 if word.startswith(("本", "新")) else None
    if found["only_century"]:
        if century is None or not 1 <= century <= 30:
            return None
        first = (century - 1) * 100
        return Found.years(at, found.end(), first, first + 99, "century", modifier)
    decade = integer(found["decade"])
    if decade is None or (decade < 100 and decade % 10):
        return None
    if found["roc"]:
        return Found.years(at, found.end(), decade + 1911, decade + 1920, "decade", modifier)
    base = 0 if decade >= 100 else ((century or (20 if decade >= 30 else 21)) - 1) * 100
    other = integer(found["from_decade"])
    if other is not None and len(found["from_decade"]) == 1:
        other *= 10
    begin = base + (other if other is not None and other < decade else decade)
    last = base + decade + 9
    return Found.years(at, found.end(), begin, last, "decade", modifier)


def match_era(reading: Reading, at: int) -> Found | None:
    """光緒二十四年, 昭和16年: a year of a reign or era."""
    found = grammar.ERA.match(reading.folded, at)
    number = integer(found["number"]) if found is not None else None
    if found is None or number is None or not 1 <= number <= 64:
        return None
    return Found.at(at, found.end(), Moment(grammar.ERAS[found["era"]] + number - 1))


def match_named_year(reading: Reading, at: int) -> Found | None:
    """2016里約奧運: the year before the name of something that takes place in years."""
    found = grammar.NAMED_YEAR.match(reading.folded, at)
    return None if found is None else Found.at(at, found.end(), Moment(int(found["year"])))


def match_vague(reading: Reading, at: int) -> Found | None:
    """近期, 目前, 未來: a direction and no date."""
    found = grammar.VAGUE.match(reading.folded, at)
    if found is None:
        return None
    if found[0] == "过去" and re.match(r"[了的]?(?:吧|了|看看)", reading.after(found.end(), 3)):
        return None
    if found[0] in ("去年同期", "上年同期") and reading.context.reference is not None:
        return Found.at(at, found.end(), Moment(reading.context.reference.year - 1, reading.context.month))
    value = "PAST_REF" if found["past"] else "PRESENT_REF" if found["present"] else "FUTURE_REF"
    return Found.vague(at, found.end(), value)


def match_set(reading: Reading, at: int) -> Found | None:
    """每年, 每兩周, 每周一: the length after which something comes again."""
    found = grammar.SET.match(reading.folded, at)
    if found is None:
        return None
    if found["weekday"]:
        return Found(Span(at, found.end()), "P1W", "set", "every")
    if found[0] == "每年" and (festival := match_festival(reading.folded, found.end(), reading.context, future=False)):
        return Found(Span(at, festival[0]), "P1Y", "set", "every")
    count = 0.5 if found["count"] == "半" else integer(found["count"]) or 1
    unit = found["unit"]
    if found[0].startswith("逢") or code_of(unit) == "C":
        return None
    return Found(Span(at, found.end()), duration(count, unit), "set", "every")


def match_days_together(reading: Reading, at: int) -> Found | None:
    """今明兩天, 昨今兩日: days beside each other as one span."""
    found = grammar.DAYS_TOGETHER.match(reading.folded, at)
    reference = reading.context.reference
    if found is None or reference is None:
        return None
    away = [{"昨": -1, "今": 0, "明": 1, "后": 2}[character] for character in found["days"]]
    first, last = (Moment.of(reference + timedelta(days=days)) for days in (away[0], away[-1]))
    return Found.between(at, found.end(), first, last)


def match_holiday(reading: Reading, at: int) -> Found | None:
    """春節, 2025年中秋, 農曆八月十五: a day that another calendar tells."""
    told = match_festival(reading.folded, at, reading.context, future=reading.is_future(at))
    if told is None:
        return None
    end, moment = told
    if moment.year is None and moment.span is None:
        return Found.vague(at, end, "PRESENT_REF")
    return Found.at(at, end, moment)
