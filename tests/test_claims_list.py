"""The rows of the claims sidebar."""

from __future__ import annotations

import pytest

from reader_tui.analysis.claims import extract
from reader_tui.analysis.claims.corrections import Correction, ReviewedClaim
from reader_tui.tui.claims_list import LinkedClaim, SidebarClaim, badges, claim_rows, detail_lines, matches, signs

TEXT = (
    "校長王小明表示,學校可能搬走。市長林安說:「橋明年修好,要花三億元。」\n"
    "王小明強調,操場不會拆。林安否認有人受傷。"
)
CLAIMS = [SidebarClaim(0, claim) for claim in extract(TEXT)]


def told(words: str = "", *, by_speaker: bool = False) -> list[str]:
    return [row.heading or (row.item.claim.content[0].text if row.item else "")
            for row in claim_rows(CLAIMS, words, by_speaker=by_speaker)]


def test_in_reading_order() -> None:
    assert told()[:3] == ["學校可能搬走", "橋明年修好,要花三億元", "操場不會拆"]


def test_under_their_speakers_with_counts() -> None:
    rows = claim_rows(CLAIMS, by_speaker=True)
    headings = {row.heading: row.count for row in rows if row.heading}
    assert headings["王小明"] == 2
    assert headings["林安"] >= 1


@pytest.mark.parametrize(
    ("words", "contents"),
    [
        ("搬走", ["學校可能搬走"]),
        ("搬走 王小明", ["學校可能搬走"]),
        ("学校", ["學校可能搬走"]),
        ("kind:direct", ["橋明年修好,要花三億元"]),
        ("by:林安 has:figure", ["橋明年修好,要花三億元"]),
        ("is:hedged", ["學校可能搬走"]),
        ("nobody", []),
        ("kind:nonsense", []),
    ],
)
def test_filters(words: str, contents: list[str]) -> None:
    assert told(words) == contents


def test_badges_and_details_say_how_it_is_put() -> None:
    hedged, direct = CLAIMS[0].claim, CLAIMS[1].claim
    assert badges(hedged) == "·≈"
    assert badges(direct) == "「#"
    assert ("by", "王小明") in detail_lines(CLAIMS[0])
    assert ("hedges", "可能") in detail_lines(CLAIMS[0])
    assert any(name == "figures" for name, _ in detail_lines(CLAIMS[1]))
    assert matches(CLAIMS[0], "")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("王小明说，新车卖出一百二十万辆。", "一百二十万辆 (1,200,000 辆)"),
        ("王小明说，修桥要花2000亿至5000亿元。", "2000亿至5000亿元 (200,000,000,000–500,000,000,000 元)"),
        ("王小明说，河宽了近四分之一。", "近四分之一 (about 0.25)"),
    ],
)
def test_figures_are_read_with_all_their_digits(text: str, read: str) -> None:
    [claim] = extract(text)
    assert ("figures", read) in detail_lines(SidebarClaim(0, claim))


def judged(claim: int, **changes: object) -> SidebarClaim:
    """A claim with what the user said of it."""
    return SidebarClaim(0, CLAIMS[claim].claim, ReviewedClaim(CLAIMS[claim].claim, **changes))  # type: ignore[arg-type]


LINK = LinkedClaim("says the same", "x", None, "另一篇", "林安", "橋明年修好", 4, ("same speaker: 林安",))


def test_what_the_user_said_is_shown_and_filtered_by() -> None:
    disputed = judged(1, verdict="disputed", note="沒有文件")
    assert signs(disputed) == "「#✗※"
    assert [matches(disputed, words) for words in ("verdict:disputed", "verdict:open", "has:note", "is:corrected")] == [
        True, False, True, False]
    assert matches(CLAIMS[1], "verdict:none")
    assert {("verdict", "disputed"), ("note", "沒有文件")} <= set(detail_lines(disputed))
    hidden = judged(0, is_hidden=True, changes=(Correction.of("hide", CLAIMS[0].claim, TEXT),))
    assert signs(hidden) == "·≈✎⊘"
    assert ("by hand", "hide") in detail_lines(hidden)


def test_links_are_shown_with_their_evidence() -> None:
    linked = SidebarClaim(0, CLAIMS[1].claim, links=(LINK,))
    assert signs(linked) == "「#⇄"
    assert matches(linked, "has:link") and not matches(CLAIMS[1], "has:link")
    assert detail_lines(linked)[-2:] == [("link 1", "says the same: 林安, 另一篇: 橋明年修好"), ("", "same speaker: 林安")]


@pytest.mark.parametrize("words", ["is:neg", "has:hed", "kind:", "class:sp", "rule:reported", "has:v"])
def test_a_filter_that_is_being_typed_is_no_error(words: str) -> None:
    assert len(told(words)) <= len(CLAIMS)


def test_spellings_of_one_speaker_stand_together() -> None:
    claims = [SidebarClaim(0, claim) for claim in extract("黃仁勛說,晶片夠用。老黃表示,工廠也夠大。輝達宣布,明年再蓋一座。")]
    headings = [row.heading for row in claim_rows(claims, by_speaker=True) if row.heading]
    assert headings[0] in ("黃仁勛", "黃仁勛 = 老黃")
    assert len(headings) == 2
