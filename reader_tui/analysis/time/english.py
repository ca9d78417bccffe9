"""English time expressions, resolved as the Chinese ones are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from reader_tui.analysis.time import english_grammar as grammar
from reader_tui.analysis.time.english_joining import joined, opened
from reader_tui.analysis.time.english_lengths import match_length, match_set
from reader_tui.analysis.time.english_parts import match_part
from reader_tui.analysis.time.english_relative import match_relative
from reader_tui.analysis.time.festivals import festival_moment
from reader_tui.analysis.time.moments import JUST_PAST, Context, Moment, safe_date
from reader_tui.analysis.time.reading import Found
from reader_tui.analysis.time.speech import Spoken, reference_at
from reader_tui.text.model import Span

_YEAR_WORDS = {"last year": -1, "this year": 0, "next year": 1, "year": 0}
_HOURS = {"noon": (12, 0), "midnight": (0, 0)}
_SENTENCE_END = re.compile(r"[.!?;:](?=\s|$)|[\n。！？“”\"]")
_REACH = 80


class EnglishReading:
    """One pass over the English in a text."""

    def __init__(self, text: str, reference: date | None, spoken: Sequence[Spoken] = ()) -> None:
        self.text = text
        self.context = Context(reference)
        self.reference = reference
        self.spoken = spoken

    def found(self) -> list[Found]:
        """The expressions in reading order, none overlapping; the longest where several begin together."""
        matches = [(found.start(), -found.end(), rank, found) for rank, (pattern, _) in enumerate(_FORMS)
                   for found in pattern.finditer(self.text)]
        found: list[Found] = []
        at = 0
        for start, end, rank, match in sorted(matches, key=lambda one: one[:3]):
            if start < at or not -end > start:
                continue
            if self.spoken:
                self.context.reference = reference_at(self.spoken, start, self.reference)
            one = _FORMS[rank][1](self, match)
            if one is None or one.span.start < at:
                continue
            found.append(one)
            at = one.span.end
            if one.moment is not None:
                self.context.take(one.moment)
        return found

    def is_future(self, at: int) -> bool:
        """Whether the sentence around a place speaks of what is to come, and not of what was said then."""
        before = _SENTENCE_END.split(self.text[max(0, at - _REACH) : at])[-1]
        after = _SENTENCE_END.split(self.text[at : at + _REACH])[0]
        if grammar.FUTURE.search(before) is not None:
            return True
        return grammar.FUTURE.search(after) is not None and grammar.PAST.search(before) is None


def find_english(text: str, reference: date | None, spoken: Sequence[Spoken] = ()) -> list[Found]:
    """English expressions in ``text``, ranges and open sides joined; spans in ``text``.

    ``spoken`` tells the day of direct speech.

    >>> [found.value for found in find_english("It opened on May 20, 2025 and closed last month.", date(2025, 9, 1))]
    ['2025-05-20', '2025-08']
    """
    if grammar.HINT.search(text) is None:
        return []
    found = EnglishReading(text, reference, spoken).found()
    whole: list[Found] = []
    for one in found:
        both = joined(text, whole[-1], one) if whole else None
        if both is not None:
            whole[-1] = both
        else:
            whole.append(one)
    return [opened(text, one) for one in whole]


def _date(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    month = _month(found["month"] or found["month2"])
    day = _number(found["day"] or found["day2"])
    year = found["year"] or found["year2"]
    moment = Moment(int(year), month, day) if year else _placed(reading, found.start(), month, day)
    if moment.year is None:
        return Found.vague(found.start(), found.end(), "PRESENT_REF")
    if moment.whole_day() is None:
        return None
    if found["to_day"] or found["from_day"]:
        other = replace(moment, day=_number(found["to_day"] or found["from_day"]))
        first, last = (moment, other) if found["to_day"] else (other, moment)
        return Found.between(found.start(), found.end(), first, last) if last.whole_day() and first.whole_day() else None
    return Found.at(found.start(), found.end(), moment)


def _bare_month(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    word = found["month"]
    is_may = word.lower() in ("may", "march", "mar", "mar.", "dec", "jan", "sep", "sept")
    before = reading.text[max(0, found.start("month") - 10) : found.start("month")].lower()
    if not word[0].isupper():
        return None
    if is_may and not (found["year"] or found["edge"] or found["shift"] or re.search(
            r"\b(?:in|since|until|by|of|from|to|and|before|after|between|through)\s$", before)):
        return None
    month = _month(word)
    reference = reading.context.reference
    shift = (found["shift"] or "").lower()
    year = found["year"]
    if year and year.isdecimal():
        moment = Moment(int(year), month)
    elif (year or shift) and reference is not None:
        away = _YEAR_WORDS.get((year or "").lower())
        moment = Moment(reference.year + away, month) if away is not None else _shifted_month(reference, month, shift)
    else:
        moment = _placed(reading, found.start(), month, None)
    if moment.year is None:
        return Found.vague(found.start(), found.end(), "PRESENT_REF")
    return Found.at(found.start(), found.end(), replace(moment, modifier=_edge(found["edge"])))


def _shifted_month(reference: date, month: int, shift: str) -> Moment:
    year = reference.year
    if shift in ("last", "past") and month >= reference.month:
        year -= 1
    elif shift in ("next", "coming") and month <= reference.month:
        year += 1
    return Moment(year, month)


def _quarter(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    told = found["year"] or found["year2"] or found["year3"]
    number = grammar.ORDINALS[found["nth"].lower()] if found["nth"] else int(found["number"] or found["number2"])
    unit = (found["unit"] or found["letter"] or found["letter2"]).lower()[0]
    if told and told.isdecimal():
        year = int(told)
    elif reading.context.reference is None:
        return Found.vague(found.start(), found.end(), "PRESENT_REF")
    else:
        year = reading.context.sentence_year or reading.context.reference.year
        year = reading.context.reference.year + _YEAR_WORDS[told.lower()] if told else year
    number = number or (4 if unit == "q" else 2)
    if unit == "h":
        return Found.at(found.start(), found.end(), Moment(year, half=number)) if number <= 2 else None
    return Found.at(found.start(), found.end(), Moment(year, quarter=number))


def _decade(_: EnglishReading, found: re.Match[str]) -> Found | None:
    modifier = {"early": "start", "mid": "mid", "late": "end"}.get((found["edge"] or "").lower())
    if found["decade"] or found["short"]:
        start = int(found["decade"] or "19" + found["short"])
        return Found.years(found.start(), found.end(), start, start + 9, "decade", modifier)
    century = int(found["century"]) if found["century"] else grammar.CENTURIES[found["century_word"].lower()]
    if not 1 <= century <= 30:
        return None
    start = (century - 1) * 100
    return Found.years(found.start(), found.end(), start, start + 99, "century", modifier)


def _year(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    after = reading.text[found.end() : found.end() + 16]
    counts = re.match(r"\s(?!was|is|has|as|his|this|its|towards|plus)(?:[a-z]{2,}s|people|men|women|children)\b", after)
    if counts and not found["edge"] and (found["lead"] or "").lower() not in ("since", "fiscal year"):
        return None
    year = int(found["year"])
    start = found.start("edge") if found["edge"] else found.start("year")
    if found["lead"] and found["lead"].lower().startswith("fiscal"):
        start = found.start("lead")
    if found["to_year"]:
        last = int(found["to_year"]) if len(found["to_year"]) == 4 else year // 100 * 100 + int(found["to_year"])
        if last > year:
            return Found(Span(start, found.end()), f"{year}/{last}", "interval", None, Moment(last), Moment(year))
        return None
    edge = _edge(found["edge"])
    month = 12 if edge == "end" else None
    return Found.at(start, found.end(), Moment(year, month, modifier=edge))


def _relative(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    return match_relative(found, reading.context.reference, future=reading.is_future(found.start()))


def _part(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    return match_part(found, reading.context)


def _clock(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    day = reading.context.sentence_day or reading.context.reference
    if day is None:
        return None
    if found["word"]:
        clock: tuple[int, int | None] = _HOURS[found["word"].lower()]
    else:
        hour = int(found["hour"] or found["oclock"]) % 12 + (12 if (found["half"] or "").lower() == "p" else 0)
        clock = (hour, int(found["minute"]) if found["minute"] else None)
    return Found.at(found.start(), found.end(), replace(Moment.of(day), clock=clock))


def _holiday(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    name = grammar.HOLIDAYS[found["name"].lower().replace("’", "'")]
    context = reading.context
    year = int(found["year"]) if found["year"] else context.sentence_year
    moment = festival_moment(name, year, context.reference, future=reading.is_future(found.start()))
    if moment is not None and moment.year is None:
        return Found.vague(found.start(), found.end(), "PRESENT_REF")
    return Found.at(found.start(), found.end(), moment) if moment is not None else None


def _vague(_: EnglishReading, found: re.Match[str]) -> Found | None:
    value = "PAST_REF" if found["past"] else "PRESENT_REF" if found["present"] else "FUTURE_REF"
    return Found.vague(found.start(), found.end(), value)


def _length(reading: EnglishReading, found: re.Match[str]) -> Found | None:
    return match_length(found, reading.context.reference)


def _set(_: EnglishReading, found: re.Match[str]) -> Found | None:
    return match_set(found)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[EnglishReading, re.Match[str]], Found | None]], ...] = (
    (grammar.VAGUE, _vague), (grammar.PART, _part), (grammar.DATE, _date), (grammar.QUARTER, _quarter), (grammar.DECADE, _decade),
    (grammar.MONTH, _bare_month), (grammar.YEAR, _year), (grammar.RELATIVE, _relative), (grammar.SET, _set), (grammar.LENGTH, _length),
    (grammar.CLOCK, _clock), (grammar.HOLIDAY, _holiday))


def _month(word: str) -> int:
    return grammar.MONTHS[word.lower().rstrip(".")]


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _edge(word: str | None) -> str | None:
    """start, mid or end for words such as ``early`` and ``the end of``."""
    if not word:
        return None
    told = word.lower()
    if "mid" in told:
        return "mid"
    return "end" if any(name in told for name in ("end", "late", "turn")) else "start"


def _placed(reading: EnglishReading, at: int, month: int, day: int | None) -> Moment:
    """A date without its year: of the year told in the sentence, else the nearest past or, by tense, the next one."""
    context = reading.context
    reference = context.reference
    if context.sentence_year is not None and reading.text.rfind(". ", max(0, at - _REACH), at) < 0:
        return Moment(context.sentence_year, month, day)
    if reference is None:
        return Moment(context.year, month, day)
    year = reference.year
    first = safe_date(year, month, day or 1) or reference
    if first > reference and not reading.is_future(at):
        year -= 1
    elif reading.is_future(at) and (reference - first).days > JUST_PAST:
        year += 1
    return Moment(year, month, day)
