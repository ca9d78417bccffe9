"""The first screen: what is painted, what is left to the application, and the terminal passed on in one piece."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.prepaint import WINDOW, Head, Screen, compose_screen, looks_clean, read_head
from reader_tui.prepaint_state import (
    KeptScreen,
    Look,
    Place,
    PrepaintState,
    compose_state,
    parse_state,
    read_state,
    write_state,
)
from reader_tui.tui.themes import DARK

COLUMNS, ROWS = 60, 12
TEXT = "还记得他的那句感慨吗——市场份额由曾经的95%，降至零。这是发生在去年的事情。\n第二段说：“好的。”\n"
OWN_SEQUENCES = re.compile(rb"\x1b\[(?:\?\d+[hl]|\d+;1H|[\d;]*m)")


def painted(text: str, state: PrepaintState | None = None, skip: int = 0) -> bytes:
    screen = compose_screen(Head(text, text, skip), state or PrepaintState(), Screen(COLUMNS, ROWS), "题目")
    assert screen is not None
    return screen


def display(data: bytes) -> list[str]:
    """What a terminal shows after ``data``; the second cell of a wide character is nothing."""
    terminal = pyte.Screen(COLUMNS, ROWS)
    pyte.ByteStream(terminal).feed(data)
    return [line.rstrip() for line in terminal.display]


def test_paints_title_text_and_status_where_the_reader_draws_them() -> None:
    assert display(painted(TEXT)) == [
        "  ● 题目",
        "  还记得他的那句感慨吗——市场份额由曾经的95%，降至零。这是",
        "  发生在去年的事情。",
        "",
        "  第二段说：“好的。”",
        *[""] * 7,
    ]


def test_begins_at_the_saved_place_and_in_the_chosen_measure() -> None:
    state = PrepaintState(width=20, indent=4, spacing=0)
    assert display(painted(TEXT, state, skip=TEXT.index("零")))[1:6] == [
        "                    的95%，降至零。这是",
        "                    发生在去年的事情。",
        "                        第二段说：“好",
        "                    的。”",
        "",
    ]


def test_every_cell_has_the_colours_of_the_theme() -> None:
    terminal = pyte.Screen(COLUMNS, ROWS)
    pyte.ByteStream(terminal).feed(painted(TEXT, PrepaintState(Look(background="#102030", surface="#405060"))))
    assert {terminal.buffer[0][column].bg for column in range(COLUMNS)} == {"102030"}
    assert {terminal.buffer[ROWS - 1][column].bg for column in range(COLUMNS)} == {"405060"}


def test_the_standard_look_is_the_dark_theme() -> None:
    look = Look()
    assert (look.foreground, look.background, look.surface) == (DARK.foreground, DARK.background, DARK.surface)
    assert (look.quiet, look.title) == (DARK.variables["text-quiet"], DARK.variables["pane-1"])


def test_other_terminals_get_the_nearest_of_256_colours() -> None:
    screen = compose_screen(Head(TEXT, TEXT, 0), PrepaintState(), Screen(COLUMNS, ROWS, has_true_colour=False), "")
    assert screen is not None and b"48;5;" in screen and b"48;2;" not in screen


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=100, deadline=None)
def test_nothing_in_the_file_is_obeyed_by_the_terminal(text: str) -> None:
    hostile = f"{text}\x1b]52;c;eA==\x07\x9b2J\x00\x7f\u202e题\tb"
    head = Head(hostile, hostile, 0)
    screen = compose_screen(head, PrepaintState(), Screen(COLUMNS, ROWS), hostile, is_clean=lambda _: True)
    assert screen is not None
    rest = OWN_SEQUENCES.sub(b"", screen).decode()
    assert not [hex(ord(character)) for character in rest
                if ord(character) < 32 or 0x7F <= ord(character) < 0xA0 or character in "\u202e\u2028\u2029"]


@pytest.mark.parametrize("text", ["已經(jīng)發(fā)展了", "![]()\n正文", "一行</p>", "坏\ufffd字", "重复，，标点",
                                  "首頁 > 新聞 > 正文\n河水漲了。", "他說ä»Šå¤©ä¸‹é›¨了。", "鐨勬椂鍊", "看\u200b不見",
                                  "一行字在句子中間就斷開了因為有人把它\n切成一樣的寬度所以要接起來才能好好讀"])
def test_what_a_repair_would_change_is_left_to_the_application(text: str) -> None:
    assert not looks_clean(text)
    assert compose_screen(Head(text, text, 0), PrepaintState(), Screen(COLUMNS, ROWS), "") is None


@pytest.mark.parametrize("size", [(39, 24), (80, 9)])
def test_tiny_terminals_are_left_to_the_application(size: tuple[int, int]) -> None:
    assert compose_screen(Head(TEXT, TEXT, 0), PrepaintState(), Screen(*size), "") is None


def write(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    return str(path)


def test_reads_the_head_and_no_more(tmp_path: Path) -> None:
    head = read_head(write(tmp_path, b"\xef\xbb\xbf" + ("第一行\r\n" + "很长" * WINDOW).encode()))
    assert head is not None
    assert head.text.startswith("第一行\n很长") and head.skip == 0
    assert len(head.text.encode()) <= WINDOW


def test_reads_from_the_paragraph_of_the_saved_place(tmp_path: Path) -> None:
    text = "第一段。\n第二段，很长。\n第三段。"
    offset = len("第一段。\n第二段，".encode())
    head = read_head(write(tmp_path, text.encode()), offset)
    assert head is not None
    assert (head.text, head.skip, head.beginning) == ("第二段，很长。\n第三段。", 4, text)


def test_a_place_deep_in_a_huge_line_begins_the_screen(tmp_path: Path) -> None:
    text = "很长的一行，" * 40_000
    head = read_head(write(tmp_path, text.encode()), len("很长的一行，".encode()) * 30_000)
    assert head is not None
    assert head.skip == 0 and head.text.startswith("很长的一行，很")


@pytest.mark.parametrize(
    "data", [b"", "中文网页".encode("gb18030") * 9, b"a\0b", "中".encode("utf-16"), b"abc\xff", b"\xe4\xb8"]
)
def test_other_bytes_than_utf_8_are_left_to_the_application(tmp_path: Path, data: bytes) -> None:
    head = read_head(write(tmp_path, data))
    assert head is None or not head.text


def test_what_is_no_file_is_left_to_the_application(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert [read_head(str(path)) for path in (tmp_path, tmp_path / "absent", tmp_path / "fifo")] == [None] * 3


def test_state_round_trips(tmp_path: Path) -> None:
    screen = KeptScreen(80, 2, 5, 99, ["  第一行", ""])
    state = PrepaintState(Look(title="#123456"), width=60, indent=4, ambiguous=2, hang=True, strictness="gb",
                          claims=False, zen=True)
    state.files = {"/b.html": Place(0, "网页"), "/a b.txt": Place(77, "题 目", screen), "/c\nd": Place(1, "")}
    write_state(str(tmp_path), state)
    found = read_state(str(tmp_path))
    assert list(found.files) == ["/b.html", "/a b.txt"] and found.files["/a b.txt"].offset == 77
    assert found.files["/a b.txt"].title == "题 目"
    kept = found.files["/a b.txt"].screen
    assert kept is not None and (kept.columns, kept.modified, kept.lines) == (80, 99, ["  第一行", ""])
    assert compose_state(found) == compose_state(state)
    assert (found.look.title, found.timeline, found.claims) == ("#123456", None, False)


@pytest.mark.parametrize("text", ["", "something", "reader-tui prepaint 0\nwidth 1", "reader-tui prepaint 1\nwidth x"])
def test_a_state_file_that_cannot_be_read_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "prepaint").write_text(text, encoding="utf-8")
    assert read_state(str(tmp_path)).width == 72
    with pytest.raises(ValueError):
        parse_state(text)


CHILD = """
import sys
from reader_tui.prepaint import prepaint
painted = prepaint(sys.argv[1], sys.argv[2])
print("textual" in sys.modules, file=open(sys.argv[3], "w"))
if sys.argv[4] == "wait":
    import time
    time.sleep(9)
