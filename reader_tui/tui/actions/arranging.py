"""Who gets how much of the screen, and what a pane shows of its article in that."""

from __future__ import annotations

from typing import Any

from textual import events, on
from textual.reactive import reactive
from textual.widget import Widget

from reader_tui.screen_plan import ScreenPlan, plan_screen
from reader_tui.tui.article_pane import ArticlePane
from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.claims_sidebar import ClaimsSidebar
from reader_tui.tui.status_line import StatusLine
from reader_tui.tui.timeline import TimelineView


class ArrangingActions(ReaderBase):
    """Sizes of panes and panels, and the views that panes lay out."""

    zen: reactive[bool] = reactive(False)
    ambiguous: int
    """Cells of an ambiguous character, as in `LayoutOptions`."""
    wants: dict[str, bool | None]
    """Which panels the user opened or closed; None leaves it to the size of the screen."""
    last_focused: OpenPane | None
    """The pane that had the keys last; None before the first one has them."""

    def plan(self, columns: int, rows: int) -> ScreenPlan:
        """What goes where on a screen of that many cells."""
        return plan_screen(columns, rows, self.wants["claims"], self.wants["timeline"], self.zen)

    def on_resize(self, event: events.Resize) -> None:
        """Share the new room out."""
        self.share_screen(event.size.width, event.size.height)

    def watch_zen(self) -> None:
        """Hide or show everything around the text."""
        if self.is_mounted:
            self.share_screen(self.size.width, self.size.height)

    def share_screen(self, columns: int, rows: int) -> None:
        """Give every part its room."""
        plan = self.plan(columns, rows)
        claims, timeline = self.query_one(ClaimsSidebar), self.query_one(TimelineView)
        claims.display = plan.claims_columns > 0
        claims.styles.width = plan.claims_columns or 1
        timeline.display = plan.timeline_rows > 0
        timeline.styles.height = plan.timeline_rows or 1
        self.query_one(StatusLine).display = not self.zen
        if self.last_focused is not None and (self.focused is None or not _is_shown(self.focused)):
            self.focus_pane(self.current)

    def toggle_panel(self, name: str) -> None:
        """Show a panel and go into it; go into it if it is shown; close it from inside."""
        panel = self.query_one(f"#{name}")
        inside = panel.has_focus_within
        if panel.display and not inside:
            self.set_focus(panel)
            return
        self.wants.pop(name, None)  # the one opened last comes last
        self.wants[name] = not inside
        self.zen = False
        self.share_screen(self.size.width, self.size.height)
        if panel.display:
            self.set_focus(panel)
        else:
            self.focus_pane(self.current)
            if not inside:
                self.say(f"the window is too small for the {name}")

    def close_last_panel(self) -> bool:
        """Close the panel that has the keys, else the one the user opened last; whether there was any."""
        shown = [name for name in self.wants if self.query_one(f"#{name}").display]
        opened = [name for name in shown if self.wants[name] or self.query_one(f"#{name}").has_focus_within]
        entered = [name for name in opened if self.query_one(f"#{name}").has_focus_within]
        if not opened:
            return False
        self.wants[(entered or opened)[-1]] = False
        self.share_screen(self.size.width, self.size.height)
        self.focus_pane(self.current)
        return True

    def change_view(self, pane: OpenPane, **changes: Any) -> None:
        """Show a pane's article in another view (fields of `PaneView`) at the same place."""
        pane.view = pane.view._replace(**changes)
        self.relayout(pane)

    def relayout(self, pane: OpenPane) -> None:
        """Lay a pane out anew: its width, its view or its repairs changed."""
        columns = pane.pane.size.width or self.pane_columns(len(self.panes))
        pane.pane.use_pages(pane.view.pages(pane.article, self.settings, columns, self.ambiguous))

    def use_ambiguous(self, cells: int) -> None:
        """Lay out for a terminal that draws ambiguous characters with so many cells."""
        if cells != self.ambiguous:
            self.ambiguous = cells
            for opened in self.panes:
                self.relayout(opened)
        self.refresh()  # the mark that was drawn to measure goes away

    @on(ArticlePane.Resized)
    def _fit_pane(self, event: ArticlePane.Resized) -> None:
        opened = self.pane_with(event.pane)
        if opened is not None:
            width = opened.view.layout_options(self.settings, event.width, self.ambiguous).width
            if width != event.pane.pages.options.width:
                self.relayout(opened)

    def pane_columns(self, panes: int) -> int:
        """The cells that each of so many panes gets."""
        size = self.app.size
        return max(8, self.plan(size.width, size.height).text_columns // panes)


def _is_shown(widget: Widget) -> bool:
    """Whether neither the widget nor anything around it is hidden."""
    return all(part.display for part in widget.ancestors_with_self)
