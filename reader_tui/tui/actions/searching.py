"""Searching the text: the first match at once, the rest and their count from a worker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from functools import partial
from time import monotonic
from typing import NamedTuple

from textual import work
from textual.worker import get_current_worker

from reader_tui.text.file_blocks import FileBlocks
from reader_tui.text.model import Span
from reader_tui.text.pages import Pages
from reader_tui.text.width import cell_len
from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.choices import Choice
from reader_tui.tui.painting import Mark
from reader_tui.tui.selection import word_at

_MOST_LISTED = 2000
_LIST_COLUMNS, _LIST_MARGIN = 74, 16
"""Cells of a row of the list of matches, and what its margins, its number and its brackets take of a narrow screen."""
_LEAST_CONTEXT = 6
"""Characters that are listed on each side of a match, however narrow the screen."""
_AT_ONCE = 60_000
"""Code points that are searched before the next key is looked at, within a frame; longer texts by a worker."""
_BATCH = 200
_TELL_SECONDS = 0.2
"""Seconds between two states of the progress."""
_MOST_MATCHES = 50_000
"""Matches that are kept; a commoner word is a letter, not something looked for."""


class Sought(NamedTuple):
    """What is looked for: words in either script, or a regular expression."""

    words: str
    is_pattern: bool = False

    def find_all(self, text: str) -> Iterable[Span]:
        """Where it stands in ``text``; `PatternError` for an expression that is none, or takes too long."""
        if not self.is_pattern:
            from reader_tui.text.search import find_all

            return find_all(text, self.words)
        from reader_tui.text.patterns import Pattern

        return Pattern(self.words).find_all(text)


def matches_from(pages: Pages, sought: Sought, address: int) -> Iterator[list[Span]]:
    """Matches in the shown text as source spans, a block at a time: from an address to the end, then the rest."""
    if isinstance(pages.source, FileBlocks) and not sought.is_pattern:
        yield from _matches_in_file(pages.source, sought.words, address)
        return
    first = pages.source.block_at(address)
    block = first
    while True:
        view = pages.view_of(block)
        yield [view.span_to_source(span).shift(block.start) for span in sought.find_all(view.text)]
        following = pages.source.next(block)
        block = following if following is not None else pages.source.block_at(0)
        if block.start == first.start:
            return


def steps_of(pages: Pages, sought: Sought) -> int:
    """How many lists of matches `matches_from` gives, about."""
    source = pages.source
    if isinstance(source, FileBlocks) and not sought.is_pattern:
        from reader_tui.text.search import WINDOW

        return source.length // WINDOW + 1
    return max(1, source.count)


def _matches_in_file(source: FileBlocks, query: str, address: int) -> Iterator[list[Span]]:
    """Matches in a file that is too large to hold: in its bytes as they are, repairs left aside."""
    from reader_tui.text.search import find_in_bytes

    here = source.block_at(address).start
    for start, end in ((here, source.length), (0, here)):
        for spans in find_in_bytes(source.read, end, query, start):
            yield [Span(source.address_of_byte(span.start), source.address_of_byte(span.end)) for span in spans]


class SearchingActions(ReaderBase):
    """``/``, ``n``, ``N``, ``*``."""

    sought: Sought | None = None
    """What is searched for, None where nothing is."""
    last_sought: Sought | None = None
    """What was searched for last: ``n`` takes it up again."""
    matches: list[Span]
    searching: OpenPane | None = None
    """The pane that the matches belong to."""
    _is_complete = True
    _searched = 0.0
    """How much of the text has been searched so far, 0..1."""

    def action_search(self) -> None:
        self.ask("/", self.search)

    def action_search_pattern(self) -> None:
        self.ask("expression", partial(self.search, is_pattern=True))

    def action_search_word(self) -> None:
        pane = self.current.pane
        rows = pane.pages.rows_at(pane.cursor)
        shown = rows.view.span_to_view(word_at(rows, pane.cursor).shift(-rows.block.start))
        self.search(shown.of(rows.view.text).strip())

    def search(self, query: str, *, is_pattern: bool = False) -> None:
        """Go to the first match at or after the cursor; the others are marked as they are found."""
        sought = Sought(query, is_pattern) if query else self.last_sought
        if sought is not None:
            self._begin_search(sought)

    def _begin_search(self, sought: Sought) -> None:
        self.clear_search()
        if sought.is_pattern:
            from reader_tui.text.patterns import Pattern, PatternError

            try:
                Pattern(sought.words)
            except PatternError as error:
                self.say(str(error))
                return
        self.sought = self.last_sought = sought
        self.searching = self.current
        self._is_complete = False
        self._searched = 0.0
        here = self.current
        if here.pane.pages.source.length <= _AT_ONCE and not sought.is_pattern:
            found = [span for spans in matches_from(here.pane.pages, sought, here.pane.cursor) for span in spans]
            self._take_matches(here, sought, found, True, complete=True)
        else:
            self._search(here, sought, here.pane.cursor)

    @work(thread=True, group="search", exclusive=True)
    def _search(self, pane: OpenPane, sought: Sought, address: int) -> None:
        worker = get_current_worker()
        pages = pane.view.pages(pane.article, self.settings, pane.pane.size.width)
        gathered: list[Span] = []
        total, first = 0, True
        told = monotonic()
        try:
            for number, found in enumerate(matches_from(pages, sought, address)):
                if worker.is_cancelled or sought is not self.sought:
                    return
                if monotonic() - told > _TELL_SECONDS:
                    told = monotonic()
                    self.app.call_from_thread(self._tell_searched, sought, number / steps_of(pages, sought))
                gathered += found
                total += len(found)
                if (first and gathered) or len(gathered) >= _BATCH:
                    self.app.call_from_thread(self._take_matches, pane, sought, gathered, first)
                    gathered, first = [], False
                if total > _MOST_MATCHES:
                    break
        except ValueError as error:  # an expression that takes too long
            self.app.call_from_thread(self.say, str(error))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_matches, pane, sought, gathered, first, complete=True)

    def _tell_searched(self, sought: Sought, done: float) -> None:
        if sought is self.sought:
            self._searched = done
            self.show_status()

    def _take_matches(self, pane: OpenPane, sought: Sought, found: list[Span], first: bool, *,
                      complete: bool = False) -> None:
        if sought is not self.sought or pane is not self.searching:
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
            self.sought = None
            self.say(f"not found: {sought.words}")
        else:
            self.show_matches()

    def action_next_match(self) -> None:
        self.go_to_match(self.times)

    def action_previous_match(self) -> None:
        self.go_to_match(-self.times)

    def go_to_match(self, step: int, *, inclusive: bool = False) -> None:
        """Go to another match, round the ends of the text; ``inclusive`` counts the one under the cursor."""
        if self.last_sought is None:
            self.say("nothing searched for yet")
            return
        if self.sought is None or self.searching is not self.current:
            self._begin_search(self.last_sought)
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
        self.sought = None
        self.searching = None
        self._is_complete = True

    def action_list_matches(self) -> None:
        """List the matches, each with what stands around it."""
        if self.searching is None or not self.matches:
            self.say("search for something first")
            return
        article = self.searching.article
        if not article.is_whole:
            self.say("too long to list: n and N go through the matches")
            return
        from reader_tui.text.matchlist import CONTEXT, match_rows
        from reader_tui.text.views import TextView

        matches = self.matches[:_MOST_LISTED]
        is_repaired = self.searching.view.repaired
        shown = TextView.edited(article.document.text, article.repair_edits if is_repaired else ())
        room = min(_LIST_COLUMNS, self.size.width - _LIST_MARGIN) - cell_len(self.sought.words if self.sought else "")
        context = max(_LEAST_CONTEXT, min(CONTEXT, room // 4))  # on both sides, in characters of two cells
        rows = match_rows(shown.text, map(shown.span_to_view, matches), context)
        choices = [Choice(match.start, f"{row.before}【{row.match}】{row.after}", f"{row.paragraph}")
                   for match, row in zip(matches, rows, strict=True)]
        here = bisect_left(matches, Span(self.current.pane.cursor, self.current.pane.cursor))
        more = f", the first {_MOST_LISTED:,} of" if len(self.matches) > _MOST_LISTED else ""
        self.choose(f"Matches{more} {len(self.matches):,}", choices, self._go_to_listed,
                    selected=min(here, len(choices) - 1))

    def _go_to_listed(self, address: int) -> None:
        self.jump(address, cursor=False)
        self.show_matches()

    @property
    def match_label(self) -> str:
        """Which match the cursor is at and how many there are, for the status line."""
        if self.sought is None or self.searching is not self.current:
            return ""
        here = self.current.pane.cursor
        number = bisect_right([span.start for span in self.matches], here)
        more = "" if self._is_complete else f"+ searched {self._searched:.0%}, Esc stops"
        return f"{number}/{len(self.matches)}{more}"
