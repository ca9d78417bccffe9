"""Views, files and the program itself."""

from __future__ import annotations

from pathlib import Path

from reader_tui.screen_plan import MOST_PANES
from reader_tui.text.load import LoadError, load_folder
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.choices import Choice
from reader_tui.tui.opening import read_article


class ProgramActions(ReaderBase):
    """Changing the view, reloading, leaving."""

    def action_toggle_repair(self) -> None:
        current = self.current
        self.change_view(current, repaired=not current.view.repaired)
        self.say("repaired" if current.view.repaired else "original")

    def action_toggle_folds(self) -> None:
        current = self.current
        if not current.article.fold_edits:
            self.say("nothing is folded in this text")
            return
        self.change_view(current, unfolded=not current.view.unfolded)
        self.say("folded passages are shown" if current.view.unfolded else "folded again")

    def action_zen(self) -> None:
        self.zen = not self.zen

    zen: bool

    def action_toggle_theme(self) -> None:
        self.app.theme = "reader-light" if self.app.theme == "reader-dark" else "reader-dark"

    def action_edit(self) -> None:
        from reader_tui.tui.editor import run_editor

        path = self.current.article.path
        if path is None:
            self.say("standard input has no file to edit")
        elif run_editor(self.app, path, self.say):
            self.action_reload()

    def action_reload(self) -> None:
        """Read the file again and stay where it was read."""
        current = self.current
        path = current.article.path
        if path is None:
            self.say("standard input cannot be read again")
            return
        try:
            article = read_article(str(path), reference_date=current.article.reference_date)
        except LoadError as error:
            # the folder is known, and would leave no room for what is wrong
            self.say(f"{path.name}: {str(error).removeprefix(f'{path}: ')}")
            return
        article.marks.update(current.article.marks)
        old = current.article
        for opened in self.panes:
            if opened.article is old:
                opened.article = article
                self.relayout(opened)
        self.begin_analysis(article)
        self.say("read again")

    def action_open(self) -> None:
        """Choose another text from the folder of this one."""
        path = self.current.article.path
        folder = path.resolve().parent if path is not None else Path.cwd()
        choices = [Choice(found, found.name) for found in load_folder(folder)]

        from reader_tui.tui.choice_screen import ChoiceScreen

        async def answer(chosen: Path | None) -> None:
            if chosen is None:
                return
            if len(self.panes) >= MOST_PANES:
                self.say(f"{MOST_PANES} panes are the most")
                return
            try:
                await self.open_article(read_article(str(chosen)))
            except LoadError as error:
                self.say(str(error))

        self.app.push_screen(ChoiceScreen(f"Open beside this: {folder}", choices, empty="no texts here"), answer)

    def action_show_library(self) -> None:
        self.shelf.show_library()

    def action_show_notes(self) -> None:
        self.shelf.show_notes()

    def action_palette(self) -> None:
        self.app.action_command_palette()

    async def action_back(self) -> None:
        if self.current.selection is not None:
            self.use_selection(None)
        elif self.close_last_panel():
            return
        elif len(self.panes) > 1:
            await self.close_pane(self.current)
        else:
            self.action_quit()

    def action_quit(self) -> None:
        self.app.exit()
