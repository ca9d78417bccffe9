"""What every screen with a list does alike: moving in it, asking for a line of text, telling the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from reader_tui.tui.pieces import Piece
from reader_tui.tui.prompt import Prompt
from reader_tui.tui.row_line import Hint, RowLine, hint_pieces
from reader_tui.tui.row_list import RowList

_NOTICE_SECONDS = 4.0


class ListScreen(Screen[None]):
    """Has a list, a `RowLine` named ``hints`` under it and a `Prompt`."""

    BINDINGS = [
        Binding("g", "first", "First", show=False),
        Binding("space", "page(1)", "Page down", show=False),
        Binding("b", "page(-1)", "Page up", show=False),
        Binding("down,ctrl+n", "step(1)", "Down", show=False),
        Binding("up,ctrl+p", "step(-1)", "Up", show=False),
    ]

    @property
    def rows(self) -> RowList:
        """The list that keys move in."""
        return self.query_one(RowList)

    def say(self, text: str) -> None:
        """A short word to the user in place of the keys, for a while."""
        notice: list[Piece] = [("accent", f" {text}")]
        self.query_one("#hints", RowLine).show(notice if text else self._hint_row)
        if text:
            self.set_timer(_NOTICE_SECONDS, lambda: self.say(""))

    def _hint_row(self, width: int) -> Sequence[Piece]:
        return hint_pieces(self.hints(), width)

    def hints(self) -> Sequence[Hint]:
        """The keys to tell of, the most wanted first."""
        raise NotImplementedError

    def ask(self, label: str, done: Callable[[str], None], *, initial: str = "",
            changed: Callable[[str], None] | None = None) -> Input:
        """Ask for a line of text, as `Prompt.ask` does; the field, which begins without completion."""
        self.query_one("#hints").display = False
        prompt = self.query_one(Prompt)
        prompt.ask(label, done, initial=initial, changed=changed, closed=self.take_keys_back)
        field = prompt.query_one(Input)
        field.suggester, field.select_on_focus = None, True
        return field

    def take_keys_back(self) -> None:
        """Give the list the keys again after a question."""
        self.query_one("#hints").display = True
        self.rows.focus()

    def action_step(self, count: int) -> None:
        """Select the next item while a field keeps the keys."""
        self.rows.action_step(count)

    def action_page(self, pages: float) -> None:
        """A page down, or up."""
        self.rows.action_page(pages)

    def action_first(self) -> None:
        """Go to the top."""
        self.rows.action_first()
