"""The reader in a browser: nobody without the token sees it."""

from __future__ import annotations

import asyncio
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from reader_tui.cli import run
from reader_tui.command_line.output import InputError
from reader_tui.serve import HOST, Access, command, free_port

needs_server = pytest.mark.skipif(find_spec("textual_serve") is None, reason="textual-serve is not installed")
ACCESS = Access(8000, "秘密")
HERE = {"Host": "127.0.0.1:8000"}


@pytest.mark.parametrize(("headers", "query", "cookies", "passes"), [
    (HERE, {"token": "秘密"}, {}, True),
    (HERE, {}, {ACCESS.cookie: "秘密"}, True),
    (HERE | {"Origin": "http://127.0.0.1:8000"}, {}, {ACCESS.cookie: "秘密"}, True),
    (HERE, {}, {}, False),
    (HERE, {"token": "別的"}, {}, False),
    (HERE, {}, {"reader-tui-8001": "秘密"}, False),
    (HERE | {"Origin": "https://evil.example"}, {}, {ACCESS.cookie: "秘密"}, False),
    ({"Host": "rebound.example:8000"}, {"token": "秘密"}, {}, False),
    ({}, {"token": "秘密"}, {}, False),
])
def test_who_may_pass(headers: dict[str, str], query: dict[str, str], cookies: dict[str, str], passes: bool) -> None:
    assert (ACCESS.refusal(headers, query, cookies) is None) == passes


def test_tokens_are_never_the_same() -> None:
    assert len({Access(1).token for _ in range(20)}) == 20


def test_names_of_files_are_no_commands(home: Path) -> None:
    line = command(Namespace(home=None, paths=["$(touch x) '文'.txt", "-x"]))
    told = subprocess.run(["sh", "-c", f"printf '%s\\n' {line}"], capture_output=True, text=True, check=True).stdout
    assert told.split("\n")[3:] == ["--home", str(home), "--", "$(touch x) '文'.txt", "-x", ""]


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert run(["serve"]) == 2
    assert capsys.readouterr().err == "reader-tui: install reader-tui[serve] to read in a browser\n"


def test_a_port_in_use_is_said() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with pytest.raises(InputError, match="in use"):
            free_port(taken.getsockname()[1])
    with pytest.raises(InputError, match="no port 70000"):
        free_port(70_000)
    assert 0 < free_port(0) <= 65535


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Port and token of a running server."""
    home = tmp_path_factory.mktemp("served")
    article = home / "article.txt"
    article.write_text("北岸的燈塔\n\n守燈的人姓周。", encoding="utf-8")
    running = subprocess.Popen([sys.executable, "-m", "reader_tui", "serve", "--home", str(home), str(article)],
                               stdout=subprocess.PIPE, text=True, env=os.environ)
    assert running.stdout is not None
    found = re.fullmatch(r"Open http://127\.0\.0\.1:(\d+)/\?token=(\S+)\n", running.stdout.readline())
    try:
        assert found is not None
        yield int(found[1]), found[2]
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0


def answer(port: int, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
    """What the server answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    told = response.read().decode()
    connection.close()
    return response.status, response.headers, told


@needs_server
@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/ws?width=80&height=24", "/download/x"])
def test_without_the_token_nothing_is_shown(served: tuple[int, str], path: str) -> None:
    status, _, told = answer(served[0], path)
    assert (status, told) == (403, "the address lacks the token that reader-tui serve printed\n")


@needs_server
def test_the_token_becomes_a_cookie_that_opens_the_page(served: tuple[int, str]) -> None:
    port, token = served
    status, headers, _ = answer(port, f"/?token={token}")
    assert (status, headers["Location"]) == (303, "/")
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    cookie = headers["Set-Cookie"].partition(";")[0]
    status, headers, told = answer(port, "/", Cookie=cookie)
    assert status == 200
    assert f"ws://127.0.0.1:{port}/ws" in told
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert answer(port, "/", Cookie=cookie, Host=f"rebound.example:{port}")[0] == 403
    assert answer(port, "/ws", Cookie=cookie, Origin="https://evil.example")[0] == 403


@needs_server
async def test_the_reader_answers_through_the_socket(served: tuple[int, str]) -> None:
    aiohttp = pytest.importorskip("aiohttp")
    port, token = served
    async with aiohttp.ClientSession() as session, session.ws_connect(
            f"http://{HOST}:{port}/ws?width=60&height=20&token={token}") as socket:
        shown = b""
        while "守燈的人姓周".encode() not in shown:
            message = await socket.receive(timeout=20)
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), shown[-500:]
            shown += message.data if isinstance(message.data, bytes) else message.data.encode()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[str]:
    """The address by which a headless Chromium takes orders."""
    if shutil.which("chromium") is None:
        pytest.skip("there is no Chromium here")
    running = subprocess.Popen(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}",
         "--remote-debugging-port=0", "about:blank"], stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    try:
        listening = next((line for line in running.stderr if line.startswith("DevTools listening on ")), "")
        yield listening.removeprefix("DevTools listening on ").strip()
    finally:
        running.terminate()
        running.wait(10)


@needs_server
async def test_a_browser_shows_the_reader(served: tuple[int, str], browser: str) -> None:
    aiohttp = pytest.importorskip("aiohttp")
    port, token = served
    async with aiohttp.ClientSession() as session, session.ws_connect(browser) as orders:
        async def ask(method: str, **more: object) -> dict[str, Any]:
            """Give an order (Chrome DevTools Protocol); its answer, the events before it left out."""
            target = {"sessionId": more.pop("sessionId")} if "sessionId" in more else {}
            await orders.send_json({"id": 1, "method": method, "params": more, **target})
            while True:
                told = await orders.receive_json(timeout=20)
                if told.get("id") == 1:
                    return dict(told["result"])

        page = await ask("Target.createTarget", url=f"http://{HOST}:{port}/?token={token}")
        tab = (await ask("Target.attachToTarget", targetId=page["targetId"], flatten=True))["sessionId"]
        for _ in range(100):
            told = await ask("Runtime.evaluate", sessionId=tab, expression="location.href + ' ' + document.body?.className")
            if "-first-byte" in told["result"]["value"]:
                break
            await asyncio.sleep(0.1)
        assert told["result"]["value"].startswith(f"http://{HOST}:{port}/ ")
        assert "-first-byte" in told["result"]["value"]
