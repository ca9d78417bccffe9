"""Panes side by side: going between them, opening, closing, sizing."""

from __future__ import annotations

from reader_tui.screen_plan import MOST_PANES
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.painting import Mark


class PaneActions(ReaderBase):
    """One to four panes; each has its own article, view, width and place."""

    def action_next_pane(self) -> None:
        self._focus_step(1)

    def action_previous_pane(self) -> None:
        self._focus_step(-1)

    def _focus_step(self, step: int) -> None:
        """Go round the panes and the open panels in the order they stand."""
        stops = [pane.pane for pane in self.panes] + self.open_panels()
        here = next((i for i, widget in enumerate(stops) if widget.has_focus_within), 0)
        self.set_focus(stops[(here + step) % len(stops)])

    def action_pane_left(self) -> None:
        self._focus_side(-1)

    def action_pane_right(self) -> None:
        self._focus_side(1)

    def _focus_side(self, step: int) -> None:
        at = self.panes.index(self.current) + step
        if 0 <= at < len(self.panes):
            self.focus_pane(self.panes[at])
        elif step > 0 and (panels := self.open_panels()):
            self.set_focus(panels[0])

    async def action_split_pane(self) -> None:
        if len(self.panes) >= MOST_PANES:
            self.say(f"{MOST_PANES} panes are the most")
            return
        current = self.current
        await self.open_article(current.article, address=current.pane.cursor)

    async def action_close_pane(self) -> None:
        await self.close_pane(self.current)

    async def action_only_pane(self) -> None:
        for pane in [pane for pane in self.panes if pane is not self.current]:
            await self.close_pane(pane)

    def action_widen_pane(self) -> None:
        self._share(1.25 ** self.times)

    def action_narrow_pane(self) -> None:
        self._share(0.8 ** self.times)

    def _share(self, factor: float) -> None:
        """Change the current pane's share of the width, between a quarter and four times an even one."""
        styles = self.current.pane.styles
        share = styles.width.value if styles.width is not None else 1.0
        styles.width = f"{max(0.25, min(4.0, share * factor)):.3f}fr"

    def action_equal_panes(self) -> None:
        for pane in self.panes:
            pane.pane.styles.width = "1fr"

    def action_wider(self) -> None:
        self._change_width(4 * self.times)

    def action_narrower(self) -> None:
        self._change_width(-4 * self.times)

    def _change_width(self, by: int) -> None:
        current = self.current
        shown = current.pane.pages.options.width
        width = max(20, min(200, shown + by))
        self.change_view(current, width=width)
        now = current.pane.pages.options.width
        limit = "the pane gives no more room" if by > 0 else f"{now} cells are the least"
        self.say(f"{now} cells wide" if now != shown else limit)

    def action_align_pane(self) -> None:
        """Show in the next pane what is most like the claim or the date at the reading position."""
        from reader_tui.analysis.counterpart import counterpart

        others = [pane for pane in self.panes if pane.article is not self.current.article]
        if not others:
            self.say("open another article beside this one first")
            return
        here, other = self.current, others[0]
        at = here.pane.cursor if here.pane.shows_cursor else here.pane.address
        found = counterpart(here.article.claims, other.article.claims, at)
        if found is None:
            self.say("nothing like this in the other article")
            return
        alike, why = found
        other.history.leave(other.pane.cursor)
        other.pane.shows_cursor = True
        other.pane.go(alike.content[0].span.start)
        other.pane.set_marks("claim", [Mark(mention.span, "claim") for mention in alike.content])
        self.show_cursor(other)
        self.say(f"aligned: {why}")
