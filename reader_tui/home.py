"""Where everything the program stores lives. Light, for the first screen needs to know."""

# pathlib alone would take as long to load as the whole first screen
# ruff: noqa: PTH100, PTH111, PTH118
from __future__ import annotations

import os
import sys


def home_path(chosen: str | None = None) -> str:
    """The home folder: ``--home``, else ``READER_TUI_HOME``, else the user's data folder."""
    path = chosen or os.environ.get("READER_TUI_HOME")
    if path:
        return os.path.abspath(os.path.expanduser(path))
    if sys.platform.startswith("linux"):
        base = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
        return os.path.join(base, "reader-tui")
    from platformdirs import user_data_dir

    return user_data_dir("reader-tui", appauthor=False)
