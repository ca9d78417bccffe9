"""Folding is one for one and the same for both scripts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.fold import fold_script


def test_both_scripts_fold_to_one_form() -> None:
    assert fold_script("發展與後來的里程") == fold_script("发展与后来的里程") == "发展与后来的里程"


def test_what_is_simplified_already_stays() -> None:
    assert fold_script("后来采购了云服务 and ASCII") == "后来采购了云服务 and ASCII"


@given(st.text())
def test_offsets_stay(text: str) -> None:
    folded = fold_script(text)
    assert len(folded) == len(text)
    assert fold_script(folded) == folded
