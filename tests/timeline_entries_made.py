"""Events for the tests of the timeline, made of a value and a few words."""

from __future__ import annotations

from datetime import datetime

from reader_tui.analysis.time import bounds
from reader_tui.text.model import Span
from reader_tui.tui.pieces import Piece
from reader_tui.tui.timeline_entries import Place, TimelineEntry

_VAGUE = {"PAST_REF": "近期", "PRESENT_REF": "目前", "FUTURE_REF": "將來"}
_made = iter(range(1_000_000))


def entry(value: str, label: str = "", *articles: int, modifier: str | None = None, speaker: str | None = None,
          title: str = "") -> TimelineEntry:
    """An event of these articles (by default the first one); ``2025-05-03T09:30`` is a minute."""
    if "T" in value and ":" in value:
        first = datetime.fromisoformat(value)
        earliest, latest = first, first.replace(minute=first.minute + 1)
        value = value[:10]
    else:
        earliest, latest = bounds(value)
    number = next(_made)
    places = tuple(Place(article, number, Span(number, number + 1), title, speaker) for article in articles or (0,))
    expression = _VAGUE.get(value, "三年後" if not (earliest or latest) else value)
    return TimelineEntry(places, label, label or expression, value, modifier, earliest, latest, expression)


def drawn(pieces: list[Piece]) -> str:
    """The text of a row."""
    return "".join(text for _, text in pieces)
