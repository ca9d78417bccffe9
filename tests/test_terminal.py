"""The program in a real terminal: it starts, pages, quits, and leaves the terminal as it found it."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest
from terminal_session import TerminalSession

STORY = "\n".join(f"第{number}段。河邊的風從早吹到晚，船夫把繩子繫好。" for number in range(80))
CRASH = """
import sys
from reader_tui.tui.reader_screen import ReaderScreen
def crash(self):
    raise RuntimeError("broken on purpose")
ReaderScreen.action_zen = crash
from reader_tui.__main__ import main
main()
"""


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


def assert_terminal_is_restored(output: bytes) -> None:
    """Alternate screen left, cursor shown, mouse off, in this order after having been switched on."""
    assert output.rfind(b"\x1b[?1049l") > output.rfind(b"\x1b[?1049h") >= 0
    assert output.rfind(b"\x1b[?25h") > output.rfind(b"\x1b[?25l")
    assert output.rfind(b"\x1b[?1003l") > output.rfind(b"\x1b[?1003h")


def test_it_starts_pages_and_quits(story: str) -> None:
    session = TerminalSession([story])
    session.wait_for("第0段")
    session.wait_for("? help")
    session.send("G")
    session.wait_for("第79段")
    session.send("q")
    assert session.end() == 0
    assert_terminal_is_restored(session.output)


def test_no_key_typed_during_the_start_is_lost(story: str) -> None:
    session = TerminalSession([story])
    session.wait_for("第0段")
    session.send("jjjjjj")
    session.wait_for("? help")
    session.read_for(0.5)
    assert "第3段" in session.shown().split("\n")[2]
    session.send("q")
    assert session.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_leaves_cleanly_when_told_to_end(story: str, number: signal.Signals) -> None:
    session = TerminalSession([story])
    session.wait_for("? help")
    session.send(" ")
    time.sleep(0.5)
    session.read()
    os.kill(session.process, number)
    session.end()
    assert_terminal_is_restored(session.output)
    again = TerminalSession([story])
    again.wait_for("? help")
    assert "第0段" not in again.shown()
    again.send("q")
    again.end()


def test_an_error_leaves_the_terminal_usable(story: str) -> None:
    session = TerminalSession([story], program=["-c", CRASH])
    session.wait_for("? help")
    session.send("z")
    assert session.end() != 0
    assert_terminal_is_restored(session.output)
    assert b"broken on purpose" in session.output


def test_standard_input_is_read_and_keys_still_come_from_the_terminal() -> None:
    session = TerminalSession(["-"], stdin=STORY[:3000].encode())
    session.wait_for("第0段")
    session.wait_for("? help")
    session.send("/第7段\r")
    session.wait_for("1/1")
    session.send("Q")
    assert session.end() == 0


def test_keys_sent_in_one_go_reach_what_they_are_meant_for(story: str) -> None:
    session = TerminalSession([story])
    session.wait_for("第0段")
    session.send("/第70段\r/第7段\r/第61段\rG")
    session.wait_for("第79段")
    session.wait_for("1/1  100%")
    session.send("Q")
    assert session.end() == 0


def test_a_folder_offers_a_choice(story: str) -> None:
    session = TerminalSession([str(Path(story).parent)])
    session.wait_for("story.txt")
    session.send("\r")
    session.wait_for("第0段")
    session.wait_for("? help")
    session.send("q")
    assert session.end() == 0


def test_nothing_in_a_file_reaches_the_terminal_raw(tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b]0;name\x07.txt"
    payloads = ["\x1b]52;c;b3duZWQ=\x07", "\x1b]0;owned\x07", "\x1b[5n", "\x9b31m", "\x90q\x9c", "\u202eabc", "\x7f\x08\x0e"]
    path.write_text("\n".join(f"第{i}段{payload}。[@click=app.quit]x[/]" for i, payload in enumerate(payloads)), encoding="utf-8")
    session = TerminalSession([str(path)])
    session.wait_for("第6段")
    session.wait_for("? help")
    for keys in ("i", "\x1b", "t", "\x1b", "B", "\x1b", "?", "\x1b", "v", "is", "y", "/", "ow\r", "R", "c", "T"):
        session.send(keys)
        time.sleep(0.15)
        session.read()
    session.send("Q")
    session.end()
    output = session.output
    assert b"owned" not in b"".join(re.findall(rb"\x1b\][^\x07\x1b]*", output))
    assert b"\x1b]0;name" not in output
    assert b"52;c;b3duZWQ=" not in b"".join(re.findall(rb"\x1b\][^\x07\x1b]*", output))
    text = output.decode("utf-8", "replace")
    assert not set("\x9b\x90\x9c\u202e\x7f\x08\x0e") & set(text)


def test_keys_behind_one_that_opens_a_list_reach_the_list(story: str) -> None:
    session = TerminalSession([story])
    session.wait_for("第0段")
    session.send("?quit")
    session.wait_for("Q  Ctrl-c")
    session.send("\x1b[27u/第7段\r")
    session.wait_for("1/1")
    session.send("Q")
    assert session.end() == 0
