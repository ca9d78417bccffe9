"""The verb ``convert``: streaming gives what converting the whole gives."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui import convert_verb
from reader_tui.convert_verb import convert_pieces
from reader_tui.text.load import LoadError
from reader_tui.text.script import CONFIGS, available, official
from reader_tui.text.script.boundaries import LOOK_BACK, safe_end
from reader_tui.text.script.official import official as convert_whole

pytestmark = pytest.mark.skipif(not available(), reason="OpenCC is an extra")


def options(file: str | Path, to: str = "s2twp", *, as_json: bool = False, encoding: str | None = None) -> Namespace:
    return Namespace(file=str(file), to=to, json=as_json, encoding=encoding)


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="软件内存头发了如指掌后⿰⿲，。\n\r a0", max_size=80), data=st.data(), config=st.sampled_from(CONFIGS))
def test_pieces_join_to_the_conversion_of_the_whole(text: str, data: st.DataObject, config: str) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert "".join(convert_pieces(pieces, config)) == convert_whole(text, config)


@given(st.text(alphabet="软件⿰，。\n好", max_size=150))
def test_a_cut_never_parts_a_description(text: str) -> None:
    end = safe_end(text)
    assert not end or (text[end - 1] in "，。\n" and "⿰" not in text[max(0, end - LOOK_BACK) : end])


@pytest.mark.parametrize("ending", ["\n", "，", ""])
def test_long_files_come_out_as_the_whole_does(tmp_path: Path, samples: list[Path], ending: str,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    sample = convert_whole(samples[0].read_text(encoding="utf-8"), "t2s")
    text = sample.replace("\n", ending) * 150
    path = tmp_path / "long.txt"
    path.write_text(text, encoding="utf-8")
    assert convert_verb.run(options(path)) == 0
    assert capsys.readouterr().out == convert_whole(text, "s2twp")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_told_and_newlines_normalised(tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("我用鼠标打开软件，看见了头发。\r\n这是第二段，说的是内存。\r".encode(encoding))
    assert convert_verb.run(options(path)) == 0
    assert capsys.readouterr().out == "我用滑鼠開啟軟體，看見了頭髮。\n這是第二段，說的是記憶體。\n"


@pytest.mark.parametrize(("text", "view", "shown"), [
    ("不久后,采購部門在這里。\n之后再說。\n", "tw", "不久後,採購部門在這裡。\n之後再說。\n"),
    ("这里的软件。\n", "tw", "這裡的軟件。\n"),
    ("在這裡用軟體和網路。\n", "tw", "在這裡用軟體和網路。\n"),
    ("在這裡用軟體和網路。\n", "simplified", "在这里用软体和网路。\n"),
])
def test_views_by_name_ask_for_the_script(tmp_path: Path, text: str, view: str, shown: str,
                                          capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert convert_verb.run(options(path, view)) == 0
    assert capsys.readouterr().out == shown


def test_html_gives_its_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text("<!doctype html><body><article><p>软件的内存不够用。</p></article></body>", encoding="utf-8")
    assert convert_verb.run(options(path)) == 0
    assert capsys.readouterr().out.strip() == "軟體的記憶體不夠用。"


def test_json_tells_every_edit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("内存不够用了。", encoding="utf-8")
    assert convert_verb.run(options(path, as_json=True)) == 0
    assert json.loads(capsys.readouterr().out) == {
        "id": str(path), "to": "s2twp", "script": "Simplified", "text": "記憶體不夠用了。",
        "edits": [{"start": 0, "end": 2, "old": "内存", "new": "記憶體"}, {"start": 3, "end": 4, "old": "够", "new": "夠"}]}


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for name, data in (("empty.txt", b""), ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(50))):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(LoadError, match=name):
            convert_verb.run(options(tmp_path / name))
    with pytest.raises(LoadError, match="no such encoding"):
        (tmp_path / "a.txt").write_text("好", encoding="utf-8")
        convert_verb.run(options(tmp_path / "a.txt", encoding="utf-99"))


def test_one_line_says_what_is_missing_or_unknown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert convert_verb.run(options("-", to="s2\x1b[31mx")) == 2
    message = capsys.readouterr().err
    assert message.startswith("reader-tui: no view is called s2") and "\x1b" not in message
    monkeypatch.setattr(official, "find_spec", lambda name: None)
    assert convert_verb.run(options("-")) == 2
    assert capsys.readouterr().err == "reader-tui: converting between scripts needs OpenCC: pip install reader-tui[opencc]\n"


STREAM = """
import resource, sys
from argparse import Namespace
from reader_tui.convert_verb import run
run(Namespace(file="-", to="s2twp", json=False, encoding=None))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def test_memory_does_not_grow_with_the_input() -> None:
    def peak(copies: int) -> int:
        text = ("软件的内存不够用了，头发也白了。" * 40 + "\n") * copies
        done = subprocess.run([sys.executable, "-X", "utf8", "-c", STREAM], input=text.encode(), capture_output=True, check=True)
        assert len(done.stdout.decode()) > len(text)
        return int(done.stderr)

    assert peak(8000) < peak(800) + 8 * 1024  # kilobytes; the longer text is 15 MB


def lines() -> Iterator[str]:
    """A stream that fails when it is read further than what was printed needs."""
    yield "软件\n内存"
    raise AssertionError("read on before the first line was printed")


def test_a_line_is_printed_as_soon_as_it_is_there() -> None:
    assert next(convert_pieces(lines(), "s2twp")) == "軟體\n"
