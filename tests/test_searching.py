"""Searching by keys: words in either script, expressions, and the list of matches."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled
from textual.pilot import Pilot
from textual.widgets import OptionList

from reader_tui.tui.choice_screen import ChoiceScreen

PAGE = "\n".join(f"第{n}段。河邊的風從早吹到晚，Lamp {n * 7}盞。" for n in range(60))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


async def search(pilot: Pilot[None], key: str, query: str) -> list[str]:
    """Search and give what the matches read in the source."""
    await settled(pilot)
    await press(pilot, key)
    await pilot.press(*query, "enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return [span.of(PAGE) for span in screen_of(pilot).matches]


@pytest.mark.parametrize(
    ("key", "query", "found"),
    [
        ("slash", "河边", ["河邊"] * 60),
        ("slash", "lamp 21盏", ["Lamp 21盞"]),
        ("slash", "LAMP", []),
        ("slash", "第.段", []),
        ("vertical_line", "第5[0-2]段", ["第50段", "第51段", "第52段"]),
        ("vertical_line", "河边.风", ["河邊的風"] * 60),
        ("vertical_line", "(第", []),
    ],
)
async def test_words_and_expressions(page: Path, home: Path, key: str, query: str, found: list[str]) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        assert await search(pilot, key, query) == found


async def test_a_wrong_expression_is_explained(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "vertical_line")
        await pilot.press("left_parenthesis", "enter")
        await pilot.pause()
        assert "not a regular expression" in screen_of(pilot)._said


async def test_an_expression_without_end_is_given_up(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a" * 5000 + "!", encoding="utf-8")
    async with reader([path], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen_of(pilot).search("(a|aa)+$", is_pattern=True)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert screen_of(pilot).matches == []


async def test_matches_are_listed_as_the_text_is_shown_each_in_one_row(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "damaged.txt"
    path.write_text("經(jīng)濟發(fā)展得很快，" * 12 + "\n", encoding="utf-8")
    async with reader([path], home).run_test(size=(80, 24)) as pilot:
        await search(pilot, "slash", "发展")
        await press(pilot, "F")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, ChoiceScreen)
        assert screen._choices[5].label.count("【發展】") == 1 and "(" not in screen._choices[5].label
        assert screen.query_one(OptionList).virtual_size.height == len(screen._choices)


async def test_matches_are_listed_with_their_context(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await search(pilot, "slash", "lamp")
        await press(pilot, "F")
        screen = pilot.app.screen
        assert isinstance(screen, ChoiceScreen)
        assert screen._choices[3].label == "第3段。河邊的風從早吹到晚，【Lamp】 21盞。"
        await pilot.press(*"42盞", "enter")
        await pilot.pause()
        assert PAGE[screen_of(pilot).current.pane.cursor :].startswith("Lamp 42")
