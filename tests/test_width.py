"""Cells: the same as Rich measures while ambiguous characters are narrow, and right where they are wide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len

from reader_tui.text.data.unicode17 import STARTS
from reader_tui.text.width import cell_len, cell_starts, cell_widths, is_ambiguous


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("", 0, 0),
        ("reader", 6, 6),
        ("黃仁勛", 6, 6),
        ("他說：“好。”", 12, 14),
        ("——……·", 5, 10),
        ("𠮷野家", 6, 6),
        ("ｱｲｳ", 3, 3),
        ("한글", 4, 4),
        ("e\u0301", 1, 1),
        ("👨\u200d👩\u200d👧", 2, 2),
        ("☀\ufe0f", 2, 2),
        ("🇨🇳", 2, 2),
        ("a\u200bb\u2060c\ufeff", 3, 3),
    ],
)
def test_cells_of_text(text: str, narrow: int, wide: int) -> None:
    assert (cell_len(text), cell_len(text, ambiguous=2)) == (narrow, wide)


def test_both_ends_of_every_range_are_as_wide_as_rich_says() -> None:
    ends = {code for start in map(ord, STARTS) for code in (start - 1, start, start + 1) if code >= 0xA0}
    differing = [hex(code) for code in ends
                 if not 0xD800 <= code < 0xE000 and cell_len(chr(code)) != rich_cell_len(chr(code), "17.0.0")]
    assert differing == []


def test_a_control_takes_the_cell_of_its_picture() -> None:
    assert [cell_len(character) for character in "\x1b\t\x7f\x9b"] == [1, 1, 1, 1]


@given(st.text("漢字“”…a é\u0301\u200d\ufe0f☀❤👨👩🏽🇨한ㅏ\u1100\u1161", max_size=30))
@settings(max_examples=150, deadline=None)
def test_sequences_measure_as_rich_measures_them(text: str) -> None:
    assert cell_len(text) == rich_cell_len(text, "17.0.0")


@given(st.text(max_size=30), st.sampled_from([1, 2]))
@settings(max_examples=100, deadline=None)
def test_columns_add_up_to_the_whole(text: str, ambiguous: int) -> None:
    columns = cell_starts(text, ambiguous)
    assert columns[-1] == cell_len(text, ambiguous)
    assert columns == sorted(columns) and len(columns) == len(text) + 1
    assert len(cell_widths(text, ambiguous)) == len(text)


def test_tells_text_that_depends_on_the_terminal() -> None:
    assert is_ambiguous("他說：“好。”") and not is_ambiguous("他說：「好。」")
