"""From one version of an article to another: where each annotation, mark and reading position lies now."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reader_tui.store.bodies import snapshot_text
from reader_tui.store.db import Store
from reader_tui.text.anchor import Anchored, Anchorer, find_quote
from reader_tui.text.model import Quote, Span


@dataclass(frozen=True, slots=True)
class Carried:
    """How many annotations of an article ended in which state."""

    exact: int = 0
    moved: int = 0
    fuzzy: int = 0
    orphan: int = 0


NOTHING_CARRIED = Carried()


class Anchorers:
    """Takes passages from any version of an article to one text; each alignment is worked out once.

    Where a version's text is not here, a passage is looked for by its quote. Where the text to take them to is not
    here either (None), everything stays where it was.
    """

    def __init__(self, store: Store, snapshot: int, text: str | None) -> None:
        self._store = store
        self._snapshot = snapshot
        self.text = text
        self._by_version: dict[int, Anchorer | None] = {}

    def find(self, version: int, span: Span, quote: Quote) -> Anchored:
        """Where a passage of that version lies."""
        if self.text is None:
            return Anchored("exact", span, 1.0)
        anchorer = self._of(version)
        if anchorer is not None:
            return anchorer.reattach(span)
        return find_quote(self.text, quote, span)

    def point(self, version: int, offset: int) -> int:
        """Where an offset of that version lies; always somewhere."""
        anchorer = self._of(version) if self.text is not None else None
        if anchorer is not None:
            return anchorer.reattach_point(offset)
        return offset if self.text is None else min(offset, len(self.text))

    def _of(self, version: int) -> Anchorer | None:
        if version not in self._by_version:
            self._by_version[version] = self._made(version)
        return self._by_version[version]

    def _made(self, version: int) -> Anchorer | None:
        if self.text is None or version == self._snapshot:
            return Anchorer(self.text or "", self.text or "")
        try:
            return Anchorer(snapshot_text(self._store, version), self.text)
        except KeyError:
            return None


def carry_over(store: Store, connection: sqlite3.Connection, article: int, old: int, new: int, text: str) -> Carried:
    """Find everything of an article in its new version, whose text is given; part of the caller's transaction.

    Annotations are taken from the version they were made on, not from the last one, so that errors do not add up.
    """
    anchorers = Anchorers(store, new, text)
    row = store.rows("SELECT position FROM article WHERE id = ?", (article,))[0]
    if row["position"]:
        connection.execute("UPDATE article SET position = ? WHERE id = ?",
                           (anchorers.point(old, row["position"]), article))
    states: Counter[str] = Counter()
    for uuid, found, live in _found(store, article, anchorers):
        place = (None, None) if found.span is None else (found.span.start, found.span.end)
        connection.execute("UPDATE annotation SET place_start = ?, place_end = ?, state = ?, score = ? WHERE uuid = ?",
                           (*place, found.state, found.score, uuid))
        states[found.state] += live
    for mark in store.rows("SELECT scope, letter, snapshot, position FROM mark WHERE article = ?", (article,)):
        connection.execute("UPDATE mark SET place = ? WHERE scope = ? AND letter = ?",
                           (anchorers.point(mark["snapshot"], mark["position"]), mark["scope"], mark["letter"]))
    for choice in store.rows("SELECT * FROM choice WHERE article = ? AND start IS NOT NULL", (article,)):
        found = _find(anchorers, choice)
        place = (None, None) if found.span is None else (found.span.start, found.span.end)
        connection.execute("UPDATE choice SET place_start = ?, place_end = ?, state = ? WHERE id = ?",
                           (*place, found.state, choice["id"]))
    return Carried(states["exact"], states["moved"], states["fuzzy"], states["orphan"])


def _found(store: Store, article: int, anchorers: Anchorers) -> Iterator[tuple[str, Anchored, bool]]:
    for row in store.rows("SELECT * FROM annotation WHERE article = ?", (article,)):
        yield row["uuid"], _find(anchorers, row), row["deleted"] is None


def _find(anchorers: Anchorers, row: sqlite3.Row) -> Anchored:
    return anchorers.find(row["snapshot"], Span(row["start"], row["end"]),
                          Quote(row["exact"], row["prefix"], row["suffix"]))
