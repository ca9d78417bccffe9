"""Numbers in digits, in Chinese numerals, and in both; over the Simplified fold."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
"""What each scale character multiplies by."""


def number_value(text: str) -> float | None:
    """The value of a number in digits, Chinese numerals or both; None where it is none.

    >>> number_value("2,000亿"), number_value("三百二十"), number_value("十五"), number_value("1万5000")
    (200000000000.0, 320.0, 15.0, 15000.0)
    >>> number_value("四十五点六"), number_value("一一七"), number_value("千亿"), number_value("多少")
    (45.6, 117.0, 100000000000.0, None)
    """
    text = text.rstrip("多").translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,")).replace(",", "")
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([百千万亿兆]*)([0-9]*)", text)
    if found:
        value = float(found[1])
        for scale in found[2]:
            value *= SCALE[scale]
        return value + float(found[3] or 0)
    whole, _, decimals = text.partition("点")
    value_of_whole = chinese_value(whole)
    if value_of_whole is None or not decimals:
        return value_of_whole
    if any(digit not in _DIGITS for digit in decimals):
        return None
    return float(f"{int(value_of_whole)}." + "".join(str(_DIGITS[digit]) for digit in decimals))


def chinese_value(text: str) -> float | None:
    """The value of a whole number in Chinese numerals alone; None where it is none."""
    total = section = digit = 0
    if not text or any(c not in _DIGITS and c not in SCALE for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif SCALE[character] < 10**4:
            section += (digit or 1) * SCALE[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * SCALE[character]
            section = digit = 0
    return float(total + section + digit)
