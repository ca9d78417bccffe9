"""What stands around a list: one row of text, a hint at keys, a question with its answers, a passage in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.strip import Strip

from reader_tui.text.layout import LayoutOptions, layout
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece, PieceWidget
from reader_tui.tui.row_list import ROW_CLASSES
from reader_tui.tui.titles import fit

Hint = tuple[str, str]
"""A key and what it does, both as shown."""


def hint_pieces(hints: Sequence[Hint], width: int) -> list[Piece]:
    """The hints that fit, whole ones only, the first ones first.

    >>> [text for _, text in hint_pieces([("Enter", "open"), ("/", "filter")], 14)]
    [' Enter', ' open ']
    """
    pieces: list[Piece] = []
    used = 0
    for key, label in hints:
        used += cell_len(key) + cell_len(label) + 3
        if used > width:
            break
        pieces += [("key", f" {key}"), ("quiet", f" {label} ")]
    return pieces


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """``left`` and ``right`` at the ends of a row; ``right`` is left out where both do not fit.

    >>> spread([("head", "甲")], [("quiet", "乙")], 6)
    [('head', '甲'), ('quiet', '  '), ('quiet', '乙')]
    """
    rest = width - sum(cell_len(text) for _, text in (*left, *right))
    return [*left, ("quiet", " " * rest), *right] if rest >= 0 else list(left)


class RowLine(PieceWidget):
    """A row that others write: pieces, or hints that are cut to its width."""

    COMPONENT_CLASSES = ROW_CLASSES
    STYLE_PREFIX = "rows"
    DEFAULT_CSS = """
    RowLine { height: 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id)
        self.add_class(*classes.split())
        self._make: Callable[[int], Sequence[Piece]] = lambda width: ()

    def show(self, pieces: Sequence[Piece] | Callable[[int], Sequence[Piece]]) -> None:
        """Show these pieces, or what a function makes of the width."""
        self._make = pieces if callable(pieces) else lambda width: pieces
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row."""
        return self.strip_of(self._make(self.size.width) if y == 0 else [])


class Question(PieceWidget, can_focus=True):
    """Hidden until it asks; takes one key for an answer, Escape for none."""

    COMPONENT_CLASSES = ROW_CLASSES
    STYLE_PREFIX = "rows"
    DEFAULT_CSS = """
    Question { dock: bottom; height: 1; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._hints: Sequence[Hint] = ()
        self._answers: dict[str, Callable[[], object]] = {}

    def ask(self, text: str, answers: Sequence[tuple[Hint, Callable[[], object]]], closed: Callable[[], None]) -> None:
        """Ask; the key pressed runs its answer, after ``closed``; keys without an answer do nothing."""
        self._text = text
        self._hints = [hint for hint, _ in answers]
        self._answers = {hint[0].casefold(): answer for hint, answer in answers} | {"escape": lambda: None}
        self._when_closed = closed
        self.display = True
        self.focus()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take the answer; a question waits for one, so no other key gets through."""
        event.stop()
        event.prevent_default()
        answer = self._answers.get((event.character or event.key).casefold()) or self._answers.get(event.key)
        if answer is not None:
            self.display = False
            self._when_closed()
            answer()

    def render_line(self, y: int) -> Strip:
        """The question and its answers; the question gives way."""
        hints = hint_pieces([*self._hints, ("Esc", "cancel")], self.size.width)
        room = self.size.width - sum(cell_len(text) for _, text in hints) - 2
        return self.strip_of([("strong", f" {fit(self._text, room)} "), *hints])


class Passage(PieceWidget):
    """Paragraphs in full, wrapped as an article is; what does not fit is left off."""

    COMPONENT_CLASSES = ROW_CLASSES
    STYLE_PREFIX = "rows"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs: Sequence[Piece] = ()

    def show(self, paragraphs: Sequence[Piece]) -> None:
        """Show these, each a paragraph of one style."""
        self._paragraphs = paragraphs
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of them."""
        rows = wrapped(self._paragraphs, self.size.width - 2, self.size.height)
        return self.strip_of([("text", " "), *rows[y]] if y < len(rows) else [])


def wrapped(paragraphs: Sequence[Piece], width: int, height: int) -> list[list[Piece]]:
    """Rows of at most ``width`` cells; the last of ``height`` ends in ``…`` where more would follow.

    >>> wrapped([("text", "讀者之友是誰？"), ("quiet", "無名")], 8, 9)
    [[('text', '讀者之友')], [('text', '是誰？')], [('quiet', '無名')]]
    """
    options = LayoutOptions(max(4, width))
    rows: list[list[Piece]] = []
    for style, text in paragraphs:
        if not text:
            rows.append([])
            continue
        found = layout(text, options, max_rows=height - len(rows) + 1)
        rows += [[(style, text[row.start : row.visible_end])] for row in found]
        if len(rows) > height:
            style, last = rows[height - 1][0] if rows[height - 1] else ("quiet", "")
            return [*rows[: height - 1], [(style, fit(last + "……", width))]]
    return rows
