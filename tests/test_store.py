"""The store as a file: private, sound after every accident, and clear about what it cannot do."""

from __future__ import annotations

import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from bench.durability import kill_writers, race

from reader_tui.store.annotations import Annotations
from reader_tui.store.db import (
    FILE_NAME,
    Store,
    StoreDamaged,
    StoreError,
    StoreUnavailable,
    journal_mode,
    marker_of,
    open_store,
)
from reader_tui.store.library import Library
from reader_tui.store.rescue import open_rescued, rescue
from reader_tui.text.model import Document, Span

TEXT = "市場調查顯示，三成的受訪者每天騎車上班。"


def with_note(home: Path, body: str = "問卷有幾份？") -> int:
    """A store with one note; the article's id."""
    with open_store(home) as store:
        article = Library(store).add(Document(TEXT), "/survey.txt").article.id
        Annotations(store).create(article, Span(0, 4), body=body)
        return article


def bodies(store: Store) -> list[str]:
    return [a.body for a in Annotations(store).find()]


def test_folder_and_file_are_the_users_alone(home: Path) -> None:
    with_note(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in home.iterdir()] == [0o600]


def test_a_file_that_others_could_read_is_closed(home: Path) -> None:
    with_note(home)
    (home / FILE_NAME).chmod(0o644)
    open_store(home).close()
    assert stat.S_IMODE((home / FILE_NAME).stat().st_mode) == 0o600


def test_the_journal_is_the_one_that_is_safe(home: Path) -> None:
    with open_store(home) as store:
        assert store.rows("PRAGMA journal_mode")[0][0].upper() == journal_mode()
        assert store.rows("PRAGMA synchronous")[0][0] == 2
    assert (journal_mode((3, 51, 2)), journal_mode((3, 52, 0))) == ("DELETE", "WAL")


def test_a_failed_transaction_leaves_nothing(home: Path) -> None:
    with_note(home)
    with open_store(home) as store:
        with pytest.raises(RuntimeError), store.writing() as connection:
            connection.execute("UPDATE annotation SET body = 'half'")
            raise RuntimeError
        assert bodies(store) == ["問卷有幾份？"]


def test_another_programs_write_shows(home: Path) -> None:
    with_note(home)
    with open_store(home) as here, open_store(home) as there:
        before = here.change_count
        Annotations(there).create(1, Span(0, 2))
        assert here.change_count != before


