"""Bytes to text: which encoding they are in, and what could not be decoded.

The order: a wish of the user, a byte order mark, what the source declares of itself where the bytes agree, strict
UTF-8, then a ladder that decodes a sample with each Chinese code page and UTF-16 and keeps the reading with the most
common characters (`reader_tui.text.common_han`), and charset-normalizer for what is not Chinese; these two are loaded
only when the bytes are not UTF-8.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_SAMPLE = 16 * 1024
"""Bytes that the ladder looks at, from the first one on that is not ASCII."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_REPLACEMENT = "\ufffd"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_LADDER = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "cp950",
              "iso8859-1": "cp1252", "ascii": "cp1252"}
"""What a declared encoding means on the web, where the declared one is a subset of it (WHATWG Encoding, 4.2)."""
_OTHER_ENCODINGS = ["utf_8", "utf_16_le", "utf_16_be", "cp1252", "cp1251", "koi8_r", "cp932", "euc_jp", "iso2022_jp",
                    "cp949", "cp874", "cp1253", "cp1255", "cp1256"]
"""What statistics may answer: one encoding of each script, as seldom used ones win by accident on short texts."""
_GOOD_SCORE = 0.35
"""A reading that scores less is not Chinese: Chinese scores 0.5 to 0.9, other languages read as Chinese under 0.3."""


class UnknownEncodingError(LookupError):
    """The named encoding does not exist; the message is one sentence."""


class Decoded(NamedTuple):
    """Decoded text: newlines are ``\\n``, each undecodable byte is one U+FFFD."""

    text: str
    encoding: str
    damaged_bytes: int
    how: str
    """What decided for the encoding: override, mark, declared, utf-8, frequency, statistics or fallback."""


def decode(data: bytes, override: str | None = None, declared: str | None = None, *,
           is_head: bool = False) -> Decoded:
    r"""Decode a whole file, or its beginning (``is_head``), whose last character may then be cut off.

    ``override`` is the user's wish and followed whatever comes of it; `UnknownEncodingError` where no such encoding
    exists. ``declared`` is the source's own statement (a header, a meta element) and only believed if it holds.

    >>> decode("這是大五碼，不是國標碼。".encode("cp950")).encoding
    'cp950'
    >>> decode(b"\xe5\xa5\xbd\xff\r\n").text
    '好�\n'
    """
    if override is not None:
        encoding, how = _known(override), "override"
        data = _without_mark(data, encoding)
    else:
        encoding, how = detect(data, declared, is_head=is_head)
        if how == "mark":
            data = _without_mark(data, encoding)
    text = decode_with_damage(data, encoding, is_head=is_head)
    damaged = damage_in(text, data, encoding)
    return Decoded(normalise_newlines(text), encoding, damaged, how)


def detect(data: bytes, declared: str | None = None, *, is_head: bool = False) -> tuple[str, str]:
    """(encoding, what decided for it), see `Decoded`; a byte order mark is still to be cut off."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, "mark"
    is_utf8 = b"\0" not in data and _fits(data, "utf-8", is_head)
    if declared is not None:
        name = _declared_name(declared)
        if name is not None and _is_believable(data, name, is_head, is_utf8):
            return name, "declared"
    if is_utf8:
        return ("hz", "frequency") if _is_hz(data) else ("utf-8", "utf-8")
    return _guess(data, is_head)


def decode_with_damage(data: bytes, encoding: str, *, is_head: bool = False) -> str:
    """Decode; each byte that cannot be decoded becomes one U+FFFD, and a cut off end of a head is left out."""
    decoder = codecs.getincrementaldecoder(encoding)(_ERRORS)
    return decoder.decode(data, not is_head)


def damage_in(text: str, data: bytes, encoding: str) -> int:
    """How many bytes of ``data`` show as U+FFFD in ``text``, those not counted that the source wrote itself."""
    shown = text.count(_REPLACEMENT)
    if not shown:
        return 0
    try:
        written = data.count(_REPLACEMENT.encode(encoding))
    except UnicodeEncodeError:
        written = 0
    return max(0, shown - written)


def normalise_newlines(text: str) -> str:
    """Every ``\\r\\n`` and every other ``\\r`` becomes ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def score(text: str) -> float:
    """How Chinese a decoded text looks, 0..1: the weight of common characters in what is not ASCII.

    A common Han character counts 1 to 0.5 by rank, the marks of Chinese print 0.7, another Han character 0.1; what
    Chinese text does not hold counts against it. ASCII text scores 0: it says nothing.
    """
    weights = _weights()
    total = 0.0
    counted = 0
    for char in text:
        if " " <= char < "\x7f" or char in "\n\r\t":
            continue
        counted += 1
        weight = weights.get(char)
        total += _weight_of_rare(char) if weight is None else weight
    return max(0.0, total / counted) if counted else 0.0


def _replace_each_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _REPLACEMENT * (error.end - error.start), error.end


