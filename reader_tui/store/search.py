"""Full-text search over every article, in either script, down to single characters.

The index (`tokens`) says which articles hold all the pairs of a word; whether they stand side by side is looked up
in the text itself, which also gives the spans. Newer articles come first, so a search reads no further than it
must, however common the words are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reader_tui.store.bodies import unpack
from reader_tui.store.db import Store
from reader_tui.store.tokens import match_expression, query_words, terms_of, word_pattern
from reader_tui.text.alignment import fold_for_matching
from reader_tui.text.model import Span
from reader_tui.text.views import TextView

ViewOf = Callable[[str], TextView]
_BATCH = 50
"""Texts indexed in one transaction: half a second at most, in which other programs wait."""
_AROUND = 24
"""Characters of a snippet before the first word found; behind it twice as many."""
_MOST_SPANS = 50


@dataclass(frozen=True, slots=True)
class Match:
    """An article found; the fields are those of `SearchHit`."""

    article: int
    spans: tuple[Span, ...]
    snippet: str
    marks: tuple[Span, ...]


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
        while batch := self._index_batch(condition):
            done += batch
            if progress is not None and not progress(done, max(total, done)):
                break
        return done

    def _index_batch(self, condition: str) -> int:
        with self._store.writing() as connection:
            rows = self._store.rows(
                "SELECT snapshot.id, text, title FROM snapshot JOIN article ON article.id = snapshot.article "
                f"WHERE {condition} ORDER BY snapshot.id LIMIT {_BATCH}")
            for row in rows:
                text = unpack(row["text"])
                shown = self._view_of(text).text
                terms = terms_of(text) if shown == text else terms_of(text) | terms_of(shown)
                connection.execute("INSERT INTO word_index (rowid, title, body) VALUES (?, ?, ?)",
                                   (row["id"], " ".join(terms_of(row["title"])), " ".join(terms)))
                connection.execute("UPDATE snapshot SET indexed = 1 WHERE id = ?", (row["id"],))
        return len(rows)

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
                "FROM word_index JOIN article ON article.snapshot = word_index.rowid "
                "WHERE word_index MATCH ? AND word_index.rowid < ? ORDER BY word_index.rowid DESC LIMIT ?",
                (expression, before, size))
            for row in rows:
                yield row["snapshot"], row["article"], row["title"]
            if len(rows) < size:
                return
            before, size = rows[-1]["snapshot"], size * 4

    def _match(self, snapshot: int, article: int, title: str, patterns: Sequence[re.Pattern[str]]) -> Match | None:
        row = self._store.row("SELECT text FROM snapshot WHERE id = ?", (snapshot,))
        if row is None:
            return None
        text = unpack(row["text"])
        folded_title = fold_for_matching(title)
        for view in (self._view_of(text), TextView.plain(text)):
            folded = fold_for_matching(view.text)
            if all(p.search(folded) or p.search(folded_title) for p in patterns):
                return _match_in(view, folded, article, patterns)
        return None


def _match_in(view: TextView, folded: str, article: int, patterns: Sequence[re.Pattern[str]]) -> Match:
    shown = sorted({Span(*m.span()) for p in patterns for m in p.finditer(folded)})[:_MOST_SPANS]
    first = shown[0].start if shown else 0
    around = Span(max(0, first - _AROUND), min(len(folded), first + 2 * _AROUND))
    marks = tuple(Span(s.start - around.start, min(s.end, around.end) - around.start)
                  for s in shown if s.start < around.end)
    snippet = "".join(" " if c.isspace() else c for c in around.of(view.text))
    return Match(article, tuple(view.span_to_source(s) for s in shown), snippet, marks)
