"""The verb ``convert``: a file or a pipe of any size into the other script, a piece at a time."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from reader_tui.text.encodings import UnknownEncodingError, decode
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.formats.sniff import sniff_format
from reader_tui.text.load import LoadError, check_text, load, open_regular
from reader_tui.text.sanitize import sanitize, sanitize_line
from reader_tui.text.script import MISSING, Script, ScriptError, available, chain_of, convert_chain, detect
from reader_tui.text.script.boundaries import LOOK_BACK, safe_end
from reader_tui.text.script.official import official

_HEAD = 64 * 1024
"""Bytes by which format and encoding are told."""
_PIECE = 256 * 1024


def run(options: Namespace) -> int:
    """Print ``options.file`` (a name or ``-``) converted to ``options.to``; the exit status.

    ``options.to`` is a configuration of OpenCC or a view by name (simplified, traditional, tw, hk), which asks first
    which script the text is in. ``options.json`` prints the text and its edits, ``options.encoding`` overrides
    detection. Plain text and Markdown are converted as they are written, in memory that does not grow with them; other
    formats are read whole. 2 where OpenCC is absent or there is no such view; `LoadError` for what cannot be read.
    """
    try:
        chain_of(options.to, Script.NONE)
        if not available():
            raise ScriptError(MISSING)
    except ScriptError as error:
        print(f"reader-tui: {sanitize_line(str(error))}", file=sys.stderr)
        return 2
    if options.json:
        document = load(options.file, encoding=options.encoding)
        result = as_json(options.file, document.text, options.to)
        sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
        return 0
    show = sanitize if sys.stdout.isatty() else str
    with text_pieces(options.file, options.encoding) as pieces:
        for converted in convert_pieces(pieces, options.to):
            sys.stdout.write(show(converted))
    return 0


def as_json(identity: str, text: str, view: str) -> dict[str, Any]:
    """The converted text, the script it was in and every edit; offsets are code points of the text as read.

    >>> as_json("a", "软件", "s2twp")["edits"] if available() else [{"start": 0, "end": 2, "old": "软件", "new": "軟體"}]
    [{'start': 0, 'end': 2, 'old': '软件', 'new': '軟體'}]
    """
    script = detect(text).script
    conversion = convert_chain(text, chain_of(view, script))
    edits = [{"start": edit.span.start, "end": edit.span.end, "old": edit.old, "new": edit.new}
             for edit in conversion.edits]
    return {"id": identity, "to": view, "script": script.value, "text": conversion.text, "edits": edits}


def convert_pieces(pieces: Iterable[str], view: str) -> Iterator[str]:
    """The pieces of a text in a view, in other pieces: joined, what the whole is in the view.

    The first piece tells the script where a view by name asks for it.
    """
    pieces = iter(pieces)
    first = next(pieces, "")
    converted: Iterator[str] = chain([first], pieces)
    for config in chain_of(view, detect(first).script):
        converted = _convert_pieces(converted, config)
    return converted


def _convert_pieces(pieces: Iterable[str], config: str) -> Iterator[str]:
    """The pieces of a text converted as the whole would be, joined and cut where nothing changes by it.

    What is kept back is a line or the rest of it behind its last mark.
    """
    waiting: list[str] = []
    before = ""
    for piece in pieces:
        end = safe_end(before + piece) - len(before)
        if end > 0:
            yield official("".join((*waiting, piece[:end])), config)
            waiting, before, piece = [], "", piece[end:]
        waiting.append(piece)
        before = (before + piece)[-LOOK_BACK:]
    yield official("".join(waiting), config)


@contextmanager
def text_pieces(name: str, encoding: str | None = None) -> Iterator[Iterator[str]]:
    r"""The text of a file or of standard input (``-``) in pieces, newlines normalised to ``\n``.

    `LoadError` where there is no text.
    """
    descriptor = sys.stdin.fileno() if name == "-" else open_regular(Path(name)).descriptor
    try:
        yield _pieces(descriptor, name, encoding)
    finally:
        if name != "-":
            os.close(descriptor)


def _pieces(descriptor: int, name: str, encoding: str | None) -> Iterator[str]:
    called = "standard input" if name == "-" else name
    head = _read_head(descriptor)
    if not head:
        raise LoadError(f"{called}: is empty")
    if sniff_format(head, name) not in ("text", "markdown"):
        source = head + b"".join(iter(lambda: os.read(descriptor, _PIECE), b"")) if name == "-" else name
        yield load(source, encoding=encoding, name=name).text
        return
    try:
        decoded = decode(head, encoding, is_head=True)
        check_text(head, decoded)
    except (UnknownEncodingError, FormatError) as error:
        raise LoadError(f"{called}: {error}") from None
    yield from _decoded(head, descriptor, decoded.encoding)


def _read_head(descriptor: int) -> bytes:
    head = b""
    while len(head) < _HEAD and (piece := os.read(descriptor, _HEAD - len(head))):
        head += piece
    return head


def _decoded(head: bytes, descriptor: int, encoding: str) -> Iterator[str]:
    """Text piece by piece, without its byte order mark."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    yield decoder.decode(head).removeprefix("\ufeff")
    while data := os.read(descriptor, _PIECE):
        yield decoder.decode(data)
    yield decoder.decode(b"", True)
