"""A UTF-8 text file of any size as blocks that are read when they are asked for.

Files are read by position instead of being mapped into memory: a mapped file that another program truncates kills
the process (SIGBUS), a read only comes back shorter.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right

from reader_tui.text.blocks import CONTEXT, SENTENCE_END, Block, GridBlocks, into_next_character
from reader_tui.text.encodings import damage_in, decode_with_damage, normalise_newlines

FILE_BLOCK = 24 * 1024
"""Bytes between the grid lines of a file: as many Han characters as between those of a decoded text."""
_ENDS_SENTENCE = re.compile(SENTENCE_END.encode())


class FileBlocks(GridBlocks):
    r"""A UTF-8 file in blocks, read as they are asked for; see `reader_tui.text.blocks` for its addresses.

    Newlines are normalised inside each block: ``\r\n`` counts one code point, so a local offset is one of the block's
    text, never of its bytes. A byte that cannot be decoded is one U+FFFD and counted in its block. A file that
    shrinks while it is open gives shorter or empty blocks; `has_changed` tells.
    """

    def __init__(self, descriptor: int, grid: int = FILE_BLOCK) -> None:
        status = os.fstat(descriptor)
        super().__init__(status.st_size, grid)
        self._descriptor = descriptor
        self._stamp = status.st_size, status.st_mtime_ns
        self._counts = [0]  # code points before each block, as far as the index goes

    def close(self) -> None:
        """Close the file; no block can be read after that."""
        os.close(self._descriptor)

    @property
    def has_changed(self) -> bool:
        """Whether the file was written to or cut since it was opened."""
        status = os.fstat(self._descriptor)
        return (status.st_size, status.st_mtime_ns) != self._stamp

    def read(self, start: int, end: int) -> bytes:
        """The bytes between two byte offsets; fewer where the file has become shorter."""
        return os.pread(self._descriptor, max(0, end - start), start)

    def address_of_byte(self, offset: int) -> int:
        """The address of the character at a byte of the file."""
        block = self.block_at(min(offset, self.length))
        before = self.read(block.start, offset).decode("utf-8", "replace")
        return block.start + len(normalise_newlines(before))

    def fraction(self, address: int) -> float:
        """How far into the file an address is, 0..1."""
        if not self.length:
            return 0.0
        block = self.block_at(address)
        inside = min(1.0, max(0, address - block.start) / max(1, len(block.text)))
        return (block.start + inside * (block.end - block.start)) / self.length

    def address_of_fraction(self, fraction: float) -> int:
        """The address so far into the file, on a character."""
        byte = max(0, min(self.length - 1, round(fraction * self.length)))
        block = self.block_at(byte)
        inside = (byte - block.start) * len(block.text) // max(1, block.end - block.start)
        return block.start + inside

    def to_code_points(self, address: int) -> int:
        """Code point offset in the whole source; reads on to there the first time."""
        block = self.block_at(address)
        while len(self._counts) <= block.number and self.extend_index(1):
            pass
        return self._counts[block.number] + min(max(0, address - block.start), len(block.text))

    def from_code_points(self, offset: int) -> int:
        """The address of a code point offset in the whole source; reads on to there the first time."""
        while self._counts[-1] <= offset and self.extend_index(1):
            pass
        number = max(0, bisect_right(self._counts, offset) - 1)
        block = self.block_at(self._boundary(number))
        return block.start + min(offset - self._counts[block.number], len(block.text))

    def extend_index(self, blocks: int) -> bool:
        """Count the code points of so many more blocks, for work in the background; whether any are left."""
        for _ in range(blocks):
            block = self._make(len(self._counts) - 1)
            if block.start >= self.length:
                return False
            self._counts.append(self._counts[-1] + len(block.text))
        return True

    def _boundary(self, number: int) -> int:
        line = number * self._grid
        if not 0 < line < self.length:
            return min(line, self.length)
        window = self.read(line - 1, line + self._grid - 1)
        found = window.find(b"\n")
        if found < 0:
            found = window.find(b"\r", 0, -1)  # not the last byte: the window may cut \r\n apart
        if found >= 0:
            return line + found
        sentence = _ENDS_SENTENCE.search(window, 1, len(window) - 1)
        if sentence:
            return line - 1 + sentence.end()
        around = max(0, line - 4 * CONTEXT)
        return line + _into_next_character(self.read(around, line + 4 * CONTEXT), line - around)

    def _make(self, number: int) -> Block:
        start, end = self._boundary(number), self._boundary(number + 1)
        data = self.read(start, end)
        text = decode_with_damage(data, "utf-8")
        damaged = damage_in(text, data, "utf-8")
        if number == 0:
            text = text.removeprefix("\ufeff")
        return Block(start, normalise_newlines(text), end, number, damaged)


def _into_next_character(data: bytes, at: int) -> int:
    """How many bytes of UTF-8 behind ``at`` the next character begins.

    Never inside a code point; not inside a cluster either unless it is longer than what is looked at.
    """
    at = min(at, len(data))
    first = at
    while first < len(data) and data[first] & 0xC0 == 0x80:
        first += 1
    if first - at > 3:  # longer than any code point's rest: damaged, and cut anywhere
        first = at
    before = data[:first].decode("utf-8", "ignore")[-CONTEXT:]
    after = data[first:].decode("utf-8", "ignore")[:CONTEXT]
    moved = into_next_character(before + after, len(before))
    return first - at + len(after[:moved].encode())
