"""The reader: panes side by side, claims beside them, the timeline below. The switchboard between them all."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from time import monotonic

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget

from reader_tui.commands import COMMANDS, by_id
from reader_tui.config import Settings
from reader_tui.keymap import Keymap, KeyReader, Pending, Resolved, key_token
from reader_tui.screen_plan import MOST_PANES
from reader_tui.text.model import Span
from reader_tui.tui.actions.analysing import AnalysingActions
from reader_tui.tui.actions.arranging import ArrangingActions
from reader_tui.tui.actions.claiming import ClaimingActions
from reader_tui.tui.actions.dating import DatingActions
from reader_tui.tui.actions.linking import LinkingActions
from reader_tui.tui.actions.looking_up import LookUpActions
from reader_tui.tui.actions.moving import MovingActions
from reader_tui.tui.actions.noting import NotingActions
from reader_tui.tui.actions.panels import LATER_SECONDS, PanelActions
from reader_tui.tui.actions.panes import PaneActions
from reader_tui.tui.actions.picturing import PictureActions
from reader_tui.tui.actions.program import ProgramActions
from reader_tui.tui.actions.repairing import RepairActions
from reader_tui.tui.actions.scripting import ScriptActions
from reader_tui.tui.actions.searching import SearchingActions
from reader_tui.tui.actions.selecting import SelectingActions
from reader_tui.tui.actions.web_links import WebLinkActions
from reader_tui.tui.article import Article, PaneView
from reader_tui.tui.article_pane import ArticlePane
from reader_tui.tui.base import OpenPane
from reader_tui.tui.claims_sidebar import ClaimsSidebar
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.painting import Mark
from reader_tui.tui.prompt import Prompt
from reader_tui.tui.selection import Selection, paragraph_at, selected_span, word_at
from reader_tui.tui.status_line import Status, StatusLine
from reader_tui.tui.timeline import TimelineView

_FLASH_SECONDS = 0.7


class ReaderScreen(WebLinkActions, PictureActions, AnalysingActions, NotingActions, MovingActions, ScriptActions,
                   RepairActions, SearchingActions, LookUpActions, SelectingActions, DatingActions, ClaimingActions,
                   LinkingActions, ArrangingActions, PaneActions, PanelActions, ProgramActions):
    """Everything that is on the screen while reading."""

    class Shown(Message):
        """The panes are there and can answer keys."""

    def __init__(self, articles: Sequence[tuple[Article, int]], settings: Settings, keymap: Keymap,
                 notebook: Notebook, *, ambiguous: int = 1) -> None:
        """``articles`` come with the address to begin at; ``ambiguous`` as in `LayoutOptions`."""
        super().__init__()
        self.notebook = notebook
        self.settings = settings
        self.keymap = keymap
        self.keys = KeyReader(keymap)
        self.panes = []
        self.ambiguous = ambiguous
        self._articles = articles
        self.last_focused = None
        self.wants = {"claims": None, "timeline": None}
        self.matches = []
        self._said = ""

    def compose(self) -> ComposeResult:
        """Panes and sidebar side by side, the timeline under them, one line of status."""
        for article, address in self._articles:
            self._open(article, address)
        with Horizontal(id="across"):
            with Horizontal(id="panes"):
                yield from (opened.pane for opened in self.panes)
            yield ClaimsSidebar(id="claims")
        yield TimelineView(id="timeline")
        yield StatusLine()
        yield Prompt()

    def on_mount(self) -> None:
        """The first article has the keys."""
        self.share_screen(self.size.width, self.size.height)
        self.focus_pane(self.panes[0])
        self._part_panes()
        for opened in self.panes:
            self.begin_analysis(opened.article)
        self.set_timer(LATER_SECONDS, self.make_the_rest)
        self.post_message(self.Shown())

    # -- the parts -----------------------------------------------------------------------------------------

    @property
    def current(self) -> OpenPane:
        """The pane that has the keys, or had them last."""
        return self.last_focused if self.last_focused in self.panes else self.panes[0]

    def open_panels(self) -> list[Widget]:
        """The panels that are shown, in their order on the screen."""
        return [panel for panel in (self.claims_panel, self.timeline_panel) if panel.display]

    def pane_of(self, identity: str) -> OpenPane | None:
        """The pane that shows a text, named by its content (`Document.id`)."""
        return next((opened for opened in self.panes if opened.article.is_whole
                     and opened.article.document.id == identity), None)

    async def show_article(self, article: Article, *, address: int = 0) -> None:
        """Show an article beside the others, in place of the current one where there is no room for more."""
        if len(self.panes) >= MOST_PANES:
            await self.close_pane(self.current)
        await self.open_article(article, address=address)

    async def open_article(self, article: Article, *, address: int = 0) -> None:
        """Show an article in a new pane and go there."""
        opened = self._open(article, address)
        await self.query_one("#panes").mount(opened.pane)
        self.focus_pane(opened)
        self._show_panes()
        self.begin_analysis(article)

    def _open(self, article: Article, address: int) -> OpenPane:
        """A new pane for an article, with the first free number; it is not on the screen yet."""
        number = min(set(range(MOST_PANES)) - {pane.pane.number for pane in self.panes})
        view = PaneView(self.settings.repair, width=self.settings.width)
        panes = max(len(self._articles), len(self.panes) + 1)
        pages = view.pages(article, self.settings, self.pane_columns(panes), self.ambiguous)
        opened = OpenPane(ArticlePane(number, article.title, pages, address), article, view)
        opened.pane.add_class(f"pane-{number + 1}")
        self.panes.append(opened)
        return opened

    def focus_pane(self, pane: OpenPane) -> None:
        """Give a pane the keys, at once."""
        self.last_focused = pane
        self.set_focus(pane.pane)

    async def close_pane(self, pane: OpenPane) -> None:
        """Close a pane; the last one stays."""
        if len(self.panes) > 1:
            self.panes.remove(pane)
            await pane.pane.remove()
            self.focus_pane(self.current)
            self._show_panes()

    def _show_panes(self) -> None:
        """After panes came or went: show the edge between them, and everybody's claims and dates."""
        self._part_panes()
        self.show_analysis()

    def _part_panes(self) -> None:
        """Show an edge between panes."""
        for opened in self.panes:
            opened.pane.set_class(opened is not self.panes[0], "-has-left-neighbour")

    # -- keys ----------------------------------------------------------------------------------------------

    @property
    def scope(self) -> str:
        """Which table of keys holds now."""
        if self.claims_panel.has_focus_within:
            return "claims"
        if self.timeline_panel.has_focus_within:
            return "timeline"
        return "visual" if self.current.selection is not None else "reader"

    async def on_key(self, event: events.Key) -> None:
        """Every key that no field took is part of a command."""
        self.last_key_at = monotonic()
        if self.query_one(Prompt).has_focus_within:
            return
        event.stop()
        begun, token = self.keys.pending, key_token(event.key, event.character)
        answer = self.keys.feed(token, self.scope)
        if isinstance(answer, Resolved):
            await self._run(answer)
        elif isinstance(answer, Pending) or (begun and token == "escape"):
            self.say("")
        else:
            self.say(f"{begun}{token} means nothing here; {self.keymap.shown('help')} lists the keys")

    async def _run(self, resolved: Resolved) -> None:
        self.count, self.argument = resolved.count, resolved.argument
        self._said = ""
        done = getattr(self, f"action_{resolved.command.action}")()
        if inspect.isawaitable(done):
            await done
        self.show_status()

    def run_command(self, command_id: str) -> None:
        """Run a command of the table as if its key had been pressed."""
        self.run_worker(self._run(Resolved(by_id(command_id))), exit_on_error=True)

    def action_cancel(self) -> None:
        """Leave, one after the other: half a command, a selection, a search, a panel."""
        if self.current.selection is not None:
            self.use_selection(None)
        elif self.sought is not None:
            self.clear_search()
        else:
            self.focus_pane(self.current)
        self.show_status()

    def ask(self, label: str, done: Callable[[str], None], *, initial: str = "",
            changed: Callable[[str], None] | None = None, suggester: Suggester | None = None) -> None:
        """Ask for a line of text at the bottom of the screen; an empty answer is none."""
        focused = self.focused

        def closed() -> None:
            self.set_focus(focused if focused is not None and focused.is_attached else self.current.pane)

        self.query_one(Prompt).ask(label, done, initial=initial, changed=changed, closed=closed, suggester=suggester)

    # -- what the panes tell -------------------------------------------------------------------------------

    @on(events.DescendantFocus)
    def _note_focus(self, event: events.DescendantFocus) -> None:
        opened = self.pane_with(event.widget) if isinstance(event.widget, ArticlePane) else None
        if opened is not None and opened.pane.has_focus:  # the news may be late
            self.last_focused = opened
            self.follow_position()

    @on(ArticlePane.Moved)
    def _follow(self, event: ArticlePane.Moved) -> None:
        self.count_reading()
        if (opened := self.pane_with(event.pane)) is not None:
            self.keep_in_step(opened)
        self.show_status()
        self.follow_position()

    @on(ArticlePane.Dragged)
    def _drag(self, event: ArticlePane.Dragged) -> None:
        self.use_selection(Selection(event.anchor, event.head))

    @on(ArticlePane.Pressed)
    def _press(self, event: ArticlePane.Pressed) -> None:
        rows = event.pane.pages.rows_at(event.address)
        if event.times == 1:
            self.current.selection = None
            event.pane.shows_cursor = True
            event.pane.go(event.address)
            self.show_cursor(self.current)
        else:
            span = word_at(rows, event.address) if event.times == 2 else paragraph_at(rows, event.address)
            if len(span):
                self.use_selection(Selection(span.start, span.end - 1))

    def show_cursor(self, pane: OpenPane) -> None:
        """Draw the cursor, or the selection that it is an end of."""
        marks = []
        if pane.selection is not None:
            marks.append(Mark(selected_span(pane.selection, pane.pane.pages), "selection"))
        if pane.pane.shows_cursor:
            at = pane.pane.cursor
            marks.append(Mark(selected_span(Selection(at, at), pane.pane.pages), "cursor"))
        pane.pane.set_marks("cursor", marks)

    def flash(self, span: Span) -> None:
        """Light up a place of the current article for a moment."""
        pane = self.current.pane
        pane.set_marks("flash", [Mark(span, "flash")])
        self.set_timer(_FLASH_SECONDS, lambda: pane.set_marks("flash", []))

    def say(self, message: str) -> None:
        """A short word to the user in the status line, until the next command."""
        self._said = message
        self.show_status()

    def show_status(self) -> None:
        """Bring the status line up to date."""
        if not self.panes:
            return
        current = self.current
        source = current.article.source
        pane = current.pane
        done = 1.0 if pane.viewport.at_end else source.fraction(pane.address)
        repairs = len(current.article.repair_edits)
        self.query_one(StatusLine).status = Status(
            title=current.article.title,
            percent=round(100 * done),
            view=(f"repaired {repairs}" if repairs else "") if current.view.repaired else "original",
            script=current.view.script_view if current.view.chain else "",
            match=self.match_label,
            working=self.working,
            pending=self.keys.pending or ("select" if current.selection is not None else ""),
            hint=self._hint(),
            notice=self._said,
        )

    def _hint(self) -> str:
        shown = [f"{self.keymap.shown(command.id)} {command.title.lower()}" for command in COMMANDS if command.footer]
        return " · ".join(shown)
