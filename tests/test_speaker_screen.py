"""The speaker index: who is listed, what is drawn of a statement, and where keys lead."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot

from reader_tui.analysis.claims.model import Claim, Mention, Source
from reader_tui.analysis.compare import ClaimRef, SpeakerEntry, Statement
from reader_tui.text.model import Span
from reader_tui.text.width import cell_len
from reader_tui.tui.row_line import RowLine
from reader_tui.tui.row_list import RowList
from reader_tui.tui.speaker_rows import Order, SpeakerIndex, SpeakerListing, StatementListing
from reader_tui.tui.speaker_screen import SpeakerScreen
from reader_tui.tui.themes import DARK, LIGHT


def statement(article: str, number: int, text: str, date: str | None, speaker: str = "王小明") -> Statement:
    at = 100 * number
    content = Mention(Span(at + 4, at + 4 + len(text)), text)
    source = Source(Span(at, at + 3), speaker, speaker, "same clause")
    kind = "direct" if number % 2 else "indirect"
    return Statement(ClaimRef(article, number), Claim(kind, "speech", (content,), "cue", 0.9, source), date)


MAYOR = SpeakerEntry("林安", ("林安",), ("市長",), (statement("rice", 5, "米價會降", "2025-04-02", "林安"),))
HEAD = SpeakerEntry("王小明", ("王小明", "王校長"), ("校長", "委員"), (
    statement("lamp", 1, "燈明年就會亮", "2025-05-20"), statement("lamp", 2, "操場不會拆", "2025-05-20"),
    statement("ferry", 3, "渡船要停", None)))
TITLES = {"lamp": "河邊的路燈", "rice": "米价连涨三周", "ferry": "The ferryman"}
ENTRIES = (MAYOR, HEAD)


class Host(App[None]):
    """Shows the screen and keeps what it says."""

    def __init__(self, screen: SpeakerScreen) -> None:
        super().__init__()
        self._first = screen
        self.told: list[Message] = []
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "reader-dark"

    def on_mount(self) -> None:
        self.push_screen(self._first)

    def _keep(self, message: Message) -> None:
        self.told.append(message)

    on_speaker_screen_jump = on_speaker_screen_closed = _keep


def shown(pilot: Pilot[None], name: str) -> list[str]:
    rows = pilot.app.screen.query_one(f"#{name}", RowList)
    return [text for y in range(rows.size.height) if (text := rows.render_line(y).text.strip())]


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())
    await pilot.pause()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", {"王小明": 3, "林安": 1}),
        ("王校长", {"王小明": 3}),
        ("灯", {"王小明": 1}),
        ("校長 操場", {"王小明": 1}),
        ("by:林", {"林安": 1}),
        ("office:委員", {"王小明": 3}),
        ("article:米價", {"林安": 1}),
        ("date:2025-05", {"王小明": 2}),
        ("kind:direct 王", {"王小明": 2}),
        ("林 操場", {}),
    ],
)
def test_filter_lines(words: str, found: dict[str, int]) -> None:
    assert {entry.name: len(entry.statements) for entry in SpeakerIndex(ENTRIES, TITLES).select(words)} == found


@pytest.mark.parametrize(("order", "names"), [("count", "王小明 林安"), ("name", "林安 王小明"), ("date", "王小明 林安")])
def test_orders(order: Order, names: str) -> None:
    assert " ".join(entry.name for entry in SpeakerIndex(ENTRIES, TITLES).select(order=order)) == names


def text_of(rows: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for _, text in row) for row in rows]


def test_a_statement_tells_when_where_and_how() -> None:
    listing = StatementListing(HEAD.statements, TITLES)
    head, words, empty = text_of(listing.draw(0, 50))
    assert head.startswith(" 2025-05-20  河邊的路燈") and head.endswith(" 「")
    assert (words, empty) == ("   燈明年就會亮", "")
    assert text_of(listing.draw(2, 50))[0].startswith(" undated  The ferryman")


@pytest.mark.parametrize("width", [20, 35, 60, 61, 160])
def test_nothing_is_wider_than_the_list(width: int) -> None:
    long = statement("lamp", 1, "很長的一句話" * 60, "2025-05-20")
    listing = StatementListing([long], {"lamp": "標題" * 60})
    rows = listing.draw(0, width)
    assert all(cell_len(row) < width for row in text_of(rows))
    assert listing.heights(width) == [len(rows)] and "…" in text_of(rows)[3]
    entry = SpeakerEntry("名字" * 40, ("名字",), ("官銜" * 20,), (long,) * 1000)
    assert all(cell_len(row) < width for row in text_of(SpeakerListing([entry]).draw(0, width)))


async def test_the_statements_follow_the_speaker() -> None:
    async with Host(SpeakerScreen(ENTRIES, TITLES)).run_test(size=(120, 40)) as pilot:
        assert [row.split() for row in shown(pilot, "speakers")] == [["王小明", "校長", "3"], ["林安", "市長", "1"]]
        assert "燈明年就會亮" in shown(pilot, "statements")
        assert "王小明 = 王校長 · 校長、委員" in pilot.app.screen.query_one("#speaker", RowLine).render_line(0).text
        await press(pilot, "j")
        assert shown(pilot, "statements")[1] == "米價會降"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("enter enter", SpeakerScreen.Jump("lamp", 104)),
        ("l j enter", SpeakerScreen.Jump("lamp", 204)),
        ("tab G enter", SpeakerScreen.Jump("ferry", 304)),
        ("j l h k l enter", SpeakerScreen.Jump("lamp", 104)),
        ("slash 米 enter enter enter", SpeakerScreen.Jump("rice", 504)),
        ("slash 米 enter escape s s enter enter", SpeakerScreen.Jump("rice", 504)),
        ("q", SpeakerScreen.Closed()),
    ],
)
async def test_where_keys_lead(keys: str, told: Message) -> None:
    app = Host(SpeakerScreen(ENTRIES, TITLES))
    async with app.run_test(size=(60, 18)) as pilot:
        await press(pilot, keys)
        assert app.told == [told]


async def test_the_hints_are_those_of_the_list_with_the_keys() -> None:
    async with Host(SpeakerScreen(ENTRIES, TITLES)).run_test(size=(80, 24)) as pilot:
        hints = pilot.app.screen.query_one("#hints", RowLine)
        assert "statements" in hints.render_line(0).text
        await press(pilot, "enter")
        assert "go there" in hints.render_line(0).text
        await press(pilot, "escape")
        assert "statements" in hints.render_line(0).text


async def test_a_library_without_quotations_says_so() -> None:
    app = Host(SpeakerScreen())
    async with app.run_test(size=(60, 18)) as pilot:
        assert shown(pilot, "speakers") == ["nobody is quoted in the articles of the library"]
        await press(pilot, "enter l j s G")
        assert app.told == []
