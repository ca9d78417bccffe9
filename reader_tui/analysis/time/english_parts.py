"""Parts of years and months in English: the second Tuesday in March, the first two months of 2025, 4Q23, spring 2020."""

from __future__ import annotations

import re
from datetime import timedelta

from reader_tui.analysis.time import english_grammar as grammar
from reader_tui.analysis.time.moments import Context, Moment, is_common, nth_weekday, season_span
from reader_tui.analysis.time.reading import Found

SEASONS = {"spring": "春", "summer": "夏", "autumn": "秋", "fall": "秋", "winter": "冬"}
"""English names of the seasons and the Chinese ones that `moments.season_span` knows them by."""
_YEAR_WORDS = {"last year": -1, "this year": 0, "next year": 1}


def match_part(found: re.Match[str], context: Context) -> Found | None:
    """The moment of a `english_grammar.PART` match; None without a year to put it in."""
    year = _year(found["year"] or found["short_year"] or found["fiscal"] or found["season_year"] or found["units_year"], context)
    if year is None or not is_common(year):
        return None
    if found["season"]:
        return Found.at(found.start(), found.end(),
                        Moment(span=season_span(year, SEASONS[found["season"].lower()]), span_name="season"))
    if found["fiscal"]:
        return Found.at(found.start(), found.end(), Moment(year))
    if found["letter"]:
        number = int(found["number"])
        is_half = found["letter"].lower() == "h"
        moment = Moment(year, half=number) if is_half else Moment(year, quarter=number)
        return Found.at(found.start(), found.end(), moment) if number <= (2 if is_half else 4) else None
    if found["count"]:
        return _first_units(found, year)
    return _nth(found, year)


def _year(word: str | None, context: Context) -> int | None:
    if word and word.isdecimal():
        return int(word) if len(word) == 4 else 2000 + int(word)
    reference = context.reference
    if word:
        return reference.year + _YEAR_WORDS[word.lower()] if reference is not None else None
    return context.sentence_year or (reference.year if reference is not None else None)


def _first_units(found: re.Match[str], year: int) -> Found | None:
    told = found["count"].lower()
    count = grammar.NUMBERS.get(told) or int(told)
    is_month = found["units"].lower().startswith("m")
    if not 1 <= count <= (12 if is_month else 4):
        return None
    first, last = (Moment(year, 1), Moment(year, count)) if is_month else (Moment(year, quarter=1), Moment(year, quarter=count))
    return Found.between(found.start(), found.end(), first, last)


def _nth(found: re.Match[str], year: int) -> Found:
    month = grammar.MONTHS[found["month"].lower().rstrip(".")]
    nth = grammar.ORDINALS[found["nth"].lower()]
    what = found["what"].lower()
    if what == "week":
        monday = nth_weekday(year, month, 3, nth) - timedelta(days=3)
        return Found.at(found.start(), found.end(), Moment(span=(monday, monday + timedelta(days=6))))
    return Found.at(found.start(), found.end(), Moment.of(nth_weekday(year, month, grammar.WEEKDAYS[what], nth)))
