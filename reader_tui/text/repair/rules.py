"""The repair rules: what each is called, what it is for, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from reader_tui.text.model import Edit
from reader_tui.text.repair import folds, litter, mojibake, paragraphs, punctuation
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.pinyin import remove_pinyin
from reader_tui.text.repair.shift import undo_shift

Category = Literal["damage", "typography", "fold"]
RuleFunction = Callable[[str, Evidence], Iterable[Edit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One named repair."""

    name: str
    title: str
    """For the ledger; for a fold, what is said in place of the passage."""
    category: Category
    function: RuleFunction
    is_default: bool = True
    """Whether it is on unless the user turns it off."""


RULES: tuple[Rule, ...] = (
    Rule("fold-disclaimer", "hidden: the platform's disclaimer", "fold", folds.fold_disclaimers),
    Rule("fold-duplicate", "hidden: a paragraph that stood here before", "fold", folds.fold_duplicates),
    Rule("fold-chrome", "hidden: part of the site, not of the article", "fold", folds.fold_chrome),
    Rule("mojibake", "text read in a wrong encoding", "damage", mojibake.fix_mojibake),
    Rule("byte-shift", "bytes shifted by an injection or a cut", "damage", undo_shift),
    Rule("pinyin", "pinyin put in behind characters", "damage", remove_pinyin),
    Rule("image-stub", "image without an address", "damage", litter.remove_image_stubs),
    Rule("tag-crumb", "rest of an HTML tag", "damage", litter.remove_tag_crumbs),
    Rule("entity", "HTML entity not decoded", "damage", litter.decode_entities),
    Rule("lost-space", "no-break space shown as a question mark", "damage", litter.restore_spaces),
    Rule("invisible", "invisible characters", "damage", litter.remove_invisible),
    Rule("doubled-mark", "doubled punctuation", "damage", punctuation.undouble),
    Rule("broken-paragraph", "line broken inside a sentence", "damage", paragraphs.join_paragraphs),
    Rule("full-width", "half-width punctuation between Chinese", "typography", punctuation.widen, is_default=False),
)
"""In order of precedence: where two want the same place, the first one has it."""

_BY_NAME = {rule.name: rule for rule in RULES}


def rule_named(name: str) -> Rule:
    """The rule of that name; KeyError where there is none."""
    return _BY_NAME[name]
