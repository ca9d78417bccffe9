"""Sentences, with quotations kept whole: “…。” inside a sentence does not end it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reader_tui.text.model import Span, paragraph_spans

CLOSER_OF = {"“": "”", "「": "」", "『": "』", '"': '"', "＂": "＂", "〝": "〞"}
_LONGEST_QUOTE = 1200
"""Code points after which a quotation that is not closed is taken for one that never will be."""
_MOST_BREAKS = 8
"""Lines that a quotation may be broken into where a page was wrapped by hand."""
_ABBREVIATED = "".join(rf"(?<!\b{title})" for title in ("Mr", "Ms", "Mrs", "Dr", "St", "Prof", "Gen", "Sen", "Gov", "Rep", "Lt", "Col", "[A-Z]"))
_END = re.compile(rf"[。！？!?…]+[”」』’）)\"]*|{_ABBREVIATED}[.](?=\s+[A-Z“\"]|[”\"]|\s*$)[”\"]?")
_QUOTE = re.compile('[“「『"＂〝]')
_CLOSERS = frozenset(CLOSER_OF.values())


def quote_spans(text: str) -> list[Span]:
    """Outermost quotations that are closed in their paragraph, marks included; offsets in ``text``, in order.

    >>> [span.of("他說「好」,走了。") for span in quote_spans("他說「好」,走了。")]
    ['「好」']
    """
    spans = []
    at = 0
    while (found := _QUOTE.search(text, at)) is not None:
        end = _close(text, found.start(), _limit(text, found))
        if end is not None:
            spans.append(Span(found.start(), end))
        at = found.end() if end is None else end
    return spans


def _limit(text: str, quote: re.Match[str]) -> int:
    """Where a quotation has to be closed: in its paragraph, whose lines may be broken once or twice by hand."""
    at = quote.start()
    limit = min(len(text), at + _LONGEST_QUOTE)
    is_paired = CLOSER_OF[quote[0]] != quote[0]
    for _ in range(_MOST_BREAKS if is_paired else 0):
        end = text.find("\n", at, limit)
        is_broken = 0 <= end < limit - 1 and text[end - 1] not in "。！？!?”」』\n" and text[end + 1] not in "“「『\n 　"
        if not is_broken:
            break
        at = end + 1
    end = text.find("\n", at, limit)
    return limit if end < 0 else end


def _close(text: str, start: int, limit: int) -> int | None:
    """Where the quotation that opens at ``start`` ends, nested ones of its own kind skipped."""
    opener, closer = text[start], CLOSER_OF[text[start]]
    if opener == closer:
        end = text.find(closer, start + 1, limit)
        return end + 1 if end > start + 1 else None
    depth = 1
    at = start
    while True:
        close = text.find(closer, at + 1, limit)
        if close < 0:
            return None
        depth += text.count(opener, at + 1, close) - 1
        at = close
        if depth <= 0:
            return at + 1


def sentence_spans(text: str) -> list[Span]:
    """Sentences in order, paragraph by paragraph, without the white space around them.

    A stop inside a quotation ends the sentence only where the quotation ends with it and nothing follows in
    the same breath (a comma, or the words of whoever is quoted).

    >>> text = "“走吧。我們回家。”他說。天黑了!"
    >>> [span.of(text) for span in sentence_spans(text)]
    ['“走吧。我們回家。”他說。', '天黑了!']
    """
    quotes = quote_spans(text)
    starts = [quote.start for quote in quotes]
    return [span for paragraph in _paragraphs(text, quotes) for span in _sentences(text, paragraph, quotes, starts)]


def _paragraphs(text: str, quotes: list[Span]) -> Iterator[Span]:
    """Paragraphs, the lines that a quotation runs over taken together."""
    broken = iter([quote for quote in quotes if text.find("\n", quote.start, quote.end) >= 0])
    quote = next(broken, None)
    start = None
    for paragraph in paragraph_spans(text):
        start = paragraph.start if start is None else start
        while quote is not None and quote.end <= paragraph.start:
            quote = next(broken, None)
        if quote is None or not quote.start <= paragraph.end < quote.end:
            yield Span(start, paragraph.end)
            start = None


def _sentences(text: str, paragraph: Span, quotes: list[Span], starts: list[int]) -> Iterator[Span]:
    first, last = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
    inside, inside_starts = quotes[first:last], starts[first:last]
    start = paragraph.start
    for found in _END.finditer(text, paragraph.start, paragraph.end):
        end = found.end()
        number = bisect_right(inside_starts, found.start()) - 1
        quote = inside[number] if number >= 0 and found.start() < inside[number].end - 1 else None
        if quote is not None:
            if end < quote.end or _goes_on(text, quote, paragraph):
                continue
            end = quote.end
        elif number >= 0 and end > inside[number].end > found.start():
            end = inside[number].end
        trimmed = _trim(text, start, end)
        if trimmed is not None:
            yield trimmed
        start = end
    trimmed = _trim(text, start, paragraph.end)
    if trimmed is not None:
        yield trimmed


_ATTRIBUTION = re.compile(
    r"[^。！？!?\n“「\"]{0,40}?"
    r"(?:說|说|表示|指出|認為|认为|稱|称|道|透露|強調|强调|坦言|直言|告訴|告诉|回應|回应|寫道|写道|補充|补充|解釋|解释|"
    r"反問|反问|said|says|told)"
)


def _goes_on(text: str, quote: Span, paragraph: Span) -> bool:
    """Whether a sentence goes on behind a quotation that ends with a stop; one that was told (…說:「…」) needs no teller."""
    rest = text[quote.end : min(paragraph.end, quote.end + 60)]
    is_told = quote.start > paragraph.start and text[quote.start - 1] in ":："
    return rest[:1] in tuple("，,、；;") or (not is_told and _ATTRIBUTION.match(rest) is not None)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None
