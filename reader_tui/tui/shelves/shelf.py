"""What every shelf shares: the store, how its errors are told, and the way from a shelf to a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from reader_tui.text.blocks import source_of
from reader_tui.text.load import LoadError
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.opening import read_article
from reader_tui.tui.reader_screen import ReaderScreen

if TYPE_CHECKING:
    from reader_tui.store.records import ArticleRecord

Result = TypeVar("Result")


class Shelf(App[None]):
    """An application with a store."""

    notebook: Notebook

    def complain(self, message: str) -> None:
        """Tell what could not be done."""
        self.notify(sanitize_line(message), severity="error", markup=False, timeout=10)

    def stored(self, work: Callable[[], Result]) -> Result | None:
        """What the store answers; None, and it is told why, where it cannot."""
        from reader_tui.store.db import StoreError

        try:
            return work()
        except StoreError as error:
            self.complain(str(error))
            return None

    def reader_for(self, articles: Sequence[tuple[Article, int]]) -> ReaderScreen:
        """A reader with these articles, each at its address."""
        raise NotImplementedError

    @property
    def reader(self) -> ReaderScreen | None:
        """The reader, on top or below a shelf; None where nothing was opened yet."""
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, ReaderScreen)), None)

    def leave_shelf(self) -> None:
        """Close the screen on top; with no reader under it the program ends."""
        if self.reader is not None:
            self.pop_screen()
        else:
            self.exit()

    async def read_record(self, record: ArticleRecord, offset: int | None = None, query: str = "") -> None:
        """Open an article of the library in the reader, at ``offset`` of its source or else where it was left."""
        reader = self.reader
        shown = reader.pane_of(record.sha256) if reader is not None else None
        article = shown.article if shown is not None else self._article_of(record)
        if article is None:
            return
        address = offset if offset is not None else record.position
        if reader is None:
            reader = self.reader_for([(article, address)])
            await self.push_screen(reader)
        else:
            while self.screen is not reader:
                await self.pop_screen()
            if shown is None:
                await reader.show_article(article, address=address)
            else:
                reader.focus_pane(shown)
                if offset is not None:
                    reader.jump(offset)
        if query:
            reader.search(query)

    def _article_of(self, record: ArticleRecord) -> Article | None:
        """Its file, or what was kept of it where that is gone or has changed."""
        path = Path(record.uri) if record.uri and "://" not in record.uri else None
        try:
            if path is not None and path.is_file():
                article = read_article(str(path))
                if article.document.id == record.sha256:
                    return article
        except LoadError:
            pass  # what was kept will do
        try:
            document = self.stored(lambda: self.notebook.library.document(record.id))
        except KeyError:
            self.complain(f"“{record.title}”: only its notes are in the library, not its text")
            return None
        return None if document is None else Article(source_of(document), document)
