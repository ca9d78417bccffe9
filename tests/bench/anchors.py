"""How well notes find their passages in changed texts: ``python tests/bench/anchors.py [SEEDS]``.

Passages of 4 to 120 characters of the two samples and of generated articles, in each edited version of
`edited_text.EDITS`, where it is known what became of every character. Passages of which more than a fifth but less
than half is left, or that a move cut apart, have no right answer and are only counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

from reader_tui.text.anchor import Anchorer
from reader_tui.text.model import Span

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from edited_text import EDITS, Tracked, edited, outcome, text_of
from generated_text import article

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "texts").glob("*.txt"))
PASSAGES = 100
TOLERANCE = 2


def texts() -> dict[str, str]:
    """The texts by name: the samples, two generated ones, and a long one."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in SAMPLES}
    return {**found, "generated": article(1), "generated, simple lines": article(2).replace("\n", "\n\n"),
            "generated, long": article(3, 40_000)}


def passages(text: str, seed: int, count: int = PASSAGES) -> list[Span]:
    """Random passages, long and short alike, that begin and end with a letter."""
    random = Random(seed)
    found: list[Span] = []
    while len(found) < count:
        size = random.choice([random.randrange(4, 15), random.randrange(15, 50), random.randrange(50, 121)])
        start = random.randrange(max(1, len(text) - size))
        span = Span(start, min(len(text), start + size))
        words = span.of(text)
        if len(span) >= 4 and words[0].isalnum() and words[-1].isalnum():
            found.append(span)
    return found


def judge(old: str, characters: Tracked, spans: list[Span]) -> Counter[str]:
    """How each passage fared: right, wrong, missed; seen or unseen for the deleted; unjudged."""
    anchorer = Anchorer(old, text_of(characters))
    verdicts: Counter[str] = Counter()
    for span in spans:
        left, place = outcome(characters, span)
        found = anchorer.reattach(span).span
        if left == 0:
            verdicts["seen" if found is None else "unseen"] += 1
        elif left < 0.5 or place is None:
            verdicts["unjudged"] += 1
        elif found is None:
            verdicts["missed"] += 1
        else:
            is_right = max(abs(found.start - place.start), abs(found.end - place.end)) <= TOLERANCE
            verdicts["right" if is_right else "wrong"] += 1
    return verdicts


def line(name: str, verdicts: Counter[str]) -> str:
    """One line of the report."""
    attachable = verdicts["right"] + verdicts["wrong"] + verdicts["missed"]
    deleted = verdicts["seen"] + verdicts["unseen"]
    shares = f"{verdicts['right'] / max(1, attachable):8.2%} within {TOLERANCE}"
    shares += f" {verdicts['wrong'] / max(1, attachable):6.2%} wrong"
    gone = f"{verdicts['seen']}/{deleted}" if deleted else "-"
    return f"{name:32} {attachable:6} attachable {shares}   deleted: {gone:>9}   unjudged: {verdicts['unjudged']}"


def main(seeds: int) -> None:
    """Print a line for each kind of edit, each text, and all."""
    by_edit: dict[str, Counter[str]] = {name: Counter() for name in EDITS}
    by_text: dict[str, Counter[str]] = {name: Counter() for name in texts()}
    begin = perf_counter()
    for title, text in texts().items():
        for name in EDITS:
            for seed in range(seeds):
                verdicts = judge(text, edited(text, name, seed), passages(text, seed))
                by_edit[name] += verdicts
                by_text[title] += verdicts
    for name, verdicts in (*by_edit.items(), *by_text.items()):
        print(line(name, verdicts))
    print(line("all", sum(by_edit.values(), Counter())))
    print(f"{perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
