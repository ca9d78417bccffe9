"""Text and its structure, put together piece by piece as a parser walks its file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reader_tui.text.model import Markup, MarkupKind, Span


class FormatError(ValueError):
    """A file that its format's parser refuses; the message says why in words that follow the file's name."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a format gives: text, structure over it (code points of the text), and what it says of itself."""

    text: str
    markup: tuple[Markup, ...] = ()
    title: str = ""
    date: str | None = None
    """``YYYY-MM-DD``."""
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch that was begun and not ended yet."""

    start: int
    kind: MarkupKind
    level: int = 0
    target: str = ""


_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE_ENDS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


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
    def size(self) -> int:
        """Code points so far, an owed break not counted."""
        return self._size

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
        at = 0
        for space in _SPACE.finditer(text):
            self.add(text[at : space.start()])
            at = space.end()
            after = text[at : at + 1]
            if "\n" in space.group() and after and _WIDE_ENDS.match(self._last) and _WIDE_ENDS.match(after):
                continue
            if self._size and not self._pending and self._last not in "\n ":
                self._pending = " "
        self.add(text[at:])

    def owe(self, newlines: int) -> None:
        """See to at least so many newlines (1 or 2) before the next text."""
        if newlines > self._pending.count("\n"):
            self._pending = "\n" * newlines

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

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._size += len(text)
        self._last = text[-1]
