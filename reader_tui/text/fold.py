"""One form for both scripts: Traditional characters folded to Simplified, one for one.

Folding serves matching (search, cues, dates, language models), never display: it is not a conversion, but it
keeps every offset and needs no dictionary package.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_PARTICLE = re.compile("(?<![显卓昭土名巨原专译编拙])著(?![名作者称述录])")
"""A 著 that is no part of a word of its own."""


@cache
def _table() -> dict[int, str]:
    text = (Path(__file__).parent / "data" / "fold_pairs.txt").read_text(encoding="utf-8").replace("\n", "")
    return {ord(text[i]): text[i + 1] for i in range(0, len(text), 2)}


def fold_script(text: str) -> str:
    """``text`` with each Traditional character replaced by its Simplified form; offsets stay the same.

    Taiwan writes 著 both for the particle 着 and in words such as 著名, where Simplified has it too.

    >>> fold_script("黃仁勳說:晶片與軟體"), fold_script("看著一部名著的著者")
    ('黄仁勋说:晶片与软体', '看着一部名著的著者')
    """
    if text.isascii():
        return text
    folded = text.translate(_table())
    return _PARTICLE.sub("着", folded) if "著" in folded else folded


@cache
def _forms() -> dict[str, str]:
    forms = {"着": "着著"}
    for traditional, simplified in _table().items():
        forms[simplified] = forms.get(simplified, simplified) + chr(traditional)
    return forms


def forms_of(character: str) -> str:
    """Every character that folds to the same as this one, itself among them.

    >>> sorted(forms_of("后")), forms_of("落"), forms_of("著")
    (['后', '後'], '落', '着著')
    """
    folded = fold_script(character)
    return _forms().get(folded, folded)
