"""Words that say the same in another region, for finding them: 软件 and 軟體, 英伟达 and 輝達."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import islice, product

from reader_tui.text.fold import fold_script
from reader_tui.text.script.dictionaries import Dictionary, dictionary, matches
from reader_tui.text.script.official import available

_VOCABULARIES = ("TWPhrases", "TWPhrasesRev", "HKPhrases", "HKPhrasesRev")
_MOST_VARIANTS = 16
"""Other wordings of one query at most; a query of that many regional words is a sentence."""


@cache
def counterparts() -> dict[str, tuple[str, ...]]:
    """Regional words, folded to Simplified characters, with what other regions say; empty without OpenCC."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name in _VOCABULARIES if available() else ():
        for key, value in dictionary(name).entries.items():
            one, other = fold_script(key), fold_script(value)
            if one != other:
                found[one][other] = None
                found[other][one] = None
    return {word: tuple(others) for word, others in found.items()}


@cache
def _words() -> Dictionary:
    return Dictionary(dict.fromkeys(counterparts(), ""))


def other_wordings(text: str) -> tuple[str, ...]:
    """What other regions say for ``text``, folded to Simplified characters; 16 wordings at most, none without OpenCC.

    >>> other_wordings("軟體公司") if available() else ("软件公司",)
    ('软件公司',)
    """
    folded = fold_script(text)
    parts: list[tuple[str, ...]] = []
    at = 0
    for start, end, _ in matches(folded, [_words()], 0, len(folded)):
        word = folded[start:end]
        parts += ((folded[at:start],), (word, *counterparts()[word]))
        at = end
    parts.append((folded[at:],))
    wordings = ("".join(wording) for wording in product(*parts))
    return tuple(islice(wordings, 1, 1 + _MOST_VARIANTS))  # the first one is the text itself
