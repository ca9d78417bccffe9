"""Undoing what scraping did to a text, as edits over it: named, reasoned, each to be switched off.

    repairs = repair(text)
    view = TextView.edited(text, repairs.edits)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence, gather_evidence, words_of
from reader_tui.text.repair.folds import with_newlines_before
from reader_tui.text.repair.rules import RULES, Rule, rule_named
from reader_tui.text.repair.shift import shifted_runs, undo_shift
from reader_tui.text.repair.source_code import line_at, outside_fences
from reader_tui.text.views import TextView

__all__ = ["RULES", "Evidence", "Repairs", "Rule", "Suspicion", "gather_evidence", "merge_edits", "repair", "rule_named"]

_LOST = re.compile(r"(?<![?吗嗎呢么麼吧])\?{12,}|\ufffd{8,}|(?:[锟錕]斤拷){2,}|(?:烫烫|屯屯|燙燙){3,}")
_LOST_NOTE = "parts of this page were lost when it was saved in the wrong encoding, and cannot be restored"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A place that looks damaged but was left as it is, for no reading of it is sure."""

    span: Span
    reading: str
    """The likeliest reading."""
    why: str


@dataclass(frozen=True, slots=True)
class Repairs:
    """Everything a text needs, over its source."""

    edits: tuple[Edit, ...]
    """In order, no two overlap."""
    suspected: tuple[Suspicion, ...] = ()
    notes: tuple[str, ...] = ()
    """What cannot be repaired, in words."""


def repair(text: str, *, evidence: Evidence | None = None, disabled: Collection[str] = (),
           optional: Collection[str] = (), rejected: Collection[Span] = ()) -> Repairs:
    """Repair a text.

    ``disabled`` names rules to leave out, ``optional`` rules to add that are off by default, ``rejected`` the
    spans of single edits that the user does not want. With the ``evidence`` of a whole page, a block of its
    paragraphs is repaired as the page would be at first sight: without what depends on other paragraphs (duplicates),
    and without the second look at what was not sure.
    """
    if evidence is not None:
        return _repair_once(text, evidence, disabled, optional, rejected)
    evidence = gather_evidence(text)
    repairs = _repair_once(text, evidence, disabled, optional, rejected)
    if not repairs.suspected:
        return repairs
    view = TextView.edited(text, repairs.edits)
    places = [view.span_to_view(one.span) for one in repairs.suspected]
    is_damaged = evidence.is_damaged or any(edit.rule == "byte-shift" for edit in repairs.edits)
    again = _settled(view.text, places, replace(evidence, is_damaged=is_damaged, words=words_of(view.text)))
    more = [edit for edit in _over_source(again, view, repairs.edits) if edit.span not in rejected]
    kept = [edit for edit in repairs.edits if not any(edit.span.overlaps(one.span) for one in more)]
    still = tuple(one for one in repairs.suspected if not any(one.span.overlaps(edit.span) for edit in more))
    return Repairs(tuple(merge_edits(kept, more)), still, repairs.notes)


def _settled(text: str, places: Iterable[Span], evidence: Evidence) -> Iterator[Edit]:
    """Edits for suspected places of a page whose other places are repaired: its words may settle what was not sure."""
    for start, end in sorted({line_at(text, place.start) for place in places}):
        for edit in undo_shift(text[start:end], evidence):
            yield replace(edit, span=edit.span.shift(start))


def _over_source(edits: Iterable[Edit], view: TextView, before: Sequence[Edit]) -> Iterator[Edit]:
    """Edits of a view as edits of its source; the edits ``before`` that made the view and lie in them are taken in."""
    for edit in edits:
        span = view.span_to_source(edit.span)
        shown = view.span_to_view(span)
        new = view.text[shown.start : edit.span.start] + edit.new + view.text[edit.span.end : shown.end]
        confidence = min([edit.confidence, *(one.confidence for one in before if one.span.overlaps(span))])
        yield Edit(span, span.of(view.source), new, edit.rule, confidence, edit.why)


def _repair_once(text: str, evidence: Evidence, disabled: Collection[str], optional: Collection[str],
                 rejected: Collection[Span]) -> Repairs:
    rules = [rule for rule in RULES if (rule.is_default or rule.name in optional) and rule.name not in disabled]
    folds: list[Edit] = []
    for rule in rules:
        if rule.category == "fold":
            folds = merge_edits(folds, rule.function(text, evidence))
    taken = [edit for edit in with_newlines_before(text, folds) if edit.span not in rejected]
    for rule in rules:
        if rule.category != "fold":
            found = outside_fences(text, rule.function(text, evidence))
            taken = merge_edits(taken, (edit for edit in found if edit.span not in rejected))
    notes = (_LOST_NOTE,) if _LOST.search(text) else ()
    runs = () if "byte-shift" in disabled else shifted_runs(text, evidence)
    doubtful = [reading for reading, is_sure in runs if not is_sure]
    if not evidence.is_damaged and len(doubtful) == len(runs):
        doubtful = []  # nothing tells that this page was damaged at all
    left = [reading for reading in doubtful if not any(  # an edit inside of it, such as a pinyin, leaves it in doubt
        edit.span.start <= reading.span.start and reading.span.end <= edit.span.end for edit in taken)]
    return Repairs(tuple(taken), tuple(Suspicion(one.span, one.text, one.why) for one in left), notes)


def merge_edits(taken: list[Edit], more: Iterable[Edit]) -> list[Edit]:
    """Both lists in order; what overlaps an edit already taken is left out."""
    merged: list[Edit] = []
    at = 0
    for edit in sorted(more, key=lambda edit: edit.span):
        while at < len(taken) and taken[at].span.end <= edit.span.start:
            merged.append(taken[at])
            at += 1
        free = not merged or merged[-1].span.end <= edit.span.start
        if free and (at == len(taken) or edit.span.end <= taken[at].span.start):
            merged.append(edit)
    return merged + taken[at:]
