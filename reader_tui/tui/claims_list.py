"""Claims as rows of the sidebar: grouped, filtered, labelled. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader_tui.text.fold import fold_script

if TYPE_CHECKING:
    from reader_tui.analysis.claims.model import Claim


@dataclass(frozen=True, slots=True)
class SidebarClaim:
    """A claim of one of the open articles."""

    article: int
    """Number of the pane, which gives hue and shape."""
    claim: Claim

    @property
    def key(self) -> tuple[int, int, int]:
        """What the claim is known by."""
        span = self.claim.content[0].span
        return self.article, span.start, span.end


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of the list: a speaker's heading, or a claim."""

    heading: str = ""
    count: int = 0
    item: SidebarClaim | None = None


def speaker_of(claim: Claim) -> str:
    """Whom the claim stands under."""
    if claim.source is not None:
        return claim.source.resolved
    return "the author" if claim.claim_class == "author" else "unnamed"


def badges(claim: Claim) -> str:
    """Signs for how a claim is put: 「」 direct, ¬ negated, ≈ hedged, # with figures.

    A column of its own, so that they can be told apart without colour.
    """
    signs = {"direct": "「", "mixed": "『", "indirect": "·", "figure": "#"}[claim.kind]
    return signs + ("¬" if claim.negated else "") + ("≈" if claim.hedges else "") + (
        "#" if claim.figures and claim.kind != "figure" else "")


def matches(claim: Claim, words: str) -> bool:
    """Whether a claim is what a filter asks for.

    Words must stand in speaker or content, in either script. ``kind:``, ``class:`` and ``by:`` narrow down,
    ``has:figure``, ``is:negated`` and ``is:hedged`` ask for badges.
    """
    shown = fold_script(f"{speaker_of(claim)} {claim.source.office or '' if claim.source else ''} "
                        + " ".join(mention.text for mention in claim.content)).casefold()
    for word in words.split():
        name, colon, value = word.partition(":")
        wanted = fold_script(value).casefold()
        asked = {
            "kind": claim.kind == value,
            "class": claim.claim_class == value,
            "by": wanted in fold_script(speaker_of(claim)).casefold(),
            "has": value.startswith("figure") and bool(claim.figures),
            "is": (value == "negated" and claim.negated) or (value == "hedged" and bool(claim.hedges)),
        }
        if colon and name in asked:
            if not asked[name]:
                return False
        elif fold_script(word).casefold() not in shown:
            return False
    return True


def claim_rows(claims: Sequence[SidebarClaim], words: str = "", *, by_speaker: bool = False) -> list[ClaimRow]:
    """The rows to show: in reading order, or under their speakers, those who say most first."""
    found = [item for item in claims if matches(item.claim, words)]
    if not by_speaker:
        return [ClaimRow(item=item) for item in found]
    groups: dict[str, list[SidebarClaim]] = {}
    for item in found:
        groups.setdefault(speaker_of(item.claim), []).append(item)
    rows: list[ClaimRow] = []
    for speaker, items in sorted(groups.items(), key=lambda group: -len(group[1])):
        rows.append(ClaimRow(heading=speaker, count=len(items)))
        rows += [ClaimRow(item=item) for item in items]
    return rows


def detail_lines(claim: Claim) -> list[tuple[str, str]]:
    """(name, value) of everything known about a claim, for the detail strip."""
    source = claim.source
    lines = [("by", source.resolved if source is not None else speaker_of(claim))]
    if source is not None:
        lines += [("written", source.text)] if source.text != source.resolved else []
        lines += [("office", source.office)] if source.office else []
        lines += [("through", source.via)] if source.via else []
        lines.append(("known from", source.how))
    if claim.cue is not None:
        lines.append(("cue", claim.cue.text + (" (negated)" if claim.negated else "")))
    lines.append(("kind", f"{claim.kind} {claim.claim_class}"))
    if claim.figures:
        lines.append(("figures", ", ".join(figure.text for figure in claim.figures)))
    if claim.hedges:
        lines.append(("hedges", ", ".join(hedge.text for hedge in claim.hedges)))
    lines.append(("rule", f"{claim.rule} ({claim.confidence:.0%})"))
    return lines
