"""Views, files and the program itself."""

from __future__ import annotations

import os
import shlex
import subprocess

from reader_tui.tui.base import ReaderBase


class ProgramActions(ReaderBase):
    """Changing the view, reloading, leaving."""

    def action_toggle_repair(self) -> None:
        current = self.current
        self.change_view(current, repaired=not current.view.repaired)
        self.say("repaired" if current.view.repaired else "original")

    def action_zen(self) -> None:
        self.zen = not self.zen

    zen: bool

    def action_toggle_theme(self) -> None:
        self.app.theme = "reader-light" if self.app.theme == "reader-dark" else "reader-dark"

    def action_edit(self) -> None:
        path = self.current.article.path
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if path is None:
            self.say("standard input has no file to edit")
        elif not editor:
            self.say("set $EDITOR to the editor you want")
        else:
            with self.app.suspend():
                try:
                    subprocess.run([*shlex.split(editor), str(path)], check=False)
                except OSError as error:
                    message = f"{editor}: {error.strerror}"
                else:
                    message = ""
            self.action_reload()
            if message:
                self.say(message)

    def action_reload(self) -> None:
        raise NotImplementedError

    def action_palette(self) -> None:
        self.app.action_command_palette()

    async def action_back(self) -> None:
        if self.current.selection is not None:
            self.use_selection(None)
        elif len(self.panes) > 1:
            await self.close_pane(self.current)
        else:
            self.action_quit()

    def action_quit(self) -> None:
        self.app.exit()
