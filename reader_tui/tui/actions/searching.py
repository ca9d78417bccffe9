"""Searching the text: the first match at once, the rest and their count from a worker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

from textual import work
from textual.worker import get_current_worker

from reader_tui.text.file_blocks import FileBlocks
from reader_tui.text.model import Span
from reader_tui.text.pages import Pages
from reader_tui.text.search import find_all, find_in_bytes
from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.painting import Mark
from reader_tui.tui.selection import word_at

_AT_ONCE = 60_000
"""Code points that are searched before the next key is looked at, within a frame; longer texts by a worker."""
_BATCH = 200
_MOST_MATCHES = 50_000
"""Matches that are kept; a commoner word is a letter, not something looked for."""


def matches_from(pages: Pages, query: str, address: int) -> Iterator[list[Span]]:
    """Matches in the shown text as source spans, a block at a time: from an address to the end, then the rest."""
    if isinstance(pages.source, FileBlocks):
        yield from _matches_in_file(pages.source, query, address)
        return
    first = pages.source.block_at(address)
    block = first
    while True:
        view = pages.view_of(block)
        yield [view.span_to_source(span).shift(block.start) for span in find_all(view.text, query)]
        following = pages.source.next(block)
        block = following if following is not None else pages.source.block_at(0)
        if block.start == first.start:
            return


def _matches_in_file(source: FileBlocks, query: str, address: int) -> Iterator[list[Span]]:
    """Matches in a file that is too large to hold: in its bytes as they are, repairs left aside."""
    here = source.block_at(address).start
    for start, end in ((here, source.length), (0, here)):
        for spans in find_in_bytes(source.read, end, query, start):
            yield [Span(source.address_of_byte(span.start), source.address_of_byte(span.end)) for span in spans]


class SearchingActions(ReaderBase):
    """``/``, ``n``, ``N``, ``*``."""

    sought = ""
    """What is searched for, empty where nothing is."""
    matches: list[Span]
    searching: OpenPane | None = None
    """The pane that the matches belong to."""
    _is_complete = True

    def action_search(self) -> None:
        self.ask("/", self.search)

    def action_search_word(self) -> None:
        pane = self.current.pane
        rows = pane.pages.rows_at(pane.cursor)
        shown = rows.view.span_to_view(word_at(rows, pane.cursor).shift(-rows.block.start))
        self.search(shown.of(rows.view.text).strip())

    def search(self, query: str) -> None:
        """Go to the first match at or after the cursor; the others are marked as they are found."""
        if not query:
            query = self.sought
        if not query:
            return
        self.clear_search()
        self.sought = query
        self.searching = self.current
        self._is_complete = False
        here = self.current
        if here.pane.pages.source.length <= _AT_ONCE:
            found = [span for spans in matches_from(here.pane.pages, query, here.pane.cursor) for span in spans]
            self._take_matches(here, query, found, True, complete=True)
        else:
            self._search(here, query, here.pane.cursor)

    @work(thread=True, group="search", exclusive=True)
    def _search(self, pane: OpenPane, query: str, address: int) -> None:
        worker = get_current_worker()
        pages = pane.view.pages(pane.article, self.settings, pane.pane.size.width)
        gathered: list[Span] = []
        total, first = 0, True
        for found in matches_from(pages, query, address):
            if worker.is_cancelled:
                return
            gathered += found
            total += len(found)
            if (first and gathered) or len(gathered) >= _BATCH:
                self.app.call_from_thread(self._take_matches, pane, query, gathered, first)
                gathered, first = [], False
            if total > _MOST_MATCHES:
                break
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_matches, pane, query, gathered, first, complete=True)

    def _take_matches(self, pane: OpenPane, query: str, found: list[Span], first: bool, *,
                      complete: bool = False) -> None:
        if query != self.sought or pane is not self.searching:
            return  # an answer to an older question
        for span in found:
            if not self.matches or span > self.matches[-1]:
                self.matches.append(span)
            else:
                insort(self.matches, span)
        self._is_complete = complete
        if first and self.matches:
            self.go_to_match(1, inclusive=True)
        elif complete and not self.matches:
            self.sought = ""
            self.say(f"not found: {query}")
        else:
            self.show_matches()

    def action_next_match(self) -> None:
        self.go_to_match(self.times)

    def action_previous_match(self) -> None:
        self.go_to_match(-self.times)

    def go_to_match(self, step: int, *, inclusive: bool = False) -> None:
        """Go to another match, round the ends of the text; ``inclusive`` counts the one under the cursor."""
        if not self.sought:
            self.say("nothing searched for yet")
            return
        if self.searching is not self.current:
            self.search(self.sought)
            return
        if not self.matches:
            return
        here = self.current.pane.cursor
        starts = [span.start for span in self.matches]
        at = bisect_left(starts, here) if inclusive or step < 0 else bisect_right(starts, here) - 1
        at += 0 if inclusive else step
        self.jump(starts[at % len(starts)], cursor=False)
        self.show_matches()
        if not 0 <= at < len(starts):
            self.say("search went round " + ("to the top" if step > 0 else "to the end"))

    def show_matches(self) -> None:
        """Mark the matches, the one at the cursor most of all."""
        if self.searching is None:
            return
        pane = self.searching.pane
        marks = [Mark(span, "match-current" if span.start == pane.cursor else "match") for span in self.matches]
        pane.set_marks("search", marks)
        self.show_status()

    def clear_search(self) -> None:
        """Forget the matches."""
        if self.searching is not None:
            self.searching.pane.set_marks("search", [])
        self.matches = []
        self.sought = ""
        self.searching = None
        self._is_complete = True

    @property
    def match_label(self) -> str:
        """Which match the cursor is at and how many there are, for the status line."""
        if not self.sought or self.searching is not self.current:
            return ""
        here = self.current.pane.cursor
        number = bisect_right([span.start for span in self.matches], here)
        more = "" if self._is_complete else "+"
        return f"{number}/{len(self.matches)}{more}"
