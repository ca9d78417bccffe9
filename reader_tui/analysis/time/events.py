"""What happened at a time: the clause that the expression governs, what it tells, and who says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from reader_tui.analysis.claims.model import Claim
from reader_tui.analysis.sentences import sentence_spans
from reader_tui.analysis.time.model import Event, TimeExpression, Timeline
from reader_tui.text.model import Span

_EDGE = re.compile("[，,；;：:。！？!?\n]")
_SHORTEST = 6
_LONGEST = 80
_LEAD = " \u3000“”「」『』\"'(（"
_LINK = " ,，的、)）;；:：」”"
_TAIL = " 。！？!?」”』\"'"
_QUOTES = {"「": "」", "『": "』", "“": "”", "‘": "’", '"': '"'}
_CLOSING = re.compile("[。！？!?….]{0,2}([」』”’\"])")
_LIGHT = re.compile("(?:于|於|在|是|从|從|自|为|為|及|和|与|與|in|on|at|by|since|from|the)\\s*$", re.I)


def find_events(text: str, times: Sequence[TimeExpression], claims: Sequence[Claim] = ()) -> list[Event]:
    """An event for each time that has a value: its clause, or that and the next where the clause is only the time.

    A vague time whose clause has a date is no event of its own.
    """
    sentences = sentence_spans(text)
    said = _said(claims)
    events = []
    at = 0
    for index, time in enumerate(times):
        while at < len(sentences) and sentences[at].end <= time.span.start:
            at += 1
        if at == len(sentences) or time.precision in ("duration", "set"):
            continue
        span = _clause(text, sentences[at], time.span)
        if len(span) > len(time.span):
            head = _head(text, span, time.span)
            span = _closed(text, span)
            events.append(Event(index, span, span.of(text), head and _closed(text, head), _speaker(time.span, said)))
    dated = {event.span for event in events if times[event.time].precision != "vague"}
    return [event for event in events if times[event.time].precision != "vague" or event.span not in dated]


def in_order(timeline: Timeline) -> list[tuple[TimeExpression, Event]]:
    """Dated events in the order of time, then the vague ones in reading order."""
    rows = [(timeline.times[event.time], event) for event in timeline.events]
    dated = [row for row in rows if row[0].earliest is not None or row[0].latest is not None]
    vague = [row for row in rows if row[0].earliest is None and row[0].latest is None]
    return sorted(dated, key=lambda row: (*order_of(row[0]), row[1].span)) + vague


def order_of(time: TimeExpression) -> tuple[datetime, datetime]:
    """Where a dated expression stands in the order of time: by its begin, an open one by the end it has."""
    first = time.earliest or time.latest or datetime.max
    return first, time.latest or datetime.max


def _clause(text: str, sentence: Span, time: Span) -> Span:
    """The clause around a time inside its sentence, with the next one where it says nothing else."""
    low = max(sentence.start, time.start - _LONGEST)
    start = max((found.end() for found in _EDGE.finditer(text, low, time.start)), default=low)
    end = time.end
    while True:
        found = _EDGE.search(text, end, min(sentence.end, end + _LONGEST))
        end = found.start() if found else min(sentence.end, end + _LONGEST)
        if found is None or end - start - len(time) >= _SHORTEST or end - start > _LONGEST:
            break
        end = found.end()
    while start < time.start and text[start] in _LEAD:
        start += 1
    while end > time.end and text[end - 1] in _TAIL:
        end -= 1
    return Span(start, max(end, time.end))


def _closed(text: str, span: Span) -> Span:
    """The span with the closing quotation marks right behind it, those of quotations that begin inside it.

    >>> text = "他昨天說：「不會退讓。」眾人鼓掌。"
    >>> _closed(text, Span(0, 10)).of(text), _closed(text, Span(6, 10)).of(text)
    ('他昨天說：「不會退讓。」', '不會退讓')
    """
    open_ends: list[str] = []
    for character in span.of(text):
        if open_ends and character == open_ends[-1]:
            open_ends.pop()
        elif character in _QUOTES:
            open_ends.append(_QUOTES[character])
    end = span.end
    while open_ends and (found := _CLOSING.match(text, end)) and found[1] == open_ends.pop():
        end = found.end()
    return Span(span.start, end)


def _head(text: str, clause: Span, time: Span) -> Span | None:
    """The words that tell what happened: the clause behind its time, or before it where nothing follows."""
    start, end = time.end, clause.end
    while start < end and text[start] in _LINK:
        start += 1
    if end - start >= 2:
        return Span(start, end)
    before = text[clause.start : time.start]
    while (shorter := _LIGHT.sub("", before.rstrip(_LINK))) != before:
        before = shorter
    return Span(clause.start, clause.start + len(before)) if len(before) >= 2 else None


def _said(claims: Sequence[Claim]) -> list[tuple[Span, str]]:
    """What is claimed and by whom, in reading order."""
    return sorted((mention.span, claim.source.resolved) for claim in claims if claim.source is not None
                  for mention in claim.content)


def _speaker(time: Span, said: Sequence[tuple[Span, str]]) -> str | None:
    """Whose words a time stands in: of claims inside each other the innermost."""
    index = bisect_right(said, time.start, key=lambda one: one[0].start)
    return next((who for span, who in reversed(said[max(0, index - 8) : index]) if time.end <= span.end), None)
