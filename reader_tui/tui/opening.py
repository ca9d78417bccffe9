"""From a name to an open article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reader_tui.text.blocks import open_source, source_of
from reader_tui.text.load import load
from reader_tui.tui.article import Article


def read_article(name: str, *, encoding: str | None = None, reference_date: date | None = None) -> Article:
    """Open a file, or standard input where ``name`` is ``-``; `LoadError` where it cannot be read."""
    if name == "-":
        document = load("-", encoding=encoding)
        return Article(source_of(document), document, reference_date=reference_date)
    path = Path(name)
    source, document, is_whole = open_source(path, encoding=encoding)
    return Article(source, document, path, is_whole, reference_date=reference_date)
