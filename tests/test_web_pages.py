"""Feeds and pages end in the library and are read there without the network; everything comes from a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from terminal_session import TerminalSession

from reader_tui.cli import run
from reader_tui.command_line.web_pages import FOLDER
from reader_tui.feeds import parse_opml
from reader_tui.text.load import load

PAGE = """<html><head><meta charset="big5"><title>北岸的燈塔</title></head><body><article><h1>北岸的燈塔</h1>
<p>守燈的人姓周，他把油錢記在牆上。村裡的人說，燈一滅，船就找不到岸。</p>
<p>「油錢還差一些，大家再湊一湊。」周先生去年冬天說。那年北風很大，燈卻一夜也沒有滅過。</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>湖邊
日報</title>
<item><title>燈塔</title><link>/page</link><guid>1</guid><pubDate>Fri, 03 May 2024 08:00:00 +0800</pubDate>
<description>守燈的人姓周。</description></item>
<item><title>橋</title><guid isPermaLink="false">tag:2</guid><description>橋今年通車。</description></item></channel></rss>"""


class Site(BaseHTTPRequestHandler):
    """A page, a feed, and pages that announce feeds."""

    asked: list[str] = []

    def do_GET(self) -> None:
        """Answer by path."""
        type(self).asked.append(self.path)
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        kind, body = {
            "/page": ("text/html; charset=gb18030", PAGE.encode("gb18030")),
            "/feed": ("application/rss+xml", FEED.encode()),
            "/site": ("text/html", b"<html><link rel=alternate type='application/rss+xml' href=/feed></html>"),
            "/two": ("text/html", b"<html><link rel=alternate type='application/rss+xml' href=/feed>"
                     b"<link rel=alternate type='application/rss+xml' href=/comments></html>"),
            "/image": ("image/png", b"\x89PNG\r\n\x1a\n"),
        }.get(self.path, ("", b""))
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a running server; nothing answers there afterwards."""
    Site.asked = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


