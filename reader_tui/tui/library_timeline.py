"""The timelines of all articles of the library, read beside the screen and bounded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from reader_tui.text.counting import counted
from reader_tui.tui.article import LONGEST_ANALYSED
from reader_tui.tui.notebook import Notebook

if TYPE_CHECKING:
    from reader_tui.analysis.time.model import Timeline
    from reader_tui.store.records import ArticleRecord

_MOST_ARTICLES = 500
"""The articles opened last; the head says how many of how many these are."""
_MOST_CHARACTERS = 3_000_000
"""Code points that are read in all: half a minute of work, a minute where all are damaged."""
_SHOW_SECONDS = 0.5
"""How often what is known so far is shown at first ..."""
_SHOW_SHARE = 0.3
"""... and then after that share of the time that it has taken: the more there is to show, the longer that takes too."""


@dataclass(frozen=True, slots=True)
class LibraryArticle:
    """An article of the library and what it tells."""

    record: int
    sha256: str
    title: str
    timeline: Timeline


@dataclass(eq=False)
class LibraryTimeline:
    """What is known of the library so far; grown by a worker, read by the screen."""

    articles: list[LibraryArticle] = field(default_factory=list)
    done: int = 0
    wanted: int = 0
    total: int = 0
    """Articles that the library has."""
    is_wanted: bool = True
    """False tells the worker to stop."""

    @property
    def words(self) -> str:
        """How far it is, for the head of the timeline."""
        if self.done < self.wanted or not self.wanted:
            return f"library {self.done} of {self.wanted}…" if self.wanted else "library…"
        return "library" if self.wanted == self.total else f"library, {self.wanted} of {counted(self.total, 'article')}"


def read_library(home: Path, library: LibraryTimeline, progress: Callable[[], None]) -> str:
    """Fill ``library`` with the timelines of its articles, those opened last first; what went wrong, or nothing.

    ``progress`` is called from time to time, in this thread.
    """
    from reader_tui.store.db import StoreError

    try:
        with Notebook(home) as notebook:
            records = _bounded(notebook.library.articles(limit=_MOST_ARTICLES))
            library.total, library.wanted = notebook.library.count(), len(records)
            begun = shown = monotonic()
            for record in records:
                if not library.is_wanted:
                    break
                with suppress(KeyError):  # only its notes are here, not its text
                    library.articles.append(_read(notebook, record))
                library.done += 1
                now = monotonic()
                if now - shown > max(_SHOW_SECONDS, _SHOW_SHARE * (now - begun)):
                    progress()
                    shown = now
        return ""
    except StoreError as error:
        return str(error)


def _bounded(records: list[ArticleRecord]) -> list[ArticleRecord]:
    """The first of them that are not too much together."""
    size = 0
    for count, record in enumerate(records):
        size += min(record.size, LONGEST_ANALYSED)
        if size > _MOST_CHARACTERS and count:
            return records[:count]
    return records


def _read(notebook: Notebook, record: ArticleRecord) -> LibraryArticle:
    from reader_tui.analysis.pipeline import analyse_document
    from reader_tui.tui.wanted_repairs import wanted_repairs

    document = notebook.library.document(record.id)
    kept = notebook.kept(record.id)
    document = replace(document, text=document.text[:LONGEST_ANALYSED])
    analysis = analyse_document(document, kept.reference_date, repairs=wanted_repairs(document, kept, notebook.home))
    return LibraryArticle(record.id, record.sha256, record.title, analysis.timeline)
