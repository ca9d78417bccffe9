"""What a page as a whole says about its damage."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from reader_tui.text.fold import fold_script
from reader_tui.text.repair.guesses import unwritten
from reader_tui.text.repair.page_line import Words
from reader_tui.text.repair.readings import LETTERS, normalise, reads

_PINYIN = rf" ?[{LETTERS}](?: ?[{LETTERS}]){{0,6}} ?"
PLAIN = re.compile(rf"([\u3400-\u9fff])((?: ?\({_PINYIN}\)| ?（{_PINYIN}）)+)")
"""A Chinese character with a pinyin in parentheses, once or doubled, with or without spaces."""
_BRACKET = re.compile(r" ?[(（][^()（）]+[)）]")
_SYLLABLES = re.compile(rf"[{LETTERS} ]+")


def pinyins(brackets: str) -> set[str]:
    """The pinyins of a `PLAIN` match's second group, normalised.

    >>> pinyins("(jīn g) ( jīng )")
    {'jīng'}
    """
    return {normalise(found) for found in _SYLLABLES.findall(brackets)} - {""}


def own_end(found: re.Match[str]) -> int:
    """Where the brackets end that hold readings of the character of a `PLAIN` match."""
    end = found.end(1)
    for bracket in _BRACKET.finditer(found[2]):
        if not all(reads(found[1], pinyin) for pinyin in pinyins(bracket[0])):
            break
        end = found.end(1) + bracket.end()
    return end


def is_reading(found: re.Match[str]) -> bool:
    """Whether a `PLAIN` match is a character with a reading of its own."""
    return own_end(found) > found.end(1)

_HALF_SWALLOWED = re.compile(rf"\?[{LETTERS}]{{1,7}}\)")
_LONE_BYTE = re.compile(rf"\?(?:[{LETTERS}]{{1,7}}\)|[，。、；：！？,;:!?])")
_SCRIPT_READ = 20_000
_LONGEST_READ = 400_000
"""Code points of a page that are looked at for evidence."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Facts about a page that single places are judged by."""

    injected: frozenset[str] = frozenset()
    """Characters that pinyin was put behind, on this page."""
    glossed: frozenset[str] = frozenset()
    """Characters whose pinyin is the author's own."""
    is_damaged: bool = False
    """Whether the page was through the machine that shifts bytes."""
    loses_bytes: bool = False
    """Whether lone bytes, if any, were dropped: the page is damaged and shows no question mark for one."""
    is_traditional: bool = False
    """Whether it was turned into Traditional characters."""
    words: Words = field(default_factory=Words)
    """What the page says, where it is damaged: shifted runs say it again."""


def gather_evidence(text: str) -> Evidence:
    """Look a page over; linear in its length, and nothing to do where it has no parenthesis and no ``?``."""
    text = text[:_LONGEST_READ]
    counts: Counter[str] = Counter()
    for found in PLAIN.finditer(text):
        if is_reading(found):
            counts[found[1]] += 1
    half = len(_HALF_SWALLOWED.findall(text))
    injected = _injected(text, counts, half)
    damaged = bool(injected) or half > 0
    glossed = frozenset(counts) - injected
    signs = damaged or "?" in text
    words = Words.of(fold_script(PLAIN.sub(r"\1", text))) if signs else Words()
    loses_bytes = damaged and not _LONE_BYTE.search(text)
    return Evidence(injected, glossed, damaged, loses_bytes, signs and _is_traditional(text), words)


def _is_traditional(text: str) -> bool:
    """Whether Traditional characters far outnumber the Simplified ones that have a Traditional form."""
    head = text[:_SCRIPT_READ]
    odd = sum(character in unwritten() for character in head)
    return sum(map(str.__ne__, head, fold_script(head))) > 4 * odd


def _injected(text: str, counts: Counter[str], half_swallowed: int) -> frozenset[str]:
    """Which characters carry pinyin that a machine put in.

    A machine puts it behind every occurrence of the character, in the middle of words, and most of the
    characters it chooses are Traditional; an author glosses one occurrence, or lists words.
    """
    if not counts:
        return frozenset()
    if _is_lesson(text, counts):
        return frozenset()
    always = {c for c, n in counts.items() if n >= 0.6 * text.count(c)}
    traditional = {c for c in counts if fold_script(c) != c}
    if half_swallowed or len(traditional & always) >= 2 or sum(counts[c] for c in traditional & always) >= 3:
        return frozenset(counts) - _glossed(text, counts)
    toneless = len(counts) >= 6 and sum(counts.values()) * 60 > len(text)
    return frozenset(counts) if toneless else frozenset()


def _glossed(text: str, counts: Counter[str]) -> frozenset[str]:
    """Characters that carry pinyin here and there only, and are the same in both scripts: an author's glosses."""
    return frozenset(c for c, n in counts.items() if fold_script(c) == c and text.count(c) > 2 * n)


def _is_lesson(text: str, counts: Counter[str]) -> bool:
    """Glossed words in a list, or a text that speaks of readings, are the author's."""
    listed = len(re.findall(rf"\([{LETTERS} ]{{1,12}}\)[、，,；;]", text))
    return listed * 2 > sum(counts.values()) and bool(re.search("[讀读]作|[讀读]音|拼音|生詞|生词|注音", text))
