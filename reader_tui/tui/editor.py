"""The user's own editor ($VISUAL, $EDITOR), with the screen handed over to it meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.app import App, SuspendNotSupported


def run_editor(app: App[None], path: Path, complain: Callable[[str], None]) -> bool:
    """Open a file in the user's editor and wait for its end; False, and it is said why, where that is not possible."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        complain("set $EDITOR to the editor you want")
        return False
    try:
        command = [*shlex.split(editor), str(path)]
    except ValueError as error:
        complain(f"$EDITOR: {error}")
        return False
    message = ""
    try:
        with app.suspend():
            try:
                subprocess.run(command, check=False)
            except OSError as error:
                message = f"{editor}: {error.strerror}"
    except SuspendNotSupported:
        message = "there is no terminal here that an editor could use"
    if message:
        complain(message)
    return not message


def edit_text(app: App[None], text: str, complain: Callable[[str], None]) -> str | None:
    """Let the user edit a text in his editor; None where that is not possible or nothing was changed."""
    descriptor, name = tempfile.mkstemp(suffix=".md", prefix="note-")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        if not run_editor(app, path, complain):
            return None
        changed = path.read_text(encoding="utf-8", errors="replace").removesuffix("\n")
        return None if changed == text else changed
    finally:
        path.unlink(missing_ok=True)
