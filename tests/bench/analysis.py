"""Characters a second of repair, claims and time, on the sample articles repeated: `python tests/bench/analysis.py`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from reader_tui.analysis.claims import extract
from reader_tui.analysis.time import analyse
from reader_tui.samples import sample_folder
from reader_tui.text.repair import repair
from reader_tui.text.views import TextView

REPEATS = 30


def rate(work: Callable[[str], object], text: str) -> float:
    """Thousands of characters a second, the best of three runs."""
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        work(text)
        best = max(best, len(text) / (time.perf_counter() - start) / 1000)
    return best


def main() -> None:
    """Print one line for each."""
    damaged = "\n".join(path.read_text(encoding="utf-8") for path in sorted(sample_folder().glob("*.txt")))
    clean = TextView.edited(damaged, repair(damaged).edits).text * REPEATS
    print(f"repair, damaged text  {rate(repair, damaged * 3):8.0f} k characters/s")
    print(f"repair, clean text    {rate(repair, clean):8.0f} k characters/s")
    print(f"claims                {rate(extract, clean):8.0f} k characters/s")
    print(f"times and events      {rate(lambda text: analyse(text, None), clean):8.0f} k characters/s")


if __name__ == "__main__":
    main()
