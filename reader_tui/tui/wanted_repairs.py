"""The repairs of an article as its reader wants them: rules switched off and on, edits refused, rules of his own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader_tui.text.model import Document
from reader_tui.text.repair import RULES, Repairs
from reader_tui.tui.notebook import KeptArticle
from reader_tui.user_rules import RuleError, load_rules, repair_as_wanted

OPTIONAL = frozenset(rule.name for rule in RULES if not rule.is_default)
"""Rules that are off unless they are switched on."""


def wanted_repairs(document: Document, kept: KeptArticle | None, home: Path) -> Repairs:
    """What the article is shown with; ``kept`` is what the library knows of it, ``home`` holds the user's rules."""
    disabled = kept.disabled_rules if kept is not None else frozenset()
    optional = OPTIONAL & kept.enabled_rules if kept is not None else frozenset()
    rejected = kept.refused if kept is not None else frozenset()
    try:
        rules, problem = load_rules(home), None
    except RuleError as error:
        rules, problem = (), error
    repairs = repair_as_wanted(document, rules, disabled=disabled, optional=optional, rejected=rejected)
    return repairs if problem is None else _told(repairs, problem)


def all_repairs(document: Document, home: Path) -> Repairs:
    """What every rule would do, those among them that are off."""
    try:
        return repair_as_wanted(document, load_rules(home), optional=OPTIONAL)
    except RuleError as error:
        return _told(repair_as_wanted(document, optional=OPTIONAL), error)


def rules_that_are_off(kept: KeptArticle | None) -> frozenset[str]:
    """The names of the rules that do nothing in an article."""
    if kept is None:
        return OPTIONAL
    return kept.disabled_rules | (OPTIONAL - kept.enabled_rules)


def _told(repairs: Repairs, problem: RuleError) -> Repairs:
    return replace(repairs, notes=(*repairs.notes, str(problem)))
