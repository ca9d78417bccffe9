"""What is shown in place of a passage that a rule hides, so that nothing disappears unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reader_tui.text.model import Edit
from reader_tui.text.repair.rules import RULES

_TITLES = {rule.name: rule.title for rule in RULES if rule.category == "fold"}
_LINES_BEFORE = re.compile(r"(?:\s*\n)?")


def is_fold(edit: Edit) -> bool:
    """Whether an edit hides a passage."""
    return edit.rule in _TITLES


def as_shown(edits: Iterable[Edit], *, unfolded: bool = False) -> list[Edit]:
    """The edits as a reader sees them: one line in place of a folded passage, or with ``unfolded`` the passage itself."""
    return [_with_notice(edit) if is_fold(edit) else edit for edit in edits if not (unfolded and is_fold(edit))]


def _with_notice(edit: Edit) -> Edit:
    r"""One line in place of a passage; the empty lines around it stay.

    >>> from reader_tui.text.model import Span
    >>> _with_notice(Edit(Span(0, 4), "\n乙乙\n", "", "fold-duplicate")).new
    '\n⋯ hidden: a paragraph that stood here before\n'
    """
    before = _LINES_BEFORE.match(edit.old)
    behind = edit.old[len(edit.old.rstrip()) :]
    start, ending = before[0] if before is not None else "", "\n" * behind.count("\n")
    return replace(edit, new=f"{start}⋯ {_TITLES[edit.rule]}{ending}")
