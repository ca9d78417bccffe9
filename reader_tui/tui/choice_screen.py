"""A list to choose from, filtered as one types: contents, marks, matches, files, help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from reader_tui.tui.choices import Choice, Value, matching
from reader_tui.tui.drawable import drawable
from reader_tui.tui.titles import pad


class ChoiceScreen(ModalScreen[Value | None], Generic[Value]):
    """Answers with the chosen value, or None."""

    CSS_PATH = "choice_screen.tcss"
    BINDINGS = [("escape", "leave", "Cancel"), ("down", "step(1)", "Down"), ("up", "step(-1)", "Up"),
                ("ctrl+n", "step(1)", "Down"), ("ctrl+p", "step(-1)", "Up"),
                ("pagedown", "step(10)", "Page down"), ("pageup", "step(-10)", "Page up")]

    def __init__(self, title: str, choices: Sequence[Choice[Value]], *, selected: int = 0,
                 empty: str = "nothing here") -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._shown: list[Choice[Value] | None] = []
        self._selected = selected
        self._empty = empty

    def compose(self) -> ComposeResult:
        """Title, filter, list."""
        with Vertical():
            yield Label(Text(drawable(self._title)), id="title")
            yield Input(placeholder="type to filter", id="filter")
            yield OptionList(id="choices")

    def on_mount(self) -> None:
        """Fill the list; the filter has the keys."""
        self._fill("")
        self.query_one(OptionList).highlighted = self._row_of(self._selected)
        self.query_one(Input).focus()

    def _row_of(self, number: int) -> int | None:
        rows = [row for row, choice in enumerate(self._shown) if choice is not None]
        return rows[min(number, len(rows) - 1)] if rows else None

    def _fill(self, words: str) -> None:
        found = matching(self._choices, words)
        options = self.query_one(OptionList)
        options.clear_options()
        self._shown = []
        prompts: list[Option] = []
        group = ""
        detail_width = max((len(choice.detail) for choice in found), default=0)
        for choice in found:
            if choice.group != group:
                group = choice.group
                prompts.append(Option(Text(drawable(group), style="bold"), disabled=True))
                self._shown.append(None)
            detail = f"{pad(choice.detail, detail_width)}  " if detail_width else ""
            prompts.append(Option(Text.assemble((detail, "dim"), drawable(choice.label), no_wrap=True)))
            self._shown.append(choice)
        options.add_options(prompts or [Option(Text(self._empty, style="dim"), disabled=True)])
        options.highlighted = self._row_of(0)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted)
    def _take_highlighted(self) -> None:
        row = self.query_one(OptionList).highlighted
        choice = self._shown[row] if row is not None and row < len(self._shown) else None
        self.dismiss(choice.value if choice is not None else None)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        choice = self._shown[event.option_index]
        if choice is not None:
            self.dismiss(choice.value)

    def action_step(self, count: int) -> None:
        """Move the highlight while the filter keeps the keys."""
        options = self.query_one(OptionList)
        move = options.action_cursor_down if count > 0 else options.action_cursor_up
        for _ in range(abs(count)):
            move()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
