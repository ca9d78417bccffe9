"""What is named on the command line: opened at once, or offered to choose from."""

from __future__ import annotations

from pathlib import Path

from terminal_session import TerminalSession

from reader_tui.screen_plan import MOST_PANES
from reader_tui.tui import start


def test_as_many_are_opened_as_there_can_be_panes() -> None:
    names = [f"{number}.txt" for number in range(MOST_PANES + 1)]
    assert start._sort(names[:MOST_PANES])[:2] == ([], names[:MOST_PANES])
    assert start._sort(names)[:2] == ([Path(name) for name in names], [])


def test_a_choice_among_too_many_says_how_many_can_be_open(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(5)]
    for path in paths:
        path.write_text(f"第{path.stem}篇。\n", encoding="utf-8")
    session = TerminalSession([str(path) for path in paths])
    session.wait_for("Open one of them (4 at most side by side, 5 named)")
    session.wait_for("4.txt")
    session.send("\x1b")
    assert session.end() == 0
