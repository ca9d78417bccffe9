"""HTML pages to the article in them, alone."""

from __future__ import annotations

import re

from reader_tui.text.formats.article import Page
from reader_tui.text.formats.builder import TextBuilder
from reader_tui.text.formats.extracted import Extracted, FormatError
from reader_tui.text.formats.page_facts import PageFacts, find_facts
from reader_tui.text.formats.render import render
from reader_tui.text.formats.tree import parse_html

LARGEST = 24 * 1024 * 1024
"""Code points of a page at most."""
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|"
                       rb"<\?xml[^>]{0,100}encoding=[\"']([\w-]{2,40})", re.IGNORECASE)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares in its first kilobytes, None where it does not."""
    match = _DECLARED.search(data[:8192])
    return (match[1] or match[2]).decode("ascii") if match else None


def read_html(text: str) -> Extracted:
    """The article of a page with its title as the first heading; all text of the page where no article is found.

    `FormatError` where the page is too large.
    """
    if len(text) > LARGEST:
        raise FormatError(f"is too large for a page ({len(text) / 2**20:,.0f} million characters)")
    root = parse_html(text)
    facts = find_facts(root)
    page = Page(root)
    builder = TextBuilder()
    _add_title(builder, facts)
    title = _squeeze(facts.title)
    render(page.article, builder, lambda element: page.is_aside(element) or (
        element.tag in ("h1", "h2") and bool(title) and _squeeze(element.text()) == title))
    made = builder.build(facts.title, facts.date, _meta(facts))
    if _squeeze(made.text) == title:  # a page of links, say
        render(root, builder)
        made = builder.build(facts.title, facts.date, _meta(facts))
    return made


def _add_title(builder: TextBuilder, facts: PageFacts) -> None:
    if facts.title:
        opening = builder.open("heading", 1)
        builder.add(facts.title)
        builder.close(opening)
        builder.owe(2)


def _meta(facts: PageFacts) -> dict[str, str]:
    named = {"author": facts.author, "site": facts.site, "language": facts.language}
    return {name: value for name, value in named.items() if value}


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
