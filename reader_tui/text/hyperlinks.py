"""Links of a text: where each really leads, and what about it should make one look twice.

Only http and https lead anywhere. What is shown is the host that a browser would ask, in the letters that it stands
for and in the ASCII that is sent, as Unicode's report on security advises (UTS #39): names in letters of several
scripts, or in letters that look like Latin ones, are told.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from reader_tui.text.model import Document, Span

SCHEMES = ("http", "https")
_LONGEST = 8192
"""Code points of an address that leads anywhere: browsers take no more, and servers less."""
_REFUSED = re.compile("[\x00-\x20\x7f-\xa0\\\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd\U000e0000-\U000e007f]")
"""Controls, spaces and invisible characters; and backslashes, which browsers take for slashes and parsers do not."""
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"
_TOGETHER = (frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}), frozenset({"LATIN", "CJK", "BOPOMOFO"}),
             frozenset({"LATIN", "CJK", "HANGUL"}))
"""Scripts that one name may mix: those of Japanese, Chinese and Korean (UTS #39, highly restrictive)."""
_LIKE_LATIN = frozenset("аеорсухѕіјһԁԛԝӏвкмнтαορνικτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_LOOKS_LIKE_HOST = re.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+)(?:[:/?#]\S*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link: what is read, and where it leads."""

    span: Span
    """Where its words stand, in code points of the source."""
    words: str
    written: str
    """The address as the document has it."""
    address: str = ""
    """What may be asked for, in ASCII; empty where the link leads nowhere."""
    host: str = ""
    """In the letters it stands for."""
    sent_host: str = ""
    """In ASCII, as it is sent; differs from ``host`` where that has other letters."""
    warnings: tuple[str, ...] = ()
    refusal: str = ""
    """Why it is not followed."""


def links_of(document: Document) -> Iterator[Hyperlink]:
    """The links of a document in order; an address that several hold is given each time, an empty link never."""
    for part in document.markup:
        if part.kind == "link" and part.target:
            words = " ".join(part.span.of(document.text).split())
            yield inspect_link(part.target, words, part.span, document.uri)


def inspect_link(written: str, words: str = "", span: Span = Span(0, 0), base: str = "") -> Hyperlink:  # noqa: B008
    """Find out where a link leads; ``base`` is the address of the page it stands on, where that is known.

    >>> link = inspect_link("https://xn--fsq.xn--0zwm56d/a b".replace(" ", "%20"))
    >>> link.host, link.sent_host
    ('例.测试', 'xn--fsq.xn--0zwm56d')
    >>> inspect_link("javascript:alert(1)").refusal
    'only http and https addresses are opened'
    """
    link = Hyperlink(span, words, written)
    if len(written) > _LONGEST:
        return _refused(link, "the address is too long")
    if _REFUSED.search(written.strip()):
        return _refused(link, "the address holds characters that no address may hold")
    try:
        absolute = written.strip()
        if is_web(base):
            absolute = urljoin(base, absolute)
        parts = urlsplit(absolute)
        return _web_link(link, parts) if parts.scheme in SCHEMES and parts.hostname else _elsewhere(link, parts)
    except ValueError:
        return _refused(link, "the address is none")


def is_web(address: str) -> bool:
    """Whether an address is one of the web."""
    return address.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def _refused(link: Hyperlink, why: str) -> Hyperlink:
    return Hyperlink(link.span, link.words, link.written, refusal=why)


def _elsewhere(link: Hyperlink, parts: SplitResult) -> Hyperlink:
    if parts.scheme or link.written.startswith("//"):
        return _refused(link, "only http and https addresses are opened")
    return _refused(link, "leads to another place of this document or to a file beside it")


def _web_link(link: Hyperlink, parts: SplitResult) -> Hyperlink:
    host = _in_letters(parts.hostname or "")
    sent = _in_ascii(host)
    netloc = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port is not None else ""
    bracketed = f"[{sent}]" if ":" in sent else sent
    address = urlunsplit((parts.scheme, bracketed + port, quote(parts.path, safe=_KEPT), quote(parts.query, safe=_KEPT),
                          quote(parts.fragment, safe=_KEPT)))
    warnings = list(_doubts(host))
    if netloc[1]:
        warnings.append(f"what stands before the @ is no host; it leads to {host} and is left out")
    if port:
        warnings.append(f"asks port {parts.port}")
    named = _LOOKS_LIKE_HOST.match(link.words)
    if named and _bare(_in_letters(named[1])) != _bare(host):
        warnings.append(f"the text says {named[1]}, but it leads to {host}")
    return Hyperlink(link.span, link.words, link.written, address, host, sent, tuple(warnings))


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").rstrip(".")


def _in_letters(host: str) -> str:
    """The name in the letters it stands for; labels that cannot be decoded stay."""
    host = unicodedata.normalize("NFKC", host).replace("。", ".").lower()
    return ".".join(map(_decoded, host.split(".")))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return label
    return label if _REFUSED.search(decoded) else decoded


def _in_ascii(host: str) -> str:
    """The name as it is sent; ValueError where there is no such name."""
    labels = []
    for label in host.split("."):
        sent = label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        if len(sent) > 63:
            raise ValueError("a label of a host has 63 characters at most")
        labels.append(sent)
    return ".".join(labels)


def _doubts(host: str) -> Iterator[str]:
    """What about a host's name should make one look twice."""
    if _is_number(host):
        yield "leads to a number instead of a name"
        return
    for label in host.split("."):
        if label.isascii():
            continue
        scripts = {_script(letter) for letter in label if letter.isalpha()}
        if len(scripts) > 1 and not any(scripts <= allowed for allowed in _TOGETHER):
            yield f"{label} mixes the letters of several scripts ({', '.join(sorted(scripts)).lower()})"
        elif any(letter in _LIKE_LATIN for letter in label):
            yield f"{label} is written in letters that look like Latin ones ({', '.join(sorted(scripts)).lower()})"


def _is_number(host: str) -> bool:
    if host.isascii() and host.replace(".", "").isdigit():
        return True  # browsers read 2130706433 as an address too
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.startswith("0x")
    return True


def _script(letter: str) -> str:
    """The script of a letter, as the first word of its Unicode name tells it."""
    name = unicodedata.name(letter, "UNKNOWN")
    return "CJK" if name.startswith(("CJK", "IDEOGRAPHIC")) else name.partition(" ")[0]
