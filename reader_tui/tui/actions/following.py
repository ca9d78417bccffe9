"""Keeping text, claims and timeline together: what one shows, the others follow."""

from __future__ import annotations

from datetime import date
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from reader_tui.text.model import Span
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.claims_sidebar import ClaimsSidebar
from reader_tui.tui.notebook import LARGEST_KEPT, KeptArticle, index_article, keep_position, take_in
from reader_tui.tui.painting import Mark
from reader_tui.tui.timeline import TimelineView

if TYPE_CHECKING:
    from reader_tui.analysis.claims.model import Claim
    from reader_tui.analysis.pipeline import Analysis
    from reader_tui.tui.claims_list import ClaimKey, SidebarClaim

_LONGEST_PAUSE = 120.0
"""Seconds without a key that still count as reading."""
_FIRST_KEYS_SECONDS = 0.25
"""How long the keys have to rest before analysis begins."""
_LONGEST_WAIT = 10.0
"""Seconds after which it begins in any case."""
_REST_SECONDS = 0.2
"""How long the text rests before the panels follow."""


class FollowingActions(ReaderBase):
    """Analysis in the background, and the panels that show it."""

    _moved_at = 0.0
    """When the text moved last, on the monotonic clock."""
    working = ""
    """What is being worked on in the background, for the status line."""

    @property
    def claims_panel(self) -> ClaimsSidebar:
        """The claims sidebar."""
        return self.query_one(ClaimsSidebar)

    @property
    def timeline_panel(self) -> TimelineView:
        """The timeline."""
        return self.query_one(TimelineView)

    def begin_analysis(self, article: Article) -> None:
        """Work out what an article says, unless that is done."""
        if article.analysis is None:
            self.working = "reading…"
            self.set_timer(_FIRST_KEYS_SECONDS, partial(self._take_in_at_rest, article, monotonic() + _LONGEST_WAIT))

    def _take_in_at_rest(self, article: Article, deadline: float) -> None:
        """Begin once no key has come for a while: who pages on at once does not share the processor with it."""
        if monotonic() - self.last_key_at < _FIRST_KEYS_SECONDS and monotonic() < deadline:
            self.set_timer(_FIRST_KEYS_SECONDS, partial(self._take_in_at_rest, article, deadline))
        else:
            self._take_in(article)

    def _take_in(self, article: Article) -> None:
        """Find the article in the library, or put it there; then analyse it as the user wants it."""
        text = article.document.text
        if not article.is_whole or len(text) > LARGEST_KEPT:
            article.not_kept = "this text is too long for the library: it takes no notes"
        elif not text.strip():
            article.not_kept = "there is nothing here to keep"
        else:
            run_beside(self.app, partial(take_in, self.notebook.home, article.document), partial(self._take_kept, article))
            return
        self._analyse(article)

    def _take_kept(self, article: Article, answer: tuple[KeptArticle | None, str]) -> None:
        kept, problem = answer
        if problem:
            self.notify(problem, severity="warning", markup=False, timeout=8)
        if kept is None:
            article.not_kept = problem
        else:
            self._use_kept(article, kept)
        self._analyse(article)

    def _use_kept(self, article: Article, kept: KeptArticle) -> None:
        """Show what the library knows: notes, marks, the place where the text was left under another name."""
        article.kept = kept
        article.marks = {**(kept.marks or {}), **article.marks}
        article.reference_date = article.reference_date or kept.reference_date
        self.show_annotations(article)
        for opened in self.panes:
            is_untouched = opened.article is article and not opened.pane.address and opened.history.last() is None
            if is_untouched and kept.record.position and article.path is None:
                opened.pane.go(min(kept.record.position, article.source.length), row=0)
        self.take_up_draft(article)

    def _analyse(self, article: Article) -> None:
        kept = article.kept

        def work() -> Analysis:
            from reader_tui.analysis.pipeline import analyse_document  # loads half the program; the screen is up
            from reader_tui.tui.wanted_repairs import wanted_repairs

            self.aliases = self.shelf.library_claims.aliases
            repairs = wanted_repairs(article.analysed, kept, self.notebook.home)
            analysis = analyse_document(article.analysed, article.reference_date, aliases=self.aliases, repairs=repairs)
            if kept is not None:
                index_article(self.notebook.home, kept.id)
            return analysis

        run_beside(self.app, work, partial(self._take_analysis, article, article.reference_date))

    def _take_analysis(self, article: Article, reference_date: date | None, analysis: Analysis) -> None:
        if article.reference_date != reference_date:
            return  # another date was given meanwhile, and the analysis with it is on its way
        article.analysis = analysis
        from reader_tui.text.sections import find_headings

        headings = find_headings(article.analysed)
        self.working = ""
        for opened in self.panes:
            if opened.article is article:
                if analysis.repairs.edits and opened.view.repaired:
                    self.relayout(opened)
                opened.pane.set_marks("fold", [Mark(edit.span, "fold") for edit in article.fold_edits])
                opened.pane.set_marks("heading", [Mark(heading.span, "heading") for heading in headings])
        self.show_analysis()
        self.show_status()
        self.prepare_scripts(article)
        for note in analysis.repairs.notes:
            self.notify(sanitize_line(note), severity="warning", markup=False, timeout=8)

    # -- panels --------------------------------------------------------------------------------------------

    def show_analysis(self) -> None:
        """Give the panels what is known of the open articles."""
        from reader_tui.tui.claims_list import SidebarClaim  # with all that lists claims; nothing is known at the start

        claims: list[SidebarClaim] = []
        seen: set[int] = set()
        for opened in self.panes:
            if id(opened.article) in seen:
                continue  # the same article in two panes is listed once
            seen.add(id(opened.article))
            number = opened.pane.number
            claims += [SidebarClaim(number, one.claim, one if one.changes else None, self.links_of(opened.article, one.claim))
                       for one in opened.article.reviewed]
        waiting = any(opened.article.analysis is None for opened in self.panes)
        self.claims_panel.show(claims, "reading…" if waiting else "no claims found", self.aliases)
        self.show_timeline()
        self.follow_position()

    def show_timeline(self) -> None:
        """Give the timeline what is known of the open articles."""
        raise NotImplementedError

    def follow_in_timeline(self, current: OpenPane) -> None:
        """Make the event at the reading position current in the timeline."""
        raise NotImplementedError

    _following: Timer | None = None

    def follow_position(self) -> None:
        """Bring the panels to the reading position once the text rests: the key is answered first."""
        if self._following is not None:
            self._following.stop()
        self._following = self.set_timer(_REST_SECONDS, self._follow_position)

    def _follow_position(self) -> None:
        """Make claim and event at the reading position current in the panels."""
        if not self.panes:
            return
        current = self.current
        pane = current.pane
        at = pane.cursor if pane.shows_cursor else pane.address
        end = pane.viewport.end_address
        number = self._listed_number(current)
        claims = [claim for claim in current.article.claims if at <= claim.content[0].span.start < end]
        self.claims_panel.follow(_claim_key(number, claims[0]) if claims else None)
        self.follow_in_timeline(current)
        self._mark_claim(current, claims[0] if claims and self.claims_panel.display else None)
        self.seek_links()
        self.show_status()

    def _listed_number(self, pane: OpenPane) -> int:
        """The number of the pane under which the article's claims and events are listed."""
        return next(opened.pane.number for opened in self.panes if opened.article is pane.article)

    def _mark_claim(self, pane: OpenPane, claim: Claim | None) -> None:
        """Show in the text which words the current claim is made of."""
        marks: list[Mark] = []
        if claim is not None:
            marks = [Mark(mention.span, "claim") for mention in claim.content]
            marks += [Mark(claim.source.span, "claim-source")] if claim.source is not None else []
            marks += [Mark(claim.cue.span, "claim-cue")] if claim.cue is not None else []
        pane.pane.set_marks("claim", marks)

    def keep_positions(self) -> None:
        """Write into the library where each article was left; a library that cannot be written was told before."""
        for opened in self.panes:
            article, address = opened.article, opened.pane.address
            if article.kept is not None:
                done = 1.0 if opened.pane.viewport.at_end else article.source.fraction(address)
                keep_position(self.notebook, article.kept.id, address, done, article.seconds)
                article.seconds = 0.0

    def count_reading(self) -> None:
        """Add the time since the last move to the time read; a long pause is no reading."""
        now = monotonic()
        self.current.article.seconds += min(_LONGEST_PAUSE, now - self._moved_at)
        self._moved_at = now

    def _go_to(self, number: int, span: Span, *, flash: bool) -> None:
        """Show a place of the article that is listed under a pane's number."""
        opened = next((opened for opened in self.panes if opened.pane.number == number), None)
        if opened is None:
            return
        opened.history.leave(opened.pane.cursor)
        opened.pane.shows_cursor = True
        opened.pane.go(span.start)
        if flash:
            opened.pane.focus()
            self.flash(span)
        self.show_cursor(opened)

    @on(ClaimsSidebar.Highlighted)
    def _follow_claim(self, event: ClaimsSidebar.Highlighted) -> None:
        self._go_to(event.item.article, event.item.claim.content[0].span, flash=False)
        self._mark_claim(self.current, event.item.claim)

    @on(ClaimsSidebar.Chosen)
    def _take_claim(self, event: ClaimsSidebar.Chosen) -> None:
        self._go_to(event.item.article, event.item.claim.content[0].span, flash=True)
        self._mark_claim(self.current, event.item.claim)

    def action_claims_down(self) -> None:
        self.claims_panel.move(self.times)

    def action_claims_up(self) -> None:
        self.claims_panel.move(-self.times)

    def action_claims_choose(self) -> None:
        self.claims_panel.choose()

    def action_claims_filter(self) -> None:
        self.ask("claims", self.claims_panel.filter, changed=self.claims_panel.filter)

    def action_claims_order(self) -> None:
        self.claims_panel.toggle_order()


def _claim_key(number: int, claim: Claim) -> ClaimKey:
    """What a claim of the article listed under a pane's number is known by in the sidebar."""
    from reader_tui.tui.claims_list import SidebarClaim

    return SidebarClaim(number, claim).key
