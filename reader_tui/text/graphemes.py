"""Grapheme clusters: what a reader takes for one character (UAX #29, Unicode 17, extended clusters).

The cursor, the mouse and every forced line break move by clusters, never into one.
"""

from __future__ import annotations

from reader_tui.text.data.atoms import atoms_of, atoms_where, byte_table

MARKS_SHOWN = 4
"""Combining marks kept on one base on display; floods of them overdraw other lines in many terminals."""
NOTHING = "\u200b"
"""Stands for a mark not shown: a zero-width space, so that lengths stay."""

_CLASSES = ("Other", "CR", "LF", "Control", "Extend", "Extend_Only", "Linker", "ZWJ", "Regional_Indicator",
            "Prepend", "SpacingMark", "L", "V", "T", "LV", "LVT", "Pictograph", "Consonant")
_NUMBERS = {name: number for number, name in enumerate(_CLASSES)}
_GRAPHEME = byte_table(lambda atom: _NUMBERS[atom.grapheme])
_JOINING = frozenset(("CR", "Extend", "Extend_Only", "Linker", "ZWJ", "Regional_Indicator", "Prepend",
                      "SpacingMark", "L", "V", "T"))
_SIMPLE = atoms_where(lambda atom: atom.grapheme not in _JOINING)
_MARKS = atoms_where(lambda atom: atom.grapheme in ("Extend", "Extend_Only", "Linker") and atom.cells == 0)

_CONTROLS = ("CR", "LF", "Control")
_EXTENDERS = ("Extend", "Extend_Only", "Linker", "ZWJ", "SpacingMark")
_CONJOINING = ("Extend", "Linker", "ZWJ")
_HANGUL = {"L": ("L", "V", "LV", "LVT"), "LV": ("V", "T"), "V": ("V", "T"), "LVT": ("T",), "T": ("T",)}


def is_simple(atoms: bytes) -> bool:
    """Whether every code point is a cluster of its own, judged by its atom; nearly always so in Chinese."""
    return not atoms.translate(None, _SIMPLE)


def grapheme_starts(text: str) -> list[int]:
    r"""Where clusters begin, in code points of ``text``; the first is 0, an empty text has none.

    >>> grapheme_starts("漢e\u0301👨\u200d👩字")
    [0, 1, 3, 6]
    """
    atoms = atoms_of(text)
    if is_simple(atoms):
        return list(range(len(text)))
    inside = inner_offsets(atoms)
    return [at for at in range(len(text)) if at not in inside]


def inner_offsets(atoms: bytes) -> frozenset[int]:
    """The offsets that lie inside a cluster, where no line may end and no cursor may stand."""
    names = [_CLASSES[number] for number in atoms.translate(_GRAPHEME)]
    simple = _SIMPLE
    inside: set[int] = set()
    for at in range(1, len(names)):
        if atoms[at] in simple and atoms[at - 1] in simple:
            continue
        paired = names[at] == names[at - 1] == "Regional_Indicator" and at - 1 not in inside  # GB12, GB13
        if paired or _joins(names, at):
            inside.add(at)
    return frozenset(inside)


def _joins(names: list[str], at: int) -> bool:
    """Whether rules GB3 to GB11 keep what stands before and behind ``at`` together."""
    before, after = names[at - 1], names[at]
    if before in _CONTROLS or after in _CONTROLS:
        return before == "CR" and after == "LF"
    if after in _EXTENDERS or before == "Prepend" or after in _HANGUL.get(before, ()):
        return True
    if after == "Consonant":
        return _ends_conjunct(names, at)
    return after == "Pictograph" and before == "ZWJ" and _ends_pictograph(names, at - 1)


def _ends_conjunct(names: list[str], at: int) -> bool:
    """GB9c: a consonant, then extenders with a linker among them, end before ``at``."""
    linked = False
    at -= 1
    while at >= 0 and names[at] in _CONJOINING:
        linked = linked or names[at] == "Linker"
        at -= 1
    return linked and at >= 0 and names[at] == "Consonant"


def _ends_pictograph(names: list[str], joiner: int) -> bool:
    """GB11: a pictograph with its extenders ends before the joiner."""
    at = joiner - 1
    while at >= 0 and names[at] in ("Extend", "Extend_Only", "Linker"):
        at -= 1
    return at >= 0 and names[at] == "Pictograph"


def cap_marks(text: str) -> str:
    r"""At most `MARKS_SHOWN` combining marks on a base, the rest shown as nothing; the length stays.

    >>> cap_marks("漢" + "\u0301" * 6) == "漢" + "\u0301" * 4 + "\u200b" * 2
    True
    """
    if text.isascii():
        return text
    atoms = atoms_of(text)
    if len(atoms) - len(atoms.translate(None, _MARKS)) <= MARKS_SHOWN:
        return text
    shown: list[str] = []
    run = 0
    for character, atom in zip(text, atoms, strict=True):
        run = run + 1 if atom in _MARKS else 0
        shown.append(NOTHING if run > MARKS_SHOWN else character)
    return "".join(shown)
