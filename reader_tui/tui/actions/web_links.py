"""Links to the web: listed, looked at, and only then followed."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from reader_tui.text.blocks import source_of
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.choices import Choice

if TYPE_CHECKING:
    from reader_tui.command_line.web_pages import SavedPage
    from reader_tui.text.hyperlinks import Hyperlink
    from reader_tui.tui.link_screen import Following

_MOST_LISTED = 5000
_TELL_SECONDS = 0.2
"""Seconds between two states of a progress."""


class WebLinkActions(ReaderBase):
    """The list of links, and what is done with one."""

    working: str

    def action_show_links(self) -> None:
        """List the links of the article, the one at the cursor or the next one first chosen."""
        from reader_tui.text.hyperlinks import links_of

        current = self.current
        links = list(links_of(current.article.document))[:_MOST_LISTED]
        here = sum(link.span.end <= current.pane.cursor for link in links)
        choices = [Choice(link, f"{link.words}  {link.host or link.written}".strip()) for link in links]
        self.choose("Links", choices, self._look_at, selected=min(here, max(0, len(links) - 1)),
                    empty="this text has no links")

    def _look_at(self, link: Hyperlink) -> None:
        from reader_tui.tui.link_screen import LinkScreen

        def follow(following: Following | None) -> None:
            if following == "copy":
                self.app.copy_to_clipboard(sanitize_line(link.address or link.written))
                self.say("copied the address")
            elif following == "browse":
                self._browse(link.address)
            elif following == "read":
                self._fetch(link)

        self.app.push_screen(LinkScreen(link), follow)

    def _browse(self, address: str) -> None:
        from reader_tui.tui.browser import NoBrowserError, open_in_browser

        def work() -> str:
            try:
                open_in_browser(address)
            except NoBrowserError as error:
                return f"{error}; the address can be copied"
            return "given to the browser"

        run_beside(self.app, work, self.say)

    def _fetch(self, link: Hyperlink) -> None:
        """Get the page in the background, save it, and open it beside this text."""
        self._tell_working(f"asking {link.host}…")
        home = self.notebook.home

        def work() -> SavedPage | str:
            from reader_tui.command_line.output import InputError
            from reader_tui.command_line.web_pages import keep_page
            from reader_tui.fetch import fetch
            from reader_tui.text.load import LoadError

            try:
                return keep_page(link.address, fetch(link.address, progress=self._progress_of(link.host)), home)
            except (LoadError, InputError) as error:
                return str(error)

        run_beside(self.app, work, self._take_page)

    def _progress_of(self, host: str) -> Callable[[int], None]:
        """What a fetch in another thread tells how many bytes it has to."""
        told = 0.0

        def tell(size: int) -> None:
            nonlocal told
            if self.app.is_running and monotonic() - told > _TELL_SECONDS:
                told = monotonic()
                self.app.call_from_thread(self._tell_working, f"{host}: {size / 1000:,.0f} kB")

        return tell

    def _tell_working(self, what: str) -> None:
        self.working = what
        self.show_status()

    def _take_page(self, page: SavedPage | str) -> None:
        self._tell_working("")
        if isinstance(page, str):
            self.notify(sanitize_line(page), severity="warning", markup=False, timeout=10)
            return
        article = Article(source_of(page.document), page.document, page.path)
        self.run_worker(self.show_article(article), exit_on_error=True)

    async def show_article(self, article: Article, *, address: int = 0) -> None:
        """Show an article beside the others, in place of the current one where there is no room for more."""
        raise NotImplementedError
