"""What was repaired in an article, rule by rule, as rows: each edit with its reason, and what is only suspected. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair import RULES, Repairs, rule_named
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece
from reader_tui.tui.row_line import spread
from reader_tui.tui.titles import fit

_AROUND = 8
"""Characters of the source shown on either side of an edit."""
_VISIBLE = str.maketrans({"\n": "⏎", "\t": "⇥", " ": "␣", "\u3000": "␣", "\xa0": "␣", "\u200b": "◌", "\u200c": "◌",
                          "\u200d": "◌", "\u2060": "◌", "\ufeff": "◌", "\xad": "◌"})


@dataclass(frozen=True, slots=True)
class RepairRow:
    """One edit: what stood at ``span`` of the source, what is shown for it, and why."""

    span: Span
    rule: str
    before: str
    after: str
    confidence: float
    why: str
    left: str = ""
    """Some of the source before it, to know the place by."""
    right: str = ""
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule and what it did, or would do, in this article."""

    name: str
    title: str
    count: int
    is_on: bool
    """In this article."""
    is_on_for_good: bool
    """In every article that says nothing else."""
    edits: tuple[RepairRow, ...] = ()


@dataclass(frozen=True, slots=True)
class SuspectedRow:
    """A place that looks damaged and was left as it is; ``reading`` is the likeliest one."""

    span: Span
    text: str
    reading: str
    why: str


def rule_rows(text: str, repairs: Repairs, *, disabled: Collection[str] = (), disabled_for_good: Collection[str] = (),
              refused: Collection[Span] = ()) -> list[RuleRow]:
    """The rules that found something in the source ``text``, and those that are switched off, in their order.

    ``repairs`` are those of *all* rules, nothing refused: what is off is listed too, to be switched on again.
    ``disabled``: rules that are off in this article; ``refused``: the spans of single edits that are.
    """
    rows = []
    for rule in RULES:
        is_on = rule.name not in disabled
        edits = tuple(_edit_row(text, edit, is_on=is_on and edit.span not in refused)
                      for edit in repairs.edits if edit.rule == rule.name)
        if edits or not is_on:
            rows.append(RuleRow(rule.name, rule_named(rule.name).title, len(edits), is_on,
                                rule.name not in disabled_for_good, edits))
    built_in = {rule.name for rule in RULES}
    for name in dict.fromkeys(edit.rule for edit in repairs.edits if edit.rule not in built_in):
        is_on = name not in disabled
        edits = tuple(_edit_row(text, edit, is_on=is_on and edit.span not in refused)
                      for edit in repairs.edits if edit.rule == name)
        rows.append(RuleRow(name, f"yours: {name.partition(':')[2]}", len(edits), is_on, name not in disabled_for_good, edits))
    return rows


def _edit_row(text: str, edit: Edit, *, is_on: bool) -> RepairRow:
    span = edit.span
    return RepairRow(span, edit.rule, span.of(text), edit.new, edit.confidence, edit.why,
                     text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND], is_on)


def suspected_rows(text: str, repairs: Repairs) -> list[SuspectedRow]:
    """The places that are only suspected, in reading order."""
    return [SuspectedRow(one.span, one.span.of(text), one.reading, one.why) for one in repairs.suspected]


def visible(text: str) -> str:
    """``text`` with its spaces and invisible characters to be seen; ∅ for nothing.

    >>> visible("一 二\\u200b"), visible("")
    ('一␣二◌', '∅')
    """
    return text.translate(_VISIBLE) or "∅"


Item = RuleRow | RepairRow | SuspectedRow | str


class RepairListing:
    """Rules, the edits of those that are unfolded, then what is suspected under a heading."""

    def __init__(self, rules: Sequence[RuleRow], suspected: Sequence[SuspectedRow], unfolded: Collection[str]) -> None:
        self._unfolded = unfolded
        self.items: list[Item] = []
        for rule in rules:
            self.items.append(rule)
            if rule.name in unfolded:
                self.items += rule.edits
        if suspected:
            self.items += [f"Suspected, left as they are  {len(suspected)}", *suspected]

    def item(self, index: int) -> Item | None:
        """The item at an index, None where there is none."""
        return self.items[index] if 0 <= index < len(self.items) else None

    def heights(self, width: int) -> Sequence[int]:
        """A rule one row, a heading two, edits and suspicions two."""
        return [1 if isinstance(item, RuleRow) else 2 for item in self.items]

    def is_selectable(self, index: int) -> bool:
        """All but the heading are."""
        return not isinstance(self.items[index], str)

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """A rule, an edit, a suspicion or the heading, all one cell narrower than the list."""
        item = self.items[index]
        if isinstance(item, RuleRow):
            return [_rule_row(item, width - 1, is_unfolded=item.name in self._unfolded)]
        if isinstance(item, RepairRow):
            return _edit_rows(item, width - 1)
        if isinstance(item, SuspectedRow):
            half = (width - 9) // 2
            return [[("warn", "   ? "), ("text", fit(visible(item.text), half)), ("quiet", " → "),
                     ("accent", fit(visible(item.reading), half))],
                    [("quiet", f"     {fit(item.why, width - 6)}")]]
        return [[], [("heading", f" {fit(item, width - 2)}")]]


def _rule_row(rule: RuleRow, width: int, *, is_unfolded: bool) -> list[Piece]:
    fold = "▾" if is_unfolded else "▸" if rule.edits else " "
    off = sum(not edit.is_on for edit in rule.edits)
    state = "" if rule.is_on else "off everywhere " if not rule.is_on_for_good else "off "
    if rule.is_on:
        state = "off elsewhere " if not rule.is_on_for_good else f"{off} off " if off else ""
    right: list[Piece] = [("warn", f" {state}"), ("accent" if rule.is_on else "quiet", f"{rule.count:>4}")]
    room = width - 5 - sum(cell_len(text) for _, text in right)
    return spread([("quiet", f" {fold} "), ("good", "● ") if rule.is_on else ("quiet", "○ "),
                   ("strong" if rule.is_on else "quiet", fit(rule.title, room))], right, width)


def _edit_rows(edit: RepairRow, width: int) -> list[list[Piece]]:
    """The edit between what stands around it, and why; the surroundings give way."""
    sure = f" {edit.confidence:.0%}"
    room = width - 5 - cell_len(sure)
    before, after = fit(visible(edit.before), room // 2), fit(visible(edit.after), room // 3)
    rest = room - cell_len(before) - cell_len(after) - 3
    right = fit(visible(edit.right) if edit.right else "", rest // 2)
    left = visible(edit.left) if edit.left else ""
    while cell_len(left) > rest - cell_len(right):
        left = left[1:]
    change: list[Piece] = [("bad" if edit.is_on else "text", before), ("quiet", " → "),
                           ("good" if edit.is_on else "off", after)]
    first = spread([("good", "   ● ") if edit.is_on else ("quiet", "   ○ "), ("quiet", left), *change,
                    ("quiet", right)], [("quiet", sure)], width)
    return [first, [("quiet", f"     {fit(edit.why, width - 5)}")]]
