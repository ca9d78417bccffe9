"""Corrections: anchored by words, kept through edits of the text and through a new extraction."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader_tui.analysis.claims import Claim, extract
from reader_tui.analysis.claims.corrections import Correction, CorrectionError, apply, from_json, lost, to_json
from reader_tui.text.model import Span

TEXT = "鎮長林大同昨天說,新橋明年春天就會完工。\n他還承諾,舊橋會保留三年,預算不超過兩億元。\n河邊的居民不太相信。"


def claims_of(text: str) -> list[Claim]:
    return [claim for claim in extract(text) if claim.kind != "figure"]


def place(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def speakers(claims: Sequence[Claim]) -> list[str | None]:
    return [claim.source.resolved if claim.source else None for claim in claims]


def test_a_claim_gets_another_speaker() -> None:
    claims = claims_of(TEXT)
    assert speakers(claims) == ["林大同", "林大同"]
    one, other = apply(claims, [Correction.of("speaker", claims[1], TEXT, "副鎮長吳小春", why="稿件寫錯")], TEXT)
    assert speakers([one.claim, other.claim]) == ["林大同", "副鎮長吳小春"]
    assert other.claim.source is not None
    assert other.claim.source.how == "by hand"
    assert [change.why for change in other.changes] == ["稿件寫錯"]


def test_a_span_is_trimmed_with_its_figures() -> None:
    claims = claims_of(TEXT)
    trim = Correction.of("trim", claims[1], TEXT, part=place(TEXT, "舊橋會保留三年"))
    reviewed = apply(claims, [trim, Correction.of("note", claims[1], TEXT, "三年從何時算起?")], TEXT)[1]
    assert [mention.text for mention in reviewed.claim.content] == ["舊橋會保留三年"]
    assert reviewed.claim.figures == ()
    assert reviewed.note == "三年從何時算起?"


def test_a_claim_is_hidden_judged_and_noted() -> None:
    claims = claims_of(TEXT)
    reviewed = apply(claims, [Correction.of("hide", claims[0], TEXT), Correction.of("verdict", claims[1], TEXT, "disputed"),
                              Correction.of("verdict", claims[1], TEXT, "supported")], TEXT)
    assert [(one.is_hidden, one.verdict) for one in reviewed] == [(True, None), (False, "supported")]


def test_a_selection_becomes_a_claim_in_its_place() -> None:
    added = Correction.added(place(TEXT, "河邊的居民不太相信"), TEXT, "記者")
    *_, last = apply(claims_of(TEXT), [added], TEXT)
    assert (last.claim.content[0].text, last.claim.rule) == ("河邊的居民不太相信", "added by hand")
    assert speakers([last.claim]) == ["記者"]


def test_corrections_survive_an_edit_of_the_text() -> None:
    claims = claims_of(TEXT)
    corrections = [Correction.of("verdict", claims[0], TEXT, "open"), Correction.of("hide", claims[1], TEXT)]
    edited = "本報訊:\n\n" + TEXT.replace("昨天說", "昨天下午說")
    reviewed = apply(claims_of(edited), corrections, edited)
    assert [(one.verdict, one.is_hidden) for one in reviewed] == [("open", False), (None, True)]
    assert all(mention.span.of(edited) == mention.text for one in reviewed for mention in one.claim.content)


def test_a_judged_claim_that_is_not_extracted_again_is_kept() -> None:
    claims = claims_of(TEXT)
    [kept] = apply([], [Correction.of("verdict", claims[0], TEXT, "supported"), Correction.of("hide", claims[1], TEXT)], TEXT)
    assert (kept.claim.rule, kept.claim.content[0].text, kept.verdict) == (
        "kept by hand", "新橋明年春天就會完工", "supported")


def test_a_correction_whose_words_are_gone_is_told() -> None:
    claims = claims_of(TEXT)
    correction = Correction.of("note", claims[0], TEXT, "查證中")
    assert apply([], [correction], "全文已經刪除。") == []
    assert lost([correction], "全文已經刪除。") == [correction]
    assert lost([correction], TEXT) == []


def test_two_claims_on_one_content_are_told_apart_by_their_cues() -> None:
    text = "研究員周明提到,站長李安稱,水位已經回到正常。"
    outer, inner = claims_of(text)
    assert (outer.cue and outer.cue.text, inner.cue and inner.cue.text) == ("提到", "稱")
    reviewed = apply([outer, inner], [Correction.of("verdict", inner, text, "disputed")], text)
    assert [(one.claim.cue.text, one.verdict) for one in reviewed if one.claim.cue] == [("提到", None), ("稱", "disputed")]


def test_a_correction_goes_through_json_unchanged() -> None:
    claims = claims_of(TEXT)
    for correction in (Correction.of("trim", claims[1], TEXT, part=place(TEXT, "舊橋會保留")),
                       Correction.of("verdict", claims[0], TEXT, "open", why="沒有文件"),
                       Correction.added(place(TEXT, "河邊"), TEXT)):
        assert from_json(to_json(correction)) == correction


@pytest.mark.parametrize("wrong", [
    None, [], {"change": "burn"}, {"change": "hide", "start": 3, "end": 1, "quote": {}},
    {"change": "verdict", "value": "maybe", "start": 0, "end": 1}, {"change": "hide", "start": 0, "end": 1, "quote": {"exact": 1}},
    {"change": "note", "value": 3, "start": 0, "end": 1}, {"change": "hide", "start": True, "end": 1},
], ids=str)
def test_what_is_no_correction_is_refused(wrong: object) -> None:
    with pytest.raises(CorrectionError):
        from_json(wrong)
