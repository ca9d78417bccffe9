"""A line of text asked for at the bottom of the screen: a search, a filter."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Label


class Prompt(Horizontal):
    """Hidden until it asks; gives the answer to the callback it was asked with."""

    DEFAULT_CSS = """
    Prompt { dock: bottom; height: 1; display: none; background: $panel; }
    Prompt Label { padding: 0 1; color: $accent; }
    Prompt Input { border: none; height: 1; width: 1fr; padding: 0; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._when_done: Callable[[str], None] | None = None
        self._when_changed: Callable[[str], None] | None = None
        self._when_closed: Callable[[], None] | None = None

    def prepare(self) -> None:
        """Make label and field; done a moment after the start, which need not wait for them."""
        if not self.children:
            self.mount(Label(), Input(compact=True))

    def ask(self, label: str, done: Callable[[str], None], *, initial: str = "",
            changed: Callable[[str], None] | None = None, closed: Callable[[], None] | None = None,
            suggester: Suggester | None = None) -> None:
        """Take the keys until Enter (``done`` gets the text) or Escape; then ``closed`` is called."""
        self._when_done, self._when_changed, self._when_closed = done, changed, closed
        self.prepare()
        name, field = self.query_one(Label), self.query_one(Input)
        name.update(Content(label))
        field.suggester = suggester
        with self.prevent(Input.Changed):
            field.value = initial
        field.cursor_position = len(initial)
        self.display = True
        self.screen.set_focus(field)

    @on(Input.Changed)
    def _tell_change(self, event: Input.Changed) -> None:
        event.stop()
        if self._when_changed is not None:
            self._when_changed(event.value)

    def on_key(self, event: events.Key) -> None:
        """Enter answers, Escape leaves; both at once, not as bindings, for a key may follow that is not for the field."""
        if event.key in ("enter", "escape"):
            event.stop()
            answer = self.query_one(Input).value
            done = self._when_done
            self._close()
            if done is not None and event.key == "enter":
                done(answer)

    def _close(self) -> None:
        self.display = False
        if self._when_closed is not None:
            self._when_closed()
