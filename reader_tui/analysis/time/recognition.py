"""Finding time expressions and resolving them, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reader_tui.analysis.time import grammar
from reader_tui.analysis.time.resolution import (
    Context,
    Moment,
    calendar_moment,
    duration,
    integer,
    is_future,
    shifted,
)
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_STARTER = re.compile(r"[0-9零〇一二三四五六七八九十两几数多半廿公西民今本去前大明后上下当同次翌隔来新元正这昨听琴寻即周星礼凌清早中午傍黄晚深夜首第春夏秋冬过最近未接此之头往长为历将约超至逾不整每目现如眼时迄日稍先曾以昔那历从刚届随短远古战事迟有qQaApP]")
_CLAUSE_END = re.compile("[，,。；;：:！？!?\n]")
_PARAGRAPH = re.compile(r"\n")
_SENTENCE = re.compile("[。！？!?\n]")

# what makes a match no time at all: words it is part of, things that are counted, figures of speech
_BAD_AFTER = re.compile(r"黄花|之久|地|分之|元|美元|万|亿|吨|%|％|岁|后卫|锋|个人|大|以上学历|系列|型|版|代|路|级|世(?!纪)|度(?!过)|种|倍|字|楼")
_BAD_BEFORE = re.compile(r"(?:走向|迈向|直到|有|第|这|那|[A-Za-z]|[$¥€£]|¥|No\.?|第)\s?$")
_KEPT_BEFORE = ("过去", "最近", "近", "未来", "今后", "接下来", "此后", "之前", "前", "后", "头", "往后", "将近", "每")
"""Words before a length that belong to it; the others only say how long something takes."""
_CLOCK_PARTS = {"hour", "minute", "half", "quarter_hour", "ampm", "ampm_before", "part", "hh", "mm", "ampm2"}
_NO_FIGURATIVE = re.compile("(?:走向|直到|到了)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A recognised expression before neighbours are joined."""

    span: Span
    value: str
    precision: str
    modifier: str | None = None
    moment: Moment | None = None


