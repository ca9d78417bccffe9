"""Highlights, notes and bookmarks: made, changed, deleted, undone; two programs at once lose nothing.

A change names the revision it was made from. Where another program was faster, both versions are kept: the other's
under the identity they share, this one as a copy. Deleting only marks; every step is in the log (`history`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from reader_tui.store import history
from reader_tui.store.annotation_rows import COLUMNS, from_row, insert, write
from reader_tui.store.bodies import snapshot_id, snapshot_text
from reader_tui.store.db import Store
from reader_tui.store.history import Step
from reader_tui.store.records import COLOURS, Annotation, Motivation
from reader_tui.store.versions import Anchorers
from reader_tui.text.alignment import fold_for_matching
from reader_tui.text.anchor import Anchored, make_quote
from reader_tui.text.model import Span


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a change."""

    annotation: Annotation
    conflict: Annotation | None = None
    """What another program had made of it meanwhile: it was kept too, and ``annotation`` is a copy beside it."""


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations to list; every field that is set must hold."""

    text: str = ""
    """Words of the quote, note, tags or article title, in either script."""
    tag: str | None = None
    colour: str | None = None
    article: int | None = None
    motivation: Motivation | None = None
    state: str | None = None
    since: str | None = None
    """The first day of the last change, ``2025-05-20`` or its beginning."""
    until: str | None = None
    """The last day of the last change."""


class Annotations:
    """The annotations of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, article: int, span: Span, *, motivation: Motivation = "highlighting", colour: str = "yellow",
               body: str = "", tags: Iterable[str] = ()) -> Annotation:
        """Annotate ``span`` of the article's current version; ValueError for a span or a colour there is not."""
        if colour not in COLOURS:
            raise ValueError(f"no such colour: {colour} ({', '.join(COLOURS)})")
        row = self._store.rows("SELECT snapshot.id, sha256, text FROM article JOIN snapshot "
                               "ON snapshot.id = article.snapshot WHERE article.id = ?", (article,))[0]
        text = snapshot_text(self._store, row["id"])
        if span.end > len(text):
            raise ValueError(f"the article ends at {len(text)}, not at {span.end}")
        now = self._store.now()
        annotation = Annotation(str(uuid.uuid4()), article, row["sha256"], span, make_quote(text, span), motivation,
                                colour, body, clean_tags(tags), now, now, 1, span=span)
        with self._store.writing() as connection:
            insert(connection, annotation, row["id"])
            history.log(self._store, connection, "create", None, annotation)
        return annotation

    def change(self, annotation: Annotation, *, colour: str | None = None, body: str | None = None,
               tags: Iterable[str] | None = None, motivation: Motivation | None = None) -> Saved:
        """Change what is given. ``annotation`` is what the change was made from; see the module for conflicts."""
        changed = replace(
            annotation, colour=annotation.colour if colour is None else colour,
            body=annotation.body if body is None else body,
            tags=annotation.tags if tags is None else clean_tags(tags),
            motivation=annotation.motivation if motivation is None else motivation)
        if changed.colour not in COLOURS:
            raise ValueError(f"no such colour: {changed.colour} ({', '.join(COLOURS)})")
        return self._save("change", annotation, changed)

    def attach(self, annotation: Annotation, span: Span) -> Saved:
        """Put an orphan, or any annotation, to a passage of the article's current version by the user's word."""
        row = self._store.rows("SELECT snapshot.id, sha256 FROM article JOIN snapshot ON snapshot.id = snapshot "
                               "WHERE article.id = ?", (annotation.article,))[0]
        quote = make_quote(snapshot_text(self._store, row["id"]), span)
        return self._save("change", annotation, replace(annotation, sha256=row["sha256"], anchor=span, quote=quote,
                                                        span=span, state="exact", score=1.0))

    def delete(self, annotation: Annotation) -> Saved:
        """Delete; `undo` brings it back. One that was changed elsewhere meanwhile is kept, as the conflict."""
        return self._save("delete", annotation, replace(annotation, deleted=self._store.now()))

    def _save(self, kind: history.Kind, before: Annotation, changed: Annotation) -> Saved:
        with self._store.writing() as connection:
            current = self._current(before.uuid)
            after = replace(changed, rev=before.rev + 1, modified=self._store.now())
            if current is not None and current.rev == before.rev:
                write(connection, after, snapshot_id(self._store, after.sha256))
                history.log(self._store, connection, kind, current, after)
                return Saved(after)
            if kind == "delete":
                return Saved(current or after, conflict=current)
            copy = replace(after, uuid=str(uuid.uuid4()), rev=1, copy_of=before.uuid, deleted=None)
            insert(connection, copy, snapshot_id(self._store, copy.sha256))
            history.log(self._store, connection, "create", None, copy)
            return Saved(copy, conflict=current)

    def undo(self) -> Step | None:
        """Take the last step back, also one of an earlier session; None where there is none."""
        return history.undo(self._store)

    def redo(self) -> Step | None:
        """Take the step that was undone last again; None where there is none."""
        return history.redo(self._store)

    def get(self, identity: str) -> Annotation:
        """The annotation of that uuid, deleted or not; KeyError where there is none."""
        found = self._current(identity)
        if found is None:
            raise KeyError(identity)
        return found

    def of_article(self, article: int) -> list[Annotation]:
        """An article's annotations in reading order, the orphans last."""
        return self._select("WHERE annotation.article = ? AND deleted IS NULL "
                            "ORDER BY place_start IS NULL, place_start, place_end, created, uuid", (article,))

    def find(self, which: AnnotationFilter | None = None) -> list[Annotation]:
        """Annotations of the whole library that pass the filter, the last changed first."""
        which = which or AnnotationFilter()
        where, values = _condition(which)
        found = self._select(f"{where} ORDER BY modified DESC, annotation.rowid DESC", values)
        words = fold_for_matching(which.text).split()
        if not words:
            return found
        titles = {row["id"]: row["haystack"] for row in self._store.rows(
            "SELECT DISTINCT article.id, haystack FROM article JOIN annotation ON annotation.article = article.id")}
        return [a for a in found if all(word in _haystack(a, titles[a.article]) for word in words)]

    def candidates(self, annotation: Annotation) -> Anchored:
        """Where an orphan may belong in the article's current version, the likeliest first."""
        row = self._store.rows("SELECT snapshot FROM article WHERE id = ?", (annotation.article,))[0]
        anchorers = Anchorers(self._store, row["snapshot"], snapshot_text(self._store, row["snapshot"]))
        return anchorers.find(snapshot_id(self._store, annotation.sha256), annotation.anchor, annotation.quote)

    def _current(self, identity: str) -> Annotation | None:
        return next(iter(self._select("WHERE uuid = ?", (identity,))), None)

    def _select(self, where: str, values: Iterable[Any]) -> list[Annotation]:
        return [from_row(row) for row in self._store.rows(f"{COLUMNS} {where}", tuple(values))]


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without doubles and stray spaces, in the order given.

    >>> clean_tags(["芯片 ", "芯片", " "])
    ('芯片',)
    """
    return tuple(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip()))


def _condition(which: AnnotationFilter) -> tuple[str, list[object]]:
    parts: list[str] = ["deleted IS NULL",
                        "annotation.article NOT IN (SELECT id FROM article WHERE removed IS NOT NULL)"]
    values: list[object] = []
    simple = {"colour": which.colour, "annotation.article": which.article, "motivation": which.motivation,
              "state": which.state}
    for name, value in simple.items():
        if value is not None:
            parts.append(f"{name} = ?")
            values.append(value)
    if which.tag is not None:
        parts.append("EXISTS (SELECT 1 FROM json_each(annotation.tags) WHERE value = ?)")
        values.append(which.tag)
    if which.since is not None:
        parts.append("modified >= ?")
        values.append(which.since)
    if which.until is not None:
        parts.append("substr(modified, 1, ?) <= ?")
        values += (len(which.until), which.until)
    return "WHERE " + " AND ".join(parts), values


def _haystack(annotation: Annotation, title: str) -> str:
    own = fold_for_matching("\n".join((annotation.quote.exact, annotation.body, *annotation.tags)))
    return f"{own}\n{title}"
