"""The layers hold: what lies below never loads what lies above.

Static checks see only the imports a file writes; a fresh process sees what really gets loaded.
"""

from __future__ import annotations

import subprocess
import sys

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


def test_the_first_keys_wait_for_nothing_that_a_worker_can_load() -> None:
    heavy = ("sqlite3", "rjieba", "opencc", "ftfy", "pypinyin", "rapidfuzz", "regex", "argparse", "reader_tui.store.db",
             "reader_tui.analysis.claims", "reader_tui.analysis.time", "reader_tui.text.repair", "reader_tui.text.alignment",
             "reader_tui.tui.library_screen", "reader_tui.tui.notes_screen", "textual.widgets._text_area", "markdown_it")
    loaded = loaded_by(["reader_tui.tui.app"])
    assert not {name for name in loaded if name in heavy}
