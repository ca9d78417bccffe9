"""Time expressions, their values, their events."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.analysis.claims import extract
from reader_tui.analysis.time import analyse, bounds
from reader_tui.analysis.time.dating import find_reference_date
from reader_tui.text.fold import fold_script
from reader_tui.text.repair import repair
from reader_tui.text.views import TextView

CASES = json.loads((Path(__file__).parent / "cases" / "time.json").read_text(encoding="utf-8"))
WEDNESDAY = date(2025, 3, 12)


def told(text: str, reference: date | None = WEDNESDAY) -> list[list[str]]:
    return [[time.text, time.value] for time in analyse(text, reference).times]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_each_kind_of_expression(case: dict[str, object]) -> None:
    assert told(str(case["text"])) == case["times"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_both_scripts_agree(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert [[fold_script(part), value] for part, value in told(text)] == told(fold_script(text))


def test_without_a_reference_date_nothing_is_guessed() -> None:
    assert told("昨天下雨,今年豐收,2020年乾旱。", None) == [
        ["昨天", "PAST_REF"], ["今年", "PRESENT_REF"], ["2020年", "2020"]]


def test_the_samples_have_their_dates_and_none_of_the_traps(samples: list[Path]) -> None:
    found: set[tuple[str, str]] = set()
    for path in samples:
        text = path.read_text(encoding="utf-8")
        view = TextView.edited(text, repair(text).edits).text
        found |= {(time.text, time.value) for time in analyse(view, date(2025, 12, 20)).times}
    assert {("今年5月份", "2025-05"), ("2024年以來", "2024/.."), ("2025年上半年", "2025-H1"), ("今年", "2025"),
            ("三年后", "after(P3Y, event)"), ("近期", "PAST_REF"), ("未來", "FUTURE_REF")} <= found
    texts = {text for text, _ in found}
    assert not {"昨日", "今天", "近四分", "2000", "2060", "9000"} & texts


def test_events_are_clauses_with_their_speakers() -> None:
    text = "校長王小明表示,2023年5月,新爐子開始使用。"
    [event] = analyse(text, WEDNESDAY, claims=extract(text)).events
    assert (event.text, event.speaker) == ("2023年5月,新爐子開始使用", "王小明")
    assert event.head is not None
    assert event.head.of(text) == "新爐子開始使用"


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2025-02-28", datetime(2025, 2, 28), datetime(2025, 3, 1)),
        ("2025-12", datetime(2025, 12, 1), datetime(2026, 1, 1)),
        ("2025-Q4", datetime(2025, 10, 1), datetime(2026, 1, 1)),
        ("2025-H2", datetime(2025, 7, 1), datetime(2026, 1, 1)),
        ("1990/1999", datetime(1990, 1, 1), datetime(2000, 1, 1)),
        ("2004/..", datetime(2004, 1, 1), None),
        ("../2004", None, datetime(2005, 1, 1)),
        ("P3Y", None, None),
        ("PAST_REF", None, None),
        ("2025-02-30", None, None),
    ],
)
def test_values_lie_on_the_axis(value: str, earliest: datetime | None, latest: datetime | None) -> None:
    assert bounds(value) == (earliest, latest)


def test_the_reference_date_is_found_where_it_is_told() -> None:
    assert find_reference_date("正文", meta={"date": "2024-05-07T08:00:00Z"}) == (date(2024, 5, 7), "metadata (date)")
    assert find_reference_date("正文", uri="/news/2024-05-07-港口.txt") == (date(2024, 5, 7), "file name")
    assert find_reference_date("2024年5月7日\n正文") == (date(2024, 5, 7), "dateline")
    assert find_reference_date("他生於1990年1月2日,後來搬走了。") == (None, "unknown")


@given(st.text(alphabet="今昨明天年月日周一二三十0129前後以來至(),。上下半季旬初底代世紀小時點分農曆節每春/-:", max_size=60))
def test_any_text_gives_exact_ordered_places(text: str) -> None:
    timeline = analyse(text, WEDNESDAY)
    at = 0
    for time in timeline.times:
        assert time.span.start >= at
        assert time.span.of(text) == time.text
        assert time.value
        at = time.span.end
    assert all(event.span.of(text) == event.text for event in timeline.events)
    assert timeline == analyse(text, WEDNESDAY)
