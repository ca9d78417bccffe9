"""The timelines of the library: read in the order of reading, bounded, stopped when nobody wants them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader_tui.text.model import Document
from reader_tui.tui import library_timeline
from reader_tui.tui.library_timeline import LibraryTimeline, read_library
from reader_tui.tui.notebook import Notebook

STORIES = ("昨天河水漲了。", "2021年，新橋通車了。", "沒有日子的故事。")


@pytest.fixture
def shelf(home: Path) -> Path:
    """A library with three articles; the first one's date is known."""
    with Notebook(home) as notebook:
        for number, text in enumerate(STORIES):
            notebook.library.add(Document(text, title=f"故事{number}", uri=f"/{number}.txt",
                                          date="2025-06-04" if number == 0 else None))
    return home


def values(library: LibraryTimeline) -> dict[str, list[str]]:
    return {one.title: [time.value for time in one.timeline.times] for one in library.articles}


def test_it_reads_every_article_against_its_own_date(shelf: Path) -> None:
    library = LibraryTimeline()
    assert library.words == "library…"
    assert read_library(shelf, library, lambda: None) == ""
    assert values(library) == {"故事0": ["2025-06-03"], "故事1": ["2021"], "故事2": []}
    assert library.words == "library"


def test_the_date_that_the_user_gave_goes_before(shelf: Path) -> None:
    with Notebook(shelf) as notebook:
        first = next(one.id for one in notebook.library.articles() if one.title == "故事0")
        notebook.choices.set_reference_date(first, date(2020, 1, 2))
    library = LibraryTimeline()
    read_library(shelf, library, lambda: None)
    assert values(library)["故事0"] == ["2020-01-01"]


def test_a_large_library_is_read_in_part_and_it_says_so(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_timeline, "_MOST_CHARACTERS", len(STORIES[2]) + len(STORIES[1]))
    library = LibraryTimeline()
    read_library(shelf, library, lambda: None)
    assert (len(library.articles), library.words) == (2, "library, 2 of 3 articles")


def test_it_tells_how_far_it_is_and_stops_when_it_is_not_wanted(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_timeline, "_SHOW_SECONDS", -1.0)
    monkeypatch.setattr(library_timeline, "_SHOW_SHARE", -1.0)
    library = LibraryTimeline()
    told: list[str] = []

    def progress() -> None:
        told.append(library.words)
        library.is_wanted = len(told) < 2

    read_library(shelf, library, progress)
    assert told == ["library 1 of 3…", "library 2 of 3…"]


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert read_library(tmp_path / "file" / "home", LibraryTimeline(), lambda: None)
