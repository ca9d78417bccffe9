"""English lengths of time: ``three years ago``, ``within two weeks``, ``every other day``."""

from __future__ import annotations

import re
from datetime import date

from reader_tui.analysis.time import english_grammar as grammar
from reader_tui.analysis.time.lengths import day_shifted, duration, shifted
from reader_tui.analysis.time.reading import Found
from reader_tui.text.model import Span

_UNITS = {"S": (1, "秒"), "MIN": (1, "分钟"), "H": (1, "小时"), "D": (1, "天"), "W": (1, "周"), "FN": (2, "周"), "M": (1, "月"),
          "Q": (1, "季度"), "Y": (1, "年"), "DE": (10, "年"), "C": (100, "年")}
"""Each unit as a number of the units that `lengths` knows."""
_PREPOSITION = re.compile("^(?:over|during|in|for|within) ")
_ABOUT = {"about", "almost", "nearly", "over", "more than", "at least", "around", "some"}


def match_length(found: re.Match[str], reference: date | None) -> Found | None:
    """A length, or the point that it leads to from the reference date; None where nothing is counted."""
    before, after = (found["before"] or "").lower(), (found["after"] or "").lower()
    is_past = bool(re.search(r"\b(?:past|last)$", before))
    is_coming = bool(re.search(r"\b(?:next|coming|following)$", before))
    size, unit = _unit(found["unit"])
    start = found.start() if before in ("in", "within") else _start(found)
    if is_past or is_coming:
        start = found.start() + len(before) - len(_PREPOSITION.sub("", before, count=1))
    span = Span(start, found.end())
    if found["low"]:
        low, high = (_number(found[name]) * size for name in ("low", "high"))
        return Found(span, f"{duration(low, unit)}/{duration(high, unit)}", "duration") if low < high else None
    if found["vague"]:
        if not (after or before or is_past or is_coming):
            return None
        is_future = is_coming or after in ("later", "from now", "hence", "afterwards", "on") or before in ("in", "within")
        return Found.vague(span.start, span.end, "FUTURE_REF" if is_future else "PAST_REF")
    count = _count(found)
    if count is None and not (is_past or is_coming):
        return None
    is_figure = (found["number"] or "").lower() in ("a", "an") and unit in ("秒", "分钟") and after not in ("ago", "later")
    if is_figure or (count is None and unit == "天"):
        return None
    count = (count or 1.0) * size
    if after in ("before", "afterwards", "on", "earlier", "later") or before == "after":
        is_later = after not in ("before", "earlier")
        return Found(span, f"{'after' if is_later else 'before'}({duration(count, unit)}, event)", "event",
                     "after" if is_later else "before")
    if after in ("ago", "from now", "hence") or before == "in":
        return _point(span, count if after != "ago" else -count, unit, reference)
    return _anchored(Found(span, duration(count, unit), "duration", "about" if before in _ABOUT else None),
                     count, unit, reference, back=is_past, ahead=is_coming or before == "within")


def match_set(found: re.Match[str]) -> Found | None:
    """``every year``, ``every other week``, ``each Monday``: the length after which something comes again."""
    word = found["unit"].lower()
    span = Span(found.start(), found.end())
    number = (found["number"] or "one").lower()
    count = 2.0 if number == "other" else _number(number)
    if word.rstrip("s") in grammar.WEEKDAYS:
        return Found(span, duration(count, "周"), "set", "every")
    if word in ("morning", "night"):
        return Found(span, duration(count, "天"), "set", "every")
    if word.rstrip(".") in grammar.MONTHS:
        return Found(span, "P1Y", "set", "every")
    size, unit = _unit(word)
    return Found(span, duration(count * size, unit), "set", "every")


def _start(found: re.Match[str]) -> int:
    return min(found.start(name) for name in ("low", "number", "vague", "half", "unit") if found[name] is not None)


def _point(span: Span, count: float, unit: str, reference: date | None) -> Found | None:
    if reference is None:
        return Found.vague(span.start, span.end, "PAST_REF" if count < 0 else "FUTURE_REF")
    try:
        moment = shifted(reference, count, unit)
    except (OverflowError, ValueError):
        return None
    return Found.at(span.start, span.end, moment) if moment.year is not None else None


def _anchored(length: Found, count: float, unit: str, reference: date | None, *, back: bool, ahead: bool) -> Found:
    if reference is None or not (back or ahead) or unit in ("小时", "分钟", "秒"):
        return length
    try:
        other = day_shifted(reference, -count if back else count, unit)
    except (OverflowError, StopIteration, ValueError):
        return length
    extent = (other, reference) if back else (reference, other)
    if unit in ("天", "周"):
        value = f"{extent[0].isoformat()}/{extent[1].isoformat()}"
        return Found(length.span, value, "interval", length.modifier, None, None, extent)
    return Found(length.span, length.value, "duration", length.modifier, None, None, extent)


def _unit(word: str) -> tuple[int, str]:
    told = word.lower().removesuffix("s")
    return _UNITS[grammar.UNITS["century" if told == "centurie" else told]]


def _number(word: str) -> float:
    told = grammar.NUMBERS.get(word.lower())
    return float(told) if told is not None else float(word.replace(",", ""))


def _count(found: re.Match[str]) -> float | None:
    if found["half"]:
        return 0.5
    if not found["number"]:
        return None
    return _number(found["number"]) + (0.5 if found["and_half"] else 0.0)
