"""Text to rows of a given width: greedy, by paragraph, lazily.

Rows end where `linebreak` allows it; a row that one token fills is cut at a break of plain UAX #14, and only
where there is none at a grapheme boundary. A long paragraph is worked on in pieces, so the first rows of a
line of any length cost the same.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from reader_tui.text.chineserules import NEVER_FIRST
from reader_tui.text.data.atoms import atoms_of, atoms_where
from reader_tui.text.graphemes import grapheme_starts, inner_offsets, is_simple
from reader_tui.text.linebreak import LEVELS, Breaker
from reader_tui.text.width import cell_starts, cell_widths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class ShownRow(Protocol):
        """What the helpers for the mouse and the cursor need of a row."""

        start: int
        visible_end: int
        indent: int

PIECE = 4096
"""Code points of a paragraph that are measured at a time."""
CONTEXT = 64
"""Code points kept before a row when a new piece begins, for the rules that look back."""
GUTTER = 2
"""Cells beside the text that a hung mark may take."""
HANGING = "，。、．,.、﹐﹒､｡"
"""Pause and stop marks that CLREQ lets hang (not the colon, the semicolon or marks of exclamation)."""

_SPACES = atoms_where(lambda atom: atom.line_break == "SP" or atom.role == "space")
_NEVER_FIRST = atoms_where(
    lambda atom: atom.line_break in NEVER_FIRST or atom.role == "joint" or atom.kind == "Pf"
)
_NEVER_LAST = atoms_where(lambda atom: atom.line_break == "OP" or atom.kind == "Pi")


class LayoutOptions:
    """How to lay text out: ``width`` cells a row, first row of a paragraph set in by ``indent`` cells.

    ``ambiguous`` is what the terminal draws an ambiguous character with, 1 or 2 cells; ``strictness`` is a
    level of `linebreak.LEVELS`; ``hang`` lets a stop stand in the gutter, `GUTTER` cells beyond the width.
    """

    __slots__ = ("ambiguous", "hang", "indent", "strictness", "width")

    def __init__(self, width: int, ambiguous: int = 1, indent: int = 0, hang: bool = False,
                 strictness: str = "strict") -> None:
        if width < 2:
            raise ValueError("a row needs two cells, one wide character")
        if strictness not in LEVELS:
            raise ValueError(f"strictness is one of {', '.join(LEVELS)}, not {strictness!r}")
        self.width = width
        self.ambiguous = ambiguous
        self.indent = min(indent, width - 2)
        self.hang = hang
        self.strictness = strictness

    def _key(self) -> tuple[int, int, int, bool, str]:
        return self.width, self.ambiguous, self.indent, self.hang, self.strictness

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LayoutOptions) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return (f"LayoutOptions({self.width}, ambiguous={self.ambiguous}, indent={self.indent}, "
                f"hang={self.hang}, strictness={self.strictness!r})")


class Row:
    """One row: ``start..end`` and ``start..visible_end`` are code points of the text that was laid out.

    Rows tile the text. What lies behind ``visible_end`` (spaces at the break, the newline) is not drawn.
    ``width`` is the cells of the visible part without the ``indent``; ``hung`` of them stand in the gutter,
    so ``indent + width - hung`` never exceeds the width asked for. ``forced`` says that no rule allowed the
    break: one token was wider than the row.
    """

    __slots__ = ("end", "forced", "hung", "indent", "start", "visible_end", "width")

    def __init__(self, start: int, end: int, visible_end: int, indent: int = 0, width: int = 0,
                 hung: int = 0, forced: bool = False) -> None:
        self.start = start
        self.end = end
        self.visible_end = visible_end
        self.indent = indent
        self.width = width
        self.hung = hung
        self.forced = forced

    def __repr__(self) -> str:
        return f"Row({self.start}, {self.end}, visible_end={self.visible_end}, width={self.width})"


def layout(text: str, options: LayoutOptions, *, start: int = 0, stop: int | None = None,
           max_rows: int | None = None) -> list[Row]:
    """The rows of ``text[start:stop]``, ``max_rows`` of them at most; offsets count from the text's beginning.

    A newline ends its row and belongs to it. An empty text is one empty row.

    >>> text = "他說：“好的，我們走吧。”然後就離開了。"
    >>> [text[row.start:row.visible_end] for row in layout(text, LayoutOptions(20))]
    ['他說：“好的，我們走', '吧。”然後就離開了。']
    """
    rows: list[Row] = []
    if max_rows is not None and max_rows <= 0:
        return rows
    for row in iter_rows(text, options, start=start, stop=stop):
        rows.append(row)
        if len(rows) == max_rows:
            break
    return rows


def iter_rows(text: str, options: LayoutOptions, *, start: int = 0, stop: int | None = None) -> Iterator[Row]:
    """The rows of ``text[start:stop]`` one by one; what is not asked for is not computed."""
    stop = len(text) if stop is None else stop
    if start == stop:
        yield Row(start, start, start, options.indent if _begins(text, start) else 0)
    while start < stop:
        newline = text.find("\n", start, stop)
        end = stop if newline < 0 else newline
        indent = options.indent if _begins(text, start) else 0
        row = Row(start, start, start, indent)
        for row in _paragraph(text, start, end, options, indent):
            if row.end < end:
                yield row
        row.end = end if newline < 0 else end + 1
        yield row
        start = row.end


def _begins(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _paragraph(text: str, start: int, end: int, options: LayoutOptions, indent: int) -> Iterator[Row]:
    """The rows of a paragraph, piece by piece; none for an empty one."""
    size = max(PIECE, 8 * options.width)
    at = start
    while at < end:
        first = at
        base = max(start, first - CONTEXT)
        limit = min(end, first + size)
        piece = _Piece(text[base:limit], base, options)
        # a row near the end of a piece may change with what follows: the next piece makes it again
        sure = end if limit == end else limit - 2 * options.width
        while at < end:
            row = piece.row(at, indent)
            if row.end > sure and at > first:
                break
            yield row
            at = row.end
            indent = 0


class _Piece:
    """A stretch of one paragraph, measured."""

    __slots__ = ("_base", "_breaker", "_columns", "_inner", "_options", "atoms", "text")

    def __init__(self, text: str, base: int, options: LayoutOptions) -> None:
        self.text = text
        self.atoms = atoms = atoms_of(text)
        self._base = base
        self._options = options
        self._columns = list(accumulate(cell_widths(text, options.ambiguous, atoms), initial=0))
        self._breaker = Breaker(atoms, options.strictness)
        self._inner = frozenset[int]() if is_simple(atoms) else inner_offsets(atoms)

    def row(self, at: int, indent: int) -> Row:
        """The row that begins at text offset ``at``."""
        base, columns, atoms = self._base, self._columns, self.atoms
        begin = at - base
        edge = columns[begin] + self._options.width - indent
        full = bisect_right(columns, edge, begin) - 1
        stop = self._skip_spaces(full)
        forced = False
        if stop < len(atoms):
            hung_stop = self._skip_spaces(full + 1) if self._options.hang else 0
            if hung_stop and self._hangs(full, hung_stop, edge):
                stop = hung_stop
            else:
                stop, forced = self._break_before(begin, stop, full)
        seen = stop
        while seen > begin and atoms[seen - 1] in _SPACES:
            seen -= 1
        return Row(at, base + stop, base + seen, indent, columns[seen] - columns[begin],
                   max(0, columns[seen] - edge), forced)

    def _skip_spaces(self, at: int) -> int:
        atoms = self.atoms
        while at < len(atoms) and atoms[at] in _SPACES:
            at += 1
        return at

    def _allows(self, at: int) -> bool:
        return at == len(self.atoms) or (at not in self._inner and self._breaker.allows(at))

    def _hangs(self, mark: int, stop: int, edge: int) -> bool:
        """Whether the mark at ``mark``, the first that does not fit, may hang, and a row end behind it."""
        return self.text[mark] in HANGING and self._columns[mark + 1] - edge <= GUTTER and self._allows(stop)

    def _break_before(self, begin: int, stop: int, full: int) -> tuple[int, bool]:
        """The last place up to ``stop`` where a row may end, and whether it had to be forced."""
        for at in range(stop, begin, -1):
            if self._allows(at):
                return at, False
        return self._cut(begin, max(full, begin + 1)), True

    def _cut(self, begin: int, full: int) -> int:
        """Where to cut a token that is wider than the row: at a break of plain UAX #14 in its second half,
        else between graphemes that may end and begin a row, else between any."""
        columns = self._columns
        plain = Breaker(self.atoms, "unicode")
        middle = (columns[begin] + columns[full]) // 2
        inner = [at for at in range(full, begin, -1) if at not in self._inner]
        for at in inner:
            if columns[at] > middle and at < len(self.atoms) and plain.allows(at):
                return at
        for at in inner:
            if at == len(self.atoms) or not (self.atoms[at] in _NEVER_FIRST or self.atoms[at - 1] in _NEVER_LAST):
                return at
        return inner[0] if inner else full


def column_to_offset(text: str, row: ShownRow, column: int, ambiguous: int = 1) -> int:
    """The code point of ``text`` that the row shows at ``column``, a grapheme's first one.

    Columns count cells from the row's left edge, the indent included. Left of the text is its first
    grapheme, right of it ``row.visible_end``; both cells of a wide character are the same character.
    """
    shown = text[row.start : row.visible_end]
    columns = cell_starts(shown, ambiguous)
    at = bisect_right(columns, max(0, column - row.indent)) - 1
    if at >= len(shown):
        return row.visible_end
    starts = grapheme_starts(shown)
    return row.start + starts[bisect_right(starts, at) - 1]


def offset_to_column(text: str, row: ShownRow, offset: int, ambiguous: int = 1) -> int:
    """The column of the left edge of the grapheme at ``offset``; the end of the visible text for one behind it."""
    shown = text[row.start : row.visible_end]
    at = min(max(0, offset - row.start), len(shown))
    if at < len(shown):
        starts = grapheme_starts(shown)
        at = starts[bisect_right(starts, at) - 1]
    return row.indent + cell_starts(shown, ambiguous)[at]
