"""Script views by keys: the same place in another script, side by side, and what was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled, shown
from textual.pilot import Pilot

from reader_tui.text.script import available
from reader_tui.tui.choice_screen import ChoiceScreen

pytestmark = pytest.mark.skipif(not available(), reason="OpenCC is not installed")
TRADITIONAL = "\n".join(f"第{n}段。河邊的風從早吹到晚，不久后采購員說滑鼠壞了，發(fā)電站的燈亮著。" for n in range(60))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(TRADITIONAL, encoding="utf-8")
    return path


async def test_the_view_changes_and_the_place_stays(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "2 0 j")
        pane = screen_of(pilot).current.pane
        address = pane.address
        await press(pilot, "S")
        assert pane.address == address
        assert any("河边的风从早吹到晚" in row for row in shown(pane))
        await press(pilot, "S S S")
        assert any("河邊的風從早吹到晚" in row and "不久后" in row for row in shown(pane))
        assert screen_of(pilot).current.view.script_view == "source"


async def test_a_character_by_character_text_becomes_proper_taiwanese(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        screen_of(pilot).show_script("tw")
        await pilot.pause()
        assert any("不久後採購員" in row for row in shown(screen_of(pilot).current.pane))


async def test_every_view_can_be_chosen(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, ChoiceScreen)
        await pilot.press(*"tw2sp", "enter")
        await pilot.pause()
        assert screen_of(pilot).current.view.chain == ("tw2sp",)
        assert any("鼠标" in row for row in shown(screen_of(pilot).current.pane))


async def test_two_scripts_side_by_side_move_together(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(160, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+w v S space")
        first, second = screen_of(pilot).panes
        assert second.pane.address == first.pane.address > 0
        await press(pilot, "equals_sign space")
        assert second.pane.address > first.pane.address


async def test_notes_and_search_stay_right_in_a_converted_view(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        screen_of(pilot).show_script("tw2sp")
        await press(pilot, "slash")
        await pilot.press(*"鼠标", "enter")
        await pilot.pause()
        screen = screen_of(pilot)
        assert [span.of(TRADITIONAL) for span in screen.matches[:2]] == ["滑鼠", "滑鼠"]
        await press(pilot, "v i s enter")
        assert [note.quote.exact for note in screen.current.article.annotations] != []


async def said(pilot: Pilot[None]) -> str:
    await pilot.pause()
    return screen_of(pilot)._said


async def test_the_original_of_a_changed_word_is_told(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        screen.show_script("tw")
        screen.jump(TRADITIONAL.index("后采"))
        await press(pilot, "circumflex_accent")
        assert "後 ← 后" in await said(pilot)
        screen.jump(0)
        await press(pilot, "circumflex_accent")
        assert await said(pilot) == "as the source has it"


async def test_changes_are_marked_on_request(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f7")
        await pilot.pause(0.3)
        marks = screen_of(pilot).current.pane._marks["changes"]
        assert {mark.span.of(TRADITIONAL) for mark in marks} == {"(fā)"}
        await press(pilot, "f7")
        assert not screen_of(pilot).current.pane._marks["changes"]


async def test_a_word_is_looked_up(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        screen_of(pilot).jump(TRADITIONAL.index("滑鼠"))
        await press(pilot, "K")
        for _ in range(200):
            if isinstance(pilot.app.screen, ChoiceScreen):
                break
            await pilot.pause(0.05)
        labels = [choice.label for choice in pilot.app.screen._choices]
        assert "huá shǔ" in labels and "鼠标" in labels
        assert any(label.startswith("60 times") for label in labels)
