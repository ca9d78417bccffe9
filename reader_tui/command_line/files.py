"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from reader_tui.command_line.output import InputError

_LONGEST_NAME = 200


def beside(path: Path) -> Path:
    """Where a file is written before it takes its name; with the same ending."""
    return path.with_name(f".new-{path.name[-_LONGEST_NAME:]}")


def write_private(path: Path, data: bytes) -> None:
    """Write a file for the user alone, over the one that is there; `InputError` where it cannot be."""
    waiting = beside(path)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(waiting, flags, 0o600), "wb") as file:
            file.write(data)
        waiting.replace(path)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def make_private_folder(path: Path) -> None:
    """Make a folder for the user alone, where there is none; `InputError` where it cannot be."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}") from None