class Command:
    """Runs command lines that may open addresses of this network."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str, status: int = 0) -> tuple[list[str], list[str]]:
        """The lines on standard output and on standard error."""
        assert run(arguments) == status, self._capsys.readouterr().err
        captured = self._capsys.readouterr()
        return captured.out.splitlines(), captured.err.splitlines()


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def test_a_page_is_kept_as_a_file_and_in_the_library(site: str, command: Command, home: Path) -> None:
    out, err = command("add", "--allow-private", f"{site}/moved")
    assert (out, err) == (["1 new"], [f"reader-tui: {site}/moved redirects to {site}/page"])
    [file] = (home / FOLDER).iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (home / FOLDER).stat().st_mode & 0o777 == 0o700
    assert "「油錢還差一些，大家再湊一湊。」" in load(file).text
    assert load(file).encoding == "utf-8"
    [record] = json.loads("\n".join(command("list", "--json")[0]))
    assert (record["title"], record["uri"], record["sha256"]) == ("北岸的燈塔", f"{site}/page", load(file).id)
    assert command("add", "--allow-private", f"{site}/page")[0] == ["1 already there"]


def test_a_page_is_read_offline_from_what_was_saved(site: str, command: Command) -> None:
    out, _ = command("--plain", "--allow-private", f"{site}/page")
    text = "".join(out)
    assert "守燈的人姓周" in text
    again, err = command("--plain", f"{site}/page")
    assert again == out
    assert len(err) == 1
    assert "private address" in err[0]
    assert err[0].endswith("this is the page as it was saved before")


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the server's thread holds nothing that the child needs
def test_a_page_opens_on_the_screen(site: str, home: Path) -> None:
    session = TerminalSession(["--allow-private", f"{site}/moved"])
    session.wait_for("守燈的人姓周")
    session.wait_for("? help")
    session.send("q")
    assert session.end() == 0
    before, _, _ = session.output.partition(b"\x1b[?1049h")
    assert f"reader-tui: {site}/moved redirects to {site}/page" in before.decode()
    refused = TerminalSession([f"{site}/gone"])
    assert refused.end() == 2
    assert refused.output.decode().count("\n") == 1
    assert "private address" in refused.output.decode()


def test_a_page_that_cannot_be_had_is_one_line(site: str, command: Command, home: Path) -> None:
    for address, why in (("/page", "leads to a private address"), ("/gone", "the server answers 404"),
                         ("/image", "is a PNG image, not a text")):
        allow = [] if address == "/page" else ["--allow-private"]
        _, [line] = command("--plain", *allow, site + address, status=2)
        assert line.startswith(f"reader-tui: {site}{address}: ")
        assert why in line
    assert not (home / FOLDER).exists()


def test_a_page_that_cannot_be_saved_is_one_line(site: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _, [line] = command("add", "--home", str(tmp_path / "file"), "--allow-private", f"{site}/page", status=2)
    assert line.startswith("reader-tui: ")


def test_feeds_are_followed_and_asked_only_on_request(site: str, command: Command, home: Path) -> None:
    assert command("feed", "add", "--allow-private", f"{site}/site")[0] == [f"湖邊 日報  {site}/feed"]
    assert command("feed", "add", "--allow-private", f"{site}/feed")[0] == ["nothing new"]
    Site.asked.clear()
    assert command("feed", "list")[0] == [f"    0 of 0      湖邊 日報  {site}/feed"]
    assert command("feed", "list", "--unread")[0] == []
    assert Site.asked == []
    assert command("feed", "fetch", "--allow-private")[0] == ["    2 new  湖邊 日報"]
    assert command("feed", "fetch", "--allow-private", "湖邊 日報")[0] == ["    0 new  湖邊 日報"]
    assert Site.asked == ["/feed", "/feed"]
    lines = command("feed", "list", "--unread")[0]
    assert [line.split("  ")[-1] for line in lines] == ["燈塔 · 湖邊 日報", f"{site}/page", "橋 · 湖邊 日報",
                                                        f"{site}/feed#tag:2"]
    assert "2024-05-03" in lines[0]
    [feed] = json.loads("\n".join(command("feed", "list", "--json")[0]))
    assert (feed["articles"], feed["unread"]) == (2, 2)
    assert parse_opml("\n".join(command("feed", "list", "--opml")[0]).encode()) == parse_opml(
        (home / "feeds.opml").read_bytes())
    assert command("feed", "remove", f"{site}/feed")[0] == [f"removed 湖邊 日報  {site}/feed"]
    assert command("feed", "list")[0] == []
    assert len(command("list")[0]) == 2


def test_the_full_page_takes_the_place_of_what_the_feed_gave(site: str, command: Command) -> None:
    command("feed", "add", "--allow-private", f"{site}/feed")
    command("feed", "fetch", "--allow-private")
    assert command("add", "--allow-private", f"{site}/page")[0] == ["1 changed"]
    assert command("feed", "fetch", "--allow-private")[0] == ["    0 new  湖邊 日報"]
    assert command("search", "北風很大")[0][1:] != []


def test_feeds_can_be_fetched_with_their_pages(site: str, command: Command) -> None:
    command("feed", "add", "--allow-private", f"{site}/feed")
    command("feed", "fetch", "--allow-private", "--full")
    [hit] = json.loads("\n".join(command("search", "北風很大", "--json")[0]))
    assert (hit["title"], hit["source"], hit["date"]) == ("燈塔", "湖邊 日報", "2024-05-03")


def test_a_list_of_feeds_is_taken_over(command: Command, tmp_path: Path, site: str) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text(f'<opml><body><outline text="好" xmlUrl="{site}/feed"/><outline text="壞" xmlUrl="{site}/gone"/></body>'
                      "</opml>", encoding="utf-8")
    assert command("feed", "add", str(listed))[0] == [f"好  {site}/feed", f"壞  {site}/gone"]
    out, err = command("feed", "fetch", "--allow-private")
    assert out == ["    2 new  好"]
    assert err == [f"reader-tui: {site}/gone: the server answers 404 Not Found"]
    assert command("feed", "fetch", "壞", "--allow-private", status=2)[0] == []


def test_what_is_no_feed_is_one_line(command: Command, tmp_path: Path, site: str, home: Path) -> None:
    (tmp_path / "text.opml").write_text("沒有", encoding="utf-8")
    for words, why in ((["add", f"{site}/page", "--allow-private"], "is no feed and announces none"),
                       (["add", f"{site}/two", "--allow-private"], f"announces 2 feeds; add one of them: {site}/feed"),
                       (["add", f"{site}/feed"], "private address"),
                       (["add", str(tmp_path / "text.opml")], "broken XML"),
                       (["add", "/nowhere/at/all"], "no such file"),
                       (["remove", "沒有"], "no such feed"),
                       (["fetch", "沒有"], "no such feed"),
                       (["fetch"], "there are no feeds yet")):
        out, [line] = command("feed", *words, status=2)
        assert out == []
        assert why in line
    home.mkdir(exist_ok=True)
    (home / "feeds.opml").write_text("<opml", encoding="utf-8")
    assert "broken XML" in command("feed", "list", status=2)[1][0]
