"""Time the program from outside, in a real pty, against the empty Textual application and less.

    python tests/bench/terminal.py --tool PTYBENCH.PY [--rounds 5] [--sizes 3k,10M,100M,line]

The timing is done by a separate tool that runs commands in a pty and stamps what they write. Every case runs
interleaved with the others; figures are medians, ratios are paired within a round.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = {"3k": ("txt", "3k"), "10M": ("txt", "10M"), "100M": ("txt", "100M"), "line": ("line", "5M")}
COLUMNS = ("document", "first", "x empty", "first key", "x empty", "page p50", "p95", "line p50", "p95", "end", "search",
           "memory MB", "quit")


def measure(tool: Path, name: str, folder: Path, rounds: int) -> list[str]:
    """One row of the table: times in ms, memory in MB."""
    kind, size = KINDS[name]
    document, result = folder / f"{name}.txt", folder / f"{name}.json"
    subprocess.run([sys.executable, str(tool), "--gen", f"{kind}:{size}:{document}"], check=True, capture_output=True)
    subprocess.run(
        [sys.executable, str(tool), "--doc", str(document), "--rounds", str(rounds), "--base", "empty", "--json", str(result),
         "--case", f"empty={sys.executable} {HERE / 'empty_app.py'}", "--keys", "empty=none",
         "--case", f"reader={sys.executable} -m reader_tui {{doc}}", "--keys", "reader=less",
         "--case", "less=less {doc}", "--step-timeout", "15"],
        check=True, capture_output=True)
    summary = json.loads(result.read_text(encoding="utf-8"))["summary"]
    reader, empty = summary["reader"], summary["empty"]
    page, line = reader.get("page", {}), reader.get("line", {})
    cells = [reader["first"], reader["first"] / empty["first"], reader.get("ready"),
             reader["ready"] / empty["first"] if "ready" in reader else None, page.get("p50"), page.get("p95"),
             line.get("p50"), line.get("p95"), reader.get("end"), reader.get("search"), reader.get("rss_peak"), reader.get("quit")]
    return [name, *("-" if cell is None else f"{cell:.2f}" if cell < 10 else f"{cell:.0f}" for cell in cells)]


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", default=",".join(KINDS))
    options = parser.parse_args()
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for name in options.sizes.split(","):
            print("| " + " | ".join(measure(options.tool, name, Path(folder), options.rounds)) + " |", flush=True)


if __name__ == "__main__":
    main()
