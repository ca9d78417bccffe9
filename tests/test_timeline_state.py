"""What the timeline shows and how it moves, without a screen."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from timeline_entries_made import drawn, entry

from reader_tui.analysis.time import analyse
from reader_tui.text.width import cell_len
from reader_tui.tui.timeline_axis import whole
from reader_tui.tui.timeline_entries import (
    LIBRARY,
    TimelineEntry,
    Told,
    entries_of,
    in_order,
    matching,
    nearest_event,
    when_words,
)
from reader_tui.tui.timeline_rows import DatedArticle, detail_row, head_row, list_row, vague_row, vague_spots
from reader_tui.tui.timeline_state import TimelineState


def state_of(*entries: TimelineEntry, width: int = 80, height: int = 8) -> TimelineState:
    state = TimelineState()
    state.width, state.height = width, height
    state.show(entries)
    return state


def texts(state: TimelineState) -> list[str]:
    return [drawn(row).rstrip() for row in state.rows()]


@pytest.mark.parametrize(
    ("value", "modifier", "words"),
    [
        ("2024/..", "since", "since 2024"),
        ("../2019-05", "before", "until 2019-05"),
        ("2003/2005", None, "2003 – 2005"),
        ("1980/1989", None, "1980s"),
        ("1990/1999", "mid", "mid 1990s"),
        ("2025-H1", None, "2025 1st half"),
        ("2024-Q3", None, "2024 Q3"),
        ("2025", "start", "early 2025"),
        ("2025-05", "end", "late 2025-05"),
        ("1950", "about", "about 1950"),
        ("2025-05-03", None, "2025-05-03"),
        ("2025-05-03T09:30", None, "2025-05-03 09:30"),
        ("PAST_REF", None, "近期"),
        ("after(P3Y, event)", "after", "三年後"),
    ],
)
def test_times_are_told_in_words(value: str, modifier: str | None, words: str) -> None:
    assert when_words(entry(value, modifier=modifier)) == words


def test_hours_are_told_to_the_hour() -> None:
    timeline = analyse("昨天上午9時開會。昨天下午開會。", date(2025, 6, 4))
    assert [when_words(one) for one in entries_of([Told(0, timeline)])] == [
        "2025-06-03 09:00–10:00", "2025-06-03 12:00–18:00"]


def test_dated_events_come_in_time_and_vague_ones_by_tense() -> None:
    mixed = [entry("FUTURE_REF"), entry("PAST_REF"), entry("2025"), entry("../2019"), entry("2021-05")]
    assert [one.value for one in in_order(mixed)] == ["../2019", "2021-05", "2025", "PAST_REF", "FUTURE_REF"]


def test_one_event_of_two_articles_is_one_entry_with_both_shapes() -> None:
    first = analyse("2019年3月12日，新橋通車了。2020年下雪。近期開會。", date(2025, 6, 4))
    second = analyse("2019年3月12日，新桥通车，市长剪彩。", date(2025, 6, 4))
    found = entries_of([Told(0, first, "甲"), Told(1, second, "乙")])
    assert [(one.shapes, when_words(one)) for one in found] == [("●◆", "2019-03-12"), ("●", "2020"), ("●", "近期")]
    assert [place.title for place in found[0].places] == ["甲", "乙"]
    assert "— 甲 / 乙" in drawn(detail_row([found[0]], 90))


def test_articles_of_the_library_have_a_shape_of_their_own() -> None:
    told = Told(LIBRARY, analyse("2020年下雪了。", None), "遠方", record=7)
    assert [(one.shapes, one.places[0].record) for one in entries_of([told])] == [("★", 7)]


def test_without_a_reference_date_no_tense_is_claimed() -> None:
    timeline = analyse("5月20日開會討論。昨天下雨。", None)
    assert drawn(vague_row(entries_of([Told(0, timeline)]), 60, None, None)).rstrip() == (
        " past ● 昨天下雨     open ● 5月20日開會討論")


def test_vague_events_stand_under_their_tense_and_the_selected_one_is_in_sight() -> None:
    vague = in_order([entry("PAST_REF", "近期開會"), entry("FUTURE_REF", "將來再說"), entry("PAST_REF", "日前開工")])
    assert drawn(vague_row(vague, 60, None, None)).rstrip() == " past ● 近期開會  ● 日前開工     future ● 將來再說"
    assert drawn(vague_row(vague, 34, None, None)).rstrip() == " past ● 近期開會  ● 日前開工 +1"
    assert drawn(vague_row(vague, 34, vague[2], None)).rstrip() == " future ● 將來再說 +2"
    assert drawn(vague_row(vague, 60, None, vague[1].key)).rstrip() == " past ● 近期開會 ▼● 日前開工     future ● 將來再說"
    assert drawn(vague_row(vague, 60, None, vague[2].key)).rstrip() == " past ● 近期開會  ● 日前開工     future▼● 將來再說"
    assert [spot.entry for spot in vague_spots(vague, 60, None)] == vague


def test_a_vague_event_is_shown_from_the_words_that_tell_its_time() -> None:
    timeline = analyse("黃仁勛在近期頻繁接觸高官。", date(2025, 6, 4))
    assert drawn(vague_row(entries_of([Told(0, timeline)]), 60, None, None)).rstrip() == " past ● 近期頻繁接觸高官"


def test_rows_of_the_list_never_cut_a_wide_character() -> None:
    told = entry("2025-06", "河邊的風從早吹到晚", speaker="王小明")
    for width in range(20, 60):
        assert cell_len(drawn(list_row(told, width, None, None))) == width
    assert drawn(list_row(told, 40, None, told.key)) == "▸● 2025-06           王小明: 河邊的風從…"


@pytest.mark.parametrize(
    ("dates", "width", "row"),
    [
        ([(0, date(2024, 5, 2), "dateline")], 80,
         "─ Timeline · dates against 2024-05-02, from the dateline ───────── 2024 – 2025 ─"),
        ([(0, date(2024, 5, 2), "given")], 50, "─ Timeline · dates against 2024-05-02, as you gav…"),
        ([(0, None, "unknown")], 80, "─ Timeline · date unknown: relative dates stay open ── 12 events · 2024 – 2025 ─"),
        ([(0, None, "unknown"), (1, date(2024, 5, 2), "file name")], 80,
         "─ Timeline · ● date unknown · ◆ 2024-05-02, from the file name ─── 2024 – 2025 ─"),
    ],
)
def test_the_head_tells_the_dates(dates: list[tuple[int, date | None, str]], width: int, row: str) -> None:
    known = [DatedArticle(*one) for one in dates]
    assert drawn(head_row(known, [], ["12 events · 2024 – 2025", "2024 – 2025"], width)) == row


@pytest.mark.parametrize(
    ("query", "found"),
    [("", "新橋 碼頭 近期"), ("新桥", "新橋"), ("by:王小明", "碼頭"), ("in:2", "碼頭"), ("in:河港", "新橋"), ("when:2019", "新橋"),
     ("近期", "近期"), ("王小明", "碼頭"), ("雪", "")],
)
def test_events_are_filtered(query: str, found: str) -> None:
    entries = [entry("2019", "新橋通車", title="河港志"), entry("2021", "碼頭失火", 1, speaker="王小明"), entry("PAST_REF", "近期開會")]
    assert " ".join(one.text[:2] for one in matching(entries, query)) == found


def test_a_cluster_opens_by_zoom_and_what_lies_at_one_time_as_a_list() -> None:
    same = [entry("2025-06-01", name) for name in ("甲開工", "乙停工", "丙開會", "丁下雨", "戊通車", "己罷工")]
    state = state_of(entry("2005-01-01", "奠基"), *same, entry("2025-07-09", "竣工"), height=6)
    state.fit()
    state.move(1)
    assert len(state.members) > 1
    while state.choose() is None and not state.is_list:
        pass
    assert state.is_list
    assert [row[3:13] for row in texts(state)[1:]] == ["2025-06-01"] * 5
    state.toggle_list()
    assert not state.is_list


def test_choosing_again_goes_to_the_next_place() -> None:
    state = state_of(entry("2025-06-01", "通車", 0, 2))
    assert [place.article for place in (state.choose(), state.choose(), state.choose()) if place] == [0, 2, 0]


def test_the_window_opens_on_most_events_and_on_all_where_another_is_read() -> None:
    state = state_of(entry("1911", "奠基"), *(entry(f"2025-{month:02d}") for month in range(1, 9)))
    first = state.window
    assert state.selected is not None
    assert (state.selected.value, first.start.year) == ("2025-01", 2024)
    state.follow(state.entries[0].key)
    assert state.window == whole(state.entries)
    state.follow(state.entries[3].key)
    assert state.window == first
    state.zoom(0.1)
    state.follow(state.entries[0].key)
    assert state.window.shows(state.entries[0].moment)
    assert state.window.days == pytest.approx(first.days / 10)


def test_a_date_given_to_the_article_brings_its_events_into_view() -> None:
    state = state_of()
    for day in (None, date(2024, 5, 20), date(2031, 1, 1)):
        state.show(entries_of([Told(0, analyse("昨天開會。", day))]))
        assert state.is_list is (day is None)
    assert drawn(state.rows()[3]).split()[1:] == ["2030-12-31", "開會"]
    state.zoom(0.5)
    state.show(entries_of([Told(0, analyse("昨天開會。", date(2024, 5, 20)))]))
    assert state.window.shows(state.entries[0].moment)
    assert state.window.days == pytest.approx(6)


def test_one_event_is_counted_as_one() -> None:
    one = state_of(entry("2025-06-01", "通車"))
    assert " 1 event · " in texts(one)[0]
    two = state_of(entry("2025-06-01", "通車"), entry("2025-06-03", "停駛"))
    assert " 2 events · " in texts(two)[0]
    two.filter("通車")
    assert " 1 of 2 events · " in texts(two)[0]


def test_zooming_leaves_the_selected_event_where_it_is() -> None:
    state = state_of(*(entry(str(year)) for year in range(1998, 2031, 4)))
    state.move(2)
    assert state.selected is not None
    column = state.window.column(state.selected.moment or datetime.min, 80)
    for factor in (0.5, 0.5, 0.5, 0.25, 4, 2):
        state.zoom(factor)
        assert state.window.column(state.selected.moment or datetime.min, 80) == pytest.approx(column, abs=1)
    state.pan(1)
    for _ in range(5):
        state.zoom(0.5)
    assert any(state.window.shows(one.moment) for one in state.entries)


def test_moving_past_the_edge_pans_and_showing_the_same_again_keeps_the_window() -> None:
    entries = [entry(str(year)) for year in range(1990, 2020)]
    state = state_of(*entries)
    state.zoom(0.1)
    before = state.window
    state.move(8)
    assert state.window != before
    assert state.window.days == pytest.approx(before.days)
    held = state.window
    state.show([*entries, entry("2030")])  # the library grows while it is read
    assert state.window == held
    state.filter("201")
    assert state.window != held


def test_a_narrow_terminal_gets_a_list() -> None:
    state = state_of(entry("2025-06", "下水"), entry("PAST_REF", "近期開會"), width=40)
    assert texts(state)[1:] == [" ● 2025-06     下水", " ● past: 近期  近期開會"]
    assert state_of(entry("2025-06", "下水")).is_list is False
    assert state_of(entry("PAST_REF")).is_list


def test_cells_lead_to_events() -> None:
    state = state_of(entry("2021-01-01", "奠基"), entry("2025-06-01", "通車"), entry("PAST_REF", "近期開會"), width=160, height=7)
    rows = texts(state)
    for label in ("奠基", "通車", "近期開會"):
        y = next(y for y, row in enumerate(rows) if label in row)
        found = state.entry_at(cell_len(rows[y][: rows[y].index(label)]), y)
        assert found is not None
        assert found.label == label
    assert state.entry_at(5, 0) is None


def test_the_nearest_event_is_the_one_at_the_cursor_or_the_first_on_the_page() -> None:
    text = "2019年開工了。" + "河" * 50 + "。2021年停工了。2023年通車了。"
    timeline = analyse(text, None)
    starts = [one.span.start for one in timeline.times]
    assert nearest_event(timeline, 0, 5, cursor=starts[1] + 2) == 1
    assert nearest_event(timeline, 0, len(text)) == 0
    assert nearest_event(timeline, starts[1], len(text)) == 1
    assert nearest_event(timeline, 12, 20) == 0
    assert nearest_event(analyse("沒有", None), 0, 5) is None


def test_an_empty_axis_says_whether_the_text_is_still_read_or_has_no_dates() -> None:
    state = state_of()
    assert texts(state)[1:] == [" reading…"]
    state.show([], [DatedArticle(1, date(2024, 5, 1))])
    assert texts(state)[1:] == [" no dates in this text"]
    state.filter("2031")
    assert texts(state)[1:] == [" no events match"]
