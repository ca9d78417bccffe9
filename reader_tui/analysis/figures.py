"""Numbers that a text states: value, unit, range and modifier."""

from __future__ import annotations

import re

from reader_tui.analysis.claims.model import Figure
from reader_tui.analysis.numbers import number_value
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

_CHINESE = "[零〇一二两三四五六七八九十百千万亿兆]"
_NUMBER = r"(?:[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)"
_SCALED = rf"(?:{_NUMBER}[百千万亿兆]{{0,3}}多?|{_CHINESE}{{1,12}}多?)"
_UNIT = (
    r"(?:%|％|个百分点|百分点|倍|成|元|美元|欧元|港元|港币|新台币|人民币|日元|英镑|纳米|nm|公里|千米|米|公分|厘米|"
    r"平方公里|平方米|吨|公斤|千克|克|度|人次|人|名|位|家|辆|架|艘|台|套|件|项|次|场|座|枚|颗|户|所|篇|岁|"
    r"GW|MW|GB|TB|GHz|Hz|点|桶|股|票|种|条|章|万|亿)"
)
_PATTERN = re.compile(
    rf"(?P<before>约|大约|近|将近|接近|超过|超|逾|突破|至少|不低于|最多|不超过|不到|不足|少于|多达|高达|达|第)?"
    rf"(?:(?P<percent>百分之)(?P<part>{_SCALED})"
    rf"|(?P<whole>{_CHINESE}{{1,4}})分之(?P<piece>{_CHINESE}{{1,4}})"
    rf"|(?P<half>一半|过半|半数)"
    rf"|(?P<low>{_SCALED})(?P<unit1>{_UNIT})?(?:至|到|—|～|~|-)(?P<high>{_SCALED})(?P<unit2>{_UNIT}+)"
    rf"|(?P<one>{_SCALED})(?P<unit>{_UNIT}+))"
    r"(?P<after>左右|上下|以上|以下|以内)?"
)
_MODIFIERS = {
    "约": "about", "大约": "about", "近": "about", "将近": "about", "接近": "about", "左右": "about", "上下": "about",
    "超过": "more than", "超": "more than", "逾": "more than", "突破": "more than", "至少": "at least",
    "不低于": "at least", "以上": "at least", "最多": "at most", "不超过": "at most", "以下": "at most",
    "以内": "at most", "不到": "less than", "不足": "less than", "少于": "less than", "第": "ordinal",
}
_A_THING = re.compile("[一两][人名位家辆架艘台套件项次场座枚颗户所篇种条章点步]")
"""An article rather than a count."""
_TIME_UNITS = re.compile(r"[年月日号点时分秒周]")


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Figures in ``text[start:end]``, spans over ``text``; dates and bare counts of time are not figures.

    >>> [(f.text, f.low, f.high, f.unit, f.modifier) for f in find_figures("占近四分之一,約2000億至5000億元,不到7納米")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('近四分之一', 0.25, 0.25, '', 'about'), ('約2000億至5000億元', 200000000000.0, 500000000000.0, '元', 'about'),
     ('不到7納米', 7.0, 7.0, '纳米', 'less than')]
    """
    end = len(text) if end is None else end
    folded = fold_script(text[start:end])
    figures = []
    for found in _PATTERN.finditer(folded):
        figure = _figure(found)
        if figure is None or _TIME_UNITS.match(folded, found.end()) or _A_THING.fullmatch(found[0]):
            continue
        low, high, unit = figure
        span = Span(start + found.start(), start + found.end())
        modifier = _MODIFIERS.get(found["before"] or "") or _MODIFIERS.get(found["after"] or "")
        figures.append(Figure(span, span.of(text), low, high, unit, modifier))
    return figures


def _figure(found: re.Match[str]) -> tuple[float, float, str] | None:
    """(low, high, unit) of a match, None where its numbers make no sense."""
    if found["percent"]:
        value = number_value(found["part"])
        return None if value is None else (value, value, "%")
    if found["half"]:
        return 0.5, 0.5, ""
    if found["whole"]:
        whole, piece = number_value(found["whole"]), number_value(found["piece"])
        return None if not whole or piece is None else (piece / whole, piece / whole, "")
    if found["low"]:
        low, high = number_value(found["low"]), number_value(found["high"])
        return None if low is None or high is None else (low, high, found["unit2"])
    value = number_value(found["one"])
    return None if value is None else (value, value, found["unit"])
