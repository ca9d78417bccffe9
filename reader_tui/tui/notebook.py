"""What the user keeps about the open articles: read by a worker, written at once, in the screen's own thread.

The store is a file of its own kind of trouble (no space, no permission, damage); a reader without it still reads.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader_tui.text.model import Document, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader_tui.analysis.claims.corrections import Correction
    from reader_tui.store.annotations import Annotations
    from reader_tui.store.choices import Choices
    from reader_tui.store.db import Store
    from reader_tui.store.library import Library
    from reader_tui.store.marks import Marks
    from reader_tui.store.records import Annotation, ArticleRecord
    from reader_tui.store.versions import Carried
    from reader_tui.tui.note_editor import NoteDraft

DRAFT_NAME = "unsaved-note.json"
STORE_NAME = "library.sqlite"
LARGEST_KEPT = 20_000_000
"""Code points of an article that the library takes in; a longer one is read from its file alone."""


class LeftDraft(NamedTuple):
    """A note that was being written when the program ended; ``note`` is the uuid it changes, empty for a new one."""

    article: int
    span: Span
    note: str
    text: str
    tags: tuple[str, ...]
    colour: str


class KeptArticle(NamedTuple):
    """Everything the store knows of one article; spans and offsets are of its source text."""

    record: ArticleRecord
    annotations: tuple[Annotation, ...] = ()
    marks: Mapping[str, int] | None = None
    """Offsets by letter; those of the whole library that point into this article among them."""
    disabled_rules: frozenset[str] = frozenset()
    enabled_rules: frozenset[str] = frozenset()
    """Rules that are off by themselves and were switched on."""
    refused: frozenset[Span] = frozenset()
    corrections: tuple[Correction, ...] = ()
    reference_date: date | None = None
    view: Mapping[str, Any] | None = None

    @property
    def id(self) -> int:
        """The article's number in the library."""
        return self.record.id


class Notebook:
    """The store in a home folder, opened when it is first wanted; for one thread."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._store: Store | None = None

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; it opens again when it is wanted."""
        if self._store is not None:
            self._store.close()
            self._store = None

    @property
    def store(self) -> Store:
        """The open store; `StoreError` where there can be none."""
        if self._store is None:
            from reader_tui.store.rescue import open_rescued

            self._store = open_rescued(self.home)
        return self._store

    @property
    def problem(self) -> str:
        """What went wrong although the store is usable, in one sentence; once."""
        problem, self.store.problem = self.store.problem, None
        return problem.message if problem is not None else ""

    @property
    def library(self) -> Library:
        """The articles."""
        from reader_tui.store.library import Library
        from reader_tui.text.repaired import repaired_view

        return Library(self.store, repaired_view)

    @property
    def annotations(self) -> Annotations:
        """Highlights, notes and bookmarks."""
        from reader_tui.store.annotations import Annotations

        return Annotations(self.store)

    @property
    def marks(self) -> Marks:
        """Letters for places."""
        from reader_tui.store.marks import Marks

        return Marks(self.store)

    @property
    def choices(self) -> Choices:
        """What the user decided against the program."""
        from reader_tui.store.choices import Choices

        return Choices(self.store)

    def keep_draft(self, article: int, span: Span, note: str, draft: NoteDraft) -> None:
        """Write a note down while it is being written."""
        import json  # nobody writes at the start

        value = [article, span.start, span.end, note, draft.text, draft.tags, draft.colour]
        path = self.home / DRAFT_NAME
        with suppress(OSError):  # the store will complain when the note is saved
            beside = path.with_suffix(".new")
            beside.write_text(json.dumps(value), encoding="utf-8")
            beside.replace(path)

    def drop_draft(self) -> None:
        """The note is stored, or was thrown away."""
        with suppress(OSError):
            (self.home / DRAFT_NAME).unlink(missing_ok=True)

    def left_draft(self) -> LeftDraft | None:
        """The note that was being written when the program last ended; None where there was none."""
        try:
            data = (self.home / DRAFT_NAME).read_bytes()
        except OSError:
            return None
        import json

        try:
            article, start, end, note, text, tags, colour = json.loads(data)
            return LeftDraft(int(article), Span(start, end), str(note), str(text), tuple(map(str, tags)), str(colour))
        except (ValueError, TypeError):
            return None

    def kept(self, article: int) -> KeptArticle:
        """What the store knows of an article now."""
        choices = self.choices
        return KeptArticle(
            self.library.get(article), tuple(self.annotations.of_article(article)),
            {mark.letter: mark.position for mark in self.marks.of_article(article) if mark.article == article},
            choices.disabled_rules(article), choices.enabled_rules(article),
            frozenset(refused.span for refused in choices.refused_edits(article) if refused.span is not None),
            tuple(_corrections([kept.value for kept in sorted(choices.corrections(article), key=attrgetter("key"))])),
            choices.reference_date(article), choices.view(article))


def _corrections(values: Sequence[Mapping[str, Any]]) -> list[Correction]:
    """The corrections that can be read, in the order of their keys; a newer version of the program may have written others."""
    from reader_tui.analysis.claims.corrections import CorrectionError, from_json  # with all of the grammar

    read = []
    for value in values:
        try:
            read.append(from_json(value))
        except CorrectionError:
            continue
    return read


def take_in(home: Path, document: Document) -> tuple[KeptArticle | None, str]:
    """Add an article to the library or find it there, without indexing it: (what is known of it, what went wrong)."""
    from reader_tui.store.db import StoreError

    try:
        with Notebook(home) as notebook:
            added = notebook.library.add(document, index=False)
            told = [notebook.problem, _told(added.carried) if added.outcome == "version" else ""]
            return notebook.kept(added.article.id), " ".join(sentence for sentence in told if sentence)
    except StoreError as error:
        return None, str(error)


def _told(carried: Carried) -> str:
    """What became of the notes of a text that has changed; nothing where there were none."""
    states = {"where they were": carried.exact, "moved with their words": carried.moved,
              "at words much like theirs": carried.fuzzy, "without their passage (A lists them)": carried.orphan}
    parts = [f"{count} {state}" for state, count in states.items() if count]
    return f"This text has changed. Notes: {', '.join(parts)}." if parts else ""


def index_article(home: Path, article: int) -> None:
    """Index an article for the search; what cannot be done now is done when the library is opened."""
    from reader_tui.store.db import StoreError

    with suppress(StoreError), Notebook(home) as notebook:
        notebook.library.full_text.index_pending(only=article)


def keep_position(notebook: Notebook, article: int, position: int, progress: float, seconds: float) -> None:
    """Write down where an article was left, unless the store cannot be written."""
    from reader_tui.store.db import StoreError

    with suppress(StoreError):
        notebook.library.save_position(article, position, progress, seconds)
