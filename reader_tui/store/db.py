"""The one SQLite file that holds everything the user keeps, opened so that nothing written is lost.

A transaction that returned is on the disk: every write runs in ``BEGIN IMMEDIATE`` with ``synchronous=FULL``.
A damaged file is set aside under a dated name and never written to. What the user can do something about
(no space, no permission) is one narrow exception whose message is one sentence for the screen.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reader_tui.store.migrations import MIGRATIONS, migrate

FILE_NAME = "library.sqlite"
BUSY_SECONDS = 30.0
"""How long a write waits for another program's before it gives up."""
_WAL_IS_SOUND = (3, 51, 3)
"""Before this version a write-ahead log shared by two connections could corrupt the file (sqlite.org/wal.html)."""
_CHECKED_AT_ONCE = 4_000_000
"""Bytes of a file that is checked whenever it is opened; a larger one only after damage was met in it."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StoreError(Exception):
    """The store cannot do what was asked; the message is one sentence for the user."""


class StoreUnavailable(StoreError):
    """Nothing can be stored here now: no permission, no space, or another program holds the file."""


class StoreDamaged(StoreError):
    """The file was found damaged while it was in use; opening it again sets it aside."""


class IndexDamaged(StoreError):
    """Only the search index is damaged, which holds nothing of its own: it can be built anew."""


@dataclass(frozen=True, slots=True)
class StoreProblem:
    """What went wrong when the store was opened, although it is usable now."""

    message: str
    set_aside: Path | None = None
    """Where the damaged file is kept."""


class Store:
    """An open store; for one thread, so a worker opens its own. Made by `open_store`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, problem: StoreProblem | None = None,
                 read_only: bool = False, clock: Callable[[], str]) -> None:
        self.path = path
        self.problem = problem
        self.read_only = read_only
        self.now = clock
        """The time as ISO 8601 in UTC, to the second."""
        self._connection = connection

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self._connection.close()

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query. Fetched at once: a cursor left open would hold a lock against other programs."""
        with self._reported():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that has the write lock from its beginning; all of it is kept, or nothing on an exception.

        Nested uses join the outer transaction. `StoreUnavailable` where the disk or the lock says no.
        """
        if self.read_only:
            raise StoreUnavailable(f"Nothing can be stored: {self.path} can only be read.")
        if self._connection.in_transaction:
            yield self._connection
            return
        if marker_of(self.path).exists():
            raise StoreDamaged(f"The library {self.path} is damaged; it is set aside when it is opened again.")
        with self._reported():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """As `reported`; damage is remembered beside the file, so that nobody writes to it before it is set aside."""
        try:
            with reported(self.path):
                yield
        except StoreDamaged:
            if not self.read_only:
                with suppress(OSError):
                    marker_of(self.path).touch(mode=0o600)
            raise

    @property
    def change_count(self) -> int:
        """A number that changes when another program has written to the file (``PRAGMA data_version``)."""
        return int(self.rows("PRAGMA data_version")[0][0])


def open_store(home: Path, *, clock: Callable[[], str] | None = None) -> Store:
    """Open the store in the folder ``home``, made where it is missing, and bring its schema up to date.

    A damaged file is set aside and an empty store opened in its place: ``store.problem`` says so. A folder that
    cannot be written gives a store that can only be read, or `StoreUnavailable` where there is nothing to read.
    """
    path = home / FILE_NAME
    clock = clock or utc_now
    read_only = _prepare(home, path)
    problem = None
    try:
        connection = _connect(path, read_only, clock)
    except StoreDamaged:
        if read_only:
            raise
        aside = set_aside(path, clock())
        marker_of(path).unlink(missing_ok=True)
        problem = StoreProblem(f"The library was damaged. It is kept as {aside.name}; a new one was begun.", aside)
        _prepare(home, path)
        connection = _connect(path, read_only, clock)
    return Store(path, connection, problem=problem, read_only=read_only, clock=clock)


def _prepare(home: Path, path: Path) -> bool:
    """Make the folder and an empty file, both for the user alone; True where the file can only be read."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)  # one that was copied here may be open to others
    except OSError as error:
        if path.is_file() and os.access(path, os.R_OK):
            return True
        reason = "it is a file, not a folder" if home.is_file() else error.strerror
        raise StoreUnavailable(f"Nothing can be stored in {home}: {reason}.") from error
    # The file alone is not enough: SQLite writes its journal beside it.
    return not os.access(home, os.W_OK)


def _connect(path: Path, read_only: bool, clock: Callable[[], str]) -> sqlite3.Connection:
    mode = "ro" if read_only else "rw"
    with reported(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None,
                                     timeout=BUSY_SECONDS)
        try:
            _set_up(connection, path, read_only, clock)
        except BaseException:
            connection.close()
            raise
    return connection


def _set_up(connection: sqlite3.Connection, path: Path, read_only: bool, clock: Callable[[], str]) -> None:
    connection.row_factory = sqlite3.Row
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    _check(connection, path)
    if version > len(MIGRATIONS):
        raise StoreUnavailable(f"{path} was written by a newer reader-tui (schema {version}); update to open it.")
    if read_only:
        if version < len(MIGRATIONS):
            raise StoreUnavailable(f"{path} is of an older version and cannot be brought up to date: it is read-only.")
        return
    connection.execute(f"PRAGMA journal_mode={journal_mode()}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    migrate(connection, path, clock())


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Look through a file that is small, or in which damage was met; `StoreDamaged` where there is any."""
    marker = marker_of(path)
    if path.stat().st_size > _CHECKED_AT_ONCE and not marker.exists():
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreDamaged(f"The library {path} is damaged ({' '.join(str(found).split())}).")
    with suppress(OSError):
        marker.unlink(missing_ok=True)


def marker_of(path: Path) -> Path:
    """The file that says that damage was met in the store at ``path``."""
    return path.with_name(path.name + ".damaged")


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """The journal that is safe with this SQLite.

    >>> journal_mode((3, 40, 1)), journal_mode((3, 51, 3))
    ('DELETE', 'WAL')
    """
    return "WAL" if version >= _WAL_IS_SOUND else "DELETE"


def set_aside(path: Path, time: str) -> Path:
    """Rename a damaged file, and the journals that belong to it, to a dated name that was free; the new path."""
    stamp = "".join(c for c in time if c.isdigit())
    number = 0
    while True:
        extra = f"-{number}" if number else ""
        aside = path.with_name(f"{path.stem}.damaged-{stamp}{extra}{path.suffix}")
        if not aside.exists():
            break
        number += 1
    try:
        path.rename(aside)
        for ending in ("-journal", "-wal", "-shm"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise StoreUnavailable(f"The library {path} is damaged and cannot be set aside: {error.strerror}.") from error
    return aside


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file itself into the two exceptions the screen knows how to show."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_CORRUPT_VTAB:
            raise IndexDamaged("The search index is damaged; everything else is sound. It has to be built anew.") from error
        code &= 0xFF
        if code in _DAMAGED:
            raise StoreDamaged(f"The library {path} is damaged ({error}).") from error
        if code in _REASONS:
            raise StoreUnavailable(f"Nothing was stored in {path}: {_REASONS[code]}.") from error
        raise


_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not take it",
    sqlite3.SQLITE_READONLY: "it can only be read",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "you may not write there",
    sqlite3.SQLITE_BUSY: "another program has been writing to it for too long",
    sqlite3.SQLITE_LOCKED: "it is locked",
}


def utc_now() -> str:
    """The time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
