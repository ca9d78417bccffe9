"""One link before it is followed: where it really leads, and what to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader_tui.text.hyperlinks import Hyperlink
from reader_tui.tui.drawable import drawable

Following = Literal["browse", "read", "copy"]
_LABELS: dict[Following, str] = {
    "browse": "o  Open it in the browser",
    "read": "r  Fetch the page and read it here; it is kept in the library",
    "copy": "y  Copy the address",
}
_LONGEST_SHOWN = 2000


def link_facts(link: Hyperlink) -> Iterator[tuple[str, str]]:
    """(style name, line) pairs that say where a link leads; nothing in them is obeyed by a terminal."""
    if link.words:
        yield "words", f"「{link.words}」"
    if link.refusal:
        yield "warning", link.refusal
    else:
        yield "host", link.host
        if link.sent_host != link.host:
            yield "quiet", f"sent as {link.sent_host}"
    yield from (("warning", f"! {warning}") for warning in link.warnings)
    yield "quiet", (link.address or link.written)[:_LONGEST_SHOWN]


class LinkScreen(ModalScreen[Following | None]):
    """Answers with what to do with the link, or None; Enter on a link to be doubted copies its address."""

    CSS_PATH = "link_screen.tcss"
    BINDINGS = [Binding("escape,q", "leave", "Cancel"), Binding("o", "take('browse')", "Open"),
                Binding("r", "take('read')", "Read"), Binding("y", "take('copy')", "Copy"),
                Binding("j", "step(1)", "Down", show=False), Binding("k", "step(-1)", "Up", show=False)]

    def __init__(self, link: Hyperlink) -> None:
        super().__init__()
        self._link = link
        self._offers: list[Following] = ["browse", "read", "copy"] if link.address else ["copy"]

    def compose(self) -> ComposeResult:
        """The facts, then what may be done."""
        with Vertical():
            for style, line in link_facts(self._link):
                yield Static(Text(drawable(line)), classes=style)
            yield OptionList(*(Option(Text(_LABELS[offer])) for offer in self._offers))

    def on_mount(self) -> None:
        """The list has the keys."""
        options = self.query_one(OptionList)
        options.highlighted = self._offers.index("copy") if self._link.warnings else 0
        options.focus()

    @on(OptionList.OptionSelected)
    def _take_chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offers[event.option_index])

    def action_take(self, offer: Following) -> None:
        """Answer, if this link can be followed so."""
        if offer in self._offers:
            self.dismiss(offer)

    def action_step(self, count: int) -> None:
        """Move the highlight."""
        options = self.query_one(OptionList)
        if count > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        """Do nothing."""
        self.dismiss(None)
