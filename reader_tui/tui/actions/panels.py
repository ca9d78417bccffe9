"""The panels around the text: contents, claims, timeline, marks, information, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from reader_tui.commands import SCOPES, by_group
from reader_tui.keymap import show_keys
from reader_tui.text.counting import counted
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.choices import Choice
from reader_tui.tui.prompt import Prompt

LATER_SECONDS = 0.3
"""How long the keys have to rest before what the first screen did not need is made."""


class PanelActions(ReaderBase):
    """Opening, entering and closing what stands around the panes."""

    def choose(self, title: str, choices: Sequence[Choice[Any]], then: Callable[[Any], None], *,
               selected: int = 0, empty: str = "nothing here") -> None:
        """Let the user choose from a list; ``then`` gets the value, unless he chose nothing."""

        from reader_tui.tui.choice_screen import ChoiceScreen  # with its lists and fields, for when one is wanted

        def answer(value: Any) -> None:
            if value is not None:
                then(value)

        self.app.push_screen(ChoiceScreen(title, choices, selected=selected, empty=empty), answer)

    def make_the_rest(self) -> None:
        """Make what the first screen did without, once the keys have rested."""
        if monotonic() - self.last_key_at < LATER_SECONDS:
            self.set_timer(LATER_SECONDS, self.make_the_rest)
        else:
            self.query_one(Prompt).prepare()
            self.show_analysis()

    def action_toggle_claims(self) -> None:
        self.toggle_panel("claims")

    def action_toggle_timeline(self) -> None:
        self.toggle_panel("timeline")

    def action_show_contents(self) -> None:
        from reader_tui.text.sections import find_headings

        article = self.current.article
        headings = find_headings(article.document)
        here = self.current.pane.address
        selected = max(0, sum(heading.span.start <= here for heading in headings) - 1)
        choices = [Choice(heading.span.start, "  " * (heading.level - 1) + heading.title,
                          f"{article.source.fraction(heading.span.start):4.0%}") for heading in headings]
        self.choose("Contents", choices, self._go_to_heading, selected=selected,
                    empty="this text has no headings")

    def _go_to_heading(self, address: int) -> None:
        self.jump(address, row=0)

    def action_show_marks(self) -> None:
        article = self.current.article
        choices = [Choice(address, self.line_at(address), letter)
                   for letter, address in sorted(article.marks.items(), key=lambda item: item[1])]
        self.choose("Marks", choices, self.jump, empty="no marks here; m and a letter sets one")

    def line_at(self, address: int) -> str:
        """The shown row at an address, to be recognised by."""
        rows = self.current.pane.pages.rows_at(address)
        row = rows.rows[rows.row_of(address)]
        return rows.view.text[row.start : row.visible_end]

    def action_info(self) -> None:
        article = self.current.article
        document = article.document
        facts = {
            "Title": article.title,
            "From": document.uri or "standard input",
            "Date": article.date_label,
            "Encoding": document.encoding + (f", {counted(document.damaged_bytes, 'damaged byte')}" if document.damaged_bytes
                                             else ""),
            "Length": counted(article.source.length, "character" if article.is_whole else "byte"),
            "Repairs": self._repairs_by_rule(),
            "Claims": self._counted(len(article.claims)),
            "Dates": self._counted(len(article.timeline.times) if article.timeline else 0),
            **{name.capitalize(): value for name, value in document.meta.items()},
        }
        self.choose("Information", [Choice(None, value, name) for name, value in facts.items() if value], print)

    def _counted(self, count: int) -> str:
        """How many the analysis found, as far as it has come."""
        article = self.current.article
        if article.analysis is None:
            return "reading…"
        return f"{count}" if article.is_analysed_whole else f"{count} in the part that was read"

    def _repairs_by_rule(self) -> str:
        counts: dict[str, int] = {}
        for edit in self.current.article.repair_edits:
            counts[edit.rule] = counts.get(edit.rule, 0) + 1
        return ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items(), key=lambda item: -item[1]))

    def action_help(self) -> None:
        choices = []
        for group, commands in by_group():
            for command in commands:
                keys = "  ".join(show_keys(key) for key in self.keymap.keys[command.id][:3])
                where = "" if command.scope == "reader" else f" ({SCOPES[command.scope].lower()})"
                choices.append(Choice(command.id, f"{command.title}: {command.help}{where}", keys, group))
        self.choose("Keys  (counts go before a command: 5j)", choices, self.run_command)

    def run_command(self, command_id: str) -> None:
        """Run a command of the table as if its key had been pressed."""
        raise NotImplementedError
