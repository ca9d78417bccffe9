"""Nothing of a hostile text reaches the terminal, whatever widget draws it: the real program on a real terminal."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hostile import PAYLOADS, SHORT, faults_in
from terminal_session import TerminalSession

from reader_tui.text.load import load
from reader_tui.text.model import Span
from reader_tui.tui.notebook import Notebook

STORY = "---\ntitle: {title}\nauthor: {title}\n---\n# {title}\n\n{body}\n\n[點\x9b7777h\x07\u202e此](https://xn--80ak6aa92e.com/a)\n"
SENTENCE = "2024年5月{day}日，船夫{payload}說：「今天{payload}不走了。」"
ESCAPE = "\x1b[27u"
"""The key as newer terminals send it: a bare escape would be half of a sequence if another key followed at once."""


def hostile_story() -> str:
    # the floods go last: a screenful of them must not hide the others
    body = "\n\n".join(SENTENCE.format(day=n + 1, payload=payload) for n, payload in enumerate(PAYLOADS))
    return STORY.format(title=SHORT.replace("\n", ""), body=body)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts with hostile contents under hostile names."""
    made = tmp_path / "texts"
    made.mkdir()
    (made / f"a{SHORT[:40]}.md").write_text(hostile_story(), encoding="utf-8")
    (made / f"b{SHORT[:40]}.txt").write_text("\n".join(PAYLOADS), encoding="utf-8")
    (made / f"c{SHORT[:40]}.epub").write_bytes(b"PK\x03\x04 broken")
    return made


@pytest.fixture
def library(folder: Path, home: Path) -> Path:
    """A library with hostile articles, tags and notes."""
    with Notebook(home) as notebook:
        for path in sorted(folder.glob("[ab]*")):
            article = notebook.library.add(load(path)).article.id
            notebook.library.set_tags(article, [SHORT])
            for number in range(3):
                notebook.annotations.create(article, Span(number * 9, number * 9 + 40), motivation="commenting",
                                            body="\n".join(PAYLOADS), tags=[SHORT])
            notebook.marks.set(article, "a", 5)
    return home


def play(session: TerminalSession, *steps: str | tuple[str, str]) -> None:
    """Press keys; a step may say what the screen must show before the next one.

    An Escape is followed by a pause: for a tenth of a second it may still be the beginning of a sequence.
    """
    for step in steps:
        key, awaited = (step, "") if isinstance(step, str) else step
        session.send(key)
        if awaited:
            session.wait_for(awaited, 8)
        deadline = time.monotonic() + (0.25 if key == ESCAPE else 0.08)
        while time.monotonic() < deadline:
            assert session.read(0.04), "the program ended"


def assert_nothing_leaked(session: TerminalSession) -> None:
    """End the program, whatever screen it is on, and look at all it ever wrote."""
    with suppress(ProcessLookupError):
        os.kill(session.process, signal.SIGTERM)
    session.end()
    assert faults_in(session.output)[:5] == []


def test_the_reader_and_its_panels_leak_nothing(folder: Path, library: Path) -> None:
    session = TerminalSession([str(sorted(folder.iterdir())[0])])
    session.wait_for("repaired ")
    play(session, " ", "G", "g", ("i", "Information"), ESCAPE, ("t", "Contents"), ESCAPE, ("B", "Marks"), ESCAPE,
         ("l", "Links"), ("\r", "Copy the address"), "y", ("?", "Keys"), ESCAPE, "c", "jj", "\r", "T", "jj", "t", "\r")
    assert_nothing_leaked(session)
    assert b"x[/]" in session.output  # hostile text was on the screen


def test_prompts_selections_notes_and_the_clipboard_leak_nothing(folder: Path, library: Path) -> None:
    session = TerminalSession([str(sorted(folder.iterdir())[0])])
    session.wait_for("repaired ")
    paste = f"\x1b[200~{SHORT}\x1b[201~"
    play(session, "jjj", "v", "ip", "y", "/", paste, "\r", ("/2024\r", "/27"), ("F", "Matches"),
         ESCAPE, ESCAPE, ("K", "Here"), ESCAPE, ("E", "Repairs"), "q", "R", "R", "S", "/日\r", "v", "ip", ("a", "Ctrl"), paste, "\x13",
         ("#", "tags"), paste, "\r", "]h", "a", ESCAPE, ESCAPE, "D", paste, "\r", ESCAPE, ":", paste, ESCAPE)
    assert_nothing_leaked(session)
    assert b"\x1b]52;c;" in session.output


def test_lists_of_files_and_of_the_library_leak_nothing(folder: Path, library: Path) -> None:
    session = TerminalSession([str(folder)])
    session.wait_for("Open")
    play(session, "\x1b[B\x1b[B", "\r")  # the broken one: an error notice
    session.wait_for("broken ZIP")
    assert_nothing_leaked(session)
    session = TerminalSession([str(sorted(folder.iterdir())[1])])
    session.wait_for("repaired ")
    play(session, ("o", "Open beside"), ESCAPE, ("O", "Library"), "j", "/", "x", ESCAPE, "f", "x", "\r", ESCAPE, "q",
         ("A", "Notes"), "j", "/", "x", ESCAPE, "q", "P", "j", "q")
    assert_nothing_leaked(session)


def test_errors_and_settings_leak_nothing(tmp_path: Path, home: Path, folder: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(f'theme = "{SHORT.replace(chr(27), "").replace(chr(7), "")}"\n'
                                      '"\\u001b]0;owned\\u0007" = "\\u009b7777h"\n'.replace("\x7f", ""), encoding="utf-8")
    session = TerminalSession([str(sorted(folder.iterdir())[1])])
    session.wait_for("config.toml")
    assert_nothing_leaked(session)
    for arguments in ([str(tmp_path / SHORT)], [str(sorted(folder.iterdir())[2])], ["--to", SHORT], [SHORT], ["search", SHORT]):
        session = TerminalSession(arguments)
        session.end()
        assert [fault for fault in faults_in(session.output) if not fault.startswith("a flood")] == []
