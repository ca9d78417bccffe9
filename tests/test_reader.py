"""The reader as a person uses it: keys are pressed, and what is on the screen is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from reader_tui.commands import COMMANDS
from reader_tui.config import Settings
from reader_tui.keymap import Keymap
from reader_tui.text.width import cell_len
from reader_tui.tui.app import ReaderApp
from reader_tui.tui.article_pane import ArticlePane
from reader_tui.tui.opening import read_article
from reader_tui.tui.prompt import Prompt
from reader_tui.tui.reader_screen import ReaderScreen
from reader_tui.tui.status_line import StatusLine

STORY = "\n".join(f"第{number}段。河邊的風從早吹到晚，船夫說：“明天再走。”他把繩子繫好，又數了數袋裡的米。" for number in range(60))


def reader(paths: list[Path], home: Path, **settings: object) -> ReaderApp:
    articles = [read_article(str(path)) for path in paths]
    chosen = Settings(**settings)  # type: ignore[arg-type]
    return ReaderApp(articles, [], chosen, Keymap(), home)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def screen_of(pilot: Pilot[None]) -> ReaderScreen:
    assert isinstance(pilot.app.screen, ReaderScreen)
    return pilot.app.screen


def shown(pane: ArticlePane) -> list[str]:
    """The rows of a pane as text."""
    return [pane.render_line(y).text.strip() for y in range(pane.size.height)]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the background work is done and the panels have followed."""
    await pilot.app.workers.wait_for_complete()
    for _ in range(500):
        if all(pane.article.analysis is not None for pane in screen_of(pilot).panes):
            break
        await pilot.pause(0.02)
    await pilot.pause(0.3)


async def press(pilot: Pilot[None], keys: str) -> None:
    """Press keys, named as Textual does, parted by spaces."""
    await pilot.press(*keys.split())
    await pilot.pause()


