"""What is said: where reported speech begins and ends, and which quotations in it are speech of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader_tui.analysis.claims.attribution import Attribution
from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.model import Kind
from reader_tui.analysis.claims.scan import CLOSERS, OPENERS, Scan
from reader_tui.text.model import Span

_STOPS = "。！？!?；;…."
_EDGE = " \u3000\t\n,，:：、"
_SHORTEST_SPEECH, _SHORTEST_QUOTE = 3, 4
_QUESTION_END = re.compile(r"[。！？!?]")
_MARK = re.compile("[,，:：]")
_LONGEST_MEDIUM = 6
"""Code points of somebody told, behind whom a mark stands: 告訴|財新,…"""
_COMMA = re.compile("[,，;；。]")
_MODALS = frozenset(["可以", "能", "会", "要", "该", "应该", "必须", "想", "是", "有", "没", "没有", "不"])
_TOPICS = ("至于", "对于", "谈到", "谈及", "针对", "关于", "被问", "面对", "展望", "回应外界", "对此", "有关")
_RUNS_ON = ("而一旦", "而如果", "而且", "否则", "如果", "一旦")


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of speech; ``rule`` names the rule that cut it out."""

    kind: Kind
    spans: tuple[Span, ...]
    rule: str
    confidence: float


def speeches(scan: Scan, one: Attribution, sentence: Span, limit: int) -> list[Speech]:
    """What is said at a cue; ``limit`` is where the next cue of the sentence takes over."""
    first = quotation_first(scan, one, sentence)
    at = _content_start(scan, one, limit)
    if one.relation == "nested":
        comma = _COMMA.search(scan.text, at, limit)
        quote = scan.quote_at(at)
        is_open = scan.text[one.cue.span.end : at].strip() != ""
        limit = min(limit, quote.end if quote is not None else comma.start() if comma and not is_open else limit)
    has_colon = bool(set(":：") & set(scan.text[one.cue.span.end : at]))
    if has_colon and limit == sentence.end:
        limit = _colon_end(scan, at, limit)
    said = list(_cut(scan, Span(at, max(at, limit)), has_colon=has_colon))
    if first is not None:
        if said and said[0].kind == "direct" and _is_interrupted(scan, first):
            return [Speech("direct", (first, *said[0].spans), "quotation interrupted", 0.95), *said[1:]]
        return [Speech("direct", (first,), "quotation first", 0.95), *said]
    if not said:
        told = speech_first(scan, one, sentence, at)
        return [told] if told is not None else []
    return said


def quotation_first(scan: Scan, one: Attribution, sentence: Span) -> Span | None:
    """“…”X說: the quotation that ends where the words about the speaker begin."""
    if one.relation != "new":
        return None
    begin = one.phrase.start if one.phrase is not None and one.phrase.start >= one.begin else one.begin
    at = begin
    while at > sentence.start and scan.text[at - 1] in " \u3000,，":
        at -= 1
    quote = scan.quote_around(at - 1) if at > sentence.start else None
    if quote is None or quote.end != at or quote.start < sentence.start:
        # adverbs may stand between: “…”昨天X說
        around = scan.quote_around(one.begin - 1) if one.begin > sentence.start else None
        quote = around if around is not None and around.end == one.begin and around.start >= sentence.start else None
    if quote is None or len(quote) - 2 < _SHORTEST_QUOTE:
        return None
    before = scan.text[quote.start - 1] if quote.start > sentence.start else "。"
    is_clause = before in "。！？!?,，:：;； \u3000" and (
        scan.text[quote.end - 2] in "。，,！？!?…" or scan.text[quote.end] in ",，" or len(quote) > 12)
    return inside(scan, quote) if is_clause else None


def speech_first(scan: Scan, one: Attribution, sentence: Span, at: int) -> Speech | None:
    """…,X表示。 The speech stands before its cue, and nothing stands behind it."""
    is_last = at >= sentence.end or scan.text[at] in _STOPS
    if one.relation != "new" or not is_last or one.phrase is None or one.cue.word.frame != "free":
        return None
    if one.begin <= sentence.start or scan.text[one.begin - 1] not in ",，" or (len(one.cue.word.lemma) < 2 and (
            one.cue.word.lemma != "说")):
        return None
    span = trimmed(scan, Span(sentence.start, one.begin))
    if len(span) < 6 or one.phrase.start < one.begin:
        return None
    return Speech("indirect", (span,), "speech first", 0.75)


def _is_interrupted(scan: Scan, quote: Span) -> bool:
    """Whether a quotation stops in the middle of its sentence: “…,”他說,“…。”"""
    return scan.text[quote.end] not in "。！？!?…"


def _content_start(scan: Scan, one: Attribution, limit: int) -> int:
    at = one.cue.span.end
    if one.cue.word.lemma in lexicon().addressing:
        at = _after_addressee(scan, one, limit)
    elif one.cue.lead_end:
        at = one.cue.lead_end
    aspect = scan.token_around(at)
    if aspect is not None and aspect.start == at and aspect.word in ("了", "过"):
        at += 1
    while at < limit and scan.text[at] in _EDGE:
        at += 1
    return at


