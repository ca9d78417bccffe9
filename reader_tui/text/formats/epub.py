"""EPUB 2 and 3 to text: the chapters of the spine in order, each a section under a heading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from reader_tui.text.encodings import decode
from reader_tui.text.formats.archive import Archive
from reader_tui.text.formats.builder import TextBuilder
from reader_tui.text.formats.extracted import Extracted, FormatError
from reader_tui.text.formats.html import declared_encoding
from reader_tui.text.formats.render import render
from reader_tui.text.formats.tree import parse_html
from reader_tui.text.formats.xml_tree import Node, parse_xml

LARGEST_TEXT = 48 << 20
"""Bytes of all chapters together: ten times the longest novels."""
_CONTAINER = "META-INF/container.xml"
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "application/xml", "text/xml")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Part:
    """A file that the package names: its place in the archive, its type, its properties."""

    path: str
    type: str
    properties: str


def read_epub(data: bytes) -> Extracted:
    """The book's text with chapter headings, title, author and date.

    A chapter without a heading of its own gets the one from the table of contents. Images are placeholders,
    their addresses names in the archive; they are not read. `FormatError` where the archive or the package is broken or hostile, or is protected.
    """
    archive = Archive(data)
    if "META-INF/rights.xml" in archive:
        raise FormatError("is protected against reading (DRM)")
    package_path = _package_path(archive)
    package = parse_xml(archive.read(package_path))
    parts = dict(_parts(package, posixpath.dirname(package_path)))
    titles = _contents(archive, package, parts)
    builder = TextBuilder()
    left = LARGEST_TEXT
    for part in _spine(package, parts):
        if part.path in archive:
            content = archive.read(part.path)
            left -= len(content)
            if left < 0:
                raise FormatError("holds more text than any book")
            _add_chapter(builder, content, titles.get(part.path, ""), posixpath.dirname(part.path))
    metadata = package.first("metadata") or Node("metadata", {})
    return builder.build(metadata.text_of("title"), _date(metadata), _meta(metadata))


def _package_path(archive: Archive) -> str:
    roots = parse_xml(archive.read(_CONTAINER)).all("rootfile")
    path = next((root.attributes.get("full-path", "") for root in roots), "")
    if not path:
        raise FormatError("does not say where its package is")
    return path


def _parts(package: Node, folder: str) -> Iterator[tuple[str, Part]]:
    """The manifest: parts by id."""
    for item in package.all("item"):
        href = item.attributes.get("href", "")
        if href and "://" not in href:
            yield item.attributes.get("id", ""), Part(
                _resolve(folder, href), item.attributes.get("media-type", ""), item.attributes.get("properties", ""))


def _spine(package: Node, parts: dict[str, Part]) -> Iterator[Part]:
    """The chapters in reading order, each once, the navigation left out."""
    seen = set()
    for reference in package.all("itemref"):
        part = parts.get(reference.attributes.get("idref", ""))
        if (part is not None and part.path not in seen and part.type in _CHAPTER_TYPES
                and "nav" not in part.properties.split()):
            seen.add(part.path)
            yield part


def _resolve(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _contents(archive: Archive, package: Node, parts: dict[str, Part]) -> dict[str, str]:
    """Titles of chapters by path, from the navigation document or the NCX; the first of a path counts."""
    found: dict[str, str] = {}
    for part in parts.values():
        if part.path not in archive:
            continue
        folder = posixpath.dirname(part.path)
        if "nav" in part.properties.split():
            links = _nav_links(archive.read(part.path))
        elif part.type == "application/x-dtbncx+xml":
            links = _ncx_links(parse_xml(archive.read(part.path)))
        else:
            continue
        for href, title in links:
            if href and title:
                found.setdefault(_resolve(folder, href), title)
    return found


def _nav_links(data: bytes) -> Iterator[tuple[str, str]]:
    root = parse_html(decode(data).text, is_xml=True)
    for element in root.walk():
        if element.tag == "a":
            yield element.get("href"), " ".join(element.text().split())


def _ncx_links(root: Node) -> Iterator[tuple[str, str]]:
    for point in root.all("navpoint"):
        content, label = point.first("content"), point.first("navlabel")
        if content is not None and label is not None:
            yield content.attributes.get("src", ""), label.text_of("text")


def _add_chapter(builder: TextBuilder, content: bytes, title: str, folder: str) -> None:
    text = decode(content, declared=declared_encoding(content)).text
    root = parse_html(text, is_xml=True)
    body = root.find("body") or root
    builder.owe(2)
    if title and body.find(*_HEADINGS) is None:
        opening = builder.open("heading", 1)
        builder.add(title)
        builder.close(opening)
        builder.owe(2)
    render(body, builder, image_address=lambda href: href if ":" in href else _resolve(folder, href))
    builder.owe(2)


def _date(metadata: Node) -> str | None:
    match = _DAY.match(metadata.text_of("date"))
    return match[0] if match else None


def _meta(metadata: Node) -> dict[str, str]:
    named = {"author": metadata.text_of("creator"), "site": metadata.text_of("publisher"),
             "language": metadata.text_of("language")}
    return {name: value for name, value in named.items() if value}
