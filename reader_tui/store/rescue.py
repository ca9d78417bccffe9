"""What can still be read of a damaged store, taken over into a new one. The damaged file is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader_tui.store.annotation_rows import from_row
from reader_tui.store.db import Store, StoreError, StoreProblem, open_store
from reader_tui.store.exchange.bundle import Bundle, BundledArticle, gather, portable
from reader_tui.store.exchange.merge import ImportReport, merge
from reader_tui.store.records import Annotation
from reader_tui.text.counting import counted


def open_rescued(home: Path) -> Store:
    """Open the store as `open_store` does; where it was damaged, with everything in it that could still be read."""
    store = open_store(home)
    if store.problem is not None and store.problem.set_aside is not None:
        saved = rescue(store, store.problem.set_aside)
        told = f"{store.problem.message} Saved from it: {counted(saved.added, 'note')} on {counted(saved.articles, 'article')}."
        store.problem = StoreProblem(told, store.problem.set_aside)
    return store


def rescue(store: Store, damaged: Path) -> ImportReport:
    """Take over every article that is whole with its notes, then every note that is readable at all.

    Such notes without their article are kept, with their quotes, under an article called "rescued notes".
    """
    connection = sqlite3.connect(f"{damaged.absolute().as_uri()}?immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    articles: list[BundledArticle] = []
    with Store(damaged, connection, read_only=True, clock=store.now) as source:
        for row in _readable(connection, "SELECT id FROM article"):
            try:
                articles += gather(source, [row["id"]]).articles
            except (StoreError, sqlite3.DatabaseError, KeyError, ValueError):
                continue  # this article is among the damaged pages; its notes may not be
        saved = {a.uuid for article in articles for a in article.annotations}
        loose = tuple(a for a in _annotations(connection) if a.uuid not in saved)
    if loose:
        articles.append(BundledArticle("", "rescued notes", annotations=loose))
    return merge(store, Bundle(tuple(articles)))


def _annotations(connection: sqlite3.Connection) -> Iterator[Annotation]:
    for row in _readable(connection, "SELECT *, '' AS sha256 FROM annotation"):
        try:
            yield replace(portable(from_row(row)), sha256="")
        except (ValueError, TypeError):
            continue  # a row that holds what no annotation holds


def _readable(connection: sqlite3.Connection, sql: str) -> Iterator[sqlite3.Row]:
    """The rows of a query up to the first that cannot be read."""
    try:
        yield from connection.execute(sql)
    except sqlite3.DatabaseError:
        return
