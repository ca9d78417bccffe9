"""Selecting text by keys, and copying it."""

from __future__ import annotations

from collections.abc import Callable

from reader_tui.text.counting import counted
from reader_tui.text.model import Span
from reader_tui.text.pages import BlockRows, Pages
from reader_tui.text.sanitize import sanitize
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.selection import (
    Selection,
    moved,
    next_character,
    next_row,
    next_word,
    paragraph_at,
    selected_span,
    sentence_at,
    word_end,
)


class SelectingActions(ReaderBase):
    """The visual mode: a selection that keys stretch."""

    def action_select(self) -> None:
        self._begin(by_paragraph=False)

    def action_select_lines(self) -> None:
        self._begin(by_paragraph=True)

    def _begin(self, *, by_paragraph: bool) -> None:
        current = self.current
        if current.selection is not None and current.selection.by_paragraph == by_paragraph:
            self.use_selection(None)
            return
        anchor = current.selection.anchor if current.selection is not None else current.pane.cursor
        self.use_selection(Selection(anchor, current.pane.cursor, by_paragraph))

    def use_selection(self, selection: Selection | None) -> None:
        """Make this the selection of the current pane; None ends selecting."""
        current = self.current
        current.selection = selection
        if selection is not None:
            current.pane.shows_cursor = True
            current.pane.go(selection.head)
        self.show_cursor(current)
        self.show_status()

    def _stretch(self, head: int) -> None:
        if self.current.selection is not None:
            self.use_selection(moved(self.current.selection, head))

    def _stretch_by(self, motion: Callable[[Pages, int, int], int], steps: int) -> None:
        pane = self.current.pane
        self._stretch(motion(pane.pages, pane.cursor, steps))

    def action_select_left(self) -> None:
        self._stretch_by(next_character, -self.times)

    def action_select_right(self) -> None:
        self._stretch_by(next_character, self.times)

    def action_select_word(self) -> None:
        self._stretch_by(next_word, self.times)

    def action_select_word_back(self) -> None:
        self._stretch_by(next_word, -self.times)

    def action_select_word_end(self) -> None:
        pane = self.current.pane
        self._stretch(word_end(pane.pages, pane.cursor))

    def action_select_down(self) -> None:
        self._stretch_rows(self.times)

    def action_select_up(self) -> None:
        self._stretch_rows(-self.times)

    def _stretch_rows(self, count: int) -> None:
        """Move the end by rows, keeping its column."""
        pane = self.current.pane
        address = next_row(pane.pages, pane.cursor, count)
        if address is not None:
            self._stretch(address)

    def action_select_sentence(self) -> None:
        self._take(sentence_at(self._rows(), self.current.pane.cursor))

    def action_select_paragraph(self) -> None:
        self._take(paragraph_at(self._rows(), self.current.pane.cursor))

    def _rows(self) -> BlockRows:
        pane = self.current.pane
        return pane.pages.rows_at(pane.cursor)

    def _take(self, span: Span) -> None:
        """Select a whole span."""
        if len(span):
            pages = self.current.pane.pages
            self.use_selection(Selection(span.start, next_character(pages, span.end, -1)))

    def action_swap_ends(self) -> None:
        selection = self.current.selection
        if selection is not None:
            self.use_selection(Selection(selection.head, selection.anchor, selection.by_paragraph))

    def action_copy(self) -> None:
        current = self.current
        if current.selection is None:
            return
        span = selected_span(current.selection, current.pane.pages)
        text = current.article.source.slice(span.start, span.end)
        self.app.copy_to_clipboard(sanitize(text))
        self.use_selection(None)
        self.say(f"copied {counted(len(text), 'character')}")
