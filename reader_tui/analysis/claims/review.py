"""The claims of an analysed article as its reader left them, in places of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader_tui.analysis.claims.corrections import Change, Correction, ReviewedClaim, apply
from reader_tui.analysis.claims.model import Claim, Mention
from reader_tui.analysis.pipeline import Analysis, claim_to_source
from reader_tui.text.model import Span
from reader_tui.text.views import TextView


def review(analysis: Analysis, corrections: Sequence[Correction]) -> list[ReviewedClaim]:
    """The claims of an analysis with the corrections on them, in reading order; spans are of the source."""
    if not corrections:
        return [ReviewedClaim(claim) for claim in analysis.claims]
    return review_claims(analysis.extracted, corrections, analysis.repaired)


def review_claims(extracted: Sequence[Claim], corrections: Sequence[Correction], view: TextView) -> list[ReviewedClaim]:
    """Claims of a repaired text with the corrections on them, which are words of that text; spans are of its source."""
    return [replace(one, claim=claim_to_source(one.claim, view)) for one in apply(extracted, corrections, view.text)]


def correct(view: TextView, change: Change, claim: Claim, value: str = "", *, part: Span | None = None) -> Correction:
    """A change to a claim of `review`; its spans, and ``part``, are of the view's source."""
    content = tuple(Mention(view.span_to_view(mention.span), mention.text) for mention in claim.content)
    return Correction.of(change, replace(claim, content=content), view.text, value,
                         part=None if part is None else view.span_to_view(part))


def find_part(view: TextView, claim: Claim, words: str) -> Span | None:
    """Where in a claim's content some of its words stand, as a span of the source; None where they do not."""
    for mention in claim.content if words else ():
        shown = view.span_to_view(mention.span)
        at = view.text.find(words, shown.start, shown.end)
        if at >= 0:
            return view.span_to_source(Span(at, at + len(words)))
    return None
