"""Terminals that do not speak UTF-8: lines and signs in what characters they have."""

from __future__ import annotations

import codecs
import sys

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = str.maketrans("─━┅┄┈│┃┆┴┬├┤┼└┘┌┐▎▏▌█▀▄▼▲▾▴▸◂▶◀●○◆◇■□△☆★▪•✎⚑⋯…·═║╭╮╰╯“”‘’—–",
                       "-----|||+++++++++|||#''v^v^><><*o+x#=As***a!~~.=|++++\"\"''--")
"""Signs of one cell that the program draws, and what stands for them in ASCII; the shapes of panes stay different."""


class EncodableFilter(LineFilter):
    """Draws with the characters that an encoding has; others are question marks, as many as they take cells."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line in the encoding's characters."""
        return [self._encodable(segment) for segment in segments]

    def _encodable(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control or text.isascii() or self._has(text):
            return segment
        return Segment("".join(map(self._shown, text)), style)

    def _has(self, text: str) -> bool:
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _shown(self, character: str) -> str:
        if self._has(character):
            return character
        plain = character.translate(_PLAIN)
        return plain if plain != character else "?" * Segment(character).cell_length


def terminal_encoding() -> str:
    """The encoding of what is drawn, ``utf-8`` where nothing tells."""
    try:
        return codecs.lookup(getattr(sys.__stderr__, "encoding", None) or "utf-8").name
    except LookupError:
        return "utf-8"
