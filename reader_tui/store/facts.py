"""What the list of articles shows beside a title, read off a document; and places as SQLite takes them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import PurePath
from urllib.parse import urlsplit

from reader_tui.store.records import Script
from reader_tui.text.alignment import fold_for_matching
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Document

_SAMPLE = 20_000
"""Code points that are looked at to tell the script."""
_MOSTLY = 0.9
_TITLE_SIZE = 80
"""Code points of a first line that stands for a title."""


def script_of(text: str) -> Script:
    """Which script a text is written in, by the characters that only one of them has.

    >>> script_of("讀者與編者"), script_of("读者与编者"), script_of("hello")
    ('traditional', 'simplified', 'none')
    """
    sample = text[:_SAMPLE]
    folded = fold_script(sample)
    traditional = sum(1 for a, b in zip(sample, folded, strict=True) if a != b)
    simplified = sum(1 for c in sample if _is_simplified_only(c))
    total = traditional + simplified
    if not total:
        return "none" if not any("一" <= c <= "鿿" for c in sample) else "both"
    if traditional >= _MOSTLY * total:
        return "traditional"
    return "simplified" if simplified >= _MOSTLY * total else "both"


@cache
def _is_simplified_only(char: str) -> bool:
    """A Han character of GB 2312 that Big5 lacks: the two national sets tell the scripts apart."""
    if not "一" <= char <= "鿿":
        return False
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            return False
        return True
    return False


def title_of(document: Document, uri: str) -> str:
    """Its title, else its first line, else the name of its file.

    >>> title_of(Document("一二三。"), ""), title_of(Document("長" * 99), "").count("長"), title_of(Document("長" * 99), "")[-1]
    ('一二三。', 79, '…')
    """
    if document.title.strip():
        return _storable(" ".join(document.title.split()))
    first = next((line for line in document.text[:_SAMPLE].split("\n") if line.strip()), "")
    line = " ".join(first.split())
    return _storable(line if len(line) <= _TITLE_SIZE else f"{line[: _TITLE_SIZE - 1]}…") or PurePath(uri).name


def source_of(document: Document, uri: str) -> str:
    """The site it came from, else the host of its address, else the folder of its file.

    >>> source_of(Document("", meta={"site": "日報"}), ""), source_of(Document(""), "/home/a/news/x.txt")
    ('日報', 'news')
    """
    site = document.meta.get("site") or document.meta.get("publisher")
    if site:
        return _storable(site)
    parts = urlsplit(uri)
    if parts.scheme in ("http", "https"):
        return parts.hostname or ""
    return _storable(PurePath(uri).parent.name) if uri not in ("", "-") else ""


def haystack_of(title: str, source: str, tags: tuple[str, ...]) -> str:
    """What the list's filter looks into, folded."""
    return fold_for_matching("\n".join((title, source, *tags)))


def place_value(uri: str) -> str | bytes:
    r"""A place as SQLite takes it: a file name that is no UTF-8 as the bytes it has on the disk.

    >>> place_value("/a/文.txt"), place_value("/a/\udcff.txt"), uri_of(place_value("/a/\udcff.txt")) == "/a/\udcff.txt"
    ('/a/文.txt', b'/a/\xff.txt', True)
    """
    try:
        uri.encode("utf-8")
    except UnicodeEncodeError:
        return uri.encode("utf-8", "surrogateescape" if _comes_from_bytes(uri) else "replace")
    return uri


def uri_of(value: str | bytes) -> str:
    """The place again."""
    return value if isinstance(value, str) else os.fsdecode(value)


def _comes_from_bytes(uri: str) -> bool:
    return all("\udc80" <= c <= "\udcff" for c in uri if "\ud800" <= c <= "\udfff")


def _storable(text: str) -> str:
    """Text without lone surrogates, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode("utf-8")
