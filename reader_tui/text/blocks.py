"""A document of any size, cut into blocks that are read, repaired and laid out on their own.

An address is a place in a source, comparable and stable. In a `TextBlocks` (a decoded text) it is the code point
offset. In a `reader_tui.text.file_blocks.FileBlocks` (a UTF-8 file too large to hold) it is the byte offset of the
block's start plus the code point offset inside the block: it never exceeds the file's size, grows with the text, and
needs no knowledge of what lies before. Places that are stored are code points of the whole source; `to_code_points`
and `from_code_points` translate, for a file by an index that grows as it is asked for.

Blocks begin on a regular grid, moved on to the next paragraph, else the next sentence, else the next place between
two characters. So any block is found without the ones before it, in files of one line too.

"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader_tui.text.graphemes import grapheme_starts

if TYPE_CHECKING:
    from pathlib import Path

    from reader_tui.text.file_blocks import FileBlocks
    from reader_tui.text.model import Document

TEXT_BLOCK = 8 * 1024
"""Code points between the grid lines of a decoded text."""
LARGEST_DECODED = 4 * 1024 * 1024
"""Bytes of a file that is decoded whole at most."""
_KEPT = 32
CONTEXT = 64
"""Code points looked at around a place to find out whether it lies inside a character."""
SENTENCE_END = "(?:(?:。|！|？|…|!|\\?)+|\\. )(?:」|』|”|’|）|\\))*"
"""A pattern without character classes, so that it holds for bytes of UTF-8 too."""
_ENDS_SENTENCE = re.compile(SENTENCE_END)


class Block(NamedTuple):
    """A part of a document: its text, and the addresses where it begins and where the next block does."""

    start: int
    text: str
    end: int
    number: int
    """Its place on the grid, counted from 0."""
    damaged_bytes: int = 0
    """Bytes of this block that show as U+FFFD, where it was decoded for itself."""


class BlockSource(Protocol):
    """What the reader needs of a document: its blocks by address."""

    @property
    def length(self) -> int:
        """The address behind the last character."""

    @property
    def count(self) -> int:
        """How many blocks there are, about."""

    def block_at(self, address: int) -> Block:
        """The block that holds an address, the last one from its end on."""

    def next(self, block: Block) -> Block | None:
        """The block after one, None after the last."""

    def previous(self, block: Block) -> Block | None:
        """The block before one, None before the first."""

    def slice(self, start: int, end: int) -> str:
        """The source text between two addresses."""

    def fraction(self, address: int) -> float:
        """How far into the document an address is, 0..1."""

    def address_of_fraction(self, fraction: float) -> int:
        """The address so far into the document, on a character."""

    def to_code_points(self, address: int) -> int:
        """Code point offset in the whole source."""

    def from_code_points(self, offset: int) -> int:
        """The address of a code point offset in the whole source."""


class GridBlocks(ABC):
    """What the two sources share: blocks between the grid lines, the last ones kept."""

    def __init__(self, length: int, grid: int) -> None:
        self.length = length
        self._grid = grid
        self._kept: OrderedDict[int, Block] = OrderedDict()

    @property
    def count(self) -> int:
        """How many grid lines, and so about how many blocks there are."""
        return -(-self.length // self._grid)

    def block_at(self, address: int) -> Block:
        """The block that holds an address, the last one from its end on."""
        address = max(0, min(address, self.length - 1))
        number = address // self._grid
        return self._block(number if self._boundary(number) <= address else number - 1)

    def next(self, block: Block) -> Block | None:
        """The block after one, None after the last."""
        return self._block(block.number + 1) if block.end < self.length else None

    def previous(self, block: Block) -> Block | None:
        """The block before one, None before the first."""
        return self._block(block.number - 1) if block.number else None

    def blocks(self, start: int = 0) -> Iterator[Block]:
        """The block that holds ``start`` and all that follow it."""
        block: Block | None = self.block_at(start)
        while block is not None:
            yield block
            block = self.next(block)

    def slice(self, start: int, end: int) -> str:
        """The source text between two addresses."""
        pieces = []
        for block in self.blocks(start):
            if block.start >= end:
                break
            pieces.append(block.text[max(0, start - block.start) : end - block.start])
        return "".join(pieces)

    def _block(self, number: int) -> Block:
        # taken out and put back in single steps: searches read the same source in another thread
        made = self._kept.pop(number, None) or self._make(number)
        self._kept[number] = made
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    @abstractmethod
    def _boundary(self, number: int) -> int:
        """Where a block begins: between its grid line and the next one; the length behind the last."""

    @abstractmethod
    def _make(self, number: int) -> Block:
        """Read a block."""


class TextBlocks(GridBlocks):
    r"""A decoded text in blocks; an address is a code point offset.

    >>> source = TextBlocks("第一段。\n第二段。\n第三段。", grid=6)
    >>> [block.text for block in source.blocks()]
    ['第一段。\n第二段。\n', '第三段。']
    """

    def __init__(self, text: str, grid: int = TEXT_BLOCK) -> None:
        super().__init__(len(text), grid)
        self.text = text

    def slice(self, start: int, end: int) -> str:
        """The source text between two addresses."""
        return self.text[max(0, start) : max(0, end)]

    def fraction(self, address: int) -> float:
        """How far into the text an address is, 0..1."""
        return min(1.0, max(0, address) / self.length) if self.length else 0.0

    def address_of_fraction(self, fraction: float) -> int:
        """The address so far into the text, on a character."""
        return max(0, min(self.length - 1, round(fraction * self.length)))

    def to_code_points(self, address: int) -> int:
        """The address itself."""
        return address

    def from_code_points(self, offset: int) -> int:
        """The offset itself."""
        return offset

    def _boundary(self, number: int) -> int:
        line = number * self._grid
        if not 0 < line < self.length:
            return min(line, self.length)
        newline = self.text.find("\n", line - 1, line + self._grid - 1)
        if newline >= 0:
            return newline + 1
        sentence = _ENDS_SENTENCE.search(self.text, line, line + self._grid - 1)
        return sentence.end() if sentence else line + into_next_character(self.text, line)

    def _make(self, number: int) -> Block:
        start, end = self._boundary(number), self._boundary(number + 1)
        return Block(start, self.text[start:end], end, number)


def source_of(document: Document) -> TextBlocks:
    """The blocks of a document that is held whole."""
    return TextBlocks(document.text)


def open_source(path: str | Path, *, encoding: str | None = None) -> tuple[TextBlocks | FileBlocks, Document, bool]:
    """Open a file of any size: its blocks, the document or its beginning, and whether that is the whole document.

    A plain text above `LARGEST_DECODED` bytes is read in parts: as it is where it is UTF-8; in another encoding it is
    first turned into UTF-8 in a temporary file that has no name, as its characters cannot be found from any byte on.
    That takes a second for 100 MB and keeps memory bounded, which decoding it whole would not.
    `reader_tui.text.load.LoadError` where there is no text.
    """
    from reader_tui.text.large_file import open_large
    from reader_tui.text.load import load

    large = open_large(path, encoding, LARGEST_DECODED)
    if large is not None:
        return *large, False
    document = load(path, encoding=encoding)
    return TextBlocks(document.text), document, True


def into_next_character(text: str, at: int) -> int:
    """How many code points behind ``at`` the next character begins; 0 where one begins there."""
    before = max(0, at - CONTEXT)
    starts = grapheme_starts(text[before : at + CONTEXT])
    return next((start - (at - before) for start in starts if start >= at - before), 0)
