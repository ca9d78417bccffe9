"""What the store hands out: frozen values, never a cursor or a connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reader_tui.text.anchor import State
from reader_tui.text.model import Quote, Span

Script = Literal["traditional", "simplified", "both", "none"]
Motivation = Literal["highlighting", "commenting", "bookmarking"]

COLOURS: Mapping[str, str] = {"yellow": "▪", "green": "▴", "blue": "✚", "pink": "✦", "purple": "▾"}
"""The five highlight colours and the shape that stands for each where there are no colours; one cell each."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article of the library; positions are code points of its current version's source text."""

    id: int
    sha256: str
    """Of the current version; the same as `Document.id`."""
    title: str
    source: str
    """The site, or else the folder that it came from; may be empty."""
    date: str | None
    script: Script
    tags: tuple[str, ...]
    size: int
    """Code points."""
    position: int
    progress: float
    """How much has been read, 0..1."""
    seconds: float
    """Time read."""
    added: str
    opened: str | None
    """When it was read last; None for never."""
    uri: str
    """A place where the current version was found, else any version; empty where it came through a pipe."""
    notes: int = 0
    """How many annotations it has, in lists; elsewhere 0."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One article that a search found; spans are code points of its current version's source text."""

    article: ArticleRecord
    spans: tuple[Span, ...]
    """Where the words stand, in reading order; empty where only the title has them."""
    snippet: str
    """Some source text around the first of ``spans``, on one line."""
    marks: tuple[Span, ...]
    """The words found, as spans of ``snippet``."""
    goes_on: tuple[bool, bool] = (False, False)
    """Whether there is text before the snippet, and behind it."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, a note or a bookmark.

    ``anchor`` and ``quote`` are as it was made, over the version ``sha256``; they never change on their own.
    ``span`` is where that is in the article's current version: None for an orphan.
    """

    uuid: str
    article: int
    sha256: str
    anchor: Span
    quote: Quote
    motivation: Motivation
    colour: str
    """A key of `COLOURS`."""
    body: str
    """The note; empty for a bare highlight."""
    tags: tuple[str, ...]
    created: str
    modified: str
    rev: int
    """Counts the changes; a change is only taken over the revision it was made from."""
    deleted: str | None = None
    copy_of: str | None = None
    """The annotation of which this is the other half of a conflict."""
    span: Span | None = None
    state: State = "exact"
    score: float = 1.0

    @property
    def shape(self) -> str:
        """What stands for its colour where there are no colours."""
        return COLOURS.get(self.colour, "▪")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place under a letter: a–z in one article, A–Z in the whole library."""

    letter: str
    article: int
    sha256: str
    anchor: int
    """An offset in the version it was set in."""
    position: int
    """The offset in the current version."""
    modified: str


@dataclass(frozen=True, slots=True)
class AnchoredChoice:
    """A decision about one passage: a repair refused, a claim corrected."""

    key: str
    value: Mapping[str, Any]
    """JSON; what it means is its maker's affair."""
    sha256: str
    anchor: Span
    quote: Quote
    span: Span | None
    """Where the passage is in the current version; None where it is gone."""
    state: State
    modified: str = ""


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """Which articles to list; every field that is set must hold."""

    text: str = ""
    """Words of the title, source or tags, in either script."""
    tag: str | None = None
    source: str | None = None
    script: Script | None = None
    date: str | None = None
    """Its beginning: ``2025``, ``2025-05``, ``2025-05-20``."""
    unread: bool | None = None
