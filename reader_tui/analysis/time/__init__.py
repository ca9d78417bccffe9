"""Time expressions, their values, and the events they date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reader_tui.analysis.claims.model import Claim
from reader_tui.analysis.time.bounds import bounds, extent
from reader_tui.analysis.time.events import find_events
from reader_tui.analysis.time.model import Event, TimeExpression, Timeline
from reader_tui.analysis.time.moments import is_common
from reader_tui.analysis.time.recognition import recognise
from reader_tui.analysis.time.speech import speaking_days

__all__ = ["Event", "TimeExpression", "Timeline", "analyse", "bounds"]


def analyse(text: str, reference_date: date | None, *, claims: Sequence[Claim] = ()) -> Timeline:
    """Times and events of a text, relative ones resolved against ``reference_date``.

    Without a reference date (or with one outside the years 101 to 9899) what is relative stays a vague reference:
    the date is not guessed. ``claims`` tell who speaks of an event, and when: inside direct speech relative times are
    seen from the day of speaking.

    >>> [(time.text, time.value) for time in analyse("他昨天說,2024年以來沒有下雨。", date(2025, 3, 2)).times]
    [('昨天', '2025-03-01'), ('2024年以來', '2024/..')]
    """
    if reference_date is not None and not is_common(reference_date.year):
        reference_date = None
    times = []
    recognised = list(recognise(text, reference_date))
    spoken = speaking_days(text, recognised, claims, reference_date)
    for found in recognise(text, reference_date, spoken) if spoken else recognised:
        earliest, latest = extent(found)
        times.append(TimeExpression(found.span, found.span.of(text), found.value, found.precision, found.modifier,
                                    earliest, latest))
    reference = reference_date.isoformat() if reference_date is not None else None
    return Timeline(reference, tuple(times), tuple(find_events(text, times, claims)))
