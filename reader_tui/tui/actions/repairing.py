"""The ledger of repairs beside the text: looked through, switched off and on, for this article or for good."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import ReaderBase

if TYPE_CHECKING:
    from reader_tui.text.repair import Repairs
    from reader_tui.tui.repair_panel import RepairPanel


class RepairActions(ReaderBase):
    """The repair panel; `R` itself belongs to the views."""

    async def action_show_repairs(self) -> None:
        from reader_tui.tui.repair_panel import RepairPanel

        panels = self.query(RepairPanel)
        if panels:
            await panels.remove()
            self.focus_pane(self.current)
            return
        article = self.current.article
        self._load_styles("row_list.tcss", "repair_panel.tcss")
        panel = RepairPanel(id="repairs-panel")
        await self.query_one("#across").mount(panel)
        panel.focus()
        run_beside(self.app, partial(_all_repairs, article), partial(self._list_repairs, article))

    def _load_styles(self, *names: str) -> None:
        """Read style sheets that the first screen does not need, once."""
        sheet = self.app.stylesheet
        paths = [Path(__file__).parent.parent / name for name in names]
        missing = [path for path in paths if not sheet.has_source(str(path), "")]
        for path in missing:
            sheet.read(path)
        if missing:
            sheet.reparse()
            sheet.update(self.app)

    def _list_repairs(self, article: Article, repairs: Repairs) -> None:
        """Show what all rules would do, and which of them do."""
        from reader_tui.tui.repair_panel import RepairPanel
        from reader_tui.tui.repair_rows import rule_rows, suspected_rows

        panels = self.query(RepairPanel)
        if not panels or article is not self.current.article:
            return
        article.all_repairs = repairs
        kept = article.kept
        for_good = self.keep(lambda: self.notebook.choices.disabled_rules(0)) or frozenset()
        text = article.analysed.text
        panels.first().show(
            rule_rows(text, repairs, disabled=kept.disabled_rules if kept else (), disabled_for_good=for_good,
                      refused=kept.refused if kept else ()), suspected_rows(text, repairs))

    async def on_repair_panel_closed(self) -> None:
        """Take the panel away."""
        await self.action_show_repairs()

    def on_repair_panel_jump(self, event: RepairPanel.Jump) -> None:
        """Go to the place of a repair."""
        self.jump(event.offset)

    def on_repair_panel_toggle(self, event: RepairPanel.Toggle) -> None:
        """Switch a rule or a single repair, keep that, and repair anew."""
        article = self.current.article
        kept = article.kept
        if kept is None:
            self.say(article.not_kept or "one moment: the library is being opened")
            return
        self.keep(partial(self._switch, article, kept.id, event))
        article.kept = self.keep(lambda: self.notebook.kept(kept.id)) or kept
        article.analysis = None
        self.begin_analysis(article)
        if article.all_repairs is not None:
            self._list_repairs(article, article.all_repairs)

    def _switch(self, article: Article, number: int, event: RepairPanel.Toggle) -> None:
        from reader_tui.store.choices import FOR_GOOD

        choices = self.notebook.choices
        if event.edit is None:
            choices.switch_rule(event.rule, event.is_on, FOR_GOOD if event.scope == "library" else number)
            return
        for refused in choices.refused_edits(number):
            if refused.span == event.edit and event.is_on:
                choices.allow_edit(number, refused.key)
        if not event.is_on and article.all_repairs is not None:
            for edit in article.all_repairs.edits:
                if edit.span == event.edit and edit.rule == event.rule:
                    choices.refuse_edit(number, edit)


def _all_repairs(article: Article) -> Repairs:
    """What all rules would do, those that are off too."""
    from reader_tui.text.repair import repair

    return repair(article.analysed.text)
