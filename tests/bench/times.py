"""Score times against public suites: `python tests/bench/times.py [FOLDER] [--show]`.

FOLDER holds ``time_chrono.jsonl`` (values) and ``time_jionlp_extract.jsonl`` (extents); without it, the development data
beside the project. A value is right where the expression that overlaps the expected one begins on its first day and ends
on its last day; hours are left out, as the values of this project do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from reader_tui.analysis.time import TimeExpression, analyse, bounds  # noqa: E402

Case = dict[str, Any]


def cases(path: Path) -> list[Case]:
    """The cases of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def reference_of(case: Case) -> date | None:
    """The day that relative times are seen from."""
    told = case["reference_time"]
    return date.fromisoformat(told[:10]) if told else None


def day_of(components: dict[str, Any], reference: date) -> date:
    """The day that expected components name; what they leave out is of the reference date."""
    if "datetime" in components:
        return date.fromisoformat(components["datetime"][:10])
    return date(components.get("year", reference.year), components.get("month", reference.month),
                components.get("day", reference.day))


def days_of(value: str) -> tuple[date | None, date | None]:
    """First and last day of a value, None on an open side."""
    first, after = bounds(value)
    return (first.date() if first else None), ((after - timedelta(days=1)).date() if after else None)


def overlapping(times: Sequence[TimeExpression], expected: Case) -> list[TimeExpression]:
    """The expressions that share a code point with the expected one."""
    return [time for time in times if time.span.start < expected["end"] and expected["start"] < time.span.end]


def score_value(case: Case, expected: Case) -> bool:
    """Whether an expression at the expected place has one of the expected values."""
    reference = reference_of(case) or date(2025, 1, 1)
    times = overlapping(analyse(case["text"], reference).times, expected)
    for value in expected["values"]:
        first = day_of(value["start_components"], reference)
        last = day_of(value["end_components"], reference) if value["end_components"] else first
        for time in times:
            start, end = days_of(time.value)
            if start == first and end is not None and abs((end - last).days) <= 1:
                return True
    return False


def value_rows(path: Path) -> Iterator[tuple[str, bool, Case]]:
    """(level, whether it is right, case) for each expected value."""
    for case in cases(path):
        for expected in case["expected"]:
            level = "news core" if case["news_core"] else expected["level"]
            yield level, score_value(case, expected), case


def extent_rows(path: Path) -> Iterator[tuple[bool, Case, list[str]]]:
    """(whether exactly the expected places are found, case, what was found) for each case."""
    for case in cases(path):
        times = analyse(case["text"], date(2025, 1, 15)).times
        found = [(time.span.start, time.span.end) for time in times]
        expected = [(one["start"], one["end"]) for one in case["expected"]]
        yield found == expected, case, [time.text for time in times]


def main() -> None:
    """Print a line a level, and what was missed where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT.parent / "shared" / "dev")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for level, is_right, case in value_rows(options.folder / "time_chrono.jsonl"):
        total[level] += 1
        right[level] += is_right
        if options.show and not is_right:
            found = analyse(case["text"], reference_of(case)).times
            print("value", case["id"], case["reference_time"][:10], case["text"], [(t.text, t.value) for t in found])
    for level in sorted(total):
        print(f"value, {level:<10} {right[level]}/{total[level]}  {right[level] / total[level]:.3f}")
    rows = list(extent_rows(options.folder / "time_jionlp_extract.jsonl"))
    for is_right, case, texts in rows:
        if options.show and not is_right:
            print("extent", case["id"], case["text"], texts)
    print(f"extents            {sum(row[0] for row in rows)}/{len(rows)}  {sum(row[0] for row in rows) / len(rows):.3f}")


if __name__ == "__main__":
    main()
