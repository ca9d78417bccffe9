"""The claim of the other article that goes with the one at the reading position."""

from __future__ import annotations

from reader_tui.analysis.claims import extract
from reader_tui.analysis.counterpart import counterpart

HERE = "市長林小春說,公車票價明年會調整。水利局長陳大文表示,北河水庫的蓄水量已經降到35%,農業用水必須分區供應。"
THERE = "陈大文受访时说,北河水库蓄水量只剩28%,农业用水要分区供应。居民何青說,球賽延期舉行。"


def test_a_link_between_the_articles_tells_its_kind() -> None:
    found = counterpart(extract(HERE), extract(THERE), HERE.index("北河"))
    assert found is not None
    claim, why = found
    assert claim.source is not None and claim.source.resolved == "陈大文"
    assert why.startswith("other figure") and "28%" in why


def test_behind_the_last_claim_there_is_nothing_to_compare() -> None:
    assert counterpart(extract(HERE), extract(THERE), len(HERE)) is None


def test_strangers_have_no_counterpart() -> None:
    assert counterpart(extract("市長林小春說,公車票價明年會調整。"), extract("居民何青說,球賽延期舉行。"), 0) is None
