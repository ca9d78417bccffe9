"""The rows of the claims sidebar."""

from __future__ import annotations

import pytest

from reader_tui.analysis.claims import extract
from reader_tui.tui.claims_list import SidebarClaim, badges, claim_rows, detail_lines, matches

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
