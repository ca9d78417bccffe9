"""Plain terminals: no colour, sixteen colours, no UTF-8, tiny, and resized without end."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from rich.segment import Segment
from terminal_session import TerminalSession
from textual.color import Color

from reader_tui.tui.encodable import EncodableFilter

STORY = "# 渡口\n\n> 風大。\n\n" + "\n\n".join(f"2024年5月{n}日，船夫說：「第{n}天不走了。」河邊的風從早吹到晚。" for n in range(1, 29))
EVERY_PANEL = "cTticTB\x1b[27ui\x1b[27u?\x1b[27uvip\x1b[27uE\x1b[27uq"


@pytest.fixture
def story(tmp_path: Path) -> str:
    path = tmp_path / "story.md"
    path.write_text(STORY, encoding="utf-8")
    return str(path)


def played(story: str, environment: dict[str, str], awaited: str = "風大") -> bytes:
    """What the program writes while text, sidebar and timeline are looked at."""
    session = TerminalSession([story], environment)
    session.wait_for(awaited)
    for key in ("j", " ", "c", "j", "T", "j", "v"):
        session.send(key)
        session.read(0.1)
    session.send("\x1b[27uQ")
    assert session.end() == 0
    return session.output


def test_no_color_means_greys_only(story: str) -> None:
    output = played(story, {"NO_COLOR": "1"})
    colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", output)
    assert colours
    assert all(red == green == blue for red, green, blue in colours)


def test_sixteen_colours_are_enough(story: str) -> None:
    output = played(story, {"TERM": "xterm", "COLORTERM": ""})
    assert not re.search(rb"[34]8;[25];", output)


def test_a_terminal_without_utf8_gets_lines_in_ascii(story: str) -> None:
    output = played(story, {"PYTHONIOENCODING": "ascii"}, "| ??")
    assert output.isascii() and b"\\u" not in output
    assert b"------" in output  # the edge of the timeline


def test_signs_keep_their_cells_in_any_encoding() -> None:
    line = "▎ 渡口 ──●◆▲■ “好”…é"
    for encoding in ("ascii", "latin-1", "gbk", "big5", "cp1252"):
        drawn = EncodableFilter(encoding).apply([Segment(line)], Color(0, 0, 0))[0]
        assert drawn.text.encode(encoding)
        assert drawn.cell_length == Segment(line).cell_length
    assert EncodableFilter("gbk").apply([Segment("渡口●")], Color(0, 0, 0))[0].text == "渡口●"
    shapes = EncodableFilter("ascii").apply([Segment("●◆▲■○◇△□☆")], Color(0, 0, 0))[0].text
    assert len(set(shapes)) == 9


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (300, 4), (3, 100)])
def test_no_size_is_too_small_for_any_panel(story: str, size: tuple[int, int]) -> None:
    session = TerminalSession([story])
    session.wait_for("風大")
    session.resize(*size)
    for key in re.findall(r"\x1b\[27u|.", EVERY_PANEL):
        session.send(key)
        assert session.read(0.05)
    session.resize(100, 30)
    session.send("\x1b[27u\x1b[27uQ")
    assert session.end() == 0
    assert b"Traceback" not in session.output


def test_a_storm_of_sizes_ends_in_a_whole_screen(story: str) -> None:
    chance = random.Random(8)
    session = TerminalSession([story])
    session.wait_for("風大")
    session.send("cT")
    for _ in range(60):
        session.resize(chance.randint(1, 160), chance.randint(1, 50))
        session.send(chance.choice("jk "))
        assert session.read(0.01)
    session.resize(100, 30)
    session.send("\x1b[27ug")
    session.wait_for("第1天不走了")
    session.send("Q")
    assert session.end() == 0
