"""Claims across articles: who says the same, who gives another figure, who said more later.

Claims meet through an inverted index of their rarer words, so the work grows with the library, not with its square;
every link tells the evidence that made it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any, Literal

from reader_tui.analysis.claims.model import Claim, Figure
from reader_tui.analysis.speakers import AliasTable, group_spellings, name_key
from reader_tui.text.fold import fold_script

LinkKind = Literal["says the same", "other figure", "later statement"]
_ASKED = 10
"""The rarest words of a claim that are looked up."""
_LONGEST_LIST = 300
"""Claims a word may stand in before it says too little to be looked up."""
_SAME, _SAME_OF_ONE = 0.55, 0.4
"""The least similarity of contents that say the same: of any two speakers, of one and the same."""
_ABOUT, _LATER = 0.35, 0.15
"""The least similarity of two figures' contents, and of two statements of one speaker on one subject."""
_NEGATION = re.compile("不(?!过|但|仅|断|少|久|同|料|得不|管|论)|没有|未(?!来)|并非|无法")
_SHARED = 2
"""The fewest words that any two linked claims share."""


@dataclass(frozen=True, slots=True, order=True)
class ClaimRef:
    """A claim of the library: the article's id and the claim's number in its list."""

    article: str
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims that belong together; for a later statement ``other`` is the later one.

    ``evidence``: what made the link, a sentence each; ``score``: similarity of the contents in 0..1.
    """

    kind: LinkKind
    one: ClaimRef
    other: ClaimRef
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim in the speaker index, with the date of its article where that is known (ISO 8601)."""

    ref: ClaimRef
    claim: Claim
    date: str | None


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """A speaker, all spellings and offices met, and what he said, by date and place."""

    name: str
    spellings: tuple[str, ...]
    offices: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    ref: ClaimRef
    claim: Claim
    words: frozenset[str]
    speaker: str | None
    date: str | None


@cache
def _segmenter() -> Any:
    import rjieba

    return rjieba.Jieba()


def content_words(claim: Claim) -> frozenset[str]:
    """The words of a claim's content that carry meaning, folded: nouns, verbs, names, Latin words; no figures."""
    words: set[str] = set()
    for mention in claim.content:
        folded = fold_script(mention.text).encode("utf-8", "replace").decode("utf-8")
        for word, tag in _segmenter().tag(folded):
            if len(word) > 1 and tag.startswith(("n", "v", "a", "eng", "j", "i", "l", "x")) and not word[0].isdigit():
                words.add(word.casefold())
    return frozenset(words)


def link(claims_by_article: Mapping[str, Sequence[Claim]], *, dates: Mapping[str, str] | None = None,
         aliases: AliasTable | None = None) -> list[Link]:
    """The links between claims of different articles, the surest first.

    ``dates``: article id to ISO date; without the dates of both articles nothing is a later statement.
    """
    entries = _entries(claims_by_article, dates or {}, aliases or AliasTable.built_in())
    spread = Counter(word for entry in entries for word in entry.words)
    weights = {word: log(1 + len(entries) / count) for word, count in spread.items()}
    index: dict[str, list[int]] = defaultdict(list)
    links = []
    for number, entry in enumerate(entries):
        asked = sorted(entry.words, key=lambda word: (spread[word], word))[:_ASKED]
        met = Counter(other for word in asked for other in index[word][-_LONGEST_LIST:])
        for other, shared in sorted(met.items()):
            if shared >= min(_SHARED, len(asked)) and entries[other].ref.article != entry.ref.article:
                found = _compare(entries[other], entry, weights)
                if found is not None:
                    links.append(found)
        for word in entry.words:
            index[word].append(number)
    return sorted(links, key=lambda found: (-found.score, found.one, found.other))


def speaker_index(claims_by_article: Mapping[str, Sequence[Claim]], *, dates: Mapping[str, str] | None = None,
                  aliases: AliasTable | None = None) -> list[SpeakerEntry]:
    """Who said what, when, where: a speaker an entry, who said most first."""
    table = aliases or AliasTable.built_in()
    entries = [entry for entry in _entries(claims_by_article, dates or {}, table, needs_words=False)
               if entry.speaker is not None]
    by_speaker: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_speaker[entry.speaker or ""].append(entry)
    made = [_speaker_entry(found, table) for found in by_speaker.values()]
    return sorted(made, key=lambda one: (-len(one.statements), name_key(one.name)))


