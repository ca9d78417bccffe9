"""Texts too large to hold: opened at once, searched with a progress, analysed where one reads, in bounded memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reader import press, reader, screen_of

from reader_tui.text.blocks import TextBlocks, open_source
from reader_tui.text.file_blocks import FileBlocks
from reader_tui.text.model import Span
from reader_tui.tui import article as article_module
from reader_tui.tui.text_part import part_around, relocated

LINE = "渡船每天早上六點開，老船夫說：「風大的日子，我們就不走了。」大家都聽他的，一直等到風停……\n"
NUMBERED = "{0}號渡船每天早上六點開，老船夫說：「{0}號船風大不走。」大家都聽他的，一直等到風停……\n"
CHAPTER = "第{number}章 渡口\n\n河邊的風從早吹到晚，船夫把繩子繫好。\n\n"
OPEN = """
import sys
sys.path.insert(0, {project!r})
from reader_tui.config import Settings
from reader_tui.tui.article import PaneView
from reader_tui.tui.opening import read_article
from reader_tui.text.viewport import Viewport
article = read_article(sys.argv[1])
pages = PaneView().pages(article, Settings(), 80)
for fraction in (0.0, 0.5, 1.0):
    shown = Viewport(pages, 40, article.source.address_of_fraction(fraction)).rows()
    assert shown
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(int(peak) // 1024)
"""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Some 12 MB: above what is decoded whole, with one word that stands nowhere else, two thirds in."""
    path = tmp_path / "large.txt"
    lines = [NUMBERED.format(number) for number in range(90_000)]
    lines[60_000] = "鯨魚來了。\n"
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_gigabyte_opens_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "gigabyte.txt"
    head = (LINE * 5000).encode()
    with path.open("wb") as file:  # sparse between its ends: on the disk it is small
        file.write(head)
        file.seek((1 << 30) - len(head))
        file.write(head)
    code = OPEN.format(project=str(Path(__file__).resolve().parent.parent))
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 200  # megabytes


def test_two_hundred_thousand_chapters_open_and_list(tmp_path: Path) -> None:
    path = tmp_path / "chapters.txt"
    path.write_text("".join(CHAPTER.format(number=number) for number in range(200_000)), encoding="utf-8")
    source, document, is_whole = open_source(path)
    block = source.block_at(source.address_of_fraction(0.5))
    assert "渡口" in block.text and not is_whole and len(document.text) < 200_000


def test_a_text_of_one_line_pages_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("河邊的風從早吹到晚" * 1_000_000, encoding="utf-8")
    source, _, _ = open_source(path)
    last = source.block_at(source.length)
    assert last.end == source.length and 0 < len(last.text) <= 24 * 1024


async def test_a_long_search_tells_its_progress_and_stops(large: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader_tui.tui.actions.searching._TELL_SECONDS", 0.0)
    seen: list[str] = []
    read = FileBlocks.read

    def slow_read(self: FileBlocks, start: int, end: int) -> bytes:
        if end - start > 1 << 19:  # a window of the search
            seen.append("window")
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result(5)
        return read(self, start, end)

    loop = asyncio.get_running_loop()
    async with reader([large], home).run_test(size=(90, 20)) as pilot:
        await pilot.pause(0.5)
        screen = screen_of(pilot)
        monkeypatch.setattr(FileBlocks, "read", slow_read)
        screen.search("無此詞")
        labels = set()
        for _ in range(400):
            await asyncio.sleep(0.001)
            labels.add(screen.match_label)
            if "searched" in screen.match_label and len(labels) > 3:
                break
        await press(pilot, "escape")
        stopped = len(seen)
        assert any("Esc stops" in label for label in labels)
        assert screen.sought is None and screen.match_label == ""
        await pilot.pause(0.3)
        assert len(seen) <= stopped + 1


async def test_a_word_far_away_is_found(large: Path, home: Path) -> None:
    async with reader([large], home).run_test(size=(90, 20)) as pilot:
        await pilot.pause(0.3)
        await press(pilot, "slash")
        await pilot.press(*"鯨鱼", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert screen_of(pilot).match_label == "1/1"
        assert "鯨魚" in "".join(row.text for row in screen_of(pilot).current.pane.viewport.rows())


async def test_what_is_read_is_analysed_on_demand(large: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_module, "LONGEST_ANALYSED", 5000)
    monkeypatch.setattr("reader_tui.tui.text_part.part_around",
                        lambda source, address: part_around(source, address, 10_000))
    async with reader([large], home).run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.3)
        screen = screen_of(pilot)
        await press(pilot, "6 6 %")
        here = screen.current.pane.address
        await press(pilot, "f5")
        for _ in range(100):
            await pilot.pause(0.05)
            if screen.current.article.analysis and screen.current.article.claims[0].span.start > 100_000:
                break
        claims = screen.current.article.claims
        source = screen.current.article.source
        assert claims
        for claim in claims:
            assert source.slice(claim.content[0].span.start, claim.content[0].span.end) == claim.content[0].text
        assert claims[0].span.start <= here <= claims[-1].span.end
        assert "老船夫" in {claim.source.text for claim in claims if claim.source}


def test_a_part_of_a_file_knows_its_addresses(large: Path) -> None:
    source, _, _ = open_source(large)
    part = part_around(source, source.address_of_fraction(0.5), 60_000)
    for offset in range(0, len(part.text) - 8, 997):
        at = part.address_of(offset)
        assert source.slice(at, source.block_at(at).start + len(source.block_at(at).text))[:1] == part.text[offset]


@given(st.text("風雨。\n", min_size=1, max_size=200), st.integers(0, 250), st.integers(1, 60))
@settings(max_examples=60, deadline=None)
def test_a_part_is_what_the_source_holds_there(text: str, address: int, size: int) -> None:
    part = part_around(TextBlocks(text, grid=16), address, size)
    assert part.span.of(text) == part.text
    assert min(address, len(text) - 1) in part.span


def test_everything_in_an_analysis_is_moved() -> None:
    from reader_tui.analysis.pipeline import analyse_document
    from reader_tui.text.model import Document

    found = analyse_document(Document(LINE + "2024年5月3日，船開了。"))
    moved = relocated(found, lambda offset: offset + 1000)
    assert moved.claims[0].span == found.claims[0].span.shift(1000)
    assert [time.span for time in moved.timeline.times] == [time.span.shift(1000) for time in found.timeline.times]
    assert moved.claims[0].content[0].text == found.claims[0].content[0].text
    assert relocated(moved, lambda offset: offset - 1000) == found
    assert isinstance(moved.timeline.times[0].span, Span)
