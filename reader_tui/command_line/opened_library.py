"""The library as verbs use it: opened, rescued where it was damaged, its errors one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reader_tui.command_line.output import InputError, Progress, warn
from reader_tui.store.db import IndexDamaged, Store, StoreError
from reader_tui.store.exchange import ExchangeError
from reader_tui.store.library import Library
from reader_tui.store.records import ArticleRecord
from reader_tui.store.rescue import open_rescued
from reader_tui.text.load import LoadError, load
from reader_tui.text.repaired import repaired_view


def with_store(home: Path, work: Callable[[Store], int]) -> int:
    """Open the store in the folder ``home`` and work on it; the exit status.

    A store that was damaged is set aside, what can be read of it taken over, and the work done; the status is 2 then.
    `InputError` where the store cannot do it.
    """
    try:
        with open_rescued(home) as store:
            if store.problem is not None:
                warn(store.problem.message)
            status = work(store)
            return 2 if store.problem is not None else status
    except (StoreError, ExchangeError) as error:
        raise InputError(str(error)) from None
    except UnicodeEncodeError:
        raise InputError("bytes that are no UTF-8 cannot be looked for or stored") from None


def library_of(store: Store) -> Library:
    """The library, whose search looks into the repaired texts too."""
    return Library(store, repaired_view)


def index(library: Library) -> None:
    """Index what waits, with progress; a damaged index is built anew. Stopping (Ctrl-C) keeps what is done."""
    try:
        _index_pending(library)
    except IndexDamaged as damage:
        build_anew(library, damage)


def build_anew(library: Library, damage: IndexDamaged) -> None:
    """Build a damaged index again from the texts, which it holds nothing beside."""
    warn(str(damage))
    library.full_text.rebuild()
    _index_pending(library)


def _index_pending(library: Library) -> None:
    progress = Progress("indexing")
    try:
        library.full_text.index_pending(progress)
    finally:
        progress.end()


def article_ids(library: Library, names: Iterable[str]) -> list[int]:
    """The numbers of articles named by number, file or address; `InputError` for one that is not in the library."""
    return [_article(library, name).id for name in names]


def _article(library: Library, name: str) -> ArticleRecord:
    if name.isascii() and name.isdigit() and not Path(name).exists():
        try:
            return library.get(int(name))
        except (KeyError, OverflowError):
            raise InputError(f"there is no article {name} in the library (reader-tui list shows them)") from None
    try:
        found = library.find(load(name).id)
    except LoadError:
        if not name.isdigit():
            raise
        found = None
    if found is None:
        raise InputError(f"{name}: is not in the library (reader-tui add puts it there)")
    return found
