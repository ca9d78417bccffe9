"""Everything worked out about one article: repairs, claims, time. Pure; callers choose the thread.

Claims and times are found in the repaired text, for damage hides words, and come back as spans of the source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reader_tui.analysis.claims import extract
from reader_tui.analysis.claims.model import Claim, Figure, Mention, Source
from reader_tui.analysis.speakers import AliasTable
from reader_tui.analysis.time import analyse
from reader_tui.analysis.time.dating import find_document_date
from reader_tui.analysis.time.model import Event, TimeExpression, Timeline
from reader_tui.text.model import Document
from reader_tui.text.repair import Repairs, repair
from reader_tui.text.views import TextView


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of an article; every span is of the source, every text as the repaired view shows it."""

    repairs: Repairs
    claims: tuple[Claim, ...]
    timeline: Timeline
    reference_date: date | None
    date_origin: str
    """Where the reference date comes from."""
    extracted: tuple[Claim, ...] = ()
    """The claims as they were found: their spans are of the text of `repaired`."""
    source: str = ""
    """The text that was analysed."""

    @property
    def repaired(self) -> TextView:
        """The repaired text, over the source that was analysed."""
        return TextView.edited(self.source, self.repairs.edits)


def analyse_document(document: Document, reference_date: date | None = None, *, repairs: Repairs | None = None,
                     aliases: AliasTable | None = None) -> Analysis:
    """Repair, then find claims and times; ``reference_date`` overrides the document's date and what its text says.

    ``repairs`` are those that the user wants, all of the standard ones by default; ``aliases`` as in `extract`.
    """
    repairs = repairs if repairs is not None else repair(document.text)
    view = TextView.edited(document.text, repairs.edits)
    found, origin = reference_date, "given"
    if found is None:
        found, origin = find_document_date(document, view.text)
    claims = extract(view.text, aliases=aliases)
    timeline = analyse(view.text, found, claims=claims)
    return Analysis(repairs, tuple(claim_to_source(claim, view) for claim in claims),
                    timeline_to_source(timeline, view), found, origin, tuple(claims), document.text)


def claim_to_source(claim: Claim, view: TextView) -> Claim:
    """A claim found in a view, its spans over the view's source; the texts stay as shown."""

    def mention(part: Mention) -> Mention:
        return replace(part, span=view.span_to_source(part.span))

    def source(part: Source) -> Source:
        return replace(part, span=view.span_to_source(part.span))

    def figure(part: Figure) -> Figure:
        return replace(part, span=view.span_to_source(part.span))

    return replace(claim, content=tuple(map(mention, claim.content)), hedges=tuple(map(mention, claim.hedges)),
                   figures=tuple(map(figure, claim.figures)),
                   source=source(claim.source) if claim.source is not None else None,
                   cue=mention(claim.cue) if claim.cue is not None else None)


def timeline_to_source(timeline: Timeline, view: TextView) -> Timeline:
    """A timeline found in a view, its spans over the view's source; the texts stay as shown."""

    def time(part: TimeExpression) -> TimeExpression:
        return replace(part, span=view.span_to_source(part.span))

    def event(part: Event) -> Event:
        head = view.span_to_source(part.head) if part.head is not None else None
        return replace(part, span=view.span_to_source(part.span), head=head)

    return replace(timeline, times=tuple(map(time, timeline.times)), events=tuple(map(event, timeline.events)))
