"""The timeline: what is on it, what its keys do, and the dates that relative times are read against."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from textual import on

from reader_tui.tui.actions.following import FollowingActions
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import OpenPane
from reader_tui.tui.timeline import TimelineView
from reader_tui.tui.titles import fit

if TYPE_CHECKING:
    from reader_tui.store.records import ArticleRecord
    from reader_tui.tui.library_timeline import LibraryTimeline
    from reader_tui.tui.timeline_entries import Place, TimelineEntry
    from reader_tui.tui.timeline_rows import DatedArticle

_PAN = 0.25
"""Share of the screen that a key moves the axis by."""
_TITLE_CELLS = 30


class _Opener(Protocol):
    """The application as far as it opens articles of the library."""

    async def read_record(self, record: ArticleRecord, offset: int | None = None) -> None:
        """Open an article at an offset of its source."""


class DatingActions(FollowingActions):
    """What the timeline shows and what its keys do."""

    _library: LibraryTimeline | None = None
    """The timelines of the library while they are on the axis, as far as they are known."""

    _turn = 0
    """Counts what was to be shown, so that what comes late is not."""

    # -- what is shown -------------------------------------------------------------------------------------

    def show_timeline(self) -> None:
        """Give the timeline the events of the open articles, and of the library where it is wanted."""
        from reader_tui.tui.timeline_entries import LIBRARY, Told, entries_of  # nothing is dated at the start
        from reader_tui.tui.timeline_rows import DatedArticle

        opened = self._listed()
        told = [Told(one.pane.number, one.article.timeline, one.article.title) for one in opened
                if one.article.timeline is not None]
        note = ""
        if self._library is not None:
            known = {one.article.document.id for one in opened}
            told += [Told(LIBRARY, one.timeline, one.title, one.record) for one in self._library.articles
                     if one.sha256 not in known]
            note = self._library.words
        dates = [DatedArticle(one.pane.number, one.article.analysis.reference_date, one.article.analysis.date_origin)
                 for one in opened if one.article.analysis is not None]
        self._turn += 1
        show = partial(self._show_entries, self._turn, dates, note)
        if self._library is None:
            show(entries_of(told))
        else:
            run_beside(self.app, partial(entries_of, told), show)  # ten thousand events take the better part of a second

    def _show_entries(self, turn: int, dates: Sequence[DatedArticle], note: str, entries: Sequence[TimelineEntry]) -> None:
        if turn == self._turn:
            self.timeline_panel.show(entries, dates, note)

    def _listed(self) -> list[OpenPane]:
        """A pane for each open article; one in two panes is listed under the first."""
        return list({id(opened.article): opened for opened in reversed(self.panes)}.values())[::-1]

    def follow_in_timeline(self, current: OpenPane) -> None:
        """Make the event nearest to the reading position the current one."""
        timeline = current.article.timeline
        pane = current.pane
        cursor = pane.cursor if pane.shows_cursor else None
        nearest: int | None = None
        if timeline is not None:
            from reader_tui.tui.timeline_entries import nearest_event

            nearest = nearest_event(timeline, pane.address, pane.viewport.end_address, cursor)
        number = self._listed_number(current)
        self.timeline_panel.follow(None if nearest is None else (number, None, nearest))

    @on(TimelineView.Highlighted)
    def _follow_event(self, event: TimelineView.Highlighted) -> None:
        if event.place.record is None:
            self._go_to(event.place.article, event.place.span, flash=False)

    @on(TimelineView.Chosen)
    async def _take_event(self, event: TimelineView.Chosen) -> None:
        if event.place.record is None:
            self._go_to(event.place.article, event.place.span, flash=True)
        else:
            await self._read(event.place, event.place.record)

    async def _read(self, place: Place, number: int) -> None:
        """Open an article of the library at an event."""
        record = self.keep(lambda: self.notebook.library.get(number))
        if record is not None:
            await cast(_Opener, self.app).read_record(record, place.span.start)
            self.flash(place.span)

    # -- keys ----------------------------------------------------------------------------------------------

    def action_timeline_next(self) -> None:
        self.timeline_panel.move(self.times)

    def action_timeline_previous(self) -> None:
        self.timeline_panel.move(-self.times)

    def action_timeline_choose(self) -> None:
        self.timeline_panel.choose()

    def action_timeline_zoom_in(self) -> None:
        self.timeline_panel.zoom(0.5**self.times)

    def action_timeline_zoom_out(self) -> None:
        self.timeline_panel.zoom(2.0**self.times)

    def action_timeline_earlier(self) -> None:
        self.timeline_panel.pan(-_PAN * self.times)

    def action_timeline_later(self) -> None:
        self.timeline_panel.pan(_PAN * self.times)

    def action_timeline_fit(self) -> None:
        self.timeline_panel.fit()

    def action_timeline_list(self) -> None:
        self.timeline_panel.toggle_list()

    def action_timeline_filter(self) -> None:
        self.ask("timeline", self.timeline_panel.filter, changed=self.timeline_panel.filter)

    # -- the library ---------------------------------------------------------------------------------------

    def action_timeline_library(self) -> None:
        """Put the whole library on the axis, or the open articles alone again."""
        if self._library is not None:
            self._library.is_wanted = False
            self._library = None
        else:
            from reader_tui.tui.library_timeline import LibraryTimeline

            self._library = library = LibraryTimeline()
            self._library_work(library)
        self.show_timeline()

    def _library_work(self, library: LibraryTimeline) -> None:
        """Read the library beside the screen, and show what is known of it from time to time."""
        from reader_tui.tui.library_timeline import read_library

        def progress() -> None:
            if self.app.is_running:
                self.app.call_from_thread(self._show_library_part, library)

        run_beside(self.app, partial(read_library, self.notebook.home, library, progress),
                   lambda problem: self._end_library(library, problem))

    def _show_library_part(self, library: LibraryTimeline) -> None:
        if library is self._library:
            self.show_timeline()

    def _end_library(self, library: LibraryTimeline, problem: str) -> None:
        if problem:
            self.notify(problem, severity="error", markup=False, timeout=10)
        self._show_library_part(library)

    # -- reference dates -----------------------------------------------------------------------------------

    def action_reference_date(self) -> None:
        """Ask for the date that an article's relative times are read against."""
        article = self._article_meant()
        known = article.analysis.reference_date if article.analysis is not None else None
        self.ask(f"date of “{fit(article.title, _TITLE_CELLS)}”, YYYY-MM-DD or nothing", partial(self._give_date, article),
                 initial=known.isoformat() if known is not None else "")

    def _article_meant(self) -> Article:
        """That of the event selected in the timeline where the keys go there, else the current one."""
        selected = self.timeline_panel.selected if self.timeline_panel.has_focus_within else None
        numbers: Sequence[int] = selected.articles if selected is not None else ()
        return next((opened.article for opened in self.panes if opened.pane.number in numbers), self.current.article)

    def _give_date(self, article: Article, answer: str) -> None:
        """Take the date given, or none, and read the article's times anew."""
        day: date | None = None
        if answer.strip():
            with suppress(ValueError):
                day = date.fromisoformat(answer.strip())
            if day is None:
                self.say(f"not a date: {answer.strip()}; write it as 2024-05-02")
                return
        kept = article.kept
        if kept is not None:
            self.keep(lambda: self.notebook.choices.set_reference_date(kept.id, day))
            article.kept = kept._replace(reference_date=day)
        article.reference_date = day
        self.working = "reading dates…"
        self.show_status()
        self._analyse(article)
