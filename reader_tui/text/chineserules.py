"""The Chinese rules of line breaking, and the levels of strictness they make with those of UAX #14.

Source: W3C, Requirements for Chinese Text Layout (CLREQ), line-start and line-end prohibition; quotation
marks and numbers as Chinese typesetting takes them. The rules have the form of those in `linerules`.
"""

from __future__ import annotations

from reader_tui.text.linerules import (
    ENCLOSING,
    HYPHENS,
    LETTERS,
    REST,
    SPACING,
    class_at,
    solid_before,
    units_of,
    wide_at,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader_tui.text.linerules import Unit

    Rule = Callable[[Sequence[Unit], int], bool | None]

NEVER_FIRST = frozenset(("NS", "IS", "CL", "CP", "EX", "SY"))
"""Classes of UAX #14 that never begin a line in Chinese text."""


def forbid_first(units: Sequence[Unit], k: int) -> bool | None:
    """CLREQ, line start: stops, closing marks, connectors and interpuncts, behind a space too."""
    before, after = units[k - 1], units[k]
    spaced = before.line_break == "SP"
    if after.line_break in NEVER_FIRST or after.role == "joint":
        return spaced and after.line_break == "IS" and class_at(units, k + 1) == "NU"
    if not spaced and (after.kind == "Pf" or after.line_break == "PO"):
        return False
    return False if _is_dash(before) and _is_dash(after) else None


def forbid_last(units: Sequence[Unit], k: int) -> bool | None:
    """CLREQ, line end: an opening quotation mark, a space after it notwithstanding."""
    at = solid_before(units, k)
    return False if at >= 0 and units[at].kind == "Pi" else None


def forbid_solidus_last(units: Sequence[Unit], k: int) -> bool | None:
    """CLREQ, level GB: no solidus at a line end."""
    at = solid_before(units, k)
    return False if at >= 0 and units[at].role == "solidus" else None


def forbid_dash_first(units: Sequence[Unit], k: int) -> bool | None:
    """CLREQ, level strict: no dash and no ellipsis at a line start."""
    return False if _is_dash(units[k]) or units[k].line_break == "IN" else None


def _is_dash(unit: Unit) -> bool:
    return unit.role == "dash" or unit.line_break == "B2"


def keep_words(units: Sequence[Unit], k: int) -> bool | None:
    """Chinese text: hyphenated Latin names stay whole, and a number keeps the character that counts it."""
    before, after = units[k - 1], units[k]
    if before.line_break in HYPHENS and (after.line_break in LETTERS or after.line_break == "NU"):
        third = class_at(units, k - 2)
        return False if third in LETTERS or third == "NU" else None
    if before.line_break == "NU" and after.line_break == "ID" and after.wide:
        first = k - 1
        while first >= 0 and units[first].line_break in ("NU", "IS", "HY", "HH"):
            first -= 1
        in_name = class_at(units, first) in LETTERS and units[first].role != "joint"
        return None if in_name else False
    return None


def free_quotes(units: Sequence[Unit], k: int) -> bool | None:
    """Chinese text: a quotation mark opens or closes, so one Han neighbour makes its outer side a break.

    LB19a wants Han on both sides, and would hold “AI 技術” to the character before it. Likewise ASCII
    punctuation after Han ends a clause, as its full-width form would, and is no part of a word.
    """
    before, after = units[k - 1], units[k]
    if after.kind == "Pi" and before.line_break != "QU":
        clause = before.line_break == "IS" and wide_at(units, k - 2)
        return True if before.wide or clause or wide_at(units, k + 1) else None
    if before.kind == "Pf" and after.line_break != "QU":
        return True if after.wide or wide_at(units, k - 2) else None
    if before.line_break == "IS" and (after.line_break in LETTERS or after.line_break == "NU"):
        return True if wide_at(units, k - 2) else None
    return None


def _tailored(*extra: Rule) -> tuple[Rule, ...]:
    return (*SPACING, forbid_first, *extra, forbid_last, *ENCLOSING, keep_words, free_quotes, *REST)


RULES: dict[str, tuple[Rule, ...]] = {
    "unicode": (*SPACING, *ENCLOSING, *REST),
    "basic": _tailored(),
    "gb": _tailored(forbid_solidus_last),
    "strict": _tailored(forbid_solidus_last, forbid_dash_first),
}
"""The rules of each level, first to last: UAX #14 alone, and the three levels of CLREQ."""


def decide(atoms: bytes, level: str) -> bytes:
    """For each offset, 1 where a line may break before it, else 0; never before the first."""
    units = units_of(atoms)
    rules = RULES[level]
    if level != "unicode":
        for unit in units:
            if unit.role == "space":
                unit.line_break = "SP"
    flags = bytearray(len(atoms))
    for k in range(1, len(units)):
        flags[units[k].offset] = _allows(rules, units, k)
    return bytes(flags)


def _allows(rules: Sequence[Rule], units: Sequence[Unit], k: int) -> bool:
    for rule in rules:
        answer = rule(units, k)
        if answer is not None:
            return answer
    return True  # LB31