def _after_addressee(scan: Scan, one: Attribution, limit: int) -> int:
    """Behind whom a speaker tells: 告訴|記者, 告訴|路透社."""
    at = one.cue.span.end
    mark = _MARK.search(scan.text, at, min(limit, at + _LONGEST_MEDIUM))
    if mark is not None and one.cue.word.lemma == "告诉":
        return mark.start()
    stop, is_advice = at, one.cue.word.lemma in lexicon().advising
    tokens = scan.tokens_in(at, min(limit, at + 24))
    for token in tokens:
        if token.word in ",，:：" or token.word in OPENERS:
            return token.start
        if is_advice and not token.tag.startswith(("n", "r", "j")):
            return at
        if not token.tag.startswith(("n", "r", "j", "m", "q", "x", "eng")) and token.word not in ("的", "和", "与"):
            break
        if stop == at:
            stop = token.end
    else:
        return limit if tokens and tokens[-1].end >= limit - 1 else stop
    return stop


def _colon_end(scan: Scan, at: int, end: int) -> int:
    """Speech behind a colon runs over question marks, and into a sentence that only goes on with the thought."""
    limit = scan.paragraph_end(at)
    for _ in range(6):
        if end >= limit:
            break
        is_question = scan.text[end - 1] in "？?"
        following = scan.folded[end : end + 3]
        if following.startswith(_RUNS_ON if not is_question else ()) or (
                is_question and not following.startswith(("但", "而", "这", "他", "她"))):
            stop = _QUESTION_END.search(scan.text, end, limit)
            end = stop.end() if stop else limit
        else:
            break
    return end


def _cut(scan: Scan, span: Span, *, has_colon: bool) -> Iterator[Speech]:
    """Reported speech with the quoted clauses in it as direct speech of their own."""
    at = span.start
    for quote in scan.quotes_in(span):
        if not _is_clause(scan, quote, span, is_first=quote.start == span.start, has_colon=has_colon):
            continue
        yield from _reported(scan, Span(at, quote.start), has_colon=has_colon)
        yield Speech("direct", (inside(scan, quote),), "quotation" if at == span.start == quote.start
                     else "quotation at the end", 0.95)
        at = quote.end
    if at == span.start or scan.text[at : at + 1] in tuple(",，;；"):
        yield from _reported(scan, Span(at, span.end), has_colon=has_colon, is_rest=at > span.start)


def _is_clause(scan: Scan, quote: Span, span: Span, *, is_first: bool, has_colon: bool) -> bool:
    """Whether a quotation is a clause of its own rather than a word or fragment in reported speech."""
    size = len(quote) - 2
    if size < _SHORTEST_QUOTE and not (is_first and (has_colon or quote.end >= span.end - 1)):
        return False
    before = scan.text[quote.start - 1]
    after = scan.text[quote.end] if quote.end < span.end else "。"
    if not (is_first or before in ",，:：;；。！？!?"):
        return False
    if after not in ",，;；。！？!?…" and scan.text[quote.end - 2] not in "。！？!?":
        return False
    tokens = scan.tokens_in(quote.start + 1, quote.end - 1)
    return is_first or size >= 8 or any(token.tag.startswith(("v", "a")) or token.word in _MODALS for token in tokens)


def _reported(scan: Scan, span: Span, *, has_colon: bool, is_rest: bool = False) -> Iterator[Speech]:
    span = trimmed(scan, span)
    if len(span) < (6 if is_rest else 2 if has_colon else _SHORTEST_SPEECH):
        return
    if not any(character.isalnum() for character in span.of(scan.text)):
        return
    kind: Kind = "mixed" if any(quote.start > span.start for quote in scan.quotes_in(span)) else "indirect"
    rule = "after the quotation" if is_rest else "colon" if has_colon else "reported speech"
    yield Speech(kind, (span,), rule, 0.8 if is_rest else 0.85)


def inside(scan: Scan, quote: Span) -> Span:
    """What a quotation holds, its marks and last stop left out."""
    return trimmed(scan, Span(quote.start + 1, quote.end - 1))


def trimmed(scan: Scan, span: Span) -> Span:
    """A span without marks at its edges; a mark of quotation stays where its partner is inside too."""
    text = scan.text
    start, end = span.start, span.end
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGE + _STOPS + "”」』）)":
            start += 1
        while end > start and text[end - 1] in _EDGE + _STOPS:
            end -= 1
        if end > start and text[end - 1] in CLOSERS and scan.quote_around(end - 1) is not None:
            quote = scan.quote_around(end - 1)
            if quote is not None and quote.start < start:
                end -= 1
        elif end > start and text[end - 1] in OPENERS:
            end -= 1
        if start < end and text[start] in OPENERS:
            quote = scan.quote_around(start)
            if quote is None or quote.end > end:
                start += 1
        if (start, end) == before:
            break
    return Span(start, max(start, end))


def limits(scan: Scan, found: list[Attribution], sentence: Span) -> Iterator[tuple[Attribution, int]]:
    """Each attribution with where its speech has to end: at the next cue of the sentence, nested ones passed over."""
    for number, one in enumerate(found):
        limit = sentence.end
        for other in found[number + 1 :]:
            if other.begin >= one.cue.span.end and (other.relation != "nested" or one.relation == "nested"):
                limit = _before_topic(scan, one.cue.span.end, other.begin)
                break
        yield one, limit


def _before_topic(scan: Scan, start: int, end: int) -> int:
    """Where speech ends when the words before the next speaker only say what he speaks about: …;至於薪資,|他說."""
    mark = max(scan.text.rfind(mark, start, end - 1) for mark in ",，;；")
    return mark if mark >= 0 and scan.folded.startswith(_TOPICS, mark + 1) else end
