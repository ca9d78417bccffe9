"""Where each article was left, kept for the first screen of the next time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader_tui.config import Settings
from reader_tui.prepaint_state import KeptScreen, Look, Place, PrepaintState, read_state, write_state
from reader_tui.text.file_blocks import FileBlocks
from reader_tui.tui.article import Article

if TYPE_CHECKING:
    from reader_tui.tui.base import OpenPane
    from reader_tui.tui.reader_screen import ReaderScreen


class Memory:
    """The state file in a home folder."""

    def __init__(self, home: Path) -> None:
        self._home = str(home)
        self._state = read_state(self._home)

    @property
    def ambiguous(self) -> int:
        """Cells of an ambiguous character, as the terminal answered last."""
        return self._state.ambiguous

    def address_of(self, article: Article) -> int:
        """The address where an article was left, 0 where it was not read yet."""
        if article.path is None:
            return 0
        place = self._state.files.get(os.path.realpath(article.path))
        if place is None or not place.offset:
            return 0
        if isinstance(article.source, FileBlocks):
            return min(place.offset, article.source.length)
        return len(article.document.text.encode("utf-8")[: place.offset].decode("utf-8", "ignore"))

    def keep(self, screen: ReaderScreen, settings: Settings, colours: Mapping[str, str]) -> None:
        """Write down where the screen's articles are; a home that cannot be written is no reason to complain."""
        state = read_state(self._home)
        look = Look(colours["foreground"], colours["background"], colours["text-quiet"], colours["surface"],
                    colours["pane-1"])
        kept = PrepaintState(
            look, width=settings.width, indent=settings.indent, spacing=settings.spacing, hang=settings.hang,
            ambiguous=screen.ambiguous, strictness=settings.strictness, claims=screen.wants["claims"],
            timeline=screen.wants["timeline"], is_plain=not settings.gap, files=state.files)
        for opened in reversed(screen.panes):
            path = opened.article.path
            if path is not None:
                name = os.path.realpath(path)
                kept.files.pop(name, None)
                with suppress(OSError):
                    kept.files[name] = Place(_byte_offset(opened), opened.article.title, _kept_screen(screen, opened))
        self._state = kept
        with suppress(OSError):
            Path(self._home).mkdir(mode=0o700, parents=True, exist_ok=True)
            write_state(self._home, kept)


def _byte_offset(opened: OpenPane) -> int:
    """Where the first row stands in the file, in bytes; 0 where file and text are not the same bytes."""
    address = opened.pane.address
    if isinstance(opened.article.source, FileBlocks):
        block = opened.article.source.block_at(address)
        return block.start + len(block.text[: address - block.start].encode("utf-8"))
    text = opened.article.document.text
    path = opened.article.path
    encoded = text.encode("utf-8", "surrogatepass")
    if path is None or path.stat().st_size != len(encoded):
        return 0
    return len(text[:address].encode("utf-8", "surrogatepass"))


def _kept_screen(screen: ReaderScreen, opened: OpenPane) -> KeptScreen | None:
    """The screen as lines of text, where it shows one article alone."""
    if len(screen.panes) != 1 or opened.article.path is None:
        return None
    status = opened.article.path.stat()
    columns, rows = screen.size
    lines = [opened.pane.render_line(y).text.rstrip() for y in range(min(rows, opened.pane.size.height))]
    lines += [""] * (rows - len(lines))
    return KeptScreen(columns, rows, status.st_size, status.st_mtime_ns, lines)
