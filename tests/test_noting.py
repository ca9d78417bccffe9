"""Highlights, notes, tags and bookmarks as a person makes them: by keys, in any view, kept across starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled
from textual.pilot import Pilot

from reader_tui.store.annotations import Annotations
from reader_tui.store.db import open_store
from reader_tui.store.records import Annotation
from reader_tui.tui.note_editor import NoteEditor
from reader_tui.tui.notebook import DRAFT_NAME
from reader_tui.tui.notes_screen import NotesScreen

PAGE = "\n".join(f"第{n}段。河邊的風從早吹到晚，發(fā)電站的燈亮著，船夫說明天再走。" for n in range(40))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def stored(home: Path) -> list[Annotation]:
    """The annotations as another program would find them, in reading order."""
    with open_store(home) as store:
        return sorted(Annotations(store).find(), key=lambda note: note.anchor)


async def write_note(pilot: Pilot[None], text: str) -> None:
    """Write into the note editor and save."""
    assert isinstance(pilot.app.screen, NoteEditor)
    await pilot.press(*text)
    await press(pilot, "ctrl+s")


async def test_a_selection_is_highlighted_in_the_source(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s enter")
        pane = screen_of(pilot).current.pane
        assert screen_of(pilot).current.selection is None
        assert pane.render_line(2).text.lstrip().startswith("▪ 第0段")
        [note] = stored(home)
        assert (note.quote.exact, note.colour, note.body) == ("第0段。", "yellow", "")


async def test_a_highlight_over_a_repair_covers_what_the_source_has_there(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis v i s enter")
        [note] = stored(home)
        assert "發(fā)電站" in note.quote.exact
        await press(pilot, "R")
        assert [mark.span for mark in screen_of(pilot).current.pane._marks["notes"]] == [note.anchor]


async def test_a_note_is_written_changed_deleted_and_undone(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s a")
        await write_note(pilot, "lamp")
        assert [note.body for note in stored(home)] == ["lamp"]
        await press(pilot, "a")
        await write_note(pilot, "s")
        assert [(note.body, note.rev) for note in stored(home)] == [("lamps", 2)]
        await press(pilot, "C")
        assert [note.colour for note in stored(home)] == ["green"]
        await press(pilot, "x")
        assert stored(home) == []
        await press(pilot, "U")
        assert [note.body for note in stored(home)] == ["lamps"]
        await press(pilot, "ctrl+r")
        assert stored(home) == []


async def test_a_note_thrown_away_leaves_nothing(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s a x escape n")
        assert not isinstance(pilot.app.screen, NoteEditor)
        assert stored(home) == []
        assert not (home / DRAFT_NAME).exists()


async def test_a_note_that_was_being_written_when_the_program_died_is_taken_up(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s a")
        await pilot.press(*"half a thought")
        await pilot.pause()
    assert stored(home) == []
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            if isinstance(pilot.app.screen, NoteEditor):
                break
            await pilot.pause(0.05)
        await write_note(pilot, "!")
        assert [(note.body, note.quote.exact) for note in stored(home)] == [("half a thought!", "第0段。")]


async def test_tags_and_bookmarks(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s number_sign")
        await pilot.press(*"lamp,river", "enter")
        await press(pilot, "right_curly_bracket M")
        first, second = stored(home)
        assert first.tags == ("lamp", "river")
        assert second.motivation == "bookmarking"
        await press(pilot, "g left_square_bracket h right_square_bracket h")
        assert screen_of(pilot).current.pane.cursor == second.anchor.start
        await press(pilot, "M")
        assert len(stored(home)) == 1


async def test_notes_are_there_again_and_listed_across_articles(page: Path, tmp_path: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "G v i s enter")
    other = tmp_path / "other.txt"
    other.write_text("另一篇。" + PAGE, encoding="utf-8")
    async with reader([other], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "A")
        assert isinstance(pilot.app.screen, NotesScreen)
        await press(pilot, "enter")
        await settled(pilot)
        screen = screen_of(pilot)
        assert [opened.article.title for opened in screen.panes] == ["other.txt", "river.txt"]
        [note] = stored(home)
        assert screen.current.pane.cursor == note.anchor.start


async def test_the_same_text_under_another_name_has_the_notes_too(page: Path, tmp_path: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s enter m a")
    copy = tmp_path / "copy.txt"
    copy.write_text(PAGE, encoding="utf-8")
    async with reader([copy], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        article = screen_of(pilot).current.article
        assert [note.quote.exact for note in article.annotations] == ["第0段。"]
        assert article.marks == {"a": 3}


async def test_a_home_that_cannot_be_written_leaves_the_text_readable(page: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    async with reader([page], blocked / "home").run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s enter")
        assert screen_of(pilot).current.article.annotations == ()
        assert screen_of(pilot).current.article.not_kept


async def test_a_changed_file_carries_its_notes_and_says_so(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "right_parenthesis v i s enter")
        [note] = stored(home)
        page.write_text("前言。\n" + PAGE, encoding="utf-8")
        await press(pilot, "r")
        await settled(pilot)
        [kept] = screen_of(pilot).current.article.annotations
        assert (kept.state, kept.span) == ("moved", note.anchor.shift(4))
        assert any("moved with their words" in notice.message for notice in pilot.app._notifications)


async def test_tags_are_completed_from_those_in_use(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "v i s number_sign")
        await pilot.press(*"lamplight", "enter")
        await press(pilot, "right_curly_bracket v i s number_sign")
        await pilot.press(*"lam")
        await pilot.pause(0.2)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert [note.tags for note in stored(home)] == [("lamplight",), ("lamplight",)]
