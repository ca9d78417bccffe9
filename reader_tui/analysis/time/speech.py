"""The day on which direct speech was spoken: what "today" means inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reader_tui.analysis.claims.model import Claim
from reader_tui.analysis.sentences import quote_spans, sentence_spans
from reader_tui.analysis.time.reading import Found
from reader_tui.text.model import Span

_SHORTEST = 6
"""Code points of a quotation: a shorter one is a term and no speech."""
_LONGEST_AGO = 60
"""Days: a date further back in the same sentence is what the speech is about."""
_REACH = 120
"""Code points to either side of a cue in which its day is told."""
_TOPIC = re.compile("(?:就|对|對|针对|針對|关于|關於|有关|有關|自|从|從|至|到)$")
_DAYLIKE = ("day", "hour", "minute")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of direct speech and the day on which it was said."""

    span: Span
    day: date


def reference_at(spoken: Sequence[Spoken], at: int, otherwise: date | None) -> date | None:
    """The day that relative times at a place are seen from; ``spoken`` is in order and without overlaps."""
    index = bisect_right(spoken, at, key=lambda one: one.span.start) - 1
    return spoken[index].day if index >= 0 and at < spoken[index].span.end else otherwise


def speaking_days(text: str, found: Sequence[Found], claims: Sequence[Claim], reference: date | None) -> list[Spoken]:
    """Direct speech that was spoken on another day than the reference date, by the dates of its attributions.

    A speaker whose later words have no date of their own is taken to speak on the day of the earlier ones.
    """
    quotes = [quote for quote in quote_spans(text) if len(quote) >= _SHORTEST] if reference is not None and claims else []
    if not quotes or reference is None:
        return []
    sentences = sentence_spans(text)
    spoken: dict[Span, Spoken] = {}
    day_of: dict[str, date] = {}
    for claim in claims:
        if claim.cue is None or claim.source is None:
            continue
        sentence = sentences[bisect_right(sentences, claim.cue.span.start, key=lambda one: one.start) - 1]
        day = _day_said(text, found, claim.cue.span, sentence, quotes, reference)
        if day is None:
            day = day_of.get(claim.source.resolved)
        if day is None:
            continue
        day_of[claim.source.resolved] = day
        if day != reference:
            spoken |= {quote: Spoken(quote, day) for quote in _quotes_of(claim, quotes)}
    return sorted(spoken.values(), key=lambda one: one.span)


def _quotes_of(claim: Claim, quotes: Sequence[Span]) -> list[Span]:
    """The quotations that hold what is claimed."""
    first = bisect_right(quotes, claim.content[0].span.start, key=lambda one: one.end)
    last = bisect_left(quotes, claim.content[-1].span.end, key=lambda one: one.start)
    return [quote for quote in quotes[first:last] if any(quote.overlaps(mention.span) for mention in claim.content)]


def _day_said(text: str, found: Sequence[Found], cue: Span, sentence: Span, quotes: Sequence[Span],
              reference: date) -> date | None:
    """The day told beside a cue, outside of quotations; the nearest one."""
    first = bisect_left(found, max(sentence.start, cue.start - _REACH), key=lambda one: one.span.start)
    last = bisect_left(found, min(sentence.end, cue.end + _REACH), key=lambda one: one.span.start)
    days = []
    for one in found[first:last]:
        day = one.moment.whole_day() if one.moment is not None and one.precision in _DAYLIKE else None
        if day is None or not 0 <= (reference - day).days <= _LONGEST_AGO or _TOPIC.search(text[max(0, one.span.start - 2) : one.span.start]):
            continue
        index = bisect_right(quotes, one.span.start, key=lambda quote: quote.start) - 1
        if index < 0 or quotes[index].end <= one.span.start:
            days.append((abs(one.span.start - cue.start), day))
    return min(days)[1] if days else None
