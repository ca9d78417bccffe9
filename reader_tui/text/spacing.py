"""The gap between Han and Latin or digits, as edits of a view.

CLREQ asks for up to a quarter em there; a cell grid has whole cells, so the gap is one space or nothing. A
space at a line's edge is not drawn, as CLREQ wants it, because layout drops the spaces at a break.
"""

from __future__ import annotations

import re

from reader_tui.text.model import Edit, Span

RULE = "gap"
SPACE = " "
BOUND_SPACE = "\u00a0"
"""Between a number and the character that counts it, so that the two stay on one line."""

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LATIN = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff"
_GAP = re.compile(
    f"(?<=[{_HAN}])(?=[{_LATIN}]|[$¥€£][0-9])|(?<=[{_LATIN}])(?=[{_HAN}])|(?<=[0-9][%‰℃])(?=[{_HAN}])"
)
_NUMBER_END = re.compile(r"(?<![A-Za-z0-9])[0-9][0-9.,]*\Z")
_LONGEST_NUMBER = 24


def gap_edits(text: str) -> list[Edit]:
    """Insertions of one space wherever Han meets Latin or digits; none inside a number with its sign.

    Spans are empty and count code points of ``text``.

    >>> [edit.span.start for edit in gap_edits("华为的AI芯片占95%的份额")]
    [3, 5, 8, 11]
    """
    edits: list[Edit] = []
    for match in _GAP.finditer(text):
        at = match.start()
        counted = text[at - 1].isdigit() and _NUMBER_END.search(text, max(0, at - _LONGEST_NUMBER), at)
        edits.append(Edit(Span(at, at), "", BOUND_SPACE if counted else SPACE, RULE))
    return edits
