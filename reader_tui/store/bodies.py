"""Texts as they are stored: compressed, one row for each version of an article, never changed."""

from __future__ import annotations

import sqlite3
import zlib

from reader_tui.store.db import Store, StoreDamaged
from reader_tui.text.model import Document


def pack(text: str) -> bytes:
    """A text for the database: UTF-8, lone surrogates kept, compressed."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(blob: bytes) -> str:
    """The text again; `StoreDamaged` where the bytes are not what `pack` made.

    >>> unpack(pack("讀者之友"))
    '讀者之友'
    """
    try:
        return zlib.decompress(blob).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError) as error:
        raise StoreDamaged(f"A stored text is damaged ({error}).") from error


def snapshot_text(store: Store, snapshot: int) -> str:
    """The text of a stored version; KeyError where there is none, or only its identity is known."""
    row = store.row("SELECT text FROM snapshot WHERE id = ?", (snapshot,))
    if row is None or not row["text"]:
        raise KeyError(snapshot)
    return unpack(row["text"])


def stored_text(store: Store, sha256: str) -> str | None:
    """The text of the version with that identity; None where it is not here."""
    row = store.row("SELECT text FROM snapshot WHERE sha256 = ?", (sha256,))
    return unpack(row["text"]) if row is not None and row["text"] else None


def find_snapshot(store: Store, sha256: str) -> sqlite3.Row | None:
    """The row (id, article, is_here) of a version by its content's identity, or None; its text may not be here."""
    return store.row("SELECT id, article, length(text) > 0 AS is_here FROM snapshot WHERE sha256 = ?", (sha256,))


def snapshot_id(store: Store, sha256: str) -> int:
    """The row of a version that must be there; KeyError where it is not."""
    row = find_snapshot(store, sha256)
    if row is None:
        raise KeyError(sha256)
    return int(row["id"])


def insert_snapshot(connection: sqlite3.Connection, document: Document, article: int, time: str) -> int:
    """Store a version that is not there yet; its row's id."""
    cursor = connection.execute(
        "INSERT INTO snapshot (sha256, article, size, added, text) VALUES (?, ?, ?, ?, ?)",
        (document.id, article, len(document.text), time, pack(document.text)))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def fill_in(connection: sqlite3.Connection, snapshot: int, text: str) -> None:
    """Give a version the text that was not here."""
    connection.execute("UPDATE snapshot SET text = ?, size = ?, indexed = 0 WHERE id = ?",
                       (pack(text), len(text), snapshot))


def insert_missing(connection: sqlite3.Connection, sha256: str, article: int, time: str) -> None:
    """Note a version whose text is not here, as of an article that came with notes only."""
    connection.execute("INSERT INTO snapshot (sha256, article, size, added, text, indexed) VALUES (?, ?, 0, ?, ?, 1)",
                       (sha256, article, time, b""))
