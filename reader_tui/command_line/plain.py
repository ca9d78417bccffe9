"""An article, its claims and its timeline as plain text: for screen readers, pipes and terminals that draw nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from reader_tui.analysis.claims.export import as_table as claims_table
from reader_tui.analysis.pipeline import analyse_document
from reader_tui.analysis.time.events import in_order
from reader_tui.analysis.time.export import value_words
from reader_tui.analysis.time.model import Timeline
from reader_tui.command_line.output import NARROWEST, output_width
from reader_tui.text.layout import LayoutOptions, iter_rows
from reader_tui.text.load import load, load_folder
from reader_tui.text.model import Document, Span
from reader_tui.text.repair.notices import as_shown
from reader_tui.text.sanitize import sanitize, sanitize_line
from reader_tui.text.views import TextView

_INDENT = "    "
_LONGEST_RULE = 40
"""Cells of the line between two articles."""


def print_plain(names: Sequence[str], *, encoding: str | None = None, reference_date: date | None = None,
                width: int | None = None) -> int:
    """Print each article with what is known of it; the exit status. `LoadError` where one cannot be read."""
    cells = output_width(width)
    for number, name in enumerate(_files(names)):
        document = load(name, encoding=encoding)
        if number:
            sys.stdout.write(f"\n{'─' * min(cells, _LONGEST_RULE)}\n\n")
        for line in plain_lines(document, cells, reference_date):
            sys.stdout.write(line + "\n")
    return 0


def plain_lines(document: Document, width: int, reference_date: date | None = None) -> Iterator[str]:
    """The repaired article in lines of at most ``width`` cells, then its claims, then its timeline.

    One line stands in place of each passage that a repair hides. Sections begin with a line of words, not of drawing,
    and nothing in a line is obeyed by a terminal.
    """
    analysis = analyse_document(document, reference_date)
    text = TextView.edited(document.text, as_shown(analysis.repairs.edits)).text.lstrip("\n")
    title = _title_above(document.title, analysis.repaired)
    facts = " · ".join(filter(None, (title, document.meta.get("author", ""), document.date or "")))
    if facts:
        yield from _wrapped(sanitize_line(facts), width)
        yield ""
    yield from _wrapped(sanitize(text).rstrip("\n"), width)
    yield from ("", "Claims", "")
    yield from _wrapped_table(claims_table(analysis.claims, width=width), width)
    yield from ("", "Timeline", "")
    yield from _timeline_lines(analysis.timeline, width)


def _title_above(title: str, repaired: TextView) -> str:
    """The title, unless the text begins with it, as it is repaired or as it was written."""
    first = repaired.text.lstrip().split("\n", 1)[0].rstrip()
    start = repaired.text.find(first)
    written = repaired.span_to_source(Span(start, start + len(first))).of(repaired.source)
    return "" if title.strip() in (first, written.strip()) else title


def _timeline_lines(timeline: Timeline, width: int) -> Iterator[str]:
    """What is dated in the order of time, then what is not in the order of the text: when, and below it what."""
    yield from _wrapped(f"reference date: {timeline.reference_date or 'unknown'}", width)
    if not timeline.events:
        yield from _wrapped("no dates found", width)
    for time, event in in_order(timeline):
        yield from _wrapped(sanitize_line(f"{value_words(time.value)}: {time.text}"), width)
        told = f"{event.text} ({event.speaker})" if event.speaker else event.text
        for line in _wrapped(sanitize_line(told), max(NARROWEST, width - len(_INDENT))):
            yield _INDENT + line


def _files(names: Sequence[str]) -> Iterator[str]:
    """The files named, and those of the folders named."""
    for name in names:
        if name != "-" and Path(name).is_dir():
            yield from map(str, load_folder(name))
        else:
            yield name


def _wrapped(text: str, width: int) -> Iterator[str]:
    text = text.replace("\t", " ")
    return (text[row.start : row.visible_end] for row in iter_rows(text, LayoutOptions(width)))


def _wrapped_table(table: str, width: int) -> Iterator[str]:
    """The lines of a table, those that are too long wrapped."""
    for line in table.rstrip("\n").split("\n"):
        yield from _wrapped(sanitize_line(line), width) if line.strip() else iter([""])
