"""Finding claims: cues first, then who, then what. Each way of putting a claim is one named rule.

Everything is matched on the Simplified fold of the text, which has the same offsets in both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reader_tui.analysis.claims.attribution import Attribution, attribute
from reader_tui.analysis.claims.contents import limits, speeches, trimmed
from reader_tui.analysis.claims.english import find_english
from reader_tui.analysis.claims.model import Claim, Mention, Source
from reader_tui.analysis.claims.patterns import (
    Finding,
    Report,
    find_headings,
    find_hearsay,
    find_nouns,
    find_report,
    find_views,
    reported,
)
from reader_tui.analysis.claims.scan import Scan
from reader_tui.analysis.claims.sources import Speakers
from reader_tui.analysis.claims.subjects import find_subject
from reader_tui.analysis.figures import find_figures
from reader_tui.analysis.speakers import AliasTable
from reader_tui.text.model import Span

_HEDGE = re.compile(
    "或许|也许|可能|大概|恐怕|恐将|恐会|恐|预计|据称|据说|据悉|估计|似乎|好像|应该|应会|应可|料将|有望|可望|或将|或会|未必|疑似|大约|大致|看似|"
    "说不定|不排除|倾向|多半|想必|理应|一般来说|原则上|可能性|might|may|could|perhaps|possibly|probably|likely|reportedly|allegedly"
)
_LINE = re.compile(r"[^\n]+")
_LONGEST_REPORTED = 1000
"""Code points of what stands behind a cue without quotation marks at most: in a paragraph without end not all of it is
said by the one named first, and each of thousands of cues would hold the rest of it."""


def extract(text: str, *, aliases: AliasTable | None = None, language: str | None = None) -> list[Claim]:
    """The claims of a text in reading order; all offsets are code points of ``text``.

    ``aliases`` are spellings of speakers beside the built-in ones; ``language`` is a hint, ``en`` or ``zh``: without
    it each paragraph is read as what most of its letters are.

    >>> [(c.source.text, c.cue.text, c.content[0].text) for c in extract("校長王小明昨天表示,學校不會搬走。")]
    [('王小明', '表示', '學校不會搬走')]
    """
    table = aliases if aliases is not None else AliasTable.built_in()
    scan = Scan(text, table.tags().items())
    found = _Extraction(scan, Speakers(scan, table), language)
    claims = [*found.attributed(), *found.headed()]
    claims += found.of_author(claims)
    return sorted((found.finish(claim) for claim in claims), key=_place)


def _place(claim: Claim) -> tuple[int, int, int]:
    return claim.content[0].span.start, claim.span.start, -len(claim.content[0].span)


class _Extraction:
    """One pass over an article."""

    def __init__(self, scan: Scan, speakers: Speakers, language: str | None) -> None:
        self.scan = scan
        self.speakers = speakers
        self.language = language

    def attributed(self) -> Iterator[Claim]:
        """The claims that the article puts in someone's mouth, sentence by sentence."""
        for sentence in self.scan.sentences:
            if self._is_english(sentence):
                yield from map(self._claim, find_english(self.scan, sentence, self.speakers))
            else:
                yield from self._sentence(sentence)

    def _is_english(self, sentence: Span) -> bool:
        if self.language is not None:
            return self.language.startswith("en")
        words = sentence.of(self.scan.text)
        latin = sum("a" <= character <= "z" for character in words)
        return latin > 12 and latin > sum(character >= "\u2e80" for character in words)

    def _sentence(self, sentence: Span) -> Iterator[Claim]:
        scan = self.scan
        self._meet(sentence)
        report = find_report(scan, sentence, self.speakers)
        start = sentence.start if report is None else report.end
        found = attribute(scan, Span(start, sentence.end), self.speakers, start)
        made: list[Claim] = []
        for one, limit in limits(scan, found, sentence):
            made += self._said(one, sentence, limit, report)
        views = [finding for finding in find_views(scan, sentence, self.speakers)
                 if not any(claim.cue is not None and claim.cue.span.overlaps(finding.cue) for claim in made)]
        views += [finding for finding in find_nouns(scan, sentence, self.speakers)
                  if not _is_taken(finding.content, made)]
        made += map(self._claim, views)
        speakers = [one.begin for one in found if one.relation != "nested"]
        if report is not None and not (speakers and report.is_medium):
            finding = reported(scan, report, min([sentence.end, *speakers]))
            if finding is not None:
                self.speakers.note(report.source)
                made.append(self._claim(finding))
        hearsay = find_hearsay(scan, sentence)
        made += (self._claim(finding) for finding in hearsay
                 if report is None or finding.cue.start >= report.end)
        yield from made

    def _meet(self, sentence: Span) -> None:
        """Remember whom a sentence is about, for the pronouns behind."""
        subject = find_subject(self.scan, sentence.start, min(sentence.end, sentence.start + 60))
        if subject is not None:
            self.speakers.meet(subject)

    def _said(self, one: Attribution, sentence: Span, limit: int, report: Report | None) -> Iterator[Claim]:
        source = one.source
        if report is not None and report.is_medium:
            source = replace(source, via=report.source.text)
        for speech in speeches(self.scan, one, sentence, limit):
            rule = f"{speech.rule}, {one.relation}" if one.relation == "nested" else speech.rule
            yield Claim(speech.kind, one.claim_class, tuple(map(self._mention, speech.spans)), rule, speech.confidence,
                        source, self._mention(one.cue.span), negated=one.cue.is_negated)

    def headed(self) -> Iterator[Claim]:
        """The claims of headings, read when all speakers are known."""
        return map(self._claim, find_headings(self.scan, self.speakers))

    def of_author(self, claims: Iterable[Claim]) -> list[Claim]:
        """The author's own sentences that state figures."""
        taken = sorted(mention.span for claim in claims for mention in claim.content)
        made = []
        number = 0
        for sentence in self.scan.sentences:
            while number < len(taken) and taken[number].end <= sentence.start:
                number += 1
            if number < len(taken) and taken[number].overlaps(sentence):
                continue
            content = trimmed(self.scan, sentence)
            if content and find_figures(self.scan.text, sentence.start, sentence.end):
                made.append(Claim("figure", "author", (self._mention(content),), "the author's figure", 0.6))
        return made

    def _claim(self, finding: Finding) -> Claim:
        content = finding.content
        if finding.kind != "direct":
            content = Span(content.start, min(content.end, content.start + _LONGEST_REPORTED))
        return Claim(finding.kind, finding.claim_class, (self._mention(content),), finding.rule,
                     finding.confidence, finding.source, self._mention(finding.cue))

    def _mention(self, span: Span) -> Mention:
        return Mention(span, span.of(self.scan.text))

    def finish(self, claim: Claim) -> Claim:
        """Add what the content states and how surely."""
        figures = [figure for mention in claim.content
                   for figure in find_figures(self.scan.text, mention.span.start, mention.span.end)]
        hedges = [self._mention(Span(*found.span())) for mention in claim.content
                  for found in _HEDGE.finditer(self.scan.folded, mention.span.start, mention.span.end)]
        return replace(claim, figures=tuple(figures), hedges=tuple(hedges))


def _is_taken(content: Span, claims: Iterable[Claim]) -> bool:
    return any(content.start == mention.span.start for claim in claims for mention in claim.content)


__all__ = ["Source", "extract"]
