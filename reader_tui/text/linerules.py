"""The rules of UAX #14, one function for each group of them, in the order that decides.

Source: Unicode Standard Annex #14, revision for Unicode 17.0.0, rules LB2 to LB31. A rule answers True (a
line may break before the unit), False (it must not) or None (the next rule decides). A *unit* is a character
with the marks that LB9 attaches to it.
"""

from __future__ import annotations

from reader_tui.text.data.atoms import ATOM_PROPERTIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader_tui.text.data.atoms import Property

BREAKS = frozenset(("BK", "CR", "LF", "NL"))
LETTERS = frozenset(("AL", "HL"))
HYPHENS = frozenset(("HY", "HH"))
HANGUL = frozenset(("JL", "JV", "JT", "H2", "H3"))
IDEOGRAPHS = frozenset(("ID", "EB", "EM"))
BEFORE_OPENING_QUOTE = BREAKS | {"OP", "QU", "GL", "SP", "ZW"}
AFTER_CLOSING_QUOTE = BREAKS | {"SP", "GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "ZW"}
BEFORE_WORD_HYPHEN = BREAKS | {"SP", "ZW", "CB", "GL"}


class Unit:
    """A character with its marks: class, properties and offset; ``joins`` where the last mark is a joiner."""

    __slots__ = ("joins", "kind", "line_break", "offset", "role", "wide")

    def __init__(self, atom: Property, offset: int) -> None:
        self.line_break = atom.line_break
        self.kind = atom.kind
        self.role = atom.role
        self.wide = atom.east_asian == "W"
        self.offset = offset
        self.joins = atom.line_break == "ZWJ"
        if self.line_break in ("CM", "ZWJ"):  # LB10: with no base it counts as a Latin letter
            self.line_break = "AL"
            self.wide = False


def units_of(atoms: bytes) -> list[Unit]:
    """The units of a stretch of atoms (LB9 and LB10)."""
    units: list[Unit] = []
    loose = BREAKS | {"SP", "ZW"}
    for offset, number in enumerate(atoms):
        atom = ATOM_PROPERTIES[number]
        if atom.line_break in ("CM", "ZWJ") and units and units[-1].line_break not in loose:
            units[-1].joins = atom.line_break == "ZWJ"
        else:
            units.append(Unit(atom, offset))
    return units


def solid_before(units: Sequence[Unit], k: int) -> int:
    """The index of the last unit before ``k`` that is no space, -1 where there is none."""
    k -= 1
    while k >= 0 and units[k].line_break == "SP":
        k -= 1
    return k


def class_at(units: Sequence[Unit], k: int) -> str:
    """The class of unit ``k``, empty beyond either end."""
    return units[k].line_break if 0 <= k < len(units) else ""


def wide_at(units: Sequence[Unit], k: int) -> bool:
    """Whether unit ``k`` is there and is East Asian wide."""
    return 0 <= k < len(units) and units[k].wide


def break_hard(units: Sequence[Unit], k: int) -> bool | None:
    """LB4 to LB8a: mandatory breaks, spaces, zero-width space and joiner."""
    before, after = units[k - 1].line_break, units[k].line_break
    if before in BREAKS:
        return not (before == "CR" and after == "LF")
    if after in BREAKS or after in ("SP", "ZW"):
        return False
    if class_at(units, solid_before(units, k)) == "ZW":
        return True
    return False if units[k - 1].joins else None


def glue(units: Sequence[Unit], k: int) -> bool | None:
    """LB11 to LB12a: word joiner and no-break space."""
    before, after = units[k - 1].line_break, units[k].line_break
    if "WJ" in (before, after) or before == "GL":
        return False
    return False if after == "GL" and before not in ("SP", "BA", "HY", "HH") else None


def enclose(units: Sequence[Unit], k: int) -> bool | None:
    """LB13 to LB15b: closing marks hold to what is before them, opening ones to what is behind."""
    after = units[k]
    if after.line_break in ("CL", "CP", "EX", "SY"):
        return False
    at = solid_before(units, k)
    if at >= 0:
        solid = units[at]
        opens = solid.kind == "Pi" and (at == 0 or units[at - 1].line_break in BEFORE_OPENING_QUOTE)
        if solid.line_break == "OP" or opens:
            return False
    if after.kind == "Pf" and (k + 1 == len(units) or units[k + 1].line_break in AFTER_CLOSING_QUOTE):
        return False
    return None


def space_out(units: Sequence[Unit], k: int) -> bool | None:
    """LB15c to LB18: what may follow a space."""
    before, after = units[k - 1].line_break, units[k].line_break
    if after == "IS":
        return before == "SP" and class_at(units, k + 1) == "NU"
    solid = class_at(units, solid_before(units, k))
    if (solid in ("CL", "CP") and after == "NS") or solid == after == "B2":
        return False
    return True if before == "SP" else None


def quote(units: Sequence[Unit], k: int) -> bool | None:
    """LB19 and LB19a: quotation marks hold to both sides save among East Asian characters."""
    before, after = units[k - 1], units[k]
    if after.line_break == "QU" and (after.kind != "Pi" or not before.wide or not wide_at(units, k + 1)):
        return False
    if before.line_break == "QU" and (before.kind != "Pf" or not after.wide or not wide_at(units, k - 2)):
        return False
    return None


def hyphenate(units: Sequence[Unit], k: int) -> bool | None:
    """LB20 to LB22: contingent breaks, hyphens, break-after and break-before, inseparables."""
    before, after = units[k - 1].line_break, units[k].line_break
    if "CB" in (before, after):
        return True
    third = class_at(units, k - 2)
    if before in HYPHENS and after in LETTERS and (k == 1 or third in BEFORE_WORD_HYPHEN):
        return False
    if after in ("BA", "HH", "HY", "NS", "IN") or before == "BB":
        return False
    if before in HYPHENS and third == "HL" and after != "HL":
        return False
    return False if before == "SY" and after == "HL" else None


def spell(units: Sequence[Unit], k: int) -> bool | None:
    """LB23, LB23a, LB24, LB28 and LB29: words, and numbers with what belongs to them."""
    before, after = units[k - 1].line_break, units[k].line_break
    if before in LETTERS:
        kept = after in LETTERS or after in ("NU", "PR", "PO")
    elif before in IDEOGRAPHS:
        kept = after == "PO"
    else:
        kept = (before in ("NU", "IS", "PR", "PO") and after in LETTERS) or (before == "PR" and after in IDEOGRAPHS)
    return False if kept else None


def count(units: Sequence[Unit], k: int) -> bool | None:
    """LB25: a number with its signs, separators, brackets and units."""
    before, after = units[k - 1].line_break, units[k].line_break
    if after in ("PO", "PR"):
        closed = before in ("CL", "CP")
        return False if _ends_number(units, k - 1 - closed) else None
    if after == "OP" and before in ("PO", "PR"):
        following = class_at(units, k + 1)
        return False if following == "NU" or (following == "IS" and class_at(units, k + 2) == "NU") else None
    if after == "NU":
        return False if before in ("PO", "PR", "HY", "IS") or _ends_number(units, k - 1) else None
    return None


def _ends_number(units: Sequence[Unit], k: int) -> bool:
    """Whether digits with separators behind them, NU (SY | IS)*, end with unit ``k``."""
    while k >= 0 and units[k].line_break in ("SY", "IS"):
        k -= 1
    return k >= 0 and units[k].line_break == "NU"


def compose_hangul(units: Sequence[Unit], k: int) -> bool | None:
    """LB26 and LB27: Korean syllables and their affixes."""
    before, after = units[k - 1].line_break, units[k].line_break
    if before in HANGUL or after in HANGUL:
        kept = {"JL": ("JL", "JV", "H2", "H3"), "JV": ("JV", "JT"), "H2": ("JV", "JT"), "JT": ("JT",), "H3": ("JT",)}
        if after in kept.get(before, ()) or after == "PO" or before == "PR":
            return False
    return None


def compose_aksara(units: Sequence[Unit], k: int) -> bool | None:
    """LB28a: orthographic syllables of Brahmic scripts."""
    before, after = units[k - 1].line_break, units[k].line_break
    starts = _starts_aksara(units, k)
    if before == "AP":
        return False if starts else None
    if _starts_aksara(units, k - 1):
        final = starts and class_at(units, k + 1) == "VF"
        return False if after in ("VF", "VI") or final else None
    joined = before == "VI" and _starts_aksara(units, k - 2) and (after == "AK" or units[k].kind == "dotted")
    return False if joined else None


def _starts_aksara(units: Sequence[Unit], k: int) -> bool:
    return k >= 0 and (units[k].line_break in ("AK", "AS") or units[k].kind == "dotted")


def pair(units: Sequence[Unit], k: int) -> bool | None:
    """LB30 to LB30b: brackets at words, flags, emoji with modifiers."""
    before, after = units[k - 1], units[k]
    a, b = before.line_break, after.line_break
    if (b == "OP" and not after.wide and (a in LETTERS or a == "NU")) or (
        a == "CP" and not before.wide and (b in LETTERS or b == "NU")
    ):
        return False
    if a == b == "RI":
        first = k
        while first > 0 and units[first - 1].line_break == "RI":
            first -= 1
        return (k - first) % 2 == 0
    return False if b == "EM" and (a == "EB" or before.kind == "Cn") else None


SPACING = (break_hard, glue)
ENCLOSING = (enclose, space_out)
REST = (quote, hyphenate, spell, count, compose_hangul, compose_aksara, pair)
"""The rules in order, in the three groups between which a tailoring puts its own."""
