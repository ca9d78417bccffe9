"""Matches as rows to choose from: each with what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader_tui.text.model import Span, paragraph_spans

CONTEXT = 20
"""Code points before and behind a match, as far as the paragraph goes."""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One match in its paragraph."""

    span: Span
    """The match, in code points of the text."""
    paragraph: int
    """Which paragraph it begins in, counted from 1."""
    before: str
    match: str
    """The match up to the end of its paragraph."""
    after: str


def match_rows(text: str, matches: Iterable[Span], context: int = CONTEXT) -> Iterator[MatchRow]:
    """Rows for matches in ``text``, as they come; nothing is laid out or kept, so long lists can be shown in parts.

    >>> from reader_tui.text.search import find_all
    >>> text = "第一段。\\n這家公司做軟件，也做别的。"
    >>> [(row.paragraph, row.before, row.match, row.after) for row in match_rows(text, find_all(text, "软件"), 3)]
    [(2, '公司做', '軟件', '，也做')]
    """
    paragraphs = list(paragraph_spans(text))
    for span in matches:
        number = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.start)
        paragraph = paragraphs[number - 1]
        end = min(span.end, paragraph.end)
        yield MatchRow(span, number, text[max(paragraph.start, span.start - context) : span.start],
                       text[span.start : end], text[end : min(paragraph.end, end + context)])
