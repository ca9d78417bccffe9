"""From every schema there ever was to the current one: nothing is lost, and a backup of what was there is kept."""

from __future__ import annotations

import sqlite3
import stat
import zlib
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from reader_tui.store.annotations import Annotations
from reader_tui.store.db import FILE_NAME, StoreUnavailable, open_store
from reader_tui.store.library import Library
from reader_tui.store.migrations import MIGRATIONS

TEXT = "舊的書店還在轉角，老闆卻換了人。"


def old_store(home: Path, version: int) -> None:
    """A store as the program of that schema left it, with an article and, as soon as there are any, a note."""
    home.mkdir()
    with closing(sqlite3.connect(home / FILE_NAME)) as connection, connection:
        for step in MIGRATIONS[:version]:
            step(connection)
        connection.execute(f"PRAGMA user_version={version}")
        connection.execute("INSERT INTO snapshot (id, sha256, article, size, added, text) VALUES (7, ?, 3, ?, '2020', ?)",
                           (sha256(TEXT.encode()).hexdigest(), len(TEXT), zlib.compress(TEXT.encode())))
        connection.execute("INSERT INTO article (id, snapshot, title, source, script, haystack, size, position, added) "
                           "VALUES (3, 7, '書店', '', 'traditional', '书店', ?, 5, '2020')", (len(TEXT),))
        connection.execute("INSERT INTO place VALUES ('/shop.txt', 7, '')")
        if version >= 2:
            connection.execute(
                "INSERT INTO annotation VALUES ('6c1f7a52-0000-4000-8000-000000000001', 3, 7, 0, 4, '舊的書店', '', "
                "'還在轉角', 'commenting', 'pink', '問老闆', '[\"店\"]', '2020', '2020', 1, NULL, NULL, 0, 4, 'exact', 1)")


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_store_of_every_schema_opens_with_everything_in_it(home: Path, version: int) -> None:
    old_store(home, version)
    with open_store(home) as store:
        assert store.rows("PRAGMA user_version")[0][0] == len(MIGRATIONS)
        assert store.rows("PRAGMA integrity_check")[0][0] == "ok"
        library = Library(store)
        [article] = library.articles()
        assert (article.title, article.position, article.uri) == ("書店", 5, "/shop.txt")
        assert library.document(article.id).text == TEXT
        notes = [(a.body, a.quote.exact, a.tags) for a in Annotations(store).find()]
        assert notes == ([("問老闆", "舊的書店", ("店",))] if version >= 2 else [])
        library.full_text.index_pending()
        assert len(library.search("转角")) == 1


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_before_each_step_there_is_a_backup(home: Path, version: int) -> None:
    old_store(home, version)
    open_store(home, clock=lambda: "2025-01-02T03:04:05Z").close()
    backups = sorted(home.glob("library.v*.sqlite"))
    assert [b.name for b in backups] == [f"library.v{v}-20250102030405.sqlite" for v in range(version, len(MIGRATIONS))]
    assert {stat.S_IMODE(b.stat().st_mode) for b in backups} == {0o600}
    with closing(sqlite3.connect(backups[0])) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == version
        assert connection.execute("SELECT title FROM article").fetchall() == [("書店",)]


def test_a_new_store_needs_no_backup(home: Path) -> None:
    open_store(home).close()
    assert [file.name for file in home.iterdir()] == [FILE_NAME]


def test_a_step_that_fails_changes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(home, 2)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM annotation")
        raise sqlite3.OperationalError("made up")

    monkeypatch.setattr("reader_tui.store.migrations.MIGRATIONS", [*MIGRATIONS[:2], fail])
    with pytest.raises(sqlite3.OperationalError, match="made up"):
        open_store(home)
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
        assert connection.execute("SELECT count(*) FROM annotation").fetchone()[0] == 1


def test_an_old_store_that_cannot_be_written_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(home, 1)
    monkeypatch.setattr("reader_tui.store.db._prepare", lambda *_: True)
    with pytest.raises(StoreUnavailable, match="older version"):
        open_store(home)
