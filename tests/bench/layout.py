"""Speed of layout in code points a second: ``python tests/bench/layout.py [FILE ...]``, the samples by default.

Each text is repeated to about a million code points and laid out at three widths, then as one line without
newlines; the best of three runs counts. The first screen of that line is timed too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from reader_tui.text.layout import LayoutOptions, layout

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "texts").glob("*.txt"))
SIZE = 1_000_000
ROUNDS = 3


def rate(text: str, options: LayoutOptions) -> float:
    """Millions of code points laid out in a second, best of `ROUNDS`."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = perf_counter()
        layout(text, options)
        best = min(best, perf_counter() - begin)
    return len(text) / best / 1e6


def main(paths: list[Path]) -> None:
    """Print one line for each case."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in paths) + "\n"
    text = source * (SIZE // len(source) + 1)
    line = text.replace("\n", "")
    for width in (40, 72, 120):
        print(f"paragraphs, {width:3} cells  {rate(text, LayoutOptions(width)):6.1f} M code points/s")
    print(f"one line,    72 cells  {rate(line, LayoutOptions(72)):6.1f} M code points/s")
    begin = perf_counter()
    layout(line, LayoutOptions(72), max_rows=40)
    print(f"40 rows of that line   {(perf_counter() - begin) * 1e3:6.2f} ms")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or SAMPLES)
