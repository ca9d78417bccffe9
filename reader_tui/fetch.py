"""Articles from the web, only when the user names their address.

Every hop of a redirect is looked at: only http and https, and only addresses that anyone may reach, unless private
ones were asked for. A name is resolved once and the connection made to that very address, so that a name server
cannot answer differently the second time. Proxies of the environment are not used: they would resolve for themselves.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader_tui.text.formats.sniff import Format
from reader_tui.text.load import LoadError, parse
from reader_tui.text.model import Document

if TYPE_CHECKING:
    import httpx

LARGEST = 32 << 20
"""Bytes of an answer, as sent and as unpacked."""
LONGEST = 30.0
"""Seconds for all hops together."""
MOST_HOPS = 8
_STEP = 10.0
"""Seconds without any progress."""
_REDIRECTS = (301, 302, 303, 307, 308)
_FORMS: dict[str, Format] = {"text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown",
                             "application/epub+zip": "epub", "application/pdf": "pdf"}
_HEADERS = {"User-Agent": "reader-tui (a terminal reader)", "Accept-Encoding": "gzip",
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5"}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(LoadError):
    """A page that cannot be had; the message is one sentence that names the address and says why."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a body may take, and who is told how much of it is there."""

    largest: int
    deadline: float
    tell: Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, its body unpacked."""

    url: str
    """Where it came from in the end."""
    data: bytes
    content_type: str
    """In lower case, without parameters; empty where none was sent."""
    charset: str | None
    hops: tuple[str, ...]
    """Addresses that redirected, in order; empty where the first one answered."""


def is_web_address(text: str) -> bool:
    """Whether an argument names a page instead of a file.

    >>> is_web_address("https://example.org/a"), is_web_address("file:///etc/passwd"), is_web_address("a.txt")
    (True, False, False)
    """
    return text.lower().startswith(("http://", "https://"))


def fetch_document(url: str, *, allow_private: bool = False, encoding: str | None = None) -> Document:
    """The article at an address; its ``meta`` tells the address asked for where it was redirected (``asked``).

    `FetchError` where the page cannot be had, `LoadError` where it holds no text.
    """
    fetched = fetch(url, allow_private=allow_private)
    document = parse(fetched.data, fetched.url, encoding=encoding, declared=fetched.charset,
                     form=_FORMS.get(fetched.content_type))
    return replace(document, meta=document.meta | {"asked": url}) if fetched.hops else document


def fetch(url: str, *, allow_private: bool = False, largest: int = LARGEST, longest: float = LONGEST,
          progress: Callable[[int], object] | None = None) -> Fetched:
    """Get what is at an address; `FetchError` for a bad or private address, a failure, too many bytes or seconds.

    ``progress`` gets the number of bytes that have arrived, 0 before anything is asked.
    """
    tell = progress or (lambda done: None)
    tell(0)
    try:
        import httpx
    except ImportError:
        raise FetchError(f"{url}: install reader-tui[web] to open web addresses") from None
    deadline = time.monotonic() + longest
    hops: list[str] = []
    here = _parsed(url)
    with httpx.Client(timeout=_STEP, trust_env=False, headers=_HEADERS) as client:
        while True:
            try:
                response = client.send(_pinned(client, here, allow_private), stream=True)
                with closing(response):
                    location = response.headers.get("location")
                    if response.status_code not in _REDIRECTS or location is None:
                        return _answer(here, response, tuple(hops), _Limits(largest, deadline, tell))
                hops.append(str(here))
                here = _parsed(str(here.join(location)))
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise FetchError(f"{here}: {_reason(error)}") from None
            if len(hops) > MOST_HOPS or time.monotonic() > deadline:
                raise FetchError(f"{url}: redirected without end")


def is_public(address: str) -> bool:
    """Whether an IP address is one that anyone may reach; an IPv4 address inside an IPv6 one counts as itself.

    >>> [is_public(one) for one in ("93.184.216.34", "127.0.0.1", "10.1.2.3", "::ffff:192.168.0.1", "169.254.169.254")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (
            ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _parsed(url: str) -> httpx.URL:
    """An address that may be asked: http or https, with a host, without credentials."""
    import httpx

    try:
        parsed = httpx.URL(url.strip())
    except httpx.InvalidURL as error:
        raise FetchError(f"{url}: is no valid address ({error})") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(f"{url}: only http and https addresses are opened")
    if parsed.userinfo:
        raise FetchError(f"{parsed.copy_with(userinfo=b'')}: addresses with a password in them are not opened")
    return parsed.copy_with(fragment=None)


def _pinned(client: httpx.Client, url: httpx.URL, allow_private: bool) -> httpx.Request:
    """A request to the address that the host's name stands for now; name and certificate are still the host's."""
    address = _resolved(url, allow_private)
    # sni_hostname: httpcore checks the certificate against it instead of the address that is connected to
    return client.build_request("GET", url.copy_with(host=address), headers={"Host": url.netloc.decode("ascii")},
                                extensions={"sni_hostname": url.raw_host.decode("ascii")})


def _resolved(url: httpx.URL, allow_private: bool) -> str:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"{url}: no such host") from None
    addresses = [str(entry[4][0]) for entry in found]
    private = next((address for address in addresses if not is_public(address)), None)
    if private is not None and not allow_private:
        raise FetchError(f"{url}: leads to a private address, {private}; it is opened only on request")
    return addresses[0]


def _answer(url: httpx.URL, response: httpx.Response, hops: tuple[str, ...], limits: _Limits) -> Fetched:
    if response.status_code != 200:
        raise FetchError(f"{url}: the server answers {response.status_code} {response.reason_phrase}".rstrip())
    kind, _, parameters = response.headers.get("content-type", "").partition(";")
    charset = response.charset_encoding if "charset" in parameters.lower() else None
    return Fetched(str(url), _body(url, response, limits), kind.strip().lower(), charset, hops)


def _body(url: httpx.URL, response: httpx.Response, limits: _Limits) -> bytes:
    """The body, unpacked here: the library would unpack a whole piece before it could be measured."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{url}: is packed as {packing}, which was not asked for")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    pieces = []
    left = limits.largest
    for raw in response.iter_raw():
        try:
            piece = unpack.decompress(raw, left + 1) if unpack is not None else raw
        except zlib.error:
            raise FetchError(f"{url}: is packed wrongly") from None
        left -= len(piece)
        if left < 0:
            raise FetchError(f"{url}: is larger than {limits.largest / 2**20:.0f} MB")
        if time.monotonic() > limits.deadline:
            raise FetchError(f"{url}: takes too long to arrive")
        pieces.append(piece)
        limits.tell(limits.largest - left)
    return b"".join(pieces)


def _reason(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "does not answer in time"
    return f"cannot be reached ({error or type(error).__name__})"
