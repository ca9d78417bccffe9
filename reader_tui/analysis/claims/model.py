"""What a claim is: someone's statement, with the exact places that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reader_tui.analysis.figures import Figure as Figure
from reader_tui.text.model import Span

Kind = Literal["direct", "indirect", "mixed", "figure"]
ClaimClass = Literal["speech", "attitude", "hearsay", "evidence", "author"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the source and its text, kept together so that each can be checked against the other."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to have said it."""

    span: Span
    text: str
    """The name as written at ``span``, without title and office."""
    resolved: str
    """The name the article uses for this speaker elsewhere, the same as ``text`` where nothing was resolved."""
    how: str
    """same clause, carried subject, pronoun, alias, heading, dateline, author."""
    office: str | None = None
    """Title and office as written, such as 白宮人工智能負責人."""
    via: str | None = None
    """The medium that passes the speaker on."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed (or figure-bearing) statement; every span is of the source."""

    kind: Kind
    claim_class: ClaimClass
    content: tuple[Mention, ...]
    """What is claimed: more than one span where attribution interrupts it."""
    rule: str
    confidence: float
    source: Source | None = None
    cue: Mention | None = None
    figures: tuple[Figure, ...] = ()
    hedges: tuple[Mention, ...] = ()
    negated: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last place that belongs to the claim."""
        places = [mention.span for mention in self.content]
        places += [part.span for part in (self.source, self.cue) if part is not None and part.span]
        return Span(min(s.start for s in places), max(s.end for s in places))
