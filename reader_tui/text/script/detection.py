"""Which script a text is in, by the characters and words that only one of them has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reader_tui.text.model import Span, paragraph_spans

_LOOKED_AT = 200_000
"""Code points that tell the script of a text of any size."""
_MIXED = 0.2
"""Share of the rarer script's characters from which a text counts as mixed; names and quotations stay below."""
_KANA = 0.2
"""Share of kana from which a text is Japanese; quotations in Chinese stay below."""
_FEW = 2
"""Characters or words that one script must have at least, as one alone may be a name or a slip."""
_SAYING = 3
"""Characters of one script that a paragraph must have before it is told by itself."""


class Script(StrEnum):
    """What a text is written in."""

    SIMPLIFIED = "Simplified"
    TRADITIONAL = "Traditional"
    TAIWAN = "Traditional (Taiwan)"
    HONG_KONG = "Traditional (Hong Kong)"
    CHARACTERWISE = "Traditional (character by character)"
    JAPANESE = "Japanese"
    MIXED = "Simplified and Traditional"
    NONE = "neither"

    @property
    def is_traditional(self) -> bool:
        """Whether it is Traditional Chinese of any kind."""
        return self.value.startswith("Traditional")


@dataclass(frozen=True, slots=True)
class Detection:
    """A script and what speaks for it."""

    script: Script
    simplified: int = 0
    """How many characters stand in Simplified texts only."""
    traditional: int = 0
    japanese: int = 0
    """How many kana and Japanese new forms."""
    words: tuple[str, ...] = ()
    """Words that told the kind of Traditional, the most frequent first."""

    @property
    def why(self) -> str:
        """The evidence in words.

        >>> detect("這里的采購最后停了").why
        '2 Traditional and 0 Simplified characters; 這里, 采, 后'
        """
        counts = f"{self.traditional} Traditional and {self.simplified} Simplified characters"
        kana = f", {self.japanese} Japanese" if self.japanese else ""
        return counts + kana + (f"; {', '.join(self.words[:5])}" if self.words else "")


def detect(text: str) -> Detection:
    """The script of a text or a paragraph by its first 200,000 code points; needs no OpenCC.

    >>> [str(detect(text).script) for text in ("这里没有头发", "滑鼠在這裡", "没有没有", "abc")]
    ['Simplified', 'Traditional (Taiwan)', 'Simplified', 'neither']
    """
    text = text[:_LOOKED_AT]
    counts = Counter(text)
    signs = _signs()
    simplified, traditional, forms = (_count(counts, signs[name]) for name in ("simplified", "traditional", "japanese"))
    kana = sum(count for character, count in counts.items() if "ぁ" <= character <= "ヺ" and character != "・")
    found = simplified, traditional, kana + forms
    if kana > _KANA * _letters(counts) or forms > max(_FEW, simplified, traditional):
        return Detection(Script.JAPANESE, *found)
    if not simplified and not traditional:
        return Detection(Script.NONE, *found)
    if min(simplified, traditional) > max(_FEW, _MIXED * (simplified + traditional)):
        return Detection(Script.MIXED, *found)
    if simplified >= traditional:
        return Detection(Script.SIMPLIFIED, *found)
    script, words = _kind_of_traditional(text, has_slips=simplified >= _FEW)
    return Detection(script, *found, words)


def detect_paragraphs(text: str, whole: Detection | None = None) -> Iterator[tuple[Span, Detection]]:
    """Each paragraph with its script; one that says too little by itself has that of the whole text.

    Spans count code points of ``text`` and leave the newlines out.
    """
    whole = whole or detect(text)
    for span in paragraph_spans(text):
        own = detect(span.of(text))
        says_enough = max(own.simplified, own.traditional, own.japanese) >= _SAYING
        same = own.script is Script.TRADITIONAL and whole.script.is_traditional
        yield span, own if says_enough and not same else whole


def _kind_of_traditional(text: str, has_slips: bool) -> tuple[Script, tuple[str, ...]]:
    """By habits of spelling and vocabulary; plain Traditional where they say little.

    ``has_slips``: some characters were left Simplified, as no author does and a table of characters does.
    """
    careless, careful, taiwan, hong_kong = (Counter(pattern.findall(text)) for pattern in _habits())
    if careless.total() + has_slips > careful.total():
        return Script.CHARACTERWISE, _by_frequency(careless)
    if len(taiwan) >= _FEW and taiwan.total() > 2 * hong_kong.total():
        return Script.TAIWAN, _by_frequency(taiwan)
    if len(hong_kong) >= _FEW and hong_kong.total() > 2 * taiwan.total():
        return Script.HONG_KONG, _by_frequency(hong_kong)
    return Script.TRADITIONAL, ()


def _by_frequency(words: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in words.most_common())


def _letters(counts: Counter[str]) -> int:
    return sum(count for character, count in counts.items() if character.isalpha())


def _count(counts: Counter[str], signs: frozenset[str]) -> int:
    return sum(counts[character] for character in counts.keys() & signs)


@cache
def _signs() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("signs.txt").read_text(encoding="utf-8").split("\n")
    return {name: frozenset(characters) for name, _, characters in (line.partition(" ") for line in lines if line)}


@cache
def _habits() -> tuple[re.Pattern[str], ...]:
    words: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("habits.txt").read_text(encoding="utf-8").split("\n"):
        name, *rest = line.split(" ")
        words.setdefault(name, []).extend(rest)
    return tuple(_any_of(words[name]) for name in ("characterwise", "phrasewise", "taiwan", "hong-kong"))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))
