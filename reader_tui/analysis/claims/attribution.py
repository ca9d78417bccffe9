"""Who the cues of a sentence belong to, and how the cues stand to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from reader_tui.analysis.claims.cues import Cue, find_cues
from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.model import ClaimClass, Source
from reader_tui.analysis.claims.scan import CLAUSE_BREAKS, CLOSERS, Scan
from reader_tui.analysis.claims.sources import Speakers, subject_before
from reader_tui.analysis.claims.subjects import Subject, find_subject
from reader_tui.text.model import Span

_WORDS_OF = re.compile("的(?:话|说法|消息|报道|报导|内容)")
Relation = Literal["new", "same", "nested"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its speaker; ``begin`` is where the words about the speaker begin, so where the speech before ends."""

    cue: Cue
    source: Source
    claim_class: ClaimClass
    relation: Relation
    begin: int
    phrase: Span | None
    """The speaker's noun phrase in this clause, None where the subject is carried."""


def attribute(scan: Scan, sentence: Span, speakers: Speakers, start: int) -> list[Attribution]:
    """The attributions of ``start..sentence.end`` in order."""
    found: list[Attribution] = []
    for cue in find_cues(scan, Span(start, sentence.end)):
        before = next((one for one in reversed(found) if one.relation != "nested"), None)
        floor = max(start, found[-1].cue.span.end) if found else start
        subject, begin = subject_before(scan, cue.span.start, floor, is_first=not found)
        medium = subject
        subject = _quoted_by(scan, subject, cue.span.start) if subject is not None else None
        if subject is not None and (_is_object(scan, cue, subject) or not _may_say(scan, medium or subject, cue, before)):
            continue
        one = (_carried(scan, cue, speakers, before, begin, sentence) if subject is None
               else _named(scan, cue, speakers, before, subject, begin))
        if one is None:
            continue
        if medium is not None and subject is not None and medium is not subject:
            one = replace(one, source=replace(one.source, via=medium.name.of(scan.text)))
        found.append(one)
        if one.claim_class != "evidence" and one.relation != "nested":
            if subject is not None:
                speakers.meet(subject)
            speakers.note(one.source)
    return found


def _quoted_by(scan: Scan, subject: Subject, cue: int) -> Subject:
    """Whom a medium quotes, as in 路透社引述知情人士說; the subject itself where it quotes nobody."""
    for token in scan.tokens_in(subject.phrase.end, cue):
        if token.word in lexicon().quoting:
            words = _WORDS_OF.search(scan.folded, token.end, cue)
            return find_subject(scan, token.end, words.start() if words is not None else cue) or subject
    return subject


def _may_say(scan: Scan, subject: Subject, cue: Cue, before: Attribution | None) -> bool:
    """Whether a subject of this kind takes this cue: 調查|顯示, 聲明|指出, 日報|報導, 團隊|發現, not 報告|要求."""
    words = lexicon()
    name = subject.name.of(scan.folded)
    if cue.word.frame == "medium":
        return subject.kind == "body" or name.rstrip("》").endswith(words.media)
    if subject.kind == "document":
        return before is None and (cue.word.lemma in words.documents_may or cue.word.frame == "free")
    if cue.word.frame == "document":
        phrase = subject.phrase.of(scan.folded)
        if subject.kind == "other" and cue.is_marked and cue.word.lemma in ("显示", "表明", "揭示"):
            return before is None
        return before is None and cue.word.lemma == "发现" and cue.is_marked and phrase.endswith(tuple(words.finders))
    return True


def _is_object(scan: Scan, cue: Cue, subject: Subject) -> bool:
    """Whether a cue that is a noun too is what another verb of its clause takes: 市場|反映|降息預期."""
    if not cue.is_marked or cue.word.lemma not in lexicon().nouns_too or subject.phrase.end > cue.span.start:
        return False
    words = lexicon()
    between = scan.tokens_in(subject.phrase.end, cue.span.start)
    last = max((number for number, token in enumerate(between) if token.word in words.closers or token.word in CLAUSE_BREAKS),
               default=-1)
    return any(token.tag == "v" and token.word not in words.verbs and token.word not in words.preverbal
               and token.word not in words.prepositions for token in between[last + 1 :])


