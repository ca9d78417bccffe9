"""Punctuation that scraping doubled, and the optional widening of half-width marks."""

from __future__ import annotations

import re

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.source_code import is_code

_DOUBLED = re.compile(
    r"(?<=[\u3400-\u9fff”』」）)%0-9])"
    r"(?:([，,])[，,]+(?![，,])|[，,]+([。.])(?![.。\d])|([。、；：])\3(?!\3))"
    r"(?=[\u3400-\u9fff“「『\n]|\Z)"
)
_HALF = re.compile(
    r"(?<=[\u3400-\u9fff”』」])[,:;!?](?=[\u3400-\u9fff“「『]|$)|(?<=[\u3400-\u9fff])\((?=[\u3400-\u9fff])",
    re.MULTILINE,
)
_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（"}


def undouble(text: str, evidence: Evidence) -> list[Edit]:
    """Keep one mark of two commas, of a comma before a full stop, of two full stops; on damaged pages only.

    >>> page = "白色的閃電,,青春的光影,。世界"
    >>> [(edit.old, edit.new) for edit in undouble(page, Evidence(is_damaged=True))]
    [(',,', ','), (',。', '。')]
    """
    if not evidence.is_damaged:
        return []
    edits = []
    for found in _DOUBLED.finditer(text):
        kept = found[1] or found[2] or found[3]
        if is_code(text, found.start()):
            continue
        edits.append(Edit(Span(found.start(), found.end()), found[0], kept, "doubled-mark", 0.9, "a mark set twice"))
    return edits


def widen(text: str, evidence: Evidence) -> list[Edit]:
    """Write half-width marks between Chinese characters in full width: typography, not damage.

    >>> [(edit.old, edit.new) for edit in widen("他說:好,走吧", Evidence())]
    [(':', '：'), (',', '，')]
    """
    return [Edit(Span(found.start(), found.end()), found[0], _WIDE[found[0]], "full-width", 1.0,
                 "Chinese text takes full-width marks") for found in _HALF.finditer(text)]
