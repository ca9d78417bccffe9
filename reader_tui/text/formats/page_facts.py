"""What a web page says of itself: title, author, date, site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from reader_tui.text.formats.tree import Element

_TITLES = ("og:title", "twitter:title", "articletitle", "dc.title", "headline")
_DATES = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publishdate",
          "pubdate", "publish_date", "publish-date", "pub_date", "weibo:article:create_at", "dc.date",
          "dcterms.created", "og:release_date", "date", "apub:time", "_pubtime", "bytedance:published_time")
_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "byl", "mediaid")
_SITES = ("og:site_name", "application-name", "sitename", "contentsource", "source")
_DATE = re.compile(r"(?<!\d)(19\d\d|20\d\d)\s?(?:[-/.]|年)\s?(0?[1-9]|1[0-2])\s?(?:[-/.]|月)\s?"
                   r"(3[01]|[12]\d|0?[1-9])(?!\d)")
_COMPACT_DATE = re.compile(r"(?<!\d)(20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?(3[01]|[12]\d|0[1-9])(?!\d)")
_DATE_WORDS = re.compile(r"time|date|pub|info|source|meta|来源|來源|时间|時間|发布|發布|发表|發表|日期", re.IGNORECASE)
_BYLINE = re.compile(r"(?:作\s*者|撰\s*文|撰\s*稿|本[报報]记者|本報記者)\s*[:：丨|]\s*([^\s:：|丨，,。（(]{2,20})")
_SUFFIX = re.compile(r"\s*(?:_+|[|｜]|\s[-–—]+\s|--+|——|-(?=[^-]{2,12}$))\s*")
_LONGEST_DATE_LINE = 120
_LONGEST_LINE = 500
"""Code points of a title or name that are kept."""
_EARLY = 4000
"""Elements of a page that are looked through for a date or a byline in plain sight."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; empty strings and None where nothing was."""

    title: str = ""
    date: str | None = None
    author: str = ""
    site: str = ""
    language: str = ""


def find_facts(root: Element) -> PageFacts:
    """Read meta elements and linked data, then what stands on the page itself."""
    meta = _meta(root)
    linked = list(_linked_data(root))
    page_title = _line(title.text()) if (title := root.find("title")) else ""
    site = _first(meta, _SITES) or _name(_of_linked(linked, "publisher"))
    title_text = _title(root, meta, linked, page_title, site)
    lines = list(_early_lines(root))
    day = (_day(_first(meta, _DATES)) or _day(_name(_of_linked(linked, "datePublished"))) or _visible_date(root, lines)
           or _day_in_address(meta, root))
    author = _first(meta, _AUTHORS) or _name(_of_linked(linked, "author")) or _byline(lines)
    if "://" in author or author == site:
        author = ""
    html = root.find("html")
    language = html.get("lang") if html is not None else ""
    return PageFacts(title_text, day, author, site, language)


def _meta(root: Element) -> dict[str, str]:
    """Names of meta elements (in lower case) and their contents; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.walk():
        if element.tag == "meta":
            content = _line(element.get("content"))
            for key in ("property", "name", "itemprop"):
                name = element.get(key).lower()
                if name and content:
                    found.setdefault(name, content)
    return found


def _linked_data(root: Element) -> Iterator[dict[str, object]]:
    """Objects of JSON-LD that describe an article."""
    for element in root.walk():
        if element.tag != "script" or "ld+json" not in element.get("type"):
            continue
        try:
            data = json.loads("".join(child for child in element.children if isinstance(child, str)), strict=False)
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (part for part in (graph if isinstance(graph, list) else [item]) if isinstance(part, dict))


def _of_linked(linked: list[dict[str, object]], key: str) -> object:
    return next((item[key] for item in linked if item.get(key)), "")


def _name(value: object) -> str:
    """The name in a JSON-LD value: a string, an object with a name, or a list of those."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return _line(value) if isinstance(value, str) else ""


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((meta[key] for key in keys if key in meta), "")


def _title(root: Element, meta: dict[str, str], linked: list[dict[str, object]], page_title: str, site: str) -> str:
    """The heading that the page's title begins with, else what meta elements say, else the title without the site."""
    squeezed = "".join(page_title.split())
    headings = (element for element in root.walk() if element.tag in ("h1", "h2"))
    for heading in (_line(element.text()) for element in islice(headings, 20)):
        if len(heading) >= 4 and "".join(heading.split()) in squeezed:
            return heading
    stated = _first(meta, _TITLES) or _name(_of_linked(linked, "headline"))
    return _without_site(stated or page_title, site)


def _without_site(title: str, site: str) -> str:
    """Cut ``_News_Site`` and the like off a title: the parts behind the first long enough one.

    >>> _without_site("河堤完工，居民放心_新聞_某某網", "")
    '河堤完工，居民放心'
    """
    if site and title.endswith(site):
        title = title[: -len(site)].rstrip(" -_|—–｜")
    parts = _SUFFIX.split(title)
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 6 else title


def _early_lines(root: Element) -> Iterator[tuple[Element, str]]:
    """Short pieces of text near the top of the page, with the elements that hold them."""
    body = root.find("body") or root
    for count, element in enumerate(body.walk()):
        if count > _EARLY:
            return
        if element.tag in ("script", "style", "a", "option") or len(element.children) > 12:
            continue
        own = "".join(child for child in element.children if isinstance(child, str))
        text = _line(own)
        if 4 <= len(text) <= _LONGEST_DATE_LINE:
            yield element, text


def _visible_date(root: Element, lines: list[tuple[Element, str]]) -> str | None:
    """A time element, else a date in a line that is about the article: by its words, its class, or its clock time."""
    stamp = root.find("time")
    if stamp is not None and (day := _day(stamp.get("datetime") or stamp.text())):
        return day
    for element, text in lines:
        day = _day(text)
        if day and (re.search(r"\d[:：]\d\d", text) or _DATE_WORDS.search(element.words) or _DATE_WORDS.search(text)
                    or len(text) <= 12):
            return day
    return None


def _day_in_address(meta: dict[str, str], root: Element) -> str | None:
    """The date in the page's own address, as news sites write it: /2024/05/31/ or /20240531/."""
    links = [element.get("href") for element in root.walk()
             if element.tag == "link" and element.get("rel") == "canonical"]
    for address in (*links, meta.get("og:url", "")):
        match = _COMPACT_DATE.search(address)
        if match:
            return _iso(match)
    return None


def _byline(lines: list[tuple[Element, str]]) -> str:
    return next((match[1] for _, text in lines if (match := _BYLINE.search(text))), "")


def _day(text: str) -> str | None:
    match = _DATE.search(text) or _COMPACT_DATE.match(text)
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _line(text: str) -> str:
    return " ".join(text[: 4 * _LONGEST_LINE].split())[:_LONGEST_LINE]
