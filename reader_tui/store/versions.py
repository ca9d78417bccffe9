"""From one version of an article to another: where each annotation, mark and reading position lies now."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reader_tui.store.bodies import snapshot_text
from reader_tui.store.db import Store
from reader_tui.text.anchor import Anchored, Anchorer
from reader_tui.text.model import Span


@dataclass(frozen=True, slots=True)
class Carried:
    """How many annotations of an article ended in which state."""

    exact: int = 0
    moved: int = 0
    fuzzy: int = 0
    orphan: int = 0


NOTHING_CARRIED = Carried()


class Anchorers:
    """Takes spans from any version of an article to one text; each alignment is worked out once."""

    def __init__(self, store: Store, snapshot: int, text: str) -> None:
        self._store = store
        self._snapshot = snapshot
        self._text = text
        self._by_version: dict[int, Anchorer] = {}

    def of(self, version: int) -> Anchorer:
        """From that version."""
        if version not in self._by_version:
            old = self._text if version == self._snapshot else snapshot_text(self._store, version)
            self._by_version[version] = Anchorer(old, self._text)
        return self._by_version[version]


def carry_over(store: Store, connection: sqlite3.Connection, article: int, old: int, new: int, text: str) -> Carried:
    """Find everything of an article in its new version, whose text is given; part of the caller's transaction.

    Annotations are taken from the version they were made on, not from the last one, so that errors do not add up.
    """
    anchorers = Anchorers(store, new, text)
    row = store.rows("SELECT position FROM article WHERE id = ?", (article,))[0]
    if row["position"]:
        connection.execute("UPDATE article SET position = ? WHERE id = ?",
                           (anchorers.of(old).reattach_point(row["position"]), article))
    states: Counter[str] = Counter()
    for uuid, found, live in _found(store, article, anchorers):
        place = (None, None) if found.span is None else (found.span.start, found.span.end)
        connection.execute("UPDATE annotation SET place_start = ?, place_end = ?, state = ?, score = ? WHERE uuid = ?",
                           (*place, found.state, found.score, uuid))
        states[found.state] += live
    for mark in store.rows("SELECT scope, letter, snapshot, position FROM mark WHERE article = ?", (article,)):
        connection.execute("UPDATE mark SET place = ? WHERE scope = ? AND letter = ?",
                           (anchorers.of(mark["snapshot"]).reattach_point(mark["position"]),
                            mark["scope"], mark["letter"]))
    for choice in store.rows('SELECT id, snapshot, start, "end" FROM choice WHERE article = ? AND start IS NOT NULL',
                             (article,)):
        found = anchorers.of(choice["snapshot"]).reattach(Span(choice["start"], choice["end"]))
        place = (None, None) if found.span is None else (found.span.start, found.span.end)
        connection.execute("UPDATE choice SET place_start = ?, place_end = ?, state = ? WHERE id = ?",
                           (*place, found.state, choice["id"]))
    return Carried(states["exact"], states["moved"], states["fuzzy"], states["orphan"])


def _found(store: Store, article: int, anchorers: Anchorers) -> Iterator[tuple[str, Anchored, bool]]:
    for row in store.rows('SELECT uuid, snapshot, start, "end", deleted FROM annotation WHERE article = ?', (article,)):
        found = anchorers.of(row["snapshot"]).reattach(Span(row["start"], row["end"]))
        yield row["uuid"], found, row["deleted"] is None
