"""Web pages that the user names: fetched once, saved as files in the home folder, kept in the library, read offline."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader_tui.command_line.files import make_private_folder, write_private
from reader_tui.command_line.output import Progress, warn
from reader_tui.fetch import Fetched, FetchError, fetch, is_web_address
from reader_tui.text.encodings import decode
from reader_tui.text.load import LoadError, parse
from reader_tui.text.model import Document

if TYPE_CHECKING:
    from reader_tui.store.db import Store

FOLDER = "pages"
_SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md",
             "application/epub+zip": ".epub", "application/pdf": ".pdf"}
_UNNAMEABLE = re.compile(r"[^\w.-]+")
_LONGEST_HOST = 60


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page in a file of its own."""

    path: Path
    document: Document
    """As the file holds it; its ``uri`` is the address that answered in the end."""


def save_page(url: str, home: Path, *, allow_private: bool = False) -> SavedPage:
    """Fetch a page and save it under ``home``, over what was saved of that address before.

    Redirects are told on standard error. `FetchError` where the page cannot be had, `LoadError` where it holds no
    text (it is not kept then), `InputError` where it cannot be saved.
    """
    progress = Progress(f"getting {url}, bytes")
    try:
        fetched = fetch(url, allow_private=allow_private, progress=progress)
    finally:
        progress.end()
    for before, after in pairwise((*fetched.hops, fetched.url)):
        warn(f"{before} redirects to {after}")
    return keep_page(url, fetched, home)


def keep_page(url: str, fetched: Fetched, home: Path) -> SavedPage:
    """Save what was fetched for an address; errors as for `save_page`."""
    path = page_path(url, home, _SUFFIXES.get(fetched.content_type, ".txt"))
    data = _kept(fetched, path.suffix)
    document = _read(data, path, fetched.url)
    make_private_folder(path.parent)
    write_private(path, data)
    return SavedPage(path, replace(document, uri=fetched.url))


def _read(data: bytes, path: Path, url: str) -> Document:
    """The document that the file will be, so that what holds no text is not kept."""
    try:
        return parse(data, str(path))
    except LoadError as error:
        raise LoadError(str(error).replace(str(path), url)) from None


def page_path(url: str, home: Path, suffix: str) -> Path:
    """Where a page is saved: named after its host, told apart by its whole address.

    >>> page_path("https://example.org/a?b", Path("/home"), ".html").as_posix()
    '/home/pages/example.org-e4dbef0e9537.html'
    """
    host = url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    name = _UNNAMEABLE.sub("_", host)[:_LONGEST_HOST].lstrip(".")
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return home / FOLDER / f"{name}-{digest}{suffix}"


def saved_page(url: str, home: Path) -> Path | None:
    """Where the page of that address was saved before; None where it was not."""
    places = (page_path(url, home, suffix) for suffix in (*dict.fromkeys(_SUFFIXES.values()), ".txt"))
    found = [place for place in places if place.is_file()]
    return max(found, key=lambda place: place.stat().st_mtime_ns, default=None)


def local_names(names: Iterable[str], home: Path, *, allow_private: bool = False) -> list[str]:
    """The names given, with each web address replaced by the file its page was saved in and the library told.

    A page that cannot be had is read from the file saved before, which is said; else `FetchError`.
    """
    return [_local_name(name, home, allow_private) if is_web_address(name) else name for name in names]


def _local_name(url: str, home: Path, allow_private: bool) -> str:
    from reader_tui.command_line.opened_library import library_of, with_store

    try:
        page = save_page(url, home, allow_private=allow_private)
    except FetchError as error:
        before = saved_page(url, home)
        if before is None:
            raise
        warn(f"{error}; this is the page as it was saved before")
        return str(before)

    def keep(store: Store) -> int:
        library_of(store).add(page.document)
        return 0

    with_store(home, keep)
    return str(page.path)


def _kept(fetched: Fetched, suffix: str) -> bytes:
    """What the file is to hold: the answer itself, as UTF-8 where only the server said what its encoding is.

    The byte order mark outdoes what a page says of itself.
    """
    if fetched.charset is None or suffix not in (".html", ".md", ".txt"):
        return fetched.data
    return b"\xef\xbb\xbf" + decode(fetched.data, declared=fetched.charset).text.encode("utf-8", "surrogatepass")
