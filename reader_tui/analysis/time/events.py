"""What happened at a time: the clause that the expression governs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader_tui.analysis.claims.model import Claim
from reader_tui.analysis.sentences import sentence_spans
from reader_tui.analysis.time.model import Event, TimeExpression
from reader_tui.text.model import Span

_EDGE = re.compile("[，,；;：:。！？!?\n]")
_SHORTEST = 6
_LONGEST = 80


def find_events(text: str, times: Sequence[TimeExpression], claims: Sequence[Claim] = ()) -> list[Event]:
    """An event for each time that has a value: its clause, or that and the next where the clause is only the time."""
    sentences = sentence_spans(text)
    events = []
    at = 0
    for index, time in enumerate(times):
        while at < len(sentences) and sentences[at].end <= time.span.start:
            at += 1
        if at == len(sentences) or time.precision == "duration":
            continue
        span = _clause(text, sentences[at], time.span)
        if len(span) > len(time.span):
            events.append(Event(index, span, span.of(text), _head(text, span, time.span), _speaker(span, claims)))
    return events


def _clause(text: str, sentence: Span, time: Span) -> Span:
    """The clause around a time inside its sentence, with the next one where it says nothing else."""
    start = max((found.end() for found in _EDGE.finditer(text, sentence.start, time.start)), default=sentence.start)
    end = time.end
    while True:
        found = _EDGE.search(text, end, sentence.end)
        end = found.start() if found else sentence.end
        if found is None or end - start - len(time) >= _SHORTEST or end - start > _LONGEST:
            break
        end = found.end()
    while start < end and text[start] in " \u3000“”「」":
        start += 1
    return Span(start, max(end, time.end))


def _head(text: str, clause: Span, time: Span) -> Span | None:
    """The clause without its time, as far as it goes on behind it."""
    start = time.end
    while start < clause.end and text[start] in " ,，的、)）":
        start += 1
    return Span(start, clause.end) if clause.end - start >= 2 else None


def _speaker(span: Span, claims: Sequence[Claim]) -> str | None:
    for claim in claims:
        if claim.source is not None and any(mention.span.overlaps(span) for mention in claim.content):
            return claim.source.resolved
    return None
