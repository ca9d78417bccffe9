"""Claims across articles: found over open panes and the library, gone to by a key, listed by their speakers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from test_claiming import into_sidebar, listed, selected
from test_reader import press, reader, screen_of, settled
from textual.pilot import Pilot

from reader_tui.text.model import Document
from reader_tui.tui.claim_links import ClaimedArticle, find_links
from reader_tui.tui.library_claims import LONGEST_READ, LibraryClaims
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.reader_screen import ReaderScreen
from reader_tui.tui.row_list import RowList
from reader_tui.tui.speaker_screen import SpeakerScreen

ONE = "鎮長林大同昨天說，新橋工程明年春天完工，預算兩億元。\n"
OTHER = "本報訊\n\n鎮長林大同上午表示，新橋工程明年春天完工，預算三億元。\n"
APART = "校長王小明說，操場下週整修。\n"


def keep(home: Path, *documents: Document) -> None:
    with Notebook(home) as notebook:
        for document in documents:
            notebook.library.add(document, index=False)


def opened(home: Path, text: str) -> ClaimedArticle:
    library = LibraryClaims(home)
    keep(home, Document(text, title="here", uri="/here.txt"))
    with Notebook(home) as notebook:
        record = notebook.library.articles()[0]
        kept = library.of(notebook, record)
    assert kept is not None
    return ClaimedArticle(record.sha256, record.title, kept.claims, kept.date, record.id)


def test_links_reach_into_the_library_and_tell_why(home: Path) -> None:
    here = opened(home, ONE)
    keep(home, Document(OTHER, title="there", uri="/there.txt"), Document(APART, title="apart", uri="/apart.txt"))
    [found] = [one for links in find_links([here], LibraryClaims(home)).values() for one in links]
    assert (found.kind, found.title, found.speaker) == ("other figure", "there", "林大同")
    assert OTHER[found.offset :].startswith("新橋工程")
    assert any("same speaker" in evidence for evidence in found.evidence)


def test_only_articles_on_the_subject_are_read(home: Path) -> None:
    here = opened(home, ONE)
    keep(home, Document(APART, title="apart", uri="/apart.txt"))
    library = LibraryClaims(home)
    find_links([here], library)
    assert library.read_count == 0


def test_a_search_that_is_no_longer_wanted_ends(home: Path) -> None:
    here = opened(home, ONE)
    keep(home, Document(OTHER, title="there", uri="/there.txt"))
    assert find_links([here], LibraryClaims(home), lambda: False) == {}


def test_very_long_articles_are_left_out(home: Path) -> None:
    keep(home, Document(ONE * (LONGEST_READ // len(ONE) + 1), title="long", uri="/long.txt"))
    with Notebook(home) as notebook:
        assert LibraryClaims(home).of(notebook, notebook.library.articles()[0]) is None


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    paths = []
    for name, text in (("one", ONE), ("other", OTHER)):
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


async def linked(pilot: Pilot[None]) -> None:
    """Wait until the links are there."""
    for _ in range(300):
        if selected(pilot).links:
            return
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError("no link was found")


async def test_the_link_leads_to_the_other_pane(pages: list[Path], home: Path) -> None:
    async with reader(pages, home).run_test(size=(160, 40)) as pilot:
        await into_sidebar(pilot)
        await linked(pilot)
        assert any("other figure" in row for row in listed(pilot))
        await press(pilot, "f")
        assert screen_of(pilot).current.article.path == pages[1]
        assert OTHER[screen_of(pilot).current.pane.cursor :].startswith("新橋工程")


async def test_the_link_opens_an_article_of_the_library(pages: list[Path], home: Path) -> None:
    keep(home, Document(OTHER, title="there", uri="/there.txt"))
    async with reader(pages[:1], home).run_test(size=(160, 40)) as pilot:
        await into_sidebar(pilot)
        await linked(pilot)
        await press(pilot, "f")
        await settled(pilot)
        assert len(screen_of(pilot).panes) == 2
        assert OTHER[screen_of(pilot).current.pane.cursor :].startswith("新橋工程")


async def test_the_index_lists_the_library_and_leads_there(pages: list[Path], home: Path) -> None:
    keep(home, Document(OTHER, title="there", uri="/there.txt"), Document(APART, title="apart", uri="/apart.txt"))
    async with reader(pages[:1], home).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "P")
        assert isinstance(pilot.app.screen, SpeakerScreen)
        names = pilot.app.screen.query_one("#speakers", RowList)
        for _ in range(300):
            if "林大同" in names.render_line(0).text:
                break
            await asyncio.sleep(0.02)
            await pilot.pause()
        assert names.render_line(0).text.split() == ["林大同", "鎮長", "2"]
        await press(pilot, "slash")
        await press(pilot, "三 億 enter enter enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert OTHER[screen_of(pilot).current.pane.cursor :].startswith("新橋工程")
