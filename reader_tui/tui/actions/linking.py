"""Claims of other articles that go with those of the open ones: found in the background, gone to by a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader_tui.text.model import Span
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.claims_sidebar import ClaimsSidebar

if TYPE_CHECKING:
    from reader_tui.analysis.claims.model import Claim
    from reader_tui.tui.claim_links import ClaimedArticle, Links
    from reader_tui.tui.claims_list import LinkedClaim

_QUIET_SECONDS = 1.0
"""How long nothing new comes before links are looked for."""


class LinkingActions(ReaderBase):
    """The links of claims, and who said what over the library."""

    _links: Links | None = None
    _sought: object = None
    """The claims for which links were looked for last."""

    def links_of(self, article: Article, claim: Claim) -> tuple[LinkedClaim, ...]:
        """The claims of other articles that go with a claim, as far as they are known."""
        span = claim.content[0].span
        return (self._links or {}).get((article.document.id, span.start, span.end), ())

    def seek_links(self) -> None:
        """Look for links once the open articles have rested; the screen is told when they are found."""
        faults = self.shelf.library_claims.alias_faults if self.aliases is not None else []
        while faults:
            self.notify(sanitize_line(faults.pop(0)), severity="warning", markup=False, timeout=15)
        self.set_timer(_QUIET_SECONDS, self._seek_links)

    def _seek_links(self) -> None:
        articles = {id(opened.article): opened.article for opened in self.panes}.values()
        if not self.query_one(ClaimsSidebar).display or any(article.analysis is None for article in articles):
            return
        sought = [(article.analysis, article.kept.corrections if article.kept else ()) for article in articles]
        if sought == self._sought:
            return
        self._sought = sought
        opened = [_claimed(article) for article in articles]
        run_beside(self.app, partial(self._find, opened, sought), partial(self._take_links, sought))

    def _find(self, opened: list[ClaimedArticle], sought: object) -> Links:
        from reader_tui.store.db import StoreError
        from reader_tui.tui.claim_links import find_links

        try:
            return find_links(opened, self.shelf.library_claims, lambda: self._sought is sought)
        except StoreError:
            return {}  # what is wrong with the store is told when something is to be kept in it

    def _take_links(self, sought: object, links: Links) -> None:
        if self._sought is sought and links != (self._links or {}):
            self._links = links
            self.show_analysis()

    async def action_claim_link(self) -> None:
        """Go to the claim that goes with the selected one; a count chooses among several."""
        item = self.query_one(ClaimsSidebar).selected
        if item is None or not item.links:
            self.say("no claim of another article goes with this one")
            return
        found = item.links[min(self.times, len(item.links)) - 1]
        opened = next((one for one in self.panes if one.article.document.id == found.article), None)
        if opened is not None:
            self.focus_pane(opened)
            self.jump(found.offset)
        elif found.record is not None:
            await self.shelf.read_kept(found.record, found.offset)
        self.flash(Span(found.offset, found.offset + len(found.text)))
        self.say(f"{found.kind}: {'; '.join(found.evidence)}")

    def action_show_speakers(self) -> None:
        self.shelf.show_speakers()


def _claimed(article: Article) -> ClaimedArticle:
    from reader_tui.tui.claim_links import ClaimedArticle

    day = article.analysis.reference_date if article.analysis is not None else None
    return ClaimedArticle(article.document.id, article.title, article.claims, day.isoformat() if day else None,
                          article.kept.id if article.kept is not None else None)
