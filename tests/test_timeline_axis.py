"""The axis as rows of text."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.analysis.time import bounds
from reader_tui.text.model import Span
from reader_tui.text.width import cell_len
from reader_tui.tui.timeline_axis import (
    TimelineEntry,
    Window,
    axis_rows,
    detail_row,
    in_order,
    lane_row,
    lanes,
    list_row,
    ticks,
    vague_row,
    whole,
)

DECADE = Window(datetime(2020, 1, 1), datetime(2030, 1, 1))


def entry(value: str, label: str = "", article: int = 0, modifier: str | None = None) -> TimelineEntry:
    earliest, latest = bounds(value)
    return TimelineEntry(article, value + label, Span(0, 1), label, value, modifier, earliest, latest)


def drawn(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in pieces)


def lane_texts(entries: list[TimelineEntry], width: int = 60, rows: int = 2) -> list[str]:
    return [drawn(lane_row(lane, width, None, None)).rstrip() for lane in lanes(entries, DECADE, width, rows, None)]


def test_precision_is_drawn() -> None:
    assert lane_texts([entry("2025-06-01")]) == ["                                ● 2025-06-01", ""]
    assert lane_texts([entry("2021")], rows=1) == ["      ●━━━━━━ 2021"]
    assert lane_texts([entry("2021", modifier="about")], rows=1) == ["      ●╌╌╌╌╌╌ 2021"]
    assert lane_texts([entry("2027/..")], rows=1)[0].endswith("›")
    assert lane_texts([entry("../2021", "x")], rows=1)[0].startswith("‹")


def test_articles_differ_in_shape() -> None:
    assert lane_texts([entry("2021-01-01", article=1), entry("2026-01-01", article=2)], rows=1) == [
        "      ◆ 2021-01-01                  ▲ 2026-01-01"]


def test_what_overlaps_gets_lanes_then_clusters() -> None:
    same = [entry("2025-06-01", name) for name in "甲乙丙丁"]
    assert [row.strip()[0] for row in lane_texts(same[:2])] == ["●", "●"]
    crowded = lane_texts(same, rows=2)
    assert sorted(row.strip() for row in crowded) == ["3", "●"]


@pytest.mark.parametrize(
    ("window", "labels"),
    [
        (DECADE, ["2020", "2022", "2024", "2026", "2028"]),
        (Window(datetime(2025, 1, 1), datetime(2025, 12, 31)), ["2025", "2025-04", "2025-07", "2025-10"]),
        (Window(datetime(2025, 5, 1), datetime(2025, 5, 9)), ["05-01", "05-03", "05-05", "05-07"]),
        (Window(datetime(1800, 1, 1), datetime(2000, 1, 1)), ["1800", "1850", "1900", "1950"]),
        (Window(datetime(2025, 5, 1), datetime(2025, 5, 2)), ["01 00:00", "01 06:00", "01 12:00", "01 18:00"]),
    ],
)
def test_ticks_are_as_fine_as_there_is_room(window: Window, labels: list[str]) -> None:
    assert [label for _, label in ticks(window, 50)] == labels


def test_zooming_keeps_the_moment_in_its_place() -> None:
    moment = datetime(2025, 6, 1)
    zoomed = DECADE.zoomed(0.25, moment)
    assert abs(zoomed.column(moment, 1000) - DECADE.column(moment, 1000)) <= 1
    assert zoomed.days == pytest.approx(DECADE.days / 4)
    assert DECADE.zoomed(1e12, moment).days <= 1_000_001


def test_vague_events_stand_in_a_lane_of_their_own() -> None:
    vague = [entry("PAST_REF", "近期開會"), entry("FUTURE_REF", "將來再說")]
    assert drawn(vague_row(vague, 60, vague[1], None)).rstrip() == "undated 2 ● 近期開會  ● 將來再說"
    assert drawn(detail_row(vague[0], 40)).rstrip() == "● PAST_REF  近期開會"
    assert drawn(list_row(entry("2025-06", "下水"), 30, None, None)) == "● 2025-06       下水          "


def test_dated_events_come_before_vague_ones() -> None:
    mixed = [entry("PAST_REF"), entry("2025"), entry("../2019"), entry("2021-05")]
    assert [one.value for one in in_order(mixed)] == ["../2019", "2021-05", "2025", "PAST_REF"]


VALUES = st.sampled_from(["2025", "2025-06", "2025-06-01", "1990/1999", "2004/..", "../1950", "2025-H1", "PAST_REF", "0001", "9999-12-31"])


@given(st.lists(st.tuples(VALUES, st.text(alphabet="河邊A b", max_size=20), st.integers(0, 3)), max_size=25),
       st.integers(20, 200), st.integers(1, 6))
def test_every_row_is_exactly_as_wide_as_the_widget(
    given_entries: list[tuple[str, str, int]], width: int, rows: int
) -> None:
    entries = in_order([entry(value, label, article) for value, label, article in given_entries])
    window = whole(entries)
    selected = entries[0] if entries else None
    for lane in lanes(entries, window, width, rows, selected):
        assert cell_len(drawn(lane_row(lane, width, selected, None))) == width
    for row in [*axis_rows(window, width), vague_row(entries, width, selected, None), detail_row(selected, width)]:
        assert cell_len(drawn(row)) == width
