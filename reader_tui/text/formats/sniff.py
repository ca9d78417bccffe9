"""Which format a file is in, by its first bytes before its name: names lie more often."""

from __future__ import annotations

import re
from typing import Literal

Format = Literal["text", "markdown", "html", "epub", "pdf"]

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_HTML = (".html", ".htm", ".xhtml", ".xht", ".shtml")
TEXT_SUFFIXES = (".txt", ".text", ".log", ".rst", ".org", ".tex", ".srt", ".adoc", ".nfo", "")
READABLE_SUFFIXES = frozenset((*_MARKDOWN, *_HTML, *TEXT_SUFFIXES, ".epub", ".pdf"))
"""Endings of file names, in lower case, that a folder's list takes in; the empty one if the file looks like text."""

_HTML_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
                        rb"<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
_BINARY = {
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a media file",
    b"\x7fELF": "a program",
    b"MZ\x90\0": "a program",
    b"\xca\xfe\xba\xbe": "a program",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\0": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"PK\x03\x04": "a ZIP archive",
    b"PK\x05\x06": "a ZIP archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3\0": "a SQLite database",
    b"ID3": "an MP3 file",
    b"\0\0\0\x1cftyp": "a video",
    b"\0\0\0\x20ftyp": "a video",
    b"%!PS": "a PostScript file",
}


def sniff_format(head: bytes, name: str = "") -> Format:
    """The format of a file that begins with ``head`` (a few kB do) and is called ``name``.

    HTML is known by how it begins, so that a saved page needs no ending; text with tag crumbs in it stays text.

    >>> sniff_format(b"<!DOCTYPE html><title>x</title>"), sniff_format("<p>正文".encode()), sniff_format(b"# A", "a.md")
    ('html', 'text', 'markdown')
    """
    lower = name.lower()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04") and (lower.endswith(".epub") or b"application/epub+zip" in head[:200]):
        return "epub"
    if _HTML_HEAD.match(head[:4096]) or lower.endswith(_HTML):
        return "html"
    return "markdown" if lower.endswith(_MARKDOWN) else "text"


def name_binary(head: bytes) -> str | None:
    """What kind of file without text begins like this, with its article; None where none is known."""
    return next((kind for magic, kind in _BINARY.items() if head.startswith(magic)), None)