@pytest.mark.parametrize("damage", [
    lambda data: b"this is not a database",
    lambda data: b"\0" * len(data),
    lambda data: data[: len(data) // 2],
    lambda data: data[:4096] + b"\xff" * 4096 * 6 + data[4096 * 7 :],
], ids=["text", "zeros", "cut", "overwritten"])
def test_a_damaged_file_is_set_aside_and_stays_as_it_is(home: Path, damage) -> None:
    with_note(home)
    path = home / FILE_NAME
    broken = damage(path.read_bytes())
    path.write_bytes(broken)
    with open_store(home) as store:
        assert store.problem is not None and store.problem.set_aside is not None
        assert store.problem.set_aside.name in store.problem.message
        assert store.problem.set_aside.read_bytes() == broken
        assert bodies(store) == []
    with_note(home, "新的一條")
    assert open_store(home).problem is None
    assert store.problem.set_aside.read_bytes() == broken


def test_two_damaged_files_of_the_same_second_are_both_kept(home: Path) -> None:
    for _ in range(2):
        with_note(home)
        (home / FILE_NAME).write_bytes(b"broken")
        open_store(home, clock=lambda: "2025-01-02T03:04:05Z").close()
    assert sorted(file.name for file in home.glob("*damaged*")) == [
        "library.damaged-20250102030405-1.sqlite", "library.damaged-20250102030405.sqlite"]


def test_damage_met_later_ends_writing_and_is_set_aside_at_the_next_start(
        home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader_tui.store.db._CHECKED_AT_ONCE", 0)
    with_note(home)
    path = home / FILE_NAME
    with sqlite3.connect(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'annotation'").fetchone()[0]
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with open_store(home) as store:
        with pytest.raises(StoreDamaged, match="damaged"):
            Annotations(store).find()
        with pytest.raises(StoreDamaged, match="set aside"):
            Library(store).save_position(1, 0, 0.0)
    assert path.read_bytes() == data
    with open_store(home) as store:
        assert store.problem is not None
    assert not marker_of(path).exists()


def test_what_is_readable_of_a_damaged_file_is_saved(home: Path) -> None:
    article = with_note(home)
    with open_store(home) as store:
        for number in range(300):
            Annotations(store).create(article, Span(0, 4), body=f"第{number}條")
    path = home / FILE_NAME
    with sqlite3.connect(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'event'").fetchone()[0]
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with open_rescued(home) as store:
        assert store.problem is not None and store.problem.set_aside is not None
        assert store.problem.message.endswith("Saved from it: 301 notes on 1 article.")
        assert len(bodies(store)) == 301
        assert Library(store).document(1).text == TEXT
        assert store.problem.set_aside.read_bytes() == data
    assert len(list(home.iterdir())) == 2


def test_of_a_file_that_is_no_database_nothing_can_be_saved(home: Path) -> None:
    with_note(home)
    (home / FILE_NAME).write_bytes(b"not a database, and long enough to be looked at")
    with open_rescued(home) as store:
        assert store.problem is not None and store.problem.message.endswith("0 notes on 0 articles.")


def test_notes_whose_article_is_lost_are_saved_with_their_quotes(home: Path) -> None:
    with_note(home)
    path = home / FILE_NAME
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("UPDATE snapshot SET text = x'00'")
    connection.close()
    with open_store(home / "new") as store:
        assert rescue(store, path).added == 1
        [note] = Annotations(store).find()
        assert (note.body, note.quote.exact) == ("問卷有幾份？", "市場調查")


def test_a_newer_file_is_not_touched(home: Path) -> None:
    with_note(home)
    with sqlite3.connect(home / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version=999")
    connection.close()
    before = (home / FILE_NAME).read_bytes()
    with pytest.raises(StoreUnavailable, match="newer"):
        open_store(home)
    assert (home / FILE_NAME).read_bytes() == before


def test_a_full_database_says_so_and_keeps_what_was_there(home: Path) -> None:
    article = with_note(home)
    with open_store(home) as store:
        store.rows(f"PRAGMA max_page_count={store.rows('PRAGMA page_count')[0][0] + 1}")
        with pytest.raises(StoreUnavailable, match="disk is full"):
            for number in range(100):
                Annotations(store).create(article, Span(0, 4), body=str(number) * 500)
        assert "問卷有幾份？" in bodies(store)
    with open_store(home) as store:
        assert store.problem is None and "問卷有幾份？" in bodies(store)


WRITE_UNTIL_FULL = """
import sys
import tempfile
from pathlib import Path
from reader_tui.store.annotations import Annotations
from reader_tui.store.db import StoreUnavailable, open_store
from reader_tui.text.model import Span
try:
    with open_store(Path(sys.argv[1])) as store:
        for number in range(10_000):
            print(Annotations(store).create(1, Span(0, 4), body=f"{number}" + "x" * 300).body.rstrip("x"), flush=True)
except StoreUnavailable as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_loses_nothing_that_was_acknowledged(home: Path) -> None:
    with_note(home)
    size = (home / FILE_NAME).stat().st_size + 200_000
    done = subprocess.run([sys.executable, "-c", WRITE_UNTIL_FULL, str(home)], capture_output=True, text=True,
                          check=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    *acknowledged, message = done.stdout.splitlines()
    assert message.startswith("Nothing was stored in ") and len(acknowledged) > 10
    with open_store(home) as store:
        assert store.problem is None
        assert {body.rstrip("x") for body in bodies(store)} >= set(acknowledged)


def test_a_home_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match=r"^Nothing can be stored in .*: it is a file, not a folder\.$"):
        open_store(tmp_path / "file")


READ_ONLY = """
import os, sys
from pathlib import Path
from reader_tui.store.annotations import Annotations
from reader_tui.store.db import StoreError, open_store
from reader_tui.text.model import Span
if os.geteuid() == 0:
    os.setuid(65534)  # for root nothing is read-only
try:
    with open_store(Path(sys.argv[1])) as store:
        print([a.body for a in Annotations(store).find()])
        Annotations(store).create(1, Span(0, 1))
except StoreError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("has_library", [True, False])
def test_a_read_only_home_shows_what_is_there_and_refuses_to_write(has_library: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if has_library:
            with_note(home)
            (home / FILE_NAME).chmod(0o444)
        home.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", READ_ONLY, folder], capture_output=True, text=True, check=True)
        home.chmod(0o755)
    if has_library:
        first, second = done.stdout.splitlines()
        assert first == "['問卷有幾份？']"
        assert second.startswith("StoreUnavailable Nothing can be stored: ")
    else:
        assert done.stdout.startswith("StoreUnavailable Nothing can be stored in ")
        assert done.stdout.count("\n") == 1


def test_killing_the_writer_loses_nothing(home: Path) -> None:
    left = kill_writers(home, 20, seed=1)
    assert left.acknowledged > 20
    assert (left.lost, left.unsound) == (0, 0)
    with open_store(home) as store:
        assert store.problem is None


def test_two_writers_lose_nothing_and_never_meet_a_lock(home: Path) -> None:
    done = race(home, 2.0)
    assert done.errors == []
    assert (done.lost, done.written > 20) == (0, True)


def test_every_exception_of_the_store_is_a_store_error() -> None:
    assert issubclass(StoreUnavailable, StoreError) and issubclass(StoreDamaged, StoreError)
