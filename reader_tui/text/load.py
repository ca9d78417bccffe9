"""Files, folders and standard input to documents; everything that can be wrong with them ends in one clear sentence."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader_tui.text.encodings import Decoded, UnknownEncodingError, decode
from reader_tui.text.formats.extracted import Extracted, FormatError
from reader_tui.text.formats.sniff import READABLE_SUFFIXES, Format, name_binary, sniff_format
from reader_tui.text.model import Document
from reader_tui.text.title import find_title

LARGEST_WHOLE = 256 * 1024 * 1024
"""Bytes of a file that are read at once at most; `reader_tui.text.blocks` reads larger ones in parts."""
LARGEST_MARKED_UP = 64 * 1024 * 1024
"""Bytes of a Markdown or HTML file at most: these are parsed whole."""
LARGEST_PACKED = 200 * 1024 * 1024
"""Bytes of an EPUB or PDF file at most: most of it may be images, which are not read."""
LONGEST_MARKDOWN = 1_000_000
"""Code points; a longer Markdown file is read as it is written, as parsing it would take longer than a second."""
MOST_MARKDOWN_LINES = 10_000
"""Lines of a Markdown file that is parsed at most: each may be a block, and the worst ones take 0.1 ms."""
_CONTROLS = re.compile("[\x00-\x07\x0b\r\x0e-\x1a\x1c-\x1f]")
"""Characters that no text holds many of; terminal recordings have escapes and backspaces, so those do not count."""
_HEAD = 64 * 1024
_MOST_FILES = 10_000
_DEEPEST_FOLDER = 32


class LoadError(Exception):
    """A text that cannot be read; the message is one sentence that names it and says why."""


class Opened(NamedTuple):
    """An open regular file; whoever gets it closes ``descriptor``."""

    descriptor: int
    size: int
    """Bytes when it was opened."""


def load(source: str | os.PathLike[str] | bytes, *, encoding: str | None = None, name: str = "") -> Document:
    """Read a file, standard input (``-``) or bytes that came from elsewhere, in whatever format they are.

    ``encoding`` overrides detection; ``name`` says what bytes are called (a file name or a URL). `LoadError` where
    there is no text: nothing there, a folder, a device, a binary file, an empty one, one that is too large or broken.
    """
    if isinstance(source, bytes):
        return parse(source, name, encoding=encoding)
    if source == "-":
        return parse(_read_standard_input(), "-", encoding=encoding)
    path = Path(source)
    opened = open_regular(path)
    try:
        if opened.size > LARGEST_WHOLE:
            raise LoadError(f"{path}: too large to be read whole ({opened.size / 2**20:,.0f} MB)")
        data = _read_all(opened)
    except OSError as error:
        raise LoadError(f"{path}: {_reason(error)}") from None
    finally:
        os.close(opened.descriptor)
    return parse(data, os.path.abspath(path), encoding=encoding)  # noqa: PTH100 - keeps symbolic links as they are


def parse(data: bytes, uri: str, *, encoding: str | None = None, declared: str | None = None,
          form: Format | None = None) -> Document:
    """A file's content to a document; ``form`` where the format is known, ``declared`` an encoding from outside.

    `LoadError` as for `load`.
    """
    called = "standard input" if uri == "-" else uri
    if not data:
        raise LoadError(f"{called}: is empty")
    form = form or sniff_format(data[:_HEAD], uri)
    if form != "text" and len(data) > (LARGEST_PACKED if form in ("epub", "pdf") else LARGEST_MARKED_UP):
        raise LoadError(f"{called}: too large for its format ({len(data) / 2**20:,.0f} MB)")
    try:
        if form in ("epub", "pdf"):
            return _document(_extract_packed(data, form), uri, "utf-8", 0)
        decoded = _decode_text(data, form, encoding, declared)
        return _document(extract(decoded.text, form), uri, decoded.encoding, decoded.damaged_bytes)
    except (FormatError, UnknownEncodingError) as error:
        raise LoadError(f"{called}: {error}") from None


def extract(text: str, form: Format) -> Extracted:
    """The text and structure of a decoded file."""
    if form == "markdown" and len(text) <= LONGEST_MARKDOWN and text.count("\n") <= MOST_MARKDOWN_LINES:
        from reader_tui.text.formats.markdown import read_markdown

        return read_markdown(text)
    if form == "html":
        from reader_tui.text.formats.html import read_html

        return read_html(text)
    return Extracted(text, title=find_title(text))


def load_folder(path: str | os.PathLike[str]) -> list[Path]:
    """The texts in a folder and those below it, in natural order, hidden ones left out; at most 10,000.

    Loops of symbolic links end. `LoadError` where the folder itself cannot be read.
    """
    folder = Path(path)
    try:
        os.listdir(folder)  # noqa: PTH208 - only asks whether it can be read
    except OSError as error:
        raise LoadError(f"{folder}: {_reason(error)}") from None
    return sorted(_walk(folder), key=_natural_key)


def open_regular(path: Path) -> Opened:
    """Open a file for reading once and look at what was opened: regular files only.

    Symbolic links are followed. Nothing else is opened, as opening alone makes a device act and a pipe wait.
    """
    try:
        _check_regular(path, path.stat().st_mode)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise LoadError(f"{path}: {_reason(error)}") from None
    status = os.fstat(descriptor)
    try:
        _check_regular(path, status.st_mode)
    except LoadError:
        os.close(descriptor)
        raise
    return Opened(descriptor, status.st_size)


def check_text(data: bytes, decoded: Decoded) -> None:
    """Refuse what is no text; `FormatError` names the kind of file where it is known."""
    kind = name_binary(data[:64])
    if kind is not None:
        raise FormatError(f"is {kind}, not a text")
    head = decoded.text[:_HEAD]
    if "\0" in head:
        raise FormatError("holds NUL characters, so it is a binary file, not a text")
    controls = len(_CONTROLS.findall(head))
    if controls * 20 > len(head) or decoded.damaged_bytes * 4 > len(data):
        raise FormatError("is a binary file, not a text")


def _decode_text(data: bytes, form: Format, encoding: str | None, declared: str | None) -> Decoded:
    if form == "html" and declared is None:
        from reader_tui.text.formats.html import declared_encoding

        declared = declared_encoding(data)
    decoded = decode(data, encoding, declared)
    check_text(data, decoded)
    return decoded


def _extract_packed(data: bytes, form: Format) -> Extracted:
    if form == "epub":
        from reader_tui.text.formats.epub import read_epub

        return read_epub(data)
    from reader_tui.text.formats.pdf import read_pdf

    return read_pdf(data)


def _document(extracted: Extracted, uri: str, encoding: str, damaged_bytes: int) -> Document:
    if not extracted.text or extracted.text.isspace():
        raise FormatError("holds no text")
    return Document(extracted.text, extracted.title, uri, extracted.date, encoding, damaged_bytes,
                    dict(extracted.meta), extracted.markup)


def _check_regular(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kinds = ((stat.S_ISDIR, "is a folder"), (stat.S_ISFIFO, "is a pipe; read it as - from standard input"),
             (stat.S_ISSOCK, "is a socket"), (stat.S_ISCHR, "is a device"), (stat.S_ISBLK, "is a device"))
    raise LoadError(f"{path}: " + next((text for test, text in kinds if test(mode)), "is not a regular file"))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else "no valid file name"


def _read_all(opened: Opened) -> bytes:
    pieces = []
    left = LARGEST_WHOLE
    while left and (piece := os.read(opened.descriptor, min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _read_standard_input() -> bytes:
    try:
        data = sys.stdin.buffer.read(LARGEST_WHOLE + 1)
    except OSError as error:
        raise LoadError(f"standard input: {_reason(error)}") from None
    if len(data) > LARGEST_WHOLE:
        raise LoadError(f"standard input: more than {LARGEST_WHOLE // 2**20} MB; save it in a file first")
    return data


def _walk(folder: Path) -> Iterator[Path]:
    """Readable files below a folder, each folder once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(folder, 0)]
    found = 0
    while waiting:
        here, depth = waiting.pop()
        try:
            status = here.stat()
            entries = [entry for entry in here.iterdir() if not entry.name.startswith(".")]
        except OSError:
            continue  # one folder without permission must not hide the others
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            if entry.is_dir():
                if depth < _DEEPEST_FOLDER:
                    waiting.append((entry, depth + 1))
            elif _is_readable(entry):
                yield entry
                found += 1
                if found == _MOST_FILES:
                    return


def _is_readable(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix not in READABLE_SUFFIXES or not path.is_file():
        return False
    return suffix != "" or _looks_like_text(path)


def _looks_like_text(path: Path) -> bool:
    try:
        opened = open_regular(path)
    except LoadError:
        return False
    try:
        head = os.read(opened.descriptor, 4096)
        check_text(head, decode(head, is_head=True))
    except (FormatError, OSError):
        return False
    finally:
        os.close(opened.descriptor)
    return bool(head)


def _natural_key(path: Path) -> list[tuple[int, int, str]]:
    """Numbers in names order by value: 2 before 10."""
    parts = re.split(r"(\d+)", str(path).casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
