"""Pages are fetched on request only, from public addresses only, within limits; all against a server on loopback."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from reader_tui import fetch as fetching
from reader_tui.fetch import MOST_HOPS, FetchError, fetch, fetch_document, is_public
from reader_tui.text.load import LoadError

pytest.importorskip("httpx")
PAGE = """<!DOCTYPE html><html><head><title>北岸的燈塔_日報</title></head><body><h1>北岸的燈塔</h1><p>燈塔修好了，
漁民們很高興，說夜裡可以出海了。</p><p>管理員說：「油錢還差一些，大家再湊一湊。」</p></body></html>"""


class Pages(BaseHTTPRequestHandler):
    """What the server answers, by path."""

    def do_GET(self) -> None:
        getattr(self, "get_" + self.path.strip("/").partition("?")[0], self.get_nothing)()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def get_nothing(self) -> None:
        self.answer(b"", 404)

    def get_page(self) -> None:
        self.answer(PAGE.encode("gb18030"), Content_Type="text/html; charset=gb2312")

    def get_packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")

    def get_host(self) -> None:
        self.answer(self.headers["Host"].encode(), Content_Type="text/plain")

    def get_moved(self) -> None:
        self.answer(b"", 302, Location="/page")

    def get_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def get_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def get_elsewhere(self) -> None:
        self.answer(b"", 302, Location=f"http://127.0.0.2:{self.server.server_port}/page")  # type: ignore[attr-defined]

    def get_bomb(self) -> None:
        self.answer(gzip.compress(bytes(80 << 20)), Content_Encoding="gzip")

    def get_odd(self) -> None:
        self.answer(b"x", Content_Encoding="br")

    def get_image(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n", Content_Type="image/png")

    def get_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            try:
                self.wfile.write(b"x")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a running server."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def test_an_article_is_read_in_the_encoding_the_server_names(server: str) -> None:
    document = fetch_document(f"{server}/page", allow_private=True)
    assert (document.title, document.encoding, document.uri) == ("北岸的燈塔", "gb18030", f"{server}/page")
    assert "「油錢還差一些，大家再湊一湊。」" in document.text
    assert "asked" not in document.meta


def test_redirects_are_followed_and_told(server: str) -> None:
    fetched = fetch(f"{server}/moved#part", allow_private=True)
    assert (fetched.url, fetched.hops) == (f"{server}/page", (f"{server}/moved",))
    assert fetch_document(f"{server}/moved", allow_private=True).meta["asked"] == f"{server}/moved"


def test_what_arrives_is_counted(server: str) -> None:
    told: list[int] = []
    fetched = fetch(f"{server}/packed", allow_private=True, progress=told.append)
    assert told[0] == 0
    assert told[-1] == len(fetched.data)


def test_packed_answers_are_unpacked(server: str) -> None:
    assert fetch(f"{server}/packed", allow_private=True).data.decode() == PAGE


def test_the_server_sees_the_name_while_the_connection_goes_to_the_address(server: str) -> None:
    port = server.rpartition(":")[2]
    assert fetch(f"http://localhost:{port}/host", allow_private=True).data == f"localhost:{port}".encode()


def refusal(url: str, **options: float) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, allow_private=True, **options)  # type: ignore[arg-type]
    return str(caught.value).removeprefix(url + ": ")


def test_what_cannot_be_had_is_said_in_one_sentence(server: str) -> None:
    assert refusal(f"{server}/gone") == "the server answers 404 Not Found"
    assert refusal(f"{server}/loop") == "redirected without end"
    assert refusal(f"{server}/bomb") == "is larger than 32 MB"
    assert refusal(f"{server}/page", largest=100) == "is larger than 0 MB"
    assert refusal(f"{server}/odd") == "is packed as br, which was not asked for"
    assert refusal(f"{server}/file") == "file:/etc/passwd: only http and https addresses are opened"
    assert refusal("http://name.invalid/") == "no such host"
    assert refusal("ftp://example.org/") == "only http and https addresses are opened"
    assert refusal("http://") == "only http and https addresses are opened"
    assert "password" in refusal("http://user:secret@example.org/")
    assert "secret" not in refusal("http://user:secret@example.org/")
    assert MOST_HOPS < 10


def test_a_slow_answer_is_given_up(server: str) -> None:
    assert refusal(f"{server}/drip", longest=0.3) == "takes too long to arrive"


def test_a_closed_port_is_said(server: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refusal(f"http://127.0.0.1:{port}/").startswith("cannot be reached")


def test_an_image_is_no_article(server: str) -> None:
    with pytest.raises(LoadError, match="is a PNG image, not a text"):
        fetch_document(f"{server}/image", allow_private=True)


def test_private_addresses_are_refused_unless_asked_for(server: str) -> None:
    for url in (f"{server}/page", server.replace("127.0.0.1", "localhost"), "http://[::1]/", "http://0.0.0.0/",
                "http://2130706433/", "http://0x7f.1/"):
        with pytest.raises(FetchError, match=r"private address|no such host|no valid address"):
            fetch(url)


def test_every_hop_is_checked(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    assert fetch(f"{server}/page").data
    with pytest.raises(FetchError, match=r"leads to a private address, 127\.0\.0\.2"):
        fetch(f"{server}/elsewhere")


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: entries)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        fetch("http://example.org/")


def test_a_name_is_resolved_once(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    real = socket.getaddrinfo

    def resolve(host: object, *rest: object, **options: object) -> object:
        asked.append(host)
        return real("127.0.0.1", *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    port = server.rpartition(":")[2]
    assert fetch(f"http://rebinding.example:{port}/host", allow_private=True).data
    assert asked.count("rebinding.example") == 1


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "2002:0a00:0001::", "64:ff9b::7f00:1",
    "ff02::1"])
def test_addresses_that_not_everyone_may_reach(address: str) -> None:
    assert not is_public(address)
