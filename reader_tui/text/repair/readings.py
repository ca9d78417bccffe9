"""Which characters a pinyin can stand for, and which pinyin a character has."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec

from reader_tui.text.repair.gbk import two_byte_codes

LETTERS = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüêńňǹḿɡɑăĕĭŏŭ"
"""What an injected pinyin is written with, look-alike letters among them."""
VOWELS = "aeiouüvāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜêɑăĕĭŏŭ"
SYLLABLE = rf"[{LETTERS}]{{1,7}}"
_KEPT = 1 << 13
"""How many answers about what a page has in brackets are kept: it may be anything."""
_LOOK_ALIKES = str.maketrans("ɡɑăĕĭŏŭ", "gaǎěǐǒǔ")
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")


def normalise(pinyin: str) -> str:
    """A pinyin as the tables write it: composed, no spaces, no look-alike letters.

    >>> normalise("fɑ̄ n ɡ")
    'fāng'
    """
    return unicodedata.normalize("NFC", pinyin.translate(_LOOK_ALIKES).replace(" ", ""))


@lru_cache(maxsize=_KEPT)
def toneless(pinyin: str) -> str:
    """The syllable without its tone mark.

    >>> toneless("zhuǎn"), toneless("lǜ")
    ('zhuan', 'lü')
    """
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", pinyin)))


@cache
def _readings() -> dict[int, str]:
    """The table of pypinyin, loaded without the package around it, whose phrases take a tenth of a second."""
    package = find_spec("pypinyin")
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("pypinyin.pinyin_dict", places)
    if spec is None or spec.loader is None:
        raise ImportError("pypinyin has no table of single characters", name="pypinyin.pinyin_dict")
    table = module_from_spec(spec)
    spec.loader.exec_module(table)
    found: dict[int, str] = table.pinyin_dict
    return found


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of a character, with tones."""
    known = _readings().get(ord(character))
    return frozenset(unicodedata.normalize("NFC", known).split(",")) if known else frozenset()


@cache
def default_reading(character: str) -> str:
    """The reading that tables give first, with its tone; empty where there is none.

    >>> default_reading("長"), default_reading("單")
    ('zhǎng', 'dān')
    """
    return unicodedata.normalize("NFC", _readings().get(ord(character), "")).split(",")[0]


@lru_cache(maxsize=1 << 14)
def reads(character: str, pinyin: str) -> bool:
    """Whether a normalised pinyin, with or without its tone, is a reading of a character.

    >>> reads("經", "jīng"), reads("經", "jing"), reads("經", "fā")
    (True, True, False)
    """
    known = readings(character)
    pinyin = pinyin.replace("v", "ü")
    return pinyin in known or (pinyin == toneless(pinyin) and pinyin in {toneless(reading) for reading in known})


@cache
def _characters() -> dict[str, str]:
    """The characters of each reading with its tone."""
    found: dict[str, list[str]] = {}
    table = _readings()
    for code in sorted(table.keys() & two_byte_codes()):
        for reading in table[code].split(","):
            found.setdefault(reading, []).append(chr(code))
    return {reading: "".join(read) for reading, read in found.items()}


@cache
def _tones() -> dict[str, list[str]]:
    """The readings with a tone of each syllable without one."""
    found: dict[str, list[str]] = {}
    for reading in _characters():
        found.setdefault(toneless(reading), []).append(reading)
    return found


@lru_cache(maxsize=_KEPT)
def characters_read(pinyin: str) -> tuple[str, ...]:
    """The characters of GBK that a normalised pinyin, with or without its tone, can stand for."""
    readings_meant = [pinyin, *_tones().get(pinyin, ())]
    return tuple(dict.fromkeys(found for reading in readings_meant for found in _characters().get(reading, "")))
