"""The speaker index: who said what, when and in which article, over the whole library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.message import Message

from reader_tui.analysis.compare import SpeakerEntry
from reader_tui.text.counting import counted
from reader_tui.tui.list_screen import ListScreen
from reader_tui.tui.pieces import Piece
from reader_tui.tui.prompt import Prompt
from reader_tui.tui.row_line import Hint, RowLine, spread
from reader_tui.tui.row_list import RowList
from reader_tui.tui.speaker_rows import ORDERS, Order, SpeakerIndex, SpeakerListing, StatementListing, speaker_facts
from reader_tui.tui.titles import fit

_NOTHING_YET = "nobody is quoted in the articles of the library"
_HINTS: tuple[Hint, ...] = (("Enter", "statements"), ("/", "filter"), ("s", "sort"), ("Tab", "other list"), ("q", "back"))
_STATEMENT_HINTS: tuple[Hint, ...] = (("Enter", "go there"), ("h", "speakers"), ("/", "filter"), ("s", "sort"),
                                      ("q", "back"))


class SpeakerScreen(ListScreen):
    """Speakers on one side, what the selected one said on the other."""

    CSS_PATH = ["row_list.tcss", "speaker_screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]
    BINDINGS = [
        Binding("slash", "filter", "Filter"),
        Binding("s", "sort", "Sort"),
        Binding("tab", "switch", "Other list", show=False),
        Binding("l,right", "statements", "Statements", show=False),
        Binding("h,left", "speakers", "Speakers", show=False),
        Binding("escape", "cancel", "Back", show=False),
        Binding("q", "close", "Back"),
    ]

    @dataclass
    class Jump(Message):
        """A statement's evidence is wanted: ``offset`` is a code point of the article's source."""

        article: str
        offset: int

    @dataclass
    class Closed(Message):
        """The index is to be left."""

    def __init__(self, entries: Sequence[SpeakerEntry] = (), titles: Mapping[str, str] | None = None, *,
                 words: str = "") -> None:
        """``titles``: article id, as in the entries, to title; ``words``: what to filter by at first."""
        super().__init__()
        self._index = SpeakerIndex(entries, titles or {})
        self._words = words
        self._order: Order = "count"
        self._speakers = SpeakerListing(())
        self._statements = StatementListing((), {})

    def compose(self) -> ComposeResult:
        """Head, speakers, statements, keys."""
        yield RowLine(id="head")
        with Container(id="body"):
            yield RowList(_NOTHING_YET, id="speakers")
            with Vertical(id="said"):
                yield RowLine(id="speaker")
                yield RowList("", id="statements")
        yield RowLine(id="hints", classes="-bar")
        yield Prompt()

    def on_mount(self) -> None:
        """Fill the lists; the speakers have the keys."""
        self.query_one(Prompt).prepare()
        self._fill()
        self._names.focus()

    @property
    def _names(self) -> RowList:
        return self.query_one("#speakers", RowList)

    @property
    def _sayings(self) -> RowList:
        return self.query_one("#statements", RowList)

    @property
    def rows(self) -> RowList:
        """The list with the keys; the speakers while a field has them."""
        return self._sayings if self._sayings.has_focus else self._names

    def hints(self) -> Sequence[Hint]:
        """Those of the list with the keys."""
        return _STATEMENT_HINTS if self._sayings.has_focus else _HINTS

    # -- what it shows -------------------------------------------------------------------------------------

    def show_speakers(self, entries: Sequence[SpeakerEntry], titles: Mapping[str, str]) -> None:
        """Show another index; the selected speaker stays selected."""
        self._index = SpeakerIndex(entries, titles)
        self._fill()

    @property
    def selected(self) -> SpeakerEntry | None:
        """The selected speaker, with the statements that the filter leaves."""
        at = self._names.selected
        return self._speakers.entries[at] if 0 <= at < len(self._speakers.entries) else None

    def _fill(self) -> None:
        kept = self.selected
        found = self._index.select(self._words, self._order)
        self._speakers = SpeakerListing(found)
        at = next((i for i, entry in enumerate(found) if kept is not None and entry.name == kept.name), 0)
        self._names.show(self._speakers, at, empty="no speaker matches" if self._words else _NOTHING_YET)
        self.query_one("#head", RowLine).show(self._head)
        self.say("")

    def _head(self, width: int) -> list[Piece]:
        found = self._speakers.entries
        said = sum(len(entry.statements) for entry in found)
        left: list[Piece] = [("head", " Speakers"),
                             ("quiet", f"  {len(found):,} · {counted(said, 'statement')} · by {ORDERS[self._order]}")]
        return spread(left, [("accent", f"{fit(self._words, width // 2)} ")], width)

    @on(RowList.Highlighted, "#speakers")
    def _show_statements(self, event: RowList.Highlighted) -> None:
        event.stop()
        entry = self.selected
        self._statements = StatementListing(entry.statements if entry is not None else (), self._index.titles)
        self._sayings.show(self._statements)
        self.query_one("#speaker", RowLine).show(speaker_facts(entry) if entry is not None else ())

    def on_descendant_focus(self) -> None:
        """The keys mean something else in the other list."""
        self.say("")

    # -- what keys do --------------------------------------------------------------------------------------

    @on(RowList.Chosen, "#speakers")
    def _enter(self, event: RowList.Chosen) -> None:
        event.stop()
        self.action_statements()

    @on(RowList.Chosen, "#statements")
    def _jump(self, event: RowList.Chosen) -> None:
        event.stop()
        statement = self._statements.statements[event.index]
        self.post_message(self.Jump(statement.ref.article, statement.claim.content[0].span.start))

    def action_statements(self) -> None:
        """Go into the statements."""
        if self.selected is not None:
            self._sayings.focus()

    def action_speakers(self) -> None:
        """Go back to the speakers."""
        self._names.focus()

    def action_switch(self) -> None:
        """Go to the other list."""
        if self._sayings.has_focus:
            self.action_speakers()
        else:
            self.action_statements()

    def action_filter(self) -> None:
        """Filter as one types: words, by:x, office:x, article:x, date:2025-05, kind:direct."""
        self.ask("/", self._filter, initial=self._words, changed=self._filter)

    def _filter(self, words: str) -> None:
        self._words = words.strip()
        self._fill()

    def action_sort(self) -> None:
        """Go to the next order."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._fill()

    def action_cancel(self) -> None:
        """Go back to the speakers, then leave the filter, then the index."""
        if self._sayings.has_focus:
            self.action_speakers()
        elif self._words:
            self._filter("")
        else:
            self.action_close()

    def action_close(self) -> None:
        """Leave the index."""
        self.post_message(self.Closed())
