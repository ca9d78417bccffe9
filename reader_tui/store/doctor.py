"""What ``reader-tui doctor`` says: whether the store is sound, and what to do where it is not. It changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE
from typing import Literal

from reader_tui.store.bodies import unpack
from reader_tui.store.db import FILE_NAME, StoreError, journal_mode, marker_of, reported
from reader_tui.store.migrations import MIGRATIONS
from reader_tui.text.counting import counted
from reader_tui.text.model import Document

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence or two on one matter."""

    level: Literal["good", "note", "problem"]
    """note: worth knowing; problem: something to do."""
    matter: str
    message: str


def check(home: Path) -> list[Finding]:
    """Look at the store in the folder ``home``."""
    path = home / FILE_NAME
    if not path.is_file():
        return [Finding("note", "file", f"There is no library in {home} yet; the first note or article makes it.")]
    findings = [*_permissions(home, path), *_left_over(path)]
    try:
        with reported(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            findings += _inside(connection)
    except StoreError as error:
        findings.append(Finding("problem", "integrity", f"{error} Open the reader once: it sets the file aside, saves "
                                "what can be read of it, and begins a new one."))
    return findings



def _permissions(home: Path, path: Path) -> Iterator[Finding]:
    for place, allowed in ((home, 0o700), (path, 0o600)):
        mode = S_IMODE(place.stat().st_mode)
        if mode & ~allowed:
            yield Finding("problem", "permissions", f"Others can get at {place} (mode {mode:04o}). "
                          f"This closes it: chmod {allowed:o} '{place}'")
            return
    yield Finding("good", "permissions", "Only you can read the library.")


def _left_over(path: Path) -> Iterator[Finding]:
    size = path.stat().st_size
    yield Finding("good", "size", f"{path} takes {size / 1e6:.1f} MB.")
    for pattern, kind in (("damaged-*", "damaged file"), ("v*-*", "backup")):
        found = sorted(path.parent.glob(f"{path.stem}.{pattern}{path.suffix}"))
        if found:
            total = sum(file.stat().st_size for file in found) / 1e6
            yield Finding("note", "files", f"{counted(len(found), kind)} {'is' if len(found) == 1 else 'are'} kept beside it ({total:.1f} MB): "
                          f"{', '.join(file.name for file in found[:_SHOWN])}.")
    if marker_of(path).exists():
        yield Finding("problem", "integrity", "Damage was met in the library. Open the reader once: it sets the file "
                      "aside and saves what can be read of it.")


def _inside(connection: sqlite3.Connection) -> Iterator[Finding]:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version != len(MIGRATIONS):
        older = version < len(MIGRATIONS)
        yield Finding("note" if older else "problem", "schema",
                      f"The library has schema {version}, this program writes {len(MIGRATIONS)}. "
                      + ("Opening it brings it up to date, after a backup." if older else "Update the program."))
        return
    yield Finding("good", "schema", f"The library has schema {version}, the current one.")
    checks: tuple[Callable[[sqlite3.Connection], Iterator[Finding]], ...] = (
        _integrity, _journal, _texts, _contents, _orphans, _index)
    for look in checks:
        yield from look(connection)


def _integrity(connection: sqlite3.Connection) -> Iterator[Finding]:
    errors = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    errors += [f"a row of {row[0]} points at nothing" for row in connection.execute("PRAGMA foreign_key_check")][:_SHOWN]
    if errors:
        yield Finding("problem", "integrity", f"The file is damaged: {'; '.join(errors)}. Export what you can "
                      "(reader-tui export), then open the reader: it sets the file aside.")
    else:
        yield Finding("good", "integrity", "The file is sound.")


def _journal(connection: sqlite3.Connection) -> Iterator[Finding]:
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0]).upper()
    wanted = journal_mode()
    if mode == wanted:
        yield Finding("good", "journal", f"Journal mode {mode}, right for SQLite {sqlite3.sqlite_version}.")
    else:
        yield Finding("note", "journal", f"Journal mode {mode}; with SQLite {sqlite3.sqlite_version} it should be "
                      f"{wanted}. Opening the library sets it.")


def _texts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Only of versions that something is anchored in: of all of them it would take minutes."""
    wrong = missing = sound = 0
    for row in connection.execute("SELECT sha256, text FROM snapshot WHERE id IN (SELECT snapshot FROM annotation "
                                  "UNION SELECT snapshot FROM choice UNION SELECT snapshot FROM mark)"):
        if not row["text"]:
            missing += 1
        elif Document(unpack(row["text"])).id != row["sha256"]:
            wrong += 1
        else:
            sound += 1
    if wrong:
        yield Finding("problem", "texts", f"{wrong} of the texts that your notes are about {'is' if wrong == 1 else 'are'} "
                      "not what was stored.")
    else:
        yield Finding("good", "texts", f"{counted(sound, 'text')} that your notes are about: as stored.")
    if missing:
        yield Finding("note", "texts", f"{counted(missing, 'article')} came with notes only. Opening the file adds the text.")


def _contents(connection: sqlite3.Connection) -> Iterator[Finding]:
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM snapshot), "
        "(SELECT count(*) FROM annotation WHERE deleted IS NULL), (SELECT count(*) FROM event), "
        "(SELECT coalesce(sum(length(text)), 0) FROM snapshot)").fetchone()
    articles, versions, annotations, steps, size = counts
    yield Finding("good", "contents", f"{counted(articles, 'article')} in {counted(versions, 'version')} "
                  f"({size / 1e6:.1f} MB compressed), {counted(annotations, 'annotation')}, "
                  f"{counted(steps, 'step')} in the log.")


def _orphans(connection: sqlite3.Connection) -> Iterator[Finding]:
    rows = connection.execute("SELECT title, count(*) FROM annotation JOIN article ON article.id = article "
                              "WHERE state = 'orphan' AND deleted IS NULL GROUP BY article.id ORDER BY title").fetchall()
    if rows:
        titles = ", ".join(f"{row[0]} ({row[1]})" for row in rows[:_SHOWN])
        lost = sum(row[1] for row in rows)
        told = "1 annotation has lost its" if lost == 1 else f"{lost} annotations have lost their"
        yield Finding("note", "anchors", f"{told} passage: {titles}. Nothing is deleted; the list of annotations shows "
                      "where it may belong.")
    else:
        yield Finding("good", "anchors", "Every annotation has its passage.")


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    pending = connection.execute("SELECT count(*) FROM snapshot WHERE indexed = 0").fetchone()[0]
    if pending:
        yield Finding("note", "search", f"{counted(pending, 'text')} {'is' if pending == 1 else 'are'} not in the search "
                      "index yet; the open library adds what is missing.")
    else:
        yield Finding("good", "search", "Every text is in the search index.")
