"""Events that several articles tell of, as one with all its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reader_tui.analysis.time.events import order_of
from reader_tui.analysis.time.model import Event, TimeExpression, Timeline
from reader_tui.text.fold import fold_script

_LEAST_ALIKE = 0.5
"""Share of the shorter text's character pairs that both have in common."""
_LEAST_PAIRS = 3


@dataclass(frozen=True, slots=True)
class SourcedEvent:
    """An event in one of several articles."""

    article: str
    time: TimeExpression
    event: Event


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """One event with every place that tells of it, the exactest first."""

    value: str
    earliest: datetime | None
    latest: datetime | None
    text: str
    sources: tuple[SourcedEvent, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that tell of it, each once, in the order of ``sources``."""
        return tuple(dict.fromkeys(source.article for source in self.sources))


def merge_events(by_article: Mapping[str, Timeline]) -> list[MergedEvent]:
    """The dated events of several articles in the order of time, duplicates merged with all their sources.

    ``by_article`` maps an article's id to its timeline. Two events are one where one's time lies within the other's
    and their texts share half of the shorter one's character pairs, whatever the script. Events of one article are
    never merged with each other. Vague events are left out: nothing says that two are the same.
    """
    rows = [SourcedEvent(article, timeline.times[event.time], event) for article, timeline in by_article.items()
            for event in timeline.events if timeline.times[event.time].earliest is not None
            and timeline.times[event.time].latest is not None]
    rows.sort(key=lambda row: (_length(row.time), order_of(row.time)))
    groups: list[list[SourcedEvent]] = []
    pairs: list[frozenset[str]] = []
    by_month: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        told = _pairs(row.event, row.time)
        months = _months(row.time)
        near = dict.fromkeys(index for month in months for index in by_month.get(month, ()))
        home = next((index for index in near if _is_same(groups[index], pairs[index], row, told)), None)
        if home is None:
            home = len(groups)
            groups.append([])
            pairs.append(told)
            for month in months:
                by_month.setdefault(month, []).append(home)
        groups[home].append(row)
    merged = [_merged(group) for group in groups]
    return sorted(merged, key=lambda one: (one.earliest or datetime.max, one.latest or datetime.max, one.text))


def _merged(group: Sequence[SourcedEvent]) -> MergedEvent:
    first = group[0]
    return MergedEvent(first.time.value, first.time.earliest, first.time.latest, first.event.text, tuple(group))


def _is_same(group: Sequence[SourcedEvent], pairs: frozenset[str], row: SourcedEvent, told: frozenset[str]) -> bool:
    if any(one.article == row.article for one in group):
        return False
    inner, outer = group[0].time, row.time
    if inner.earliest is None or inner.latest is None or outer.earliest is None or outer.latest is None:
        return False
    if not (outer.earliest <= inner.earliest and inner.latest <= outer.latest):
        return False
    shorter = min(len(pairs), len(told))
    return shorter >= _LEAST_PAIRS and len(pairs & told) >= _LEAST_ALIKE * shorter


def _pairs(event: Event, time: TimeExpression) -> frozenset[str]:
    """Neighbouring characters of an event's text without its time, in one script."""
    at = time.span.start - event.span.start
    text = fold_script(event.text[:at] + "\n" + event.text[at + len(time.span) :]).casefold()
    return frozenset(text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum())


def _months(time: TimeExpression) -> list[tuple[int, int]]:
    """The months that a time touches, of long spans those of the first ten years."""
    if time.earliest is None or time.latest is None:
        return []
    first = time.earliest.year * 12 + time.earliest.month - 1
    last = time.latest.year * 12 + time.latest.month - 1
    return [divmod(month, 12) for month in range(first, min(last, first + 120) + 1)]


def _length(time: TimeExpression) -> float:
    if time.earliest is None or time.latest is None:
        return float("inf")
    return (time.latest - time.earliest).total_seconds()
