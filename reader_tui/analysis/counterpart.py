"""The claim of one article that is most like a claim of another, and why: what aligns two panes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader_tui.analysis.claims.model import Claim
from reader_tui.analysis.compare import ClaimRef, Link, link
from reader_tui.text.fold import fold_script

_LEAST_ALIKE = 0.12
_SAME_SPEAKER = 0.15
_SAME_FIGURE = 0.2


def counterpart(claims: Sequence[Claim], others: Sequence[Claim], offset: int) -> tuple[Claim, str] | None:
    """The claim among ``others`` that goes with the one at or behind ``offset``, and the evidence for it.

    A link between the two articles comes first; without one the claim that shares most speaker, figures and pairs of
    characters; None where too little is shared.
    """
    number = next((number for number, claim in enumerate(claims) if claim.span.end > offset), None)
    if number is None:
        return None
    for found in link({"here": claims, "there": others}):
        if ClaimRef("here", number) in (found.one, found.other):
            return others[_far_end(found)], f"{found.kind}: {'; '.join(found.evidence)}"
    return _most_alike(claims[number], others)


def _far_end(found: Link) -> int:
    return found.one.number if found.one.article == "there" else found.other.number


def _most_alike(here: Claim, others: Sequence[Claim]) -> tuple[Claim, str] | None:
    best: tuple[float, Claim, str] | None = None
    for other in others:
        alike, why = _likeness(here, other)
        if alike >= _LEAST_ALIKE and (best is None or alike > best[0]):
            best = alike, other, why
    return None if best is None else (best[1], best[2])


def shared_pairs(first: str, second: str) -> float:
    """How much two texts share, as the Dice coefficient of their pairs of characters over the Simplified fold.

    >>> shared_pairs("晶片銷量下降", "芯片销量下降") > 0.5, shared_pairs("下雨", "芯片")
    (True, 0.0)
    """
    one, other = _pairs(first), _pairs(second)
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _pairs(text: str) -> set[str]:
    words = re.sub(r"[\W_]+", " ", fold_script(text).casefold())
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2]}


def _likeness(one: Claim, other: Claim) -> tuple[float, str]:
    reasons = []
    alike = shared_pairs(_said(one), _said(other))
    if alike:
        reasons.append(f"{alike:.0%} of the words")
    if one.source and other.source and fold_script(one.source.resolved) == fold_script(other.source.resolved):
        alike += _SAME_SPEAKER
        reasons.append(f"both {other.source.resolved}")
    if {(figure.low, figure.unit) for figure in one.figures} & {(f.low, f.unit) for f in other.figures}:
        alike += _SAME_FIGURE
        reasons.append("the same figure")
    return alike, ", ".join(reasons)


def _said(claim: Claim) -> str:
    return " ".join(mention.text for mention in claim.content)
