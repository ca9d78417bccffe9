"""Text files too large to decode whole, opened by their beginning."""

from __future__ import annotations

import codecs
import os
import tempfile
from pathlib import Path

from reader_tui.text.encodings import UnknownEncodingError, decode
from reader_tui.text.file_blocks import FileBlocks
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.formats.sniff import sniff_format
from reader_tui.text.load import LoadError, check_text, open_regular
from reader_tui.text.model import Document
from reader_tui.text.title import find_title

_HEAD = 256 * 1024
"""Bytes that the document of a large file holds: enough to know its title, its repairs and how it is laid out."""
_PIECE = 1 << 20
_LARGEST_TRANSCODED = 4 << 30


def open_large(path: str | Path, encoding: str | None, over: int) -> tuple[FileBlocks, Document] | None:
    """The blocks of a text file of more than ``over`` bytes and a document of its beginning.

    None for a smaller one and for a format that is parsed whole. Markdown of that size is read as it is written.
    `LoadError` where there is no text.
    """
    path = Path(path)
    opened = open_regular(path)
    descriptor = opened.descriptor
    try:
        head = os.pread(descriptor, _HEAD, 0)
        if opened.size <= over or sniff_format(head, path.name) not in ("text", "markdown"):
            os.close(descriptor)
            return None
        decoded = decode(head, encoding, is_head=True)
        check_text(head, decoded)
        if decoded.encoding not in ("utf-8", "ascii"):
            descriptor = _transcode(path, descriptor, decoded.encoding, opened.size)
    except (FormatError, UnknownEncodingError, LoadError, OSError) as error:
        os.close(opened.descriptor)
        raise error if isinstance(error, LoadError) else LoadError(f"{path}: {error}") from None
    document = Document(decoded.text, find_title(decoded.text), os.path.abspath(path),  # noqa: PTH100 - keeps links
                        encoding=decoded.encoding, damaged_bytes=decoded.damaged_bytes)
    return FileBlocks(descriptor), document


def _transcode(path: Path, descriptor: int, encoding: str, size: int) -> int:
    """The same text in UTF-8 in a temporary file without a name; closes the file it reads."""
    if size > _LARGEST_TRANSCODED:
        raise LoadError(f"{path}: too large to be read as {encoding} ({size / 2**30:.1f} GB)")
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with tempfile.TemporaryFile() as made:
        at = 0
        while piece := os.pread(descriptor, _PIECE, at):
            at += len(piece)
            made.write(decoder.decode(piece).encode("utf-8", "replace"))
        made.write(decoder.decode(b"", True).encode("utf-8", "replace"))
        made.flush()
        copied = os.dup(made.fileno())
    os.close(descriptor)
    return copied
