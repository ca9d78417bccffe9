"""Speakers under several spellings, in either script."""

from __future__ import annotations

import pytest

from reader_tui.analysis.speakers import AliasError, AliasTable, group_spellings, is_head, name_key


@pytest.mark.parametrize(("one", "other"), [
    ("黃仁勛", "黃仁勳"), ("黄仁勋", "老黃"), ("英偉達", "輝達"), ("NVIDIA", "英伟达"), ("特朗普", "川普"), ("习近平", "習近平"),
    ("戴維·薩克斯", "萨克斯"), ("Jensen Huang", "jensen  huang"), ("臉書", "Meta"), ("中方", "中國"),
])
def test_spellings_of_one_speaker(one: str, other: str) -> None:
    assert AliasTable.built_in().same(one, other)
    assert AliasTable.built_in().same(other, one)


@pytest.mark.parametrize(("one", "other"), [("特朗普", "拜登"), ("王", "王明"), ("陳明", "陳明德"), ("國", "中國"), ("明", "陳·明")])
def test_names_of_two_speakers(one: str, other: str) -> None:
    assert not AliasTable.built_in().same(one, other)


def test_the_user_adds_speakers_and_overrides_the_built_in_ones() -> None:
    table = AliasTable.built_in().extended('[[speaker]]\nkind = "body"\nnames = ["海風日報", "海風", "輝達"]')
    assert table.canonical("海风") == "海風日報"
    assert table.canonical("輝達") == "海風日報"
    assert table.canonical("英偉達") == "英偉達"
    assert table.tags()["海风日报"] == "nt"


@pytest.mark.parametrize("toml", [
    "names = [", 'speaker = "黃"', "[[speaker]]\nnames = []", '[[speaker]]\nnames = ["甲", 3]',
    '[[speaker]]\nkind = "ship"\nnames = ["甲"]', "speaker = [1]",
])
def test_a_table_that_cannot_be_read_is_refused_in_words(toml: str) -> None:
    with pytest.raises(AliasError) as refused:
        AliasTable.built_in().extended(toml)
    assert "TOML" in str(refused.value) or "speaker" in str(refused.value) or "line 1: " in str(refused.value)


def test_a_head_name_joins_the_only_whole_name_it_fits() -> None:
    table = AliasTable()
    assert dict(group_spellings(["戴維·薩克斯", "薩克斯", "萨克斯"], table)) == {
        name_key("戴維·薩克斯"): ["戴維·薩克斯", "薩克斯", "萨克斯"]}
    two = group_spellings(["安娜·李", "約翰·李", "李"], table)
    assert list(two.values()) == [["安娜·李"], ["約翰·李"], ["李"]]


def test_a_head_is_the_last_part_only() -> None:
    assert is_head("萨克斯", "戴维·萨克斯")
    assert not is_head("戴维", "戴维·萨克斯")
