"""The articles: added once whatever path they come from, each with its versions, place and reading position."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from reader_tui.store.bodies import fill_in, find_snapshot, insert_snapshot, snapshot_text
from reader_tui.store.db import Store
from reader_tui.store.facts import haystack_of, place_value, script_of, source_of, title_of, uri_of
from reader_tui.store.records import ArticleRecord, LibraryFilter, SearchHit
from reader_tui.store.search import FullText, ViewOf
from reader_tui.store.versions import NOTHING_CARRIED, Carried, carry_over
from reader_tui.text.alignment import fold_for_matching
from reader_tui.text.model import Document
from reader_tui.text.views import TextView

Outcome = Literal["new", "known", "version"]
Sort = Literal["opened", "added", "title", "date", "source", "progress", "size"]
# SQLite puts what is not known (NULL) first, so last when descending, and each order has its index.
_ORDERS: dict[Sort, str] = {
    "opened": "opened DESC, id DESC",
    "added": "id DESC",
    "title": "haystack, id",
    "date": "date DESC, id DESC",
    "source": "source, haystack, id",
    "progress": "progress DESC, id DESC",
    "size": "size DESC, id DESC",
}
_BATCH = 100
_FINISHED = 0.98
"""Progress from which an article counts as read."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did."""

    article: ArticleRecord
    outcome: Outcome
    """version: the same article, its text changed."""
    carried: Carried
    """What became of its annotations where the text changed."""


