"""Plain text for screen readers and pipes: repaired, wrapped, in sections, nothing in it that a terminal obeys."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from reader_tui.cli import run
from reader_tui.command_line.output import Progress
from reader_tui.command_line.plain import plain_lines
from reader_tui.text.model import Document
from reader_tui.text.width import cell_len

HOSTILE = "標題\x1b]0;owned\x07\x9b2J\n\n王小明2025年5月20日表示，橋\u202e今年通車。\x1b[31m他說，2026年還會再修。\n"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["--plain", *arguments]) == 0
    return capsys.readouterr().out


def test_an_article_is_printed_in_three_parts(samples: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    text, claims, timeline = re.split(r"\n(?:Claims|Timeline)\n\n", printed(capsys, str(samples[1]), "--date", "2025-12-01"))
    assert text.startswith("這一回,黃仁勛的態度變了,變得相當“現實”。")
    assert "黃仁勛" in claims
    assert timeline.startswith("reference date: 2025-12-01\n")


@pytest.mark.parametrize("width", [12, 20, 41, 80])
def test_no_line_is_wider_than_asked_for(samples: list[Path], width: int, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, str(samples[0]), "--width", str(width))
    assert max(cell_len(line) for line in out.split("\n")) <= width
    assert not {line.lstrip()[:1] for line in out.split("\n")} & set("，。」、")


@pytest.mark.parametrize("verb", ["--plain", "claims", "timeline"])
def test_a_line_too_narrow_for_any_text_is_refused(samples: list[Path], verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, str(samples[0]), "--width", "8"]) == 0
    capsys.readouterr()
    for width, why in (("7", "7 is less than 8"), ("0", "0 is less than 8"), ("-1", "not a number: -1")):
        with pytest.raises(SystemExit) as refused:
            run([verb, str(samples[0]), "--width", width])
        captured = capsys.readouterr()
        assert (refused.value.code, captured.out) == (2, "")
        assert captured.err.startswith(f"reader-tui: argument --width: {why} ")
        assert captured.err.count("\n") == 1


def test_events_stand_in_the_order_of_time() -> None:
    text = "橋2021年動工。現在還有人記得。他在2019年3月表示，渡口2018年關閉。"
    lines = list(plain_lines(Document(text), 60, date(2025, 1, 1)))
    told = [line for line in lines[lines.index("Timeline") :] if re.match(r"\d{4}|present", line)]
    assert [line.split(":")[0] for line in told] == ["2018", "2019-03", "2021", "present"]


@pytest.mark.parametrize("verb", ["claims", "timeline"])
def test_tables_are_as_wide_as_asked_for(samples: list[Path], verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    widest = []
    for width in (40, 100):
        assert run([verb, str(samples[1]), "--width", str(width)]) == 0
        widest.append(max(cell_len(line) for line in capsys.readouterr().out.split("\n")))
    assert widest[0] <= 40 < widest[1] <= 100


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", '<title>新橋</title><meta property="article:published_time" content="2024-05-07T08:00:00+08:00"><p>昨天下雨。</p>'),
        ("notes.md", "---\ntitle: 新橋\ndate: 2024-05-07\n---\n\n昨天下雨。\n"),
    ],
)
def test_a_document_that_states_its_date_is_read_against_it(tmp_path: Path, name: str, content: str,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    told = printed(capsys, str(tmp_path / name)).split("Timeline\n\n")[1]
    assert told.startswith("reference date: 2024-05-07\n2024-05-06: 昨天\n")
    assert run(["timeline", str(tmp_path / name)]) == 0
    assert capsys.readouterr().out.startswith("reference date: 2024-05-07\n2024-05-06  昨天下雨\n")
    assert printed(capsys, str(tmp_path / name), "--date", "2020-01-02").split("Timeline\n\n")[1].startswith("reference date: 2020-01-02\n")


def test_an_impossible_date_in_a_document_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.md").write_text("---\ndate: 2024-13-45\n---\n\n昨天下雨。\n", encoding="utf-8")
    assert run(["timeline", str(tmp_path / "notes.md")]) == 0
    assert capsys.readouterr().out.startswith("reference date: unknown\n")


def test_several_files_follow_each_other(samples: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    both = printed(capsys, str(samples[0].parent))
    assert both == f"{printed(capsys, str(samples[0]))}\n{'─' * 40}\n\n{printed(capsys, str(samples[1]))}"


def first_lines(document: Document) -> list[str]:
    return list(plain_lines(document, 60))[:3]


def test_a_title_is_told_once() -> None:
    text = "橋的經(jīng)濟發(fā)展\n\n王小明說，橋修好以後，對岸的經(jīng)濟發(fā)展很快。"
    assert first_lines(Document(text, title="橋的經(jīng)濟發(fā)展")) == ["橋的經濟發展", "", "王小明說，橋修好以後，對岸的經濟發展很快。"]
    assert first_lines(Document(text, title="橋的經濟發展", date="2025-05-20")) == ["2025-05-20", "", "橋的經濟發展"]
    assert first_lines(Document(text, title="橋")) == ["橋", "", "橋的經濟發展"]
    below = Document(f"首頁 > 新聞 > 社會\n\n{text}", title="橋的經(jīng)濟發(fā)展")
    assert first_lines(below) == ["⋯ hidden: part of the site, not of the article", "", "橋的經濟發展"]


def test_what_is_hidden_is_said_and_leaves_no_gap() -> None:
    paragraph = "河邊的風從早吹到晚，船夫把繩子繫好，又數了數袋裡的米，燈還亮著，孩子們第二天又去看了一次。"
    text = f"{paragraph}\n\n{paragraph}\n\n後來天黑了。\n\n特別聲明:以上內容為用戶上傳並發布,本平臺僅提供信息存儲服務。\n"
    lines = list(plain_lines(Document(text), 200))
    assert lines[: lines.index("Claims")] == [
        paragraph, "", "⋯ hidden: a paragraph that stood here before", "", "後來天黑了。", "",
        "⋯ hidden: the platform's disclaimer", ""]


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes on a terminal."""
    ours, theirs = os.openpty()
    running = subprocess.Popen([sys.executable, "-m", "reader_tui", *arguments], stdin=subprocess.DEVNULL, stdout=theirs,
                               stderr=theirs, env={**os.environ, "TERM": "xterm-256color", "NO_COLOR": "", **environment})
    os.close(theirs)
    written = b""
    try:
        while piece := os.read(ours, 1 << 16):
            written += piece
    except OSError:  # the terminal is closed once nobody writes to it
        pass
    os.close(ours)
    assert running.wait(20) == 0, written
    return written.decode()


