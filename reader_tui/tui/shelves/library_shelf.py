"""The library on the screen: listed, searched, tagged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader_tui.tui.background import run_beside
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.shelves.shelf import Shelf

if TYPE_CHECKING:
    from reader_tui.store.records import ArticleRecord, SearchHit
    from reader_tui.tui.library_screen import LibraryScreen

_MOST_HITS = 200
_ALL = 1_000_000
_FIRST = 500
"""Articles that are listed at once; the others come from a worker."""
_PROGRESS_STEPS = 20


class LibraryShelf(Shelf):
    """Answers the library screen."""

    _asked: tuple[LibraryScreen, str] | None = None
    """The search to begin when the one that runs is over; only the last one asked for is wanted."""
    _is_searching = False

    def show_library(self) -> None:
        """Open the library: its first page at once, the rest as it is read."""
        from reader_tui.tui.library_screen import LibraryScreen

        found = self.stored(lambda: (self.notebook.library.articles(limit=_FIRST), self.notebook.library.tags()))
        if found is None:
            return
        first, tags = found
        screen = LibraryScreen(first, known_tags=tags)
        self.push_screen(screen)
        if len(first) == _FIRST:
            run_beside(self, self._all_articles, screen.show_articles)
        run_beside(self, partial(self._index, screen), lambda _: self._show_indexing(screen, 0, 0))

    def _all_articles(self) -> Sequence[ArticleRecord]:
        with Notebook(self.notebook.home) as notebook:
            return notebook.library.articles(limit=_ALL)

    def _index(self, screen: LibraryScreen) -> int:
        """Index what waits, in a worker of its own."""
        with Notebook(self.notebook.home) as notebook:
            def progress(done: int, total: int) -> bool:
                if self.is_running and done % _PROGRESS_STEPS == 0:
                    self.call_from_thread(self._show_indexing, screen, done, total)
                return self.is_running

            return notebook.library.full_text.index_pending(progress)

    def _show_indexing(self, screen: LibraryScreen, done: int, total: int) -> None:
        if screen.is_attached:
            screen.show_indexing(done, total)

    def on_library_screen_search(self, event: LibraryScreen.Search) -> None:
        """Search all texts, in a worker: the field goes on taking keys."""
        from reader_tui.tui.library_screen import LibraryScreen

        screen = self.screen
        if isinstance(screen, LibraryScreen):
            self._asked = screen, event.query
            self._search_next()

    def _search_next(self) -> None:
        """Begin the search that is wanted, unless one runs: beside each other all would take the time of their sum."""
        if self._asked is None or self._is_searching:
            return
        (screen, query), self._asked = self._asked, None
        self._is_searching = True
        answer = partial(self._answer_search, screen, query)
        run_beside(self, partial(self._hits, query), answer, partial(answer, None))

    def _answer_search(self, screen: LibraryScreen, query: str, hits: Sequence[SearchHit] | None) -> None:
        self._is_searching = False
        if screen.is_attached:
            screen.show_results(query, hits)
        self._search_next()

    def _hits(self, query: str) -> list[SearchHit]:
        with Notebook(self.notebook.home) as notebook:
            return notebook.library.search(query, _MOST_HITS)

    async def on_library_screen_open(self, event: LibraryScreen.Open) -> None:
        """Read an article, at a passage where one was found."""
        record = self.stored(lambda: self.notebook.library.get(event.article_id))
        if record is not None:
            await self.read_record(record, event.offset, event.query)

    def on_library_screen_tags_changed(self, event: LibraryScreen.TagsChanged) -> None:
        """Give an article other tags."""
        self.stored(lambda: self.notebook.library.set_tags(event.article_id, event.tags))
        self._list_again()

    def on_library_screen_remove(self, event: LibraryScreen.Remove) -> None:
        """Take an article out of the library; opening or adding its file brings it back."""
        self.stored(lambda: self.notebook.library.remove(event.article_id))
        self._list_again()

    def _list_again(self) -> None:
        from reader_tui.tui.library_screen import LibraryScreen

        if isinstance(self.screen, LibraryScreen):
            run_beside(self, self._all_articles, self.screen.show_articles)

    def on_library_screen_closed(self) -> None:
        """Back to the reader."""
        self.leave_shelf()
