"""Full-text search over every article, in either script, down to single characters.

The index (`tokens`) says which articles hold all the pairs of a word; whether they stand side by side is looked up
in the text itself, which also gives the spans. Newer articles come first, so a search reads no further than it
must, however common the words are.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from time import monotonic

from reader_tui.store.bodies import unpack
from reader_tui.store.db import Store
from reader_tui.store.tokens import match_expression, query_words, terms_of, word_pattern
from reader_tui.text.model import Span
from reader_tui.text.views import Change, OffsetMap, TextView

ViewOf = Callable[[str], TextView]
_Replacement = tuple[int, int, str]
"""Code points ``start..end`` of a text and what is shown in their place."""
_BATCH = 50
"""Texts indexed at once at most."""
_MOMENT = 0.5
"""Seconds after which what is done is stored, so that stopping loses no more."""
_AROUND = 24
"""Characters of a snippet before the first word found; behind it twice as many."""
_MOST_SPANS = 50
_INK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Match:
    """An article found; the fields are those of `SearchHit`."""

    article: int
    spans: tuple[Span, ...]
    snippet: str
    marks: tuple[Span, ...]
    goes_on: tuple[bool, bool]


class FullText:
    """The search index of a store."""

    def __init__(self, store: Store, view_of: ViewOf) -> None:
        self._store = store
        self._view_of = view_of

    def pending(self) -> int:
        """How many texts wait to be indexed."""
        return int(self._store.rows("SELECT count(*) FROM snapshot WHERE indexed = 0")[0][0])

    def index_pending(self, progress: Callable[[int, int], bool] | None = None, *, only: int | None = None) -> int:
        """Index what waits, or what waits of one article; how many texts were.

        ``progress`` gets (done, all) after each batch and may return False to stop; the rest waits for the next call.
        """
        condition = "indexed = 0" if only is None else f"indexed = 0 AND article = {int(only)}"
        total = int(self._store.rows(f"SELECT count(*) FROM snapshot WHERE {condition}")[0][0])
        done = 0
        while rows := self._store.rows(
                "SELECT snapshot.id, text, title FROM snapshot JOIN article ON article.id = snapshot.article "
                f"WHERE {condition} ORDER BY snapshot.id LIMIT {_BATCH}"):
            done += self._index(rows)
            if progress is not None and not progress(done, max(total, done)):
                break
        return done

    def _index(self, rows: Sequence[sqlite3.Row]) -> int:
        """Index as many as a moment allows; how many. What takes time is done before other programs have to wait."""
        ready: list[tuple[int, str, str, str | None]] = []
        begin = monotonic()
        for row in rows:
            view = self._view_of(unpack(row["text"]))
            terms = terms_of(view.source) | (terms_of(view.text) if view.map.changes else set())
            ready.append((row["id"], " ".join(terms_of(row["title"])), " ".join(terms), _dumped(view)))
            if monotonic() - begin > _MOMENT:
                break
        with self._store.writing() as connection:
            for snapshot, title, body, shown in ready:
                changed = connection.execute("UPDATE snapshot SET indexed = 1, shown = ? WHERE id = ? AND indexed = 0",
                                             (shown, snapshot))
                if changed.rowcount:  # else another program was faster
                    connection.execute("INSERT INTO word_index (rowid, title, body) VALUES (?, ?, ?)",
                                       (snapshot, title, body))
        return len(ready)

    def rebuild(self) -> None:
        """Empty the index, so that `index_pending` builds it anew."""
        with self._store.writing() as connection:
            # FTS5 neither empties nor drops a table whose structure record (row 10) it cannot read: give it an empty one.
            connection.execute("INSERT OR REPLACE INTO word_index_data VALUES (10, x'00000000000000')")
            connection.execute("INSERT INTO word_index (word_index) VALUES ('delete-all')")
            connection.execute("UPDATE snapshot SET indexed = 0 WHERE length(text) > 0")

    def search(self, query: str, limit: int = 20) -> list[Match]:
        """The articles in whose title or current version all words of the query stand; newest first."""
        words = query_words(query)
        if not words:
            return []
        expression = match_expression(words)
        patterns = [word_pattern(word) for word in words]
        found: dict[int, Match] = {}
        for form in (f"title : ({expression})", expression):
            for snapshot, article, title in self._candidates(form):
                if article in found:
                    continue
                match = self._match(snapshot, article, title, patterns)
                if match is not None:
                    found[article] = match
                if len(found) >= limit:
                    return list(found.values())
        return list(found.values())

    def _candidates(self, expression: str) -> Iterator[tuple[int, int, str]]:
        """(snapshot, article, title) that hold all the terms, newest first, some at a time."""
        before, size = 1 << 62, 32
        while True:
            rows = self._store.rows(
                "SELECT word_index.rowid AS snapshot, article.id AS article, article.title AS title "
                "FROM word_index JOIN article ON article.snapshot = word_index.rowid AND article.removed IS NULL "
                "WHERE word_index MATCH ? AND word_index.rowid < ? ORDER BY word_index.rowid DESC LIMIT ?",
                (expression, before, size))
            for row in rows:
                yield row["snapshot"], row["article"], row["title"]
            if len(rows) < size:
                return
            before, size = rows[-1]["snapshot"], size * 4

    def _match(self, snapshot: int, article: int, title: str, patterns: Sequence[re.Pattern[str]]) -> Match | None:
        row = self._store.rows("SELECT text, shown FROM snapshot WHERE id = ?", (snapshot,))[0]
        text = unpack(row["text"])
        edits: list[_Replacement] = json.loads(row["shown"]) if row["shown"] else []
        for made in (edits, []) if edits else ([],):
            shown = _edited(text, made)
            if all(p.search(shown) or p.search(title) for p in patterns):
                return _match_in(shown, made, article, patterns)
        return None


def _dumped(view: TextView) -> str | None:
    """What a view changes, as JSON; None where it changes nothing."""
    changes = zip(view.map.changes, view.map.view_spans, strict=True)
    edits = [(change.start, change.end, shown.of(view.text)) for change, shown in changes]
    return json.dumps(edits, ensure_ascii=False) if edits else None


def _edited(text: str, edits: Sequence[_Replacement]) -> str:
    """The text shown, without the map of a `TextView`: for a very long text that takes longer than the search."""
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        at = end
    return "".join((*pieces, text[at:])) if edits else text


def _map_up_to(end: int, edits: Iterable[_Replacement]) -> OffsetMap:
    """The map of a text shown with ``edits``, good for its first ``end`` code points."""
    changes, ahead = [], 0
    for start, stop, new in edits:
        if start + ahead > end:
            break
        changes.append(Change(start, stop, len(new)))
        ahead += changes[-1].growth
    return OffsetMap(changes)


def _match_in(shown: str, edits: Iterable[_Replacement], article: int, patterns: Sequence[re.Pattern[str]]) -> Match:
    first_of_each = {Span(*m.span()) for p in patterns for m in islice(p.finditer(shown), _MOST_SPANS)}
    spans = sorted(first_of_each)[:_MOST_SPANS]
    first = spans[0].start if spans else 0
    around = Span(max(0, first - _AROUND), min(len(shown), first + 2 * _AROUND))
    marks = tuple(Span(s.start - around.start, min(s.end, around.end) - around.start)
                  for s in spans if s.start < around.end)
    snippet = "".join(" " if c.isspace() else c for c in around.of(shown))
    places = _map_up_to(max((s.end for s in spans), default=0), edits)
    goes_on = _INK.search(shown, 0, around.start) is not None, _INK.search(shown, around.end) is not None
    return Match(article, tuple(map(places.span_to_source, spans)), snippet, marks, goes_on)
