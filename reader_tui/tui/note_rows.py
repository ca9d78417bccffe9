"""Annotations of the whole library as rows: filtered, sorted, drawn. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from reader_tui.store.records import Annotation
from reader_tui.text.model import Span
from reader_tui.text.width import cell_len
from reader_tui.tui.filtering import Query, fold, parse_query
from reader_tui.tui.pieces import Piece
from reader_tui.tui.row_line import spread
from reader_tui.tui.titles import fit

Order = Literal["changed", "article", "colour"]
ORDERS: dict[Order, str] = {"changed": "last changed", "article": "article", "colour": "colour"}
"""The orders there are and what they are called, in the order that the key goes through."""
FIELDS = ("tag", "colour", "color", "article", "date", "since", "until", "is")
BADGES: dict[str, Piece] = {"exact": ("good", "="), "moved": ("tag", "→"), "fuzzy": ("warn", "≈"), "orphan": ("bad", "×")}
"""Style and shape for the state of an anchor."""
_MEANINGS = {
    "exact": "the passage is where it was",
    "moved": "the passage stands elsewhere now, with the same words",
    "fuzzy": "the words of the passage changed since",
    "orphan": "the passage is gone; c lists where it may belong",
}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An annotation and the title of its article."""

    annotation: Annotation
    title: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A place where an orphan may belong: a span of the article's current version, its words, its similarity (0..1)."""

    span: Span
    passage: str
    score: float


def matches(row: NoteRow, query: Query) -> bool:
    """Whether an annotation is what a filter line asks for."""
    note = row.annotation
    if query.words and not query.holds_words(fold("\n".join((note.quote.exact, note.body, row.title, *note.tags)))):
        return False
    day = note.modified
    kinds = {note.state, note.motivation, "noted" if note.body else "bare"}
    tests: dict[str, Callable[[str], bool]] = {
        "tag": lambda value: any(fold(tag).startswith(value) for tag in note.tags),
        "colour": lambda value: note.colour.startswith(value) or note.shape == value,
        "color": lambda value: note.colour.startswith(value) or note.shape == value,
        "article": lambda value: value in fold(row.title),
        "date": lambda value: day.startswith(value),
        "since": lambda value: day >= value,
        "until": lambda value: day[: len(value)] <= value,
        "is": lambda value: any(kind.startswith(value) for kind in kinds),
    }
    return all(tests[name](value) for name, value in query.fields)


def select(rows: Sequence[NoteRow], words: str = "", order: Order = "changed") -> list[NoteRow]:
    """The annotations that pass a filter line (`FIELDS` may be asked for by name), in an order.

    The last changed first; or by title and then as they stand in the article; or by colour.
    """
    query = parse_query(words, FIELDS)
    found = sorted((row for row in rows if matches(row, query)), key=lambda row: row.annotation.modified, reverse=True)
    if order == "article":
        found.sort(key=lambda row: (fold(row.title), row.annotation.article, _place(row.annotation)))
    elif order == "colour":
        found.sort(key=lambda row: row.annotation.colour)
    return found


def _place(note: Annotation) -> tuple[bool, int]:
    return note.span is None, (note.span or note.anchor).start


class NoteListing:
    """Annotations as a list; ordered by article or colour, each of these is a heading."""

    def __init__(self, rows: Sequence[NoteRow], order: Order = "changed") -> None:
        self._order = order
        self._items: list[NoteRow | tuple[str, int]] = []
        if order == "changed":
            self._items += rows
            return
        keys: dict[Order, Callable[[NoteRow], tuple[object, str]]] = {
            "article": lambda row: (row.annotation.article, row.title),
            "colour": lambda row: (row.annotation.colour, f"{row.annotation.shape} {row.annotation.colour}")}
        for (_, name), group in groupby(rows, key=keys[order]):
            found = list(group)
            self._items += [(name, len(found)), *found]

    def note(self, index: int) -> NoteRow | None:
        """The annotation at an index, None for a heading."""
        item = self._items[index] if 0 <= index < len(self._items) else None
        return item if isinstance(item, NoteRow) else None

    def index_of(self, uuid: str) -> int | None:
        """Where an annotation stands, None where it does not."""
        return next((i for i, item in enumerate(self._items)
                     if isinstance(item, NoteRow) and item.annotation.uuid == uuid), None)

    def heights(self, width: int) -> Sequence[int]:
        """A heading two rows; a note four, a bare highlight three, with the empty row behind it."""
        return [(4 if item.annotation.body else 3) if isinstance(item, NoteRow) else 2 for item in self._items]

    def is_selectable(self, index: int) -> bool:
        """Annotations are."""
        return self.note(index) is not None

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """An annotation: passage and state, what was noted, where and when."""
        item = self._items[index]
        if not isinstance(item, NoteRow):
            name, count = item
            return [[("heading", f" {fit(name, width - 12)}"), ("quiet", f"  {count}")], []]
        note, width = item.annotation, width - 1
        style, shape = BADGES[note.state]
        state = f" {shape} {note.state}"
        quote = " ".join(note.quote.exact.split()) or "bookmark"
        rows = [spread([(note.colour, f" {note.shape} "), ("text", f" {fit(quote, width - 5 - cell_len(state))}")],
                       [("quiet" if note.state == "exact" else style, state)], width)]
        if note.body:
            rows.append([("strong", f"    {fit(' '.join(note.body.split()), width - 4)}")])
        title = "" if self._order == "article" else f"{fit(item.title, max(8, width // 2))} · "
        tags = fit("".join(f"  #{tag}" for tag in note.tags), width - 17 - cell_len(title))
        return [*rows, [("quiet", f"    {title}{note.modified[:10]}"), ("tag", tags)], []]


class CandidateListing:
    """Where an orphan may belong, the likeliest first."""

    def __init__(self, candidates: Sequence[CandidateRow]) -> None:
        self.candidates = candidates

    def heights(self, width: int) -> Sequence[int]:
        """Two rows each."""
        return [2] * len(self.candidates)

    def is_selectable(self, index: int) -> bool:
        """All are."""
        return True

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """How alike it is, and its words."""
        found = self.candidates[index]
        return [[("accent", f" {found.score:4.0%}  "), ("text", fit(found.passage, width - 8))], []]


def full_text(row: NoteRow) -> list[Piece]:
    """Everything known about an annotation, as paragraphs."""
    note = row.annotation
    style, shape = BADGES[note.state]
    known = [(note.colour, f" {note.shape} {note.colour} "), (style, f"{shape} {_MEANINGS[note.state]}")]
    if note.state == "fuzzy":
        known[-1] = (style, f"{shape} {_MEANINGS['fuzzy']}: {note.score:.0%} alike")
    body: list[Piece] = [*(("strong", line) for line in note.body.split("\n")), ("text", "")] if note.body else []
    tags: list[Piece] = [("tag", " ".join(f"#{tag}" for tag in note.tags))] if note.tags else []
    copy: list[Piece] = [("warn", "! the other half of a conflict: two programs changed this note")] if note.copy_of else []
    dates = f"made {note.created[:10]}" + (f", changed {note.modified[:10]}" if note.modified != note.created else "")
    return [*body, ("text", " ".join(note.quote.exact.split())), ("text", ""), *tags, *known, *copy,
            ("quiet", row.title), ("quiet", dates)]
