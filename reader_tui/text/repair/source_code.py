"""What of a text is code or markup: there nothing is litter, and between fences nothing is repaired."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reader_tui.text.model import Edit, Span

_FENCE = re.compile(r"^[ \t>]{0,8}(`{3,}|~{3,})([^\n`]*)$", re.MULTILINE)
_TAG = re.compile(r"<(?:/[a-zA-Z][a-zA-Z0-9]{0,15}\s?|(?:!doctype|html|head|body|div|span|script|style|meta|link|table|ul|a|p|img|h[1-6])"
                  r"(?:\s[^<>\n]{0,200})?)/?>", re.IGNORECASE)
_FEWEST_TAGS = 6
"""Tags of a text from which on it is markup as a whole."""
_MENTION = re.compile("写作|寫作|写成|寫成|转义|轉義|实体|實體|语法|語法|乱码|亂碼|编码|編碼|代码|代碼|源码|標籤|标签|標記|标记|HTML|XML|Markdown"
                      "|[Ee]ncod|[Ee]scape|mojibake|[Ss]yntax")


@lru_cache(maxsize=4)
def _fences(text: str) -> tuple[Span, ...]:
    blocks: list[Span] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            blocks.append(Span(opened.start(), fence.end()))
            opened = None
    return tuple(blocks)


@lru_cache(maxsize=4)
def is_markup(text: str) -> bool:
    """Whether a text is the source of a web page, or holds much of it.

    >>> is_markup("<ul><li>一</li><li>二</li><li>三</li></ul><p>四</p>"), is_markup("照樣發展。</p>")
    (True, False)
    """
    return "<" in text and sum(1 for _, _ in zip(range(_FEWEST_TAGS), _TAG.finditer(text), strict=False)) == _FEWEST_TAGS


def outside_fences(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits that leave blocks between rows of backticks alone; a row of tildes may be an ornament of the page."""
    for edit in edits:
        before = bisect_right(_fences(text), Span(edit.span.start, len(text) + 1)) - 1
        fence = _fences(text)[before] if before >= 0 else None
        if fence is None or edit.span.start >= fence.end or "```" not in text[fence.start : fence.start + 8]:
            yield edit


def is_code(text: str, at: int) -> bool:
    """Whether what stands at a place is quoted as code: in a fenced block, or between backticks.

    >>> page = "寫`&nbsp;`就好"
    >>> is_code(page, page.find("&")), is_code("寫&nbsp;就好", 1)
    (True, False)
    """
    fences = _fences(text)
    before = bisect_right(fences, Span(at, len(text) + 1)) - 1
    if before >= 0 and at < fences[before].end:
        return True
    start, end = line_at(text, at)
    return text.count("`", start, at) % 2 == 1 and text.find("`", at, end) >= 0


def is_mentioned(text: str, at: int) -> bool:
    """Whether the line speaks of markup and encodings, so that what looks like litter is meant.

    >>> is_mentioned("空格在網頁裡寫作&nbsp;。", 9)
    True
    """
    start, end = line_at(text, at)
    return _MENTION.search(text, max(start, at - 200), min(end, at + 200)) is not None


def is_meant(text: str, at: int) -> bool:
    """Whether what looks like litter at a place is there on purpose: as code, or in a line on markup or encodings."""
    return is_code(text, at) or is_mentioned(text, at)


def is_tagged(text: str, at: int) -> bool:
    """Whether the line holds tags, as HTML within Markdown does.

    >>> is_tagged("<p align=center>表&nbsp;一</p>", 17)
    True
    """
    start, end = line_at(text, at)
    return _TAG.search(text, max(start, at - 400), min(end, at + 400)) is not None


def line_at(text: str, at: int) -> tuple[int, int]:
    """Where the line of an offset begins and ends, its newline left out."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
