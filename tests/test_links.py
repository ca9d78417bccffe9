"""Links in the reader: listed, looked at first, followed only then."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from reader_tui.text.hyperlinks import inspect_link
from reader_tui.tui.actions import web_links
from reader_tui.tui.browser import NoBrowserError, open_in_browser
from reader_tui.tui.link_screen import LinkScreen, link_facts

PAGE = """# 渡口

見[渡口誌](https://xn--fsqu00a.xn--0zwm56d/a)，又見[www.bank.example](https://evil.example/)。

[檔案](ftp://example.org/a)
"""
ANSWER = "<html><head><title>上游</title></head><body><article><p>" + "上游的水很急，船走得慢。" * 9 + "</p></article></body></html>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


async def look_at(pilot: Pilot[None], number: int) -> list[str]:
    """Choose a link of the list; the lines that tell of it."""
    await settled(pilot)
    await press(pilot, "l")
    await pilot.press(*["down"] * number, "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, LinkScreen)
    return [str(line.content) for line in pilot.app.screen.query(Static)]


async def test_a_link_is_looked_at_before_it_is_followed(page: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("reader_tui.tui.browser.open_in_browser", opened.append)
    async with reader([page], home).run_test(size=(90, 30)) as pilot:
        lines = await look_at(pilot, 0)
        assert lines == ["「渡口誌」", "例子.测试", "sent as xn--fsqu00a.xn--0zwm56d", "https://xn--fsqu00a.xn--0zwm56d/a"]
        assert opened == []
        await press(pilot, "enter")
        await settled(pilot)
        assert opened == ["https://xn--fsqu00a.xn--0zwm56d/a"]


async def test_enter_on_a_doubtful_link_only_copies(page: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("reader_tui.tui.browser.open_in_browser", opened.append)
    async with reader([page], home).run_test(size=(90, 30)) as pilot:
        lines = await look_at(pilot, 1)
        assert any("the text says www.bank.example, but it leads to evil.example" in line for line in lines)
        await press(pilot, "enter")
        assert pilot.app.clipboard == "https://evil.example/"
        assert opened == []


async def test_what_is_no_web_address_is_never_offered_to_a_browser(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(90, 30)) as pilot:
        lines = await look_at(pilot, 2)
        assert "only http and https addresses are opened" in lines
        assert pilot.app.screen.query_one(OptionList).option_count == 1
        await press(pilot, "o r")
        assert isinstance(pilot.app.screen, LinkScreen)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on loopback, which the fetcher is told not to refuse."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(ANSWER.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    monkeypatch.setattr("reader_tui.fetch.is_public", lambda address: True)
    yield f"http://127.0.0.1:{made.server_port}/up"
    made.shutdown()
    made.server_close()


async def test_a_page_is_fetched_read_here_and_kept(tmp_path: Path, home: Path, server: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"見[上游]({server})。", encoding="utf-8")
    async with reader([path], home).run_test(size=(100, 30)) as pilot:
        await look_at(pilot, 0)
        await press(pilot, "r")
        for _ in range(100):
            await pilot.pause(0.05)
            if len(screen_of(pilot).panes) == 2 and screen_of(pilot).panes[1].article.kept:
                break
        opened = screen_of(pilot).panes[1].article
        assert opened.title == "上游"
        assert opened.document.uri == server
        assert opened.kept is not None
    assert [found.suffix for found in (home / "pages").iterdir()] == [".html"]


async def test_a_private_address_is_refused_in_one_line(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("見[內網](http://127.0.0.1:9/)。", encoding="utf-8")
    async with reader([path], home).run_test(size=(100, 30)) as pilot:
        await look_at(pilot, 0)
        await press(pilot, "r")
        for _ in range(100):
            await pilot.pause(0.05)
            if told := [str(notice.message) for notice in pilot.app._notifications]:
                break
        assert "private address" in told[0]
        assert len(screen_of(pilot).panes) == 1


def test_the_facts_of_a_link_hold_nothing_that_is_obeyed() -> None:
    link = inspect_link("javascript:\x1b]52;c;x\x07", "字\u202e")
    assert [style for style, _ in link_facts(link)] == ["words", "warning", "quiet"]
    assert web_links.sanitize_line(link.written) == "javascript:␛]52;c;x␇"


@pytest.mark.skipif(os.name != "posix", reason="the browser is a shell script")
def test_the_browser_gets_the_address_as_one_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s|%s" "$#" "$1" > {told}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    open_in_browser("https://example.org/;touch$(x)&y")
    assert told.read_text() == "1|https://example.org/;touch$(x)&y"


def test_without_a_screen_there_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(NoBrowserError, match="no screen"):
        open_in_browser("https://example.org/")


