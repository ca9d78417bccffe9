"""Headings of an article: those its format marks, or those that plain text shows by their shape."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader_tui.text.model import Document, Span, paragraph_spans

_LONGEST_HEADING = 40
_LONGEST_SCANNED = 2_000_000
"""Code points of a text that are looked through; contents of a longer one come from its beginning."""
_CHAPTER = re.compile(r"\s*(第[0-9〇零一二三四五六七八九十百千兩两]{1,9}[章節节回卷部篇]|Chapter\s+\d+|CHAPTER\s+\w+)")
_ENDS_A_SENTENCE = tuple("。！？；，、：…,;:.!?\"”」』》）)]】—>")
_NO_HEADING = re.compile(r"!\[|https?://|[/<>|=]{2}")
_HAS_WORDS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows."""

    span: Span
    level: int
    title: str


def find_headings(document: Document) -> list[Heading]:
    """Headings in reading order: those that the format marks, where it marks any.

    In plain text a heading is a short line of its own that does not end as a sentence does and stands before a
    paragraph longer than itself, or one that numbers a chapter.
    """
    marked = [mark for mark in document.markup if mark.kind == "heading"]
    if marked:
        return [Heading(mark.span, mark.level, mark.span.of(document.text).strip()) for mark in marked]
    text = document.text[:_LONGEST_SCANNED]
    lines = [span for span in paragraph_spans(text) if len(span) and text[span.start : span.end].strip()]
    found = []
    for i, span in enumerate(lines):
        line = span.of(text)
        follows = len(lines[i + 1]) if i + 1 < len(lines) else 0
        if len(line) > _LONGEST_HEADING or not _HAS_WORDS.search(line) or _NO_HEADING.search(line):
            continue
        chapter = _CHAPTER.match(line)
        if chapter or (not line.rstrip().endswith(_ENDS_A_SENTENCE) and follows > max(_LONGEST_HEADING, len(line))):
            found.append(Heading(span, 1 if chapter else 2, line.strip()))
    return found
