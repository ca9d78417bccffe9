"""RSS, Atom and OPML: what a site publishes, and lists of such sites. Pure functions over bytes and text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.sax.saxutils import quoteattr

from reader_tui.text.formats.builder import TextBuilder
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.formats.render import render
from reader_tui.text.formats.tree import parse_html
from reader_tui.text.formats.xml_tree import Node, parse_xml

MOST_ENTRIES = 2000
"""Entries of a feed that are read; the newest come first in every feed."""
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed announces."""

    id: str
    """What tells it from others of its feed: its own identifier, else its link, else its title."""
    title: str
    link: str
    published: datetime | None
    """In UTC; None where the feed does not tell or tells nonsense."""
    author: str
    text: str
    """What the feed gives of its content, as plain text."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its entries in the order it lists them."""

    title: str
    link: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed of an OPML list; ``folder`` is the path of the outlines it lies in, joined by ``/``."""

    title: str
    url: str
    folder: str = ""


def parse_feed(data: bytes, url: str = "") -> Feed:
    """Read RSS 0.9 to 2.0 or Atom; relative links are resolved against ``url``. `FormatError` for anything else."""
    root = parse_xml(data)
    if root.name == "feed":
        link = _atom_link(root)
        made = (_atom_entry(node, url) for node in root.children if node.name == "entry")
        return Feed(root.text_of("title"), urljoin(url, link), tuple(_unique(made)))
    if root.name not in ("rss", "rdf"):
        raise FormatError("is no feed: neither RSS nor Atom")
    channel = root.first("channel") or Node("channel", {})
    items = [node for node in (*channel.children, *root.children) if node.name == "item"]
    return Feed(channel.text_of("title"), urljoin(url, channel.text_of("link")),
                tuple(_unique(_rss_entry(node, url) for node in items)))


def find_feeds(page: str, url: str) -> list[Subscription]:
    """The feeds that a web page announces, in its order."""
    return [Subscription(element.get("title"), urljoin(url, element.get("href")))
            for element in parse_html(page).walk()
            if element.tag == "link" and "alternate" in element.get("rel").lower().split()
            and element.get("type").lower() in _FEED_TYPES and element.get("href")]


def parse_opml(data: bytes) -> list[Subscription]:
    """The feeds of an OPML list, each address once. `FormatError` where it is none."""
    root = parse_xml(data)
    if root.name != "opml":
        raise FormatError("is no OPML list")
    found: dict[str, Subscription] = {}
    for node, folder in _outlines(root.first("body") or Node("body", {})):
        url = node.attributes.get("xmlurl", "").strip()
        if url.lower().startswith(("http://", "https://")):
            found.setdefault(url, Subscription(_outline_title(node) or url, url, folder))
    return list(found.values())


def write_opml(subscriptions: Iterable[Subscription]) -> str:
    """An OPML 2.0 list with one outline for each folder.

    >>> print(write_opml([Subscription("湖邊日報", "https://example.org/rss", "新聞")]))
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0">
    <head><title>reader-tui</title></head>
    <body>
    <outline text="新聞">
    <outline type="rss" text="湖邊日報" xmlUrl="https://example.org/rss"/>
    </outline>
    </body>
    </opml>
    <BLANKLINE>
    """
    folders: dict[str, list[str]] = {}
    for one in subscriptions:
        line = f'<outline type="rss" text={_attribute(one.title)} xmlUrl={_attribute(one.url)}/>'
        folders.setdefault(one.folder, []).append(line)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">',
             "<head><title>reader-tui</title></head>", "<body>"]
    for folder, outlines in folders.items():
        names = folder.split("/") if folder else []
        lines += [f"<outline text={_attribute(name)}>" for name in names]
        lines += outlines
        lines += ["</outline>"] * len(names)
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _attribute(text: str) -> str:
    """A quoted attribute value; what XML cannot hold (XML 1.0, 2.2) becomes U+FFFD."""
    return quoteattr(_NO_XML.sub("\ufffd", text))


def _outlines(node: Node) -> Iterator[tuple[Node, str]]:
    waiting = [(child, "") for child in reversed(node.children)]
    while waiting:
        outline, folder = waiting.pop()
        yield outline, folder
        inner = "/".join(filter(None, (folder, _outline_title(outline).replace("/", "／"))))
        waiting.extend((child, inner) for child in reversed(outline.children))


def _outline_title(node: Node) -> str:
    return " ".join((node.attributes.get("title") or node.attributes.get("text", "")).split())


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id and entry.id not in seen and len(seen) < MOST_ENTRIES:
            seen.add(entry.id)
            yield entry


def _atom_entry(node: Node, url: str) -> Entry:
    link = urljoin(url, _atom_link(node))
    title = _plain(node.text_of("title"))
    author = node.first("author")
    content = node.first("content", "summary")
    text = "" if content is None else _plain(content.all_text())
    return Entry(node.text_of("id") or link or title, title, link, _moment(node.text_of("published", "updated")),
                 author.text_of("name") if author is not None else "", text)


def _atom_link(node: Node) -> str:
    links = [child.attributes for child in node.children if child.name == "link" and child.attributes.get("href")]
    return next((link["href"] for link in links if link.get("rel", "alternate") == "alternate"), "")


def _rss_entry(node: Node, url: str) -> Entry:
    link = node.text_of("link") or (node.text_of("guid") if "://" in node.text_of("guid") else "")
    link = urljoin(url, link) if link else ""
    title = _plain(node.text_of("title"))
    content = node.first("encoded", "description")
    return Entry(node.text_of("guid") or node.attributes.get("about", "") or link or title, title, link,
                 _moment(node.text_of("pubdate", "date")), node.text_of("creator", "author"),
                 _plain(content.text) if content is not None else "")


def _plain(markup: str) -> str:
    """HTML, escaped or not, to plain text."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    builder = TextBuilder()
    render(parse_html(markup), builder)
    return builder.build().text


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
