"""What reading a format gives, or why it is refused. Light: plain text needs no more of this package."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader_tui.text.model import Markup


class FormatError(ValueError):
    """A file that its format's parser refuses; the message says why in words that follow the file's name."""


class Extracted(NamedTuple):
    """What a format gives: text, structure over it (code points of the text), and what it says of itself."""

    text: str
    markup: tuple[Markup, ...] = ()
    title: str = ""
    date: str | None = None
    """``YYYY-MM-DD``."""
    meta: Mapping[str, str] = MappingProxyType({})