def controls(text: str) -> set[str]:
    return set(re.findall("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", text))


def test_nothing_in_a_file_is_obeyed_by_the_terminal(tmp_path: Path) -> None:
    article = tmp_path / "\x1b[31m\x9b.txt"
    article.write_text(HOSTILE, encoding="utf-8")
    for verb in (["--plain"], ["restore"], ["claims"], ["claims", "--json"], ["timeline"], ["timeline", "--markdown"]):
        shown = on_a_terminal(*verb, str(article))
        assert controls(shown) == set(), verb
        assert "橋" in shown
    assert controls(on_a_terminal("add", str(article))) <= {"\r", "\x1b"}  # the progress line
    for words in (["list"], ["list", "--json"], ["doctor"], ["feed", "list"]):
        assert controls(on_a_terminal(*words)) == set(), words


def test_words_found_are_bold_only_where_that_is_wanted(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(HOSTILE, encoding="utf-8")
    assert run(["add", str(article)]) == 0
    assert "\x1b[1m通車\x1b[0m" in on_a_terminal("search", "通車")
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert controls(on_a_terminal("search", "通車", **plain)) == set()


def test_a_pipe_gets_the_repaired_text_unchanged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text("標題\x1b[31m\n", encoding="utf-8")
    assert run(["restore", str(article)]) == 0
    assert capsys.readouterr().out == "標題\x1b[31m\n"


class Screen:
    """A stream that says it is a terminal."""

    def __init__(self, is_terminal: bool) -> None:
        self.written = ""
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        """Nothing waits."""


def test_progress_is_drawn_over_itself_and_taken_away() -> None:
    screen = Screen(True)
    progress = Progress("adding", screen)
    assert progress(100)
    progress(101)
    progress.end()
    progress.end()
    assert screen.written == "\r\x1b[Kadding: 100\r\x1b[K"
    silent = Screen(False)
    Progress("adding", silent)(1, 2)
    assert silent.written == ""
