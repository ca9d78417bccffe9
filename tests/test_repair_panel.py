"""The panel of repairs: what it lists, how an edit is drawn, and what keys switch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair import Repairs, Suspicion
from reader_tui.text.width import cell_len
from reader_tui.tui import repair_panel
from reader_tui.tui.repair_panel import RepairPanel
from reader_tui.tui.repair_rows import RepairListing, RuleRow, SuspectedRow, rule_rows, suspected_rows
from reader_tui.tui.row_line import RowLine
from reader_tui.tui.row_list import RowList
from reader_tui.tui.themes import DARK, LIGHT

TEXT = "河邊的路（lù）燈（dēng）亮了&amp;amp;風很大，船夫説：走吧。"
REPAIRS = Repairs(
    (Edit(Span(4, 8), "（lù）", "", "pinyin", 0.99, "it spells the character before it"),
     Edit(Span(9, 15), "（dēng）", "", "pinyin", 0.97, "it spells the character before it"),
     Edit(Span(17, 26), "&amp;amp;", "&", "entity", 0.9, "the entity was encoded twice")),
    (Suspicion(Span(30, 33), "船夫說", "two readings are as likely"),))


class Host(App[None]):
    """A screen that reads all keys itself, with the panel beside it."""

    CSS_PATH = [Path(repair_panel.__file__).with_name(name) for name in ("row_list.tcss", "repair_panel.tcss")]

    def __init__(self, rules: list[RuleRow], suspected: list[SuspectedRow]) -> None:
        super().__init__()
        self._data = rules, suspected
        self.told: list[Message] = []
        self.passed: list[str] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "reader-dark"

    def compose(self) -> ComposeResult:
        yield RepairPanel(*self._data)

    def on_mount(self) -> None:
        self.query_one(RepairPanel).focus()

    def on_key(self, event: events.Key) -> None:
        self.passed.append(event.key)

    def _keep(self, message: Message) -> None:
        self.told.append(message)

    on_repair_panel_jump = on_repair_panel_toggle = on_repair_panel_closed = _keep


def host(**switches: object) -> Host:
    return Host(rule_rows(TEXT, REPAIRS, **switches), suspected_rows(TEXT, REPAIRS))  # type: ignore[arg-type]


def shown(pilot: Pilot[None]) -> list[str]:
    rows = pilot.app.query_one(RowList)
    return [text for y in range(rows.size.height) if (text := rows.render_line(y).text.strip())]


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())
    await pilot.pause()


def test_rules_with_their_edits_and_what_is_off() -> None:
    rules = rule_rows(TEXT, REPAIRS, disabled={"entity", "image-stub"}, disabled_for_good={"entity"},
                      refused={Span(9, 15)})
    assert [(rule.name, rule.count, rule.is_on, rule.is_on_for_good) for rule in rules] == [
        ("pinyin", 2, True, True), ("image-stub", 0, False, True), ("entity", 1, False, False)]
    assert [edit.is_on for rule in rules for edit in rule.edits] == [True, False, False]
    assert (rules[0].edits[1].left, rules[0].edits[1].right) == ("邊的路（lù）燈", "亮了&amp;a")


def drawn(width: int, **switches: object) -> Iterator[str]:
    rules = rule_rows(TEXT, REPAIRS, **switches)  # type: ignore[arg-type]
    listing = RepairListing(rules, suspected_rows(TEXT, REPAIRS), {"pinyin", "entity"})
    for index in range(len(listing.items)):
        for row in listing.draw(index, width):
            yield "".join(text for _, text in row)


def test_an_edit_tells_before_after_place_and_reason() -> None:
    rows = list(drawn(70, refused={Span(9, 15)}))
    assert rows[0].startswith(" ▾ ● pinyin put in") and rows[0].endswith("1 off    2")
    assert rows[1].startswith("   ● 河邊的路（lù） → ∅燈（dēng") and rows[1].endswith(" 99%")
    assert rows[2] == "     it spells the character before it"
    assert rows[3].startswith("   ○ ")
    assert rows[-2:] == ["   ? 船夫説 → 船夫說", "     two readings are as likely"]


def test_what_is_off_everywhere_says_so() -> None:
    rows = list(drawn(70, disabled={"entity"}, disabled_for_good={"entity", "pinyin"}))
    assert any("off everywhere" in row and "○" in row for row in rows)
    assert any("off elsewhere" in row and "●" in row for row in rows)


@pytest.mark.parametrize("width", [30, 36, 43, 44, 80, 120])
def test_nothing_is_wider_than_the_panel(width: int) -> None:
    assert all(cell_len(row) < width for row in drawn(width))


async def test_rules_unfold_and_fold() -> None:
    async with host().run_test(size=(80, 24)) as pilot:
        assert [row.split()[1] for row in shown(pilot)[:2]] == ["●", "●"]
        await press(pilot, "enter")
        assert shown(pilot)[0].startswith("▾") and "（lù）" in shown(pilot)[1]
        await press(pilot, "j j h")
        assert shown(pilot)[0].startswith("▸") and len(shown(pilot)) == 5
        await press(pilot, "l enter")
        assert shown(pilot)[0].startswith("▸")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("enter j enter", RepairPanel.Jump(4)),
        ("G enter", RepairPanel.Jump(30)),
        ("space", RepairPanel.Toggle("pinyin", None, False, "article")),
        ("g", RepairPanel.Toggle("pinyin", None, False, "library")),
        ("l j j space", RepairPanel.Toggle("pinyin", Span(9, 15), False, "article")),
        ("j space", RepairPanel.Toggle("entity", None, False, "article")),
        ("q", RepairPanel.Closed()),
        ("escape", RepairPanel.Closed()),
    ],
)
async def test_keys_ask_for_what_they_stand_for(keys: str, told: Message) -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, keys)
        assert app.told == [told]
        assert app.passed == []


async def test_what_is_off_is_switched_on_again() -> None:
    app = host(disabled={"entity"}, disabled_for_good={"entity"}, refused={Span(9, 15)})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l j j space G k space g")
        assert app.told == [
            RepairPanel.Toggle("pinyin", Span(9, 15), True, "article"),
            RepairPanel.Toggle("entity", None, True, "article"),
            RepairPanel.Toggle("entity", None, True, "library")]


@pytest.mark.parametrize(
    ("keys", "said"),
    [("l j g", "only a whole rule"), ("G space", "nothing was changed"), ("j l j space", "whole rule is off")])
async def test_what_cannot_be_switched_is_said(keys: str, said: str) -> None:
    app = host(disabled={"entity"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, keys)
        assert app.told == []
        assert said in app.query_one("#repair-hints", RowLine).render_line(0).text


async def test_switching_keeps_what_is_unfolded_and_selected() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l j j")
        panel = app.query_one(RepairPanel)
        panel.show(rule_rows(TEXT, REPAIRS, refused={Span(9, 15)}), suspected_rows(TEXT, REPAIRS))
        await press(pilot, "space")
        assert app.told == [RepairPanel.Toggle("pinyin", Span(9, 15), True, "article")]
        assert "1 off" in app.query_one("#repair-head", RowLine).render_line(0).text


async def test_other_keys_go_on_to_the_screen() -> None:
    app = host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c question_mark j")
        assert app.passed == ["c", "question_mark"]


async def test_an_article_without_repairs_says_so() -> None:
    app = Host([], [])
    async with app.run_test(size=(60, 18)) as pilot:
        assert shown(pilot) == ["nothing to repair in this article"]
        await press(pilot, "j enter space g l h G")
        assert app.told == []
