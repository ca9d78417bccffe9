"""The verbs about the library: add, list, search, doctor."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from reader_tui.command_line.opened_library import build_anew, index, library_of, with_store
from reader_tui.command_line.output import (
    InputError,
    Progress,
    emphasis,
    fit,
    output_width,
    warn,
    write_json,
    write_lines,
)
from reader_tui.command_line.web_pages import save_page
from reader_tui.config import home_folder
from reader_tui.fetch import is_web_address
from reader_tui.store import doctor
from reader_tui.store.adding import add_files, find_files
from reader_tui.store.db import IndexDamaged, Store
from reader_tui.store.library import Library, Outcome, Sort
from reader_tui.store.records import ArticleRecord, LibraryFilter, SearchHit
from reader_tui.text.counting import counted
from reader_tui.text.load import LoadError, load
from reader_tui.text.sanitize import sanitize_line

_PAGE = 1000
"""Articles listed at a time."""
_LEVELS = {"good": "ok     ", "note": "note   ", "problem": "PROBLEM"}


def run(options: Namespace) -> int:
    """Do what a verb about the library asks for; the exit status."""
    if options.verb == "doctor":
        return _examine(options)
    work = {"add": _add, "list": _list, "search": _search}[options.verb]
    return with_store(home_folder(options.home), lambda store: work(options, store))


def _add(options: Namespace, store: Store) -> int:
    paths = [Path(name) for name in options.paths if name != "-" and not is_web_address(name)]
    for path in paths:
        if not os.path.lexists(path):
            raise InputError(f"{path}: no such file")
    library = library_of(store)
    progress = Progress("adding")
    failed: list[str] = []
    try:
        single = Counter(_single(options, library, failed))
        report = add_files(library, find_files(paths), progress, encoding=options.encoding)
        index(library)
    except KeyboardInterrupt:
        progress.end()
        warn("stopped; what was added is kept, and the same command takes up from there")
        raise
    finally:
        progress.end()
    report = replace(report, new=report.new + single["new"], versions=report.versions + single["version"],
                     known=report.known + single["known"],
                     failed=(*failed, *report.failed))
    for sentence in report.failed:
        warn(f"skipped: {sentence}")
    write_lines([str(report)])
    return 2 if len(report.failed) and not (report.new or report.versions or report.known or report.unchanged) else 0


def _single(options: Namespace, library: Library, failed: list[str]) -> Iterator[Outcome]:
    """Add what is no file: web pages, and standard input; sentences about what failed go to ``failed``."""
    for name in options.paths:
        try:
            if is_web_address(name):
                page = save_page(name, home_folder(options.home), allow_private=options.allow_private)
                yield library.add(page.document, index=False).outcome
            elif name == "-":
                yield library.add(load("-", encoding=options.encoding), index=False).outcome
        except LoadError as error:
            failed.append(str(error))


def _list(options: Namespace, store: Store) -> int:
    library = Library(store)
    which = LibraryFilter(" ".join(options.words), options.tag, options.source, options.script, options.date,
                          unread=True if options.unread else False if options.read else None)
    records = listed(library, which, options.sort, options.limit)
    if options.json:
        write_json([asdict(record) for record in records])
        return 0
    width = output_width() if sys.stdout.isatty() else None
    for record in records:
        write_lines([article_line(record, width)])
    return 0


def listed(library: Library, which: LibraryFilter, sort: Sort, limit: int | None = None) -> Iterator[ArticleRecord]:
    """The articles that pass the filter, some at a time, ``limit`` at most."""
    offset = 0
    while limit is None or offset < limit:
        size = _PAGE if limit is None else min(_PAGE, limit - offset)
        page = library.articles(which, sort, limit=size, offset=offset)
        yield from page
        if len(page) < size:
            return
        offset += size


def article_line(record: ArticleRecord, width: int | None = None) -> str:
    """An article in a line: number, how much is read, date, title, where from, notes, tags.

    Cut to ``width`` cells where that is given.
    """
    read = "new" if record.opened is None else f"{record.progress:.0%}"
    told = [record.title, record.source, counted(record.notes, "note") if record.notes else "",
            " ".join(f"#{tag}" for tag in record.tags)]
    line = sanitize_line(f"{record.id:>6}  {read:>4}  {record.date or '':<10}  {' · '.join(filter(None, told))}")
    return line if width is None else fit(line, width)


def _search(options: Namespace, store: Store) -> int:
    library = library_of(store)
    if not store.read_only:
        index(library)
    query = " ".join(options.words)
    try:
        hits = library.search(query, options.limit)
    except IndexDamaged as damage:
        build_anew(library, damage)
        hits = library.search(query, options.limit)
    if options.json:
        write_json([{**asdict(hit.article), "spans": [asdict(span) for span in hit.spans], "snippet": hit.snippet,
                     "marks": [asdict(mark) for mark in hit.marks]} for hit in hits])
        return 0
    width = output_width() if sys.stdout.isatty() else None
    for hit in hits:
        sys.stdout.write(f"{article_line(hit.article, width)}\n        {_snippet(hit)}\n")
    return 0


def _snippet(hit: SearchHit) -> str:
    """The text around the words found, these in bold, with an ellipsis where it goes on."""
    before, behind = ("…" if goes_on else "" for goes_on in hit.goes_on)
    parts, at = [before], 0
    for mark in sorted(hit.marks):
        if mark.start >= at:
            parts += [sanitize_line(hit.snippet[at : mark.start]), emphasis(sanitize_line(mark.of(hit.snippet)))]
            at = mark.end
    return "".join([*parts, sanitize_line(hit.snippet[at:]), behind])


def _examine(options: Namespace) -> int:
    """Print what the doctor finds; 1 where there is something to do."""
    findings = doctor.check(home_folder(options.home))
    if options.json:
        write_json([asdict(finding) for finding in findings])
    else:
        width = max(len(finding.matter) for finding in findings)
        write_lines([f"{_LEVELS[finding.level]} {finding.matter:<{width}}  {finding.message}" for finding in findings])
    return 1 if any(finding.level == "problem" for finding in findings) else 0
