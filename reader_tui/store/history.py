"""The log of every step on an annotation, for undo and redo across sessions and programs.

An entry holds the annotation before and after. Undo writes ``before`` back, redo ``after``; a new step makes what
was undone unreachable for redo, but it stays in the log. A step on something that was changed since is not undone.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from reader_tui.store.annotation_rows import COLUMNS, from_row, write
from reader_tui.store.bodies import snapshot_id, stored_text
from reader_tui.store.db import Store
from reader_tui.store.records import Annotation
from reader_tui.store.versions import Anchorers
from reader_tui.text.model import Quote, Span

Kind = Literal["create", "change", "delete", "import"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was undone or redone."""

    kind: Kind
    annotation: Annotation
    """As it is now."""
    done: bool
    """False where it was changed since by another program, so that nothing was done."""


def log(store: Store, connection: sqlite3.Connection, kind: Kind, before: Annotation | None,
        after: Annotation) -> None:
    """Append a step, as part of the caller's transaction."""
    connection.execute("UPDATE event SET status = 'past' WHERE status = 'undone'")
    connection.execute("INSERT INTO event (time, kind, uuid, before, after) VALUES (?, ?, ?, ?, ?)",
                       (store.now(), kind, after.uuid, None if before is None else _dumped(before), _dumped(after)))


def undo(store: Store) -> Step | None:
    """Take the last step back that was not; None where there is none."""
    return _step(store, "SELECT * FROM event WHERE status = 'done' ORDER BY id DESC LIMIT 1", "undone")


def redo(store: Store) -> Step | None:
    """Take the step again that was undone last; None where there is none."""
    return _step(store, "SELECT * FROM event WHERE status = 'undone' ORDER BY id LIMIT 1", "done")


def _step(store: Store, sql: str, status: str) -> Step | None:
    with store.writing() as connection:
        row = store.row(sql)
        if row is None:
            return None
        after = _loaded(row["after"])
        before = replace(after, deleted=store.now()) if row["before"] is None else _loaded(row["before"])
        wanted, expected = (before, after) if status == "undone" else (after, before)
        current = from_row(store.rows(f"{COLUMNS} WHERE uuid = ?", (after.uuid,))[0])
        if not _is_like(current, expected):
            connection.execute("UPDATE event SET status = 'past' WHERE id = ?", (row["id"],))
            return Step(row["kind"], expected, done=False)
        result = _placed(store, replace(wanted, rev=current.rev + 1, modified=store.now()))
        write(connection, result, snapshot_id(store, result.sha256))
        connection.execute("UPDATE event SET status = ? WHERE id = ?", (status, row["id"]))
    return Step(row["kind"], result, done=True)


def _is_like(current: Annotation, expected: Annotation) -> bool:
    """Whether an annotation still says what the log says it said; its revision counts undoing too, so it may differ."""
    return _said(current) == _said(expected)


def _said(a: Annotation) -> tuple[object, ...]:
    return a.motivation, a.colour, a.body, a.tags, a.deleted is None, a.sha256, a.anchor


def _placed(store: Store, annotation: Annotation) -> Annotation:
    """The annotation where it lies in the article's current version, which may not be that of the log."""
    row = store.rows("SELECT snapshot, sha256 FROM article JOIN snapshot ON snapshot.id = snapshot "
                     "WHERE article.id = ?", (annotation.article,))[0]
    anchorers = Anchorers(store, row["snapshot"], stored_text(store, row["sha256"]))
    found = anchorers.find(snapshot_id(store, annotation.sha256), annotation.anchor, annotation.quote)
    return replace(annotation, span=found.span, state=found.state, score=found.score)


def _dumped(annotation: Annotation) -> str:
    return json.dumps(asdict(annotation), ensure_ascii=False)


def _loaded(text: str) -> Annotation:
    values: dict[str, Any] = json.loads(text)
    for name in ("anchor", "span"):
        values[name] = None if values[name] is None else Span(**values[name])
    return Annotation(**{**values, "quote": Quote(**values["quote"]), "tags": tuple(values["tags"])})
