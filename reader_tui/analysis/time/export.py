"""Timelines for other programs and for people: JSON, CSV, iCalendar, Markdown, a table."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Any

from reader_tui.analysis.claims.export import neutral
from reader_tui.analysis.time.model import Event, TimeExpression, Timeline
from reader_tui.text.sanitize import sanitize_line


def as_json(identity: str, timeline: Timeline, text: str) -> dict[str, Any]:
    """``{"id", "reference_date", "times": [...], "events": [...]}``; texts are exactly those of ``text[start:end]``."""
    return {
        "id": identity,
        "reference_date": timeline.reference_date,
        "times": [{"text": time.span.of(text), "start": time.span.start, "end": time.span.end, "value": time.value,
                   "precision": time.precision, "modifier": time.modifier} for time in timeline.times],
        "events": [{"time": event.time, "start": event.span.start, "end": event.span.end, "text": event.span.of(text),
                    "speaker": event.speaker} for event in timeline.events],
    }


def _rows(timeline: Timeline) -> list[tuple[TimeExpression, Event]]:
    """Dated events in the order of time, then the vague ones in reading order."""
    rows = [(timeline.times[event.time], event) for event in timeline.events]
    dated = [row for row in rows if row[0].earliest is not None or row[0].latest is not None]
    vague = [row for row in rows if row[0].earliest is None and row[0].latest is None]
    dated.sort(key=lambda row: (row[0].earliest or row[0].latest, row[0].latest or row[0].earliest, row[1].span))
    return dated + vague


def as_table(timeline: Timeline) -> str:
    """A line an event: value, how it is written, what happened."""
    rows = _rows(timeline)
    head = f"reference date: {timeline.reference_date or 'unknown'}\n"
    if not rows:
        return head + "no dates found\n"
    width = max(len(time.value) for time, _ in rows)
    lines = [sanitize_line(f"{time.value:<{width}}  {time.text}  {event.text}") for time, event in rows]
    return head + "\n".join(lines) + "\n"


def as_csv(timeline: Timeline) -> str:
    """A row an event; cells that a spreadsheet would run as a formula get an apostrophe before them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("value", "precision", "modifier", "expression", "start", "end", "speaker", "event"))
    for time, event in _rows(timeline):
        row = (time.value, time.precision, time.modifier or "", time.text, time.span.start, time.span.end,
               event.speaker or "", event.text)
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def as_markdown(timeline: Timeline) -> str:
    """A list, an item an event, markup characters of the text escaped."""
    lines = [f"- **{time.value}** {_escaped(event.text)}" for time, event in _rows(timeline)]
    return "\n".join([f"Reference date: {timeline.reference_date or 'unknown'}", "", *lines]) + "\n"


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in "\\`*_[]<>#" else character for character in sanitize_line(text))


def as_ical(timeline: Timeline) -> str:
    """RFC 5545: an all-day event for each dated event that has both ends; lines folded at 75 bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reader-tui//timeline//EN"]
    for time, event in _rows(timeline):
        if time.earliest is None or time.latest is None:
            continue
        identity = hashlib.sha256(f"{time.value} {event.span} {event.text}".encode()).hexdigest()[:24]
        lines += ["BEGIN:VEVENT", f"UID:{identity}@reader-tui", "DTSTAMP:19700101T000000Z",
                  f"DTSTART;VALUE=DATE:{time.earliest:%Y%m%d}", f"DTEND;VALUE=DATE:{time.latest:%Y%m%d}",
                  "SUMMARY:" + _ical_text(event.text), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def _ical_text(text: str) -> str:
    safe = sanitize_line(text)
    return safe.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 bytes, no character cut (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode("utf-8"))
        if size + width > 74:
            pieces.append(piece)
            piece, size = "", 0
        piece += character
        size += width
    return "\r\n ".join([*pieces, piece]) + "\r\n"
