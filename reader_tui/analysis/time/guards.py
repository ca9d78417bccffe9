"""What looks like a time and is none: words of the lexicon, numbers of things, figures of speech."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_ORDINAL = re.compile(r"(?:第|[A-Za-z]|[$¥€£￥]|No\.?)\s?$")
_POINTED = re.compile("[这那有]$")
_NUMERALS = "零〇一二三四五六七八九十两廿卅"
_MAGNITUDES = frozenset(_NUMERALS + "百千万亿")
_DIRECTION = re.compile("[得不走飞跑冲晕转混挺撑熬跳游爬递送拿搬掉扔闯穿翻躲瞒睡昏死开看说骗]$")
"""Verbs with which 過去 says where something goes, and not when."""
NAMED_NUMBER = re.compile(
    "(?:嫦娥|神舟|天宫|长征|天舟|蛟龙|北斗|风云|阿波罗|天问|实践|遥感|高分|福卫|猎鹰|联盟|红旗|代|编|门牌|[路街巷弄段栋幢楼]|[A-Za-z-])$")
"""What stands before a number of which 號 makes a name or an address."""
NUMBERED = re.compile(
    "公寓|机组|球员|选手|球衣|车|出口|码头|病房|候选|种子|航站|公路|基地|风球|高速|泊位|床|电池|厂|反应|文件|议案|法案|单|展|厅|会议室|宿舍"
    "|大桥|隧道|卫星|火箭|飞船|探测|国道|省道|炉|坑道|矿|区|桌|房|舱|灯|染色|元素|人物|主机|油井|标|字|油|汽油|柴油|电视台|先锋|后卫")
"""What stands behind a number of which 號 makes a name."""


@cache
def _words() -> re.Pattern[str]:
    path = Path(__file__).parent.parent / "data" / "not_times.txt"
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    words = sorted({word for line in lines for word in line.split()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def end_of_word(folded: str, at: int) -> int | None:
    """The end of the word without a time that begins at a place, None where there is none.

    >>> end_of_word("今日头条报道", 0), end_of_word("今日报道", 0)
    (4, None)
    """
    found = _words().match(folded, at)
    return found.end() if found is not None else None


def is_counted(folded: str, at: int, last_end: int) -> bool:
    """Whether what stands before a place makes the word there an ordinal, a model number, money, or a movement.

    ``last_end`` is where the last expression ended: a numeral behind it begins a number of its own.
    """
    before = folded[max(0, at - 3) : at]
    if at > last_end and folded[at] in _NUMERALS and before[-1:] in _MAGNITUDES:
        return True
    if not folded[at].isascii() and _ORDINAL.search(before):
        return True
    if folded[at] in _NUMERALS and _POINTED.search(before):
        return True
    return folded.startswith("过去", at) and _DIRECTION.search(before) is not None
