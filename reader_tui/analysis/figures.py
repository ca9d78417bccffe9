"""Numbers that a text states: value, unit, range and modifier; in digits, Chinese numerals or both."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader_tui.analysis.numbers import SCALE, chinese_value, number_value
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the text states; ``span`` is of the text, ``text`` what it covers."""

    span: Span
    text: str
    low: float
    high: float
    """The same as ``low`` unless the text gives a range."""
    unit: str
    modifier: str | None = None
    """about, at least, at most, more than, less than, ordinal; None where nothing modifies it."""


_ENGLISH_SCALE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MODIFIERS = {
    "about": "约 大约 约为 近 将近 接近 左右 上下 大概 about around nearly almost roughly",
    "more than": "超过 超 逾 突破 多 余 高于 多于 over",
    "at least": "至少 不低于 不少于 以上 起码 上",
    "at most": "最多 不超过 以下 以内 之内 至多 高达 多达 上看",
    "less than": "不到 不足 少于 低于 未满",
    "ordinal": "第",
}
_MODIFIER_OF = {word: name for name, words in _MODIFIERS.items() for word in words.split()}
_TIME = re.compile(r"[年月日号时分秒周季天]|小时|世纪|分钟|星期|礼拜|点[0-9钟半整]")
_NUMBER = r"[0-9]{1,20}(?:[,，][0-9]{3})*(?:[.．][0-9]{1,20})?"
_CHINESE = "[零〇一二两三四五六七八九十百千万亿兆]"
_MIXED = rf"(?:{_NUMBER}(?:[百千万亿兆][0-9]{{1,4}})?[百千万亿兆]{{0,3}}|[一二两三四五六七八九十]{_CHINESE}{{0,11}}(?:点{_CHINESE}{{1,4}})?)"
_MORE = "[多余来]?(?:[万亿兆])?"


