"""Blocks of a document of any size: together the whole text, each found without the others, addresses that grow."""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.blocks import TextBlocks, open_source, source_of
from reader_tui.text.file_blocks import FileBlocks
from reader_tui.text.graphemes import grapheme_starts
from reader_tui.text.load import LoadError
from reader_tui.text.model import Document

PARAGRAPH = "渡船每天早上六點開，老船夫說：「風大的日子，我們就不走了。」大家都聽他的……\n"
PIECES = ["渡船。", "\n", "風", "……", "\r\n", "\r", "e\u0301", "👨‍👩‍👧", "𠮷", "🇹🇼", " ", "a. ", "？」"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=400).map("".join)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[int]]:
    """Descriptors to close after the test."""
    descriptors: list[int] = []
    yield descriptors
    for descriptor in descriptors:
        os.close(descriptor)


def file_blocks(data: bytes, opened: list[int], grid: int = 512) -> FileBlocks:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        opened.append(os.dup(file.fileno()))
    return FileBlocks(opened[-1], grid)


def check(source: TextBlocks | FileBlocks, text: str) -> None:
    """Whatever the text: its blocks hold all of it in order, and every address is found again."""
    blocks = list(source.blocks())
    assert "".join(block.text for block in blocks) == text
    assert blocks[0].start == 0
    assert blocks[-1].end == source.length
    assert all(before.end == after.start < after.end for before, after in pairwise(blocks))
    assert source.slice(0, source.length) == text
    offset = 0
    for block in blocks:
        last = block.start + max(0, len(block.text) - 1)
        assert last < source.length or not text
        assert source.block_at(block.start).start == source.block_at(last).start == block.start
        assert source.to_code_points(block.start) == offset
        assert source.from_code_points(offset) == block.start or not block.text
        offset += len(block.text)
    backward = [blocks[-1]]
    while (before := source.previous(backward[-1])) is not None:
        backward.append(before)
    assert [block.start for block in backward[::-1]] == [block.start for block in blocks]


@given(TEXTS)
def test_blocks_of_a_text_are_the_whole_text(text: str) -> None:
    check(TextBlocks(text, grid=128), text)


@given(TEXTS, st.booleans())
def test_blocks_of_a_file_are_the_whole_text(text: str, with_mark: bool) -> None:
    opened: list[int] = []
    source = file_blocks(b"\xef\xbb\xbf" * with_mark + text.encode(), opened)
    try:
        check(source, text.replace("\r\n", "\n").replace("\r", "\n"))
    finally:
        source.close()


@given(st.binary(max_size=3000))
def test_any_bytes_can_be_read_in_blocks(data: bytes) -> None:
    opened: list[int] = []
    source = file_blocks(data, opened)
    blocks = list(source.blocks())
    source.close()
    assert blocks[-1].end == len(data)
    assert sum(len(block.text) for block in blocks) <= len(data)


def test_blocks_begin_with_paragraphs(opened: list[int]) -> None:
    text = PARAGRAPH * 500
    for source in (TextBlocks(text, grid=256), file_blocks(text.encode(), opened)):
        assert all(block.text.startswith("渡船") and block.text.endswith("\n") for block in source.blocks())


def test_a_long_line_is_cut_at_sentences(opened: list[int]) -> None:
    text = PARAGRAPH.replace("\n", "") * 500
    for source in (TextBlocks(text, grid=256), file_blocks(text.encode(), opened)):
        assert all(block.text.endswith(("。」", "……")) for block in source.blocks())


def test_a_line_without_sentences_is_cut_between_characters(opened: list[int]) -> None:
    text = "👨‍👩‍👧e\u0301𠮷" * 2000
    starts = set(grapheme_starts(text))
    for source in (TextBlocks(text, grid=500), file_blocks(text.encode(), opened, grid=1001)):
        offsets = {source.to_code_points(block.start) for block in source.blocks()}
        assert len(offsets) > 10
        assert offsets <= starts


def test_a_flood_of_combining_marks_still_ends(opened: list[int]) -> None:
    text = "a" + "\u0301" * 20_000
    check(TextBlocks(text, grid=500), text)
    check(file_blocks(text.encode(), opened, grid=1000), text)


def test_an_empty_source_has_one_empty_block(opened: list[int]) -> None:
    for source in (TextBlocks(""), file_blocks(b"", opened)):
        block = source.block_at(0)
        assert (block.start, block.text, source.next(block), source.previous(block)) == (0, "", None, None)
        assert source.fraction(0) == 0.0


def test_fractions_and_addresses_agree(opened: list[int]) -> None:
    text = PARAGRAPH * 700
    for source in (source_of(Document(text)), file_blocks(text.encode(), opened)):
        for percent in range(0, 100, 7):
            address = source.address_of_fraction(percent / 100)
            assert abs(source.fraction(address) - percent / 100) < 0.002
            assert source.slice(address, address + 1)
        assert source.fraction(source.length) == 1.0


def test_a_slice_may_span_blocks(opened: list[int]) -> None:
    text = PARAGRAPH * 100
    source = file_blocks(text.encode(), opened)
    first = source.block_at(0)
    assert source.slice(first.start + 3, first.end + 5) == text[3 : len(first.text) + 5]


def test_damage_is_counted_in_its_block(opened: list[int]) -> None:
    data = PARAGRAPH.encode() * 10 + b"\xff\xfe" + PARAGRAPH.encode() * 10
    source = file_blocks(data, opened)
    assert sum(block.damaged_bytes for block in source.blocks()) == 2
    assert "��" in source.slice(0, source.length)


def test_a_file_cut_while_it_is_open_gives_less_text(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes(PARAGRAPH.encode() * 1000)
    descriptor = os.open(path, os.O_RDONLY)
    source = FileBlocks(descriptor, 512)
    assert not source.has_changed
    os.truncate(path, 1000)
    assert source.has_changed
    assert source.block_at(50_000).text == ""
    assert sum(len(block.text) for block in source.blocks()) < 1000
    source.close()


def large_file(path: Path, size: int, encoding: str = "utf-8", line: str = PARAGRAPH) -> Path:
    piece = (line * 2000).encode(encoding)
    with path.open("wb") as file:
        for _ in range(size // len(piece) + 1):
            file.write(piece)
    return path


def test_small_files_are_held_whole(samples: list[Path]) -> None:
    source, document, is_whole = open_source(samples[0])
    assert is_whole
    assert isinstance(source, TextBlocks)
    assert source.text == document.text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_large_files_are_read_in_parts(tmp_path: Path, encoding: str) -> None:
    path = large_file(tmp_path / "大.txt", 9 << 20, encoding, PARAGRAPH.replace("\n", "\r\n"))
    source, document, is_whole = open_source(path)
    assert not is_whole
    assert isinstance(source, FileBlocks)
    assert len(document.text) < 300_000
    address = source.address_of_fraction(0.7)
    assert PARAGRAPH in source.slice(address, address + 1000)
    assert source.block_at(source.length).text.endswith(PARAGRAPH)
    source.close()


def test_large_binary_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(20 << 20)
    with pytest.raises(LoadError, match="NUL"):
        open_source(path)


def test_a_gigabyte_opens_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "巨.txt"
    path.write_bytes(PARAGRAPH.encode() * 5000)
    os.truncate(path, 1 << 30)  # the rest takes no room on disk
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source, _, _ = open_source(path)
    source.block_at(1 << 29)
    source.block_at(source.length)
    source.close()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
