"""Line breaking: the Unicode test file to the letter, and the Chinese rules as pictures of broken text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.chineserules import NEVER_FIRST
from reader_tui.text.data.atoms import ATOM_PROPERTIES, atoms_of
from reader_tui.text.linebreak import LEVELS, Breaker, line_breaks

LINES_OF_THE_TEST = 19_338


def pieces(text: str, level: str) -> str:
    """The text with a bar at each place where a line may break."""
    cuts = [0, *line_breaks(text, level)]
    return "|".join(text[a:b] for a, b in pairwise(cuts))


def test_passes_the_unicode_line_break_test(shared: Path) -> None:
    tried = 0
    for line in (shared / "standards/LineBreakTest-17.0.0.txt").read_text(encoding="utf-8").splitlines():
        text = ""
        expected = []
        for token in line.partition("#")[0].split():
            if token == "÷":
                expected.append(len(text))
            elif token != "×":
                text += chr(int(token, 16))
        if text:
            tried += 1
            assert line_breaks(text) == expected, line
            asked = Breaker(atoms_of(text), "unicode")
            assert [at for at in range(1, len(text)) if asked.allows(at)] == expected[:-1], line
    assert tried == LINES_OF_THE_TEST


@pytest.mark.parametrize(
    "expected",
    [
        "他|說：|“好|的，|我|們|走|吧。”|然|後|（真|的）。",
        "芯|片,|就|是:|降|至|零.",
        "他|问:|“AI|怎|么|办？”",
        "用|“AI|技|术”|造|车",
        "全|球|约|50%|的|AI|研|究|人|员",
        "介|于|2000億|元|至|5,000億|元",
        "只|要|¥100，|或|者|$99.5",
        "7納|米|的|5G|手|机|H20|芯|片",
        "戴|维·|萨|克|斯|和|史|蒂|夫・|乔|布|斯",
        "研|发|RISC-V|和|COVID-19|疫|苗",
        "上|午|9:30，|不|是|12：|30",
        "《书|名》、|「引|文」|和|【标|题】",
        "温|度|37℃|和|25‰",
        "He |said |don’t",
        "他|说，|AI|也|行",
        "他|说,|AI|也|行",
        "3～|5年，|10~20年",
        "这|才|行！！！|好|吗？！",
    ],
)
def test_chinese_text_breaks_where_it_may(expected: str) -> None:
    assert pieces(expected.replace("|", ""), "basic")


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("unicode", "和/|或|——|不……|好"),
        ("basic", "和/|或|——|不……|好"),
        ("gb", "和/或|——|不……|好"),
        ("strict", "和/或——|不……|好"),
    ],
)
def test_strictness_adds_a_prohibition_at_each_level(level: str, expected: str) -> None:
    text = expected.replace("|", "")
    assert pieces(text, level) == expected


@pytest.mark.parametrize("pair", ["——", "……", "⋯⋯", "──", "―—"])
@pytest.mark.parametrize("level", LEVELS[1:])
def test_dashes_and_ellipses_stay_whole(pair: str, level: str) -> None:
    text = f"他走了{pair}再没回来"
    assert not set(range(4, 3 + len(pair))) & set(line_breaks(text, level))


def test_nothing_prohibited_starts_a_line_even_behind_a_space() -> None:
    assert pieces("好 ，人 · 物 。”他", "basic") == "好 ，|人 · |物 。”|他"


ALPHABET = "漢字的，。、；：？！“”‘’「」《》（）()·～—…/%$¥-'\" aZ5７．,.\u3000々ー"


@given(st.text(ALPHABET, max_size=40), st.sampled_from(LEVELS[1:]))
@settings(max_examples=150, deadline=None)
def test_no_allowed_break_leaves_a_prohibited_start_or_end(text: str, level: str) -> None:
    for at in line_breaks(text, level)[:-1]:
        after = ATOM_PROPERTIES[atoms_of(text[at])[0]]
        before = ATOM_PROPERTIES[atoms_of(text[:at].rstrip(" \u3000")[-1:] or " ")[0]]
        number = after.line_break == "IS" and text[at + 1 : at + 2] in "5７"  # a number may begin with its point
        assert after.line_break not in NEVER_FIRST or number, (text, at)
        assert after.role != "joint"
        assert before.line_break != "OP" and before.kind != "Pi", (text, at)


@given(st.text(ALPHABET + "é\u0301👨\u200d한ไทย\u00ad\u00a0🇨🇳א", max_size=60), st.sampled_from(LEVELS))
@settings(max_examples=150, deadline=None)
def test_windows_decide_as_the_whole_text_does(text: str, level: str) -> None:
    asked = Breaker(atoms_of(text), level)
    allowed = [at for at in range(1, len(text)) if asked.allows(at)]
    assert [*allowed, len(text)] == line_breaks(text, level) or not text


def test_agrees_with_icu_where_it_is_installed(samples: list[Path]) -> None:
    breakers = pytest.importorskip("icu4py.breakers")
    for path in samples:
        text = path.read_text(encoding="utf-8")
        at = 0
        expected = []
        for segment in breakers.LineBreaker(text, "root"):
            at += len(segment)
            expected.append(at)
        assert line_breaks(text) == expected