@cache
def _pattern() -> re.Pattern[str]:
    """The grammar of figures; every repetition is bounded or over one class of characters, so it runs in linear time."""
    lines = (Path(__file__).parent / "data" / "units.txt").read_text(encoding="utf-8").splitlines()
    units = sorted({unit for line in lines if not line.startswith("#") for unit in line.split()}, key=len, reverse=True)
    unit = "(?:" + "|".join(map(re.escape, units)) + ")"
    before = "|".join(sorted((word for word in _MODIFIER_OF if word not in ("左右", "上下", "第", "多", "余", "上")),
                             key=len, reverse=True))
    return re.compile(
        rf"(?P<before>{before})?(?P<sign>负|零下|(?<![0-9A-Za-z%\u4e00-\u9fff])[-−])?(?:"
        rf"百分之(?P<percent>{_MIXED})(?:[至到](?:百分之)?(?P<percent_high>{_MIXED}))?"
        rf"|(?P<whole>[一二三四五六七八九十百千万两]{{1,4}}|[0-9]{{1,4}})分之(?P<piece>{_CHINESE}{{1,4}}|[0-9]{{1,4}})"
        rf"|(?P<half>一半|过半|半数)"
        rf"|(?P<tenths>[一二三四五六七八九0-9])成(?P<rest>[一二三四五六七八九0-9]|半)?(?!为|立|功|本|果|员|长|绩|交|熟|就|都|了|人)"
        rf"|第(?P<rank>{_MIXED})(?P<rank_unit>[名位大高多届代强])"
        rf"|(?<=[名居列排])第(?P<place>{_MIXED})(?!季)"
        rf"|(?P<vague>(?:[数几上近][十百千万亿]{{1,3}}|十几)[万亿]?)(?P<vague_unit>{unit})"
        rf"|(?P<low>{_MIXED})(?P<low_unit>{unit})?(?:至|到|—|–|～|~|-)(?P<high>{_MIXED})(?P<high_unit>{unit})"
        rf"|(?P<one>{_MIXED})(?P<more>{_MORE}) ?(?P<unit>{unit})"
        rf"|[$£€](?P<money>{_NUMBER}) ?(?P<money_scale>thousand|million|billion|trillion|[万亿兆])?"
        rf"|(?P<english>{_NUMBER}) (?P<scale>thousand|million|billion|trillion)"
        rf")(?P<after>左右|上下|以上|以下|以内|之内)?")


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Figures in ``text[start:end]``, spans over ``text``; dates, times and lone articles (一名) are not figures.

    >>> [(f.text, f.low, f.high, f.unit, f.modifier) for f in find_figures("占近四分之一,約2000億至5000億元,不到7納米")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('近四分之一', 0.25, 0.25, '', 'about'), ('約2000億至5000億元', 200000000000.0, 500000000000.0, '元', 'about'),
     ('不到7納米', 7.0, 7.0, '纳米', 'less than')]
    """
    end = len(text) if end is None else end
    folded = fold_script(text[start:end]).translate(str.maketrans("０１２３４５６７８９％", "0123456789%"))
    figures = []
    for found in _pattern().finditer(folded):
        if _is_part(folded, found):
            continue
        value = _value(found)
        if value is None:
            continue
        low, high, unit = value
        span = Span(start + found.start(), start + found.end())
        figures.append(Figure(span, span.of(text), low, high, unit, _modifier(found)))
    return figures


def _is_part(folded: str, found: re.Match[str]) -> bool:
    """Whether a match is a piece of a model number, a date, a longer word, or only an article."""
    before = folded[max(0, found.start() - 1) : found.start()]
    if found["one"] and ((before.isascii() and before.isalnum()) or before in tuple(".第-之")):
        return True
    if found["one"] and found["unit"][-1].isascii() and folded[found.end() : found.end() + 1].isascii() and (
            folded[found.end() : found.end() + 1].isalnum()):
        return True
    if found["one"] in ("一", "两") and found["unit"] not in ("倍", "成", "个百分点", "个国家") and not found["before"]:
        return True
    return found["one"] is not None and found["unit"] in ("点", "分", "度", "号") and (
        _TIME.match(folded, found.end() - 1) is not None or folded[found.end() : found.end() + 1].isdigit())


def _modifier(found: re.Match[str]) -> str | None:
    if found["rank"] or found["place"]:
        return "ordinal"
    if found["more"] and found["more"][0] in "多余":
        return "more than"
    if found["vague"]:
        return "at least" if found["vague"][0] == "上" else "about"
    return _MODIFIER_OF.get(found["before"] or "") or _MODIFIER_OF.get(found["after"] or "")


def _value(found: re.Match[str]) -> tuple[float, float, str] | None:
    """(low, high, unit) of a match, None where its numbers make no sense."""
    read: dict[str, Callable[[re.Match[str]], tuple[float | None, float | None, str]]] = {
        "percent": lambda m: (number_value(m["percent"]), number_value(m["percent_high"] or m["percent"]), "%"),
        "half": lambda _: (0.5, 0.5, ""),
        "whole": _fraction,
        "tenths": _tenths,
        "rank": lambda m: (number_value(m["rank"]), number_value(m["rank"]), m["rank_unit"]),
        "place": lambda m: (number_value(m["place"]), number_value(m["place"]), ""),
        "vague": _vague,
        "low": _range,
        "one": lambda m: (_scaled(m["one"], m["more"]), _scaled(m["one"], m["more"]), m["unit"]),
        "money": _money,
        "english": lambda m: (float(m["english"].replace(",", "")) * _ENGLISH_SCALE[m["scale"]],) * 2 + ("",),
    }
    kind = next(kind for kind in read if found[kind])
    low, high, unit = read[kind](found)
    if low is None or high is None:
        return None
    return (-low, -high, unit) if found["sign"] else (low, high, unit)


def _scaled(number: str, more: str) -> float | None:
    value = number_value(number)
    return value if value is None else value * SCALE.get(more[-1:], 1)


def _fraction(found: re.Match[str]) -> tuple[float | None, float | None, str]:
    whole, piece = number_value(found["whole"]), number_value(found["piece"])
    value = piece / whole if whole and piece is not None else None
    return value, value, ""


def _tenths(found: re.Match[str]) -> tuple[float | None, float | None, str]:
    tenths, rest = number_value(found["tenths"]), found["rest"]
    if tenths is None:
        return None, None, "%"
    value = tenths * 10 + (5 if rest == "半" else (number_value(rest) or 0) if rest else 0)
    return value, value, "%"


def _vague(found: re.Match[str]) -> tuple[float | None, float | None, str]:
    """十几 is 11 to 19, 數百 200 to 900, 上百 from 100."""
    words = found["vague"]
    if words.startswith("十几"):
        scale = SCALE.get(words[2:], 1)
        return 11.0 * scale, 19.0 * scale, found["vague_unit"]
    value = chinese_value(words[1:])
    if value is None or words[0] in "上近":
        return value, value, found["vague_unit"]
    return 2 * value, 9 * value, found["vague_unit"]


def _range(found: re.Match[str]) -> tuple[float | None, float | None, str]:
    """A range; the scale of its end holds for its beginning where that has none of its own: 2至3億."""
    low, high = number_value(found["low"]), number_value(found["high"])
    scale = re.search("[百千万亿兆]+$", found["high"])
    if low is not None and high is not None and scale and low < 1000 and not found["low_unit"] and not (
            set(found["low"]) & set(SCALE)):
        low *= (number_value("1" + scale[0]) or 1)
    return low, high, found["high_unit"]


def _money(found: re.Match[str]) -> tuple[float | None, float | None, str]:
    value = float(found["money"].replace(",", ""))
    value *= _ENGLISH_SCALE.get(found["money_scale"] or "", 0) or SCALE.get(found["money_scale"] or "", 1)
    return value, value, {"$": "美元", "£": "英镑", "€": "欧元"}[found[0][found[0].index(found["money"]) - 1]]
