"""A text as one byte for each code point: the number of its *atom*, a row of `PROPERTIES`.

All code points that line breaking, measuring and segmentation cannot tell apart share an atom, so one pass
over the text serves all three and the rest runs on bytes. Looking up a code point costs a binary search
once; after that it is a hit in a dict.
"""

from __future__ import annotations

from bisect import bisect_right

from reader_tui.text.data.unicode17 import ATOMS, HANGUL_LV, PROPERTIES, STARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_HANGUL_FIRST, _HANGUL_LAST, _HANGUL_FINALS = 0xAC00, 0xD7A3, 28


class _Table(dict[int, str]):
    """Atoms by code point, as `str.translate` wants them; filled on demand."""

    def __missing__(self, code: int) -> str:
        atom = ATOMS[bisect_right(STARTS, chr(code)) - 1]
        if _HANGUL_FIRST <= code <= _HANGUL_LAST and (code - _HANGUL_FIRST) % _HANGUL_FINALS == 0:
            atom = chr(HANGUL_LV)
        self[code] = atom
        return atom


_TABLE = _Table()


def atoms_of(text: str) -> bytes:
    """One byte for each code point of ``text``, in order.

    >>> [PROPERTIES[atom][0] for atom in atoms_of("漢a，")]
    ['ID', 'AL', 'CL']
    """
    return text.translate(_TABLE).encode("latin-1")


class Property:
    """The fields of a row of `PROPERTIES`, by name; generate.py documents them."""

    __slots__ = ("cells", "east_asian", "grapheme", "kind", "line_break", "role", "widens")

    def __init__(self, row: tuple[str, str, str, int, str, bool, str]) -> None:
        (self.line_break, self.east_asian, self.kind, self.cells, self.grapheme, self.widens, self.role) = row


ATOM_PROPERTIES = tuple(map(Property, PROPERTIES))


def atoms_where(condition: Callable[[Property], bool]) -> bytes:
    """All atoms whose properties meet ``condition``, for ``in`` and for `bytes.translate` to delete."""
    return bytes(number for number, row in enumerate(ATOM_PROPERTIES) if condition(row))


def byte_table(value: Callable[[Property], int]) -> bytes:
    """A table for `bytes.translate` from atoms to ``value`` of their properties."""
    return bytes(map(value, ATOM_PROPERTIES)).ljust(256, b"\0")
