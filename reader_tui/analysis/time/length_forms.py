"""Lengths of time in text, and the points before and after that they measure."""

from __future__ import annotations

import re
from datetime import date

from reader_tui.analysis.time.grammar import DIGIT
from reader_tui.analysis.time.lengths import LENGTH, SEVERAL, code_of, compound, day_shifted, duration, pieces, shifted
from reader_tui.analysis.time.moments import Moment, integer
from reader_tui.analysis.time.reading import Found, Reading
from reader_tui.text.model import Span

_KEPT_BEFORE = ("过去", "最近", "近", "未来", "今后", "接下来", "往后", "此后", "之前", "前", "首", "后", "头", "将近", "再过", "上", "下")
"""Words before a length that belong to it; the others only say how long something takes."""
_COUNTED_FROM = re.compile("[\u4e00-\u9fff]")
"""What stands right before 前四天 where it means the first four days of something."""
_YEAR = re.compile(rf"\d{{4}}|{DIGIT}{{4}}")
_BACK = ("过去", "最近", "近", "前", "上")
_AHEAD = ("未来", "今后", "接下来", "往后", "后", "下")
_WITHIN = ("内", "之内", "以内")
_HAPPENED = re.compile("被|遭|获|了|过|后来|曾|已")
_NO_EVENT = re.compile("(?:将|在|于|是|会|要|到|计划|预计|约|大约|大概|并|再|就|又|的|但|而|且|和|与|可能|估计|我|你|他|她|们|至|过)$")


def match_length(reading: Reading, at: int) -> Found | None:
    """A number of units: a length, or a point before or after another one."""
    found = LENGTH.match(reading.folded, at)
    if found is None or not _is_length(reading, found):
        return None
    before, after, unit = found["before"] or "", found["after"] or "", found["unit"]
    end = found.end()
    if after in ("前", "后") and before in ("前", "后", "上", "下", "近", "未来", "过去"):
        after, end = "", end - 1
    if before in ("前", "后") and _COUNTED_FROM.search(reading.before(at, 1)):
        before = "首" if before == "前" else "为期"
    keeps = before.startswith(_KEPT_BEFORE)
    span = Span(at if keeps else at + len(found["before"] or ""), end)
    if found["low"]:
        return _range(span, found)
    count = _count(found)
    if count is None:
        return _uncounted(span, found, before, after)
    about = "about" if _is_about(found, before) else None
    if count == 1 and before in ("前", "后") and not after and unit in ("天", "日", "月", "年"):
        return _neighbour(reading, span, unit, -1 if before == "前" else 1)
    if before == "再过" or after.endswith(("前", "后")):
        return _point(reading, span, count, unit, after or "后", about, found["rest"])
    value = compound(count, unit, found["rest"]) if found["rest"] else duration(count, unit)
    return _anchored(reading, Found(span, value, "duration", about), count, unit, before, after)


def _anchored(reading: Reading, length: Found, count: float, unit: str, before: str, after: str) -> Found:
    """A length that ends or begins at the reference date; days and weeks are exact enough for an interval."""
    reference = reading.context.reference
    starts_back = before.startswith(_BACK) and before != "将近"
    ahead = before.startswith(_AHEAD)
    within = after in _WITHIN and not before and not reading.is_past(length.span.start)
    if after in ("以来", "来") and not before:
        length = Found(length.span, length.value, "duration", "since")
        starts_back = True
    if reference is None or not (starts_back or ahead or within):
        return length
    extent = _extent(reference, count, unit, back=starts_back)
    if extent is None or code_of(unit) in ("H", "MIN", "S"):
        return length
    is_exact = code_of(unit) in ("D", "W") and length.modifier is None
    if within:  # a deadline: its day is the value, all the days up to it the extent
        return Found(length.span, extent[1].isoformat(), "day", "until", None, None, extent)
    if is_exact:
        made = Found.between(length.span.start, length.span.end, Moment.of(extent[0]), Moment.of(extent[1]))
        return Found(made.span, made.value, "interval", None, None, None, extent)
    return Found(length.span, length.value, length.precision, length.modifier, None, None, extent)


def _neighbour(reading: Reading, span: Span, unit: str, step: int) -> Found | None:
    """前一天, 後一年: the unit beside the day that was told last."""
    day = reading.context.day or reading.context.reference
    if day is None:
        return Found.vague(span.start, span.end, "PAST_REF" if step < 0 else "FUTURE_REF")
    return Found.at(span.start, span.end, shifted(day, step, unit))


def _extent(reference: date, count: float, unit: str, *, back: bool) -> tuple[date, date] | None:
    try:
        other = day_shifted(reference, -count if back else count, unit)
    except (OverflowError, StopIteration, ValueError):
        return None
    return (other, reference) if back else (reference, other)


def _range(span: Span, found: re.Match[str]) -> Found | None:
    low, high = integer(found["low"]), integer(found["high"])
    if low is None or high is None or low >= high:
        return None
    return Found(span, f"{duration(low, found['unit'])}/{duration(high, found['unit'])}", "duration")


