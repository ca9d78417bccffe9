"""Taking a bundle into a store: by identity, so that nothing doubles, and so that nothing that was there is lost."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from reader_tui.store import history
from reader_tui.store.annotation_rows import COLUMNS, from_row, insert, write
from reader_tui.store.bodies import fill_in, find_snapshot, insert_missing, stored_text
from reader_tui.store.choices import FOR_GOOD, dumped
from reader_tui.store.db import Store
from reader_tui.store.exchange.bundle import Bundle, BundledArticle, BundledChoice, BundledMark, portable
from reader_tui.store.facts import haystack_of, place_value, script_of
from reader_tui.store.library import Library
from reader_tui.store.records import Annotation
from reader_tui.store.versions import Anchorers
from reader_tui.text.anchor import find_quote, make_quote
from reader_tui.text.model import Document, Span

Outcome = Literal["added", "updated", "same", "older", "both"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did with the annotations, and how many articles and decisions it brought."""

    articles: int
    """New to the library."""
    added: int
    updated: int
    """Theirs was the later revision; ours is in the log and comes back with undo."""
    same: int
    older: int
    """Ours was the later revision and stays."""
    both: int
    """The two differ and neither is later: theirs was kept as a copy."""
    orphans: int
    """Of all these, the ones whose passage is not in the article's current version."""
    choices: int
    """Marks and decisions taken over."""

    def __str__(self) -> str:
        counts = {"new": self.added, "updated": self.updated, "unchanged": self.same, "older than yours": self.older,
                  "kept beside yours": self.both, "without their passage": self.orphans}
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "none"
        return f"Notes: {told}. Articles: {self.articles} new. Marks and decisions: {self.choices}."


def merge(store: Store, bundle: Bundle) -> ImportReport:
    """Take everything over, all or nothing; what is there already is recognised by its identity."""
    with store.writing() as connection:
        merging = _Merge(store, connection)
        for article in bundle.articles:
            merging.take_article(article)
        for choice in bundle.choices:
            merging.take_choice(FOR_GOOD, choice)
    counts = merging.counts
    return ImportReport(*(counts[name] for name in ("articles", "added", "updated", "same", "older", "both",
                                                    "orphans", "choices")))


