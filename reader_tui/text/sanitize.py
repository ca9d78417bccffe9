r"""Text made safe to draw: nothing left in it that a terminal obeys or that reorders and hides other text.

Terminals act on control codes wherever they come from, and Textual passes those of its content on. So text goes
through here when it is loaded for display and again in the last step before it is drawn. Every character is
replaced by exactly one other, so that offsets stay right. Imports `re` only: the first screen may need it.

The characters: C0 and C1 controls and DEL (ECMA-48), the bidirectional controls (Unicode TR9, section 2), line and
paragraph separators, deprecated format characters and interlinear annotation (Unicode 23.3, 23.8), tags (23.9) and
lone surrogates, which cannot even be encoded. Joiners and variation selectors stay: emoji and Han variants need them.
"""

from __future__ import annotations

import re

_REPLACEMENT = 0xFFFD
_PICTURES = 0x2400
"""Control Pictures: U+2400 + n depicts C0 control n."""
_REFUSED = (
    (0x80, 0x9F),
    (0x61C, 0x61C),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2066, 0x206F),
    (0xD800, 0xDFFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
)
"""First and last code point of each range that shows as U+FFFD."""

_TABLE = {code: _REPLACEMENT for first, last in _REFUSED for code in range(first, last + 1)}
_TABLE |= {code: _PICTURES + code for code in range(0x20) if chr(code) not in "\t\n"}
_TABLE[0x7F] = 0x2421
_LINE_TABLE = _TABLE | {ord("\t"): " ", ord("\n"): " "}

_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in _REFUSED)
_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_RANGES}]")


def sanitize(text: str) -> str:
    r"""The same text with each dangerous character replaced by a visible one; as many code points as before.

    Newlines and tabs stay: whoever draws a line turns the tab into a space.

    >>> sanitize("標題\x1b]52;c;ZXZpbA==\x07\n正文\u202e")
    '標題␛]52;c;ZXZpbA==␇\n正文�'
    """
    return text.translate(_TABLE) if _UNSAFE.search(text) else text


def sanitize_line(text: str) -> str:
    r"""`sanitize` for what must stay on one line: titles, file names, messages. Newlines and tabs become spaces.

    >>> sanitize_line("第一行\n\x9b2J第二行")
    '第一行 �2J第二行'
    """
    return text if text.isprintable() else text.translate(_LINE_TABLE)
