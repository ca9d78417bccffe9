"""Where a text can be cut without changing how it is converted."""

from __future__ import annotations

import re

MARKS = "\n\t，。！？；：、…—“”‘’「」『』《》〈〉（）【】!?;:,.()\"'%/0123456789"
"""Characters that no key of any dictionary holds, so no match goes across them."""
DESCRIPTION = re.compile("[\u2ff0-\u2fff]")
"""Ideographic description characters: OpenCC leaves what they describe alone, across any mark."""
LOOK_BACK = 64
"""Code points before a cut that decide whether it is safe: OpenCC takes in no longer description."""
_TAIL = 4096
_LAST_MARK = re.compile(rf"[{re.escape(MARKS)}](?=[^{re.escape(MARKS)}]*\Z)")


def safe_end(text: str) -> int:
    r"""How much of a text that goes on can be converted now, in code points; 0 where more of it is needed.

    Up to the last newline, in a line without one up to the last mark.

    >>> safe_end("第一段\n第二段。又一"), safe_end("第二段。又一"), safe_end("又一")
    (4, 4, 0)
    """
    end = text.rfind("\n") + 1 or _after_last_mark(text, len(text))
    while end:
        found = DESCRIPTION.search(text, max(0, end - LOOK_BACK), end)
        if found is None:
            return end
        end = _after_last_mark(text, found.start())
    return 0


def _after_last_mark(text: str, end: int) -> int:
    for start in (max(0, end - _TAIL), 0):
        if found := _LAST_MARK.search(text[start:end]):
            return start + found.end()
    return 0
