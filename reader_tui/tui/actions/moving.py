"""Moving through the text, its sections, claims, events and repairs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader_tui.text.model import Span
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.selection import next_paragraph, next_sentence


class MovingActions(ReaderBase):
    """Scrolling and jumping in the current pane."""

    def action_line_down(self) -> None:
        self.current.pane.scroll_rows(self.times)

    def action_line_up(self) -> None:
        self.current.pane.scroll_rows(-self.times)

    def action_page_down(self) -> None:
        self.current.pane.page(self.times)

    def action_page_up(self) -> None:
        self.current.pane.page(-self.times)

    def action_half_page_down(self) -> None:
        self.current.pane.page(0.5 * self.times)

    def action_half_page_up(self) -> None:
        self.current.pane.page(-0.5 * self.times)

    def action_go_top(self) -> None:
        self.jump(0, row=0, cursor=False)

    def action_go_bottom(self) -> None:
        if self.count is not None:
            self.action_go_percent()
        else:
            self.jump(max(0, self.current.article.source.length - 1), row=0, cursor=False)

    def action_go_percent(self) -> None:
        source = self.current.article.source
        address = source.address_of_fraction(min(100, self.count or 0) / 100)
        rows = self.current.pane.pages.rows_at(address)
        self.jump(rows.address_of(rows.row_of(address)) if rows.rows else address, row=0, cursor=False)

    def action_next_paragraph(self) -> None:
        self._by_paragraph(self.times)

    def action_previous_paragraph(self) -> None:
        self._by_paragraph(-self.times)

    def _by_paragraph(self, steps: int) -> None:
        pane = self.current.pane
        pane.shows_cursor = True
        pane.go(next_paragraph(pane.pages, pane.cursor, steps), row=None)
        self.show_cursor(self.current)

    def action_next_sentence(self) -> None:
        self._by_sentence(self.times)

    def action_previous_sentence(self) -> None:
        self._by_sentence(-self.times)

    def _by_sentence(self, steps: int) -> None:
        pane = self.current.pane
        pane.shows_cursor = True
        pane.go(next_sentence(pane.pages, pane.cursor, steps))
        self.show_cursor(self.current)

    def action_next_section(self) -> None:
        self._by_span(self._heading_spans(), 1, "heading")

    def action_previous_section(self) -> None:
        self._by_span(self._heading_spans(), -1, "heading")

    def _heading_spans(self) -> list[Span]:
        from reader_tui.text.sections import find_headings

        return [heading.span for heading in find_headings(self.current.article.document)]

    def action_next_claim(self) -> None:
        self._by_finding(sorted(claim.content[0].span for claim in self.current.article.claims), 1, "claim")

    def action_previous_claim(self) -> None:
        self._by_finding(sorted(claim.content[0].span for claim in self.current.article.claims), -1, "claim")

    def action_next_event(self) -> None:
        self._by_finding(self._time_spans(), 1, "date")

    def action_previous_event(self) -> None:
        self._by_finding(self._time_spans(), -1, "date")

    def _time_spans(self) -> list[Span]:
        timeline = self.current.article.timeline
        return [time.span for time in timeline.times] if timeline is not None else []

    def action_next_highlight(self) -> None:
        self._by_span(self.annotation_spans(), 1, "note")

    def action_previous_highlight(self) -> None:
        self._by_span(self.annotation_spans(), -1, "note")

    def annotation_spans(self) -> list[Span]:
        """Where the current article's annotations stand, in order."""
        raise NotImplementedError

    def action_next_repair(self) -> None:
        self._by_finding([edit.span for edit in self.current.article.repair_edits], 1, "repair")

    def action_previous_repair(self) -> None:
        self._by_finding([edit.span for edit in self.current.article.repair_edits], -1, "repair")

    def _by_finding(self, spans: Sequence[Span], direction: int, name: str) -> None:
        """The same for what the analysis finds, which may go on, or may have read only the beginning."""
        article = self.current.article
        if article.analysis is None:
            self.say(f"still reading: no {name} is known yet")
        else:
            self._by_span(spans, direction, name, "" if article.is_analysed_whole else " in the part that was read")

    def _by_span(self, spans: Sequence[Span], direction: int, name: str, where: str = "") -> None:
        """Go to the next of these places after the cursor, or the last one before it; say where it ends."""
        starts = [span.start for span in spans]
        here = self.current.pane.cursor
        at = bisect_right(starts, here) + self.times - 1 if direction > 0 else bisect_left(starts, here) - self.times
        if not 0 <= at < len(spans):
            self.say(f"no {name} {'after' if direction > 0 else 'before'} this{where}" if spans else f"no {name}{where or ' in this text'}")
            return
        self.jump(starts[at])
        self.flash(spans[at])


    def action_history_back(self) -> None:
        self._travel(self.current.history.back(self.current.pane.cursor), "nothing further back")

    def action_history_forward(self) -> None:
        self._travel(self.current.history.forward(self.current.pane.cursor), "nothing further forward")

    def _travel(self, address: int | None, nothing: str) -> None:
        if address is None:
            self.say(nothing)
        else:
            self.current.pane.go(address)
            self.show_cursor(self.current)

    def action_set_mark(self) -> None:
        current = self.current
        if not (self.argument.isascii() and self.argument.isalpha()):
            self.say("a mark is a letter: a to z here, A to Z from anywhere")
            return
        current.article.marks[self.argument] = current.pane.cursor
        kept = current.article.kept
        if kept is not None:
            self.keep(lambda: self.notebook.marks.set(kept.id, self.argument, current.pane.cursor))
        self.say(f"mark {self.argument}")

    def action_go_mark(self) -> None:
        here = self.current
        address = here.history.last() if self.argument in "'`" else here.article.marks.get(self.argument)
        if address is None:
            self.say("nowhere to go back to" if self.argument in "'`" else f"no mark {self.argument}")
        else:
            self.jump(address)