class Library:
    """The articles of a store.

    ``view_of`` gives the shown (repaired) text of a source: search looks into it too, and titles are kept as it shows.
    """

    def __init__(self, store: Store, view_of: ViewOf = TextView.plain) -> None:
        self._store = store
        self._view_of = view_of
        self.full_text = FullText(store, view_of)

    def add(self, document: Document, uri: str | None = None, *, stamp: str = "", index: bool = True) -> Added:
        """Add an article, or find it again: by its text first, then by its place.

        ``uri`` is where it was found (the document's own by default), ``stamp`` whatever tells that the file there
        is still the same (`is_unchanged`). The text given becomes the current version.
        """
        place = document.uri if uri is None else uri
        with self._store.writing() as connection:
            article, outcome, carried = self._add(connection, document, place, stamp)
        if index:
            self.full_text.index_pending(only=article)
        return Added(self.get(article), outcome, carried)

    def add_all(self, documents: Iterable[tuple[Document, str, str]],
                progress: Callable[[int], bool] | None = None) -> Counter[Outcome]:
        """Add many (document, uri, stamp), some at a time, without indexing them; how often each outcome was.

        ``progress`` gets the number done so far and may return False to stop; what is done then is kept.
        """
        rest: Iterator[tuple[Document, str, str]] = iter(documents)
        outcomes: Counter[Outcome] = Counter()
        while batch := list(islice(rest, _BATCH)):
            with self._store.writing() as connection:
                outcomes.update(self._add(connection, *item)[1] for item in batch)
            if progress is not None and not progress(outcomes.total()):
                break
        return outcomes

    def is_unchanged(self, uri: str, stamp: str) -> bool:
        """Whether that place was added with that stamp, so that its file need not be read again."""
        return self._store.row("SELECT 1 FROM place WHERE uri = ? AND stamp = ?",
                               (place_value(uri), stamp)) is not None

    def has_place(self, uri: str) -> bool:
        """Whether anything was added from that place."""
        return self._article_at(uri) is not None

    def _add(self, connection: sqlite3.Connection, document: Document, uri: str,
             stamp: str) -> tuple[int, Outcome, Carried]:
        known = find_snapshot(self._store, document.id)
        outcome: Outcome = "known"
        if known is not None:
            article, snapshot = int(known["article"]), int(known["id"])
            self._fill_in(connection, article, document, uri)
        else:
            earlier = self._article_at(uri)
            outcome = "new" if earlier is None else "version"
            article = self._insert(connection, document, uri) if earlier is None else earlier
            snapshot = insert_snapshot(connection, document, article, self._store.now())
        has_arrived = known is not None and not known["is_here"]
        if has_arrived:
            fill_in(connection, snapshot, document.text)
        carried = self._make_current(connection, article, snapshot, document.text, has_arrived)
        connection.execute("UPDATE article SET removed = NULL WHERE id = ? AND removed IS NOT NULL", (article,))
        if _is_place(uri):
            connection.execute("INSERT OR REPLACE INTO place (uri, snapshot, stamp) VALUES (?, ?, ?)",
                               (place_value(uri), snapshot, stamp))
        return article, outcome, carried

    def _make_current(self, connection: sqlite3.Connection, article: int, snapshot: int, text: str,
                      has_arrived: bool) -> Carried:
        current = self._store.rows("SELECT snapshot FROM article WHERE id = ?", (article,))[0]["snapshot"]
        if current == snapshot and not has_arrived:
            return NOTHING_CARRIED
        carried = NOTHING_CARRIED
        if current is not None:
            carried = carry_over(self._store, connection, article, current, snapshot, text)
        connection.execute("UPDATE article SET snapshot = ?, size = ? WHERE id = ?", (snapshot, len(text), article))
        return carried

    def _article_at(self, uri: str) -> int | None:
        if not _is_place(uri):
            return None
        row = self._store.row("SELECT article FROM place JOIN snapshot ON snapshot.id = place.snapshot WHERE uri = ?",
                              (place_value(uri),))
        return int(row["article"]) if row else None

    def _insert(self, connection: sqlite3.Connection, document: Document, uri: str) -> int:
        title, source = self._view_of(title_of(document, uri)).text, source_of(document, uri)
        cursor = connection.execute(
            "INSERT INTO article (title, source, date, script, haystack, size, added) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (title, source, document.date, script_of(document.text), haystack_of(title, source, ()),
             len(document.text), self._store.now()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _fill_in(self, connection: sqlite3.Connection, article: int, document: Document, uri: str) -> None:
        """Take over facts that were not known before; what is there stays."""
        record = self.get(article)
        date, source = record.date or document.date, record.source or source_of(document, uri)
        if (date, source) != (record.date, record.source):
            connection.execute("UPDATE article SET date = ?, source = ?, haystack = ? WHERE id = ?",
                               (date, source, haystack_of(record.title, source, record.tags), article))

    def get(self, article: int) -> ArticleRecord:
        """The record of an article; KeyError where there is none."""
        found = self._records("WHERE article.id = ?", (article,))
        if not found:
            raise KeyError(article)
        return found[0]

    def find(self, sha256: str) -> ArticleRecord | None:
        """The article that has a version with this content, or None."""
        row = find_snapshot(self._store, sha256)
        return self.get(row["article"]) if row is not None else None

    def document(self, article: int) -> Document:
        """The current version as it was stored, for when its file is gone; KeyError where only notes came."""
        record = self.get(article)
        row = self._store.rows("SELECT snapshot FROM article WHERE id = ?", (article,))[0]
        return Document(snapshot_text(self._store, row["snapshot"]), title=record.title, uri=record.uri,
                        date=record.date)

    def articles(self, which: LibraryFilter | None = None, sort: Sort = "opened", *, limit: int = 200,
             offset: int = 0) -> list[ArticleRecord]:
        """Articles that pass the filter, in that order."""
        where, values = _condition(which or LibraryFilter())
        ids = f"SELECT id FROM article {where} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"
        order = [int(row["id"]) for row in self._store.rows(ids, (*values, limit, offset))]
        return self._in_order(order)

    def count(self, which: LibraryFilter | None = None) -> int:
        """How many articles pass the filter."""
        where, values = _condition(which or LibraryFilter())
        return int(self._store.rows(f"SELECT count(*) FROM article {where}", values)[0][0])

    def continue_list(self, limit: int = 10) -> list[ArticleRecord]:
        """Articles begun and not finished, the last one read first."""
        rows = self._store.rows("SELECT id FROM article WHERE removed IS NULL AND opened IS NOT NULL AND progress < ? "
                                "ORDER BY opened DESC, id DESC LIMIT ?", (_FINISHED, limit))
        return self._in_order([int(row["id"]) for row in rows])

    def save_position(self, article: int, position: int, progress: float, seconds: float = 0.0) -> None:
        """Remember where reading stopped: an offset of the current version, and the time spent since the last call."""
        with self._store.writing() as connection:
            connection.execute("UPDATE article SET position = ?, progress = ?, seconds = seconds + ?, opened = ? "
                               "WHERE id = ?", (position, progress, seconds, self._store.now(), article))

    def set_tags(self, article: int, tags: Iterable[str]) -> None:
        """Replace an article's tags."""
        record = self.get(article)
        kept = tuple(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip()))
        with self._store.writing() as connection:
            connection.execute("UPDATE article SET tags = ?, haystack = ? WHERE id = ?",
                               (json.dumps(kept, ensure_ascii=False),
                                haystack_of(record.title, record.source, kept), article))

    def remove(self, article: int) -> None:
        """Take an article out of every list; its notes go with it, and come back when it is added again."""
        with self._store.writing() as connection:
            connection.execute("UPDATE article SET removed = ? WHERE id = ?", (self._store.now(), article))

    def tags(self) -> list[str]:
        """Every tag in use, on articles and annotations, the most used first."""
        rows = self._store.rows(
            "SELECT value, count(*) AS uses FROM ("
            "SELECT value FROM article, json_each(article.tags) UNION ALL "
            "SELECT value FROM annotation, json_each(annotation.tags) WHERE deleted IS NULL) "
            "GROUP BY value ORDER BY uses DESC, value")
        return [str(row["value"]) for row in rows]

    def search(self, query: str, limit: int = 20) -> list[SearchHit]:
        """Articles in which all the words stand, in either script; those with the words in the title first."""
        found = self.full_text.search(query, limit)
        records = {record.id: record for record in self._in_order([match.article for match in found])}
        return [SearchHit(records[m.article], m.spans, m.snippet, m.marks, m.goes_on) for m in found]

    def _in_order(self, ids: Sequence[int]) -> list[ArticleRecord]:
        marks = ", ".join("?" * len(ids))
        records = {r.id: r for r in self._records(f"WHERE article.id IN ({marks})", ids)}
        return [records[i] for i in ids]

    def _records(self, where: str, values: Sequence[object]) -> list[ArticleRecord]:
        return [_record(row) for row in self._store.rows(f"{_COLUMNS} {where}", values)]


