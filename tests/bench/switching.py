"""Time from `S` to the screen in another script, in a real pty: `python tests/bench/switching.py [--rounds 20]`.

The reader is started on a Simplified text of each size; a round is one key and its first frame in the other script.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from terminal_session import TerminalSession

SIZES = {"10 kB": 10_000, "1 MB": 1_000_000, "100 MB": 100_000_000}
VIEWS = ("第{}段，风从早吹到晚", "第{}段，風從早吹到晚")
SENTENCE = "第{}段，风从早吹到晚，不久后采购员说软件坏了，发电站的灯还亮着，没有人知道是谁点的。\n"


def document(path: Path, size: int) -> None:
    """Write a text of about ``size`` bytes."""
    with path.open("w", encoding="utf-8") as file:
        written = number = 0
        while written < size:
            line = SENTENCE.format(number)
            file.write(line)
            written += len(line.encode())
            number += 1


def measure(path: Path, home: Path, rounds: int) -> list[float]:
    """Milliseconds of each switch, in order; the first one loads the conversion unless a worker has done so."""
    session = TerminalSession([str(path)], {"READER_TUI_HOME": str(home)})
    session.wait_for("? help")
    quiet = time.monotonic() + 4
    while time.monotonic() < quiet:
        session.read()
    taken = []
    for number in range(rounds):
        at = 0 if number % 2 else 1
        key = "S" if not number % 2 else "SS"  # as written → Taiwan; Taiwan → Hong Kong → as written
        begun = time.perf_counter()
        session.send(key)
        while VIEWS[at].format(0) not in session.shown():
            session.read(0.001)
            if time.perf_counter() - begun > 10:
                raise TimeoutError(path.name)
        taken.append((time.perf_counter() - begun) * 1000 / len(key))
        time.sleep(0.2)
    session.send("Q")
    session.end()
    return taken


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    print("| text | first ms | median ms | p95 ms |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, size in SIZES.items():
            path = Path(folder) / "text.txt"
            document(path, size)
            taken = measure(path, Path(folder) / "home", options.rounds)
            ordered = sorted(taken)
            print(f"| {name} | {taken[0]:.0f} | {ordered[len(ordered) // 2]:.0f} | {ordered[ceil(len(ordered) * 0.95) - 1]:.0f} |",
                  flush=True)


if __name__ == "__main__":
    main()
