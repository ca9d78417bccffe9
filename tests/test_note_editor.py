"""The note editor: what comes back from it, and that nothing written goes unasked."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import TextArea

from reader_tui.tui.note_editor import ColourChoice, NoteArea, NoteDraft, NoteEditor, TagField
from reader_tui.tui.row_line import Question, RowLine
from reader_tui.tui.tags import completions, split_tags
from reader_tui.tui.themes import DARK, LIGHT

BEFORE = NoteDraft("燈亮了嗎？", ("城市",), "green")
KNOWN = ("芯片", "芯片法案", "城市")
WAITING = object()


class Host(App[None]):
    """Shows the editor and keeps what it says and answers."""

    def __init__(self, draft: NoteDraft | None = BEFORE, quote: str = "校長說燈明年就會亮") -> None:
        super().__init__()
        self._editor = NoteEditor(quote, draft, known_tags=KNOWN)
        self.answer: object = WAITING
        self.told: list[Message] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "reader-dark"

    def on_mount(self) -> None:
        self.push_screen(self._editor, self._take)

    def _take(self, draft: NoteDraft | None) -> None:
        self.answer = draft

    def on_note_editor_editor_wanted(self, message: NoteEditor.EditorWanted) -> None:
        self.told.append(message)

    def on_note_editor_changed(self, message: NoteEditor.Changed) -> None:
        self.told.append(message)


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("escape", None),
        ("ctrl+s", BEFORE),
        ("是 ctrl+s", NoteDraft("燈亮了嗎？是", ("城市",), "green")),
        ("是 ctrl+z ctrl+s", BEFORE),
        ("home 否 ctrl+s", NoteDraft("否燈亮了嗎？", ("城市",), "green")),
        ("是 backspace escape", None),
        ("是 escape", WAITING),
        ("是 escape y", NoteDraft("燈亮了嗎？是", ("城市",), "green")),
        ("是 escape n", None),
        ("是 escape x escape", WAITING),
        ("是 escape escape 的 ctrl+s", NoteDraft("燈亮了嗎？是的", ("城市",), "green")),
        ("tab , 芯 tab ctrl+s", NoteDraft("燈亮了嗎？", ("城市", "芯片"), "green")),
        ("tab , 橋 escape", WAITING),
        ("tab tab right ctrl+s", NoteDraft("燈亮了嗎？", ("城市",), "blue")),
        ("tab tab 5 l ctrl+s", NoteDraft("燈亮了嗎？", ("城市",), "yellow")),
        ("tab tab 1 escape", WAITING),
        ("tab tab 1 2 escape", None),
    ],
)
async def test_what_comes_back(keys: str, answer: object) -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, keys)
        assert app.answer is answer if answer is WAITING else app.answer == answer


async def test_a_new_note_begins_empty() -> None:
    app = Host(None)
    async with app.run_test(size=(60, 18)) as pilot:
        await press(pilot, "新 enter 行 ctrl+s")
        assert app.answer == NoteDraft("新\n行", (), "yellow")


async def test_selected_text_is_replaced_and_undone() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        area = app.screen.query_one(NoteArea)
        await press(pilot, "shift+home 暗")
        assert area.text == "暗"
        await press(pilot, "ctrl+z")
        assert area.text == BEFORE.text


async def test_the_users_own_editor_is_asked_for_and_its_text_can_be_undone() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+e")
        assert app.told == [NoteEditor.EditorWanted("燈亮了嗎？")]
        editor = app.screen
        assert isinstance(editor, NoteEditor)
        editor.use_text("外面\n寫的")
        await pilot.pause()
        assert editor.draft.text == "外面\n寫的"
        await press(pilot, "ctrl+z ctrl+s")
        assert app.answer == BEFORE


async def test_it_tells_how_the_note_reads_so_that_it_can_be_kept() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "是 tab tab 1")
        assert [m.draft for m in app.told if isinstance(m, NoteEditor.Changed)] == [
            NoteDraft("燈亮了嗎？是", ("城市",), "green"), NoteDraft("燈亮了嗎？是", ("城市",), "yellow")]


async def test_what_was_not_touched_comes_back_to_the_letter() -> None:
    odd = NoteDraft("一\x0c二\u2028三\r\n四\x1b[2J", ("a\x1bb", "c"), "pink")
    app = Host(odd)
    async with app.run_test(size=(80, 24)) as pilot:
        area = app.screen.query_one(NoteArea)
        drawn = "".join(area.render_line(y).text for y in range(area.size.height))
        assert "\x1b" not in drawn and "\x0c" not in drawn
        await press(pilot, "tab tab 1 ctrl+s")
        assert app.answer == NoteDraft(odd.text, odd.tags, "yellow")


async def test_the_quote_is_one_row_cut_between_characters() -> None:
    app = Host(quote="讀者之友\n編者之師" * 20)
    async with app.run_test(size=(61, 18)) as pilot:
        row = app.screen.query_one("#quote", RowLine).render_line(0)
        assert row.cell_length == 57 and row.text.startswith(" ▴  “讀者之友 編者")
        assert row.text.rstrip().endswith("…”")
        await press(pilot, "tab tab 2")
        assert app.screen.query_one(ColourChoice).colour == "green"


async def test_completions_are_listed_while_a_tag_is_typed() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab , 芯")
        assert app.screen.query_one("#completions", RowLine).render_line(0).text.split() == ["Tab", "#芯片", "#芯片法案"]
        assert app.screen.query_one(TagField).value == "城市,芯"
        await press(pilot, "tab tab")
        assert isinstance(app.screen.focused, ColourChoice)


async def test_the_question_takes_the_keys_until_it_is_answered() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "是 escape")
        assert isinstance(app.screen.focused, Question)
        assert "Save what you wrote?" in app.screen.query_one(Question).render_line(0).text
        await press(pilot, "q tab z escape")
        assert isinstance(app.screen.focused, TextArea) and app.screen.focused.text == "燈亮了嗎？是"


@pytest.mark.parametrize(
    ("line", "tags"), [("", ()), ("a，b、c, a", ("a", "b", "c")), (" 兩 個  字 ", ("兩 個 字",)), ("##a", ("#a",))])
def test_lines_of_tags(line: str, tags: tuple[str, ...]) -> None:
    assert split_tags(line) == tags


def test_completions_know_both_scripts_and_skip_what_is_there() -> None:
    assert completions("晶片, 市", ["城市", "晶片", "市場"]) == ["市場", "城市"]
    assert completions("场", ["市場"]) == ["市場"]
    assert completions("城市, 城", ["城市"]) == []


async def test_the_colour_chosen_is_told_by_brackets_and_picked_with_the_mouse() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        choice = app.screen.query_one(ColourChoice)
        assert "[▴ green]" in choice.render_line(0).text
        await pilot.click(ColourChoice, offset=(choice.render_line(0).text.index("blue"), 0))
        assert choice.colour == "blue" and "[✚ blue]" in choice.render_line(0).text
