"""Which characters of a page a machine put pinyin behind, and which an author glossed.

What was seen on mirror pages, and what this module judges by: a machine puts toned pinyin behind characters that
GB 2312 does not have, wherever they stand, in running text, and always the same, commonest reading. An author
glosses what a reader may not know: rare characters, rare readings, words of several syllables, lists of words, or,
for learners, every character of a sentence. A few machines put toneless pinyin behind everyday characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reader_tui.text.repair import language
from reader_tui.text.repair.gbk import in_gb2312
from reader_tui.text.repair.readings import (
    LETTERS,
    VOWELS,
    characters_read,
    default_reading,
    normalise,
    reads,
    toneless,
)

_LETTER = rf"[{LETTERS}][\u0300-\u030c:]{{0,2}}"
_PINYIN = rf" ?{_LETTER}(?: ?{_LETTER}){{0,6}}[1-5]? ?"
PLAIN = re.compile(rf"([\u3400-\u9fff])((?: ?\({_PINYIN}\)| ?（{_PINYIN}）)+)", re.IGNORECASE)
"""A Chinese character with a pinyin in parentheses, once or doubled, with or without spaces."""
_BRACKET = re.compile(r" ?[(（][^()（）]+[)）]")
_SYLLABLES = re.compile(rf"[{LETTERS}\u0300-\u030c: ]+", re.IGNORECASE)
_WORD_GLOSS = re.compile(rf"[\u3400-\u9fff] ?[(（]([{LETTERS} '’]{{4,40}})[)）]", re.IGNORECASE)
_VOWELS = re.compile(f"[{VOWELS}]+", re.IGNORECASE)
_READ_ALOUD = re.compile("[讀读念唸音拼][^，。；,;]{0,4}$")
"""Behind such words a character is spoken of, not used."""
_ON_READINGS = re.compile("[讀读]音|[讀读念唸]作|怎[麼么][讀读念唸]|拼音|注音|生[詞词字]|多音|破音|[識识]字")
"""A page that says such things speaks of how characters are read."""
_HETERONYMS = frozenset(
    "長樂說説還會調傳數彈單參車種處當興應載給間將強轉稱惡創與華結盡鑽覺釘喪殺號從過見幾觀係繫漲擔倉論悶難寧鋪"
    "勝屬縫貫鬧鮮賈賁蓋騎緝縮縱龜廈澱澄禪纖嚇鐺鎬鵠壓軋擺")
"""Characters outside GB 2312 that an author may gloss to tell one reading from the other."""
_OTHER_DEFAULTS = {"長": "cháng"}
"""What other tables give first, by what machines were seen to put in."""
_COMMON = -14.0
"""Log probability from which on a character needs no gloss: everyone who reads at all can read it."""
_EVERYDAY = -7.5
"""The same of the most frequent characters, such as 的 and 人."""
_DENSE = 60
"""Characters of a page for each pinyin at most, where pinyin stands behind characters of every kind."""
_SHORTEST_STRETCH = 4
"""Chinese characters in a row, pinyin aside, from which on they are running text, whatever stands around."""
_LONGEST_STRETCH = 9
_HAN_BEFORE, _HAN_AFTER = re.compile("[\u3400-\u9fff]*$"), re.compile(f"[\u3400-\u9fff]{{0,{_LONGEST_STRETCH}}}")
_SENTENCE_END = re.compile("[。！？!?\n]")
_EXPLAINS = ("：", ":", "—", "=", "，即", "，指", ",即", ",指")
_OPENING = tuple("「『“‘《〈\"'")
_IN_SIGHT = 40
_LEAST_SENTENCE = 8
_OFTEN = 3
_MOST_JUDGED = 2_000
"""Places of a page that are looked at closely: more would tell nothing new."""
_FEWEST = 6
"""Characters that carry pinyin at least, where they are of every kind."""
_LONGEST_ROW = 5
"""Characters in a row that all carry pinyin, from which on the sentence was glossed whole."""


@dataclass(frozen=True, slots=True)
class Injection:
    """What a page's pinyin in parentheses are."""

    injected: frozenset[str] = frozenset()
    """Characters that a machine put pinyin behind."""
    glossed: frozenset[str] = frozenset()
    """Characters whose pinyin is the author's own."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One character with a reading of its own behind it."""

    character: str
    pinyin: str
    is_running: bool
    """Whether it stands in running text."""
    is_alone: bool
    """Whether no character with pinyin of its own stands right behind it."""

    @property
    def is_toned(self) -> bool:
        return self.pinyin != toneless(self.pinyin)

    @property
    def is_default(self) -> bool:
        """Whether it is the reading that tables give first."""
        usual = default_reading(self.character)
        return self.pinyin in (usual, toneless(usual)) or self.pinyin == _OTHER_DEFAULTS.get(self.character)

    @property
    def is_telling(self) -> bool:
        """Whether no author would have glossed it: an ordinary character with its ordinary reading in a sentence."""
        return self.is_running and self.is_default and not in_gb2312(self.character) and _frequency(
            self.character) > _COMMON

    @property
    def doubt(self) -> int:
        """How strongly it speaks for an author."""
        if in_gb2312(self.character):
            return 1
        return 0 if self.is_default else 2


