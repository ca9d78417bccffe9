"""The doctor: finds what is wrong, says what to do, and changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from reader_tui.store.annotations import Annotations
from reader_tui.store.db import FILE_NAME, open_store
from reader_tui.store.doctor import check
from reader_tui.store.library import Library
from reader_tui.text.model import Document, Span

TEXT = "河堤步道下週封閉，行人請改走北岸。"


def made(home: Path) -> None:
    with open_store(home) as store:
        article = Library(store).add(Document(TEXT, title="步道"), "/path.txt").article.id
        Annotations(store).create(article, Span(0, 8), body="多久？")


def problems(home: Path, level: str = "problem") -> dict[str, str]:
    return {finding.matter: finding.message for finding in check(home) if finding.level == level}


def change(home: Path, sql: str) -> None:
    with closing(sqlite3.connect(home / FILE_NAME)) as connection, connection:
        connection.execute(sql)


def test_a_sound_store_is_called_sound_and_left_alone(home: Path) -> None:
    made(home)
    before = (home / FILE_NAME).read_bytes()
    findings = check(home)
    assert {finding.level for finding in findings} == {"good"}
    assert {"integrity", "schema", "journal", "permissions", "anchors", "search", "size"} <= {f.matter for f in findings}
    assert all(f.message[0].isupper() or f.message[0] in "/0123456789" for f in findings)
    assert (home / FILE_NAME).read_bytes() == before
    assert [file.name for file in home.iterdir()] == [FILE_NAME]


def test_no_store_is_no_problem(home: Path) -> None:
    assert [(f.level, f.matter) for f in check(home)] == [("note", "file")]
    assert not home.exists()


def test_open_permissions_come_with_the_command_that_closes_them(home: Path) -> None:
    made(home)
    (home / FILE_NAME).chmod(0o640)
    assert f"chmod 600 '{home / FILE_NAME}'" in problems(home)["permissions"]


def test_a_damaged_file_is_called_damaged(home: Path) -> None:
    made(home)
    data = (home / FILE_NAME).read_bytes()
    (home / FILE_NAME).write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert "integrity" in problems(home)
    (home / FILE_NAME).write_bytes(b"no database")
    assert "sets the file aside" in problems(home)["integrity"]


def test_a_row_that_points_at_nothing_is_found(home: Path) -> None:
    made(home)
    change(home, "DELETE FROM article")
    assert "points at nothing" in problems(home)["integrity"]


def test_a_text_that_is_not_what_was_stored_is_found(home: Path) -> None:
    made(home)
    change(home, "UPDATE snapshot SET sha256 = 'something else'")
    assert "1 of the texts" in problems(home)["texts"]


def test_lost_passages_are_counted_with_their_article(home: Path) -> None:
    made(home)
    with open_store(home) as store:
        Library(store).add(Document("完全改寫了。"), "/path.txt")
    assert problems(home, "note")["anchors"].startswith("1 annotation has lost its passage: 步道 (1).")


def test_texts_not_indexed_backups_and_a_wrong_journal_are_noted(home: Path) -> None:
    made(home)
    change(home, "UPDATE snapshot SET indexed = 0")
    change(home, "PRAGMA journal_mode=WAL")
    (home / "library.v1-20250101.sqlite").write_bytes(b"x")
    noted = problems(home, "note")
    assert noted["files"].startswith("1 backup is kept beside it")
    assert noted["search"].startswith("1 text is not in the search index")
    (home / "library.v2-20250102.sqlite").write_bytes(b"x")
    assert problems(home, "note")["files"].startswith("2 backups are kept beside it")
    assert ("journal" in problems(home, "note")) == (sqlite3.sqlite_version_info < (3, 51, 3))


def test_a_newer_schema_is_a_problem_an_older_a_note(home: Path) -> None:
    made(home)
    change(home, "PRAGMA user_version=999")
    assert "Update the program" in problems(home)["schema"]
    change(home, "PRAGMA user_version=1")
    assert "after a backup" in problems(home, "note")["schema"]
