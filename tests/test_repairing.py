"""The ledger of repairs in the reader: listed, switched off, kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled, shown
from textual.pilot import Pilot

from reader_tui.tui.choice_screen import ChoiceScreen
from reader_tui.tui.repair_panel import RepairPanel
from reader_tui.user_rules import load_rules

PAGE = "\n".join(f"第{n}段。河邊的發(fā)電站亮著,,船夫在這里(lǐ)等。![]()" for n in range(20))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


async def opened(pilot: Pilot[None]) -> RepairPanel:
    """The panel, open and filled."""
    await settled(pilot)
    await press(pilot, "E")
    panel = screen_of(pilot).query_one(RepairPanel)
    for _ in range(100):
        if panel._rules:
            break
        await pilot.pause(0.02)
    return panel


async def test_the_panel_lists_every_rule_with_its_count(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        panel = await opened(pilot)
        assert {row.name: row.count for row in panel._rules}["pinyin"] == 40
        await press(pilot, "q")
        assert not screen_of(pilot).query(RepairPanel)
        assert screen_of(pilot).current.pane.has_focus


async def test_the_panel_keeps_the_keys_when_the_window_changes_its_size(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        panel = await opened(pilot)
        await pilot.resize_terminal(100, 24)
        await settled(pilot)
        assert panel.has_focus_within


async def test_a_damaged_title_is_shown_repaired(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "park.txt"
    path.write_text("工業(yè)園的變化\n\n國(guó)際貿(mào)易改變了這里的經(jīng)濟。\n", encoding="utf-8")
    async with reader([path], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert screen_of(pilot).current.article.title == "工業園的變化"


async def test_a_rule_switched_off_stays_off_for_this_article(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        panel = await opened(pilot)
        names = [row.name for row in panel._rules]
        for _ in range(names.index("pinyin")):
            await press(pilot, "j")
        await press(pilot, "space")
        await settled(pilot)
        assert any("(fā)" in row for row in shown(screen_of(pilot).current.pane))
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        rows = shown(screen_of(pilot).current.pane)
        assert any("(fā)" in row for row in rows) and not any("![]" in row for row in rows)


async def test_a_single_repair_is_refused_and_taken_back(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        panel = await opened(pilot)
        names = [row.name for row in panel._rules]
        for _ in range(names.index("pinyin")):
            await press(pilot, "j")
        await press(pilot, "l j space")
        await settled(pilot)
        rows = "".join(shown(screen_of(pilot).current.pane))
        assert rows.count("(fā)") == 1
        await press(pilot, "space")
        await settled(pilot)
        assert "(fā)" not in "".join(shown(screen_of(pilot).current.pane))


async def test_one_key_shows_what_was_folded(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "twice.txt"
    paragraph = ("河邊的風從早吹到晚，船夫把繩子繫好，又數了數袋裡的米，燈還亮著。校長說明年再點第二盞，孩子們不相信，"
                 "第二天又去河邊看了一次才回家吃飯。\n")
    path.write_text(paragraph * 3, encoding="utf-8")
    async with reader([path], home).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        pane = screen_of(pilot).current.pane
        assert sum("船夫" in row for row in shown(pane)) == 1
        assert any(row.startswith("⋯ hidden") for row in shown(pane))
        await press(pilot, "f8")
        assert sum("船夫" in row for row in shown(pane)) == 3
        await press(pilot, "f8")
        assert sum("船夫" in row for row in shown(pane)) == 1


async def test_a_rule_of_ones_own_is_previewed_and_kept(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "ampersand")
        await pilot.pause(0.4)
        await pilot.press(*"/第[0-9]段/", "enter")
        await pilot.press(*"節", "enter")
        for _ in range(100):
            if isinstance(pilot.app.screen, ChoiceScreen):
                break
            await pilot.pause(0.02)
        labels = [choice.label for choice in pilot.app.screen._choices]
        assert labels[0] == "keep the rule in every article" and labels[2].startswith("【第0段 → 節】。河邊的")
        assert load_rules(home) == ()
        await press(pilot, "enter")
        await settled(pilot)
        assert [rule.find for rule in load_rules(home)] == ["第[0-9]段"]
        assert any(row.startswith("節。河邊的發電站") for row in shown(screen_of(pilot).current.pane))


async def test_a_broken_file_of_rules_is_told_and_left_aside(page: Path, home: Path) -> None:
    home.mkdir()
    (home / "rules.toml").write_text("[[rule]]\nfind = 3\n", encoding="utf-8")
    async with reader([page], home).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert any("rules.toml" in notice.message for notice in pilot.app._notifications)
        assert any("發電站" in row for row in shown(screen_of(pilot).current.pane))
