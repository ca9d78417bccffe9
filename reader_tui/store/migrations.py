"""Every schema the store ever had, as steps from each to the next. Append only: a step that was released stays.

``PRAGMA user_version`` counts the steps taken. Each runs in one transaction, after a backup of the file as it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: list[Migration] = []


def migration(step: Migration) -> Migration:
    """Append a step."""
    MIGRATIONS.append(step)
    return step


def migrate(connection: sqlite3.Connection, path: Path, time: str) -> None:
    """Take the steps that are missing; another program that does the same at the same time is waited for."""
    is_new = _version(connection) == 0
    while (version := _version(connection)) < len(MIGRATIONS):
        if not is_new:
            _back_up(connection, path, version, time)
        connection.execute("BEGIN IMMEDIATE")
        try:
            if _version(connection) == version:
                MIGRATIONS[version](connection)
                connection.execute(f"PRAGMA user_version={version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _back_up(connection: sqlite3.Connection, path: Path, version: int, time: str) -> None:
    """Copy the store as it is beside itself; a copy of the same version and second is there already."""
    stamp = "".join(c for c in time if c.isdigit())
    backup = path.with_name(f"{path.stem}.v{version}-{stamp}{path.suffix}")
    try:
        os.close(os.open(backup, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    try:
        connection.execute("VACUUM INTO ?", (str(backup),))
    except BaseException:
        backup.unlink()  # half a backup is worse than none
        raise


def _run(connection: sqlite3.Connection, *statements: str) -> None:
    """One by one, for `executescript` would commit the transaction first."""
    for statement in statements:
        connection.execute(statement)


@migration
def m001_articles(connection: sqlite3.Connection) -> None:
    """Articles, their versions, and the places where each was found."""
    _run(
        connection,
        """CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            snapshot INTEGER REFERENCES snapshot (id),
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            date TEXT,
            script TEXT NOT NULL,
            tags TEXT NOT NULL DEFAULT '[]',
            haystack TEXT NOT NULL,
            size INTEGER NOT NULL,
            position INTEGER NOT NULL DEFAULT 0,
            progress REAL NOT NULL DEFAULT 0,
            seconds REAL NOT NULL DEFAULT 0,
            added TEXT NOT NULL,
            opened TEXT)""",
        """CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            article INTEGER NOT NULL REFERENCES article (id),
            size INTEGER NOT NULL,
            added TEXT NOT NULL,
            text BLOB NOT NULL)""",
        """CREATE TABLE place (
            uri TEXT PRIMARY KEY,
            snapshot INTEGER NOT NULL REFERENCES snapshot (id),
            stamp TEXT NOT NULL)""",
        "CREATE INDEX snapshot_article ON snapshot (article)",
        "CREATE INDEX place_snapshot ON place (snapshot)",
        "CREATE INDEX article_opened ON article (opened)",
        "CREATE INDEX article_snapshot ON article (snapshot)",
    )


@migration
def m002_annotations(connection: sqlite3.Connection) -> None:
    """What the user wrote, as it was made and where it lies now, and the log of every step."""
    _run(
        connection,
        """CREATE TABLE annotation (
            uuid TEXT PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (id),
            snapshot INTEGER NOT NULL REFERENCES snapshot (id),
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            exact TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            motivation TEXT NOT NULL,
            colour TEXT NOT NULL,
            body TEXT NOT NULL,
            tags TEXT NOT NULL,
            created TEXT NOT NULL,
            modified TEXT NOT NULL,
            rev INTEGER NOT NULL,
            deleted TEXT,
            copy_of TEXT,
            place_start INTEGER,
            place_end INTEGER,
            state TEXT NOT NULL,
            score REAL NOT NULL)""",
        """CREATE TABLE event (
            id INTEGER PRIMARY KEY,
            time TEXT NOT NULL,
            kind TEXT NOT NULL,
            uuid TEXT NOT NULL,
            before TEXT,
            after TEXT,
            status TEXT NOT NULL DEFAULT 'done')""",
        "CREATE INDEX annotation_article ON annotation (article)",
        "CREATE INDEX annotation_snapshot ON annotation (snapshot)",
        "CREATE INDEX event_status ON event (status)",
    )


@migration
def m003_full_text(connection: sqlite3.Connection) -> None:
    """The search index: the set of folded words and character pairs of each version, without positions.

    Contentless, as the text is in ``snapshot`` already; a version never changes, so no row is ever deleted.
    """
    _run(
        connection,
        """CREATE VIRTUAL TABLE word_index USING fts5 (
            title, body, content='', detail=column, columnsize=0, tokenize='ascii')""",
        "ALTER TABLE snapshot ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX snapshot_pending ON snapshot (id) WHERE indexed = 0",
    )


@migration
def m004_marks_and_choices(connection: sqlite3.Connection) -> None:
    """Marks, and what the user decided about repairs, claims, dates and views."""
    _run(
        connection,
        """CREATE TABLE mark (
            scope INTEGER NOT NULL,
            letter TEXT NOT NULL,
            article INTEGER NOT NULL REFERENCES article (id),
            snapshot INTEGER NOT NULL REFERENCES snapshot (id),
            position INTEGER NOT NULL,
            place INTEGER,
            modified TEXT NOT NULL,
            PRIMARY KEY (scope, letter))""",
        """CREATE TABLE choice (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            value TEXT NOT NULL,
            snapshot INTEGER REFERENCES snapshot (id),
            start INTEGER,
            "end" INTEGER,
            exact TEXT,
            prefix TEXT,
            suffix TEXT,
            place_start INTEGER,
            place_end INTEGER,
            state TEXT,
            modified TEXT NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0,
            UNIQUE (article, kind, key))""",
    )


@migration
def m005_shown_texts(connection: sqlite3.Connection) -> None:
    """How each version was shown (repaired) when it was indexed: working that out again would slow a search down."""
    _run(connection, "ALTER TABLE snapshot ADD COLUMN shown TEXT")


@migration
def m006_list_orders(connection: sqlite3.Connection) -> None:
    """The first page of the list without sorting the whole library."""
    _run(
        connection,
        "CREATE INDEX article_title ON article (haystack)",
        "CREATE INDEX article_date ON article (date)",
        "CREATE INDEX article_source ON article (source, haystack)",
        "CREATE INDEX article_progress ON article (progress)",
        "CREATE INDEX article_size ON article (size)",
    )


@migration
def m007_removed_articles(connection: sqlite3.Connection) -> None:
    """Articles taken out of the lists; nothing of theirs is thrown away."""
    _run(
        connection,
        "ALTER TABLE article ADD COLUMN removed TEXT",
        "CREATE INDEX article_removed ON article (removed) WHERE removed IS NOT NULL",
    )