@lru_cache(maxsize=4096)
def pinyins(brackets: str) -> frozenset[str]:
    """The pinyins of a `PLAIN` match's second group, normalised.

    >>> set(pinyins("(jīn g) ( jīng )")), set(pinyins("(lu:4)"))
    ({'jīng'}, {'lü'})
    """
    found = _SYLLABLES.findall(brackets.lower().replace("u:", "ü").replace("v", "ü"))
    return frozenset(normalise(syllable) for syllable in found) - {""}


def own_end(found: re.Match[str]) -> int:
    """Where the brackets end that hold readings of the character of a `PLAIN` match."""
    return found.end(1) + _own_length(found[1], found[2])


@lru_cache(maxsize=4096)
def _own_length(character: str, brackets: str) -> int:
    length = 0
    for bracket in _BRACKET.finditer(brackets):
        if not all(reads(character, pinyin) for pinyin in pinyins(bracket[0])):
            break
        length = bracket.end()
    return length


def is_reading(found: re.Match[str]) -> bool:
    """Whether a `PLAIN` match is a character with a reading of its own."""
    return own_end(found) > found.end(1)


def rows_of_pinyin(text: str) -> Iterator[list[re.Match[str]]]:
    """Characters with a reading of their own, those that follow each other at once together."""
    row: list[re.Match[str]] = []
    for found in PLAIN.finditer(text):
        if not is_reading(found):
            continue
        if row and own_end(row[-1]) != found.start():
            yield row
            row = []
        row.append(found)
    if row:
        yield row


def is_annotated(row: list[re.Match[str]]) -> bool:
    """Whether a row is part of a sentence that was glossed whole: long, and with characters of every kind."""
    return len(row) >= _LONGEST_ROW and any(in_gb2312(found[1]) for found in row)


def find_injection(text: str, *, is_shifted: bool = False) -> Injection:
    """Judge the pinyin of a page; ``is_shifted`` where some of it fell between the bytes of characters.

    >>> sorted(find_injection("發(fā)展經(jīng)濟要靠創(chuàng)新").injected) == sorted("發經創")
    True
    >>> find_injection("他姓單(shàn),讀音要記住").injected
    frozenset()
    """
    carried: list[re.Match[str]] = []
    annotated = 0
    for row in rows_of_pinyin(text):
        if is_annotated(row):
            annotated += len(row)
        else:
            carried += row
    carriers = frozenset(found[1] for found in carried)
    places = [_place(text, found) for found in carried[:_MOST_JUDGED]]
    if annotated < len(carried) and 2 * _word_glosses(text) < len(places):
        if _is_toned_kind(text, places, is_shifted=is_shifted):
            glossed = _glossed(text, places)
            return Injection(carriers - glossed, glossed)
        if _is_everyday_kind(text, places):
            return Injection(carriers)
    return Injection(frozenset(), carriers)


def _place(text: str, found: re.Match[str]) -> _Place:
    end = own_end(found)
    before = text[max(0, found.start() - _IN_SIGHT) : found.start()]
    after = text[end : end + _IN_SIGHT]
    is_spoken_of = before[-1:] in _OPENING or _READ_ALOUD.search(before) is not None
    pinyin = min(pinyins(text[found.end(1) : end]))
    return _Place(found[1], pinyin, not is_spoken_of and _is_running(before, after), PLAIN.match(after) is None)


