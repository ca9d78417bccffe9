"""Anchors: a passage is found in the changed text, or said to be gone; it is never put beside other words."""

from __future__ import annotations

from collections import Counter

import pytest
from bench.anchors import SAMPLES, judge, passages
from edited_text import EDITS, edited, tracked
from generated_text import article
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.alignment import FoldedText, fold_for_matching
from reader_tui.text.anchor import Anchored, Anchorer, find_quote, make_quote
from reader_tui.text.model import Quote, Span

OLD = ("氣象局昨晚發布豪雨特報，提醒山區居民儘早撤離。\n"
       "水庫管理中心表示，目前水位離警戒線還有兩公尺，洩洪要看今晚的雨勢。\n"
       "消防隊已在三個鄉鎮預置橡皮艇，學校也開放體育館供人過夜。\n"
       "農會估計，蔬菜價格下週會上漲兩成，但稻米不受影響。")


def reattached(words: str, new: str, old: str = OLD) -> tuple[str, str | None]:
    """The state of a passage and its text in the new version."""
    at = old.index(words)
    found = Anchorer(old, new).reattach(Span(at, at + len(words)))
    return found.state, found.span.of(new) if found.span is not None else None


@pytest.mark.parametrize(("change", "words", "expected"), [
    (lambda t: t, "洩洪要看今晚的雨勢", ("exact", "洩洪要看今晚的雨勢")),
    (lambda t: t.replace("預置橡皮艇", "待命"), "水位離警戒線還有兩公尺", ("exact", "水位離警戒線還有兩公尺")),
    (lambda t: "【更新】" + t, "水位離警戒線還有兩公尺", ("moved", "水位離警戒線還有兩公尺")),
    (lambda t: "\n".join(reversed(t.split("\n"))), "目前水位離警戒線還有兩公尺，洩洪要看今晚",
     ("moved", "目前水位離警戒線還有兩公尺，洩洪要看今晚")),
    (lambda t: "\n".join(reversed(t.split("\n"))), "兩公尺", ("moved", "兩公尺")),
    (lambda t: t.replace("兩公尺", "一米"), "水位離警戒線還有兩公尺", ("fuzzy", "水位離警戒線還有一米")),
    (lambda t: "　" + t.replace("，", ", ").replace("蔬", "\n蔬"), "蔬菜價格下週會上漲兩成，但稻米",
     ("moved", "蔬菜價格下週會上漲兩成, 但稻米")),
    (lambda t: "前文不同了。" + t.split("\n")[2] + "後文也不同了。", "學校也開放", ("moved", "學校也開放")),
    (lambda t: t.split("\n")[0], "消防隊已在三個鄉鎮預置橡皮艇", ("orphan", None)),
    (lambda t: "完全不同的一篇文章，講的是足球聯賽的賽程。", "稻米不受影響", ("orphan", None)),
    (lambda t: "", "稻米不受影響", ("orphan", None)),
])
def test_what_becomes_of_a_passage(change, words: str, expected: tuple[str, str | None]) -> None:
    assert reattached(words, change(OLD)) == expected


def test_a_republication_in_the_other_script_changes_nothing() -> None:
    new = "气象局昨晚发布豪雨特报,提醒山区居民尽早撤离.\n水库管理中心表示,目前水位离警戒线还有两公尺,泄洪要看今晚的雨势."
    assert reattached("水庫管理中心表示，目前水位離警戒線還有兩公尺", new) == (
        "exact", "水库管理中心表示,目前水位离警戒线还有两公尺")


def test_a_short_quote_is_not_found_without_its_context() -> None:
    new = "農會昨天改選，新任理事長說，稻米收購價格會上漲，氣象局的預報不影響播種。"
    assert reattached("氣象局", new)[0] == "orphan"
    assert reattached("價格", new)[0] == "orphan"


def test_an_orphan_is_not_given_the_place_of_its_twin() -> None:
    old = "甲隊以三比二獲勝，觀眾起立鼓掌。中場休息後下起大雨。乙隊以三比一獲勝，觀眾起立鼓掌。比賽到此結束。"
    new = "中場休息後下起大雨。乙隊以三比一獲勝，觀眾起立鼓掌。比賽到此結束。"
    assert reattached("甲隊以三比二獲勝，觀眾起立鼓掌", new, old)[0] == "orphan"
    assert reattached("乙隊以三比一獲勝，觀眾起立鼓掌", new, old) == ("moved", "乙隊以三比一獲勝，觀眾起立鼓掌")