_COLUMNS = """SELECT article.*, snapshot.sha256,
    coalesce(
        (SELECT max(uri) FROM place WHERE place.snapshot = article.snapshot),
        (SELECT max(uri) FROM place JOIN snapshot AS version ON version.id = place.snapshot
            WHERE version.article = article.id),
        '') AS uri,
    (SELECT count(*) FROM annotation WHERE annotation.article = article.id AND deleted IS NULL) AS notes
    FROM article JOIN snapshot ON snapshot.id = article.snapshot"""


def _record(row: sqlite3.Row) -> ArticleRecord:
    return ArticleRecord(
        id=row["id"], sha256=row["sha256"], title=row["title"], source=row["source"], date=row["date"],
        script=row["script"], tags=tuple(json.loads(row["tags"])), size=row["size"], position=row["position"],
        progress=row["progress"], seconds=row["seconds"], added=row["added"], opened=row["opened"],
        uri=uri_of(row["uri"]), notes=row["notes"])


def _condition(which: LibraryFilter) -> tuple[str, list[object]]:
    """The filter as SQL and its values."""
    parts: list[str] = ["removed IS NULL"]
    values: list[object] = []

    def add(sql: str, *more: object) -> None:
        parts.append(sql)
        values.extend(more)

    for word in fold_for_matching(which.text).split():
        add("instr(haystack, ?)", word)
    if which.tag is not None:
        add("EXISTS (SELECT 1 FROM json_each(article.tags) WHERE value = ?)", which.tag)
    if which.source is not None:
        add("source = ?", which.source)
    if which.script is not None:
        add("script = ?", which.script)
    if which.date is not None:
        add("substr(date, 1, ?) = ?", len(which.date), which.date)
    if which.unread is not None:
        add("opened IS NULL" if which.unread else "opened IS NOT NULL")
    return "WHERE " + " AND ".join(parts), values


def _is_place(uri: str) -> bool:
    """Standard input is no place: what comes through it next is something else."""
    return uri not in ("", "-")
