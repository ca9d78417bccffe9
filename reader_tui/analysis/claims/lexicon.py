"""The words that claims are found by, from ``analysis/data/cues.toml``; all in the Simplified fold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reader_tui.analysis.claims.model import ClaimClass

Frame = Literal["free", "clause", "mark", "document", "medium"]
_FILE = Path(__file__).parent.parent / "data" / "cues.toml"


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word that may put a statement in someone's mouth, and what it asks of its surroundings.

    ``frame``: ``free`` takes any clause, and its subject may be carried over; ``clause`` wants a clause directly behind
    it and a speaker in its own clause; ``mark`` wants a colon, a comma or a quotation behind it; ``document`` wants a
    document or data for its subject; ``medium`` wants a newspaper or an agency.
    """

    lemma: str
    claim_class: ClaimClass
    frame: Frame


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists in the Simplified fold; the comments of the data file say what each is for."""

    cue: re.Pattern[str]
    """Any cue, the longest first."""
    noun: re.Pattern[str]
    cues: dict[str, CueWord]
    documents_may: frozenset[str]
    """Cues whose subject may be a document or data."""
    surnames: frozenset[str]
    compounds: frozenset[str]
    double_surnames: frozenset[str]
    spelling: frozenset[str]
    """Characters that spell foreign names."""
    roles: frozenset[str]
    not_roles: frozenset[str]
    verb_roles: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    nouns: frozenset[str]
    leading: frozenset[str]
    preverbal: frozenset[str]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    closers: frozenset[str]
    pronouns: frozenset[str]
    things: frozenset[str]
    many: frozenset[str]
    own_words: frozenset[str]
    quoting: frozenset[str]
    links: frozenset[str]
    meetings: frozenset[str]
    meeting_names: frozenset[str]
    not_subjects: frozenset[str]
    not_headings: frozenset[str]
    carrying: frozenset[str]
    modals: frozenset[str]
    not_nested: frozenset[str]
    finders: frozenset[str]
    nouns_too: frozenset[str]
    fates: frozenset[str]
    with_comma: frozenset[str]
    topical: frozenset[str]
    advising: frozenset[str]
    addressing: frozenset[str]
    false_after: frozenset[str]
    false_nouns: frozenset[str]
    adjectives: frozenset[str]
    false_before: frozenset[str]
    questions: frozenset[str]
    silent: frozenset[str]
    negatable: frozenset[str]
    before_cue: frozenset[str]
    not_split: frozenset[str]
    role_suffixes: tuple[str, ...]
    role_bodies: tuple[str, ...]
    body_suffixes: tuple[str, ...]
    media: tuple[str, ...]
    linking: tuple[str, ...]
    negations: tuple[str, ...]

    def is_role(self, word: str, tag: str) -> bool:
        """Whether a token is a title or an office."""
        if word in self.roles:
            return True
        if word in self.not_roles or len(word) < 2 or not tag.startswith("n") or tag.startswith(("nr", "ns")):
            return False
        return word.endswith(self.role_suffixes)

    def is_body(self, word: str, tag: str) -> bool:
        """Whether a token names a body that can speak: a ministry, a firm, a newspaper, the public."""
        if word in self.bodies:
            return True
        return len(word) > 1 and tag.startswith(("n", "j")) and word.endswith(self.body_suffixes)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    cues: dict[str, CueWord] = {}
    documents_may: frozenset[str] = frozenset()
    for group in table["cue"]:
        words = group["words"].split()
        if group["frame"] == "document":
            documents_may = frozenset(words)
        for word in words:
            cues.setdefault(word, CueWord(word, group["class"], group["frame"]))

    lists: dict[str, Any] = {name: frozenset(words.split()) for name, words in table["sets"].items()}
    lists |= {name: tuple(words.split()) for name, words in table["ends"].items()}
    surnames, spelling = (frozenset("".join(table["names"][name].split())) for name in ("surnames", "spelling"))
    return Lexicon(cue=re.compile(_any_of(cues)), noun=re.compile(_any_of(lists["nouns"])), cues=cues,
                   documents_may=documents_may, surnames=surnames,
                   compounds=frozenset(table["words"]["compounds"].split()),
                   double_surnames=frozenset(table["names"]["double_surnames"].split()), spelling=spelling, **lists)
