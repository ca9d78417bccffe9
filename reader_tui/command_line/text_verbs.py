"""The verbs about one text: restore, convert, claims, timeline; for a file, a pipe or JSON lines."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from reader_tui.command_line.output import InputError, as_json, output_width, warn, write_json, write_text
from reader_tui.home import home_path
from reader_tui.text.load import load, open_regular
from reader_tui.text.model import Document

if TYPE_CHECKING:
    from reader_tui.analysis.speakers import AliasTable
    from reader_tui.user_rules import UserRule

Result = dict[str, Any]
Work = Callable[[str, Document], Result]
"""An id and an article to the object that answers it."""


def restore_json(identity: str, document: Document, rules: Sequence[UserRule] = ()) -> Result:
    """The repaired text and every edit that made it; what is wrong with one of the user's own rules is told."""
    from reader_tui.text.repair.export import as_json
    from reader_tui.user_rules import repair_as_wanted

    repairs = repair_as_wanted(document, rules)
    for note in repairs.notes:
        warn(note)
    return as_json(identity, document.text, repairs)


def own_rules(options: Namespace) -> tuple[UserRule, ...]:
    """The rules of the file that ``--rules`` names; `InputError` where it cannot be used."""
    from reader_tui.user_rules import RuleError, read_rules

    if options.rules is None:
        return ()
    try:
        return read_rules(Path(options.rules).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, RuleError) as error:
        raise InputError(f"{options.rules}: {getattr(error, 'strerror', None) or error}") from None


@cache
def spellings() -> AliasTable:
    """The spellings of speakers, those of the user's ``aliases.toml`` among them; what is wrong there is told once."""
    from reader_tui.aliases import load_aliases

    table, faults = load_aliases(Path(home_path()))
    for fault in faults:
        warn(fault)
    return table


def claims_json(identity: str, document: Document) -> Result:
    """Who says what; found in the repaired text, told in places of the text that was sent."""
    from reader_tui.analysis.claims.export import as_json
    from reader_tui.analysis.pipeline import analyse_document

    claims = analyse_document(document, aliases=spellings()).claims
    return as_json(identity, list(claims), document.text)


def timeline_json(identity: str, document: Document) -> Result:
    """Times and events; found in the repaired text, told in places of the text that was sent."""
    from reader_tui.analysis.pipeline import analyse_document
    from reader_tui.analysis.time.export import as_json

    timeline = analyse_document(document).timeline
    return as_json(identity, timeline, document.text)


def given_date(text: str | None) -> date | None:
    """An ISO date; `InputError` for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"not a date: {text} (2025-05-20 is one)") from None


def read_document(name: str, *, encoding: str | None = None, day: str | None = None) -> Document:
    """The article of a file or of ``-``; `LoadError` where there is none."""
    document = load(name, encoding=encoding)
    return document if day is None else _dated(document, day)


def _dated(document: Document, day: str) -> Document:
    from dataclasses import replace

    given_date(day)
    return replace(document, date=day)


def json_lines(lines: TextIO) -> Iterator[tuple[str, Document]]:
    """Ids and articles of a stream of JSON objects, one a line; `InputError` names the line that is wrong."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _item(number, line.removeprefix("\ufeff"))


def _item(number: int, line: str) -> tuple[str, Document]:
    try:
        line.encode("utf-8")  # bytes that are none were read as lone surrogates
        item = json.loads(line)
    except UnicodeEncodeError:
        raise InputError(f"line {number} of the input is not UTF-8") from None
    except (ValueError, RecursionError):
        raise InputError(f"line {number} of the input is not JSON") from None
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or "id" not in item:
        raise InputError(f"line {number} of the input lacks an id or a text")
    day = item.get("date")
    if day is not None:
        given_date(str(day))
    return item["id"], Document(item["text"], date=str(day) if day is not None else None)


def answer_file(work: Work, name: str) -> None:
    """Answer the JSON lines of a file, or of ``-`` as they come; an `InputError` about a file names it."""
    if name == "-":
        run_json_lines(work, sys.stdin, sys.stdout)
        return
    with os.fdopen(open_regular(Path(name)).descriptor, encoding="utf-8", errors="surrogateescape") as lines:
        try:
            run_json_lines(work, lines, sys.stdout)
        except InputError as error:
            raise InputError(f"{name}: {error}") from None


def run_json_lines(work: Work, lines: TextIO, out: TextIO) -> None:
    """Answer each object as it comes: same ids, same order."""
    for identity, document in json_lines(lines):
        out.write(as_json(work(identity, document)) + "\n")
        out.flush()


JSON: dict[str, Work] = {"restore": restore_json, "claims": claims_json, "timeline": timeline_json}
"""What each verb answers in JSON."""


def run(options: Namespace) -> int:
    """Do what a verb about one text asks for; the exit status."""
    if options.verb == "convert":
        from reader_tui import convert_verb

        return convert_verb.run(options)
    work = JSON[options.verb]
    if options.verb == "restore":
        work = partial(restore_json, rules=own_rules(options))
    if options.jsonl:
        answer_file(work, options.file)
        return 0
    document = read_document(options.file, encoding=options.encoding, day=getattr(options, "date", None))
    if options.json:
        write_json(work(options.file, document))
    else:
        write_text(as_text(options, document))
    return 0


def as_text(options: Namespace, document: Document) -> str:
    """What a verb prints for people, or for spreadsheets and calendars where asked."""
    if options.verb == "restore":
        return str(restore_json("", document, own_rules(options))["text"])
    from reader_tui.analysis.pipeline import analyse_document

    analysis = analyse_document(document, aliases=spellings())
    if options.verb == "claims":
        from reader_tui.analysis.claims import export as claims_export

        if options.csv:
            return claims_export.as_csv(analysis.claims)
        return claims_export.as_table(analysis.claims, width=output_width(options.width))
    from reader_tui.analysis.time import export

    form = next((name for name in ("csv", "ical", "markdown") if getattr(options, name)), None)
    if form is None:
        return export.as_table(analysis.timeline, width=output_width(options.width))
    return {"csv": export.as_csv, "ical": export.as_ical, "markdown": export.as_markdown}[form](analysis.timeline)
