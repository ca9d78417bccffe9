"""The layers hold: what lies below never loads what lies above.

Static checks see only the imports a file writes; a fresh process sees what really gets loaded.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

PACKAGE = PROJECT / "reader_tui"
CORE = sorted(
    ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
    for folder in ("text", "analysis", "store", ".")
    for path in (PACKAGE.glob("*.py") if folder == "." else (PACKAGE / folder).rglob("*.py"))
    if path.name != "__main__.py"
)
FORBIDDEN = {
    "reader_tui.text": ("textual", "rich", "sqlite3", "reader_tui.analysis", "reader_tui.store", "reader_tui.tui"),
    "reader_tui.analysis": ("textual", "rich", "sqlite3", "reader_tui.store", "reader_tui.tui"),
    "reader_tui.store": ("textual", "rich", "reader_tui.tui"),
    "reader_tui": ("textual", "rich", "reader_tui.tui"),
}


def loaded_by(modules: list[str]) -> set[str]:
    """Every module that a fresh process has after importing these."""
    code = f"import sys, {', '.join(modules)}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_no_layer_loads_what_lies_above_it(layer: str) -> None:
    prefix = layer + "."
    modules = [name for name in CORE if name.startswith(prefix) or name == layer]
    if layer == "reader_tui":
        modules = [name for name in CORE if name.count(".") <= 1]
    loaded = loaded_by(modules)
    assert not {name for name in loaded if name.startswith(FORBIDDEN[layer]) and
                any(name == bad or name.startswith(bad + ".") for bad in FORBIDDEN[layer])}


def test_the_first_screen_loads_nothing_heavy() -> None:
    heavy = {"dataclasses", "typing", "inspect", "argparse", "textual", "rich", "pathlib"}
    assert not loaded_by(["reader_tui.text.pages", "reader_tui.screen_plan", "reader_tui.text.sanitize"]) & heavy


OPENED = """
import asyncio, sys
from pathlib import Path
from reader_tui.config import Settings
from reader_tui.keymap import Keymap
from reader_tui.tui.app import ReaderApp
from reader_tui.tui.opening import read_article

async def main():
    app = ReaderApp([read_article(sys.argv[1])], [], Settings(), Keymap(), Path(sys.argv[2]))
    async with app.run_test() as pilot:
        await pilot.press("j")
        print("\\n".join(sys.modules))

asyncio.run(main())
"""


def test_the_first_keys_wait_for_nothing_that_a_worker_can_load(tmp_path: Path) -> None:
    heavy = {"sqlite3", "rjieba", "opencc", "ftfy", "pypinyin", "rapidfuzz", "regex", "argparse", "reader_tui.store.db",
             "reader_tui.analysis.claims", "reader_tui.analysis.time", "reader_tui.text.repair", "reader_tui.text.alignment",
             "reader_tui.tui.library_screen", "reader_tui.tui.notes_screen", "textual.widgets._text_area", "markdown_it"}
    page = tmp_path / "page.txt"
    page.write_text("河邊的風從早吹到晚。\n" * 100, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", OPENED, str(page), str(tmp_path / "home")], capture_output=True, text=True,
                          check=True)
    assert not heavy & set(done.stdout.split())
