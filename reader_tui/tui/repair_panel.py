"""The repairs of an article beside it: what each rule did and why, each to be switched off and on again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from reader_tui.text.model import Span
from reader_tui.tui.pieces import Piece
from reader_tui.tui.repair_rows import Item, RepairListing, RepairRow, RuleRow, SuspectedRow
from reader_tui.tui.row_line import Hint, RowLine, hint_pieces
from reader_tui.tui.row_list import RowList

Scope = Literal["article", "library"]
_HINTS: tuple[Hint, ...] = (("Enter", "go"), ("Space", "off"), ("g", "for good"), ("q", "close"))


class RepairPanel(Vertical):
    """Lists rules, edits and suspicions; says which place is wanted and what is to be switched.

    It reads its keys itself and lets the others pass, so it works on a screen that reads all keys as well as on one
    with bindings.
    """

    DEFAULT_CSS = """
    RepairPanel { width: 44; height: 1fr; }
    """

    @dataclass
    class Jump(Message):
        """A place of the source is wanted; ``offset`` in code points."""

        offset: int

    @dataclass
    class Toggle(Message):
        """A rule, or a single ``edit`` of it, is to be switched on or off: in this article, or in the whole library."""

        rule: str
        edit: Span | None
        is_on: bool
        scope: Scope

    @dataclass
    class Closed(Message):
        """The panel is to be left."""

    def __init__(self, rules: Sequence[RuleRow] = (), suspected: Sequence[SuspectedRow] = (), *,
                 id: str | None = None) -> None:
        super().__init__(id=id)
        self._rules = rules
        self._suspected = suspected
        self._unfolded: set[str] = set()
        self._listing = RepairListing((), (), ())
        self._keys = self._key_table()

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield RowLine(id="repair-head")
        yield RowList("nothing to repair in this article", id="repairs")
        yield RowLine(id="repair-hints", classes="-bar")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def show(self, rules: Sequence[RuleRow], suspected: Sequence[SuspectedRow] = ()) -> None:
        """Show other repairs, or the same ones switched; what is unfolded and selected stays."""
        self._rules, self._suspected = rules, suspected
        self._fill()

    def focus(self, scroll_visible: bool = True) -> RepairPanel:
        """Give the list the keys."""
        self.query_one(RowList).focus(scroll_visible)
        return self

    @property
    def selected(self) -> Item | None:
        """What is selected."""
        return self._listing.item(self.query_one(RowList).selected)

    def _fill(self, select: str | None = None) -> None:
        """Make the list anew; ``select`` names the rule to select, else the selection stays where it is."""
        rows = self.query_one(RowList)
        at = rows.selected
        self._listing = RepairListing(self._rules, self._suspected, self._unfolded)
        if select is not None:
            at = next((i for i, item in enumerate(self._listing.items)
                       if isinstance(item, RuleRow) and item.name == select), 0)
        rows.show(self._listing, max(0, at))
        count = sum(edit.is_on for rule in self._rules for edit in rule.edits)
        off = sum(rule.count for rule in self._rules) - count
        head: list[Piece] = [("head", " Repairs"), ("quiet", f"  {count:,}" + (f" · {off:,} off" if off else ""))]
        self.query_one("#repair-head", RowLine).show(head)
        self._say("")

    def _say(self, text: str) -> None:
        pieces: list[Piece] = [("accent", f" {text}")]
        self.query_one("#repair-hints", RowLine).show(
            lambda width: pieces if text else hint_pieces(_HINTS, width))

    # -- what keys do --------------------------------------------------------------------------------------

    def _key_table(self) -> dict[str, Callable[[], None]]:
        def rows() -> RowList:
            return self.query_one(RowList)

        table: dict[str, Callable[[], None]] = {
            "j down": lambda: rows().action_step(1), "k up": lambda: rows().action_step(-1),
            "pagedown ctrl+f": lambda: rows().action_page(1), "pageup ctrl+b": lambda: rows().action_page(-1),
            "ctrl+d": lambda: rows().action_page(0.5), "ctrl+u": lambda: rows().action_page(-0.5),
            "home": lambda: rows().action_first(), "end G": lambda: rows().action_last(),
            "enter": lambda: rows().action_choose(), "space": self.toggle, "g": self.switch_for_good,
            "l right": self.unfold, "h left": self.fold, "q escape": lambda: self._close(),
        }
        return {key: action for keys, action in table.items() for key in keys.split()}

    def on_key(self, event: events.Key) -> None:
        """Do what the key stands for; others go on to the screen."""
        action = self._keys.get(event.key) or self._keys.get(event.character or "")
        if action is not None:
            event.stop()
            event.prevent_default()
            action()

    @on(RowList.Highlighted)
    def _moved(self, event: RowList.Highlighted) -> None:
        event.stop()
        self._say("")

    @on(RowList.Chosen)
    def _choose(self, event: RowList.Chosen) -> None:
        event.stop()
        item = self._listing.item(event.index)
        if isinstance(item, RuleRow):
            (self.fold if item.name in self._unfolded else self.unfold)()
        elif isinstance(item, RepairRow | SuspectedRow):
            self.post_message(self.Jump(item.span.start))

    def unfold(self) -> None:
        """List the edits of the selected rule."""
        item = self.selected
        if isinstance(item, RuleRow) and item.edits:
            self._unfolded.add(item.name)
            self._fill(item.name)

    def fold(self) -> None:
        """Hide the edits of the selected rule, or of the rule that the selected edit belongs to."""
        item = self.selected
        if isinstance(item, RuleRow | RepairRow):
            rule = item.name if isinstance(item, RuleRow) else item.rule
            self._unfolded.discard(rule)
            self._fill(rule)

    def toggle(self) -> None:
        """Switch the selected rule, or the selected edit, off or on in this article."""
        item = self.selected
        if isinstance(item, RuleRow):
            self.post_message(self.Toggle(item.name, None, not item.is_on, "article"))
        elif isinstance(item, RepairRow):
            if any(rule.name == item.rule and not rule.is_on for rule in self._rules):
                self._say("its whole rule is off: switch that on")
            else:
                self.post_message(self.Toggle(item.rule, item.span, not item.is_on, "article"))
        elif isinstance(item, SuspectedRow):
            self._say("nothing was changed here")

    def switch_for_good(self) -> None:
        """Switch the selected rule off or on in every article."""
        item = self.selected
        if isinstance(item, RuleRow):
            self.post_message(self.Toggle(item.name, None, not item.is_on_for_good, "library"))
        elif item is not None:
            self._say("only a whole rule can be switched for good")

    def _close(self) -> None:
        self.post_message(self.Closed())