_ERRORS = "reader-tui-each-byte"
codecs.register_error(_ERRORS, _replace_each_byte)

_weights_kept: dict[str, float] = {}


def _weights() -> dict[str, float]:
    """Weights of the common characters; made once, and only if the bytes are not UTF-8."""
    if not _weights_kept:
        from reader_tui.text.common_han import SIMPLIFIED, TRADITIONAL

        for ranked in (SIMPLIFIED, TRADITIONAL):
            for rank, char in enumerate(ranked):
                weight = 1 - rank / len(ranked) / 2
                _weights_kept[char] = max(weight, _weights_kept.get(char, 0.0))
        _weights_kept.update(dict.fromkeys("，。、；：？！（）《》〈〉「」『』“”‘’—…·【】\u3000", 0.7))
    return _weights_kept


def _weight_of_rare(char: str) -> float:
    if "\u4e00" <= char <= "\u9fff":
        return 0.1
    if "\uff01" <= char <= "\uff5e" or "\u3001" <= char <= "\u301f":
        return 0.3
    return -1.0 if char == _REPLACEMENT or char < " " or "\x7f" <= char < "\xa0" else -0.3


def _guess(data: bytes, is_head: bool) -> tuple[str, str]:
    sample, is_part = _sample(data, is_head)
    scored = [(_score_of(sample, encoding, is_part), encoding) for encoding in _LADDER]
    best, encoding = max(scored, key=lambda pair: pair[0])
    if best >= _GOOD_SCORE:
        return encoding, "frequency"
    if _is_mostly_utf8(sample):
        return "utf-8", "frequency"
    from charset_normalizer import from_bytes

    match = from_bytes(sample, cp_isolation=_OTHER_ENCODINGS).best()
    if match is not None:
        return codecs.lookup(match.encoding).name, "statistics"
    return "cp1252", "fallback"


def _sample(data: bytes, is_head: bool) -> tuple[bytes, bool]:
    """(the bytes to judge by, whether more follow): pages begin with much ASCII, which says nothing."""
    found = _BEYOND_ASCII.search(data)
    start = max(0, found.start() - 256) & ~1 if found else 0  # an even offset, for UTF-16
    return data[start : start + _SAMPLE], is_head or len(data) > start + _SAMPLE


def _score_of(sample: bytes, encoding: str, is_part: bool) -> float:
    if encoding.startswith("utf-16") and len(sample) % 2 and not is_part:
        return 0.0
    text = decode_with_damage(sample, encoding, is_head=is_part)
    if encoding.startswith("utf-16") and _is_latin_utf16(text):
        return 1.0
    return score(text)


def _is_latin_utf16(text: str) -> bool:
    """ASCII in UTF-16: read with the right byte order it is all ASCII, which no other text comes out as."""
    return len(text) > 1 and sum(char < "\x7f" and char != "\0" for char in text) > 0.7 * len(text)


def _is_mostly_utf8(sample: bytes) -> bool:
    text = decode_with_damage(sample, "utf-8", is_head=True)
    beyond_ascii = sum(char > "\x7f" for char in text)
    return 0 < text.count(_REPLACEMENT) * 2 <= beyond_ascii


def _is_believable(data: bytes, name: str, is_head: bool, is_utf8: bool) -> bool:
    """Whether a declaration holds: the bytes fit it, and UTF-8 does not read more Chinese out of them."""
    sample, is_part = _sample(data, is_head)
    if name in ("utf-8", "cp1252"):
        return False  # UTF-8 is tried anyway, and Western is what servers declare of everything
    if is_utf8 and score(decode_with_damage(sample, "utf-8", is_head=is_part)) >= _score_of(sample, name, is_part):
        return False
    text = decode_with_damage(sample, name, is_head=is_part)
    return text.count(_REPLACEMENT) * 100 <= len(text)


def _is_hz(data: bytes) -> bool:
    """HZ (RFC 1843): Chinese in seven bits between ``~{`` and ``~}``."""
    return data.isascii() and b"~{" in data and b"~}" in data and _fits(data, "hz", False)


def _fits(data: bytes, encoding: str, is_head: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, not is_head)
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str) -> str:
    known = _text_encoding(name)
    if known is None:
        raise UnknownEncodingError(f"no such encoding: {name}")
    return "gb18030" if _SUPERSETS.get(known) == "gb18030" else known


def _declared_name(name: str) -> str | None:
    known = _text_encoding(name.strip().strip("\"'"))
    return known if known is None else _SUPERSETS.get(known, known)


def _text_encoding(name: str) -> str | None:
    """Python's name of an encoding, None for none and for transformations such as zlib."""
    try:
        bytes(4).decode(name, "replace")
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def _without_mark(data: bytes, encoding: str) -> bytes:
    return next((data[len(mark):] for mark, name in _BOMS if name == encoding and data.startswith(mark)), data)
