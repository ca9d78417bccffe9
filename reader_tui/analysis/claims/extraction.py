"""Finding claims: cues first, then who, then what. Each way of putting a claim is one named rule.

Everything is matched on the Simplified fold of the text, which has the same offsets in both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.model import Claim, ClaimClass, Kind, Mention, Source
from reader_tui.analysis.claims.sources import Speakers, find_source, with_text
from reader_tui.analysis.figures import find_figures
from reader_tui.analysis.sentences import quote_spans, sentence_spans
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span, paragraph_spans

_HEDGE = re.compile("或许|也许|可能|大概|恐怕|预计|据称|据说|据悉|估计|似乎|应该|料将|有望|或将|未必|疑似|大约")
_NEGATED_CUE = re.compile("否认|未证实|没有证实|不认为|不相信|并未|没有表示|未表示|拒绝承认|不承认|反驳")
_HEARSAY = re.compile("据称|据悉|据说|据了解|据传|传闻|听说|据指|相传")
_VIA = re.compile(r"据([^,，。:：\n]{2,24}?)(?:\d{1,2}日)?(?:的)?(报道|报导|消息|引述|援引|披露)")
_HEADING = re.compile(r"(?P<who>[\u4e00-\u9fff·]{2,8})[:：](?P<what>[^:：。\n]{4,60})")
_OPENERS, _CLOSERS = "“「『", "”」』"
_STOPS = "。！？!?；;…"
_EDGE = " \u3000,，:：、\n"
_SHORTEST_QUOTE = 6
"""Code points of a quotation that may be a whole clause; shorter ones are words held at arm's length."""


def extract(text: str) -> list[Claim]:
    """The claims of a text in reading order; all offsets are code points of ``text``.

    >>> [(c.source.text, c.cue.text, c.content[0].text) for c in extract("校長王小明昨天表示,學校不會搬走。")]
    [('王小明', '表示', '學校不會搬走')]
    """
    folded = fold_script(text)
    found = _Extraction(text, folded)
    for sentence in sentence_spans(text):
        found.read_sentence(sentence)
    found.read_headings()
    claims = sorted(found.claims, key=lambda claim: (claim.content[0].span, claim.confidence))
    claims += found.figure_claims(claims)
    finished = (found.finish(claim) for claim in claims)
    return sorted(finished, key=lambda claim: (claim.span.start, claim.content[0].span))


