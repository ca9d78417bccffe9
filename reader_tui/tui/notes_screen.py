"""All annotations across the library: found by what one types, gone to, edited, deleted, brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.message import Message

from reader_tui.text.model import Span
from reader_tui.tui.list_screen import ListScreen
from reader_tui.tui.note_rows import (
    ORDERS,
    CandidateListing,
    CandidateRow,
    NoteListing,
    NoteRow,
    Order,
    full_text,
    select,
)
from reader_tui.tui.pieces import Piece
from reader_tui.tui.prompt import Prompt
from reader_tui.tui.row_line import Hint, Passage, RowLine, spread
from reader_tui.tui.row_list import RowList
from reader_tui.tui.titles import fit

_NOTHING_YET = "no notes yet: select a passage with v, then Enter or a"
_HINTS: tuple[Hint, ...] = (("Enter", "go there"), ("/", "filter"), ("e", "edit"), ("x", "delete"), ("U", "undo"),
                            ("r", "redo"), ("s", "sort"), ("c", "orphan's places"), ("q", "back"))
_CANDIDATE_HINTS: tuple[Hint, ...] = (("Enter", "it belongs here"), ("Esc", "leave it lost"))


class NotesScreen(ListScreen):
    """Shows annotations it is given; says what the user wants done with them."""

    CSS_PATH = ["row_list.tcss", "notes_screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]
    BINDINGS = [
        Binding("slash", "filter", "Filter"),
        Binding("e", "edit", "Edit"),
        Binding("x", "delete", "Delete"),
        Binding("U", "undo", "Undo"),
        Binding("r", "redo", "Redo"),
        Binding("s", "sort", "Sort"),
        Binding("c", "candidates", "Where an orphan may belong"),
        Binding("escape", "cancel", "Back to all", show=False),
        Binding("q", "close", "Back"),
    ]

    @dataclass
    class Jump(Message):
        """The passage of an annotation is wanted."""

        uuid: str

    @dataclass
    class Edit(Message):
        """An annotation is to be edited."""

        uuid: str

    @dataclass
    class Delete(Message):
        """An annotation is to be deleted; undo brings it back."""

        uuid: str

    @dataclass
    class Undo(Message):
        """The last step is to be taken back."""

    @dataclass
    class Redo(Message):
        """The step taken back last is to be taken again."""

    @dataclass
    class CandidatesWanted(Message):
        """The places where an orphan may belong are wanted; `show_candidates` takes them."""

        uuid: str

    @dataclass
    class Attach(Message):
        """The user says that an orphan belongs to this span of its article's current version."""

        uuid: str
        span: Span

    @dataclass
    class Closed(Message):
        """The list is to be left."""

    def __init__(self, rows: Sequence[NoteRow] = (), *, words: str = "", order: Order = "changed") -> None:
        """``words`` is what to filter by at first."""
        super().__init__()
        self._all = rows
        self._words = words
        self._order: Order = order
        self._listing = NoteListing(())
        self._found = 0
        self._orphan: NoteRow | None = None
        self._candidates: CandidateListing | None = None

    def compose(self) -> ComposeResult:
        """Head, list, the selected one in full, keys."""
        yield RowLine(id="head")
        with Container(id="body"):
            yield RowList(_NOTHING_YET, id="notes")
            yield Passage(id="full")
        yield RowLine(id="hints", classes="-bar")
        yield Prompt()

    def on_mount(self) -> None:
        """Fill the list, which has the keys."""
        self.query_one(Prompt).prepare()
        self._fill()
        self.rows.focus()

    # -- what it shows -------------------------------------------------------------------------------------

    def show_notes(self, rows: Sequence[NoteRow]) -> None:
        """Show other annotations, or the same ones changed; the selection stays, or goes to the next one."""
        self._all = rows
        self._fill()

    def show_candidates(self, uuid: str, candidates: Sequence[CandidateRow]) -> None:
        """Offer the places where an orphan may belong, if it is still the one asked for."""
        if self._orphan is not None and self._orphan.annotation.uuid == uuid:
            self._candidates = CandidateListing(candidates)
            self.rows.show(self._candidates, empty="nothing in the article is like it")
            self._write()

    @property
    def selected(self) -> NoteRow | None:
        """The selected annotation; while its places are listed, the orphan."""
        return self._orphan if self._candidates is not None else self._listing.note(self.rows.selected)

    def _fill(self) -> None:
        kept, at = self.selected, self.rows.selected
        self._orphan = self._candidates = None
        found = select(self._all, self._words, self._order)
        self._listing = NoteListing(found, self._order)
        place = self._listing.index_of(kept.annotation.uuid) if kept is not None else None
        self.rows.show(self._listing, max(0, at) if place is None else place,
                  empty="no note matches" if self._words else _NOTHING_YET)
        self._found = len(found)
        self._write()

    def _write(self) -> None:
        """Bring the lines around the list up to date."""
        self.query_one("#head", RowLine).show(self._head)
        self.say("")

    def hints(self) -> Sequence[Hint]:
        """Those of the notes, or of an orphan's places."""
        return _HINTS if self._candidates is None else _CANDIDATE_HINTS

    def _head(self, width: int) -> list[Piece]:
        if self._candidates is not None and self._orphan is not None:
            quote = " ".join(self._orphan.annotation.quote.exact.split())
            return [("head", " Where may this belong? "), ("text", fit(f"“{quote}”", width - 25))]
        count = f"{self._found:,}" + (f" of {len(self._all):,}" if self._found != len(self._all) else "")
        left: list[Piece] = [("head", " Notes"), ("quiet", f"  {count} · by {ORDERS[self._order]}")]
        return spread(left, [("accent", f"{fit(self._words, width // 2)} ")], width)

    @on(RowList.Highlighted)
    def _show_full(self, event: RowList.Highlighted) -> None:
        event.stop()
        selected = self.selected
        self.query_one(Passage).show(full_text(selected) if selected is not None else ())

    # -- what keys do --------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        event.stop()
        selected = self.selected
        if selected is None:
            return
        if self._candidates is not None:
            span = self._candidates.candidates[event.index].span
            self.action_cancel()
            self.post_message(self.Attach(selected.annotation.uuid, span))
        elif selected.annotation.span is None:
            self.action_candidates()
        else:
            self.post_message(self.Jump(selected.annotation.uuid))

    def action_filter(self) -> None:
        """Filter as one types: words, tag:x, colour:yellow, article:x, date:2025-05, since:, until:, is:orphan."""
        self.action_cancel_candidates()
        self.ask("/", self._filter, initial=self._words, changed=self._filter)

    def _filter(self, words: str) -> None:
        self._words = words.strip()
        self._fill()

    def action_edit(self) -> None:
        """Edit the selected annotation."""
        if self.selected is not None:
            self.post_message(self.Edit(self.selected.annotation.uuid))

    def action_delete(self) -> None:
        """Delete the selected annotation; it need not ask, for undo brings it back."""
        if self.selected is not None:
            self.post_message(self.Delete(self.selected.annotation.uuid))
            self.say("deleted; U brings it back")

    def action_undo(self) -> None:
        """Take the last step back."""
        self.post_message(self.Undo())

    def action_redo(self) -> None:
        """Take it again."""
        self.post_message(self.Redo())

    def action_sort(self) -> None:
        """Go to the next order."""
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.action_cancel_candidates()
        self._fill()

    def action_candidates(self) -> None:
        """List where the selected orphan may belong."""
        selected = self.selected
        if selected is None or self._candidates is not None:
            return
        if selected.annotation.state != "orphan":
            self.say("its passage was found; only an orphan needs another place")
            return
        self._orphan = selected
        self.post_message(self.CandidatesWanted(selected.annotation.uuid))

    def action_cancel_candidates(self) -> None:
        """Leave the places of an orphan."""
        if self._candidates is not None:
            self._fill()

    def action_cancel(self) -> None:
        """Leave the places of an orphan, else the filter, else the list."""
        if self._candidates is not None:
            self.action_cancel_candidates()
        elif self._words:
            self._filter("")
        else:
            self.action_close()

    def action_close(self) -> None:
        """Leave the places of an orphan, else the list."""
        if self._candidates is not None:
            self.action_cancel_candidates()
        else:
            self.post_message(self.Closed())
