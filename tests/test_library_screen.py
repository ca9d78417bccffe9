"""The library screen: which articles it lists, how a row is drawn, and what it asks for when keys are pressed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot

from reader_tui.store.records import ArticleRecord, SearchHit
from reader_tui.text.model import Span
from reader_tui.text.width import cell_len
from reader_tui.tui.library_rows import (
    ArticleListing,
    Catalogue,
    Sort,
    article_row,
    head_row,
    snippet_pieces,
)
from reader_tui.tui.library_screen import LibraryScreen
from reader_tui.tui.row_list import RowList
from reader_tui.tui.themes import DARK, LIGHT

LAMP = ArticleRecord(1, "a", "河邊的路燈", "河邊日報", "2025-05-20", "traditional", ("城市",), 900, 40, 0.4, 700.0,
                     "2025-06-01", "2025-06-03T08:00", "/lamp.txt", notes=2)
RICE = replace(LAMP, id=2, title="米价连涨三周", source="晚报", date="2025-04-02", script="simplified", tags=("市場", "城市"),
               progress=1.0, opened="2025-06-02T08:00", notes=0)
FERRY = replace(LAMP, id=3, title="The ferryman", source="reader.example", date=None, script="none", tags=(),
                progress=0.0, seconds=0.0, opened=None, notes=0)
ARTICLES = (LAMP, RICE, FERRY)
HIT = SearchHit(LAMP, (Span(30, 31), Span(44, 45)), "王小明說燈明年就會亮", (Span(4, 5),))


class Host(App[None]):
    """Shows the screen and keeps what it says."""

    def __init__(self, screen: LibraryScreen) -> None:
        super().__init__()
        self._first = screen
        self.told: list[Message] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "reader-dark"

    def on_mount(self) -> None:
        self.push_screen(self._first)

    def on_library_screen_open(self, message: LibraryScreen.Open) -> None:
        self.told.append(message)

    def on_library_screen_search(self, message: LibraryScreen.Search) -> None:
        self.told.append(message)

    def on_library_screen_remove(self, message: LibraryScreen.Remove) -> None:
        self.told.append(message)

    def on_library_screen_tags_changed(self, message: LibraryScreen.TagsChanged) -> None:
        self.told.append(message)

    def on_library_screen_closed(self, message: LibraryScreen.Closed) -> None:
        self.told.append(message)


def shown(pilot: Pilot[None]) -> list[str]:
    rows = pilot.app.screen.query_one(RowList)
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())
    await pilot.pause()


def text_of(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for _, text in pieces)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("", [1, 2, 3]),
        ("路灯", [1]),
        ("米價", [2]),
        ("FERRY", [3]),
        ("#市场", [2]),
        ("tag:城", [1, 2]),
        ("source:晚報", [2]),
        ("script:simp", [2]),
        ("script:繁", [1]),
        ("date：2025-05", [1]),
        ("is:unread", [3]),
        ("is:begun", [1]),
        ("is:noted 河", [1]),
        ("河 鯨", []),
    ],
)
def test_filter_lines(words: str, ids: list[int]) -> None:
    assert [a.id for a in Catalogue(ARTICLES).select(words)] == ids


@pytest.mark.parametrize(
    ("sort", "ids"), [("opened", [1, 2, 3]), ("date", [1, 2, 3]), ("progress", [2, 1, 3]), ("title", [3, 1, 2])])
def test_orders(sort: Sort, ids: list[int]) -> None:
    assert [a.id for a in Catalogue(ARTICLES).select(sort=sort)] == ids


def test_a_title_with_a_newline_does_not_shift_the_others() -> None:
    assert [a.id for a in Catalogue([replace(FERRY, title="一\n二"), RICE]).select("米")] == [2]


@pytest.mark.parametrize("width", [58, 60, 76, 79, 110, 118, 198])
@pytest.mark.parametrize("article", [*ARTICLES, replace(LAMP, title="很長的標題" * 40, tags=("很長的標籤" * 9, "b"), source="來源" * 20)])
def test_rows_and_their_heads_are_as_wide_as_the_list(article: ArticleRecord, width: int) -> None:
    assert cell_len(text_of(article_row(article, width))) == width - 1
    assert cell_len(text_of(head_row(width, "date"))) == width - 1


def test_a_row_tells_what_is_known() -> None:
    row = text_of(article_row(LAMP, 120))
    assert row.split() == ["›", "河邊的路燈", "#城市", "河邊日報", "2025-05-20", "繁", "━━━━━━━━", "40%", "11m", "2"]
    assert text_of(article_row(RICE, 80)).startswith(" ✓ ")
    assert text_of(article_row(FERRY, 80)).startswith(" • ")


def test_titles_cannot_give_orders_to_the_terminal() -> None:
    assert "\x1b" not in text_of(article_row(replace(FERRY, title="\x1b[2J", source="\x9b", tags=("\x07",)), 120))


def test_snippets_have_their_words_marked_and_are_cut_whole() -> None:
    pieces = snippet_pieces(HIT, 40)
    assert [text for style, text in pieces if style == "match"] == ["燈"]
    assert text_of(pieces) == "…王小明說燈明年就會亮"
    for width in range(4, 22):
        assert cell_len(text_of(snippet_pieces(HIT, width))) <= width
    assert text_of(snippet_pieces(HIT, 7)) == "…王小…"


def test_what_to_go_on_with_stands_on_top() -> None:
    listing = ArticleListing(ARTICLES, Catalogue(ARTICLES).lane(), "All")
    assert [listing.is_selectable(i) for i in range(6)] == [False, True, False, True, True, True]
    assert listing.article(1) == LAMP and listing.article(5) == FERRY
    assert listing.index_of(2) == 4 and listing.index_of(1) == 1
    assert sum(listing.heights(80)) == sum(len(listing.draw(i, 80)) for i in range(6))


async def test_enter_goes_on_reading() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        rows = shown(pilot)
        assert rows[0] == " Continue reading" and "河邊的路燈" in rows[1]
        assert rows[3] == " All articles · by last read"
        await press(pilot, "enter j j enter")
        assert pilot.app.told == [LibraryScreen.Open(1), LibraryScreen.Open(2)]


async def test_it_filters_as_one_types_and_keeps_the_filter() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash 米")
        assert shown(pilot)[0] == " 1 found · by last read" and "米价连涨三周" in shown(pilot)[1]
        await press(pilot, "enter enter")
        assert pilot.app.told == [LibraryScreen.Open(2)]
        await press(pilot, "escape")
        assert "All articles" in shown(pilot)[3]


async def test_arrows_select_while_the_filter_has_the_keys() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash # 城 down enter enter")
        assert pilot.app.told == [LibraryScreen.Open(2)]


async def test_sort_and_unread_keep_the_selection() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        await press(pilot, "G s s")
        assert "by title" in shown(pilot)[3] and screen.selected == FERRY
        await press(pilot, "u")
        assert [row.split()[1] for row in shown(pilot)[1:3] if row] == ["The"]


async def test_removing_asks_first() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "d escape d n j enter escape")
        assert pilot.app.told == []
        await press(pilot, "d y")
        assert pilot.app.told == [LibraryScreen.Remove(1)]


async def test_tags_are_edited_and_completed() -> None:
    async with Host(LibraryScreen(ARTICLES, known_tags=("芯片",))).run_test(size=(80, 24)) as pilot:
        await press(pilot, "number_sign 芯")
        await pilot.pause(0.1)
        await press(pilot, "right enter")
        assert pilot.app.told == [LibraryScreen.TagsChanged(1, ("城市", "芯片"))]


async def test_a_search_shows_passages_and_opens_there() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        await press(pilot, "f 燈 enter")
        assert pilot.app.told == [LibraryScreen.Search("燈")]
        screen.show_results("橋", [replace(HIT, article=RICE)])
        assert "Continue reading" in shown(pilot)[0]
        screen.show_results("燈", [HIT])
        await pilot.pause()
        assert shown(pilot)[1] == "   …王小明說燈明年就會亮"
        await press(pilot, "enter escape")
        assert pilot.app.told[1:] == [LibraryScreen.Open(1, 30, "燈")]
        assert "Continue reading" in shown(pilot)[0]
        await press(pilot, "q")
        assert pilot.app.told[2:] == [LibraryScreen.Closed()]


async def test_a_search_says_that_it_runs_and_is_asked_for_once() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        head = screen.query_one("#head")
        await press(pilot, "f 燈")
        await pilot.pause(0.3)
        assert "searching…" in head.render_line(0).text
        await press(pilot, "enter")
        assert pilot.app.told == [LibraryScreen.Search("燈")]
        screen.show_results("燈", None)
        assert "searching…" not in head.render_line(0).text and "Continue reading" in shown(pilot)[0]
        await press(pilot, "f enter")
        assert pilot.app.told == [LibraryScreen.Search("燈")] * 2
        await press(pilot, "escape")
        screen.show_results("燈", [HIT])
        assert "Continue reading" in shown(pilot)[0]


async def test_searching_waits_for_a_pause_in_typing() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        await press(pilot, "f 路 燈")
        assert pilot.app.told == []
        await pilot.pause(0.3)
        assert pilot.app.told == [LibraryScreen.Search("路燈")]


async def test_the_index_tells_how_far_it_is() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        line = screen.query_one("#indexing")
        assert not line.display
        screen.show_indexing(1200, 5000)
        await pilot.pause()
        assert line.display and "1,200 of 5,000" in line.render_line(0).text
        screen.show_indexing(5000, 5000)
        assert not line.display


async def test_an_empty_library_says_what_to_do() -> None:
    async with Host(LibraryScreen()).run_test(size=(60, 18)) as pilot:
        assert any("reader-tui add" in row for row in shown(pilot))
        await press(pilot, "j G enter d number_sign s")
        assert pilot.app.told == []


async def test_a_hundred_thousand_articles_are_filtered() -> None:
    many = [replace(ARTICLES[i % 3], id=i, title=f"第{i}篇:{ARTICLES[i % 3].title}") for i in range(100_000)]
    async with Host(LibraryScreen(many)).run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash 9")
        await press(pilot, "9 9 9 9")
        await press(pilot, "enter escape G g")
        assert "Continue reading" in shown(pilot)[0]


async def test_the_mouse_selects_and_opens() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        await pilot.click(RowList, offset=(10, 5))
        assert screen.selected == RICE and pilot.app.told == []
        await pilot.click(RowList, offset=(10, 0))
        assert screen.selected == RICE
        await pilot.click(RowList, offset=(10, 6), times=2)
        assert pilot.app.told == [LibraryScreen.Open(3)]


async def test_pages_end_on_articles() -> None:
    many = [replace(FERRY, id=i, title=f"第{i}篇") for i in range(100, 0, -1)]
    async with Host(LibraryScreen([LAMP, *many])).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        seen = []
        for key in ("space", "pagedown", "G", "pageup", "ctrl+u", "b", "b", "b", "b", "b", "g"):
            await press(pilot, key)
            assert screen.selected is not None
            seen.append(screen.selected.title)
        height = screen.query_one(RowList).size.height
        assert seen[2] == "第1篇" and seen[3] == f"第{1 + height}篇" and seen[-2:] == ["河邊的路燈", "河邊的路燈"]
        assert "Continue reading" in shown(pilot)[0]


async def test_results_follow_what_becomes_of_their_articles() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        await press(pilot, "f 燈 enter")
        screen.show_results("燈", [HIT, replace(HIT, article=RICE)])
        await press(pilot, "j")
        screen.show_articles([FERRY, replace(RICE, title="米價跌了")])
        await pilot.pause()
        assert "米價跌了" in shown(pilot)[0] and not any("路燈" in row for row in shown(pilot))
        assert screen.selected is not None and screen.selected.id == RICE.id


async def test_a_word_to_the_user_stands_in_place_of_the_keys() -> None:
    async with Host(LibraryScreen(ARTICLES)).run_test(size=(80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        hints = screen.query_one("#hints")
        assert hints.render_line(0).text.startswith(" Enter open")
        screen.say("the disk is full")
        assert hints.render_line(0).text.strip() == "the disk is full"
        await press(pilot, "s")
        assert hints.render_line(0).text.startswith(" Enter open")
