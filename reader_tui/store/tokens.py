"""The words under which a text is found: Latin words as they are, every other script by pairs of characters.

Chinese is written without spaces, and any two neighbouring characters may be a word, so each pair is a term, and
each character too, for words of one. A word of three or more is found by all its pairs, and looked for in the
text afterwards. The terms hold letters and digits only, in one script and case, so SQLite's plainest tokenizer
keeps them whole.
"""

from __future__ import annotations

import re

from reader_tui.text.alignment import fold_for_matching

_RUN = re.compile(r"([0-9a-zÀ-ɏͰ-ӿ]+)|([^\W_0-9a-zÀ-ɏͰ-ӿ]+)")
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
    r"""Finds a folded query word in a folded text: from the beginning of a Latin word, across line ends in Chinese.

    >>> [m.span() for m in word_pattern("晶片").finditer("晶\n片和晶片")]
    [(0, 3), (4, 6)]
    >>> word_pattern("ai").search("said") is None
    True
    """
    pieces = []
    for char in " ".join(word.split()):
        gap = "" if _is_latin(char) else r"\s*"
        pieces.append(r"\s+" if char == " " else re.escape(char) + gap)
    pattern = "".join(pieces).removesuffix(r"\s*")
    return re.compile((r"(?<![0-9a-zÀ-ɏͰ-ӿ])" if _is_latin(word[0]) else "") + pattern)


def _is_latin(char: str) -> bool:
    found = _RUN.match(char)
    return found is not None and found[1] is not None
