"""Adding files and folders to the library: any number, again and again, and stopped at any time without harm."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader_tui.store.library import Library
from reader_tui.text.formats.sniff import READABLE_SUFFIXES
from reader_tui.text.load import LoadError, load
from reader_tui.text.model import Document


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding files did."""

    new: int
    versions: int
    """Changed files of articles that were there."""
    known: int
    """Articles that were there already, under this path or another."""
    unchanged: int
    """Files not read again, as nothing about them has changed."""
    failed: tuple[str, ...]
    """One sentence for each file that is no text."""

    def __str__(self) -> str:
        counts = {"new": self.new, "changed": self.versions, "already there": self.known + self.unchanged,
                  "not readable": len(self.failed)}
        return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to add"


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the readable ones in the folders named, hidden ones left out; in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and Path(name).suffix.lower() in READABLE_SUFFIXES:
                    yield Path(folder, name)


def add_files(library: Library, files: Iterable[Path], progress: Callable[[int], bool] | None = None, *,
              encoding: str | None = None) -> AddReport:
    """Add files without indexing them (`FullText.index_pending` does that); ``encoding`` as for `load`.

    ``progress`` gets the number of texts stored so far and may return False to stop. A file whose size and time are as
    they were when it was added is not read again, so adding a folder again takes up where it was stopped.
    """
    failed: list[str] = []
    unchanged = 0

    def documents() -> Iterator[tuple[Document, str, str]]:
        nonlocal unchanged
        for file in files:
            uri = os.path.abspath(file)  # noqa: PTH100 - keeps symbolic links as they are
            stamp = _stamp(file)
            if stamp and library.is_unchanged(uri, stamp):
                unchanged += 1
                continue
            try:
                document = load(file, encoding=encoding)
            except LoadError as error:
                failed.append(str(error))
            else:
                yield document, uri, stamp

    outcomes = library.add_all(documents(), progress)
    return AddReport(outcomes["new"], outcomes["version"], outcomes["known"], unchanged, tuple(failed))


def _stamp(file: Path) -> str:
    """What changes when a file is written to; empty where the file cannot be looked at."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}"
