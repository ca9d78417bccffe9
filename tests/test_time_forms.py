"""What expressions look like and what they mean, a row each; the reference date is Wednesday 12 March 2025."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest

from reader_tui.analysis.time import analyse
from reader_tui.text.fold import fold_script

REFERENCE = date(2025, 3, 12)
FOLDER = Path(__file__).parent / "cases"


class Case(TypedDict, total=False):
    """A sentence and the expressions expected in it, with their values."""

    label: str
    text: str
    times: list[list[str]]
    reason: str


def cases(name: str) -> list[Case]:
    rows: list[Case] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return rows


def told(text: str) -> list[list[str]]:
    return [[time.text, time.value] for time in analyse(text, REFERENCE).times]


FORMS = cases("time_forms.json")
SOLVED = FORMS + cases("time_english.json")


@pytest.mark.parametrize("case", SOLVED, ids=lambda case: case["label"])
def test_expressions_and_values(case: Case) -> None:
    assert told(case["text"]) == case["times"]


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case["label"])
def test_both_scripts_agree(case: Case) -> None:
    assert told(fold_script(case["text"])) == [[fold_script(text), value] for text, value in case["times"]]


@pytest.mark.parametrize("case", [
    pytest.param(case, id=case["label"], marks=pytest.mark.xfail(reason=case["reason"], strict=True))
    for case in cases("time_unsolved.json")])
def test_what_is_not_solved(case: Case) -> None:
    assert told(case["text"]) == case["times"]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("上午十點半開會。", "2025-03-12T10:30:00", "2025-03-12T10:31:00"),
        ("昨天晚上八時停電。", "2025-03-11T20:00:00", "2025-03-11T21:00:00"),
        ("昨天下午停電。", "2025-03-11T12:00:00", "2025-03-11T18:00:00"),
        ("展館從早上八點到晚上六點開放。", "2025-03-12T08:00:00", "2025-03-12T19:00:00"),
        ("過去三年他沒有回家。", "2022-03-12T00:00:00", "2025-03-13T00:00:00"),
        ("It rang at 3:30 p.m. twice.", "2025-03-12T15:30:00", "2025-03-12T15:31:00"),
        ("It rang at noon.", "2025-03-12T12:00:00", "2025-03-12T12:01:00"),
    ],
)
def test_hours_and_anchored_lengths_lie_on_the_axis(text: str, begin: str, end: str) -> None:
    [time] = analyse(text, REFERENCE).times
    assert time.earliest is not None
    assert time.latest is not None
    assert (time.earliest.isoformat(), time.latest.isoformat()) == (begin, end)


def test_without_a_reference_date_relative_english_is_vague() -> None:
    times = analyse("It closed last month, opens tomorrow, and was built in 1990.", None).times
    assert [(time.text, time.value) for time in times] == [
        ("last month", "PAST_REF"), ("tomorrow", "FUTURE_REF"), ("1990", "1990")]


@pytest.mark.parametrize("unit", ["今年", "2024-", "一月至", "「", "May 5 ", "(今天)", "每", "第"])
def test_long_rows_of_one_thing_give_places_in_order(unit: str) -> None:
    timeline = analyse(unit * 3000, REFERENCE)
    assert all(one.span.end <= other.span.start for one, other in zip(timeline.times, timeline.times[1:], strict=False))


@pytest.mark.parametrize("reference", [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29), date(2025, 3, 31), None])
def test_the_ends_of_the_calendar_stop_nothing(reference: date | None) -> None:
    text = "31日,30日,2月29日,除夕,Easter,三天後,百年前,下下週三,去年冬天,上個季度,9999年冬天,0000年春節,next century,31 days ago."
    timeline = analyse(text, reference)
    assert all(time.value for time in timeline.times)
    assert "31日" in [time.text for time in timeline.times] or reference is None or reference.year in (1, 9999)
