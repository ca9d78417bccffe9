"""The verbs about feeds: add, list, fetch, remove. Nothing is asked of the network unless the user says so."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from reader_tui.command_line.library_verbs import article_line, listed
from reader_tui.command_line.opened_library import index, library_of, with_store
from reader_tui.command_line.output import InputError, Progress, output_width, warn, write_json, write_lines, write_text
from reader_tui.command_line.subscriptions import chosen, load_subscriptions, save_subscriptions
from reader_tui.command_line.web_pages import save_page
from reader_tui.config import home_folder
from reader_tui.feeds import Entry, Feed, Subscription, find_feeds, parse_feed, parse_opml, write_opml
from reader_tui.fetch import Fetched, fetch, is_web_address
from reader_tui.store.db import Store
from reader_tui.store.library import Library
from reader_tui.store.records import LibraryFilter
from reader_tui.text.encodings import decode
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.load import LoadError, open_regular
from reader_tui.text.model import Document
from reader_tui.text.sanitize import sanitize_line

LARGEST = 16 << 20
"""Bytes of a feed or of a list of feeds."""
_AT_ONCE = 6
"""Feeds that are asked at the same time."""


def run(options: Namespace) -> int:
    """Do what a verb about feeds asks for; the exit status."""
    return {"add": _add, "list": _list, "fetch": _fetch, "remove": _remove}[options.subverb](options)


def _add(options: Namespace) -> int:
    home = home_folder(options.home)
    known = load_subscriptions(home)
    have = {one.url for one in known}
    new: list[Subscription] = []
    for source in options.sources:
        for found in _subscriptions_at(source, options.allow_private):
            if found.url not in have:
                have.add(found.url)
                new.append(found)
    if new:
        save_subscriptions(home, [*known, *new])
    write_lines([f"{one.title}  {one.url}" for one in new] or ["nothing new"])
    return 0


def _subscriptions_at(source: str, allow_private: bool) -> list[Subscription]:
    """The feeds that an address or an OPML file stands for; `InputError` or `LoadError` where there are none."""
    try:
        if not is_web_address(source):
            with open(open_regular(Path(source)).descriptor, "rb") as file:  # noqa: PTH123 - looked at before
                return parse_opml(file.read(LARGEST))
        fetched = fetch(source, allow_private=allow_private, largest=LARGEST)
        try:
            return [_subscription(fetched, source)]
        except FormatError:
            return _announced(fetched, allow_private)
    except FormatError as error:
        raise InputError(f"{source}: {error}") from None


def _subscription(fetched: Fetched, url: str) -> Subscription:
    return Subscription(_on_one_line(parse_feed(fetched.data, fetched.url).title) or url, url)


def _announced(fetched: Fetched, allow_private: bool) -> list[Subscription]:
    """The feeds of an OPML list, or the one that a web page announces."""
    try:
        return parse_opml(fetched.data)
    except FormatError:
        found = find_feeds(decode(fetched.data, declared=fetched.charset).text, fetched.url)
    if not found:
        raise FormatError("is no feed and announces none")
    if len(found) > 1:
        raise FormatError(f"announces {len(found)} feeds; add one of them: {' '.join(one.url for one in found)}")
    return [_subscription(fetch(found[0].url, allow_private=allow_private, largest=LARGEST), found[0].url)]


def _list(options: Namespace) -> int:
    subscriptions = load_subscriptions(home_folder(options.home))
    if options.opml:
        write_text(write_opml(subscriptions))
        return 0
    work = _list_unread if options.unread else _list_feeds
    return with_store(home_folder(options.home), lambda store: work(options, Library(store), subscriptions))


def _list_feeds(options: Namespace, library: Library, subscriptions: Sequence[Subscription]) -> int:
    rows = [{**asdict(one), "articles": library.count(LibraryFilter(source=one.title)),
             "unread": library.count(LibraryFilter(source=one.title, unread=True))} for one in subscriptions]
    if options.json:
        write_json(rows)
    else:
        write_lines([f"{row['unread']:>5} of {row['articles']:<5}  {row['title']}  {row['url']}" for row in rows])
    return 0


def _list_unread(options: Namespace, library: Library, subscriptions: Sequence[Subscription]) -> int:
    titles = dict.fromkeys(one.title for one in subscriptions)
    records = [record for title in titles for record in listed(library, LibraryFilter(source=title, unread=True), "date")]
    if options.json:
        write_json([asdict(record) for record in records])
        return 0
    width = output_width() if sys.stdout.isatty() else None
    for record in records:
        write_lines([article_line(record, width), f"        {record.uri}"])
    return 0


def _remove(options: Namespace) -> int:
    home = home_folder(options.home)
    known = load_subscriptions(home)
    gone = chosen(known, options.names)
    save_subscriptions(home, [one for one in known if one not in gone])
    write_lines([f"removed {one.title}  {one.url}" for one in gone])
    return 0


def _fetch(options: Namespace) -> int:
    known = load_subscriptions(home_folder(options.home))
    wanted = chosen(known, options.names) if options.names else known
    if not wanted:
        raise InputError("there are no feeds yet (reader-tui feed add URL)")
    return with_store(home_folder(options.home), lambda store: _fetch_into(options, store, wanted))


def _fetch_into(options: Namespace, store: Store, wanted: Sequence[Subscription]) -> int:
    library = library_of(store)
    counts: dict[str, int] = {}
    for subscription, feed in _fetched(wanted, options.allow_private):
        new = [entry for entry in feed.entries if not library.has_place(place_of(entry, subscription))]
        for entry in new:
            library.add(_document(entry, subscription, options), place_of(entry, subscription), index=False)
        counts[subscription.url] = len(new)
    index(library)
    write_lines([f"{counts[one.url]:>5} new  {one.title}" for one in wanted if one.url in counts])
    return 0 if counts else 2


def _fetched(wanted: Sequence[Subscription], allow_private: bool) -> Iterator[tuple[Subscription, Feed]]:
    """The feeds as they arrive, some asked at the same time; what fails is said and left out."""
    progress = Progress("asking feeds")
    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        asked = {pool.submit(fetch, one.url, allow_private=allow_private, largest=LARGEST): one for one in wanted}
        for number, answer in enumerate(as_completed(asked), 1):
            try:
                fetched = answer.result()
                feed = parse_feed(fetched.data, fetched.url)
            except LoadError as error:
                warn(str(error))
            except FormatError as error:
                warn(f"{asked[answer].url}: {error}")
            else:
                yield asked[answer], feed
            progress(number, len(wanted))
    finally:
        progress.end()
        pool.shutdown(cancel_futures=True)


def place_of(entry: Entry, subscription: Subscription) -> str:
    """Where an entry is kept: its link, so that its page becomes the same article; else a place inside the feed."""
    return entry.link if is_web_address(entry.link) else f"{subscription.url}#{entry.id}"


def _document(entry: Entry, subscription: Subscription, options: Namespace) -> Document:
    """What the feed gives of an entry, or its whole page where that is asked for and can be had."""
    day = entry.published.date().isoformat() if entry.published is not None else None
    title = _on_one_line(entry.title)
    meta = {"site": subscription.title} | ({"author": entry.author} if entry.author else {})
    if options.full and is_web_address(entry.link):
        try:
            page = save_page(entry.link, home_folder(options.home), allow_private=options.allow_private).document
        except LoadError as error:
            warn(f"{error}; what the feed gives of it is kept")
        else:
            return Document(page.text, title or page.title, entry.link, day or page.date, meta=page.meta | meta)
    text = "\n\n".join(filter(None, (title, entry.text))) or entry.id
    return Document(text, title, place_of(entry, subscription), day, meta=meta)


def _on_one_line(text: str) -> str:
    return " ".join(sanitize_line(text).split())
