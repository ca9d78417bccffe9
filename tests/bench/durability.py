"""Killing writers and setting two against each other: ``python tests/bench/durability.py [KILLS [SECONDS]]``.

A writer is a process of its own that says what it wrote after it was told that it is stored. After each SIGKILL the
file must be sound and hold everything that was said. Power loss is not tested: that needs other hardware.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from time import monotonic, perf_counter, sleep

from reader_tui.store.annotations import Annotations
from reader_tui.store.db import FILE_NAME, StoreError, open_store
from reader_tui.store.library import Library
from reader_tui.store.records import LibraryFilter
from reader_tui.text.model import Document, Span

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from generated_text import article as generated_article

TESTS = Path(__file__).resolve().parents[1]
URI = "/durability.txt"
LONGEST_LIFE = 0.25
"""Seconds after its start within which a writer is killed: while it imports, opens, migrates or writes."""


@dataclass(frozen=True, slots=True)
class Kills:
    """What was left after killing writers."""

    kills: int
    acknowledged: int
    lost: int
    unsound: int


@dataclass(frozen=True, slots=True)
class Race:
    """What two writers did to each other."""

    written: int
    lost: int
    errors: list[str]
    conflicts: int
    longest_wait: float


def write_for_ever(home: str, name: str) -> None:
    """Write notes, positions and new versions; say each note after it is stored. Runs until it is killed."""
    with open_store(Path(home)) as store:
        library, notes = Library(store), Annotations(store)
        for number in count():
            if number % 10 == 0:
                text = generated_article(number % 3, 2000)
                record = library.add(Document(text), URI).article
            made = notes.create(record.id, Span(10 + number % 50, 80), body=f"{name}-{number}")
            print(made.body, flush=True)
            if number % 4 == 3:
                notes.change(made, colour="blue")
            if number % 7 == 6:
                library.save_position(record.id, number % 100, 0.5)


def write_for(home: str, name: str, seconds: str) -> None:
    """Write notes of its own and change one that the other changes too; say each, and each error, and the waits."""
    end = monotonic() + float(seconds)
    longest = 0.0
    with open_store(Path(home)) as store:
        notes = Annotations(store)
        [record] = Library(store).articles(LibraryFilter())
        for number in count():
            begin = perf_counter()
            try:
                print("note", notes.create(record.id, Span(0, 20), body=f"{name}-{number}").body)
                shared = min(notes.of_article(record.id), key=lambda a: a.created + a.uuid) if number % 20 == 0 else None
                if shared is not None:
                    saved = notes.change(shared, body=f"{name}-change-{number}")
                    print("note", saved.annotation.body) if saved.conflict else print("change")
            except StoreError as error:
                print("error", error)
            longest = max(longest, perf_counter() - begin)
            if monotonic() > end:
                break
    print("wait", longest)


def _start(function: str, *arguments: str) -> subprocess.Popen[str]:
    code = f"from bench.durability import {function}; {function}{arguments!r}"
    return subprocess.Popen([sys.executable, "-c", code], cwd=TESTS, stdout=subprocess.PIPE, text=True)


def _bodies(home: Path) -> tuple[bool, set[str]]:
    """Whether the file is sound, and every note in it or in the log."""
    path = home / FILE_NAME
    if not path.exists() or not path.stat().st_size:
        return True, set()
    with closing(sqlite3.connect(path)) as connection:
        is_sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        rows = connection.execute("SELECT body FROM annotation").fetchall() if "annotation" in tables else []
        logged = connection.execute("SELECT json_extract(after, '$.body') FROM event").fetchall() if rows else []
    return is_sound, {row[0] for row in rows + logged}


def kill_writers(home: Path, kills: int, seed: int = 0) -> Kills:
    """Start a writer and kill it, ``kills`` times, on the same file."""
    random = Random(seed)
    said: set[str] = set()
    unsound = 0
    for number in range(kills):
        with _start("write_for_ever", str(home), f"w{number}") as writer:
            assert writer.stdout is not None
            if number % 5:
                said.add(writer.stdout.readline().strip())
            sleep(random.uniform(0, LONGEST_LIFE))
            writer.kill()
            said.update(writer.stdout.read().split("\n")[:-1])
        is_sound, _ = _bodies(home)
        unsound += not is_sound
    _, kept = _bodies(home)
    said.discard("")
    return Kills(kills, len(said), len(said - kept), unsound)


def race(home: Path, seconds: float) -> Race:
    """Two writers on one file for so long."""
    with open_store(home) as store:
        Library(store).add(Document(generated_article(0)), URI)
    writers = [_start("write_for", str(home), name, str(seconds)) for name in ("a", "b")]
    lines = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    said = {line.removeprefix("note ") for line in lines if line.startswith("note ")}
    is_sound, kept = _bodies(home)
    errors = [line for line in lines if line.startswith("error")] + ([] if is_sound else ["the file is not sound"])
    errors += [f"a writer ended with {writer.returncode}" for writer in writers if writer.returncode]
    return Race(len(said), len(said - kept), errors, sum("-change-" in body for body in said),
                max((float(line.split()[1]) for line in lines if line.startswith("wait")), default=0.0))


def main(kills: int, seconds: float) -> None:
    """Print what was left."""
    with tempfile.TemporaryDirectory() as folder:
        killed = kill_writers(Path(folder), kills)
        print(f"{killed.kills} kills: {killed.acknowledged} notes acknowledged, {killed.lost} lost, "
              f"{killed.unsound} times unsound")
    with tempfile.TemporaryDirectory() as folder:
        raced = race(Path(folder), seconds)
        print(f"two writers, {seconds:.0f} s: {raced.written} notes written, {raced.lost} lost, {len(raced.errors)} "
              f"errors, {raced.conflicts} conflicts kept twice, longest wait {raced.longest_wait:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, float(sys.argv[2]) if len(sys.argv) > 2 else 60)
