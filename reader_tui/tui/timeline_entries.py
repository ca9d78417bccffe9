"""Events as the timeline shows them: where they are told of, what a reader calls their time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from reader_tui.text.model import Span
from reader_tui.tui.filtering import fold, parse_query
from reader_tui.tui.themes import PANE_SHAPES

if TYPE_CHECKING:
    from reader_tui.analysis.time.model import Event, TimeExpression, Timeline

LIBRARY = len(PANE_SHAPES)
"""In place of a pane's number: the article is in the library and not open."""
SHAPES = (*PANE_SHAPES, "★")
"""By number of the pane; the last one for articles that are not open."""
HOLLOW = ("○", "◇", "△", "□", "☆")
"""The same shapes where the time is not told exactly."""
TENSES = ("past", "now", "future", "relative", "open")
"""How vague times are grouped; relative: to another event, open: to a date that is not known."""
FILTER_FIELDS = ("by", "in", "when")
_INEXACT = ("start", "mid", "end", "about")
_EARLY_LATE = {"start": "early", "mid": "mid", "end": "late", "about": "about"}
_PARTS = {"H1": "1st half", "H2": "2nd half"}
_LINKS = " ,，、:：的"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is told of."""

    article: int
    """Number of the pane, which gives hue and shape; `LIBRARY` where the article is not open."""
    index: int
    """Of the time expression in its article's timeline."""
    span: Span
    """Of the expression, in the article's source."""
    title: str = ""
    speaker: str | None = None
    record: int | None = None
    """The article's number in the library, where it is not open."""

    @property
    def key(self) -> tuple[int, int | None, int]:
        """What this telling is known by."""
        return self.article, self.record, self.index


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event to be drawn, with every place that tells of it, the exactest first."""

    places: tuple[Place, ...]
    label: str
    """What happened."""
    text: str
    """The clause in full."""
    value: str
    modifier: str | None = None
    earliest: datetime | None = None
    """First moment; None where that side is open."""
    latest: datetime | None = None
    """First moment after it; None where that side is open."""
    expression: str = ""
    """The words of the text that tell the time."""
    is_resolved: bool = True
    """Whether the article's date was known when the value was found."""

    @property
    def key(self) -> tuple[int, int | None, int]:
        """What the event is known by: the place that comes first."""
        return self.places[0].key

    @property
    def articles(self) -> tuple[int, ...]:
        """Numbers of the panes that tell of it, each once."""
        return tuple(sorted({place.article for place in self.places}))

    @property
    def speaker(self) -> str | None:
        """Who says so, where one of the places tells."""
        return next((place.speaker for place in self.places if place.speaker), None)

    @property
    def shapes(self) -> str:
        """A shape for each article, hollow where the time is not exact."""
        table = HOLLOW if self.modifier in _INEXACT else SHAPES
        return "".join(table[number] for number in self.articles)

    @property
    def is_dated(self) -> bool:
        """Whether it has a place on the axis."""
        return self.earliest is not None or self.latest is not None

    @property
    def moment(self) -> datetime | None:
        """Where it begins, or ends where its begin is open; None for a vague one."""
        return self.earliest or self.latest

    def is_told_at(self, key: object) -> bool:
        """Whether one of its places has that key."""
        return any(place.key == key for place in self.places)


def tense(entry: TimelineEntry) -> str:
    """The group of a vague event, one of `TENSES`."""
    if entry.value == "PAST_REF":
        return "past"
    if entry.value == "FUTURE_REF":
        return "future"
    if entry.value == "PRESENT_REF":
        return "now" if entry.is_resolved else "open"
    return "relative"


def when_words(entry: TimelineEntry) -> str:
    """The time of an event as a reader writes it; of a vague one the words of the text.

    >>> when_words(TimelineEntry((), "", "", "2024/..", "since", datetime(2024, 1, 1)))
    'since 2024'
    >>> when_words(TimelineEntry((), "", "", "2025", "start", datetime(2025, 1, 1), datetime(2026, 1, 1)))
    'early 2025'
    """
    if not entry.is_dated:
        return entry.expression or tense(entry)
    first, last = entry.earliest, entry.latest
    if first is None:
        return f"until {_last_part(entry.value)}"
    if last is None:
        return f"since {entry.value.split('/')[0]}"
    if first.time() != time() or (last - first < timedelta(days=1)):
        return _clock_words(first, last)
    words = entry.value.replace("/", " – ")
    if found := re.fullmatch(r"(\d+)-([HQ]\d)", words):
        words = f"{found[1]} {_PARTS.get(found[2], found[2])}"
    elif re.fullmatch(r"\d\d\d0 – \d\d\d9", words) and int(words[-4:]) - int(words[:4]) == 9:
        words = f"{words[:4]}s"
    return f"{_EARLY_LATE[entry.modifier]} {words}" if entry.modifier in _INEXACT else words


