"""The axis of time: windows, ticks, marks and lanes as rows of text."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline_entries_made import drawn, entry

from reader_tui.text.width import cell_len
from reader_tui.tui.timeline_axis import Window, axis_rows, dense, ticks, whole
from reader_tui.tui.timeline_entries import TimelineEntry, in_order
from reader_tui.tui.timeline_lanes import lane_row, lanes, mark_at, stops

DECADE = Window(datetime(2020, 1, 1), datetime(2030, 1, 1))


def lane_texts(entries: list[TimelineEntry], width: int = 60, rows: int = 2, window: Window = DECADE) -> list[str]:
    return [drawn(lane_row(lane, width, None, None)).rstrip() for lane in lanes(in_order(entries), window, width, rows)]


@pytest.mark.parametrize(
    ("value", "modifier", "row"),
    [
        ("2025-06-01", None, "                                ● 2025-06-01"),
        ("2025-06-01", "about", "                                ○ about 2025-06-01"),
        ("2021", None, "      ●━━━━━ 2021"),
        ("2021", "about", "      ┄┅○┅┄┈ about 2021"),
        ("2021", "start", "      ○━┅┄┄┈ early 2021"),
        ("2021", "mid", "      ┄┅○┅┄┈ mid 2021"),
        ("2021", "end", "      ┈┄┄┅━○ late 2021"),
        ("2022/2025", None, "            ●━ 2022 – 2025 ━━━━━━━━━"),
        ("2027/..", "since", "                                         ●━┅┄┄┈▸ since 2027"),
        ("../2021", "before", "     ◂┈┄┄┅━● until 2021"),
        ("2018/2021", None, "━●━━━━━━━━━━ 2018 – 2021"),
        ("2018/..", "since", "━●━┅┄┈▸ since 2018"),
        ("2028/2035", None, "                                   2028 – 2035 ●━━━━━━━━━━━━"),
        ("2029-06-01", None, "                                             2029-06-01 ●"),
        ("2019", None, ""),
        ("2030", None, ""),
    ],
)
def test_precision_is_drawn(value: str, modifier: str | None, row: str) -> None:
    assert lane_texts([entry(value, modifier=modifier)], rows=1) == [row]


def test_articles_differ_in_shape_and_one_event_of_two_has_both() -> None:
    assert lane_texts([entry("2021-01-01", "", 1), entry("2026-01-01", "", 2, 0)], rows=1) == [
        "      ◆ 2021-01-01                  ●▲ 2026-01-01"]
    assert lane_texts([entry("2021", "", 0, 3, modifier="about")], rows=1) == ["      ┄┅○□┅┄ about 2021"]


def test_labels_stand_where_there_is_room_and_are_never_cut_in_a_wide_character() -> None:
    told = [entry("2021-01-01", "河邊的風從早吹到晚，船夫把繩子繫好了"), entry("2024-01-01", "下水")]
    assert lane_texts(told, width=60, rows=1) == ["      ● 2021-01-01 …   ● 2024-01-01 下水"]
    assert lane_texts(told, width=61, rows=2) == ["      ● 2021-01-01 河邊的風從早吹到晚，船夫把繩子繫好了",
                                                  "                        ● 2024-01-01 下水"]


def test_what_is_crowded_becomes_a_cluster_that_zoom_takes_apart() -> None:
    days = [entry(f"2025-06-{day:02d}", f"第{day}天") for day in range(1, 8)]
    assert lane_texts(days) == ["                                ●7 第1天", ""]
    june = Window(datetime(2025, 5, 31), datetime(2025, 6, 9))
    assert [row.replace(" ", "") for row in lane_texts(days, window=june)] == [
        "●━━━━━━●━━━━━━●━━━━━━●━━━━━━", "●━━━━━━●━━━━━━●━━━━━━2025-06-06…"]


def test_hours_need_no_day_where_the_ticks_tell_it() -> None:
    day = Window(datetime(2025, 5, 3), datetime(2025, 5, 4))
    assert lane_texts([entry("2025-05-03T09:30", "通車")], rows=1, window=day) == [" " * 23 + "● 09:30 通車"]
    assert lane_texts([entry("2025-05-03T09:30", "通車")], rows=1) == [" " * 32 + "● 2025-05-03 09:30 通車"]


def test_a_cluster_shows_whose_events_it_holds() -> None:
    same = [entry("2025-06-01", name, article) for article, name in enumerate("甲乙丙")]
    assert lane_texts(same, rows=2) == ["                                ●◆▲3 甲", ""]


def test_long_bars_stay_bars_while_there_is_room_and_never_force_everything_into_one() -> None:
    crowd = [entry("2021/2024", "施工"), *(entry(f"2022-0{month}-01", f"第{month}月") for month in range(1, 8))]
    assert lane_texts(crowd, rows=2) == ["      ●━ 2021 – 2024 施工 ━━━━", "            ●7━ 第1月"]
    spans = [entry(f"{year}/2029", f"自{year}") for year in range(2020, 2026)]
    assert lane_texts(spans, rows=1) == ["●3 自2020         ●3 自2023"]


def test_keys_step_over_a_cluster_at_once() -> None:
    entries = in_order([entry("2021"), *(entry("2025-06-01") for _ in range(5)), entry("2028"), entry("PAST_REF")])
    assert stops(entries, lanes(entries, DECADE, 60, 2)) == [(0,), (1, 2, 3, 4, 5), (6,), (7,)]
    assert len(stops(entries, [])) == 8


def test_a_click_finds_the_nearest_mark() -> None:
    lane = lanes(in_order([entry("2021-01-01"), entry("2026-01-01")]), DECADE, 60, 1)[0]
    found = [mark_at(lane, column) for column in (0, 18, 21, 35, 59)]
    assert [mark.members[0].value for mark in found if mark] == ["2021-01-01"] * 3 + ["2026-01-01"] * 2
    assert mark_at([], 3) is None


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        ("1200-01-01", "2000-01-01", "1200 1400 1600 1800"),
        ("1800-01-01", "2000-01-01", "1800 1850 1900 1950"),
        ("2020-01-01", "2030-01-01", "2020 2022 2024 2026 2028"),
        ("2025-01-01", "2025-12-31", "2025 2025-04 2025-07 2025-10"),
        ("2025-05-01", "2025-05-09", "2025-05-02 05-04 05-06 05-08"),
        ("2024-12-28", "2025-01-04", "2024-12-29 12-31 2025-01-02"),
        ("2025-05-01", "2025-05-02", "05-01 00:00 06:00 12:00 18:00"),
        ("2025-05-01T20:30", "2025-05-02T02:00", "05-01 21:00 22:00 23:00 05-02 01:00"),
        ("2025-05-01T09:10", "2025-05-01T10:20", "05-01 09:15 09:30 09:45 10:00 10:15"),
    ],
)
def test_ticks_are_as_fine_as_there_is_room(start: str, end: str, labels: str) -> None:
    window = Window(datetime.fromisoformat(start), datetime.fromisoformat(end))
    width = 50 if "T" not in start else 52
    assert " ".join(label for _, label in ticks(window, width)) == labels


def test_ticks_stay_where_they_are_while_the_window_moves() -> None:
    week = Window(datetime(2025, 5, 1), datetime(2025, 6, 20))
    before = {label[-5:] for _, label in ticks(week, 60)}
    after = {label[-5:] for _, label in ticks(week.panned(0.02), 60)}
    assert len(before ^ after) <= 1


def test_the_axis_counts_what_lies_beyond_it_and_marks_the_reading_position() -> None:
    def line(**marks: object) -> str:
        return drawn(axis_rows(DECADE, 40, **marks)[1])  # type: ignore[arg-type]

    assert drawn(axis_rows(DECADE, 40)[0]) == "2020  2022   2024     2026   2028       "
    assert line() == "┴───────┴──────┴────────┴──────┴────────"
    assert line(earlier=3, later=12) == "◂3 ─────┴──────┴────────┴──────┴──── 12▸"
    assert line(reading=datetime(2025, 6, 1)) == "┴───────┴──────┴─────▼──┴──────┴────────"
    assert line(reading=datetime(1999, 6, 1), earlier=3) == "▼◂3 ────┴──────┴────────┴──────┴────────"
    assert line(reading=datetime(2031, 6, 1), later=3) == "┴───────┴──────┴────────┴──────┴──── 3▸▼"


def test_zooming_keeps_the_moment_in_its_place() -> None:
    moment = datetime(2025, 6, 1)
    zoomed = DECADE.zoomed(0.25, moment)
    assert abs(zoomed.column(moment, 1000) - DECADE.column(moment, 1000)) <= 1
    assert zoomed.days == pytest.approx(DECADE.days / 4)
    assert DECADE.zoomed(1e12, moment).days <= 1_000_001
    assert DECADE.zoomed(1e-12, moment).end - DECADE.zoomed(1e-12, moment).start == timedelta(hours=1)


def test_moving_past_the_edge_keeps_the_scale() -> None:
    assert DECADE.holding(datetime(2025, 1, 1)) == DECADE
    later = DECADE.holding(datetime(2033, 1, 1))
    assert (later.days, later.column(datetime(2033, 1, 1), 100)) == (DECADE.days, 85)
    assert DECADE.panned(0.5).column(datetime(2030, 1, 1), 100) == 50
    assert Window(datetime(2, 1, 1), datetime(3, 1, 1)).panned(-5) == Window(datetime(2, 1, 1), datetime(3, 1, 1))


def test_the_first_window_is_where_most_events_are() -> None:
    recent = [entry(f"2025-{month:02d}") for month in range(1, 9)]
    assert whole([entry("1911"), *recent]).start.year < 1911
    assert dense([entry("1911"), *recent]).start.year >= 2024
    assert dense([entry("2023"), *recent]) == whole([entry("2023"), *recent])


VALUES = st.sampled_from(["2025", "2025-06", "2025-06-01", "1990/1999", "2004/..", "../1950", "2025-H1", "PAST_REF",
                          "0001", "9999-12-31", "2025-05-03T09:30"])
MADE = st.builds(entry, VALUES, st.text(alphabet="河邊A b", max_size=20), st.integers(0, 4),
                 modifier=st.sampled_from([None, "about", "start", "end", "mid"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(MADE, max_size=25), st.integers(20, 200), st.integers(1, 6), st.sampled_from([1.0, 0.1, 0.001]))
def test_every_row_is_exactly_as_wide_as_the_widget(made: list[TimelineEntry], width: int, rows: int,
                                                    zoom: float) -> None:
    entries = in_order(made)
    window = whole(entries)
    window = window.zoomed(zoom, window.middle)
    selected = entries[0] if entries else None
    packed = lanes(entries, window, width, rows)
    for lane in packed:
        assert cell_len(drawn(lane_row(lane, width, selected, None))) == width
    for row in axis_rows(window, width, reading=window.middle, earlier=3, later=120):
        assert cell_len(drawn(row)) == width
    on_screen = [one for one in entries if one.is_dated and (one.latest is None or one.latest > window.start)
                 and (one.earliest is None or one.earliest < window.end)]
    members = [member.key for lane in packed for mark in lane for member in mark.members]
    assert sorted(members) == sorted(one.key for one in on_screen)
