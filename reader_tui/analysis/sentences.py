"""Sentences, with quotations kept whole: “…。” inside a sentence does not end it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader_tui.text.model import Span, paragraph_spans

CLOSER_OF = {"“": "”", "「": "」", "『": "』", "‘": "’", "《": "》", "〈": "〉"}
_LONGEST_QUOTE = 600
"""Code points after which a quotation that is not closed is taken for one that never will be."""
_END = re.compile(r"[。！？!?…]+[”」』’）)]*|[.](?=\s+[A-Z“\"]|\s*$)|[”」』](?<=[。！？!?…][”」』])")
_QUOTE = re.compile("[“「『]")


def quote_spans(text: str) -> list[Span]:
    """Outermost quotations that are closed in their paragraph, marks included; offsets in ``text``.

    >>> [span.of("他說「好」,走了。") for span in quote_spans("他說「好」,走了。")]
    ['「好」']
    """
    spans = []
    for paragraph in paragraph_spans(text):
        at = paragraph.start
        while (found := _QUOTE.search(text, at, paragraph.end)) is not None:
            end = _close(text, found.start(), min(paragraph.end, found.start() + _LONGEST_QUOTE))
            if end is None:
                at = found.end()
                continue
            spans.append(Span(found.start(), end))
            at = end
    return spans


def _close(text: str, start: int, limit: int) -> int | None:
    """Where the quotation that opens at ``start`` ends, nested ones of its own kind skipped."""
    opener, closer = text[start], CLOSER_OF[text[start]]
    depth = 0
    for at in range(start, limit):
        if text[at] == opener:
            depth += 1
        elif text[at] == closer:
            depth -= 1
            if depth == 0:
                return at + 1
    return None


def sentence_spans(text: str) -> list[Span]:
    """Sentences in order, paragraph by paragraph, without the white space around them.

    A stop inside a quotation ends the sentence only where the quotation ends with it and nothing follows in
    the same breath (a comma, or the words of whoever is quoted).

    >>> text = "“走吧。我們回家。”他說。天黑了!"
    >>> [span.of(text) for span in sentence_spans(text)]
    ['“走吧。我們回家。”他說。', '天黑了!']
    """
    quotes = quote_spans(text)
    return [span for paragraph in paragraph_spans(text) for span in _sentences(text, paragraph, quotes)]


def _sentences(text: str, paragraph: Span, quotes: list[Span]) -> Iterator[Span]:
    inside = [quote for quote in quotes if paragraph.start <= quote.start < paragraph.end]
    start = paragraph.start
    for found in _END.finditer(text, paragraph.start, paragraph.end):
        end = found.end()
        quote = next((quote for quote in inside if quote.start < found.start() < quote.end), None)
        if quote is not None and (end < quote.end or _goes_on(text, quote, paragraph)):
            continue
        trimmed = _trim(text, start, end)
        if trimmed is not None:
            yield trimmed
        start = end
    trimmed = _trim(text, start, paragraph.end)
    if trimmed is not None:
        yield trimmed


_ATTRIBUTION = re.compile(
    r"[^。！？!?\n“「]{1,40}?"
    r"(?:說|说|表示|指出|認為|认为|稱|称|道|透露|強調|强调|坦言|直言|告訴|告诉|回應|回应)"
)


def _goes_on(text: str, quote: Span, paragraph: Span) -> bool:
    """Whether a sentence goes on behind a quotation that ends with a stop."""
    rest = text[quote.end : min(paragraph.end, quote.end + 60)]
    return rest[:1] in tuple("，,、；;") or _ATTRIBUTION.match(rest) is not None


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
