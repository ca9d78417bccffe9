"""How many terminal cells text takes.

The table is our own (Unicode 17), because the one in Rich cannot say that a terminal draws ambiguous
characters, “ ” … — · among them, two cells wide. With ``ambiguous=1`` the cells are those of Rich's
`cell_len`, except that

- control characters count one, since they are shown as one-cell pictures (Rich: none);
- variation selector 16 never widens a regional indicator, which has no emoji form of its own.
"""

from __future__ import annotations

from itertools import accumulate

from reader_tui.text.data.atoms import ATOM_PROPERTIES, atoms_of, atoms_where, byte_table

JOINER = "\u200d"
EMOJI_SELECTOR = "\ufe0f"

CELLS = {
    1: byte_table(lambda atom: atom.cells),
    2: byte_table(lambda atom: 2 if atom.cells and atom.east_asian == "A" else atom.cells),
}
"""From atoms to cells, by the width of ambiguous characters (1 or 2)."""

_AMBIGUOUS = atoms_where(lambda atom: bool(atom.cells) and atom.east_asian == "A")


def cell_len(text: str, ambiguous: int = 1) -> int:
    """The cells that ``text`` takes; ``ambiguous`` is what an East Asian ambiguous character takes, 1 or 2.

    >>> cell_len("他說：“好。”"), cell_len("他說：“好。”", ambiguous=2)
    (12, 14)
    """
    return len(text) if text.isascii() else sum(cell_widths(text, ambiguous))


def cell_widths(text: str, ambiguous: int = 1, atoms: bytes | None = None) -> bytes:
    """The cells of each code point: a joined emoji or a selector adds nothing, or what it widens by.

    ``atoms`` are those of the text where the caller has them.

    >>> list(cell_widths("漢a👨\u200d👩☀\ufe0f"))
    [2, 1, 2, 0, 0, 1, 1]
    """
    atoms = atoms_of(text) if atoms is None else atoms
    widths = atoms.translate(CELLS[ambiguous])
    if JOINER in text or EMOJI_SELECTOR in text:
        return _with_sequences(text, atoms, widths)
    return widths


def cell_starts(text: str, ambiguous: int = 1) -> list[int]:
    """The column of each code point, and of the end: one more number than the text has code points."""
    return list(accumulate(cell_widths(text, ambiguous), initial=0))


def is_ambiguous(text: str) -> bool:
    """Whether the width of ``text`` depends on the terminal's choice for ambiguous characters."""
    return any(atom in _AMBIGUOUS for atom in atoms_of(text))


def _with_sequences(text: str, atoms: bytes, widths: bytes) -> bytes:
    """Emoji sequences: what follows a joiner adds no cell, selector 16 makes a narrow emoji two wide."""
    result = bytearray(widths)
    last = -1  # the code point that a selector would widen
    joined = False
    for at, character in enumerate(text):
        if joined:
            result[at] = 0
            joined = False
        elif character == JOINER:
            joined = True
        elif character == EMOJI_SELECTOR:
            if last >= 0 and ATOM_PROPERTIES[atoms[last]].widens and result[last] == 1:
                result[at] = 1
            last = -1
        elif result[at]:
            last = at
    return bytes(result)
