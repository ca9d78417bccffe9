"""Files made to do harm end soon, in little memory, with one clear line or with text; nothing is written."""

from __future__ import annotations

import io
import os
import socket
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.analysis.pipeline import analyse_document
from reader_tui.text.formats.archive import Archive
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.formats.pdf import read_pdf
from reader_tui.text.formats.xml_tree import parse_xml
from reader_tui.text.load import LoadError, load
from reader_tui.text.model import Document

sys.path.insert(0, str(PROJECT / "tests" / "bench"))
from formats import HOSTILE

SECONDS, MEGABYTES = 20, 300
"""What the system lets a reading have, of the processor and of memory: tens of times what it takes."""
OPEN = f"""
import resource, sys
sys.path.insert(0, {str(PROJECT)!r})
resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} << 20, {MEGABYTES} << 20))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from reader_tui.text.blocks import open_source
from reader_tui.text.load import LoadError
try:
    source, document, _ = open_source(sys.argv[1])
    said = f"text {{source.block_at(source.length // 2).number}}"
except LoadError as error:
    said = str(error)
print(said)
"""


def lying_book() -> bytes:
    """A book whose directory says that a part is small, and which unpacks to 60 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", bytes(60 << 20))
    data = bytearray(made.getvalue())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        found = data.rfind(signature)
        data[found + at : found + at + 4] = struct.pack("<I", 1000)
    return bytes(data)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the system here")
@pytest.mark.parametrize("name", [*sorted(HOSTILE), "lying.epub"])
def test_a_hostile_file_ends_within_bounds(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "lying.epub":
        path.write_bytes(lying_book())
    else:
        HOSTILE[name](path)
    done = subprocess.run([sys.executable, "-c", OPEN, str(path)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    said = done.stdout.rstrip("\n")
    assert said.startswith("text ") or (name in said and len(said.rpartition("/")[2]) < 160)
    assert [found.name for found in tmp_path.iterdir()] == [name]


@pytest.fixture
def oddities(tmp_path: Path) -> Path:
    """What looks like a file and is none."""
    folder = tmp_path / "odd"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "round").symlink_to(folder)
    (folder / "story.txt").write_text("河邊的風。", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("name", "why"), [("pipe.txt", "is a pipe"), ("device.txt", "is a device"), ("loop.txt", "too many levels"),
                                           ("socket.txt", "is a socket"), ("none.txt", "no such file")])
def test_what_is_no_file_is_refused_in_one_line(oddities: Path, name: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(oddities)  # names of sockets must be short
    made = socket.socket(socket.AF_UNIX)
    made.bind("socket.txt")
    done = subprocess.run([sys.executable, "-m", "reader_tui", "restore", name], capture_output=True, text=True, timeout=10,
                          check=False, env={**os.environ, "PYTHONPATH": str(PROJECT)})
    made.close()
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and why in done.stderr


def test_a_folder_of_oddities_lists_only_texts(oddities: Path) -> None:
    from reader_tui.text.load import load_folder

    assert {path.name for path in load_folder(oddities)} == {"story.txt"}


PATHOLOGIES = ["a", " ", "。", "「", "」", "「」", "“", "（", "(fā)", "發(fā)", "說", "說：「", "據報導，", "1", "十", "年", "月", "年前", "三年",
               "２０", "2024-", "1,", "http://a.", "![](", "<p", "&nbsp;", "&#", "？", "…", "百分之", "李先生", "\u0301", "\u200b", "\x1b[", "[/]",
               "*", "_", "A1", "said ", "I said ", "Jan ", "a.b.", "風風", "0"]


def test_no_rule_takes_quadratic_time() -> None:
    """Eight times the text may take sixteen times as long: it would be sixty-four where a rule is quadratic."""
    slow = []
    for unit in PATHOLOGIES:
        started = process_time()
        analyse_document(Document((unit * 500)[:500]))
        small = process_time() - started
        started = process_time()
        analyse_document(Document((unit * 4000)[:4000]))
        large = process_time() - started
        if large > max(1.0, 16 * small):
            slow.append((unit, round(small, 3), round(large, 3)))
    assert slow == []


@pytest.mark.parametrize("unit", ["- - - - a\n", "> > > a\n\n", "a|b\n-|-\n", "[a]: b\n", "- a\n", "a\n\n"])
def test_a_million_characters_of_markdown_are_read_to_their_end(unit: str) -> None:
    data = (unit * (999_000 // len(unit))).encode(), (unit * (9900 // unit.count("\n"))).encode()
    for one in data:
        with suppress(LoadError):  # nothing but definitions holds no text
            load(one, name="a.md")


@given(st.text("<>/ab&;!-[]\"'= \n字", max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_xml_is_read_or_refused(text: str) -> None:
    try:
        parse_xml(text.encode())
    except FormatError as error:
        assert str(error)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_archive_is_read_or_refused(data: bytes) -> None:
    try:
        Archive(b"PK\x03\x04" + data)
    except FormatError as error:
        assert str(error)


@given(st.integers(0, 400), st.binary(max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_damaged_pdf_is_read_or_refused(at: int, noise: bytes) -> None:
    pypdf = pytest.importorskip("pypdf")
    made = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(made)
    good = made.getvalue()
    at %= len(good)
    try:
        read_pdf(good[:at] + noise + good[at + len(noise):])
    except FormatError as error:
        assert str(error)
