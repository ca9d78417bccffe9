"""Repairs: the two samples read clean, what is sound stays, and every edit proves itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.repair import RULES, repair
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


def test_the_simulator_of_the_damage_is_undone(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(shared / "tools"))
    damage = pytest.importorskip("damage", reason="the damage simulator needs the opencc extra")
    clean = ("城里的老人说，那条河在春天会发出声音。经济学家认为，这种说法没有根据。\n"
             "技术人员开始调查，他们发现，负责管理的单位没有记录任何数据。”这就是现实。\n"
             "规模越来越大的市场，强调的是质量和服务。")
    damaged, wanted = damage.damage(clean, damage.Options(split_p=0.7))
    assert damaged != wanted
    assert repaired(damaged) == wanted


def test_real_pages_are_restored(shared: Path) -> None:
    pages = [json.loads(line) for line in (shared / "dev" / "negatives.jsonl").open(encoding="utf-8")]
    assert [page["id"] for page in pages if repaired(page["text"]) != page["text"]] == []
    assert PROJECT.is_dir()
