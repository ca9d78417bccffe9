"""Marks: places under letters, a–z of one article and A–Z of the whole library."""

from __future__ import annotations

from reader_tui.store.db import Store
from reader_tui.store.records import Mark

_ANYWHERE = 0
"""The scope of A–Z; the scope of a–z is the article's id, which begins at 1."""


class Marks:
    """The marks of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self, article: int, letter: str, position: int) -> None:
        """Put a letter, a–z or A–Z, to an offset of the article's current version; ValueError for anything else."""
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO mark (scope, letter, article, snapshot, position, place, modified) "
                "SELECT ?, ?, id, snapshot, ?, ?, ? FROM article WHERE id = ?",
                (_scope(article, letter), letter, position, position, self._store.now(), article))

    def get(self, article: int, letter: str) -> Mark | None:
        """What a letter stands for in that article; None where it was not set."""
        return next((mark for mark in self.of_article(article) if mark.letter == letter), None)

    def of_article(self, article: int) -> list[Mark]:
        """The letters that mean something in that article: its own and those of the whole library."""
        return [Mark(row["letter"], row["article"], row["sha256"], row["position"], row["place"], row["modified"])
                for row in self._store.rows(
                    "SELECT mark.*, sha256 FROM mark JOIN snapshot ON snapshot.id = mark.snapshot "
                    "WHERE scope IN (?, ?) ORDER BY letter", (_ANYWHERE, article))]

    def delete(self, article: int, letter: str) -> None:
        """Take a letter away."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM mark WHERE scope = ? AND letter = ?", (_scope(article, letter), letter))


def _scope(article: int, letter: str) -> int:
    if len(letter) != 1 or not (letter.isascii() and letter.isalpha()):
        raise ValueError(f"a mark is a letter a–z or A–Z, not {letter!r}")
    return _ANYWHERE if letter.isupper() else article
