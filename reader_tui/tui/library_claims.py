"""The claims of the library's articles, worked out when they are wanted and kept for the rest of the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader_tui.aliases import load_aliases
from reader_tui.analysis.claims import Claim, extract
from reader_tui.analysis.claims.review import review_claims
from reader_tui.analysis.speakers import AliasTable
from reader_tui.analysis.time.dating import find_document_date
from reader_tui.text.model import Document, Edit
from reader_tui.text.repair import repair
from reader_tui.text.views import TextView
from reader_tui.tui.notebook import Notebook

if TYPE_CHECKING:
    from reader_tui.store.records import ArticleRecord

LONGEST_READ = 200_000
"""Code points of an article that is read for its claims unasked, some two seconds' work; a longer one is left out."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What an article's text gives, whatever its reader says of it."""

    edits: Sequence[Edit]
    extracted: Sequence[Claim]
    date: str | None


@dataclass(frozen=True, slots=True)
class KeptClaims:
    """The claims of an article of the library as their reader left them; spans are of its source."""

    record: ArticleRecord
    claims: Sequence[Claim]
    date: str | None
    """The day it is from (ISO 8601), by the library or else by its own words."""


class LibraryClaims:
    """Claims by content; for any thread, each with a notebook of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._read: dict[str, _Read] = {}
        self._lock = Lock()
        self._aliases: AliasTable | None = None
        self.alias_faults: list[str] = []
        """What is wrong with the user's spellings, once `aliases` was asked for."""

    @property
    def aliases(self) -> AliasTable:
        """The spellings of speakers, read when they are first wanted."""
        with self._lock:
            if self._aliases is None:
                self._aliases, self.alias_faults = load_aliases(self.home)
            return self._aliases

    @property
    def read_count(self) -> int:
        """How many articles have been read so far."""
        return len(self._read)

    def of(self, notebook: Notebook, record: ArticleRecord,
           is_wanted: Callable[[str], bool] = lambda text: True) -> KeptClaims | None:
        """The claims of an article, if its text is kept, ``is_wanted`` and short enough to be read unasked, else None."""
        if record.size > LONGEST_READ:
            return None
        try:
            document = notebook.library.document(record.id)
        except KeyError:
            return None  # only its notes came
        if not is_wanted(document.text):
            return None
        read = self._read.get(record.sha256) or self._taken(record.sha256, document)
        view = TextView.edited(document.text, read.edits)
        reviewed = review_claims(read.extracted, notebook.kept(record.id).corrections, view)
        return KeptClaims(record, [one.claim for one in reviewed if not one.is_hidden], record.date or read.date)

    def _taken(self, identity: str, document: Document) -> _Read:
        """Read an article; two threads may do so at once, and get the same."""
        edits = repair(document.text).edits
        view = TextView.edited(document.text, edits)
        day, _ = find_document_date(document, view.text)
        read = self._read[identity] = _Read(edits, extract(view.text, aliases=self.aliases), day.isoformat() if day else None)
        return read
