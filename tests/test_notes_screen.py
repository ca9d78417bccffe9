"""The list of all annotations: what a filter leaves, how one is drawn, what keys ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot

from reader_tui.store.records import Annotation
from reader_tui.text.model import Quote, Span
from reader_tui.text.width import cell_len
from reader_tui.tui.note_rows import CandidateRow, NoteListing, NoteRow, Order, full_text, select
from reader_tui.tui.notes_screen import NotesScreen
from reader_tui.tui.row_line import Passage, RowLine
from reader_tui.tui.row_list import RowList
from reader_tui.tui.themes import DARK, LIGHT

LAMP = Annotation("lamp", 1, "a", Span(40, 46), Quote("燈明年就會亮", "", ""), "commenting", "green", "哪一年的明年？\n再問一次",
                  ("承諾", "城市"), "2025-05-20T08:00", "2025-06-03T08:00", 1, span=Span(40, 46))
RICE = replace(LAMP, uuid="rice", article=2, quote=Quote("米价连涨三周", "", ""), colour="yellow", body="", tags=(),
               modified="2025-06-02T08:00", motivation="highlighting", span=Span(9, 15), state="moved")
ROPE = replace(LAMP, uuid="rope", quote=Quote("船夫把繩子繫好", "", ""), colour="blue", body="rope", tags=("船",),
               modified="2025-05-30T08:00", span=None, state="orphan")
WIND = replace(LAMP, uuid="wind", quote=Quote("風從早吹到晚", "", ""), colour="yellow", body="", tags=(), span=Span(3, 9),
               modified="2025-05-29T08:00", motivation="highlighting", state="fuzzy", score=0.8)
TITLES = {1: "河邊的路燈", 2: "市场观察"}
ROWS = tuple(NoteRow(note, TITLES[note.article]) for note in (WIND, RICE, ROPE, LAMP))
PLACES = (CandidateRow(Span(60, 66), "他把繩子收好", 0.7), CandidateRow(Span(80, 84), "繩子斷了", 0.4))


class Host(App[None]):
    """Shows the screen and keeps what it says."""

    def __init__(self, screen: NotesScreen) -> None:
        super().__init__()
        self._first = screen
        self.told: list[Message] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "reader-light"

    def on_mount(self) -> None:
        self.push_screen(self._first)

    def _keep(self, message: Message) -> None:
        self.told.append(message)

    on_notes_screen_jump = on_notes_screen_edit = on_notes_screen_delete = on_notes_screen_undo = _keep
    on_notes_screen_redo = on_notes_screen_candidates_wanted = on_notes_screen_attach = on_notes_screen_closed = _keep


def screen_of(pilot: Pilot[None]) -> NotesScreen:
    assert isinstance(pilot.app.screen, NotesScreen)
    return pilot.app.screen


def shown(pilot: Pilot[None]) -> list[str]:
    rows = pilot.app.screen.query_one(RowList)
    return [text for y in range(rows.size.height) if (text := rows.render_line(y).text.strip())]


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())
    await pilot.pause()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", "lamp rice rope wind"),
        ("灯", "lamp rope wind"),
        ("繩子 rope", "rope"),
        ("tag:承诺", "lamp"),
        ("#船", "rope"),
        ("tag:承 colour:green", "lamp"),
        ("color:yellow", "rice wind"),
        ("colour:▪", "rice wind"),
        ("article:市場", "rice"),
        ("date:2025-06", "lamp rice"),
        ("since:2025-05-30 until:2025-06-02", "rice rope"),
        ("is:orphan", "rope"),
        ("is:bare", "rice wind"),
        ("is:commenting is:exact", "lamp"),
        ("colour:green 米", ""),
    ],
)
def test_filter_lines(words: str, found: str) -> None:
    assert " ".join(row.annotation.uuid for row in select(ROWS, words)) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [("changed", "lamp rice rope wind"), ("article", "rice wind lamp rope"), ("colour", "rope lamp rice wind")])
def test_orders(order: Order, found: str) -> None:
    assert " ".join(row.annotation.uuid for row in select(ROWS, order=order)) == found


def drawn(note: Annotation, width: int, order: Order = "changed") -> list[str]:
    listing = NoteListing([NoteRow(note, "河邊的路燈")], order)
    return ["".join(text for _, text in row) for row in listing.draw(0 if order == "changed" else 1, width)]


def test_a_note_tells_passage_state_and_place() -> None:
    rows = drawn(LAMP, 60)
    assert rows[0].startswith(" ▴  燈明年就會亮 ") and rows[0].endswith(" = exact")
    assert rows[1:] == ["    哪一年的明年？ 再問一次", "    河邊的路燈 · 2025-06-03  #承諾  #城市", ""]
    assert drawn(LAMP, 60, "article")[2] == "    2025-06-03  #承諾  #城市"


@pytest.mark.parametrize("width", [40, 41, 60, 80, 200])
def test_nothing_is_wider_than_the_list(width: int) -> None:
    long = replace(LAMP, quote=Quote("很長的一段話" * 40, "", ""), body="說明" * 90, tags=("標籤" * 30,), state="orphan")
    for order in ("changed", "article"):
        assert all(cell_len(row) < width for row in drawn(long, width, order))


@pytest.mark.parametrize("order", ["changed", "article", "colour"])
def test_heights_are_what_is_drawn(order: Order) -> None:
    listing = NoteListing(select(ROWS, order=order), order)
    heights = list(listing.heights(80))
    assert heights == [len(listing.draw(i, 80)) for i in range(len(heights))]
    assert [listing.is_selectable(i) for i in range(len(heights))].count(True) == 4


def test_passages_cannot_give_orders_to_the_terminal() -> None:
    bad = replace(LAMP, quote=Quote("\x1b[2J", "", ""), body="\x9b", tags=("\x07",))
    assert not any(c in "".join(drawn(bad, 60)) for c in "\x1b\x9b\x07")


def test_everything_known_is_told_in_full() -> None:
    told = [text for _, text in full_text(NoteRow(replace(WIND, copy_of="x"), "河邊的路燈"))]
    assert "≈ the words of the passage changed since: 80% alike" in told
    assert any("conflict" in text for text in told) and " ▪ yellow " in told


async def test_keys_ask_for_what_they_stand_for() -> None:
    async with Host(NotesScreen(ROWS)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter e j x U r q")
        assert pilot.app.told == [
            NotesScreen.Jump("lamp"), NotesScreen.Edit("lamp"), NotesScreen.Delete("rice"), NotesScreen.Undo(),
            NotesScreen.Redo(), NotesScreen.Closed()]
        assert "U brings it back" in pilot.app.screen.query_one("#hints", RowLine).render_line(0).text


async def test_it_filters_as_one_types() -> None:
    async with Host(NotesScreen(ROWS)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await press(pilot, " ".join("colour"))
        await press(pilot, "colon y enter")
        assert [row[2:].split()[0] for row in shown(pilot) if row.startswith("▪")] == ["米价连涨三周", "風從早吹到晚"]
        assert "2 of 4" in pilot.app.screen.query_one("#head", RowLine).render_line(0).text
        await press(pilot, "j enter escape")
        assert pilot.app.told == [NotesScreen.Jump("wind")]
        assert len([row for row in shown(pilot) if " = " in row or " → " in row]) == 2


async def test_after_a_deletion_the_next_one_is_selected() -> None:
    async with Host(NotesScreen(ROWS)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "j x")
        screen_of(pilot).show_notes([row for row in ROWS if row.annotation.uuid != "rice"])
        await press(pilot, "enter")
        assert pilot.app.told[-1] == NotesScreen.CandidatesWanted("rope")
        screen_of(pilot).show_notes(ROWS)
        await press(pilot, "k enter")
        assert pilot.app.told[-1] == NotesScreen.Jump("rice")


async def test_an_orphan_is_put_where_the_user_says() -> None:
    async with Host(NotesScreen(ROWS, words="is:orphan")).run_test(size=(60, 18)) as pilot:
        await press(pilot, "c")
        assert pilot.app.told == [NotesScreen.CandidatesWanted("rope")]
        screen_of(pilot).show_candidates("rice", PLACES)
        assert "船夫" in shown(pilot)[0]
        screen_of(pilot).show_candidates("rope", PLACES)
        await pilot.pause()
        assert shown(pilot) == ["70%  他把繩子收好", "40%  繩子斷了"]
        assert "“船夫把繩子繫好”" in pilot.app.screen.query_one("#head", RowLine).render_line(0).text
        await press(pilot, "escape c")
        screen_of(pilot).show_candidates("rope", PLACES)
        await press(pilot, "j enter")
        assert pilot.app.told[-1] == NotesScreen.Attach("rope", Span(80, 84))
        assert "船夫" in shown(pilot)[0]


async def test_only_orphans_have_other_places() -> None:
    async with Host(NotesScreen(ROWS)).run_test(size=(60, 18)) as pilot:
        await press(pilot, "c")
        assert pilot.app.told == []


async def test_by_article_headings_are_passed_over() -> None:
    async with Host(NotesScreen(ROWS, order="article")).run_test(size=(120, 40)) as pilot:
        assert shown(pilot)[0] == "市场观察  1"
        await press(pilot, "j j k enter")
        assert pilot.app.told == [NotesScreen.Jump("wind")]
        full = pilot.app.screen.query_one(Passage)
        assert "風從早吹到晚" in full.render_line(0).text and full.region.x > 60


async def test_the_passage_gives_way_on_a_low_screen() -> None:
    async with Host(NotesScreen(ROWS)).run_test(size=(60, 18)) as pilot:
        assert not pilot.app.screen.query_one(Passage).display
        assert len(shown(pilot)) > 8


async def test_without_notes_it_says_how_to_make_one() -> None:
    async with Host(NotesScreen()).run_test(size=(60, 18)) as pilot:
        assert any("select a passage" in row for row in shown(pilot))
        await press(pilot, "enter e x c j G s")
        assert pilot.app.told == []
