"""The words that claims are found by, from ``analysis/data/cues.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader_tui.analysis.claims.model import ClaimClass

_FILE = Path(__file__).parent.parent / "data" / "cues.toml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists in the Simplified fold."""

    cue: re.Pattern[str]
    """Any cue, the longest first."""
    classes: dict[str, ClaimClass]
    weak: frozenset[str]
    noun: re.Pattern[str]
    nouns: frozenset[str]
    titles: re.Pattern[str]
    evidence_sources: tuple[str, ...]
    media: tuple[str, ...]
    own: frozenset[str]
    """Cues that no carried subject serves."""
    false_after: re.Pattern[str]
    false_after_single: re.Pattern[str]
    false_before: tuple[str, ...]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    classes: dict[str, ClaimClass] = {}
    for name in ("evidence", "attitude", "speech"):
        for word in table[name]["strong"] + table[name]["weak"]:
            classes[word] = name
    weak = frozenset(word for name in ("speech", "attitude") for word in table[name]["weak"])
    return Lexicon(
        re.compile(_any_of(classes)),
        classes,
        weak,
        re.compile(_any_of(table["nouns"]["cues"])),
        frozenset(table["nouns"]["cues"]),
        re.compile(_any_of(table["titles"]["names"])),
        tuple(table["sources"]["evidence"]),
        tuple(table["sources"]["media"]),
        frozenset(table["speech"]["own"]),
        re.compile(_any_of(table["false"]["after"])),
        re.compile(_any_of(table["false"]["after_single"])),
        tuple(table["false"]["before"]),
    )