def test_an_orphan_comes_with_candidates_the_likeliest_first() -> None:
    new = "鄰縣的水位昨天離警戒線還有三公尺，沒有洩洪。"
    found = Anchorer(OLD, new).reattach(Span(OLD.index("水位離警戒線"), OLD.index("，洩洪")))
    assert found.state == "orphan" and found.span is None
    assert "警戒線還有三公尺" in found.candidates[0].span.of(new)
    assert [c.score for c in found.candidates] == sorted((c.score for c in found.candidates), reverse=True)


def test_a_point_always_lies_somewhere() -> None:
    anchorer = Anchorer(OLD, "【更新】" + OLD.split("\n")[0])
    assert anchorer.reattach_point(3) == 7
    assert anchorer.reattach_point(len(OLD)) == len(OLD.split("\n")[0]) + 4
    assert anchorer.reattach(Span(3, 3)) == Anchored("moved", Span(7, 7), 1.0)


def test_a_quote_from_elsewhere_is_found_by_its_words_and_context() -> None:
    quote = make_quote(OLD, Span(OLD.index("洩洪"), OLD.index("洩洪") + 2))
    found = find_quote("轉載：\n" + OLD, quote)
    assert found.state == "moved" and found.span is not None and found.span.of("轉載：\n" + OLD) == "洩洪"
    assert find_quote(OLD, Quote("洩洪", "", "")).state == "orphan"
    assert find_quote(OLD, Quote("目前水位離警戒線還有兩公尺，洩洪要看", "", "")).state == "moved"
    assert find_quote(OLD, Quote("", "", "")).state == "orphan"


def test_a_quote_that_fits_two_places_is_an_orphan_with_both_as_candidates() -> None:
    twice = "本報訊，消防隊已在三個鄉鎮預置橡皮艇。\n" * 2
    found = find_quote(twice, Quote("消防隊已在三個鄉鎮預置橡皮艇", "", ""))
    assert found.state == "orphan"


def test_the_goals_are_met_on_edited_versions_of_four_texts() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES] + [article(11), article(12).replace("\n", "\n\n")]
    verdicts: Counter[str] = Counter()
    for seed, text in enumerate(texts):
        for name in EDITS:
            verdicts += judge(text, edited(text, name, seed), passages(text, seed, 40))
    attachable = verdicts["right"] + verdicts["wrong"] + verdicts["missed"]
    assert attachable > 1400 and verdicts["seen"] + verdicts["unseen"] > 40
    assert verdicts["right"] >= 0.995 * attachable, verdicts
    assert verdicts["wrong"] <= 0.002 * attachable, verdicts
    assert verdicts["seen"] >= 0.9 * (verdicts["seen"] + verdicts["unseen"]), verdicts


def test_the_judge_notices_a_misplaced_passage() -> None:
    text = article(13)
    right = judge(text, tracked(text), passages(text, 0, 10))
    shifted = [(char, at + 5) for char, at in tracked(text)]
    wrong = judge(text, shifted, passages(text, 0, 10))
    assert (right["right"], wrong["right"]) == (10, 0)


def test_a_long_text_is_aligned() -> None:
    """Of 200,000 characters: time that grew with their square would be felt here as hours."""
    old = article(14, 200_000)
    found = Anchorer(old, "前言。" + old.replace("上海", "申城")).reattach(Span(150_000, 150_040))
    assert found.state in ("moved", "fuzzy")


@given(st.text(alphabet="讀读者，, \n。.aA", max_size=40), st.text(alphabet="讀读者，, \n。.aA", max_size=40), st.data())
@settings(max_examples=60, deadline=None)
def test_any_pair_of_texts_gives_a_span_of_the_new_one(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = Anchorer(old, new).reattach(Span(start, end))
    assert found.span is None or found.span.end <= len(new)
    assert (found.span is None) == (found.state == "orphan")
    if old == new:
        assert found == Anchored("exact", Span(start, end), 1.0)


@given(st.text())
@settings(max_examples=60)
def test_folding_keeps_offsets_and_comes_back_to_the_same_characters(text: str) -> None:
    assert len(fold_for_matching(text)) == len(text)
    folded = FoldedText(text)
    for i in range(len(folded.text)):
        outer = folded.outward(Span(i, i + 1))
        assert fold_for_matching(outer.of(text)) == folded.text[i]
        assert folded.inward(outer) == Span(i, i + 1)
