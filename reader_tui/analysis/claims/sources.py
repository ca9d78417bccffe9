"""Who a subject is: carried subjects, pronouns, short names and other spellings, resolved within the article."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.model import Source
from reader_tui.analysis.claims.scan import Scan
from reader_tui.analysis.claims.subjects import Subject, SubjectKind, find_subject
from reader_tui.analysis.speakers import Alias, AliasTable, is_head, name_key
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

_FARTHEST = 240
"""Code points before a cue in which its subject is looked for; a bound on time, no sentence needs as many."""
_REMEMBERED = 40
"""How many of the subjects met last a pronoun may mean."""


class Speakers:
    """The speakers of an article so far, in the order they spoke or were spoken of."""

    def __init__(self, scan: Scan, aliases: AliasTable) -> None:
        self._scan = scan
        self._aliases = aliases
        self._met: list[tuple[Subject, Source]] = []
        self._spoke: list[Source] = []
        self._by_end: dict[str, Source] = {}
        self._countries: dict[str, str] = {}
        self.counts: Counter[str] = Counter()

    @property
    def last(self) -> Source | None:
        """Who spoke last, None where nobody did yet."""
        return self._spoke[-1] if self._spoke else None

    def knows(self, name: str) -> bool:
        """Whether somebody of that name has spoken, or the table of spellings has it."""
        return name_key(name) in self.counts or self._aliases.find(name) is not None

    def note(self, source: Source) -> None:
        """Remember who spoke."""
        self._spoke.append(source)
        self.counts[name_key(source.resolved)] += 1
        self.counts[name_key(source.text)] += 1

    def meet(self, subject: Subject) -> None:
        """Remember who a sentence is about."""
        if subject.kind in ("person", "body"):
            source = self.source(subject)
            self._met.append((subject, source))
            del self._met[:-_REMEMBERED]
            key = name_key(source.resolved)
            alias = self._aliases.find(source.resolved)
            if alias is not None:
                self._by_end.setdefault("=" + name_key(alias.names[0]), source)
            if subject.kind == "person":
                self._by_end[re.split("[· ]", key)[-1]] = source
                if 2 <= len(key) <= 4 and key[1:] not in lexicon().roles:
                    self._by_end["^" + key[0]] = source

    def source(self, subject: Subject, how: str = "same clause") -> Source:
        """The source that a subject names."""
        text = subject.name.of(self._scan.text)
        office = subject.office.of(self._scan.text) if subject.office is not None else None
        source = Source(subject.name, text, text, how, office)
        if subject.kind == "pronoun":
            return self._pronoun(source)
        whole = self._whole_name(source, subject)
        if whole is not None and whole.resolved != text:
            return replace(source, resolved=whole.resolved, how="alias", office=office or whole.office)
        return source

    def carried(self, source: Source) -> Source:
        """The same speaker once more, without a word for it."""
        return replace(source, how="carried subject")

    def _whole_name(self, source: Source, subject: Subject) -> Source | None:
        """The name that the article used before for who is named shortly or otherwise here."""
        key = name_key(source.text)
        alias = self._aliases.find(source.text)
        if alias is not None and alias.kind == "country":
            return self._country(source, alias)
        if alias is not None:
            return self._by_end.get("=" + name_key(alias.names[0]))
        if subject.kind == "person" and key[1:] in lexicon().roles:
            return self._by_end.get("^" + key[0])
        other = self._by_end.get(key)
        return other if other is not None and is_head(key, name_key(other.resolved)) else None

    def _country(self, source: Source, alias: Alias) -> Source | None:
        """The country that 中方 speaks for, as the article spells it."""
        key = name_key(source.text)
        if key not in self._countries:
            places = ((self._scan.folded.find(fold_script(name)), len(name)) for name in alias.names)
            at, size = next(((at, size) for at, size in places if at >= 0), (source.span.start, len(source.text)))
            self._countries[key] = self._scan.text[at : at + size]
        return replace(source, resolved=self._countries[key])

    def _pronoun(self, source: Source) -> Source:
        """Whom a pronoun means: the nearest subject before it of the right kind, else who spoke last."""
        word = source.text
        folded = fold_script(word)
        named = self._named_just_before(source.span.start)
        if named is not None and folded not in lexicon().many:
            found: Source | None = named
        elif folded in lexicon().things:
            found = self._named_before(source.span.start, ("nt",)) or self._nearest("body")
        elif folded in lexicon().many:
            found = self._named_before(source.span.start, ("nr",)) or self._nearest("person")
        else:
            found = self._nearest("person") or self.last or self._named_before(source.span.start, ("nr",))
        if found is None:
            return replace(source, how="pronoun")
        return replace(source, resolved=found.resolved, how="pronoun", office=found.office)

    def _nearest(self, kind: SubjectKind) -> Source | None:
        return next((source for subject, source in reversed(self._met) if subject.kind == kind), None)

    def _named_just_before(self, at: int) -> Source | None:
        """The person whom a clause ends with, as in 站出來的是X,他說."""
        while at > 0 and self._scan.text[at - 1] in ",， ":
            at -= 1
        token = self._scan.token_around(at - 1) if at else None
        if token is None or token.end != at or token.tag not in ("nr", "nrfg") or len(token.word) < 2:
            return None
        span = Span(token.start, token.end)
        return Source(span, span.of(self._scan.text), span.of(self._scan.text), "same clause")

    def _named_before(self, at: int, tags: tuple[str, ...]) -> Source | None:
        """Who or what of a part of speech is named last within the 120 code points before ``at``."""
        for token in reversed(self._scan.tokens_in(max(0, at - 120), at)):
            if token.tag in tags and len(token.word) > 1:
                span = Span(token.start, token.end)
                return Source(span, span.of(self._scan.text), span.of(self._scan.text), "same clause")
        return None


def subject_before(scan: Scan, cue: int, floor: int, *, is_first: bool) -> tuple[Subject | None, int]:
    """(subject, where its clause begins) of the cue at offset ``cue``; clauses are tried back to ``floor``.

    ``is_first``: no cue of the sentence stands before this one, so the clauses before it are not somebody's speech.

    In the cue's own clause any subject counts; in the clauses before it only a speaker with a predicate does, as in
    ``X在…時,再次肯定…``.
    """
    floor = max(floor, cue - _FARTHEST)
    right = cue
    begin = scan.clause_start(cue, floor)
    first = begin
    for number in range(4 if is_first else 1):
        subject = find_subject(scan, begin, right, is_predicated=number > 0)
        if number == 1 and subject is None and right - begin <= 60:
            subject = _appositive(scan, begin, right)
        if subject is not None and (number == 0 or subject.kind in ("person", "body", "pronoun")):
            return subject, begin if number == 0 else first
        if begin <= floor or scan.text[begin - 1] not in ",，":
            break
        right = begin - 1
        begin = scan.clause_start(right, floor)
    return None, first


def _appositive(scan: Scan, left: int, right: int) -> Subject | None:
    """A subject that a comma parts from its verb: 專家X,亦表示…"""
    subject = find_subject(scan, left, right)
    return subject if subject is not None and subject.phrase.end == right and len(subject.phrase) > 1 else None
