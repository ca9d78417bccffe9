"""What the reader itself makes of every kind of file: time to the first screen, to its last page, memory, verdict.

    python tests/bench/hostile_files.py [--large] [NAME ...]      a Markdown table; --large adds files of 100 MB and 1 GB

Each file is opened by the real program on a terminal of its own. A file is well where the program shows text, goes to
its end and quits, or refuses it with one line, in less than `LIMIT_SECONDS` and `LIMIT_MEGABYTES` to the first screen,
and where nothing of it reached the terminal raw. Memory is the peak with claims and timeline worked out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from formats import HOSTILE, LARGE, LIMIT_MEGABYTES, LIMIT_SECONDS, ORDINARY, Make, text
from hostile import faults_in
from terminal_session import TerminalSession

CHAPTERS = {"chapters.txt": lambda path: path.write_text(
    "".join(f"第{number}章 渡口\n\n河邊的風從早吹到晚。\n\n" for number in range(200_000)), encoding="utf-8") and None,
    "line.txt": text(20 << 20, line="渡船每天早上六點開，")}
_ANALYSED_SECONDS = 30
_END_SECONDS = 10


def peak_megabytes(process: int) -> float:
    """The most memory that a running process ever had."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.split("\n") if line.startswith("VmHWM")).split()[1]) / 1024


def wait_until(session: TerminalSession, seconds: float, *texts: str, gone: str = "") -> float | None:
    """Seconds until the screen shows one of the texts, or no longer shows ``gone``; None where it does not come to that."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        shown = session.shown()
        if any(text in shown for text in texts) or (gone and gone not in shown):
            return time.monotonic() - started
        if not session.read(0.02):
            break
    return None


def measure(path: Path) -> str:
    """The cells of the table's row behind the file's name and size."""
    started = time.monotonic()
    session = TerminalSession([str(path)], {"READER_TUI_HOME": str(path.parent / "home")})
    first = wait_until(session, 20, "%", "reader-tui:")
    seconds = time.monotonic() - started
    if first is None or "reader-tui:" in session.shown():
        status = session.end()
        said = " ".join(session.shown().split()).rpartition("/")[2]
        is_well = status == 2 and seconds < LIMIT_SECONDS and not faults_in(session.output)
        return f"{seconds:.2f} | | | {'refused' if is_well else f'FAILS ({status})'}: {said[:90]} |"
    wait_until(session, 1, "reading…")
    wait_until(session, _ANALYSED_SECONDS, gone="reading…")
    session.send("G")
    to_end = wait_until(session, _END_SECONDS, "100%")
    memory = peak_megabytes(session.process)
    session.send("Q")
    status = session.end()
    is_well = status == 0 and to_end is not None and seconds < LIMIT_SECONDS and not faults_in(session.output)
    end = "–" if to_end is None else f"{to_end:.2f}"
    note = "" if memory < LIMIT_MEGABYTES else ", much memory"
    return f"{seconds:.2f} | {end} | {memory:.0f} | {'read' if is_well else f'FAILS ({status})'}{note} |"


def rows(files: dict[str, Make]) -> Iterator[str]:
    """A row of the table for each file, made, opened and removed one after the other."""
    for name, make in files.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            make(path)
            size = path.stat().st_size / 2**20
            yield f"| {name} | {size:.1f} | {measure(path)}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also files of 100 MB and 1 GB (2.4 GB of disk)")
    parser.add_argument("name", nargs="*", help="only these files")
    arguments = parser.parse_args()
    files = ORDINARY | CHAPTERS | (LARGE if arguments.large else {}) | HOSTILE
    print("| file | MB | s to first screen | s to its end | peak MB | verdict |\n|---|---|---|---|---|---|")
    for row in rows({name: make for name, make in files.items() if not arguments.name or name in arguments.name}):
        print(row, flush=True)


if __name__ == "__main__":
    main()