try:
    from textual.app import App
    from reader_tui.tui.driver import Handover, driver_for
    handover = Handover(painted)
    class Typist(App):
        typed = ""
        def on_ready(self):
            handover.release()
        def on_key(self, event):
            self.typed += event.key
            if event.key == "q":
                self.exit(self.typed)
    result = Typist(driver_class=driver_for(handover)).run()
finally:
    if painted is not None:
        painted.restore()
print("typed", result)
"""


class Terminal:
    """A child on a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.output = b""
        self.process, self.descriptor = pty.fork()
        if not self.process:
            environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", COLUMNS=str(COLUMNS),
                               LINES=str(ROWS), PYTHONPATH=os.pathsep.join(sys.path))
            environment.pop("NO_COLOR", None)
            os.execve(sys.executable, [sys.executable, "-c", CHILD, *arguments], environment)
        ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read_until(self, wanted: bytes, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while wanted not in self.output and time.monotonic() < deadline:
            if select.select([self.descriptor], [], [], 0.1)[0]:
                try:
                    self.output += os.read(self.descriptor, 65536)
                except OSError:
                    break
        assert wanted in self.output, self.output[-400:]

    def close(self) -> int:
        _, status = os.waitpid(self.process, 0)
        os.close(self.descriptor)
        return os.waitstatus_to_exitcode(status)


def test_paints_before_textual_loads_and_loses_no_key(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode())
    terminal = Terminal(path, str(tmp_path), str(tmp_path / "loaded"), "go")
    terminal.read_until("还记得他".encode())
    before = termios.tcgetattr(terminal.descriptor)
    assert not before[3] & (termios.ECHO | termios.ICANON)
    for key in b"reader":
        os.write(terminal.descriptor, bytes([key]))
        time.sleep(0.02)
    terminal.read_until(b"\x1b[?2004h")  # the driver runs; the rest comes while the application starts
    os.write(terminal.descriptor, b"iq")
    terminal.read_until(b"typed readeriq")
    assert (tmp_path / "loaded").read_text() == "False\n"
    assert terminal.output.count(b"\x1b[?1049h") == 1 and b"\x1b[2J" not in terminal.output
    assert terminal.output.rindex(b"\x1b[?1049l") < terminal.output.index(b"typed")
    after = termios.tcgetattr(terminal.descriptor)
    assert after[3] & termios.ECHO and after[3] & termios.ICANON
    assert terminal.close() == 0


def test_paints_the_kept_screen_of_a_file_that_must_be_repaired_first(tmp_path: Path) -> None:
    path = write(tmp_path, "已經(jīng)發(fā)展了".encode())
    status = Path(path).stat()
    lines = ["  ● 题目", "  已經發展了", *[""] * (ROWS - 2)]
    screen = KeptScreen(COLUMNS, ROWS, status.st_size, status.st_mtime_ns, lines)
    write_state(str(tmp_path), PrepaintState(files={os.path.realpath(path): Place(0, "", screen)}))
    terminal = Terminal(path, str(tmp_path), str(tmp_path / "loaded"), "go")
    terminal.read_until(b"\x1b[?2004h")
    assert display(terminal.output[: terminal.output.index(b"\x1b[?1000h")].replace(b"\x1b[?1049h", b""))[:3] == [
        "  ● 题目", "  已經發展了", ""]
    os.write(terminal.descriptor, b"q")
    terminal.read_until(b"typed q")
    assert terminal.close() == 0


def test_gives_the_terminal_back_when_it_is_told_to_end_early(tmp_path: Path) -> None:
    terminal = Terminal(write(tmp_path, TEXT.encode()), str(tmp_path), str(tmp_path / "loaded"), "wait")
    terminal.read_until("还记得他".encode())
    deadline = time.monotonic() + 10
    while not (tmp_path / "loaded").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(terminal.process, signal.SIGTERM)
    terminal.read_until(b"\x1b[?1049l\x1b[?25h")
    assert terminal.close() == 128 + signal.SIGTERM
