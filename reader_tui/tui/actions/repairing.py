"""The ledger of repairs beside the text: looked through, switched off and on, for this article or for good."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader_tui.text.counting import counted
from reader_tui.text.model import Document
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.choices import Choice
from reader_tui.tui.selection import selected_span
from reader_tui.tui.titles import fit

if TYPE_CHECKING:
    from reader_tui.text.repair import Repairs
    from reader_tui.tui.repair_panel import RepairPanel
    from reader_tui.user_rules import Preview, Scope, UserRule

_MOST_PREVIEWED = 200


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
        run_beside(self.app, partial(_all_repairs, article, self.notebook.home), partial(self._list_repairs, article))

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
        from reader_tui.tui.wanted_repairs import rules_that_are_off

        panels = self.query(RepairPanel)
        if not panels or article is not self.current.article:
            return
        article.all_repairs = repairs
        kept = article.kept
        for_good = self.keep(lambda: self.notebook.choices.disabled_rules(0)) or frozenset()
        text = article.analysed.text
        panels.first().show(
            rule_rows(text, repairs, disabled=rules_that_are_off(kept), disabled_for_good=for_good,
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
        self._repair_again(article)
        if article.all_repairs is not None:
            self._list_repairs(article, article.all_repairs)

    def _repair_again(self, article: Article) -> None:
        """Work the article out anew; what is on the screen stays until that is done."""
        article.analysis = None
        self.begin_analysis(article)

    # -- rules of one's own --------------------------------------------------------------------------------

    def action_new_rule(self) -> None:
        """Ask what to find and what to put there, show what that would do, and keep the rule where it is wanted."""
        current = self.current
        span = selected_span(current.selection, current.pane.pages) if current.selection is not None else None
        initial = current.article.source.slice(span.start, span.end) if span is not None else ""
        self.use_selection(None)
        self.ask("find (/…/ is an expression)", self._ask_replacement, initial=" ".join(initial.split("\n")))

    def _ask_replacement(self, find: str) -> None:
        if find:
            self.ask(f"put in place of {fit(find, 30)}", partial(self._preview_rule, find))

    def _preview_rule(self, find: str, new: str) -> None:
        from reader_tui.user_rules import UserRule, preview

        is_regex = len(find) > 2 and find.startswith("/") and find.endswith("/")
        sought = find[1:-1] if is_regex else find
        rule = UserRule(f"{sought} → {new}"[:60], sought, new, is_regex)
        document = self.current.article.analysed
        run_beside(self.app, partial(preview, rule, document.text), partial(self._offer_rule, rule, document))

    def _offer_rule(self, rule: UserRule, document: Document, found: Preview) -> None:
        if found.problems:
            self.say(found.problems[0])
            return
        host = urlsplit(document.uri).hostname if "://" in document.uri else None
        scopes: list[tuple[str, Scope, str]] = [("in every article", "everything", ""),
                                                ("in this article", "article", document.id)]
        if host:
            scopes.insert(1, (f"in pages of {host}", "site", host))
        count = counted(len(found.edits), "place")
        choices: list[Choice[UserRule | None]] = [
            Choice(replace(rule, scope=scope, where=where), f"keep the rule {name}", group=f"{rule.name}: {count} here")
            for name, scope, where in scopes]
        choices += [Choice(None, f"{document.text[max(0, edit.span.start - 12) : edit.span.start]}【{edit.old} → {edit.new or '∅'}】"
                           f"{document.text[edit.span.end : edit.span.end + 12]}", group="what it would do")
                    for edit in found.edits[:_MOST_PREVIEWED]]
        self.choose("A rule of your own", choices, self._keep_rule)

    def _keep_rule(self, rule: UserRule) -> None:
        from reader_tui.user_rules import RuleError, keep_rules, load_rules, with_rule

        try:
            keep_rules(self.notebook.home, with_rule(load_rules(self.notebook.home), rule))
        except RuleError as error:
            self.notify(sanitize_line(str(error)), severity="error", markup=False)
            return
        self._repair_again(self.current.article)
        self.say("kept; E lists it with the other repairs")

    def action_edit_rules(self) -> None:
        """Open the file of one's rules in the editor, and use what becomes of it."""
        from reader_tui.tui.editor import run_editor
        from reader_tui.user_rules import FILE_NAME, RuleError, keep_rules

        path = self.notebook.home / FILE_NAME
        try:
            if not path.exists():
                keep_rules(self.notebook.home, ())
        except RuleError as error:
            self.say(str(error))
            return
        if run_editor(self.app, path, self.say):
            self._repair_again(self.current.article)

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


def _all_repairs(article: Article, home: Path) -> Repairs:
    """What all rules would do, those that are off too."""
    from reader_tui.tui.wanted_repairs import all_repairs

    return all_repairs(article.analysed, home)
