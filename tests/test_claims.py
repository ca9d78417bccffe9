"""Claims: who, by which word, what; in both scripts, with exact places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.analysis.claims import Claim, extract
from reader_tui.analysis.claims.export import as_csv, as_json, as_table
from reader_tui.text.fold import fold_script
from reader_tui.text.repair import repair
from reader_tui.text.views import TextView

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "claims.json").read_text(encoding="utf-8"))
UNSOLVED = json.loads((FOLDER / "claims_unsolved.json").read_text(encoding="utf-8"))


def told(text: str) -> list[list[str | None]]:
    """Speaker, cue and content of the attributed claims."""
    return [[claim.source.resolved if claim.source else None, claim.cue.text if claim.cue else None,
             claim.content[0].text] for claim in extract(text) if claim.kind != "figure"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_each_way_to_put_a_claim(case: dict[str, object]) -> None:
    assert told(str(case["text"])) == case["claims"]


@pytest.mark.parametrize("case", [
    pytest.param(case, id=case["label"], marks=pytest.mark.xfail(reason=case["why"], strict=True)) for case in UNSOLVED])
def test_what_does_not_work_yet(case: dict[str, object]) -> None:
    assert told(str(case["text"])) == case["claims"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_both_scripts_agree(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [[fold_script(part or "") for part in claim] for claim in told(text)] == [
        [part or "" for part in claim] for claim in told(fold_script(text))]


def sample_claims(path: Path) -> list[Claim]:
    text = path.read_text(encoding="utf-8")
    return extract(TextView.edited(text, repair(text).edits).text)


def test_the_samples_say_who_claims_what(samples: list[Path]) -> None:
    first, second = (
        {(claim.source.resolved, claim.cue.text) for claim in sample_claims(path) if claim.source and claim.cue}
        for path in samples
    )
    assert first >= {("黃仁勛", "表示"), ("戴維·薩克斯", "表示"), ("戴維·薩克斯", "說"), ("黃仁勛", "說"),
                     ("南生", "認為"), ("黃仁勛", ":"), ("黃仁勛", "感慨")}
    assert second >= {("黃仁勛", "承認"), ("黃仁勛", "直言"), ("黃仁勛", "結論"), ("很多人", "擔心")}


def test_figures_hedges_and_negation_are_told() -> None:
    [claim] = extract("廠長否認,工人可能少了近四分之一。")
    assert [(figure.text, figure.low, figure.modifier) for figure in claim.figures] == [("近四分之一", 0.25, "about")]
    assert [hedge.text for hedge in claim.hedges] == ["可能"]
    assert claim.negated


def test_the_authors_own_figures_are_claims_of_the_author() -> None:
    [claim] = extract("工廠去年賣出了三萬台機器。")
    assert (claim.kind, claim.claim_class, claim.source) == ("figure", "author", None)


@given(st.text(alphabet="王明說表示,:“”「」。他也並據報道稱3%兩\n認為", max_size=80))
def test_any_text_gives_exact_places(text: str) -> None:
    for claim in extract(text):
        parts = [*claim.content, *claim.hedges, *([claim.cue] if claim.cue else [])]
        assert all(part.span.of(text) == part.text for part in parts)
        assert all(figure.span.of(text) == figure.text for figure in claim.figures)
        assert claim.source is None or claim.source.span.of(text) == claim.source.text
    assert extract(text) == extract(text)


def test_exports_hold_what_was_found() -> None:
    text = "王小明說:「=1+1 的答案,後天上課再說。」"
    claims = extract(text)
    told_json = as_json("a", claims, text)
    assert told_json["claims"][0]["content"][0]["text"] == "=1+1 的答案,後天上課再說"
    assert "'=1+1" in as_csv(claims)
    assert "後天上課" in as_table(claims)
    assert as_table([]) == "no claims found\n"
