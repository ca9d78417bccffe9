"""What a reader says about claims: other speaker, other span, hidden, added, supported or disputed, and why.

A correction is anchored by the words it is about and where they stood, never by a claim's number, so it finds its
claim again after the text was edited or the claims were extracted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from reader_tui.analysis.claims.model import Claim, Mention, Source
from reader_tui.analysis.figures import find_figures
from reader_tui.text.anchor import find_quote, make_quote
from reader_tui.text.model import Quote, Span

Change = Literal["speaker", "trim", "hide", "add", "verdict", "note"]
Verdict = Literal["supported", "disputed", "open"]
_ALIKE = 0.5
"""The least share of characters that a claim's content and a correction's anchor have in common."""


class CorrectionError(ValueError):
    """A correction that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change to one claim.

    ``quote`` and ``span`` are the content of the claim (of a claim to ``add``: what was selected) and where it stood,
    in code points of the text the correction was made on. ``value`` is the new speaker (``speaker``, ``add``), the
    `Verdict` (``verdict``) or the words of a ``note``; ``part`` is what ``trim`` leaves of the content.
    """

    change: Change
    quote: Quote
    span: Span
    value: str = ""
    part: Quote | None = None
    cue: str = ""
    """The cue's text, which tells apart two claims with one content."""
    why: str = ""

    @classmethod
    def of(cls, change: Change, claim: Claim, text: str, value: str = "", *, part: Span | None = None,
           why: str = "") -> Correction:
        """A change to a claim that was found in ``text``; ``part`` is of one of its spans of content."""
        spans = [mention.span for mention in claim.content]
        span = next((one for one in spans if part is not None and one.start <= part.start < one.end), spans[0])
        return cls(change, make_quote(text, span), span, value, make_quote(text, part) if part is not None else None,
                   claim.cue.text if claim.cue is not None else "", why)

    @classmethod
    def added(cls, span: Span, text: str, speaker: str = "", *, why: str = "") -> Correction:
        """A claim that the rules missed, made from a selection."""
        return cls("add", make_quote(text, span), span, speaker, why=why)


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """A claim as the reader left it; ``changes`` are the corrections that made it so, oldest first."""

    claim: Claim
    verdict: Verdict | None = None
    note: str = ""
    is_hidden: bool = False
    changes: tuple[Correction, ...] = ()


def apply(claims: Sequence[Claim], corrections: Iterable[Correction], text: str) -> list[ReviewedClaim]:
    """The claims with the corrections on them, in reading order; later corrections win.

    A correction whose claim was not extracted again, but whose words still stand in ``text``, brings the claim back;
    one whose words are gone is left out here and told by `lost`.
    """
    reviewed = [ReviewedClaim(claim) for claim in claims]
    for correction in corrections:
        place = locate(correction, text)
        if place is None:
            continue
        number = _matching(reviewed, correction, place)
        if number is None:
            if correction.change == "hide":
                continue
            reviewed.append(ReviewedClaim(_made(place, text, correction)))
            number = len(reviewed) - 1
        reviewed[number] = _changed(reviewed[number], correction, place, text)
    return sorted(reviewed, key=lambda one: (one.claim.content[0].span, one.claim.span))


def lost(corrections: Iterable[Correction], text: str) -> list[Correction]:
    """The corrections whose words are no longer in ``text``."""
    return [correction for correction in corrections if locate(correction, text) is None]


def locate(correction: Correction, text: str) -> Span | None:
    """Where the words of a correction stand in ``text``: where they stood, else found by their context."""
    if correction.span.of(text) == correction.quote.exact:
        return correction.span
    return find_quote(text, correction.quote).span


def _matching(reviewed: Sequence[ReviewedClaim], correction: Correction, place: Span) -> int | None:
    """The claim that a correction is about: the one whose content has most in common with its words."""
    best: tuple[bool, float] = (False, 0.0)
    found = None
    for number, one in enumerate(reviewed):
        share = max(_overlap(mention.span, place) for mention in one.claim.content)
        trimmed = any(change.change == "trim" and change.span == correction.span for change in one.changes)
        if share < _ALIKE and not trimmed:
            continue
        rank = (one.claim.cue is not None and one.claim.cue.text == correction.cue, share)
        if rank > best:
            best, found = rank, number
    return found


def _overlap(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / max(1, max(one.end, other.end) - min(one.start, other.start))


def _made(place: Span, text: str, correction: Correction) -> Claim:
    """A claim out of the words of a correction alone."""
    rule = "added by hand" if correction.change == "add" else "kept by hand"
    return Claim("indirect", "speech", (Mention(place, place.of(text)),), rule, 1.0,
                 figures=tuple(find_figures(text, place.start, place.end)))


def _changed(one: ReviewedClaim, correction: Correction, place: Span, text: str) -> ReviewedClaim:
    one = replace(one, changes=(*one.changes, correction))
    if correction.change in ("speaker", "add"):
        return replace(one, is_hidden=False, claim=_spoken_by(one.claim, correction.value, place))
    if correction.change == "trim" and correction.part is not None:
        part = find_quote(place.of(text), correction.part).span
        return one if part is None else replace(one, claim=_trimmed(one.claim, part.shift(place.start), text))
    if correction.change == "verdict":
        return replace(one, verdict=cast(Verdict, correction.value))
    if correction.change == "note":
        return replace(one, note=correction.value)
    return replace(one, is_hidden=True) if correction.change == "hide" else one


def _spoken_by(claim: Claim, name: str, place: Span) -> Claim:
    if not name:
        return claim
    before = claim.source
    source = (Source(Span(place.start, place.start), "", name, "by hand") if before is None
              else replace(before, resolved=name, how="by hand"))
    return replace(claim, source=source)


def _trimmed(claim: Claim, part: Span, text: str) -> Claim:
    return replace(claim, content=(Mention(part, part.of(text)),),
                   figures=tuple(figure for figure in claim.figures if part.start <= figure.span.start < part.end),
                   hedges=tuple(hedge for hedge in claim.hedges if part.start <= hedge.span.start < part.end))


def to_json(correction: Correction) -> dict[str, Any]:
    """A correction as JSON values; `from_json` reads it back."""
    def words(quote: Quote | None) -> dict[str, str] | None:
        return None if quote is None else {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}

    return {"change": correction.change, "quote": words(correction.quote), "start": correction.span.start,
            "end": correction.span.end, "value": correction.value, "part": words(correction.part),
            "cue": correction.cue, "why": correction.why}


def from_json(value: Any) -> Correction:
    """The correction of `to_json`; `CorrectionError` where the value is none."""
    if not isinstance(value, dict) or value.get("change") not in get_args(Change):
        raise CorrectionError("a correction has a change: " + ", ".join(get_args(Change)))
    texts = {name: value.get(name, "") for name in ("value", "cue", "why")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise CorrectionError("value, cue and why are texts")
    if value["change"] == "verdict" and texts["value"] not in get_args(Verdict):
        raise CorrectionError("a verdict is one of " + ", ".join(get_args(Verdict)))
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        raise CorrectionError("start and end are offsets")
    part = value.get("part")
    return Correction(value["change"], _quote(value.get("quote")), Span(start, end), texts["value"],
                      None if part is None else _quote(part), texts["cue"], texts["why"])


def _quote(value: Any) -> Quote:
    names = ("exact", "prefix", "suffix")
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in names):
        raise CorrectionError("a quote has the texts exact, prefix and suffix")
    return Quote(value["exact"], value["prefix"], value["suffix"])
