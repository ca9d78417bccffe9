"""The one line at the bottom: where the reader is, what view it is, what is being worked on."""

from __future__ import annotations

from typing import NamedTuple

from textual.reactive import reactive
from textual.strip import Strip

from reader_tui.text.sanitize import sanitize_line
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece, PieceWidget
from reader_tui.tui.titles import fit


class Status(NamedTuple):
    """What the status line says."""

    title: str = ""
    percent: int = 0
    view: str = ""
    """original or repaired, with the number of repairs."""
    script: str = ""
    match: str = ""
    """Such as 3/17 matches."""
    working: str = ""
    """What is still being worked on, with its progress."""
    pending: str = ""
    """Half a command."""
    hint: str = ""
    """Keys worth knowing, where there is room."""
    notice: str = ""
    """A short word to the user: the title gives way to it, and it is cut where it is too long."""


def compose_status(status: Status, width: int) -> list[Piece]:
    """(style name, text) pieces that fill exactly ``width`` cells; the hint gives way first, then the title.

    >>> [text for _, text in compose_status(Status(title="晶片", percent=5, view="repaired 9"), 30)]
    [' 晶片 ', '         ', 'repaired 9 ', ' 5% ']
    """
    right = [(style, f"{sanitize_line(text)} ")
             for style, text in (("pending", status.pending), ("working", status.working), ("match", status.match),
                                 ("script", status.script), ("view", status.view)) if text]
    right.append(("percent", f" {status.percent}% "))
    while sum(cell_len(text) for _, text in right) > width - 4 and len(right) > 1:
        right.pop(-2)
    room = width - sum(cell_len(text) for _, text in right)
    notice = f" {fit(sanitize_line(status.notice), room - 2)} " if status.notice and room > 6 else ""
    title_room = room - cell_len(notice)
    left = [("title", f" {fit(status.title, title_room - 2)} ")] if status.title and title_room > 6 else []
    used = sum(cell_len(text) for _, text in left)
    hint = f" {sanitize_line(status.hint)} " if status.hint and not notice else ""
    if notice or (hint and used + cell_len(hint) <= room):
        left.append(("hint", notice or hint))
        used += cell_len(left[-1][1])
    return [*left, ("space", " " * max(0, room - used)), *right]


class StatusLine(PieceWidget):
    """Draws a `Status`."""

    STYLE_PREFIX = "status-line"
    DEFAULT_CSS = """
    StatusLine { height: 1; dock: bottom; }
    """
    status: reactive[Status] = reactive(Status())

    def render_line(self, y: int) -> Strip:
        """The line, its pieces styled by name."""
        return self.strip_of(compose_status(self.status, self.size.width))
