"""Where a line may break: UAX #14 of Unicode 17, and the Chinese rules of CLREQ on top of it.

The rules are in `linerules` and `chineserules`; here they are asked cheaply. No rule looks past a plain
letter or a plain Han character, so a position is decided by the *window* between the two such anchors around
it. Windows repeat endlessly: each is decided once and then looked up.
"""

from __future__ import annotations

from reader_tui.text.chineserules import decide
from reader_tui.text.data.atoms import atoms_of, atoms_where

LEVELS = ("unicode", "basic", "gb", "strict")
"""UAX #14 alone; CLREQ basic; with GB (no solidus at a line end); strict (no —— and …… at a line start)."""

_ANCHORS = atoms_where(lambda atom: atom.line_break in ("AL", "ID") and not (atom.kind or atom.role))
_REACH = 192
"""How far a window goes where no anchor ends it; only endless punctuation or digits get there."""
_LONGEST_KEPT = 24
_MOST_KEPT = 8192
_KNOWN: dict[str, dict[bytes, bytes]] = {level: {} for level in LEVELS}
"""Decided windows by level: their atoms, and for each a flag whether a line may break before it."""


def line_breaks(text: str, level: str = "unicode") -> list[int]:
    """All offsets where a line may end, in code points, the end of the text included.

    ``level`` is one of `LEVELS`; ``unicode`` gives exactly the break opportunities of UAX #14.

    >>> line_breaks("他說：“好。”走", "basic")
    [1, 3, 7, 8]
    """
    flags = decide(atoms_of(text), level)
    return [*(at for at in range(1, len(text)) if flags[at]), len(text)] if text else []


class Breaker:
    """The break opportunities of one stretch of atoms, decided where they are asked for."""

    __slots__ = ("_atoms", "_first", "_flags", "_last", "_level", "_windows")

    def __init__(self, atoms: bytes, level: str) -> None:
        self._atoms = atoms
        self._level = level
        self._windows = _KNOWN[level]
        self._first = self._last = 0
        self._flags = b""

    def allows(self, at: int) -> bool:
        """Whether a line may end before the atom at offset ``at`` (1 to one less than the length)."""
        if not self._first < at <= self._last:
            self._open_window(at)
        return self._flags[at - self._first] == 1

    def _open_window(self, at: int) -> None:
        atoms, anchors = self._atoms, _ANCHORS
        first, floor = at - 1, max(0, at - _REACH)
        while first > floor and atoms[first] not in anchors:
            first -= 1
        last, ceiling = at, min(len(atoms) - 1, at + _REACH)
        while last < ceiling and atoms[last] not in anchors:
            last += 1
        window = atoms[first : last + 1]
        flags = self._windows.get(window)
        if flags is None:
            flags = decide(window, self._level)
            if len(window) <= _LONGEST_KEPT:
                if len(self._windows) >= _MOST_KEPT:
                    self._windows.clear()
                self._windows[window] = flags
        self._first, self._last, self._flags = first, last, flags
