"""Repairs: the two samples read clean, what is sound stays, and every edit proves itself."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest
from bench.repair_text import Writer
from conftest import SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.repair import RULES, gather_evidence, repair, shift, site
from reader_tui.text.sniff import looks_damaged
from reader_tui.text.views import TextView

CASES = json.loads((Path(__file__).parent / "cases" / "repair.json").read_text(encoding="utf-8"))


def repaired(text: str) -> str:
    return TextView.edited(text, repair(text).edits).text


@pytest.mark.parametrize(
    ("sample", "damaged", "restored"),
    [
        (0, "在重新?lián)屨贾袊袌龅耐瑫r,", "在重新搶占中國市場的同時,"),
        (0, "轉(zhuǎn)變?yōu)樽灾骷夹g(shù)路線的定義者之一", "轉變為自主技術路線的定義者之一"),
        (0, "或?qū)⒃桨l(fā)被視為一種“戰(zhàn)術(shù)讓步”", "或將越發被視為一種“戰術讓步”"),
        (1, "照樣發(fā)展?!?/p>", "照樣發展。”"),
        (1, "往前跑?!边@背后,", "往前跑。”這背后,"),
        (1, "零和博弈??糠怄i別人", "零和博弈。靠封鎖別人"),
    ],
)
def test_the_six_shifted_places_of_the_samples(
    samples: list[Path], sample: int, damaged: str, restored: str
) -> None:
    text = samples[sample].read_text(encoding="utf-8")
    assert damaged in text
    assert restored in repaired(text)


def test_the_samples_read_clean(samples: list[Path]) -> None:
    for path in samples:
        text = repaired(path.read_text(encoding="utf-8"))
        assert "![](" not in text
        assert "特別聲明" not in text
        assert "Notice" not in text
        assert not any(mark in text for mark in ("(f", "(j", "(x", "?!", "??", "/p>"))


@pytest.mark.parametrize("case", CASES["damaged"], ids=lambda case: case["label"])
def test_damage_is_undone(case: dict[str, str]) -> None:
    assert repaired(case["text"]) == case["expect"]


@pytest.mark.parametrize("case", [
    pytest.param(case, marks=pytest.mark.xfail(reason=case["why"], strict=True), id=case["label"]) for case in CASES["known"]])
def test_damage_that_is_not_undone_yet(case: dict[str, str]) -> None:
    assert repaired(case["text"]) == case["expect"]


@pytest.mark.parametrize("case", CASES["doubtful"], ids=lambda case: case["label"])
def test_what_is_not_sure_stays_and_is_listed(case: dict[str, str]) -> None:
    assert repaired(case["text"]) == case["expect"]
    assert repair(case["text"]).suspected


@pytest.mark.parametrize("case", CASES["sound"], ids=lambda case: case["label"])
def test_sound_text_stays(case: dict[str, str]) -> None:
    assert repair(case["text"]).edits == ()


@pytest.mark.parametrize("case", CASES["damaged"] + CASES["sound"], ids=lambda case: case["label"])
def test_edits_are_in_order_and_say_what_stood_there(case: dict[str, str]) -> None:
    text, at = case["text"], 0
    for edit in repair(text).edits:
        assert edit.span.start >= at
        assert edit.span.of(text) == edit.old
        assert edit.old != edit.new
        assert edit.why
        at = edit.span.end


@pytest.mark.parametrize("case", CASES["damaged"], ids=lambda case: case["label"])
def test_what_is_repaired_looked_damaged(case: dict[str, str]) -> None:
    assert looks_damaged(case["text"]) or {edit.rule for edit in repair(case["text"]).edits} == {"fold-duplicate"}


def test_repairing_twice_is_repairing_once(samples: list[Path]) -> None:
    for path in samples:
        once = repaired(path.read_text(encoding="utf-8"))
        assert repaired(once) == once


def test_a_rule_or_an_edit_can_be_switched_off(samples: list[Path]) -> None:
    text = samples[0].read_text(encoding="utf-8")
    edits = repair(text).edits
    without = repair(text, disabled={"pinyin"}).edits
    assert {edit.rule for edit in edits} - {edit.rule for edit in without} == {"pinyin"}
    rejected = edits[3].span
    assert rejected not in {edit.span for edit in repair(text, rejected={rejected}).edits}


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


WORDS = ["市場", "發展", "經濟", "後來", "研究", "人們", "說", "的", "在", "城市", "河邊", "下雨", "，", "。", "2024年", "“好”"]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair(text).edits == ()


@given(st.text(alphabet="發展經濟(fā)jīng?!，。/p>&amp;ldquo;![]\n\u200b", max_size=60))
def test_a_text_without_signs_needs_no_repair(text: str) -> None:
    if not looks_damaged(text):
        assert repair(text).edits == ()


@pytest.fixture(scope="module")
def simulator() -> ModuleType:
    """The simulator of the damage, or a skip with the reason."""
    path = SHARED / "tools" / "damage.py"
    pytest.importorskip("opencc", reason="the damage simulator needs the opencc extra")
    if not path.is_file():
        pytest.skip("the damage simulator beside the project is absent")
    spec = importlib.util.spec_from_file_location("damage", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules["damage"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_simulator_of_the_damage_is_undone(simulator: ModuleType) -> None:
    clean = ("城里的老人说，那条河在春天会发出声音。经济学家认为，这种说法没有根据。\n"
             "技术人员开始调查，他们发现，负责管理的单位没有记录任何数据。”这就是现实。\n"
             "规模越来越大的市场，强调的是质量和服务。")
    damaged, wanted = simulator.damage(clean, simulator.Options(split_p=0.7))
    assert damaged != wanted
    assert repaired(damaged) == wanted


@pytest.mark.parametrize("lone", ["?", "drop"])
def test_most_of_a_damaged_article_comes_back_and_hardly_anything_is_wrong(simulator: ModuleType, lone: str) -> None:
    runs: Counter[str] = Counter()
    for seed in range(3):
        damaged, clean = simulator.damage(Writer(seed).article(6), simulator.Options(split_p=0.7, seed=seed, lone=lone))
        view = TextView.edited(damaged, repair(damaged).edits)
        for before, wanted, after in zip(*(text.split("\n") for text in (damaged, clean, view.text)), strict=True):
            if before != wanted:
                runs["restored" if after == wanted else "left"] += 1
    assert runs["restored"] > 2 * runs["left"]


@settings(max_examples=15, deadline=None)
@given(st.integers(100, 10_000))
def test_repairing_a_damaged_page_twice_is_repairing_it_once(simulator: ModuleType, seed: int) -> None:
    damaged, _ = simulator.damage(Writer(seed).article(2), simulator.Options(split_p=0.7, seed=seed))
    once = repaired(damaged)
    assert repaired(once) == once


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_clean_articles_are_left_alone(seed: int) -> None:
    assert repair(Writer(seed).article(3)).edits == ()


def test_a_place_that_is_not_sure_is_listed_with_its_best_reading() -> None:
    case = CASES["known"][1]
    (place,) = repair(case["text"]).suspected
    assert place.reading == "。靠打魚"
    assert place.span.of(case["text"]).startswith("?？")
    assert place.why.endswith("characters")


def test_a_reading_that_may_lack_a_character_is_only_listed() -> None:
    repairs = repair("經(jīng)濟發(fā)展。\n距離正在縮?。袌鲱A(yù)期沒有變。")
    assert not any(edit.rule == "byte-shift" for edit in repairs.edits)
    (place,) = repairs.suspected
    assert place.reading.startswith("小") and not place.reading.startswith("小，但市")


def test_the_particle_is_as_likely_in_its_other_form() -> None:
    (place,) = repair("經(jīng)濟發(fā)展。\n他用板車?yán)鞣N水果。").suspected
    assert place.reading.startswith("拉著各種")


def test_what_stood_before_a_cut_is_told_by_what_stands_behind_it() -> None:
    page = "經(jīng)濟發(fā)展。\n這家醫院公開審理由?？谑腥嗣駲z察院提起的案子。"
    assert repaired(page) == "經濟發展。\n這家醫院公開審理由海口市人民檢察院提起的案子。"


def test_a_reading_hardly_likelier_than_it_would_be_without_a_character_is_only_listed() -> None:
    (place,) = repair("經(jīng)濟發(fā)展。\n這家廠負(fù)責(zé)燃?xì)饧八a(chǎn)。").suspected
    assert place.reading == "氣及水生產"


def test_a_shift_that_lost_its_first_byte_unseen_is_known_by_its_end() -> None:
    page = "經(jīng)濟發(fā)展。\n石榴樹結(jié)了很多果子！闭l來都可以摘。"
    assert repaired(page) == "經濟發展。\n石榴樹結了很多果子。”誰來都可以摘。"


def test_marks_that_a_person_typed_stay_on_a_damaged_page() -> None:
    page = "經(jīng)濟發(fā)展。\n“這座橋會重修。”真的嗎?！\n河水又漲了?！?"
    assert repaired(page) == "經濟發展。\n“這座橋會重修。”真的嗎?！\n河水又漲了。”"


def test_a_page_that_is_soup_throughout_is_not_guessed_at() -> None:
    soup = "".join(chr(0x4E00 + i * 7919 % 20_000) + "?！" * (i % 10 == 0) + "\n" * (i % 200 == 0) for i in range(4_000))
    repairs = repair("發(fā)展經(jīng)濟。" + soup)
    assert repairs.suspected == ()
    assert not any(edit.rule == "byte-shift" for edit in repairs.edits)


def test_dashes_come_in_twos() -> None:
    sure = repair("經(jīng)濟發(fā)展。\n村民講完了故事?！幷哒f，沒有人受傷。")
    assert "。——編者說" in [edit.new for edit in sure.edits]
    (place,) = repair("經(jīng)濟發(fā)展。\n村民講完了故事?！浾哒f，沒有人受傷。").suspected
    assert place.reading == "。——記者說"


@pytest.mark.parametrize("lost", ["河" + "?" * 30 + "水", "錕斤拷" * 4, "锟斤拷锟斤拷锟斤拷", "\ufffd" * 20])
def test_a_lost_page_is_said_to_be_lost(lost: str) -> None:
    repairs = repair(f"第一段。\n{lost}\n最後一段。")
    assert repairs.edits == ()
    assert len(repairs.notes) == 1


@pytest.mark.parametrize("row", ["?！" * 2_000, "發(fā)展經(jīng)濟。" + "?。" * 5_000, "發(fā)展" + "（" * 5_000 + "?！" * 1_000],
                         ids=["marks", "stops", "brackets"])
def test_rows_of_lone_bytes_are_given_up_soon(row: str) -> None:
    with patch.object(shift, "Decoder", wraps=shift.Decoder) as decoders:
        repair(row)
    assert decoders.call_count < 100  # of a thousand places and more where one might begin


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_edit_says_why_in_a_sentence(rule: str, samples: list[Path]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in samples] + [case["text"] for case in CASES["damaged"]]
    edits = [edit for text in texts for edit in repair(text, optional={rule}).edits if edit.rule == rule]
    assert edits, "no case shows this rule"
    assert all(" " in edit.why and 0 < edit.confidence <= 1 for edit in edits)


def test_real_pages_are_restored(shared: Path) -> None:
    pages = [json.loads(line) for line in (shared / "dev" / "negatives.jsonl").open(encoding="utf-8")]
    assert [page["id"] for page in pages if repaired(page["text"]) != page["text"]] == []


@pytest.mark.parametrize("pattern", ["_OWNER", "_DISCLAIMER", "_TITLED_DISCLAIMER", "_CHROME", "_PATH", "_ADVERTISEMENT", "_HEADING"])
def test_what_is_hidden_as_the_site_s_looked_damaged(pattern: str) -> None:
    expression = getattr(site, pattern)
    letters = st.sampled_from("".join(sorted(set(expression.pattern))) + "河邊的樹。！")

    @settings(max_examples=100, deadline=None)
    @given(st.from_regex(expression, fullmatch=True, alphabet=letters))
    def check(line: str) -> None:
        text = f"正文寫到這裡就結束了。\n{line}"
        assert "\n" in line or looks_damaged(text) or not repair(text).edits

    check()


def test_the_title_stays_where_the_links_below_name_it_again() -> None:
    article = "小鎮上的書店\n這家書店開在河邊,門口有一棵很老的樹。\n店主每天早上開門,晚上才回家。\n"
    assert repaired(article + "相關閱讀\n小鎮上的書店\n河邊的老樹") == article + "小鎮上的書店"
    middle = "這一段也是正文。\n" * 7
    assert "\n閱讀原文\n" in repaired(f"{middle}閱讀原文\n{middle}閱讀原文")


def test_a_place_is_repaired_or_suspected_not_both() -> None:
    repairs = repair("經(jīng)濟發(fā)展要靠創(chuàng)新。\n他看著我。\n??\n我沒說話。")
    assert {edit.rule for edit in repairs.edits} == {"pinyin", "lost-space"}
    assert repairs.suspected == ()


def test_a_doubtful_place_with_a_pinyin_in_it_is_listed() -> None:
    text = "經(jīng)濟發(fā)展。\n從敦煌到香港，畫家都在談?wù)摰胤街?，機(jī)會總是留給有準(zhǔn)備的人。令人意外的是，沒有規(guī)矩不成方圓。"
    repairs = repair(text)
    places = [place.span for place in repairs.suspected]
    assert any(place.overlaps(edit.span) for place in places for edit in repairs.edits if edit.rule == "pinyin")


def test_a_fenced_block_is_left_alone() -> None:
    block = "```\n發(fā)展經(jīng)濟\n零和博弈??糠怄i別人\n看\u200b不見\n```\n"
    assert repaired(block + "發(fā)展經(jīng)濟。") == block + "發展經濟。"
    ornament = "~~~~~\n發(fā)展經(jīng)濟。\n~~~~~\n"
    assert repaired(ornament) == "~~~~~\n發展經濟。\n~~~~~\n"


def test_an_entity_says_how_often_it_was_encoded() -> None:
    assert [edit.why for edit in repair("他說&amp;ldquo;好&nbsp;走").edits] == [
        "an HTML entity that was encoded twice", "an HTML entity that was left as it was"]


def test_the_evidence_of_a_page_does_without_the_second_look() -> None:
    (text,) = (case["text"] for case in CASES["damaged"] if case["label"] == "a name that only the second look makes sure")
    at_first = repair(text, evidence=gather_evidence(text))
    assert at_first.suspected and len(repair(text).edits) > len(at_first.edits)
