"""Finding time expressions and resolving them, in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from reader_tui.analysis.time.calendar_forms import match_calendar, match_season
from reader_tui.analysis.time.english import find_english
from reader_tui.analysis.time.festivals import initials
from reader_tui.analysis.time.guards import end_of_word, is_counted
from reader_tui.analysis.time.joining import joined, opened
from reader_tui.analysis.time.length_forms import match_length
from reader_tui.analysis.time.numeric_forms import match_numeric
from reader_tui.analysis.time.other_forms import (
    match_days_together,
    match_decade,
    match_era,
    match_holiday,
    match_named_year,
    match_set,
    match_vague,
)
from reader_tui.analysis.time.reading import Found, Reading
from reader_tui.analysis.time.speech import Spoken, reference_at

Form = Callable[[Reading, int], Found | None]
_DIGITS = "0123456789"
_NUMERALS = "零〇一二三四五六七八九十两廿卅"
_FORMS: tuple[tuple[Form, str], ...] = (
    (match_numeric, _DIGITS + "民"),
    (match_calendar, _DIGITS + _NUMERALS + "民公西今去前大明后本上下当同次翌隔来新年月岁第首头末元正昨听琴寻即这周星礼"
                     "凌清早中午傍黄晚深半夜晏朝最qQaApP"),
    (match_season, _DIGITS + _NUMERALS + "今去前明"),
    (match_decade, _DIGITS + _NUMERALS + "上本新第民"),
    (match_length, _DIGITS + _NUMERALS + "几数多若好半大过最近未今接往此之再前后头这长为历将约超至逾不整随其上下百千"),
    (match_named_year, _DIGITS),
    (match_vague, "近日不早稍此先曾过以往昔当那历从前长一最刚去上古远战事这几目现如眼时至迄今即而依未将后短中届有改下"),
    (match_set, "每逢"),
    (match_days_together, "昨今明"),
    (match_era, "顺康雍干乾嘉道咸同光宣洪永万崇明大昭平令贞开"),
    (match_holiday, _DIGITS + _NUMERALS + "民今去前大明后本来次翌同" + "".join(sorted(initials()))),
)


def _by_character() -> dict[str, tuple[Form, ...]]:
    characters = {character for _, initial in _FORMS for character in initial}
    return {one: tuple(form for form, initial in _FORMS if one in initial) for one in sorted(characters)}


_FORMS_AT = _by_character()
_STARTER = re.compile(f"[{''.join(sorted(_FORMS_AT))}]")
_SENTENCE = re.compile("[。！？!?\n]")


class Recogniser:
    """One pass over a text."""

    def __init__(self, text: str, reference: date | None, spoken: Sequence[Spoken] = ()) -> None:
        self.reading = Reading(text, reference)
        self.reference = reference
        self.spoken = spoken

    def found(self) -> list[Found]:
        """The expressions in reading order, none overlapping."""
        folded, context = self.reading.folded, self.reading.context
        found: list[Found] = []
        at = 0
        sentence_end, last_end = -1, 0
        while (start := _STARTER.search(folded, at)) is not None:
            at = start.start()
            if at > sentence_end:
                end = _SENTENCE.search(folded, at)
                sentence_end = end.start() if end else len(folded)
                context.leave_sentence()
                if folded.find("\n", last_end, at) >= 0:
                    context.leave_paragraph()
            word_end = end_of_word(folded, at)
            if word_end is not None:
                at = word_end
                continue
            if self.spoken:
                context.reference = reference_at(self.spoken, at, self.reference)
            one = self._at(at, last_end)
            if one is None:
                at = self._after_number(at)
                continue
            found.append(one)
            if one.moment is not None:
                context.take(one.moment)
            at = last_end = max(at + 1, one.span.end)
        return found

    def _after_number(self, at: int) -> int:
        """The next place to look at: digits of one number are no beginnings of their own."""
        folded = self.reading.folded
        if not folded[at].isdecimal() or not folded[at].isascii():
            return at + 1
        while at < len(folded) and folded[at] in _DIGITS:
            at += 1
        return at

    def _at(self, at: int, last_end: int) -> Found | None:
        """The longest expression that begins here."""
        reading = self.reading
        if is_counted(reading.folded, at, last_end):
            return None
        best: Found | None = None
        for form in _FORMS_AT[reading.folded[at]]:
            one = form(reading, at)
            if one is not None and (best is None or one.span.end > best.span.end):
                best = one
        return best


def recognise(text: str, reference: date | None, spoken: Sequence[Spoken] = ()) -> Iterator[Found]:
    """Time expressions of a text with neighbours joined: ranges, two notations of one date, open spans.

    ``spoken`` tells the day of direct speech: relative times inside are resolved against it.
    """
    recogniser = Recogniser(text, reference, spoken)
    folded = recogniser.reading.folded
    found = _merged(recogniser.found(), find_english(folded, reference, spoken))
    at = 0
    while at < len(found):
        one = found[at]
        at += 1
        while at < len(found) and (whole := joined(folded, one, found[at])) is not None:
            one = whole
            at += 1
        one = opened(folded, one)
        while at < len(found) and found[at].span.start < one.span.end:
            at += 1
        yield one


def _merged(first: list[Found], second: list[Found]) -> list[Found]:
    """Both lists in reading order; of two that overlap the longer one."""
    if not second:
        return first
    kept: list[Found] = []
    for one in sorted(first + second, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or not kept[-1].span.overlaps(one.span):
            kept.append(one)
        elif len(one.span) > len(kept[-1].span):
            kept[-1] = one
    return kept
