"""The timeline as a person uses it: keys and mouse, dates given, the library on the axis."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled
from textual import events
from textual.pilot import Pilot

from reader_tui.text.load import load
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.timeline import TimelineView

HARBOUR = ("河港興建始末\n2019年3月12日，新橋通車。2021年，渡輪停駛。校長王小明說：「2024年以來，遊客多了一倍。」\n"
           "2024年5月3日上午9時30分，第一輛卡車駛過大橋。昨天，港務局開會。將來這裡還要建博物館。\n")
BRIDGE = "大橋事故回顧\n那是一座老橋。2022年中，大霧封港。2019年3月12日，新橋通車，市長剪綵。\n"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    return path


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    return path


def panel(pilot: Pilot[None]) -> TimelineView:
    return screen_of(pilot).timeline_panel


def rows(pilot: Pilot[None]) -> list[str]:
    return [panel(pilot).render_line(y).text.rstrip() for y in range(panel(pilot).size.height)]


def selected(pilot: Pilot[None]) -> str:
    entry = panel(pilot).selected
    return entry.label if entry is not None else ""


def at_cursor(pilot: Pilot[None], length: int) -> str:
    current = screen_of(pilot).current
    return current.article.document.text[current.pane.cursor :][:length]


async def until(pilot: Pilot[None], shown: str) -> None:
    """Wait until the timeline shows these words."""
    for _ in range(300):
        if any(shown in row for row in rows(pilot)):
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{shown} is not among\n" + "\n".join(rows(pilot)))


async def test_keys_go_from_event_to_event_and_into_the_text(harbour: Path, home: Path) -> None:
    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        await press(pilot, "T")
        assert selected(pilot) == "新橋通車"
        await press(pilot, "l")
        assert (selected(pilot), at_cursor(pilot, 5)) == ("渡輪停駛", "2021年")
        await press(pilot, "2 l h enter")
        assert at_cursor(pilot, 7) == "2024年以來"
        assert screen_of(pilot).current.pane.has_focus
        await press(pilot, "] e")
        assert at_cursor(pilot, 9) == "2024年5月3日"
        await press(pilot, "[ e [ e")
        assert at_cursor(pilot, 5) == "2021年"
        await until(pilot, "▼")
        assert "▼" in rows(pilot)[2]


async def test_keys_zoom_pan_and_fit(harbour: Path, home: Path) -> None:
    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        await press(pilot, "T l l l")
        assert selected(pilot) == "第一輛卡車駛過大橋"
        start = rows(pilot)[1]
        await press(pilot, "plus")
        assert rows(pilot)[1] != start
        await press(pilot, "minus")
        assert rows(pilot)[1] == start
        await press(pilot, "9 plus 4 plus")
        assert ":00" in rows(pilot)[1]
        before = panel(pilot).state.window
        await press(pilot, "greater_than_sign less_than_sign")
        assert abs((panel(pilot).state.window.start - before.start).total_seconds()) < 1
        await press(pilot, "2 less_than_sign")
        assert panel(pilot).state.window.end < before.end
        await press(pilot, "0")
        assert "▸" not in rows(pilot)[2]
        assert panel(pilot).state.window.days > 5 * 365


async def test_a_list_is_shown_on_demand_and_where_there_is_no_room(harbour: Path, home: Path) -> None:
    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        await press(pilot, "T t")
        assert rows(pilot)[1].split() == ["▸●", "2019-03-12", "2019年3月12日，新橋通車"]
        await press(pilot, "j j")
        assert selected(pilot) == "遊客多了一倍"
        assert "王小明: 2024年以來" in rows(pilot)[3]
        await press(pilot, "t")
        assert "┴" in rows(pilot)[2]
        await pilot.resize_terminal(50, 34)
        await pilot.pause()
        assert "2019-03-12" in rows(pilot)[1]


async def test_events_are_filtered_as_one_types(harbour: Path, home: Path) -> None:
    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        await press(pilot, "T slash")
        await pilot.press(*"by:王小明", "enter")
        await pilot.pause()
        assert "1 of 6 events" in rows(pilot)[0]
        assert selected(pilot) == "遊客多了一倍"


async def test_one_event_of_two_articles_leads_to_both(harbour: Path, bridge: Path, home: Path) -> None:
    async with reader([harbour, bridge], home).run_test(size=(120, 34)) as pilot:
        await settled(pilot)
        await until(pilot, "●◆")
        await press(pilot, "T enter")
        assert screen_of(pilot).current.article.path == harbour
        await press(pilot, "T enter")
        assert screen_of(pilot).current.article.path == bridge
        assert at_cursor(pilot, 10) == "2019年3月12日"


async def test_the_date_of_an_article_can_be_given_and_taken_back(harbour: Path, home: Path) -> None:
    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        assert "date unknown: relative dates stay open" in rows(pilot)[0]
        assert "past ● 昨天" in " ".join(rows(pilot))
        await press(pilot, "D")
        await pilot.press(*"2025-06-32", "enter")
        await pilot.pause()
        assert "date unknown" in rows(pilot)[0]
        await press(pilot, "D")
        await pilot.press(*"2025-06-04", "enter")
        await until(pilot, "dates against 2025-06-04, as you gave it")
        assert "2025-06-03" in [entry.value for entry in panel(pilot).state.entries]
        kept = screen_of(pilot).current.article.kept
        assert kept is not None
        with Notebook(home) as notebook:
            assert notebook.choices.reference_date(kept.id) == date(2025, 6, 4)
        await press(pilot, "D ctrl+u enter")
        await until(pilot, "date unknown")
        with Notebook(home) as notebook:
            assert notebook.choices.reference_date(kept.id) is None


async def test_the_date_that_a_page_states_holds_until_another_is_given(tmp_path: Path, home: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<title>新橋</title><meta property="article:published_time" content="2024-05-07T08:00:00Z">'
                    "<p>昨天，新橋通車。</p>", encoding="utf-8")
    async with reader([page], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        assert "dates against 2024-05-07, from the metadata" in rows(pilot)[0]
        assert screen_of(pilot).current.article.date_label == "2024-05-07 (metadata)"
        await press(pilot, "D ctrl+u")
        await pilot.press(*"2020-01-02", "enter")
        await until(pilot, "dates against 2020-01-02, as you gave it")
        await press(pilot, "D ctrl+u enter")
        await until(pilot, "dates against 2024-05-07, from the metadata")


async def test_the_whole_library_stands_on_the_axis_and_opens(harbour: Path, bridge: Path, home: Path) -> None:
    with Notebook(home) as notebook:
        notebook.library.add(load(str(bridge)))
    async with reader([harbour], home).run_test(size=(120, 34)) as pilot:
        await settled(pilot)
        await press(pilot, "T L")
        await until(pilot, "●★")
        assert "· library ·" in rows(pilot)[0]
        await press(pilot, "l l")
        assert selected(pilot) == "大霧封港"
        await press(pilot, "enter")
        await settled(pilot)
        assert screen_of(pilot).current.article.path == bridge
        assert at_cursor(pilot, 6) == "2022年中"
        await until(pilot, "●◆")
        await press(pilot, "T L")
        assert "library" not in rows(pilot)[0]


async def test_the_mouse_selects_chooses_zooms_and_pans(harbour: Path, home: Path) -> None:
    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        y = next(y for y, row in enumerate(rows(pilot)) if "渡輪停駛" in row and y > 2)
        x = rows(pilot)[y].index("渡輪停駛")
        await pilot.click(TimelineView, offset=(x, y))
        assert selected(pilot) == "渡輪停駛"
        assert not screen_of(pilot).current.pane.has_focus
        await pilot.click(TimelineView, offset=(x, y), times=2)
        await pilot.pause()
        assert at_cursor(pilot, 5) == "2021年"
        assert screen_of(pilot).current.pane.has_focus
        before = panel(pilot).state.window
        await pilot.mouse_down(TimelineView, offset=(50, 3))
        await pilot.hover(TimelineView, offset=(30, 3))
        await pilot.mouse_up(TimelineView, offset=(30, 3))
        assert panel(pilot).state.window.start > before.start
        assert panel(pilot).state.window.days == pytest.approx(before.days)


async def test_the_wheel_zooms_where_the_pointer_is_and_pans_with_shift(harbour: Path, home: Path) -> None:
    def wheel(kind: type[events.MouseEvent], *, shift: bool = False) -> events.MouseEvent:
        return kind(panel(pilot), 20, 3, 0, 0, 0, shift, False, False)

    async with reader([harbour], home).run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        before = panel(pilot).state.window
        panel(pilot).post_message(wheel(events.MouseScrollUp))
        await pilot.pause()
        nearer = panel(pilot).state.window
        assert nearer.days == pytest.approx(before.days * 0.8)
        assert nearer.moment(20, 100) - before.moment(20, 100) < before.moment(21, 100) - before.moment(20, 100)
        panel(pilot).post_message(wheel(events.MouseScrollDown))
        panel(pilot).post_message(wheel(events.MouseScrollDown, shift=True))
        await pilot.pause()
        assert panel(pilot).state.window.days == pytest.approx(before.days)
        assert panel(pilot).state.window.start > before.start
