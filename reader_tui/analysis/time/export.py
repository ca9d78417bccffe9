"""Timelines for other programs and for people: JSON, CSV, iCalendar, Markdown, a table."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from reader_tui.analysis.claims.export import neutral
from reader_tui.analysis.time.events import in_order
from reader_tui.analysis.time.merging import MergedEvent
from reader_tui.analysis.time.model import Event, TimeExpression, Timeline
from reader_tui.text.layout import LayoutOptions, layout
from reader_tui.text.sanitize import sanitize_line
from reader_tui.text.width import cell_len

_COLUMNS = ("value", "precision", "modifier", "earliest", "latest", "expression", "start", "end", "speaker", "event")
_WIDEST_VALUE = 21
"""Cells of the first column: an interval of days."""
_NARROWEST = 20
_TENSES = {"PAST_REF": "past", "PRESENT_REF": "present", "FUTURE_REF": "future"}
_LINE_BYTES = 75
"""The longest content line of a calendar file (RFC 5545, 3.1)."""


def as_json(identity: str, timeline: Timeline, text: str) -> dict[str, Any]:
    """``{"id", "reference_date", "times": [...], "events": [...]}``; texts are exactly those of ``text[start:end]``.

    ``earliest`` and ``latest`` are local times (ISO 8601) between which the time lies, the second one exclusive; null
    where a side is open or no calendar holds it. ``head`` is the place of the words that tell what happened.
    """
    return {
        "id": identity,
        "reference_date": timeline.reference_date,
        "times": [{"text": one.span.of(text), "start": one.span.start, "end": one.span.end, "value": one.value,
                   "precision": one.precision, "modifier": one.modifier, "earliest": _iso(one.earliest),
                   "latest": _iso(one.latest)} for one in timeline.times],
        "events": [{"time": event.time, "start": event.span.start, "end": event.span.end, "text": event.span.of(text),
                    "head": None if event.head is None else {"start": event.head.start, "end": event.head.end},
                    "speaker": event.speaker} for event in timeline.events],
    }


def _iso(moment: datetime | None) -> str | None:
    """Date, or date and time to the minute where it is not midnight."""
    if moment is None:
        return None
    return moment.date().isoformat() if moment.time() == time() else moment.isoformat(timespec="minutes")


def as_table(timeline: Timeline, *, width: int = 80) -> str:
    """A paragraph an event in the order of time, no row wider than ``width`` cells: value, then what happened."""
    head = f"reference date: {timeline.reference_date or 'unknown'}\n"
    rows = in_order(timeline)
    if not rows:
        return head + "no dates found\n"
    column = min(_WIDEST_VALUE, max(cell_len(_value(one)) for one, _ in rows))
    lines = [line for one, event in rows
             for line in _table_rows(_value(one), _told(event), column, max(width, column + _NARROWEST))]
    return head + "\n".join(lines) + "\n"


def merged_as_table(merged: Sequence[MergedEvent], *, width: int = 80) -> str:
    """The same for events of several articles; behind each what articles tell of it."""
    if not merged:
        return "no dates found\n"
    column = min(_WIDEST_VALUE, max(cell_len(value_words(one.value)) for one in merged))
    lines = [line for one in merged
             for line in _table_rows(value_words(one.value), f"{one.text} [{', '.join(one.articles)}]", column,
                                     max(width, column + _NARROWEST))]
    return "\n".join(lines) + "\n"


def _table_rows(value: str, told: str, column: int, width: int) -> Iterator[str]:
    text = sanitize_line(told)
    label = value
    if cell_len(value) > column:
        yield value
        label = ""
    for row in layout(text, LayoutOptions(width=width - column - 2)):
        yield f"{label:<{column}}  {text[row.start : row.visible_end].strip()}".rstrip()
        label = ""


def value_words(value: str) -> str:
    """A value for people: of a time that is not dated its tense, or that it is relative to what the text tells.

    >>> value_words("PAST_REF"), value_words("after(P3Y, event)"), value_words("2025-05")
    ('past', 'relative', '2025-05')
    """
    return "relative" if value.startswith(("after(", "before(")) else _TENSES.get(value, value)


def _value(one: TimeExpression) -> str:
    """The value for people, with the hour where one is told."""
    if one.precision in ("hour", "minute") and one.earliest is not None:
        return f"{one.earliest:%Y-%m-%d %H:%M}"
    return value_words(one.value)


def _told(event: Event) -> str:
    return f"{event.text} ({event.speaker})" if event.speaker else event.text


def as_csv(timeline: Timeline) -> str:
    """A row an event; cells that a spreadsheet would run as a formula get an apostrophe before them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one, event in in_order(timeline):
        row = (one.value, one.precision, one.modifier or "", _iso(one.earliest) or "", _iso(one.latest) or "", one.text,
               one.span.start, one.span.end, event.speaker or "", sanitize_line(event.text))
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def as_markdown(timeline: Timeline) -> str:
    """A list, an item an event, markup characters of the text escaped."""
    lines = [f"- **{_value(one)}** {_escaped(_told(event))}" for one, event in in_order(timeline)]
    return "\n".join([f"Reference date: {timeline.reference_date or 'unknown'}", "", *lines]) + "\n"


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\`*_[]<>#|~&!" else character for character in sanitize_line(text))


def as_ical(timeline: Timeline) -> str:
    """iCalendar (RFC 5545): an event for each dated one that has both ends; whole days, or the hour that is told.

    Hours are floating local times, since an article rarely tells its zone. Open and vague times are left out: a
    calendar has no place for them.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reader-tui//timeline//EN", "CALSCALE:GREGORIAN"]
    for one, event in in_order(timeline):
        if one.earliest is None or one.latest is None:
            continue
        identity = hashlib.sha256(f"{one.value} {event.span} {event.text}".encode()).hexdigest()[:24]
        note = f"{one.text} ({one.value})" + (f"\n{event.speaker}" if event.speaker else "")
        lines += ["BEGIN:VEVENT", f"UID:{identity}@reader-tui", "DTSTAMP:19700101T000000Z",
                  *_ical_times(one.earliest, one.latest, has_hour=one.precision in ("hour", "minute")),
                  "SUMMARY:" + _ical_text(sanitize_line(event.text)), "DESCRIPTION:" + _ical_text(note),
                  "TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def _ical_times(earliest: datetime, latest: datetime, *, has_hour: bool) -> tuple[str, str]:
    """DTSTART and DTEND; the end is the first moment after, whole days where no hour is told."""
    if has_hour:
        return (f"DTSTART:{_basic(earliest)}T{earliest:%H%M%S}", f"DTEND:{_basic(latest)}T{latest:%H%M%S}")
    after = latest if latest.time() == time() else latest + timedelta(days=1)
    return f"DTSTART;VALUE=DATE:{_basic(earliest)}", f"DTEND;VALUE=DATE:{_basic(after)}"


def _basic(moment: datetime) -> str:
    return moment.date().isoformat().replace("-", "")


def _ical_text(text: str) -> str:
    """TEXT of RFC 5545 (3.3.11): backslash, semicolon, comma and line break escaped.

    >>> _ical_text("a;b,c\\nd")
    'a\\\\;b\\\\,c\\\\nd'
    """
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join("\\n" if character == "\n" else character for character in escaped if character >= " " or character == "\n")


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 bytes, no character cut (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > _LINE_BYTES - 1:
            pieces.append(piece)
            piece, size = "", 0
        piece += character
        size += width
    return "\r\n ".join([*pieces, piece]) + "\r\n"
