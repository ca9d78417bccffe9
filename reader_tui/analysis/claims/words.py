"""A folded text cut into words, by the dictionary and by what the dictionary does not know: names, dates, cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reader_tui.analysis.claims.lexicon import lexicon

_UNITS = re.compile(
    r"(?P<date>[今昨明前](?:天|日)?[（(][0-9]{1,2}日?[）)][日天]?|(?:[0-9]{2,4}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月份?(?:[0-9]{1,2}[日号]|[初中底]|[上中下]旬)?|[0-9]{2,4}年[初中底]?|[0-9]{1,2}[日号]"
    r"|[0-9]{1,2}[时点](?:[0-9]{1,2}分|许|左右)?)"
    r"|(?P<latin>[A-Za-z][A-Za-z.'’&-]*(?: [A-Z][A-Za-z.'’&-]*)*)"
)
_TIME = re.compile("(?:[今明昨前后当隔次翌](?:天|日|晚|早|年|夜))?(?:上午|下午|中午|晚间|晚上|凌晨|傍晚|清晨|早上|深夜|稍早|稍晚)?")
_TIME_BEGINS = frozenset("今明昨前后当隔次翌")
_BEFORE_NAME = frozenset("称说指料吁叹批讽")
_ANONYMOUS = frozenset("嫌男女妇翁童")
"""What stands for the given name of somebody that the press does not name: 陳嫌, 林男."""
_ENDS_NAME = frozenset("说称指则也仅曾亦并就在于还又却")
"""What stands behind a name and is run together with its last character: 林定|宜說, 侯友|宜僅."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its coarse part of speech (the tags of the jieba dictionary); offsets in the article."""

    start: int
    end: int
    word: str
    tag: str


@cache
def _segmenter() -> Any:
    """The word segmenter; its dictionary takes a tenth of a second to load, so it is loaded when first needed."""
    import rjieba

    segmenter = rjieba.Jieba()
    words = lexicon()
    for word in words.cues:
        if len(word) > 1 and not segmenter.has_word(word):
            segmenter.add_word(word, None, "v")
    for word in (*words.roles, *words.bodies, *words.compounds):
        if len(word) > 1 and not segmenter.has_word(word):
            segmenter.add_word(word, None, "n")
    return segmenter



def cut_words(folded: str, names: dict[str, str]) -> list[Token]:
    """The words of a folded text; ``names`` (with their tags), dates and Latin words are kept whole."""
    return list(_split_names(list(_split_cues(_tokens(folded, names)))))


def _tokens(folded: str, names: dict[str, str]) -> Iterator[Token]:
    return overlaid(folded, _dictionary_words(folded), list(_fixed(folded, names)))


def _dictionary_words(folded: str) -> Iterator[Token]:
    at = 0
    for word, tag in _segmenter().tag(folded):
        yield Token(at, at + len(word), word, _tag(word, tag))
        at += len(word)


def overlaid(folded: str, tokens: Iterable[Token], fixed: Sequence[Token]) -> Iterator[Token]:
    """Words with others laid over them, which are kept whole; what is left of a word that is cut is read again."""
    number = 0
    for token in tokens:
        while number < len(fixed) and fixed[number].end <= token.start:
            number += 1
        cut = token.start
        while number < len(fixed) and fixed[number].start < token.end:
            unit = fixed[number]
            if unit.tag == "ns" and token.tag == "nr" and token.start == unit.start and unit.end < token.end:
                number += 1
                continue  # 韓國 in 韓國瑜
            if cut < unit.start:
                yield from _rest(folded, cut, unit.start)
            if unit.start >= token.start:
                yield unit
            cut = max(cut, unit.end)
            if unit.end > token.end:
                break
            number += 1
        if cut == token.start:
            yield token
        elif cut < token.end:
            yield from _rest(folded, cut, token.end)


def _rest(folded: str, start: int, end: int) -> Iterator[Token]:
    """What is left of a word that a name or a date was cut out of."""
    if end - start == 1:
        yield Token(start, end, folded[start:end], "x")
        return
    for word, tag in _segmenter().tag(folded[start:end]):
        yield Token(start, start + len(word), word, _tag(word, tag))
        start += len(word)


def _tag(word: str, tag: str) -> str:
    """The dictionary's part of speech, but for times, titles and armies that it takes for something else."""
    if word[0] in _TIME_BEGINS and len(word) > 1 and _TIME.fullmatch(word):
        return "t"
    words = lexicon()
    if len(word) == 2 and word[1] in _ANONYMOUS and word[0] in words.surnames and tag in ("v", "n", "x", "d"):
        return "nr"
    is_title = tag in ("d", "v") and len(word) > 1 and word in words.roles and word not in words.verb_roles
    return "n" if is_title or (word[-1] == "军" and word in words.bodies) else "v" if word in words.quoting else tag


