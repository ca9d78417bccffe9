"""Paragraphs that scraping broke in the middle of a sentence."""

from __future__ import annotations

import re
from itertools import pairwise

from reader_tui.text.model import Edit, Span, paragraph_spans
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.source_code import is_code
from reader_tui.text.wrapped import NARROWEST

_OPEN_END = re.compile(r"[\u3400-\u9fff0-9A-Za-z，、,；;“「『（《]$")
_CONTINUES = re.compile(r"[\u3400-\u9fff0-9A-Za-z，。、；：！？”」』）》,]")
_LISTED = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}[、.．)）]|第[一二三四五六七八九十百0-9]+[章节節回条條]|[-*·•●■◆▲>#]")
_SET_OUT = re.compile(r"\t|\S  +\S|[{}|]")
"""What tables, columns and code have within a line."""
_FEWEST = 4


def join_paragraphs(text: str, evidence: Evidence) -> list[Edit]:
    """Take out the line breaks of text that was wrapped at a fixed width.

    A block of at least five lines counts as wrapped where all but its last are equally long (within two
    characters) and most of them end in the middle of a clause; verse, lists and dialogue do not look like that.

    >>> lines = ["這一段文字原來是一整段的話，後來被人按照固定", "的寬度切成了許多行，每一行的長度都完全一樣，",
    ...     "讀起來就像是一首沒有韻腳的詩，其實它只是普通", "的文章，只要把多餘的換行去掉，它就會回到原來",
    ...     "的樣子。"]
    >>> len(join_paragraphs("\\n".join(lines), Evidence()))
    4
    """
    edits: list[Edit] = []
    for block in _blocks(text):
        if _is_wrapped(text, block):
            edits += [_join(text, span.end) for span, after in pairwise(block)
                      if _goes_on(span.of(text), after.of(text))]
    return edits


def _blocks(text: str) -> list[list[Span]]:
    """Rows of lines that are neither empty nor very long, as only wrapped text and verse have them."""
    blocks: list[list[Span]] = [[]]
    for span in paragraph_spans(text):
        if _fits(text, span, blocks[-1]):
            blocks[-1].append(span)
        else:
            blocks.append([span] if len(span) >= NARROWEST else [])
    return [block for block in blocks if len(block) > _FEWEST]


def _fits(text: str, span: Span, block: list[Span]) -> bool:
    """Whether a line goes on with a block: as long as its first, or shorter as the last line of a paragraph."""
    if not block or not len(span):
        return False
    before = block[-1]
    if abs(len(before) - len(block[0])) > 2:
        return False
    return len(span) <= len(block[0]) + 2 and not text[span.start].isspace()


def _is_wrapped(text: str, block: list[Span]) -> bool:
    open_ends = [span for span in block[:-1] if re.search(r"[\u3400-\u9fff]$", span.of(text))]
    return (2 * len(open_ends) > len(block) - 1 and not is_code(text, block[0].start)
            and not any(_LISTED.match(span.of(text)) or _SET_OUT.search(span.of(text)) for span in block))


def _goes_on(line: str, after: str) -> bool:
    return bool(_OPEN_END.search(line) and _CONTINUES.match(after))


def _join(text: str, at: int) -> Edit:
    return Edit(Span(at, at + 1), text[at], "", "broken-paragraph", 0.9,
                "a line break in the middle of a sentence, as in the lines around it")