def _uncounted(span: Span, found: re.Match[str], before: str, after: str) -> Found | None:
    """幾天後, 未來一兩年, 兩三年: a direction, or a range of lengths."""
    if before.startswith(_AHEAD) or after in _WITHIN or after.endswith("后"):
        return Found.vague(span.start, span.end, "FUTURE_REF")
    if (before and before not in ("约", "大约", "长达", "为期", "历时")) or (after and after not in ("间", "之间", "期间", "中")):
        return Found.vague(span.start, span.end, "PAST_REF")
    low, high = (integer(character) for character in (found["count"] + "  ")[:2])
    if low is None or high != low + 1:
        return None
    return Found(span, f"{duration(low, found['unit'])}/{duration(high, found['unit'])}", "duration")


def _is_about(found: re.Match[str], before: str) -> bool:
    return any(found[name] for name in ("about", "more", "more_after", "odd")) or before in (
        "约", "大约", "将近", "超过", "至少", "逾", "不到") or found["count"] == "大半"


def _is_length(reading: Reading, found: re.Match[str]) -> bool:
    unit, before, after = found["unit"], found["before"] or "", found["after"] or ""
    rest = reading.after(found.end(), 3)
    counted = found["count"] or ""
    has_measure = found[0][: found.end("unit") - found.start()].endswith(f"个{unit}")
    if re.search("第[0-9一二三四五六七八九十]?$", reading.before(found.start(), 2)):
        return False
    if unit == "年" and re.match("[（(](?:公元|西元|前?\\d{3,4}年?[）)])", reading.after(found.end(), 8)):
        return False
    if counted == "一" and before == "这":
        return False
    if unit == "年代" or (unit == "钟" and not has_measure):
        return False
    if unit == "月":
        return has_measure or counted in ("数", "几", "半", "若干") or bool(found["half_more"] or found["more"])
    if unit == "世纪":
        return bool(before or after) or counted == "半" or has_measure
    if unit == "日":
        return (bool(before or after) and after not in ("之间", "间")) or counted in ("数", "多")
    if unit in ("分", "秒"):
        return bool(after) and not rest.startswith("之")
    if found["low"] is None and counted == "一" and unit in ("年", "天", "周", "季度") and not (before or after or found["rest"]):
        return bool(found["half_after"] or found["about"] or found["odd"])
    if unit == "年" and any(_YEAR.fullmatch(number) for number in (counted, found["low"] or "")):
        return False
    if counted in ("百", "千") and not (before or after):
        return False
    if unit == "年" and re.match("级|代|底|初|[12]?\\d月|一度", rest):
        return False
    return not (unit in ("天", "年") and rest.startswith(("然", "下", "轻", "纪", "度", "花")))


def _count(found: re.Match[str]) -> float | None:
    """The number of units, None where it is not told exactly."""
    word = found["count"] or ""
    if word in ("半", "大半"):
        return 0.5
    if re.fullmatch(SEVERAL, word) and not re.fullmatch("十[一二三四五六七八九]?|[二三四五六七八九]十.?", word):
        return None
    if "." in word:
        return float(word)
    count = integer(word)
    if count is None or (found["more"] == "几" and count < 10):
        return None
    return count + 0.5 if found["half_more"] or found["half_after"] else float(count)


def _point(reading: Reading, span: Span, count: float, unit: str, after: str, about: str | None,
           rest: str | None) -> Found | None:
    """N units before or after: now, or an event that the text tells right before."""
    later = after.endswith("后")
    length = compound(count, unit, rest) if rest else duration(count, unit)
    if later and _follows_event(reading, span.start):
        return Found(span, f"after({length}, event)", "event", "after")
    if reading.context.reference is None:
        return Found.vague(span.start, span.end, "FUTURE_REF" if later else "PAST_REF")
    try:
        moment = shifted(reading.context.reference, count if later else -count, unit)
        if rest:
            day = day_shifted(reading.context.reference, count if later else -count, unit)
            for number, piece in pieces(rest):
                day = day_shifted(day, number if later else -number, piece)
            moment = Moment.of(day)
    except (OverflowError, ValueError):
        return None
    anniversary = _same_day_of(reading, span, moment)
    if anniversary is not None:
        return anniversary
    return Found.at(span.start, span.end, moment, about) if moment.year is not None else None


def _same_day_of(reading: Reading, span: Span, moment: Moment) -> Found | None:
    """三年前的今天: the day of the reference date in another year."""
    reference = reading.context.reference
    if reference is None or moment.month is not None or moment.year is None or not reading.folded.startswith(
            ("的今天", "的今日"), span.end):
        return None
    return Found.at(span.start, span.end + 3, Moment(moment.year, reference.month, reference.day))


def _follows_event(reading: Reading, at: int) -> bool:
    """Whether what N units are counted from is told: by a verb phrase right before, or by a story of the past."""
    before = reading.before_in_clause(at)
    if len(before) >= 2 and not _NO_EVENT.search(before):
        return not reading.is_future(at) or _HAPPENED.search(before) is not None
    context = reading.context
    if context.reference is None or before:
        return False
    if context.sentence_year is not None and context.sentence_year < context.reference.year:
        return not reading.is_told_as_coming(at)
    is_story = context.day is not None and context.day < context.reference
    return is_story and reading.is_told_as_past(at)
