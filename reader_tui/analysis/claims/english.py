"""Claims in English sentences: said, told, according to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader_tui.analysis.claims.contents import inside, trimmed
from reader_tui.analysis.claims.model import ClaimClass, Kind, Source
from reader_tui.analysis.claims.patterns import Finding
from reader_tui.analysis.claims.scan import Scan
from reader_tui.analysis.claims.sources import Speakers
from reader_tui.text.model import Span

_SPEECH = ("said|says|told|added|stated|announced|claimed|argued|warned|insisted|noted|explained|acknowledged|admitted|denied|"
           "declared|confirmed|estimated|predicted|wrote|testified|recalled|suggested|maintained|stressed|emphasi[sz]ed|tweeted|"
           "complained|conceded|concluded|replied|remarked|asserted|reported|urged|pledged|promised|alleged|disclosed|revealed|"
           "say|argue|argues|warn|warns|claims|insists?|notes|suggests?|predicts?|estimates|acknowledges?|admits?|den(?:y|ies)|"
           "maintains?|contends?|contended|explains?|writes|tells|adds|vowed|reiterated|countered|quipped|joked|observed|"
           "cautioned|speculated|hinted|responded|answered|pointed out|points out|went on|lamented|boasted|testif(?:y|ies)")
_EVIDENCE = "found|finds?|shows?|showed|indicates?|indicated|reveals?"
_STUDY = (r"(?P<who>(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]heir|[Ii]ts|[Nn]ew|[Oo]fficial|[Gg]overnment) (?:[\w’'-]+ ){0,4}?"
          r"(?:report|study|data|survey|poll|figures|research|analysis|documents?|records|review|statistics|results))")
_TELLING = re.compile(r", (?P<cue>adding|saying|noting|warning|arguing|claiming|insisting|stressing|explaining)\b(?: that\b)?:? ?")
_THOUGHT = "believes?|believed|thinks?|thought|expects?|expected|fears?|feared|hopes?|hoped|doubts?|doubted|worries|worried"
_NAME = (r"(?P<who>(?:[A-Z][\w.'’&-]+(?: (?:of|the|and|de|van|von|bin|al) )?[ ]?){1,7}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|"
         r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Mm]any|[Tt]wo) [\w’'-]+(?: [\w’'-]+){0,4}?|[Aa]nalysts|"
         r"(?:[Oo]fficials|[Cc]ritics|[Pp]olice|[Ee]xperts|[Rr]esearchers|[Ss]cientists|[Ee]conomists|"
         r"[Rr]esidents|[Ww]itnesses|[Aa]uthorities|[Pp]rosecutors|[Ll]awyers|[Ss]ources|[Dd]octors|[Ii]nvestigators|[Oo]rganizers|[Oo]rganisers)"
         r"(?: (?:in|at|from|for|of|with) (?:the )?[\w’'-]+(?: [A-Z][\w’'-]+){0,3})?)")
_ADVERB = r"(?: ?,[^,.;“\"]{1,80},|,)? ?(?:(?:also|later|then|once|repeatedly|has|had|have|previously|again|further) )*"
_BEFORE = re.compile(rf"{_NAME}{_ADVERB} ?\b(?P<cue>{_SPEECH}|{_THOUGHT})\b")
_AFTER = re.compile(rf"[,”\"]\s*[”\"]?\s*(?:(?P<cue>{_SPEECH}) {_NAME}|{_NAME.replace('who', 'who2')}{_ADVERB} ?\b(?P<cue2>{_SPEECH}))\b")
_ACCORDING = re.compile(rf"\b(?P<cue>[Aa]ccording to) {_NAME.replace('[Hh]e|[Ss]he|[Tt]hey|[Ii]t|', '')}")
_REPORTED = re.compile(rf"{_STUDY}(?:, [^,]{{1,60}},)? (?:also )?(?P<cue>{_EVIDENCE})\b(?: that\b)?")
_NAME_ENDS = re.compile(r"[.,;”\"]|$| (?:on|in|at|during|after|as|who|late|early|earlier|last|this|via|through|outside|from)\b")
_CLAUSE = re.compile(r"(?: [\w’'-]+){1,6} (?:is|was|were|are|had|has|have|would|will|could|can|should|may|might|did|does|must)\b|"
                     r"[ ,]*(?:(?:on|in|at) (?:\w+ )?\w+,? )?(?:that|it|he|she|they|we|I|the|a|an|there|no|its|his|her|their)\b \w+ \w+")
_TOLD = re.compile(r"(?: (?:the )?(?:reporters|journalists|lawmakers|him|her|them|us|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?))?")
_BEHIND = re.compile(
    r"(?: (?:on|in|at) (?:[A-Z]\w+|an? \w+|\w+ \w+))?(?: (?:that)\b|:|,)?\s*")
_PRONOUNS = frozenset(["he", "she", "they", "it"])


def find_english(scan: Scan, sentence: Span, speakers: Speakers) -> Iterator[Finding]:
    """The claims of an English sentence; offsets in the article."""
    accorded = _ACCORDING.search(scan.text, sentence.start, min(sentence.end, sentence.start + 2000))
    if accorded is not None and not scan.quote_around(accorded.start()):
        yield from _accorded(scan, sentence, speakers, accorded)
        return
    limit = min(sentence.end, sentence.start + 2000)
    study = _REPORTED.search(scan.text, sentence.start, limit)
    if study is not None and _is_free(scan, study.start("cue")):
        yield from _found(scan, sentence, study)
        return
    for after in _AFTER.finditer(scan.text, sentence.start, limit):
        if _is_spoken(scan, after, sentence):
            yield from _spoken_first(scan, sentence, speakers, after)
            return
    for before in _BEFORE.finditer(scan.text, sentence.start, limit):
        if _is_free(scan, before.start("cue")):
            yield from _spoken_after(scan, sentence, speakers, before)
            return


def _is_spoken(scan: Scan, found: re.Match[str], sentence: Span) -> bool:
    """Whether what is said stands before its speaker, and not behind: In a statement, the ministry said it had…"""
    which = "" if found["cue"] else "2"
    is_quoted = found[0][0] in "”\"" or scan.text[found.start() - 1] in "”\"" or "”" in found[0] or '"' in found[0]
    behind = max(found.end("cue" + which), found.end("who" + which))
    goes_on = _CLAUSE.match(scan.text, behind, sentence.end) is not None or scan.text[behind : behind + 1] == ":"
    is_inverted = not which and _NAME_ENDS.match(scan.text, _name(scan, found, "who").end, sentence.end) is None
    return _is_free(scan, found.start("cue" + which)) and (is_quoted or not (goes_on or is_inverted))


def _found(scan: Scan, sentence: Span, found: re.Match[str]) -> Iterator[Finding]:
    """A study found, figures show: the study says so itself."""
    name, cue = _name(scan, found, "who"), Span(*found.span("cue"))
    content = trimmed(scan, Span(found.end(), sentence.end))
    if len(content) >= 8:
        text = name.of(scan.text)
        yield Finding("indirect", "evidence", content, cue, Source(name, text, text, "same clause"), "evidence", 0.75)


def _is_free(scan: Scan, at: int) -> bool:
    return scan.quote_around(at) is None


def _accorded(scan: Scan, sentence: Span, speakers: Speakers, found: re.Match[str]) -> Iterator[Finding]:
    name = _whole_name(scan, _name(scan, found, "who"), sentence)
    head = trimmed(scan, Span(sentence.start, found.start()))
    tail_start = scan.text.find(",", name.end, sentence.end)
    tail = trimmed(scan, Span(tail_start if tail_start >= 0 else sentence.end, sentence.end))
    content = head if len(head) >= len(tail) else tail
    if len(content) >= 8:
        yield Finding("indirect", "speech", content, Span(*found.span("cue")), _source(scan, name, speakers),
                      "according to", 0.8)


def _spoken_first(scan: Scan, sentence: Span, speakers: Speakers, found: re.Match[str]) -> Iterator[Finding]:
    which = "" if found["cue"] else "2"
    name, cue = _name(scan, found, "who" + which), Span(*found.span("cue" + which))
    source = _source(scan, name, speakers)
    head = Span(sentence.start, found.start() + 1)
    quotes = scan.quotes_in(Span(sentence.start, max(name.start, sentence.start)))
    if quotes:
        yield Finding("direct", "speech", inside(scan, quotes[-1]), cue, source, "quotation first", 0.9)
    else:
        content = trimmed(scan, head)
        if len(content) >= 8:
            yield Finding("indirect", "speech", content, cue, source, "speech first", 0.75)
    for quote in scan.quotes_in(Span(max(name.end, cue.end), sentence.end)):
        yield Finding("direct", "speech", inside(scan, quote), cue, source, "quotation", 0.9)


def _spoken_after(scan: Scan, sentence: Span, speakers: Speakers, found: re.Match[str]) -> Iterator[Finding]:
    name, cue = _name(scan, found, "who"), Span(*found.span("cue"))
    told = _TOLD.match(scan.text, cue.end, sentence.end) if cue.of(scan.text) in ("told", "tells") else None
    at = told.end() if told is not None else cue.end
    behind = _BEHIND.match(scan.text, at, sentence.end)
    at = behind.end() if behind is not None else at
    content = trimmed(scan, Span(at, max(at, sentence.end)))
    if len(content) < 8 or scan.text[cue.end : cue.end + 3] in (" to", " by", " in"):
        return
    telling = _TELLING.search(scan.text, content.start, content.end)
    source = _source(scan, name, speakers)
    if telling is not None and scan.quote_around(telling.start("cue")) is None:
        rest = trimmed(scan, Span(telling.end(), content.end))
        content = Span(content.start, telling.start())
        yield Finding("indirect", "speech", rest, Span(*telling.span("cue")), speakers.carried(source), "goes on to say", 0.8)
    quote = scan.quote_at(content.start) or scan.quote_at(content.start - 1)
    kind: Kind = "direct" if quote is not None and quote.end >= content.end else "indirect"
    if kind == "direct" and quote is not None:
        content = inside(scan, quote)
    claim_class: ClaimClass = "speech" if re.fullmatch(_SPEECH, cue.of(scan.text)) else "attitude"
    yield Finding(kind, claim_class, content, cue, source, "reported speech", 0.8)


def _whole_name(scan: Scan, name: Span, sentence: Span) -> Span:
    """A name with the capitalised words behind it: the World|Bank."""
    more = re.compile(r"(?: (?:of |for |and |the )?[A-Z][\w’'-]+){0,5}").match(scan.text, name.end, sentence.end)
    return Span(name.start, more.end() if more is not None else name.end)


def _name(scan: Scan, found: re.Match[str], group: str) -> Span:
    start, end = found.span(group)
    while end > start and not scan.text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def _source(scan: Scan, name: Span, speakers: Speakers) -> Source:
    text = name.of(scan.text)
    last = speakers.last
    if text.casefold() in _PRONOUNS and last is not None:
        return Source(name, text, last.resolved, "pronoun", last.office)
    source = Source(name, text, text, "same clause")
    speakers.note(source)
    return source