def _speaker_entry(entries: Sequence[_Entry], table: AliasTable) -> SpeakerEntry:
    sources = [entry.claim.source for entry in entries if entry.claim.source is not None]
    spellings = Counter(source.resolved for source in sources)
    name = max(spellings, key=lambda spelling: (spellings[spelling], len(spelling), spelling))
    offices = dict.fromkeys(source.office for source in sources if source.office)
    statements = sorted((Statement(entry.ref, entry.claim, entry.date) for entry in entries),
                        key=lambda one: (one.date or "", one.ref))
    return SpeakerEntry(name, tuple(spellings), tuple(offices), tuple(statements))


def _entries(claims_by_article: Mapping[str, Sequence[Claim]], dates: Mapping[str, str], table: AliasTable, *,
             needs_words: bool = True) -> list[_Entry]:
    names = [claim.source.resolved for claims in claims_by_article.values() for claim in claims
             if claim.source is not None]
    identity = {name: key for key, spellings in group_spellings(names, table).items() for name in spellings}
    return [_Entry(ClaimRef(article, number), claim, content_words(claim) if needs_words else frozenset(),
                   identity[claim.source.resolved] if claim.source is not None else None, dates.get(article))
            for article, claims in sorted(claims_by_article.items()) for number, claim in enumerate(claims)]


def _compare(one: _Entry, other: _Entry, weights: Mapping[str, float]) -> Link | None:
    """The link of two claims, None where they have too little in common."""
    shared = one.words & other.words
    least = min(_weight(one.words, weights), _weight(other.words, weights))
    whole = _weight(one.words | other.words, weights)
    if not least or not whole:
        return None
    score = (_weight(shared, weights) / whole + _weight(shared, weights) / least) / 2
    is_same_speaker = one.speaker is not None and one.speaker == other.speaker
    evidence = [f"shared words: {'、'.join(sorted(shared, key=lambda word: (-weights[word], word))[:8])}"]
    if is_same_speaker and one.claim.source is not None and other.claim.source is not None:
        names = dict.fromkeys((one.claim.source.resolved, other.claim.source.resolved))
        evidence.insert(0, f"same speaker: {' = '.join(names)}")
    is_denied = _denies(one.claim) != _denies(other.claim)
    equal, unequal = _figures(one.claim.figures, other.claim.figures)
    if equal:
        evidence.append(f"same figures: {'、'.join(equal)}")
    if unequal and not equal and score >= _ABOUT and len(shared) >= _SHARED:
        return _linked("other figure", one, other, score, [*evidence, f"figures: {'; '.join(unequal)}"])
    if not is_denied and score >= (_SAME_OF_ONE if is_same_speaker or equal else _SAME) and (len(shared) >= _SHARED or score > 0.9):
        return _linked("says the same", one, other, score, evidence)
    is_dated = one.date is not None and other.date is not None and one.date != other.date
    if is_same_speaker and is_dated and score >= _LATER and len(shared) >= _SHARED:
        first, second = sorted((one, other), key=lambda entry: entry.date or "")
        if is_denied:
            evidence.append("one says no where the other says yes")
        return _linked("later statement", first, second, score, [*evidence, f"said {first.date}, then {second.date}"])
    return None


def _denies(claim: Claim) -> bool:
    """Whether the words of a claim and its cue say no, two negations making a yes."""
    count = sum(len(_NEGATION.findall(fold_script(mention.text))) for mention in claim.content)
    return (count + claim.negated) % 2 == 1


def _linked(kind: LinkKind, one: _Entry, other: _Entry, score: float, evidence: Iterable[str]) -> Link:
    return Link(kind, one.ref, other.ref, round(min(1.0, score), 3), tuple(evidence))


def _weight(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in sorted(words))


def _figures(one: Sequence[Figure], other: Sequence[Figure]) -> tuple[list[str], list[str]]:
    """(figures both have, pairs of one unit that differ)."""
    equal, unequal = [], []
    for a in one:
        for b in other:
            if a.unit != b.unit or (a.modifier == "ordinal") != (b.modifier == "ordinal"):
                continue
            if a.low <= b.high and b.low <= a.high:
                equal.append(a.text if a.text == b.text else f"{a.text} = {b.text}")
            else:
                unequal.append(f"{a.text} ≠ {b.text}")
    return list(dict.fromkeys(equal)), list(dict.fromkeys(unequal))
