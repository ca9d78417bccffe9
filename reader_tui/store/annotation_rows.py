"""Annotations as rows of the database."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from reader_tui.store.records import Annotation
from reader_tui.text.model import Quote, Span

COLUMNS = "SELECT annotation.*, snapshot.sha256 FROM annotation JOIN snapshot ON snapshot.id = annotation.snapshot"


def from_row(row: sqlite3.Row) -> Annotation:
    """An annotation from a row of `COLUMNS`."""
    span = None if row["place_start"] is None else Span(row["place_start"], row["place_end"])
    return Annotation(
        uuid=row["uuid"], article=row["article"], sha256=row["sha256"], anchor=Span(row["start"], row["end"]),
        quote=Quote(row["exact"], row["prefix"], row["suffix"]), motivation=row["motivation"], colour=row["colour"],
        body=row["body"], tags=tuple(json.loads(row["tags"])), created=row["created"], modified=row["modified"],
        rev=row["rev"], deleted=row["deleted"], copy_of=row["copy_of"], span=span, state=row["state"],
        score=row["score"])


def insert(connection: sqlite3.Connection, annotation: Annotation, snapshot: int) -> None:
    """Write a new annotation; ``snapshot`` is the row of the version it is anchored in."""
    values = _values(annotation, snapshot)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(f"INSERT INTO annotation ({names}) VALUES ({marks})", values)


def write(connection: sqlite3.Connection, annotation: Annotation, snapshot: int) -> None:
    """Overwrite an annotation, all columns; the caller has checked the revision in this transaction."""
    values = _values(annotation, snapshot)
    pairs = ", ".join(f'"{name}" = :{name}' for name in values if name != "uuid")
    connection.execute(f"UPDATE annotation SET {pairs} WHERE uuid = :uuid", values)


def _values(annotation: Annotation, snapshot: int) -> dict[str, Any]:
    a = annotation
    return {
        "uuid": a.uuid, "article": a.article, "snapshot": snapshot, "start": a.anchor.start, "end": a.anchor.end,
        "exact": a.quote.exact, "prefix": a.quote.prefix, "suffix": a.quote.suffix, "motivation": a.motivation,
        "colour": a.colour, "body": a.body, "tags": json.dumps(a.tags, ensure_ascii=False), "created": a.created,
        "modified": a.modified, "rev": a.rev, "deleted": a.deleted, "copy_of": a.copy_of,
        "place_start": a.span.start if a.span else None, "place_end": a.span.end if a.span else None,
        "state": a.state, "score": a.score}
