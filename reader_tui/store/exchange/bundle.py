"""What the user made, apart from any database: the form between the store and every exchange format.

Nothing in a bundle depends on one store's row numbers, and all of it is sorted, so equal content is equal text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reader_tui.store.annotation_rows import COLUMNS, from_row
from reader_tui.store.bodies import stored_text
from reader_tui.store.choices import FOR_GOOD
from reader_tui.store.db import Store
from reader_tui.store.library import Library
from reader_tui.store.records import Annotation, ArticleRecord
from reader_tui.text.model import Quote, Span


class ExchangeError(Exception):
    """A file that cannot be imported; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class BundledMark:
    """A mark and the version it was set in."""

    letter: str
    sha256: str
    position: int
    modified: str


@dataclass(frozen=True, slots=True)
class BundledChoice:
    """A decision; with a passage where it is about one."""

    kind: str
    key: str
    value: Any
    modified: str
    deleted: bool = False
    sha256: str = ""
    anchor: Span | None = None
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class BundledArticle:
    """An article with everything the user made on it; ``sha256`` may be empty where a format does not tell it."""

    sha256: str
    title: str
    source: str = ""
    date: str | None = None
    uri: str = ""
    tags: tuple[str, ...] = ()
    position: int = 0
    progress: float = 0.0
    seconds: float = 0.0
    added: str = ""
    opened: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """The versions that something is anchored in, by their identity."""
    annotations: tuple[Annotation, ...] = ()
    """Their field ``article`` means nothing here."""
    marks: tuple[BundledMark, ...] = ()
    choices: tuple[BundledChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Articles, and the decisions that hold in every article."""

    articles: tuple[BundledArticle, ...]
    choices: tuple[BundledChoice, ...] = ()


def gather(store: Store, articles: Iterable[int] | None = None) -> Bundle:
    """Everything the user made, on those articles or on all; an article he did nothing with is left out."""
    library = Library(store)
    ids = _touched(store) if articles is None else sorted(set(articles))
    found = (_article(store, library.get(article)) for article in ids)
    choices = _choices(store, FOR_GOOD) if articles is None else ()
    return Bundle(tuple(sorted(found, key=lambda a: (a.sha256, a.title))), choices)


def _touched(store: Store) -> list[int]:
    return [int(row[0]) for row in store.rows(
        "SELECT id FROM article WHERE opened IS NOT NULL OR tags <> '[]' "
        "UNION SELECT article FROM annotation UNION SELECT article FROM mark "
        "UNION SELECT article FROM choice WHERE article <> 0 ORDER BY 1")]


def _article(store: Store, record: ArticleRecord) -> BundledArticle:
    annotations = tuple(portable(from_row(row)) for row in store.rows(
        f"{COLUMNS} WHERE annotation.article = ? ORDER BY start, \"end\", created, uuid", (record.id,)))
    marks = tuple(BundledMark(row["letter"], row["sha256"], row["position"], row["modified"]) for row in store.rows(
        "SELECT mark.*, sha256 FROM mark JOIN snapshot ON snapshot.id = mark.snapshot WHERE mark.article = ? "
        "ORDER BY letter", (record.id,)))
    choices = _choices(store, record.id)
    versions = {record.sha256, *(a.sha256 for a in annotations), *(m.sha256 for m in marks),
                *(c.sha256 for c in choices if c.sha256)}
    texts = {sha256: stored_text(store, sha256) for sha256 in sorted(versions)}
    return BundledArticle(record.sha256, record.title, record.source, record.date, record.uri, record.tags,
                          record.position, record.progress, record.seconds, record.added, record.opened,
                          {k: v for k, v in texts.items() if v is not None}, annotations, marks, choices)


def _choices(store: Store, article: int) -> tuple[BundledChoice, ...]:
    rows = store.rows("SELECT choice.*, sha256 FROM choice LEFT JOIN snapshot ON snapshot.id = choice.snapshot "
                      "WHERE choice.article = ? ORDER BY kind, key", (article,))
    return tuple(
        BundledChoice(row["kind"], row["key"], json.loads(row["value"]), row["modified"], bool(row["deleted"]),
                      row["sha256"] or "", *_passage(row["start"], row["end"], row["exact"], row["prefix"],
                                                     row["suffix"]))
        for row in rows)


def _passage(start: int | None, end: int | None, *quote: str) -> tuple[Span | None, Quote | None]:
    return (None, None) if start is None or end is None else (Span(start, end), Quote(*quote))


def portable(annotation: Annotation) -> Annotation:
    """The annotation without what holds in one store only."""
    return replace(annotation, article=0, span=None, state="exact", score=1.0)
