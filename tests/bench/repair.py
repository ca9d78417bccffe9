"""How much of simulated damage is restored exactly, how much is wrong, and how fast.

    python tests/bench/repair.py --damage DAMAGE.PY [--size BYTES] [--seeds 1,2,3] [--lone drop] [--text FILE] [--show N]

DAMAGE.PY is a simulator with ``damage(text, Options(split_p=, seed=, lone=)) -> (damaged, clean)``. The clean text
is our own, see `repair_text`, or that of FILE (a line a paragraph, an empty line between pages).

A run is a place where the damaged page, its plain pinyin left out, differs from the clean one. It is restored where
the repaired page equals the clean one there (a digit that the shift swallowed is restored as □), wrong where a
repair changed it into something else, suspected where it was left alone and listed.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2])]

from repair_text import articles  # noqa: E402

from reader_tui.text.repair import Repairs, repair  # noqa: E402
from reader_tui.text.repair.page_line import INJECTION  # noqa: E402
from reader_tui.text.views import TextView  # noqa: E402

Region = tuple[int, int, int, int]
_BY_LINES = frozenset(("fold-duplicate", "fold-chrome", "fold-disclaimer", "broken-paragraph"))
"""Rules that leave lines out or join them: pages are compared line by line."""


def regions(left: str, right: str) -> list[Region]:
    """Where two lines differ, as offsets into both; what lies closer than three characters is one place."""
    found: list[Region] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal" and found and a - found[-1][1] < 3:
            found[-1] = (found[-1][0], b, found[-1][2], d)
        elif tag != "equal":
            found.append((a, b, c, d))
    return found


def runs_of(damaged: str, clean: str) -> list[Region]:
    """The shifted runs of a line."""
    return [place for place in regions(damaged, clean)
            if INJECTION.sub("", damaged[place[0] : place[1]]) != clean[place[2] : place[3]]]


@dataclass(frozen=True)
class Line:
    """A line of a page: damaged, clean, restored, and the places of its repairs."""

    damaged: str
    clean: str
    restored: str
    edited: list[tuple[int, int]]
    """Restored text of shifted runs, as offsets into ``restored``."""
    listed: list[tuple[int, int]]
    """Suspected places, as offsets into ``damaged``."""


def lines_of(damaged: str, clean: str, repairs: Repairs) -> Iterator[Line]:
    """The lines of a page."""
    view = TextView.edited(damaged, repairs.edits)
    shown = [view.span_to_view(edit.span) for edit in repairs.edits if edit.rule == "byte-shift"]
    at = there = 0
    for one, two, three in zip(damaged.split("\n"), clean.split("\n"), view.text.split("\n"), strict=True):
        yield Line(one, two, three,
                   [(span.start - there, span.end - there) for span in shown if there <= span.start <= there + len(three)],
                   [(place.span.start - at, place.span.end - at) for place in repairs.suspected
                    if at <= place.span.start <= at + len(one)])
        at += len(one) + 1
        there += len(three) + 1


def judge(line: Line, shown: list[str]) -> Counter[str]:
    """What became of the runs of a line."""
    if line.restored == line.clean:
        return Counter(exact=len(runs_of(line.damaged, line.clean)))
    found: Counter[str] = Counter()
    left = [place for place in regions(line.restored, line.clean) if line.restored[place[0] : place[1]] != "□"]
    for a, b, c, d in runs_of(line.damaged, line.clean):
        missed = [place for place in left if place[2] <= d and c <= place[3]]
        if not missed:
            found["exact"] += 1
            continue
        wrong = any(start < place[1] and place[0] < end for place in missed for start, end in line.edited)
        listed = any(start < b and a < end for start, end in line.listed)
        kind = "wrong" if wrong else "suspected" if listed else "left"
        found[kind] += 1
        shown.append(f"{kind}: {line.damaged[max(0, a - 5) : b + 5]} -> {line.clean[max(0, c - 5) : d + 5]}"
                     f" as {[line.restored[start:end] for start, end in line.edited]}")
    if not found and left:
        found["wrong"] += 1
    return found


def measure(texts: list[str], damage: Any, options: Any, shown: list[str]) -> tuple[Counter[str], float]:
    """What became of every run of the pages, and kilobytes a second."""
    found: Counter[str] = Counter()
    seconds, size = 0.0, 0
    for text in texts:
        damaged, clean = damage.damage(text, options)
        size += len(damaged.encode("utf-8"))
        begun = time.perf_counter()
        repairs = repair(damaged, disabled=_BY_LINES)
        seconds += time.perf_counter() - begun
        for line in lines_of(damaged, clean, repairs):
            found += judge(line, shown)
    return found, size / seconds / 1000


def main() -> None:
    """Print a line of figures for each seed and split probability, and the speed on clean text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--damage", type=Path, required=True)
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--lone", default="?")
    parser.add_argument("--text", type=Path)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    spec = importlib.util.spec_from_file_location("damage", given.damage)
    assert spec is not None and spec.loader is not None
    damage = sys.modules["damage"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(damage)
    gc.disable()  # as the command line does
    repair("發(fā)展??糠怄i經(jīng)濟")  # what loads once is not counted
    for seed in map(int, given.seeds.split(",")):
        texts = (re.split(r"\n{2,}", given.text.read_text(encoding="utf-8")) if given.text
                 else articles(seed, given.size))
        for split_p in (0.7, 1.0):
            shown: list[str] = []
            options = damage.Options(split_p=split_p, seed=seed, lone=given.lone)
            found, speed = measure(texts, damage, options, shown)
            runs = max(1, found.total())
            print(f"seed {seed}  p {split_p}  {sum(len(text.encode()) for text in texts) // 1000} kB  runs {runs}  "
                  + "  ".join(f"{kind} {found[kind] / runs:.2%}" for kind in ("exact", "wrong", "suspected", "left"))
                  + f"  {speed:.0f} kB/s")
            print("\n".join(shown[: given.show]), end="\n" if given.show else "")
        clean = "\n".join(texts)
        begun = time.perf_counter()
        repair(clean)
        print(f"clean {len(clean.encode()) / (time.perf_counter() - begun) / 1000:.0f} kB/s")


if __name__ == "__main__":
    main()
