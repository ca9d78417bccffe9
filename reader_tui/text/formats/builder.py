"""Text and its structure, put together piece by piece as a parser walks its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reader_tui.text.formats.extracted import Extracted
from reader_tui.text.model import Markup, MarkupKind, Span


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch that was begun and not ended yet."""

    start: int
    kind: MarkupKind
    level: int = 0
    target: str = ""


_SPACE = re.compile(r"[ \t\n\r\f]+")
_INDENT = " \t\n\r\f\xa0\u3000"
"""What pages begin paragraphs with to indent them; how paragraphs look is the reader's choice here."""
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_WRAPPED_HAN = re.compile(f"(?<=[{_WIDE}])[ \t]*\n[ \t\n]*(?=[{_WIDE}])")


class TextBuilder:
    """Appends text, opens and closes stretches, and keeps the space between blocks regular."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._last = ""
        self._pending = ""  # the break owed before the next text: "", " ", "\n" or "\n\n"
        self._breaks: dict[int, int] = {}
        """Lengths of the breaks written, by where they begin: a stretch begins behind one."""
        self._markup: list[Markup] = []

    @property
    def last(self) -> str:
        """The last code point written, empty at the beginning."""
        return self._last

    def add(self, text: str) -> None:
        """Append text as it is, after the break that is owed."""
        if not text:
            return
        if self._pending:
            if self._size:
                self._breaks[self._size] = len(self._pending)
                self._put(self._pending)
            self._pending = ""
        self._put(text)

    def add_flowing(self, text: str) -> None:
        """Append text whose runs of white space mean one space, none at a block's edge or where Han lines were wrapped.

        >>> made = TextBuilder()
        >>> made.add_flowing("  第一行，\\n  第二行 and   more ")
        >>> made.build().text
        '第一行，第二行 and more'
        """
        if self._is_at_block_start:
            text = text.lstrip(_INDENT)
        text = _SPACE.sub(" ", _WRAPPED_HAN.sub("", text))
        self.add_spaced(text)

    def add_spaced(self, text: str) -> None:
        """Append text without runs of spaces; a space at either end is owed, not written."""
        inner = text.strip(" ")
        if text.startswith(" "):
            self._owe_space()
        if inner:
            self.add(inner)
            if text.endswith(" "):
                self._owe_space()

    def owe(self, newlines: int) -> None:
        """See to at least so many newlines (1 or 2) before the next text."""
        if newlines > self._pending.count("\n"):
            self._pending = "\n" * newlines

    def break_line(self) -> None:
        """A line break; two of them in a row part paragraphs."""
        self.owe(min(2, self._pending.count("\n") + 1))

    def join_lines(self) -> None:
        """Continue a wrapped line: behind a Han character with nothing between, else with a space."""
        if self._last and not _IS_WIDE.match(self._last):
            self._owe_space()

    def expect_text(self) -> None:
        """Owe nothing before the next text: it follows a bullet or the line between two cells."""
        self._pending = ""
        self._last = " "

    def forget_space(self) -> None:
        """Drop a space that is owed, as a cell ends."""
        if self._pending == " ":
            self._pending = ""

    def open(self, kind: MarkupKind, level: int = 0, target: str = "") -> Opening:
        """Begin a stretch at the next text."""
        return Opening(self._size, kind, level, target)

    def close(self, opening: Opening) -> None:
        """End a stretch after the last text; an empty one is dropped."""
        start = opening.start + self._breaks.get(opening.start, 0)
        if start < self._size:
            self._markup.append(Markup(Span(start, self._size), opening.kind, opening.level, opening.target))

    def build(self, title: str = "", date: str | None = None, meta: Mapping[str, str] | None = None) -> Extracted:
        """The text and its structure in reading order."""
        markup = sorted(self._markup, key=lambda made: (made.span.start, -made.span.end))
        return Extracted("".join(self._pieces), tuple(markup), title, date, meta or {})

    def _owe_space(self) -> None:
        if self._size and not self._pending and self._last not in "\n ":
            self._pending = " "

    @property
    def _is_at_block_start(self) -> bool:
        return not self._size or "\n" in self._pending

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._size += len(text)
        self._last = text[-1]