class Recogniser:
    """One pass over a text."""

    def __init__(self, text: str, reference: date | None) -> None:
        self.text = text
        self.folded = fold_script(text).translate(_FULL_WIDTH)
        self.context = Context(reference)

    def found(self) -> list[Found]:
        """The expressions in reading order, none overlapping."""
        found: list[Found] = []
        at = 0
        sentence_end = paragraph_end = -1
        while (start := _STARTER.search(self.folded, at)) is not None:
            at = start.start()
            if at > sentence_end:
                sentence_end = self._end(_SENTENCE, at)
                self.context.sentence_year = None
            if at > paragraph_end:
                paragraph_end = self._end(_PARAGRAPH, at)
            one = self._at(at, found)
            if one is None:
                at += 1
                continue
            found.append(one)
            if one.moment is not None:
                self.context.take(one.moment)
                if one.moment.year is not None:
                    self.context.sentence_year = one.moment.year
            at = max(at + 1, one.span.end)
        return found

    def _end(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.search(self.folded, at)
        return found.start() if found else len(self.folded)

    def _at(self, at: int, before: list[Found]) -> Found | None:
        """The longest expression that begins here."""
        if _BAD_BEFORE.search(self.folded[max(0, at - 3) : at]) and not self.folded[at].isascii():
            inside_word = self.folded[max(0, at - 1) : at] in ("有", "第", "这", "那")
            if inside_word or _NO_FIGURATIVE.search(self.folded[max(0, at - 3) : at]):
                return None
        tries = [self._numeric(at), self._calendar(at), self._decade(at), self._length(at), self._named_year(at),
                 self._vague(at)]
        return max((one for one in tries if one is not None), key=lambda one: one.span.end, default=None)

    # -- forms ---------------------------------------------------------------------------------------------

    def _numeric(self, at: int) -> Found | None:
        found = grammar.NUMERIC_DATE.match(self.folded, at)
        if found is None or (found["d"] is None and found["sep"] == "."):
            return None
        day = int(found["d"]) if found["d"] else None
        return self._made(at, found.end(), Moment(int(found["y"]), int(found["m"]), day))

    def _calendar(self, at: int) -> Found | None:
        found = grammar.CALENDAR.match(self.folded, at)
        if found is None or found.end() == at:
            return None
        parts = found.groupdict()
        end = self._balanced(at, found.end())
        if not self._is_date(parts, at, end):
            return None
        future = is_future(self._clause(at))
        moment = calendar_moment(parts, self.context, future=future)
        if moment is None:
            return None
        if parts.get("quarters"):
            moment = self._first_quarters(moment, parts)
        if (parts.get("from_month") or parts.get("from_day")) and moment.year is not None:
            return self._short_range(at, end, moment, parts)
        clock = any(parts.get(name) for name in ("hour", "hh"))
        if moment == Moment() or (moment.year is None and moment.week is None):
            return self._only_clock(at, end, parts) if clock or parts.get("part") else self._unresolved(at, end, parts)
        return self._made(at, end, moment)

    def _short_range(self, at: int, end: int, moment: Moment, parts: dict[str, str | None]) -> Found:
        """8至10月, 3到5日: what the first date leaves out the second one tells."""
        first = replace(moment, month=integer(parts["from_month"])) if parts.get("from_month") else replace(
            moment, day=integer(parts["from_day"]))
        return Found(Span(at, end), f"{first.value()}/{moment.value()}", "interval", None, moment)

    def _balanced(self, at: int, end: int) -> int:
        """The end without a parenthesis that was opened and not closed, or closed and not opened."""
        part = self.folded[at:end]
        if part.endswith("的"):
            return end - 1
        if part.endswith(("(", "（")):
            return end - 1
        if part.endswith((")", "）")) and not re.search("[(（]", part):
            return end - 1
        opened = re.search("[(（]", part)
        return at + opened.start() if opened and not re.search("[)）]", part) else end

    def _is_date(self, parts: dict[str, str | None], at: int, end: int) -> bool:
        """Whether the parts are enough for a date and nothing around says otherwise."""
        told = {name for name, value in parts.items() if value}
        after = self.folded[end : end + 4]
        before = self.folded[max(0, at - 2) : at]
        if not told or told <= {"part", "edge", "week_word", "week_shift"}:
            return False
        if told <= _CLOCK_PARTS:
            return self._is_clock(parts, after, before)
        if told == {"day"}:
            return not re.search(r"[\d.]$", before)
        if told == {"year"}:
            return "年" in self.folded[at:end] and not re.match("代|级|轮|薪", after)
        if told == {"rel_day"}:
            return _BAD_AFTER.match(after) is None
        return told != {"month"} or not after[:1].isdecimal()

    def _is_clock(self, parts: dict[str, str | None], after: str, before: str) -> bool:
        if parts.get("hh"):
            return not re.search(r"[\d比分]$", before) and not re.match("[比分胜负]", after)
        hour = integer(parts.get("hour"))
        if hour is None or hour > 24 or before.endswith(("第", "有", "这", "几", "零", "点", "加", "高", "低")):
            return False
        certain = any(parts.get(name) for name in ("part", "half", "minute", "quarter_hour", "ampm", "ampm_before"))
        return certain or (re.match(r"[钟许左前后至到开出起，,。、）)的多]|$", after) is not None and hour >= 3)

    def _only_clock(self, at: int, end: int, parts: dict[str, str | None]) -> Found | None:
        reference = self.context.day or self.context.reference
        if reference is None:
            return Found(Span(at, end), "PRESENT_REF", "vague")
        return self._made(at, end, Moment(reference.year, reference.month, reference.day))

    def _unresolved(self, at: int, end: int, parts: dict[str, str | None]) -> Found:
        """A date whose year nothing tells: it is said as far as it is known."""
        relative = parts.get("rel_year") or parts.get("rel_day") or parts.get("rel_month") or ""
        past = relative.startswith(("去", "前", "昨", "上", "大前"))
        future = relative.startswith(("明", "后", "下", "来"))
        value = "PAST_REF" if past else "FUTURE_REF" if future else "PRESENT_REF"
        return Found(Span(at, end), value, "vague")

    def _first_quarters(self, moment: Moment, parts: dict[str, str | None]) -> Moment:
        last = integer(parts["quarters"])
        return Moment(moment.year, month=None, quarter=last, modifier="until")

    def _decade(self, at: int) -> Found | None:
        found = grammar.DECADE.match(self.folded, at)
        if found is None:
            return None
        edge = (found["edge"] or found["edge2"] or "")[:1]
        modifier = {"初": "start", "早": "start", "中": "mid", "末": "end", "后": "end"}.get(edge)
        century = integer(found["century"] or found["century2"])
        word = found["century_word"] or found["only_century"] or ""
        if century is None:
            century = 20 if word.startswith("上") else 21 if word.startswith("本") else None
        if found["only_century"]:
            if century is None:
                return None
            first = (century - 1) * 100
            return Found(Span(at, found.end()), f"{first:04d}/{first + 99:04d}", "century", modifier, Moment(first))
        decade = integer(found["decade"])
        if decade is None or (decade < 100 and decade % 10):
            return None
        start = decade if decade >= 100 else ((century or (20 if decade >= 30 else 21)) - 1) * 100 + decade
        return Found(Span(at, found.end()), f"{start:04d}/{start + 9:04d}", "decade", modifier, Moment(start))

    def _named_year(self, at: int) -> Found | None:
        found = grammar.NAMED_YEAR.match(self.folded, at)
        return None if found is None else self._made(at, found.end(), Moment(int(found["year"])))

    def _vague(self, at: int) -> Found | None:
        found = grammar.VAGUE.match(self.folded, at)
        if found is None:
            return None
        if found[0] == "过去" and re.match(r"[了的]?(?:吧|了|看看)", self.folded[found.end() : found.end() + 3]):
            return None
        if found[0] == "去年同期" and self.context.reference is not None:
            month = self.context.month
            year = self.context.reference.year - 1
            return self._made(at, found.end(), Moment(year, month))
        value = "PAST_REF" if found["past"] else "PRESENT_REF" if found["present"] else "FUTURE_REF"
        return Found(Span(at, found.end()), value, "vague")

    def _length(self, at: int) -> Found | None:
        """A number of units: a length, or a point before or after another one."""
        found = grammar.LENGTH.match(self.folded, at)
        if found is None:
            return None
        parts = found.groupdict()
        unit, before, after = found["unit"], found["before"] or "", found["after"] or ""
        if not self._is_length(found, unit, before, after):
            return None
        keeps = before.startswith(_KEPT_BEFORE)
        span = Span(at if keeps else at + len(before), found.end())
        if parts["low"]:
            low, high = integer(parts["low"]), integer(parts["high"])
            if low is None or high is None:
                return None
            value = f"{duration(low, unit)}/{duration(high, unit)}"
            return Found(span, value, "duration")
        count = self._count(parts)
        if count is None:
            vague = "FUTURE_REF" if before.startswith(("未来", "今后", "接下来")) or after in ("内", "之内", "以内") else "PAST_REF"
            return Found(span, vague, "vague") if before or after else None
        about = "about" if parts["about"] or parts["more"] or parts["odd"] or before in ("约", "大约", "近", "将近") else None
        if after.endswith(("前", "后")) and before not in ("前", "后"):
            return self._point(span, count, unit, after, about)
        if (after in ("内", "之内", "以内") and before == "") and self.context.reference is not None:
            moment = shifted(self.context.reference, count, unit)
            return Found(span, f"../{moment.value()}", "interval", "until", moment)
        if (after in ("以来", "来")) and self.context.reference is not None and unit in ("年", "个月"):
            return Found(span, duration(count, unit), "duration", "since")
        return Found(span, duration(count, unit), "duration", about)

    def _is_length(self, found: re.Match[str], unit: str, before: str, after: str) -> bool:
        rest = self.folded[found.end() : found.end() + 2]
        if unit in ("年代", "世纪", "分", "秒", "月", "日"):
            return (unit in ("世纪", "日") and bool(before or after)) or (unit in ("分", "秒") and bool(after) and not rest.startswith("之"))
        if found["low"] is None and found["count"] in ("一",) and unit in ("年", "天", "日", "周", "季度") and not (before or after):
            return bool(found["half_after"] or found["about"] or found["odd"])
        digits = found["count"] or ""
        if unit == "年" and len(digits) == 4 and digits.isdecimal():
            return False
        if unit == "年" and re.match("级|代|底|初|[12]?\\d月", rest):
            return False
        return not (unit in ("天", "年") and rest.startswith(("然", "下", "轻", "纪", "度")))

    def _count(self, parts: dict[str, str | None]) -> float | None:
        word = parts["count"] or ""
        if word == "半":
            return 0.5
        if re.fullmatch(grammar.SEVERAL, word) and not re.fullmatch("十[一二三四五六七八九]?|[二三四五六七八九]十.?", word):
            return None
        if "." in word:
            return float(word)
        count = integer(word)
        if count is None:
            return None
        return count + 0.5 if parts["half_more"] or parts["half_after"] else float(count)

    def _point(self, span: Span, count: float, unit: str, after: str, about: str | None) -> Found | None:
        """N units before or after: now, or an event that the text tells right before."""
        later = after.endswith("后")
        if later and self._follows_event(span.start):
            return Found(span, f"after({duration(count, unit)}, event)", "event", "after")
        if self.context.reference is None:
            return Found(span, "FUTURE_REF" if later else "PAST_REF", "vague")
        moment = shifted(self.context.reference, count if later else -count, unit)
        return self._made(span.start, span.end, moment, about)

    def _follows_event(self, at: int) -> bool:
        """Whether a verb phrase stands right before in the clause: 被制裁三年後."""
        clause = _CLAUSE_END.split(self.folded[max(0, at - 24) : at])[-1]
        return len(clause.strip()) >= 2 and not re.search(r"(?:将|在|于|是|会|要|到|计划|预计|约|大约|并|再|就|又|的)$", clause)

    def _clause(self, at: int) -> str:
        start = max((found.end() for found in _CLAUSE_END.finditer(self.folded, max(0, at - 60), at)), default=max(0, at - 60))
        end = _CLAUSE_END.search(self.folded, at)
        return self.folded[start : end.start() if end else min(len(self.folded), at + 60)]

    def _made(self, start: int, end: int, moment: Moment, about: str | None = None) -> Found:
        return Found(Span(start, end), moment.value(), moment.precision(), about or moment.modifier, moment)


def recognise(text: str, reference: date | None) -> Iterator[Found]:
    """Time expressions of a text with neighbours joined: ranges, two notations of one date, open spans."""
    recogniser = Recogniser(text, reference)
    found = recogniser.found()
    at = 0
    while at < len(found):
        one = found[at]
        at += 1
        while at < len(found):
            joined = _joined(recogniser.folded, one, found[at])
            if joined is None:
                break
            one = joined
            at += 1
        yield _opened(recogniser.folded, one)


def _joined(folded: str, first: Found, second: Found) -> Found | None:
    """Two expressions as one, None where they are two."""
    between = folded[first.span.end : second.span.start]
    after = folded[second.span.end : second.span.end + 1]
    span = Span(first.span.start, second.span.end)
    if between in ("(", "（") and after in (")", "）") and second.moment is not None and len(second.value) == 10:
        return Found(Span(span.start, span.end + 1), second.value, second.precision, None, second.moment)
    if not grammar.TO.fullmatch(between) or first.moment is None or second.moment is None:
        return None
    if len(first.value) not in (4, 7, 10) or len(second.value) not in (4, 7, 10):
        return None
    if second.value < first.value:
        return None
    return Found(span, f"{first.value}/{second.value}", "interval", None, second.moment)


def _opened(folded: str, one: Found) -> Found:
    """An expression with 以來, 起, 以前 behind it, as an interval that is open on that side."""
    if one.moment is None or "/" in one.value or one.precision in ("vague", "event"):
        return one
    since = re.compile("(?:以来|以后|起(?!来|点|码|初)|至今|迄今)").match(folded, one.span.end)
    if since is not None:
        return Found(Span(one.span.start, since.end()), f"{one.value}/..", "interval", "since", one.moment)
    until = re.compile("(?:以前|之前|为止|前(?=[，,。完达实]))").match(folded, one.span.end)
    if until is not None:
        return Found(Span(one.span.start, until.end()), f"../{one.value}", "interval", "before", one.moment)
    return one
