"""The user's own editor: what it makes of a text, and why it may not be there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import App, SuspendNotSupported

from reader_tui.tui.editor import edit_text, run_editor


class Terminal(App[None]):
    """An application whose terminal can be handed over."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


class Browser(App[None]):
    """An application without a terminal."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        raise SuspendNotSupported
        yield


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that puts a line in front."""
    script = tmp_path / "my editor.sh"
    script.write_text('#!/bin/sh\nprintf "第一行\\n" > "$1.new"; cat "$1" >> "$1.new"; mv "$1.new" "$1"\n', encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", f"'{script}'")


@pytest.mark.usefixtures("editor")
def test_a_text_comes_back_as_the_editor_left_it() -> None:
    assert edit_text(Terminal(), "舊的", pytest.fail) == "第一行\n舊的"


def test_a_text_left_as_it_was_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert edit_text(Terminal(), "舊的", pytest.fail) is None


@pytest.mark.parametrize(
    ("editor", "app", "why"),
    [("", Terminal, "set $EDITOR"), ("no-such-editor", Terminal, "no-such-editor: No such file"),
     ("'unclosed", Terminal, "$EDITOR: No closing quotation"), ("true", Browser, "no terminal")],
)
def test_what_cannot_be_done_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, editor: str,
                                          app: type[App[None]], why: str) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.delenv("EDITOR", raising=False)
    said: list[str] = []
    assert not run_editor(app(), tmp_path / "a.txt", said.append)
    assert why in said[0]
