"""GBK as the damage saw it: code page 936 with its user-defined areas, two bytes at a time."""

from __future__ import annotations

from functools import cache
from itertools import product

LEADS = range(0x81, 0xFF)
TRAILS = tuple(byte for byte in range(0x40, 0xFF) if byte != 0x7F)


@cache
def encode(character: str) -> bytes:
    """The bytes of a character (a private-use one by its place in code page 936), empty where it has none."""
    if character == "€":
        return b"\x80"
    code = ord(character)
    if 0xE000 <= code < 0xE234:
        return bytes((0xAA + (code - 0xE000) // 94, 0xA1 + (code - 0xE000) % 94))
    if 0xE234 <= code < 0xE4C6:
        return bytes((0xF8 + (code - 0xE234) // 94, 0xA1 + (code - 0xE234) % 94))
    if 0xE4C6 <= code < 0xE766:
        rest = (code - 0xE4C6) % 96
        return bytes((0xA1 + (code - 0xE4C6) // 96, 0x40 + rest + (rest >= 0x3F)))
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return b""


@cache
def characters() -> dict[tuple[int, int], str]:
    """Every character of two bytes by these, the user-defined areas left out."""
    cells = list(product(LEADS, TRAILS))
    # apart from each other, or a cell without a character would shift the next pair
    decoded = b"\n".join(map(bytes, cells)).decode("gbk", "ignore").split("\n")
    return {cell: found for cell, found in zip(cells, decoded, strict=True) if found and not found.isascii()}


@cache
def decode(lead: int, trail: int) -> str:
    """The character of two bytes, empty where there is none (the user-defined areas among them)."""
    return characters().get((lead, trail), "")


def is_private(lead: int, trail: int) -> bool:
    """Whether two bytes lie in a user-defined area: such a pair was dropped when the page was shown.

    Areas of code page 936: AAA1–AFFE, F8A1–FEFE, A140–A7A0.
    """
    if trail >= 0xA1:
        return 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE
    return 0xA1 <= lead <= 0xA7 and trail >= 0x40 and trail != 0x7F


@cache
def characters_with_trail(trail: int) -> tuple[tuple[int, str], ...]:
    """Every character whose second byte is ``trail``, with its first byte."""
    return tuple(_characters_by_byte()[1][trail])


@cache
def characters_with_lead(lead: int) -> tuple[tuple[int, str], ...]:
    """Every character whose first byte is ``lead``, with its second byte."""
    return tuple(_characters_by_byte()[0][lead])


@cache
def _characters_by_byte() -> tuple[list[list[tuple[int, str]]], list[list[tuple[int, str]]]]:
    """The characters by their first byte, each with its second, and the other way round."""
    by_lead: list[list[tuple[int, str]]] = [[] for _ in range(256)]
    by_trail: list[list[tuple[int, str]]] = [[] for _ in range(256)]
    for (lead, trail), found in characters().items():
        by_lead[lead].append((trail, found))
        by_trail[trail].append((lead, found))
    return by_lead, by_trail


@cache
def two_byte_codes() -> frozenset[int]:
    """Code points of these characters."""
    return frozenset(map(ord, characters().values()))


@cache
def in_gb2312(character: str) -> bool:
    """Whether GB 2312 has a character.

    >>> in_gb2312("发"), in_gb2312("發")
    (True, False)
    """
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
