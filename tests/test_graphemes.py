"""Grapheme clusters: what counts as one character, in scripts and emoji that combine."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.data.unicode17 import ATOMS, STARTS
from reader_tui.text.graphemes import MARKS_SHOWN, cap_marks, grapheme_starts, inner_offsets
from reader_tui.text.width import cell_len


def clusters(text: str) -> list[str]:
    return [text[a:b] for a, b in pairwise([*grapheme_starts(text), len(text)])]


@pytest.mark.parametrize(
    "expected",
    [
        ["漢", "字", "。"],
        ["e\u0301", "a\u0308\u0323", "漢\U000e0101"],
        ["👨\u200d👩\u200d👧", "👍🏽", "❤\ufe0f"],
        ["🇨🇳", "🇺🇸", "🇯"],
        ["한", "글", "\u1112\u1161\u11ab"],
        ["क्ष", "नि"],
        ["\r\n", "\n", "\u0301"],
        ["1\ufe0f\u20e3", "字"],
    ],
)
def test_what_a_reader_takes_for_one_character(expected: list[str]) -> None:
    assert clusters("".join(expected)) == expected


@given(st.text(max_size=30))
def test_clusters_tile_the_text(text: str) -> None:
    assert "".join(clusters(text)) == text


def test_a_long_run_of_flags_pairs_from_its_beginning() -> None:
    assert set(map(len, clusters("🇨🇳" * 1000))) == {2}


@pytest.mark.parametrize("marks", [0, 1, MARKS_SHOWN, MARKS_SHOWN + 1, 500])
def test_a_flood_of_marks_is_capped_and_the_length_stays(marks: int) -> None:
    text = "漢" + "\u0301" * marks + "字"
    capped = cap_marks(text)
    assert len(capped) == len(text) and cell_len(capped) == 4
    assert capped.count("\u0301") == min(marks, MARKS_SHOWN)


def test_agrees_with_icu_where_it_is_installed() -> None:
    breakers = pytest.importorskip("icu4py.breakers")
    chosen = random.Random(17)
    kinds = {atom: start for atom, start in zip(ATOMS, STARTS, strict=True) if not "\ud800" <= start <= "\udfff"}
    for _ in range(3000):
        text = "".join(chosen.choices(list(kinds.values()), k=chosen.randint(1, 10)))
        assert clusters(text) == list(breakers.CharacterBreaker(text, "root")), text.encode("unicode-escape")


def test_plain_text_has_nothing_inside() -> None:
    assert inner_offsets(b"") == frozenset()