def _is_running(before: str, after: str) -> bool:
    """Whether a character stands in a long stretch of Chinese, or in a sentence where few carry pinyin."""
    if _stretch(before, after) >= _SHORTEST_STRETCH or _stretch(PLAIN.sub(r"\1", before), PLAIN.sub(r"\1", after)) >= _SHORTEST_STRETCH:
        return True
    if after.startswith(_EXPLAINS):
        return False
    sentence = _SENTENCE_END.split(before)[-1] + "字" + _SENTENCE_END.split(after, maxsplit=1)[0]
    carriers = 1 + len(PLAIN.findall(sentence))
    return sum(map(language.is_han, sentence)) >= max(_LEAST_SENTENCE, 4 * carriers)


def _stretch(before: str, after: str) -> int:
    """How many Chinese characters stand in a row around and with one."""
    return 1 + sum(len(part[0]) for part in (_HAN_BEFORE.search(before[-_LONGEST_STRETCH:]), _HAN_AFTER.match(after)) if part is not None)


def _word_glosses(text: str) -> int:
    """How many times a pinyin of several syllables stands behind a Chinese character, which only authors do."""
    return sum(len(_VOWELS.findall(found[1])) > 1 for found in _WORD_GLOSS.finditer(text))


def _strange_readings(text: str) -> int:
    """How many characters have a syllable behind them that no table gives for them, as only an author knows it."""
    return sum(not is_reading(found) and any(toneless(pinyin) != pinyin and characters_read(pinyin)
                                             for pinyin in pinyins(found[2])) for found in PLAIN.finditer(text))


def _is_toned_kind(text: str, places: Sequence[_Place], *, is_shifted: bool) -> bool:
    """Whether a machine put pinyin behind the characters that GB 2312 lacks."""
    told = Counter(place.character for place in places if place.is_telling)
    first: dict[str, str] = {}
    # a machine writes the same behind each: an author tells one reading from another
    doubts = {place.character: place.doubt or 2 for place in places
              if place.doubt or first.setdefault(place.character, place.pinyin) != place.pinyin}
    counts = Counter(place.character for place in places if place.is_default)
    doubts = {character: doubt for character, doubt in doubts.items()
              if not in_gb2312(character) or not _is_carried_on(text, character, counts[character])}
    if is_shifted:
        return bool(told)
    if told.total() <= 2 * (sum(doubts.values()) + _strange_readings(text)):
        return False
    if 2 * sum(place.is_running for place in places) < len(places):
        return False
    plain = set(told) - _HETERONYMS
    if told.total() < _FEWEST and _ON_READINGS.search(text):
        return False
    if told.total() == 1:
        return bool(plain) and any(place.is_telling and place.is_alone and place.is_toned for place in places)
    repeated = any(count > 1 and text.count(character) <= 1.5 * count for character, count in told.items())
    return bool(plain) or repeated or len(told) > 2


def _is_everyday_kind(text: str, places: Sequence[_Place]) -> bool:
    """Whether a machine put pinyin behind characters of every kind, as no author does but behind all of them."""
    running = [place for place in places if place.is_running]
    carriers = {place.character for place in running}
    if len(carriers) < _FEWEST or len(running) * _DENSE < min(len(text), _DENSE * _MOST_JUDGED) or 2 * len(running) < len(places):
        return False
    if 10 * sum(not place.is_default for place in running) > len(running):
        return False
    toneless_places = sum(not place.is_toned for place in running)
    least = _COMMON if 5 * toneless_places > 4 * len(running) else _EVERYDAY
    return 2 * sum(_frequency(character) > least for character in carriers) > len(carriers)


def _glossed(text: str, places: Sequence[_Place]) -> frozenset[str]:
    """Characters that the machine knew, or that have a rare reading here and none elsewhere: an author's glosses."""
    counts = Counter(place.character for place in places)
    usual = {place.character for place in places if place.is_default}
    return frozenset(
        character for character, count in counts.items()
        if (in_gb2312(character) and not (character in usual and _is_carried_on(text, character, count)))
        or (character not in usual and count < text.count(character)))


def _is_carried_on(text: str, character: str, count: int) -> bool:
    """Whether pinyin follows a character again and again, nearly wherever it stands: an author glosses it once."""
    return count >= _OFTEN and 5 * count >= 4 * text.count(character)


@cache
def _frequency(character: str) -> float:
    return language.score(character)
