"""Folding is one for one and the same for both scripts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.fold import fold_script, forms_of


def test_both_scripts_fold_to_one_form() -> None:
    assert fold_script("發展與後來的里程") == fold_script("发展与后来的里程") == "发展与后来的里程"


def test_what_is_simplified_already_stays() -> None:
    assert fold_script("后来采购了云服务 and ASCII") == "后来采购了云服务 and ASCII"


def test_the_particle_folds_and_the_words_that_keep_its_other_form_do_not() -> None:
    assert fold_script("他接著說，跟著走") == "他接着说，跟着走"
    for word in ("著名", "顯著", "原著", "著作", "土著", "卓著"):
        assert "著" in fold_script(f"這裡的{word}很多")


@given(st.text(alphabet="著着看名顯说a"))
def test_every_form_of_a_character_may_fold_to_it(text: str) -> None:
    assert all(before in forms_of(after) for before, after in zip(text, fold_script(text), strict=True))


@given(st.text())
def test_offsets_stay(text: str) -> None:
    folded = fold_script(text)
    assert len(folded) == len(text)
    assert fold_script(folded) == folded