class _Extraction:
    """One pass over a text."""

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.quotes = quote_spans(text)
        self.speakers = Speakers()
        self.claims: list[Claim] = []
        self._paragraph_end = 0

    def read_sentence(self, sentence: Span) -> None:
        """Find the claims of a sentence, the carried subject going from one cue to the next."""
        if sentence.start >= self._paragraph_end:
            end = self.text.find("\n", sentence.end)
            self._paragraph_end = len(self.text) if end < 0 else end
        carried: Source | None = None
        begin = sentence.start
        cues = list(self._cues(sentence))
        via = _VIA.search(self.folded, sentence.start, sentence.end)
        if via is not None and len(cues) > 1:
            cues = [(cue, kind) for cue, kind in cues if not via.start() <= cue.start < via.end()]
        for number, (cue, claim_class) in enumerate(cues):
            source = find_source(self.text, self.folded, begin, cue.start, self.speakers, carried)
            is_carried = source is not None and source.how == "carried subject"
            if source is None or (is_carried and cue.of(self.folded) in lexicon().own):
                continue
            if self._is_inside(cue, source, claim_class):
                continue
            following = cues[number + 1][0].start if number + 1 < len(cues) else None
            made = self._claims_at(sentence, cue, claim_class, source, following)
            if not made:
                continue
            if via is not None and via.end() <= cue.start:
                source = replace(source, via=via[1])
                made = [replace(claim, source=source) for claim in made]
            if claim_class != "evidence":
                self.speakers.note(source)
                carried = source
            self.claims += made
            begin = max(begin, cue.end)
        self._noun_cue(sentence)
        if not any(sentence.start <= claim.content[0].span.start < sentence.end for claim in self.claims):
            self._reported(sentence, via)

    # -- cues --------------------------------------------------------------------------------------------

    def _cues(self, sentence: Span) -> Iterator[tuple[Span, ClaimClass]]:
        words = lexicon()
        at = sentence.start
        while (found := words.cue.search(self.folded, at, sentence.end)) is not None:
            at = found.end()
            cue = Span(found.start(), found.end())
            if self._in_quote(cue.start) or self._is_false(cue, found[0]):
                continue
            claim_class = words.classes[found[0]]
            if claim_class == "evidence" and not self._has_evidence_subject(cue, sentence):
                if found[0] != "指出" and found[0] != "表明":
                    continue
                claim_class = "speech"
            if found[0] in words.weak and self.folded[cue.end : cue.end + 1] not in (*",，:：", *_OPENERS):
                continue
            yield cue, claim_class

    def _in_quote(self, at: int) -> bool:
        return any(quote.start < at < quote.end for quote in self.quotes)

    def _is_false(self, cue: Span, word: str) -> bool:
        """Whether the word is part of another, in the passive, or takes a noun."""
        words = lexicon()
        before = self.folded[max(0, cue.start - 6) : cue.start]
        if before.endswith(words.false_before) and (len(word) == 1 or before.endswith(("被", "所"))):
            return True
        if word in words.nouns and before.endswith(("的", "句", "番", "份", "种", "个")):
            return True  # a noun here; another rule reads those
        after = self.folded[cue.end : cue.end + 4]
        if words.false_after.match(after):
            return True
        if len(word) > 1:
            return False
        return not after or after[0] in "。！？、；;)）" or words.false_after_single.match(after) is not None

    def _has_evidence_subject(self, cue: Span, sentence: Span) -> bool:
        before = self.folded[max(sentence.start, cue.start - 14) : cue.start]
        clause = re.split("[,，:：。]", before)[-1]
        return any(word in clause for word in lexicon().evidence_sources)

    # -- content -----------------------------------------------------------------------------------------

    def _claims_at(self, sentence: Span, cue: Span, claim_class: ClaimClass, source: Source | None,
                   following: int | None) -> list[Claim]:
        """What is said at a cue: a quotation, a clause, or one after the other."""
        made: list[Claim] = []
        before = self._quote_before(sentence, cue, source)
        if before is not None:
            made.append(self._claim("direct", claim_class, [before], "quotation first", 0.95, source, cue))
        at = cue.end
        while at < sentence.end and self.text[at] in _EDGE:
            at += 1
        has_colon = ":" in self.text[cue.end : at] or "：" in self.text[cue.end : at]
        if at >= sentence.end or self.text[at] in _STOPS:
            return made
        quote = next((quote for quote in self.quotes if quote.start == at), None)
        if quote is not None and (has_colon or len(quote) >= _SHORTEST_QUOTE):
            made.append(self._claim("direct", claim_class, [self._inside(quote)], "quotation", 0.97, source, cue))
            rest = self._rest_after(quote, sentence, following)
            if rest is not None:
                rule = "goes on after the quotation"
                made.append(self._claim("indirect", claim_class, [rest], rule, 0.8, source, cue))
            return made
        end = self._end_of_content(sentence, at, has_colon, source, following)
        if self._is_nested(cue, source):
            comma = re.compile("[,，]").search(self.text, at, end)
            end = comma.start() if comma else end
        return made + self._indirect(Span(at, max(at, end)), claim_class, source, cue, has_colon=has_colon)

    def _is_inside(self, cue: Span, source: Source, claim_class: ClaimClass) -> bool:
        """Whether the cue only says again, inside a claim, who speaks: 他表示,他認為…; or cites data there."""
        return any(
            mention.span.start <= cue.start < mention.span.end and source.how != "carried subject"
            and claim.source is not None
            and (claim.source.resolved == source.resolved or claim_class == "evidence")
            for claim in self.claims for mention in claim.content)

    def _is_nested(self, cue: Span, source: Source | None) -> bool:
        """Whether somebody else is quoted inside what a speaker of the same sentence says."""
        return source is not None and source.how == "same clause" and any(
            mention.span.start <= cue.start < mention.span.end
            and claim.source is not None and claim.source.resolved != source.resolved
            for claim in self.claims for mention in claim.content)

    def _indirect(self, span: Span, claim_class: ClaimClass, source: Source | None, cue: Span, *,
                  has_colon: bool) -> list[Claim]:
        """Reported speech, and a whole clause in quotation marks at its end as a claim of its own."""
        span = self._trimmed(span)
        if len(span) < (2 if has_colon else 4):
            return []
        last = next((quote for quote in self.quotes if span.end <= quote.end <= span.end + 2), None)
        is_clause = last is not None and last.start > span.start and self.text[last.start - 1] in ",，:："
        if last is not None and is_clause and len(last) >= 8:
            head, said = self._trimmed(Span(span.start, last.start)), self._inside(last)
            rule = "quotation at the end"
            claims = [self._claim("direct", claim_class, [said], rule, 0.9, source, cue)]
            if len(head) >= 4:
                claims.insert(0, self._claim("indirect", claim_class, [head], "reported speech", 0.85, source, cue))
            return claims
        mixed = any(span.start <= quote.start and quote.end <= span.end for quote in self.quotes)
        kind: Kind = "mixed" if mixed else "indirect"
        return [self._claim(kind, claim_class, [span], "colon" if has_colon else "reported speech", 0.85, source, cue)]

    def _quote_before(self, sentence: Span, cue: Span, source: Source | None) -> Span | None:
        """The quotation that stands before source and cue: “…”X說."""
        is_here = source is not None and sentence.start <= source.span.start < cue.start
        begin = source.span.start if source is not None and is_here else cue.start
        office = source.office if source is not None else None
        edge = begin - (len(office) if office else 0)
        for quote in self.quotes:
            if sentence.start <= quote.start < quote.end <= begin and len(quote) >= _SHORTEST_QUOTE:
                between = self.text[quote.end : max(quote.end, edge)].strip(_EDGE)
                if quote.start == sentence.start and len(between) <= 4:
                    return self._inside(quote)
        return None

    def _rest_after(self, quote: Span, sentence: Span, following: int | None) -> Span | None:
        """The reported speech that follows a quotation: 「…」,兩國關係…"""
        if self.text[quote.end : quote.end + 1] not in ("，", ","):
            return None
        end = self._before_cue(following, sentence.end) if following is not None else sentence.end
        rest = self._trimmed(Span(quote.end, max(quote.end, end)))
        return rest if len(rest) >= 6 else None

    def _end_of_content(self, sentence: Span, at: int, has_colon: bool, source: Source | None,
                        following: int | None) -> int:
        """Where reported speech ends: with the sentence, or before the next cue of the same speaker."""
        end = sentence.end
        if following is not None and following > at and not self._needs_own_subject(following):
            carried = find_source(self.text, self.folded, at, following, self.speakers, source)
            if carried is not None and carried.how == "carried subject":
                return self._before_cue(following, end)
        if has_colon:
            while end < self._paragraph_end and self.text[end - 1] in "？?":
                stop = re.compile(r"[。！？!?]").search(self.text, end, self._paragraph_end)
                following_text = self.folded[end : end + 2]
                if stop is None or following_text.startswith(("但", "而")):
                    break
                end = stop.end()
        return end

    def _needs_own_subject(self, at: int) -> bool:
        cue = lexicon().cue.match(self.folded, at)
        return cue is not None and cue[0] in lexicon().own

    def _before_cue(self, cue: int, limit: int) -> int:
        """The end of the clause before the one a cue stands in."""
        at = cue
        while at > 0 and self.text[at - 1] not in ",，;；。":
            at -= 1
        return min(at, limit)

    def _inside(self, quote: Span) -> Span:
        return self._trimmed(Span(quote.start + 1, quote.end - 1))

    def _trimmed(self, span: Span) -> Span:
        start, end = span.start, span.end
        while start < end and self.text[start] in _EDGE:
            start += 1
        while end > start and self.text[end - 1] in _EDGE + _STOPS:
            end -= 1
        text = self.text[start:end]
        if text[:1] in tuple(_OPENERS) and text.count(text[0]) > sum(text.count(closer) for closer in _CLOSERS):
            start += 1
        return Span(start, max(start, end))

    # -- other rules --------------------------------------------------------------------------------------

    def _noun_cue(self, sentence: Span) -> None:
        """X的結論不無道理:“…”: a noun carries the claim."""
        for found in lexicon().noun.finditer(self.folded, sentence.start, sentence.end):
            cue = Span(found.start(), found.end())
            owner = re.search(r"([\u4e00-\u9fff·]{2,12})的[^,，。:：]{0,6}$", self.folded[sentence.start : cue.start])
            bridge = re.match(r"[^,，。:：—“「]{0,8}(?:[:：]|——)", self.folded[cue.end : sentence.end])
            if owner is None or bridge is None or self._in_quote(cue.start):
                continue
            name = Span(sentence.start + owner.start(1), sentence.start + owner.end(1))
            source = find_source(self.text, self.folded, name.start, name.end, self.speakers, None)
            at = cue.end + bridge.end()
            quote = next((quote for quote in self.quotes if quote.start == at), None)
            content = self._inside(quote) if quote is not None else self._trimmed(Span(at, sentence.end))
            if source is None or len(content) < 4 or self._is_taken(content):
                continue
            kind: Kind = "direct" if quote is not None else "indirect"
            self.speakers.note(source)
            self.claims.append(self._claim(kind, "speech", [content], "noun", 0.85, source, cue))

    def _is_taken(self, content: Span) -> bool:
        return any(content.start == mention.span.start for claim in self.claims for mention in claim.content)

    def _reported(self, sentence: Span, via: re.Match[str] | None) -> None:
        """據X報道,…: the medium itself is the source; 據稱,…: nobody is."""
        hearsay = _HEARSAY.search(self.folded, sentence.start, sentence.end)
        claim_class: ClaimClass
        source: Source | None
        if via is not None:
            cue, claim_class = Span(via.start(2), via.end(2)), "speech"
            name = Span(via.start(1), via.end(1))
            source = Source(name, name.of(self.folded), name.of(self.folded), "medium")
        elif hearsay is not None and not self._in_quote(hearsay.start()):
            cue, claim_class, source = Span(hearsay.start(), hearsay.end()), "hearsay", None
        else:
            return
        end = sentence.end
        if source is None:
            end = next((at for at in range(cue.end + 1, sentence.end) if self.text[at] in ",，"), end)
        content = self._trimmed(Span(cue.end, end))
        if len(content) >= 4:
            rule = "hearsay" if source is None else "medium"
            self.claims.append(self._claim("indirect", claim_class, [content], rule, 0.7, source, cue))

    def read_headings(self) -> None:
        """A line X:… whose X is somebody the article speaks of."""
        for line in paragraph_spans(self.text):
            found = _HEADING.fullmatch(self.folded, line.start, line.end)
            if found is None or self.folded.count(found["who"]) < 2 or found["who"] in ("特别声明", "声明", "免责声明"):
                continue
            name = Span(found.start("who"), found.end("who"))
            known = found["who"] in self.speakers.counts or any(
                source.resolved.endswith(found["who"]) for source in self.speakers.said)
            content = self._trimmed(Span(found.start("what"), found.end("what")))
            if known and not self._is_taken(content):
                source = Source(name, name.of(self.folded), name.of(self.folded), "heading")
                colon = Span(found.end("who"), found.end("who") + 1)
                self.claims.append(self._claim("indirect", "speech", [content], "heading", 0.8, source, colon))

    def figure_claims(self, claims: list[Claim]) -> list[Claim]:
        """The author's own sentences that state figures."""
        taken = sorted(mention.span for claim in claims for mention in claim.content)
        made = []
        for sentence in sentence_spans(self.text):
            if any(span.overlaps(sentence) for span in taken):
                continue
            if find_figures(self.text, sentence.start, sentence.end):
                made.append(self._claim("figure", "author", [self._trimmed(sentence)], "the author's figure", 0.6, None,
                                        None))
        return made

    # -- making -------------------------------------------------------------------------------------------

    def _mention(self, span: Span) -> Mention:
        return Mention(span, span.of(self.text))

    def _claim(self, kind: Kind, claim_class: ClaimClass, content: list[Span], rule: str, confidence: float,
               source: Source | None, cue: Span | None) -> Claim:
        return Claim(kind, claim_class, tuple(self._mention(span) for span in content), rule, confidence, source,
                     self._mention(cue) if cue is not None else None)

    def finish(self, claim: Claim) -> Claim:
        """Add figures, hedges and negation, and write the source as the article does."""
        figures, hedges = [], []
        for mention in claim.content:
            figures += find_figures(self.text, mention.span.start, mention.span.end)
            hedges += [self._mention(Span(found.start(), found.end()))
                       for found in _HEDGE.finditer(self.folded, mention.span.start, mention.span.end)]
        near = self.folded[max(0, claim.cue.span.start - 4) : claim.cue.span.end] if claim.cue is not None else ""
        source = with_text(claim.source, self.text, self.folded, self.speakers.said) if claim.source else None
        return replace(claim, figures=tuple(figures), hedges=tuple(hedges), source=source,
                       negated=bool(_NEGATED_CUE.search(near)))