def _named(scan: Scan, cue: Cue, speakers: Speakers, before: Attribution | None, subject: Subject,
           begin: int) -> Attribution | None:
    """The attribution of a cue whose clause (or one before it) has a subject."""
    word = cue.word
    if subject.name.of(scan.folded) in lexicon().own_words:
        return None
    is_speaker = subject.kind in ("person", "body", "pronoun") or speakers.knows(subject.name.of(scan.text))
    is_weak = word.frame == "clause" or (len(word.lemma) == 1 and word.lemma != "说")
    if not is_speaker and subject.kind != "document" and is_weak:
        return None
    is_here = subject.phrase.start >= begin
    source = speakers.source(subject, "same clause" if is_here else "carried subject")
    claim_class = word.claim_class
    if subject.kind == "document":
        claim_class = "evidence" if word.lemma in lexicon().documents_may else claim_class
    one = Attribution(cue, source, claim_class, "new", min(begin, subject.phrase.start), subject.phrase)
    if before is None:
        return one
    if source.resolved == before.source.resolved:
        is_repeated = subject.phrase.start - before.cue.span.end <= 2 and not (
            cue.is_marked and _follows_quotation(scan, before))
        is_thought = word.claim_class == "attitude" and word.lemma != "认为"
        if is_repeated or is_thought or begin <= before.cue.span.end:
            return None
        return replace(one, relation="same")
    is_within = subject.phrase.start - before.cue.span.end <= 2
    if not is_within and _opens_anew(scan, cue, subject, begin):
        return one
    if not is_speaker or subject.kind == "pronoun" or word.lemma in lexicon().not_nested:
        return None
    return replace(one, relation="nested")


def _follows_quotation(scan: Scan, one: Attribution) -> bool:
    """Whether a quotation stands before the speaker: “…”,X說,他補充道,…"""
    at = one.phrase.start if one.phrase is not None else one.begin
    return scan.text[max(0, at - 3) : at].rstrip(" ,，").endswith(tuple(CLOSERS))


def _opens_anew(scan: Scan, cue: Cue, subject: Subject, begin: int) -> bool:
    """Whether another speaker has the floor from here on, rather than being quoted by the first."""
    mark = scan.folded[begin - 1] if begin else ""
    if mark in ";；。！？!?\n" or mark in CLOSERS:
        return True
    lead = scan.folded[begin : subject.phrase.start]
    return mark in ",，" and (cue.is_marked or lead.startswith(("但", "而", "不过", "对此")))


def _carried(scan: Scan, cue: Cue, speakers: Speakers, before: Attribution | None, begin: int,
             sentence: Span) -> Attribution | None:
    """The attribution of a cue without a subject: who spoke before goes on."""
    word = cue.word
    lead = scan.folded[begin : cue.span.start].lstrip(" ,，\"”」』")
    is_linked = lead.startswith(lexicon().linking)
    if any(token.word in lexicon().modals for token in scan.tokens_in(begin, cue.span.start)):
        return None
    if before is not None:
        if begin <= before.cue.span.end or not (is_linked or (word.lemma in lexicon().carrying and len(lead) <= 8)):
            return None
        if word.frame != "free" and not is_linked and (lead or word.lemma not in lexicon().carrying):
            return None
        return Attribution(cue, speakers.carried(before.source), word.claim_class, "same", begin, None)
    last = speakers.last
    if last is None or word.frame != "free" or "\n" in scan.text[last.span.end : cue.span.start]:
        return None
    after_quote = begin > sentence.start and scan.text[begin - 1] in "”」』"
    if not is_linked and not after_quote:
        return None
    return Attribution(cue, speakers.carried(last), word.claim_class, "new", begin, None)
