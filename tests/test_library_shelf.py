"""Searches that the library screen asks for: one at a time, the last one wanted, none left unanswered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from reader_tui.config import Settings
from reader_tui.keymap import Keymap
from reader_tui.store.db import StoreUnavailable, open_store
from reader_tui.store.library import Library
from reader_tui.store.records import SearchHit
from reader_tui.text.model import Document
from reader_tui.tui.app import ReaderApp
from reader_tui.tui.library_screen import LibraryScreen


@pytest.fixture
def app(home: Path) -> ReaderApp:
    with open_store(home) as store:
        Library(store).add(Document("守燈的人把油錢記在牆上。", title="燈塔"))
    return ReaderApp([], [], Settings(), Keymap({}), home)


def head(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#head").render_line(0).text


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError(head(pilot))


async def test_a_slow_search_is_not_joined_by_others(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, asked, search = Event(), [], app._hits

    def slow(query: str) -> list[SearchHit]:
        asked.append(query)
        assert go_on.wait(10)
        return search(query)

    monkeypatch.setattr(app, "_hits", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await pilot.press("f")
        for words in ("油", "油錢", "守燈"):
            screen._search_now(words)
        await until(pilot, lambda: asked == ["油"])
        assert "searching…" in head(pilot) and "守燈" in head(pilot)
        go_on.set()
        await until(pilot, lambda: "1 article" in head(pilot))
        assert asked == ["油", "守燈"]


async def test_a_search_that_fails_does_not_stop_the_next(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(query: str) -> list[SearchHit]:
        raise StoreUnavailable("it is locked")

    async with app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(app, "_hits", failing)
            await pilot.press("f", "油", "enter")
            await until(pilot, lambda: "Library" in head(pilot))
        await pilot.press("f", "enter")
        await until(pilot, lambda: "1 article" in head(pilot) and "Search" in head(pilot))
