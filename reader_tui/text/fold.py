"""One form for both scripts: Traditional characters folded to Simplified, one for one.

Folding serves matching (search, cues, dates, language models), never display: it is not a conversion, but it
keeps every offset and needs no dictionary package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _table() -> dict[int, str]:
    text = (Path(__file__).parent / "data" / "fold_pairs.txt").read_text(encoding="utf-8").replace("\n", "")
    return {ord(text[i]): text[i + 1] for i in range(0, len(text), 2)}


def fold_script(text: str) -> str:
    """``text`` with each Traditional character replaced by its Simplified form; offsets stay the same.

    >>> fold_script("黃仁勳說:晶片與軟體")
    '黄仁勋说:晶片与软体'
    """
    return text if text.isascii() else text.translate(_table())


@cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for traditional, simplified in _table().items():
        forms[simplified] = forms.get(simplified, simplified) + chr(traditional)
    return forms


def forms_of(character: str) -> str:
    """Every character that folds to the same as this one, itself among them.

    >>> sorted(forms_of("后")), forms_of("落")
    (['后', '後'], '落')
    """
    folded = fold_script(character)
    return _forms().get(folded, folded)
