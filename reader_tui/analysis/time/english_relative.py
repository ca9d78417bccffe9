"""English times told from the reference date: yesterday, last Tuesday, next month."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from reader_tui.analysis.time.english_grammar import WEEKDAYS
from reader_tui.analysis.time.english_parts import SEASONS
from reader_tui.analysis.time.moments import Moment, month_after, season_span
from reader_tui.analysis.time.reading import Found

_DAY_WORDS = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1,
              "the day after tomorrow": 2}
_PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 24)}
_STEPS = {"last": -1, "this past": -1, "the previous": -1, "next": 1, "coming": 1, "the coming": 1, "the following": 1}


def match_relative(found: re.Match[str], reference: date | None, *, future: bool) -> Found | None:
    """The moment of a `english_grammar.RELATIVE` match; bare weekdays are the last ones, the next where ``future``."""
    if reference is None:
        past = (found["shift"] or found["word"] or "").lower().startswith(("last", "yester", "the previous"))
        ahead = (found["shift"] or found["word"] or "").lower().startswith(("next", "tomorrow", "coming"))
        return Found.vague(found.start(), found.end(), "PAST_REF" if past else "FUTURE_REF" if ahead else "PRESENT_REF")
    part = next((hours for word, hours in _PARTS.items() if found[0].lower().endswith(word)), None)
    if found["word"] and found["word"].lower() == "the weekend":
        moment = _stepped(reference, "weekend", 0 if future or reference.weekday() >= 5 else -1)
        return Found.at(found.start(), found.end(), moment) if moment is not None else None
    if found["word"]:
        day = reference + timedelta(days=_DAY_WORDS[found["word"].lower()])
        return Found.at(found.start(), found.end(), replace(Moment.of(day), part=part))
    if found["weekday"]:
        day = _weekday(reference, found["weekday"])
        if day > reference and not future:
            day -= timedelta(weeks=1)
        elif day < reference and future:
            day += timedelta(weeks=1)
        return Found.at(found.start(), found.end(), replace(Moment.of(day), part=part))
    if found["ago_tail"]:
        return None
    step = _STEPS.get(found["shift"].lower(), 0)
    moment = _stepped(reference, found["what"].lower(), step)
    return Found.at(found.start(), found.end(), replace(moment, part=part)) if moment is not None else None


def _stepped(reference: date, what: str, step: int) -> Moment | None:
    """The week, month, year or season ``step`` units from the one of the reference date."""
    monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=step)
    if what == "week":
        return Moment(span=(monday, monday + timedelta(days=6)))
    if what == "weekend":
        return Moment(span=(monday + timedelta(days=5), monday + timedelta(days=6)))
    if what in _PARTS:
        return Moment.of(reference) if step == 0 else None
    if what in SEASONS:
        return Moment(span=season_span(reference.year + step, SEASONS[what]), span_name="season")
    if what.endswith("day"):
        day = _weekday(reference, what)
        if step < 0 and day >= reference:
            day -= timedelta(weeks=1)
        elif step > 0:
            day += timedelta(weeks=1)
        return Moment.of(day)
    if what in ("decade", "century"):
        size = 10 if what == "decade" else 100
        start = (reference.year // size + step) * size
        return Moment(span=(date(start, 1, 1), date(start + size - 1, 12, 31)), span_name=what)
    if what == "year":
        return Moment(reference.year + step)
    year, month = month_after(reference.year, reference.month, step * (3 if what == "quarter" else 1))
    return Moment(year, quarter=(month + 2) // 3) if what == "quarter" else Moment(year, month)


def _weekday(reference: date, word: str) -> date:
    """The day of that name in the week of the reference date."""
    return reference + timedelta(days=WEEKDAYS[word.lower()] - reference.weekday())
