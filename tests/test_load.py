"""Files become documents; whatever cannot be read is refused in one sentence that says why."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.load import LoadError, load, load_folder

TEXT = "湖邊的茶館\n\n老闆說：「水滾了才可以沖茶。」客人點點頭，等了十分鐘。\n"


def test_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "茶館.txt"
    path.write_bytes(TEXT.encode("cp950"))
    document = load(path)
    assert (document.text, document.title, document.encoding) == (TEXT, "湖邊的茶館", "cp950")
    assert document.uri == str(path)
    assert document.date is None


def test_reads_the_samples_whole(samples: list[Path]) -> None:
    for path in samples:
        document = load(path)
        assert document.text == path.read_text("utf-8")
        assert (document.title, document.damaged_bytes) == ("", 0)


def test_reads_through_a_symbolic_link(tmp_path: Path) -> None:
    (tmp_path / "文.txt").write_text(TEXT, "utf-8")
    (tmp_path / "連結").symlink_to(tmp_path / "文.txt")
    assert load(tmp_path / "連結").text == TEXT


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode("gb18030"))))
    document = load("-")
    assert (document.text, document.uri) == (TEXT, "-")


def test_the_wish_for_an_encoding_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("é".encode("cp1252") * 20)
    assert load(path, encoding="cp1251").text == "й" * 20
    with pytest.raises(LoadError, match="no such encoding: klingon"):
        load(path, encoding="klingon")


def refusal(source: Path | bytes) -> str:
    """Why a source is refused, with its folder left out."""
    with pytest.raises(LoadError) as caught:
        load(source)
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(f"{source.parent}/") if isinstance(source, Path) else message.removeprefix(": ")


@pytest.mark.parametrize(("data", "why"), [
    (b"", "is empty"),
    (b" \n\t\n", "holds no text"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG image, not a text"),
    (b"\x1f\x8b\x08\0\0\0\0\0", "is a gzip archive, not a text"),
    ("字\0字".encode(), "holds NUL characters, so it is a binary file, not a text"),
    (bytes(range(1, 32)) * 20, "is a binary file, not a text"),
])
def test_says_why_bytes_are_no_text(data: bytes, why: str) -> None:
    assert refusal(data) == why


def test_refuses_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "socket"))
    listening.close()
    assert refusal(tmp_path / "gone.txt") == "gone.txt: no such file"
    assert refusal(tmp_path / "pipe") == "pipe: is a pipe; read it as - from standard input"
    assert refusal(tmp_path / "socket") == "socket: is a socket"
    assert refusal(tmp_path / "a") == "a: too many levels of symbolic links"
    assert refusal(Path("/dev/null")).endswith("null: is a device")
    assert refusal(tmp_path).endswith("is a folder")
    assert refusal(tmp_path / ("長" * 300)).endswith("file name too long")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_refuses_what_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT, "utf-8")
    path.chmod(0)
    assert refusal(path) == "secret.txt: no permission to read it"


@pytest.mark.parametrize(("data", "name", "text"), [
    ("<!-- 存檔 --><!doctype html><p>字</p>", "page", "字"),
    ('<?xml version="1.0"?><html><body><p>字</p></body></html>', "page.txt", "字"),
    ("<p>字</p>", "page.html", "字"),
    ("<p>字</p>", "page.txt", "<p>字</p>"),
    ("# 字", "page.md", "字"),
    ("# 字", "page.txt", "# 字"),
    ("# 字", "https://example.org/page.MD", "字"),
])
def test_the_format_is_told_by_content_before_name(data: str, name: str, text: str) -> None:
    assert load(data.encode(), name=name).text == text


@pytest.mark.parametrize(("text", "title"), [
    ("小城的冬天\n正文從這裡開始，一直寫到最後。", "小城的冬天"),
    ("\n\n  小城的冬天  \n\n正文。", "小城的冬天"),
    ("正文從這裡開始，一直寫到最後。\n第二段。", ""),
    ("只有一行", ""),
    ("=======\n正文。", ""),
    ("https://example.org/\n正文。", ""),
    ("![](a.png)\n正文。", ""),
    ("很" * 41 + "\n正文。", ""),
])
def test_a_title_is_a_short_first_line(text: str, title: str) -> None:
    assert load(text.encode()).title == title


def test_a_folder_lists_its_texts_in_natural_order(tmp_path: Path) -> None:
    for name in ("第10章.txt", "第2章.txt", "b/第1章.md", "b/圖.png", ".hidden.txt", "b/.git/config.txt", "README"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    (tmp_path / "programme").write_bytes(b"\x7fELF\0\0\0")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "pipe.txt").symlink_to("/dev/zero")
    found = [str(path.relative_to(tmp_path)) for path in load_folder(tmp_path)]
    assert found == ["b/第1章.md", "README", "第2章.txt", "第10章.txt"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no such file"):
        load_folder(tmp_path / "gone")


@given(st.binary(max_size=400))
def test_any_bytes_load_or_are_refused(data: bytes) -> None:
    try:
        document = load(data)
    except LoadError as error:
        assert "\n" not in str(error)
    else:
        assert document.text.strip()
        assert "\r" not in document.text


def test_formats_that_are_parsed_whole_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader_tui.text.load.LARGEST_MARKED_UP", 1000)
    with pytest.raises(LoadError, match=r"long\.html: too large for its format"):
        load(b"<html>" + b"x" * 1000, name="long.html")


def test_a_very_long_markdown_file_is_read_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader_tui.text.load.LONGEST_MARKDOWN", 20)
    assert load("# 短\n".encode(), name="a.md").text == "短"
    assert load("# 長\n".encode() * 20, name="a.md").text == "# 長\n" * 20
