"""Numbers in digits, in Chinese numerals, and in both; over the Simplified fold."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}


def number_value(text: str) -> float | None:
    """The value of a number in digits, Chinese numerals or both; None where it is none.

    >>> number_value("2,000亿"), number_value("三百二十"), number_value("十五"), number_value("1.5万")
    (200000000000.0, 320.0, 15.0, 15000.0)
    """
    text = text.rstrip("多").translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,")).replace(",", "")
    found = re.fullmatch(r"([0-9]*\.?[0-9]*)([百千万亿兆]*)", text)
    if found and found[1] not in ("", "."):
        value = float(found[1])
        for scale in found[2]:
            value *= _SCALE[scale]
        return value
    return _chinese_value(text)


def _chinese_value(text: str) -> float | None:
    total = section = digit = 0
    if not text or any(c not in _DIGITS and c not in _SCALE for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif _SCALE[character] < 10**4:
            section += (digit or 1) * _SCALE[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _SCALE[character]
            section = digit = 0
    return float(total + section + digit)
