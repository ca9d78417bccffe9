"""The words under which a text is found: Latin words as they are, every other script by pairs of characters.

Chinese is written without spaces, and any two neighbouring characters may be a word, so each pair is a term, and
each character too, for words of one. A word of three or more is found by all its pairs, and looked for in the
text afterwards. The terms hold letters and digits only, in one script and case, so SQLite's plainest tokenizer
keeps them whole.
"""

from __future__ import annotations

import re
from functools import cache

from reader_tui.text.alignment import fold_for_matching

_RUN = re.compile(r"([0-9a-zÀ-ɏͰ-ӿ]+)|([^\W_0-9a-zÀ-ɏͰ-ӿ]+)")
_LATIN = re.compile(r"[0-9a-zÀ-ɏͰ-ӿ]")
_BLOCKS = (range(0x20, 0xD800), range(0xF900, 0x10000), range(0x20000, 0x2FA20))
"""Code points that may fold to others: without surrogates and private use."""
_SPACES = re.compile(r"(?<=[^\W0-9a-zÀ-ɏͰ-ӿ])\s+(?=[^\W0-9a-zÀ-ɏͰ-ӿ])")
"""Spaces and line ends inside Chinese mean nothing."""
_QUERY = re.compile(r'"([^"]+)"|(\S+)')


def terms_of(text: str) -> set[str]:
    """Every term of a text.

    >>> sorted(terms_of("GPU晶片"))
    ['gpu', '晶', '晶片', '片']
    """
    terms: set[str] = set()
    for word, run in _RUN.findall(_SPACES.sub("", fold_for_matching(text))):
        if word:
            terms.add(word)
        else:
            terms.update(run)
            terms.update(run[i : i + 2] for i in range(len(run) - 1))
    return terms


def query_words(query: str) -> list[str]:
    """What a query asks for, folded: parts between spaces, or in quotation marks, that hold a letter or a digit.

    >>> query_words('晶片 "new york" ——')
    ['晶片', 'new york']
    """
    words = (quoted or plain for quoted, plain in _QUERY.findall(fold_for_matching(query)))
    return [word.strip() for word in words if _RUN.search(word)]


def match_expression(words: list[str]) -> str:
    """The full-text query (sqlite.org/fts5.html, section 3) that every text with these words answers to.

    The last word of a part may go on: ``nvid`` finds ``nvidia``.

    >>> match_expression(["半導體", "gpu"])
    '"半導" AND "導體" AND "gpu" *'
    """
    terms: dict[str, None] = {}
    for part in words:
        pieces = _RUN.findall(part)
        for at, (word, run) in enumerate(pieces):
            if word:
                terms[f'"{word}"' + (" *" if at == len(pieces) - 1 else "")] = None
            elif len(run) == 1:
                terms[f'"{run}"'] = None
            else:
                terms.update((f'"{run[i : i + 2]}"', None) for i in range(len(run) - 1))
    return " AND ".join(terms)


def word_pattern(word: str) -> re.Pattern[str]:
    r"""Finds a folded query word in a text as it is: in either script, from the beginning of a Latin word, across line
    ends in Chinese.

    The variants are in the pattern, for folding a text takes ten times as long as looking through it.

    >>> [m.span() for m in word_pattern("软体").finditer("軟\n體和软体")]
    [(0, 3), (4, 6)]
    >>> word_pattern("ai").search("said") is None, word_pattern("ai").search("用ＡI") is not None
    (True, True)
    """
    pieces = []
    for char in " ".join(word.split()):
        gap = "" if _LATIN.match(char) else r"\s*"
        pieces.append(r"\s+" if char == " " else f"[{re.escape(char + _variants().get(char, ''))}]{gap}")
    pattern = "".join(pieces).removesuffix(r"\s*")
    return re.compile(("(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚÀ-ɏͰ-ӿ])" if _LATIN.match(word) else "") + pattern)


@cache
def _variants() -> dict[str, str]:
    """For each folded character all others that fold to it; some 20 ms, once."""
    found: dict[str, str] = {}
    for block in _BLOCKS:
        text = "".join(map(chr, block))
        for char, folded in zip(text, fold_for_matching(text), strict=True):
            if char != folded:
                found[folded] = found.get(folded, "") + char
    return found