def _last_part(value: str) -> str:
    return value.rsplit("/", 1)[-1]


def _clock_words(first: datetime, last: datetime) -> str:
    """A minute, or the hours from one to the other."""
    if last - first <= timedelta(minutes=1):
        return f"{first:%Y-%m-%d %H:%M}"
    end = f"{last:%H:%M}" if last.date() == first.date() else f"{last:%m-%d %H:%M}"
    return f"{first:%Y-%m-%d %H:%M}–{end if last.time() != time() else '24:00'}"


def in_order(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """Dated entries in the order of time, then the vague ones by tense, each in reading order."""
    entries = list(entries)
    dated = sorted((entry for entry in entries if entry.is_dated), key=_order)
    vague = sorted((entry for entry in entries if not entry.is_dated), key=lambda entry: TENSES.index(tense(entry)))
    return dated + vague


def _order(entry: TimelineEntry) -> tuple[datetime, datetime, Span]:
    return entry.moment or datetime.min, entry.latest or datetime.max, entry.places[0].span


def matching(entries: Iterable[TimelineEntry], query: str) -> list[TimelineEntry]:
    """The events that a filter line asks for: words of text, speaker, time or title, in either script.

    ``by:`` is a speaker, ``in:`` an article by its title or the number of its pane (from 1), ``when:`` a time.
    """
    asked = parse_query(query, FILTER_FIELDS)

    def holds(entry: TimelineEntry) -> bool:
        speakers = fold(" ".join(place.speaker or "" for place in entry.places))
        titles = fold(" ".join(place.title for place in entry.places))
        when = fold(f"{when_words(entry)} {entry.value} {entry.expression}")
        fields = {"by": speakers, "when": when,
                  "in": titles + "".join(f" {number + 1} {SHAPES[number]}" for number in entry.articles)}
        return (asked.holds_words(f"{fold(entry.text)} {speakers} {titles} {when}")
                and all(value in fields[name] for name, value in asked.fields))

    return [entry for entry in entries if holds(entry)] if asked.words or asked.fields else list(entries)


@dataclass(frozen=True, slots=True)
class Told:
    """What one article tells: its timeline, and what its places are to be known by."""

    article: int
    timeline: Timeline
    title: str = ""
    record: int | None = None


def entries_of(told: Sequence[Told]) -> list[TimelineEntry]:
    """The events of several articles in order, what several of them tell made one entry."""
    by_name: Mapping[str, Told] = {str(number): one for number, one in enumerate(told)}
    entries = {(name, event.time): _entry(one, one.timeline.times[event.time], event)
               for name, one in by_name.items() for event in one.timeline.events}
    if len(told) > 1:
        from reader_tui.analysis.time.merging import merge_events  # with the whole grammar of time

        for merged in merge_events({name: one.timeline for name, one in by_name.items()}):
            first, *others = ((source.article, source.event.time) for source in merged.sources)
            if others:
                places = entries[first].places + tuple(place for one in others for place in entries.pop(one).places)
                entries[first] = replace(entries[first], places=places)
    return in_order(entries.values())


def _entry(told: Told, when: TimeExpression, event: Event) -> TimelineEntry:
    place = Place(told.article, event.time, when.span, told.title, event.speaker, told.record)
    return TimelineEntry((place,), _what(event.text, when.text), event.text, when.value, when.modifier, when.earliest,
                         when.latest, when.text, told.timeline.reference_date is not None)


def _what(text: str, expression: str) -> str:
    """The clause without the time that it begins with."""
    rest = text.removeprefix(expression).lstrip(_LINKS)
    return rest if len(rest) > 1 else text


def nearest_event(timeline: Timeline, start: int, end: int, cursor: int | None = None) -> int | None:
    """The time expression of the event nearest to the reading position; None where there are no events.

    That is the cursor where it is shown, else the page from ``start`` to ``end`` (source offsets): its first event.
    """
    best: tuple[int, int] | None = None
    for event in timeline.events:
        at = timeline.times[event.time].span.start
        if cursor is not None:
            distance = 0 if at <= cursor < event.span.end else abs(at - cursor)
        else:
            distance = 0 if start <= at < end else min(abs(at - start), abs(at - end))
        if best is None or distance < best[0]:
            best = distance, event.time
    return best[1] if best is not None else None
