"""Figures: value, unit, range, modifier; and numbers that are none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.analysis.figures import find_figures
from reader_tui.analysis.numbers import number_value

ROWS = [
    ("份額是95%", "95%", 95, 95, "%", None),
    ("佔近四分之一", "近四分之一", 0.25, 0.25, "", "about"),
    ("規模2000億至5000億元", "2000億至5000億元", 2e11, 5e11, "元", None),
    ("規模2000億元至5000億元", "2000億元至5000億元", 2e11, 5e11, "元", None),
    ("賣了2至3億元", "2至3億元", 2e8, 3e8, "元", None),
    ("快了6倍", "6倍", 6, 6, "倍", None),
    ("不到7納米", "不到7納米", 7, 7, "纳米", "less than"),
    ("百分之三十", "百分之三十", 30, 30, "%", None),
    ("百分之四十五點六", "百分之四十五點六", 45.6, 45.6, "%", None),
    ("一半以上的店", "一半以上", 0.5, 0.5, "", "at least"),
    ("排名第三", "第三", 3, 3, "", "ordinal"),
    ("全市第二大", "第二大", 2, 2, "大", "ordinal"),
    ("三成五的人", "三成五", 35, 35, "%", None),
    ("逾3萬名", "逾3萬名", 30000, 30000, "名", "more than"),
    ("30多人", "30多人", 30, 30, "人", "more than"),
    ("一萬二千人", "一萬二千人", 12000, 12000, "人", None),
    ("十幾人", "十幾人", 11, 19, "人", "about"),
    ("數百萬元", "數百萬元", 2e6, 9e6, "元", "about"),
    ("上百家", "上百家", 100, 100, "家", "at least"),
    ("氣溫零下20度", "零下20度", -20, -20, "度", None),
    ("利率降了2~3個百分點", "2~3個百分點", 2, 3, "个百分点", None),
    ("2,500億美元", "2,500億美元", 2.5e11, 2.5e11, "美元", None),
    ("４７人受傷", "４７人", 47, 47, "人", None),
    ("earned $3.5 billion", "$3.5 billion", 3.5e9, 3.5e9, "美元", None),
    ("高达百分之八至百分之十", "高达百分之八至百分之十", 8, 10, "%", "at most"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "unit", "modifier"), ROWS, ids=[row[0] for row in ROWS])
def test_a_figure(text: str, words: str, low: float, high: float, unit: str, modifier: str | None) -> None:
    [figure] = find_figures(text)
    assert (figure.text, figure.low, figure.high, figure.unit, figure.modifier) == (words, low, high, unit, modifier)
    assert figure.span.of(text) == figure.text


@pytest.mark.parametrize("text", [
    "2025年5月20日", "今年第2季", "H200和Mate 60", "9000s芯片", "5G手機", "3比1", "一名學生", "兩家店", "千億級基金", "12時30分",
    "一步一步", "三年後", "第116條", "成為", "三人成虎的成語不算嗎".replace("三人", ""),
])
def test_numbers_that_are_no_figures(text: str) -> None:
    assert find_figures(text) == []


def test_only_the_part_that_was_asked_for_is_read() -> None:
    text = "甲地3%,乙地4%,丙地5%"
    assert [figure.text for figure in find_figures(text, text.index("乙"), text.index("丙"))] == ["4%"]


@given(st.text(alphabet="0123456789一二十百萬億兆點分之成%第至到多幾數約.,- 元人倍", max_size=40))
@settings(max_examples=150)
def test_any_numerals_give_exact_places_in_order(text: str) -> None:
    figures = find_figures(text)
    assert all(figure.span.of(text) == figure.text for figure in figures)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(figures))


@given(st.integers(0, 10**12))
def test_digits_with_and_without_commas_are_one_number(number: int) -> None:
    assert number_value(str(number)) == number_value(f"{number:,}") == number
