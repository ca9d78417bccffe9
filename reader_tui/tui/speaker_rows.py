"""Who said what over the whole library, as rows: filtered, sorted, drawn. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal

from reader_tui.analysis.compare import SpeakerEntry, Statement
from reader_tui.text.width import cell_len
from reader_tui.tui.claims_list import badges
from reader_tui.tui.filtering import Query, fold, parse_query
from reader_tui.tui.pieces import Piece
from reader_tui.tui.row_line import spread, wrapped
from reader_tui.tui.titles import fit

Order = Literal["count", "name", "date"]
ORDERS: dict[Order, str] = {"count": "number", "name": "name", "date": "last statement"}
"""The orders there are and what they are called, in the order that the key goes through."""
FIELDS = ("by", "office", "article", "date", "kind")
_ROWS_A_STATEMENT = 3
_MOST_OFFICE = 24


class SpeakerIndex:
    """Speakers and their statements, ready to be filtered; ``titles``: article id to title."""

    def __init__(self, entries: Sequence[SpeakerEntry], titles: Mapping[str, str]) -> None:
        self.entries = entries
        self.titles = titles

    @cached_property
    def _folded(self) -> list[tuple[str, list[str]]]:
        """Of each speaker the names and offices, and what each statement says."""
        return [(fold("\n".join((*entry.spellings, *entry.offices))),
                 [fold(content_of(statement)) for statement in entry.statements]) for entry in self.entries]

    def select(self, words: str = "", order: Order = "count") -> list[SpeakerEntry]:
        """The speakers who pass a filter line, each with the statements that do, in an order.

        The words may stand in the names alone, which keeps all statements, or in names and statement together.
        """
        query = parse_query(words, FIELDS)
        found = []
        for entry, (names, contents) in zip(self.entries, self._folded, strict=True):
            if not _is_asked_for(entry, query):
                continue
            by_name = query.holds_words(names)
            kept = tuple(one for one, content in zip(entry.statements, contents, strict=True)
                         if (by_name or query.holds_words(f"{names}\n{content}")) and self._passes(one, query))
            if kept:
                found.append(replace(entry, statements=kept))
        return _sorted(found, order)

    def _passes(self, statement: Statement, query: Query) -> bool:
        tests = {"article": lambda value: value in fold(self.titles.get(statement.ref.article, "")),
                 "date": lambda value: (statement.date or "").startswith(value),
                 "kind": lambda value: statement.claim.kind.startswith(value)}
        return all(tests[name](value) for name, value in query.fields if name in tests)


def _is_asked_for(entry: SpeakerEntry, query: Query) -> bool:
    parts = {"by": entry.spellings, "office": entry.offices}
    return all(any(value in fold(part) for part in parts[name]) for name, value in query.fields if name in parts)


def _sorted(entries: list[SpeakerEntry], order: Order) -> list[SpeakerEntry]:
    if order == "name":
        return sorted(entries, key=lambda entry: fold(entry.name))
    if order == "date":
        return sorted(entries, key=lambda entry: max(one.date or "" for one in entry.statements), reverse=True)
    return sorted(entries, key=lambda entry: -len(entry.statements))


def content_of(statement: Statement) -> str:
    """What is said, on one line; … where attribution interrupts it."""
    return " … ".join(" ".join(mention.text.split()) for mention in statement.claim.content)


def speaker_facts(entry: SpeakerEntry) -> list[Piece]:
    """A speaker's name, other spellings and offices, for the head over the statements."""
    others = [spelling for spelling in entry.spellings if spelling != entry.name]
    facts: list[Piece] = [("strong", f" {entry.name}")]
    facts += [("quiet", f" = {' = '.join(others)}")] if others else []
    return facts + ([("quiet", f" · {'、'.join(entry.offices)}")] if entry.offices else [])


class SpeakerListing:
    """Speakers, a row each."""

    def __init__(self, entries: Sequence[SpeakerEntry]) -> None:
        self.entries = entries

    def heights(self, width: int) -> Sequence[int]:
        """One row each."""
        return [1] * len(self.entries)

    def is_selectable(self, index: int) -> bool:
        """All are."""
        return True

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """Name, office where there is room, number of statements."""
        entry = self.entries[index]
        count: list[Piece] = [("accent", f" {len(entry.statements)}")]
        room = width - 2 - cell_len(count[0][1])
        name = fit(entry.name, room)
        office = fit(entry.offices[0], min(_MOST_OFFICE, room - cell_len(name) - 2)) if entry.offices else ""
        return [spread([("text", f" {name}"), ("quiet", f"  {office}" if office else "")], count, width - 1)]


class StatementListing:
    """What one speaker said, the latest first: where and how, then the words."""

    def __init__(self, statements: Sequence[Statement], titles: Mapping[str, str]) -> None:
        self.statements = sorted(statements, key=lambda one: one.date or "", reverse=True)
        self._titles = titles
        self._drawn: dict[int, list[list[Piece]]] = {}
        self._width = 0

    def heights(self, width: int) -> Sequence[int]:
        """A row for the place, some for the words, an empty one."""
        return [len(self.draw(index, width)) for index in range(len(self.statements))]

    def is_selectable(self, index: int) -> bool:
        """All are."""
        return True

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """One statement; kept while the width stays, for wrapping is what takes time."""
        if width != self._width:
            self._drawn.clear()
            self._width = width
        if index not in self._drawn:
            self._drawn[index] = self._statement(self.statements[index], width - 1)
        return self._drawn[index]

    def _statement(self, statement: Statement, width: int) -> list[list[Piece]]:
        date = statement.date or "undated"
        signs = f" {badges(statement.claim)}"
        title = fit(self._titles.get(statement.ref.article, "untitled"), width - 4 - cell_len(date) - cell_len(signs))
        head = spread([("quiet", f" {date}  {title}")], [("accent", signs)], width)
        words = wrapped([("text", content_of(statement))], width - 3, _ROWS_A_STATEMENT)
        return [head, *([("text", "   "), *row] for row in words), []]