async def test_it_opens_on_the_beginning_and_pages(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        pane = screen_of(pilot).current.pane
        rows = shown(pane)
        assert rows[0] == "● story.txt"
        assert rows[2].startswith("第0段。河邊的風")
        await press(pilot, "space")
        assert not any(row.startswith("第0段") for row in shown(pane))
        await press(pilot, "b")
        assert shown(pane) == rows


@pytest.mark.parametrize(
    ("keys", "first"),
    [("j", 1), ("5 j", 5), ("j j k", 1), ("d", 10), ("d u", 0), ("G g", 0), ("j j j g", 0)],
)
async def test_keys_scroll_by_rows(story: Path, home: Path, keys: str, first: int) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        pane = screen_of(pilot).current.pane
        start = [row.text for row in _rows_from_top(pane)]
        await press(pilot, keys)
        assert pane.viewport.rows()[0].text == start[first]


def _rows_from_top(pane: ArticlePane) -> list[object]:
    from reader_tui.text.viewport import Viewport

    return Viewport(pane.pages, 100).rows()  # type: ignore[return-value]


async def test_the_end_is_the_last_row_on_the_screen(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await press(pilot, "G")
        screen = screen_of(pilot)
        assert "第59段" in "".join(shown(screen.current.pane))
        assert screen.query_one(StatusLine).status.percent == 100
        await press(pilot, "5 0 %")
        assert "第30段" in "".join(shown(screen.current.pane))


async def test_a_field_keeps_the_keys_when_the_window_changes(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await pilot.resize_terminal(100, 30)
        await press(pilot, "1 2")
        assert screen_of(pilot).query_one(Prompt).query_one(Input).value == "12"


async def test_search_goes_round_and_counts(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        screen = screen_of(pilot)
        await press(pilot, "slash")
        await press(pilot, "第 3 7 段 enter")
        await settled(pilot)
        assert "第37段" in "".join(shown(screen.current.pane))
        assert screen.query_one(StatusLine).status.match == "1/1"
        await press(pilot, "g slash")
        await press(pilot, "船 夫 说 enter")
        await settled(pilot)
        assert screen.query_one(StatusLine).status.match == "1/60"
        await press(pilot, "N")
        assert screen.query_one(StatusLine).status.match == "60/60"
        await press(pilot, "n")
        assert screen.query_one(StatusLine).status.match == "1/60"


async def test_a_search_without_a_match_says_so(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await press(pilot, "鯨 enter")
        await settled(pilot)
        assert screen_of(pilot).query_one(StatusLine).status.notice == "not found: 鯨"


async def test_the_last_search_is_taken_up_again(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        screen = screen_of(pilot)
        await press(pilot, "n")
        assert screen.query_one(StatusLine).status.notice == "nothing searched for yet"
        await press(pilot, "slash")
        await press(pilot, "船 夫 enter")
        await settled(pilot)
        await press(pilot, "escape")
        assert screen.matches == []
        await press(pilot, "n")
        await settled(pilot)
        assert len(screen.matches) == 60


async def test_keys_without_a_meaning_are_told_and_harm_nothing(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        status = screen_of(pilot).query_one(StatusLine)
        await settled(pilot)
        await press(pilot, "m escape")
        assert (status.status.pending, status.status.notice) == ("", "")
        await press(pilot, "m enter")
        assert status.status.notice.startswith("menter means nothing here") and status.status.pending == ""
        await press(pilot, "m 1")
        assert status.status.notice.startswith("a mark is a letter")
        await press(pilot, "right_square_bracket x")
        assert status.status.notice == "]x means nothing here; ? lists the keys"
        await press(pilot, "j")
        assert status.status.notice == ""


async def test_q_closes_the_panel_opened_last_then_quits(story: Path, home: Path) -> None:
    app = reader([story], home)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = screen_of(pilot)
        await settled(pilot)
        for name in ("claims", "timeline"):
            screen.wants[name] = False
        screen.share_screen(120, 40)
        await press(pilot, "c T")
        assert screen.claims_panel.display and screen.timeline_panel.display
        await press(pilot, "q")
        assert screen.claims_panel.display and not screen.timeline_panel.display
        await press(pilot, "q")
        assert not screen.claims_panel.display and app.is_running
        await press(pilot, "q")
    assert app.return_code == 0


async def test_what_is_not_known_yet_is_not_denied(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        status = screen_of(pilot).query_one(StatusLine)
        analysis, screen_of(pilot).current.article.analysis = screen_of(pilot).current.article.analysis, None
        await press(pilot, "right_square_bracket r")
        assert status.status.notice == "still reading: no repair is known yet"
        screen_of(pilot).current.article.analysis = analysis
        await settled(pilot)
        await press(pilot, "right_square_bracket r")
        assert status.status.notice == "no repair in this text"


async def test_the_mouse_selects_and_the_selection_stays(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        for event, x in ((events.MouseDown, 10), (events.MouseMove, 20), (events.MouseUp, 20)):  # as a terminal sends them
            pilot.app.post_message(event(None, x, 2, 0, 0, 1, False, False, False))
            await pilot.pause()
        selection = screen.current.selection
        assert selection is not None and selection.head - selection.anchor == 5
        await pilot.click(ArticlePane, offset=(10, 5))
        assert screen.current.selection is None


async def test_a_file_that_cannot_be_read_again_is_told_of(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        story.write_bytes(bytes(range(256)) * 64)
        await press(pilot, "r")
        told = screen_of(pilot).query_one(StatusLine).render_line(0).text
        assert "story.txt: holds NUL characters, so it is a binary file" in told
        assert "第0段" in "".join(shown(screen_of(pilot).current.pane))


async def test_marks_and_history_lead_back(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        pane = screen_of(pilot).current.pane
        await press(pilot, "space m a G ' a")
        assert shown(pane)[2].startswith(("第", "把", "又", "他", "", "天")) and pane.address > 0
        there = pane.cursor
        await press(pilot, "G H")
        assert pane.cursor == there
        await press(pilot, "L")
        assert pane.cursor != there
        await press(pilot, "' '")
        assert pane.cursor == there


async def test_selection_grows_by_chinese_words_and_is_copied_from_the_source(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await press(pilot, "v i s")
        screen = screen_of(pilot)
        assert screen.query_one(StatusLine).status.pending == "select"
        await press(pilot, "y")
        assert pilot.app.clipboard == "第0段。"
        await press(pilot, "v w w y")
        assert len(pilot.app.clipboard) > 1
        assert screen.current.selection is None


async def test_panes_have_places_of_their_own(story: Path, samples: list[Path], home: Path) -> None:
    async with reader([story, samples[0]], home).run_test(size=(120, 40)) as pilot:
        screen = screen_of(pilot)
        assert [pane.article.title for pane in screen.panes] == ["story.txt", samples[0].name]
        await press(pilot, "ctrl+w l space")
        assert [pane.pane.address > 0 for pane in screen.panes] == [False, True]
        await press(pilot, "ctrl+w v")
        assert len(screen.panes) == 3
        await press(pilot, "ctrl+w o")
        assert len(screen.panes) == 1


async def test_repairs_flip_at_the_same_place(samples: list[Path], home: Path) -> None:
    async with reader([samples[0]], home).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        assert "在重新搶占中國市場的同時" in "".join(shown(screen.current.pane))
        await press(pilot, "R")
        assert "在重新?lián)屨贾袊袌龅耐瑫r" in "".join(shown(screen.current.pane))
        assert screen.query_one(StatusLine).status.view == "original"
        await press(pilot, "R ] r")
        assert screen.current.pane.cursor > 0


async def test_a_folded_disclaimer_is_said_to_be_there(samples: list[Path], home: Path) -> None:
    async with reader([samples[0]], home).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "G")
        rows = shown(screen_of(pilot).current.pane)
        assert rows[-1] == "⋯ hidden: the platform's disclaimer"


async def test_claims_and_text_move_together(samples: list[Path], home: Path) -> None:
    async with reader([samples[1]], home).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        sidebar = screen.claims_panel
        assert sidebar.display
        await press(pilot, "c j j j")
        assert sidebar.selected is not None
        claim = sidebar.selected.claim
        assert screen.current.pane.cursor == claim.content[0].span.start
        await press(pilot, "enter")
        assert screen.current.pane.has_focus
        await press(pilot, "] c")
        assert screen.current.pane.cursor > claim.content[0].span.start


async def test_claims_are_filtered_as_one_types(samples: list[Path], home: Path) -> None:
    async with reader([samples[1]], home).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "c slash")
        await pilot.press(*"kind:direct")
        await pilot.pause()
        sidebar = screen_of(pilot).claims_panel
        assert sidebar.render_line(0).text.strip().startswith("Claims 3 of ")
        await press(pilot, "escape")


async def test_events_lead_to_their_sentences(samples: list[Path], home: Path) -> None:
    async with reader([samples[1]], home).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        assert "since 2024" in "".join(screen.timeline_panel.render_line(y).text for y in range(8))
        text = screen.current.article.document.text
        await press(pilot, "T 9 9 h l enter")
        assert text[screen.current.pane.cursor :].startswith("2025年上半年")
        assert screen.current.pane.has_focus
        await press(pilot, "] e")
        assert screen.current.pane.cursor > text.index("2025年上半年")


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (60, 18), (80, 24), (120, 40), (200, 50), (240, 70)])
async def test_no_size_breaks_the_screen(samples: list[Path], home: Path, size: tuple[int, int]) -> None:
    async with reader(samples, home).run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "space c T G question_mark escape z z")
        for opened in screen_of(pilot).panes:
            for y in range(opened.pane.size.height):
                assert cell_len(opened.pane.render_line(y).text) == opened.pane.size.width


async def test_every_command_is_done_by_something() -> None:
    missing = [command.id for command in COMMANDS if not hasattr(ReaderScreen, f"action_{command.action}")]
    assert missing == []


async def test_help_lists_every_key_and_filters(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(100, 40)) as pilot:
        await press(pilot, "question_mark")
        await pilot.press(*"zen")
        await press(pilot, "enter")
        assert screen_of(pilot).zen


async def test_markup_and_control_codes_in_a_text_are_only_text(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "[red]evil[" "/red].txt"
    path = tmp_path / "evil [bold]名.txt"
    path.write_text("[@click=app.quit]按這裡[/] \x1b]0;owned\x07 \x1b[2J [/] \u202e倒\n" * 5, encoding="utf-8")
    async with reader([path], home).run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows = "".join(shown(screen_of(pilot).current.pane))
        assert "[@click=app.quit]按這裡[/]" in rows
        assert not any(character < " " or "\x7f" <= character < "\xa0" or character == "\u202e" for character in rows)
        await press(pilot, "i")
        await press(pilot, "escape")


async def test_the_place_is_kept_for_the_next_time(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await press(pilot, "space space")
        left = screen_of(pilot).current.pane.address
        await press(pilot, "q")
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        assert screen_of(pilot).current.pane.address == left > 0


async def test_a_reading_place_survives_every_width(story: Path, home: Path) -> None:
    async with reader([story], home).run_test(size=(80, 24)) as pilot:
        await press(pilot, "space space")
        pane = screen_of(pilot).current.pane
        there = pane.address
        for width in (50, 100, 33, 80):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
        assert pane.address == there
