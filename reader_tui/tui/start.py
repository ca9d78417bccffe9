"""From what the command line names to open articles and a running app."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reader_tui.config import load_settings, settings_file
from reader_tui.keymap import Keymap
from reader_tui.samples import sample_folder
from reader_tui.screen_plan import MOST_PANES
from reader_tui.terminal import TakenTerminal
from reader_tui.text.load import LoadError, load_folder
from reader_tui.tui.notebook import STORE_NAME
from reader_tui.tui.opening import read_article

_SWITCH_SECONDS = 0.001
"""How long another thread may hold a key up; Python's own five milliseconds add up over a frame."""


def take_keys_from_terminal() -> None:
    """After standard input was read to its end, let the keys come from the terminal itself."""
    terminal = os.open("/dev/tty", os.O_RDWR)
    os.dup2(terminal, sys.stdin.fileno())
    os.close(terminal)


def open_reader(names: Sequence[str], home: Path, *, encoding: str | None = None,
                reference_date: date | None = None, painted: TakenTerminal | None = None) -> int:
    """Open what was named in the reader; the exit status.

    Everything is opened before the screen is touched, so an error is one line on an ordinary terminal.
    """
    settings, problems = load_settings(settings_file(home))
    shows_library = not names and has_library(home)
    folder, files, title = _sort(names or ([] if shows_library else [str(sample_folder())]))
    articles = [read_article(name, encoding=encoding, reference_date=reference_date) for name in files]
    if "-" in files and not sys.stdin.isatty():
        take_keys_from_terminal()
    from reader_tui.tui.app import ReaderApp

    sys.setswitchinterval(_SWITCH_SECONDS)
    app = ReaderApp(articles, folder, settings, Keymap(settings.keys), home, problems, painted, title)
    app.run()
    return app.return_code or 0


def has_library(home: Path) -> bool:
    """Whether anything was read before; before that the sample texts are the better beginning."""
    return (home / STORE_NAME).is_file()


def _sort(names: Sequence[str]) -> tuple[list[Path], list[str], str]:
    """(files to choose from, names to open, what to say above the choice).

    A folder is a choice; everything else is opened, unless it is too much for one screen.
    """
    to_choose: list[Path] = []
    to_open: list[str] = []
    for name in names:
        if name != "-" and Path(name).is_dir():
            found = load_folder(Path(name))
            if not found:
                raise LoadError(f"{name}: no readable texts in this folder")
            to_choose += found
        else:
            to_open.append(name)
    if len(to_open) <= MOST_PANES:
        return to_choose, to_open, "Open"
    return [*map(Path, to_open), *to_choose], [], f"Open one of them ({MOST_PANES} at most side by side, {len(to_open)} named)"
