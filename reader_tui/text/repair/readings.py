"""Which characters a pinyin can stand for, and which pinyin a character has."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache

from reader_tui.text.repair.gbk import encode

LETTERS = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüêńňǹḿɡɑăĕĭŏŭ"
"""What an injected pinyin is written with, look-alike letters among them."""
VOWELS = "aeiouüvāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜêɑăĕĭŏŭ"
SYLLABLE = rf"[{LETTERS}]{{1,7}}"
_LOOK_ALIKES = str.maketrans("ɡɑăĕĭŏŭ", "gaǎěǐǒǔ")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")


def normalise(pinyin: str) -> str:
    """A pinyin as the tables write it: composed, no spaces, no look-alike letters.

    >>> normalise("fɑ̄ n ɡ")
    'fāng'
    """
    return unicodedata.normalize("NFC", pinyin.translate(_LOOK_ALIKES).replace(" ", ""))


def toneless(pinyin: str) -> str:
    """The syllable without its tone mark.

    >>> toneless("zhuǎn"), toneless("lǜ")
    ('zhuan', 'lü')
    """
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", pinyin)))


@cache
def _readings() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of a character, with tones."""
    return frozenset(unicodedata.normalize("NFC", _readings().get(ord(character), "")).split(",")) - {""}


@cache
def default_reading(character: str) -> str:
    """The reading that tables give first, with its tone; empty where there is none.

    >>> default_reading("長"), default_reading("單")
    ('zhǎng', 'dān')
    """
    return unicodedata.normalize("NFC", _readings().get(ord(character), "")).split(",")[0]


def reads(character: str, pinyin: str) -> bool:
    """Whether a normalised pinyin, with or without its tone, is a reading of a character.

    >>> reads("經", "jīng"), reads("經", "jing"), reads("經", "fā")
    (True, True, False)
    """
    known = readings(character)
    pinyin = pinyin.replace("v", "ü")
    return pinyin in known or (pinyin == toneless(pinyin) and pinyin in {toneless(reading) for reading in known})


@cache
def _characters() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code in _readings():
        character = chr(code)
        if len(encode(character)) == 2:
            for reading in readings(character):
                found[reading].append(character)
                if toneless(reading) != reading:
                    found[toneless(reading)].append(character)
    return {reading: tuple(dict.fromkeys(characters)) for reading, characters in found.items()}


def characters_read(pinyin: str) -> tuple[str, ...]:
    """The characters of GBK that a normalised pinyin can stand for."""
    return _characters().get(pinyin, ())