class _Merge:
    """One import, inside one transaction."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection
        self._library = Library(store)
        self.counts: Counter[str] = Counter()

    def take_article(self, theirs: BundledArticle) -> None:
        """Find the article, or make it, then everything on it."""
        article = self._find(theirs)
        if article is None:
            article = self._create(theirs)
            self.counts["articles"] += 1
        else:
            self._update(article, theirs)
        for sha256, text in theirs.texts.items():
            self._take_text(article, sha256, text)
        anchorers = self._anchorers(article)
        for annotation in theirs.annotations:
            self._take_annotation(article, annotation, anchorers)
        for mark in theirs.marks:
            self._take_mark(article, mark, anchorers)
        for choice in theirs.choices:
            self.take_choice(article, choice, anchorers)

    def _find(self, theirs: BundledArticle) -> int | None:
        for sha256 in (theirs.sha256, *theirs.texts, *(a.sha256 for a in theirs.annotations)):
            row = find_snapshot(self._store, sha256)
            if row is not None:
                return int(row["article"])
        if theirs.sha256:
            return None
        row = self._store.row(
            "SELECT article FROM place JOIN snapshot ON snapshot.id = place.snapshot WHERE uri = ? AND uri <> '' "
            "UNION SELECT id FROM article WHERE title = ? LIMIT 1", (place_value(theirs.uri), theirs.title))
        return None if row is None else int(row[0])

    def _create(self, theirs: BundledArticle) -> int:
        """The article with its text, or, where only notes came, without: opening its file fills it in."""
        text = theirs.texts.get(theirs.sha256)
        cursor = self._connection.execute(
            "INSERT INTO article (title, source, date, script, tags, haystack, size, position, progress, seconds, "
            "added, opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (theirs.title, theirs.source, theirs.date, script_of(text or theirs.title),
             json.dumps(theirs.tags, ensure_ascii=False), haystack_of(theirs.title, theirs.source, theirs.tags),
             len(text or ""), theirs.position, theirs.progress, theirs.seconds, theirs.added or self._store.now(),
             theirs.opened))
        article = cursor.lastrowid
        assert article is not None
        sha256 = theirs.sha256 or unknown_version(theirs.uri, theirs.title)
        self._take_text(article, sha256, text)
        row = find_snapshot(self._store, sha256)
        assert row is not None
        self._connection.execute("UPDATE article SET snapshot = ? WHERE id = ?", (row["id"], article))
        if theirs.uri:
            self._connection.execute("INSERT OR IGNORE INTO place (uri, snapshot, stamp) VALUES (?, ?, '')",
                                     (place_value(theirs.uri), row["id"]))
        return article

    def _update(self, article: int, theirs: BundledArticle) -> None:
        """Tags of both; the reading position of whoever read last."""
        ours = self._library.get(article)
        self._library.set_tags(article, (*ours.tags, *theirs.tags))
        if (theirs.opened or "") > (ours.opened or "") and theirs.sha256 == ours.sha256:
            self._connection.execute(
                "UPDATE article SET position = ?, progress = ?, seconds = max(seconds, ?), opened = ? WHERE id = ?",
                (theirs.position, theirs.progress, theirs.seconds, theirs.opened, article))

    def _take_text(self, article: int, sha256: str, text: str | None) -> None:
        row = find_snapshot(self._store, sha256)
        if row is None:
            insert_missing(self._connection, sha256, article, self._store.now())
            row = find_snapshot(self._store, sha256)
        assert row is not None
        if text is not None and not row["is_here"] and Document(text).id == sha256:
            fill_in(self._connection, row["id"], text)

    def _anchorers(self, article: int) -> Anchorers:
        row = self._store.rows("SELECT snapshot, sha256 FROM article JOIN snapshot ON snapshot.id = snapshot "
                               "WHERE article.id = ?", (article,))[0]
        return Anchorers(self._store, row["snapshot"], stored_text(self._store, row["sha256"]))

    def _version(self, article: int, sha256: str) -> int:
        """The row of a version, made without its text where it is not there."""
        self._take_text(article, sha256, None)
        found = find_snapshot(self._store, sha256)
        assert found is not None
        return int(found["id"])

    def _take_annotation(self, article: int, theirs: Annotation, anchorers: Anchorers) -> None:
        if not theirs.sha256:
            theirs = self._settled(article, theirs, anchorers)
        version = self._version(article, theirs.sha256)
        found = anchorers.find(version, theirs.anchor, theirs.quote)
        theirs = replace(theirs, article=article, span=found.span, state=found.state, score=found.score)
        outcome, after, before = self._decide(theirs)
        if outcome in ("added", "both"):
            insert(self._connection, after, version)
        elif outcome == "updated":
            write(self._connection, after, version)
        if outcome not in ("same", "older"):
            history.log(self._store, self._connection, "import", before, after)
        self.counts[outcome] += 1
        self.counts["orphans"] += found.span is None and theirs.deleted is None

    def _settled(self, article: int, theirs: Annotation, anchorers: Anchorers) -> Annotation:
        """An annotation that does not say which version it was made on: on the current one, where its quote is there.

        Else it stays with its quote, on a version of which nothing is known, and is looked for in every version.
        """
        record = self._library.get(article)
        unknown = replace(theirs, sha256=unknown_version(record.uri, record.title))
        if anchorers.text is None:
            return unknown
        span = find_quote(anchorers.text, theirs.quote, theirs.anchor).span
        if span is None:
            return unknown
        row = self._store.row(
            f"{COLUMNS} WHERE annotation.article = ? AND place_start = ? AND place_end = ? AND body = ? "
            "AND deleted IS NULL", (article, span.start, span.end, theirs.body))
        if row is not None:
            return portable(from_row(row))
        return replace(theirs, sha256=record.sha256, anchor=span, quote=make_quote(anchorers.text, span))

    def _decide(self, theirs: Annotation) -> tuple[Outcome, Annotation, Annotation | None]:
        """What is to be written, and what it replaces."""
        rows = self._store.rows(f"{COLUMNS} WHERE uuid = ?", (theirs.uuid,))
        if not rows:
            return "added", theirs, None
        ours = from_row(rows[0])
        if portable(ours) == portable(theirs):
            return "same", ours, None
        if theirs.rev > ours.rev:
            return "updated", theirs, ours
        if theirs.rev < ours.rev:
            return "older", ours, None
        content = dumped([theirs.body, theirs.tags, theirs.colour, theirs.anchor.start, theirs.anchor.end])
        copy = replace(theirs, uuid=str(uuid.uuid5(uuid.UUID(theirs.uuid), content)), copy_of=theirs.uuid)
        if self._store.rows("SELECT 1 FROM annotation WHERE uuid = ?", (copy.uuid,)):
            return "same", ours, None
        return "both", copy, None

    def _take_mark(self, article: int, mark: BundledMark, anchorers: Anchorers) -> None:
        version = self._version(article, mark.sha256)
        scope = 0 if mark.letter.isupper() else article
        place = anchorers.point(version, mark.position)
        cursor = self._connection.execute(
            "INSERT INTO mark (scope, letter, article, snapshot, position, place, modified) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (scope, letter) DO UPDATE SET article = excluded.article, snapshot = excluded.snapshot, "
            "position = excluded.position, place = excluded.place, modified = excluded.modified "
            "WHERE excluded.modified > modified",
            (scope, mark.letter, article, version, mark.position, place, mark.modified))
        self.counts["choices"] += cursor.rowcount

    def take_choice(self, article: int, choice: BundledChoice, anchorers: Anchorers | None = None) -> None:
        """A decision; the later one holds."""
        version: int | None = None
        place: Span | None = None
        state = None
        if choice.anchor is not None and choice.quote is not None and anchorers is not None:
            version = self._version(article, choice.sha256)
            found = anchorers.find(version, choice.anchor, choice.quote)
            place, state = found.span, found.state
        values = (article, choice.kind, choice.key, dumped(choice.value), version,
                  *((choice.anchor.start, choice.anchor.end) if choice.anchor else (None, None)),
                  *((choice.quote.exact, choice.quote.prefix, choice.quote.suffix) if choice.quote else (None,) * 3),
                  *((place.start, place.end) if place else (None, None)), state, choice.modified, choice.deleted)
        names = ('article, kind, key, value, snapshot, start, "end", exact, prefix, suffix, place_start, place_end, '
                 "state, modified, deleted")
        updates = ", ".join(f"{name} = excluded.{name}" for name in names.split(", "))
        cursor = self._connection.execute(
            f"INSERT INTO choice ({names}) VALUES ({', '.join('?' * len(values))}) "
            f"ON CONFLICT (article, kind, key) DO UPDATE SET {updates} WHERE excluded.modified > modified", values)
        self.counts["choices"] += cursor.rowcount


def unknown_version(uri: str, title: str) -> str:
    """In place of the identity of a text that is not known."""
    return "unknown-" + hashlib.sha256(f"{uri}\n{title}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