def _split_cues(tokens: Iterable[Token]) -> Iterator[Token]:
    """Cut cues and names apart that the segmenter ran together: 时|说, 并|称, 称|夏宝龙, and 会面|时."""
    for token in tokens:
        word, tag = token.word, token.tag
        cut = None
        if len(word) > 1:
            cut = _name_cut(word, tag) if tag.startswith("nr") else None
            cut = _cue_cut(word) or cut or _adverbial_cut(word, tag)
        if cut is not None:
            size, first, second = cut
            yield Token(token.start, token.start + size, word[:size], first)
            yield Token(token.start + size, token.end, word[size:], second)
        elif 2 <= len(word) <= 3 and word[-1] == "长" and tag == "v" and lexicon().is_role(word, "n"):
            yield Token(token.start, token.end, word, "n")
        else:
            yield token


def _may_go_on(name: str, character: str) -> bool:
    """Whether a name may have one more character: 林定|宜, 萊維|特."""
    words = lexicon()
    return (len(name) == 2 and name[0] in words.surnames) or (character in words.spelling and set(name) <= words.spelling)


_Cut = tuple[int, str, str]
"""How many characters the first of two words has, and the parts of speech of both."""


def _cue_cut(word: str) -> _Cut | None:
    """Where a cue begins or ends in a word: 时|说, 结果|显示, 表示|遗憾."""
    words = lexicon()
    if word in words.cues or word in words.not_split:
        return None
    head = next((size for size in (1, 2, 3) if word[:size] in words.before_cue and word[size:] in words.cues), 0)
    if head:
        return head, "r" if word[:head] in words.pronouns else "f" if word[head - 1] in "时后" else "d", "v"
    if len(word) == 4 and word[2:] in words.documents_may:
        return 2, "n", "v"
    return (2, "v", "n") if len(word) > 2 and word.startswith("表示") else None


def _name_cut(word: str, tag: str) -> _Cut | None:
    """Where something else begins or ends in what was taken for a name: 称|夏宝龙, 德国|总理, 林男|向, 安慰|他."""
    size = len(word)
    if size < 3:
        return None
    if word[-1] in "他她我你您它":
        return size - 1, "v", "r"
    if word[0] in _BEFORE_NAME or word[:2] in lexicon().cues:
        cut = 1 if word[0] in _BEFORE_NAME else 2
        return cut, "v", tag if size - cut > 1 else "r"
    if size >= 4 and (role := _role_size(word)):
        return size - role, "ns" if size - role > 1 else tag, "n"
    if size == 3 and word[-1] in "向对在与和跟":
        return 2, tag, "p"
    return (size - 1, tag, "d" if word[-1] == "则" else "v") if word[-1] in "则称说指" else None


def _adverbial_cut(word: str, tag: str) -> _Cut | None:
    """Where an adverbial ends or a preposition begins: 会面|时, 朝|在."""
    if len(word) >= 3 and word[-1] == "时" and tag in ("n", "v", "x", "nr") and not word.endswith("小时"):
        return len(word) - 1, "v", "f"
    is_prepositional = len(word) == 2 and word[1] in "在于对向" and word[0] not in lexicon().prepositions
    return (1, "x", "p") if is_prepositional and not _segmenter().has_word(word) else None


def _role_size(word: str) -> int:
    """How many characters of a title a word that the segmenter took for a name ends with: 德國|總理."""
    return next((size for size in (4, 3, 2) if len(word) - size >= 2 and word[-size:] in lexicon().roles), 0)


def _split_names(tokens: list[Token]) -> Iterator[Token]:
    """Give a name its last character back: 林定|宜說 is 林定宜|說."""
    pending: Token | None = None
    for token in tokens:
        if (pending is not None and len(token.word) == 2 and token.word[1] in _ENDS_NAME and pending.tag.startswith("nr")
                and _may_go_on(pending.word, token.word[0])
                and token.word not in lexicon().cues and not _segmenter().has_word(token.word)):
            yield Token(pending.start, token.start + 1, pending.word + token.word[0], "nr")
            pending = Token(token.start + 1, token.end, token.word[1], "v" if token.word[1] in "说称指" else "d")
            continue
        if pending is not None:
            yield pending
        pending = token
    if pending is not None:
        yield pending


def _fixed(folded: str, names: dict[str, str]) -> Iterator[Token]:
    known = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    pattern = re.compile(rf"(?P<known>{known})|{_UNITS.pattern}") if known else _UNITS
    for found in pattern.finditer(folded):
        tag = {"date": "t", "latin": "eng"}.get(found.lastgroup or "", "")
        yield Token(found.start(), found.end(), found[0], tag or names[found[0]])
