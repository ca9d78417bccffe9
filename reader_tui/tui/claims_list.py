"""Claims as rows of the sidebar: grouped, filtered, labelled. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reader_tui.text.fold import fold_script

if TYPE_CHECKING:
    from reader_tui.analysis.claims.corrections import ReviewedClaim
    from reader_tui.analysis.claims.model import Claim, Figure
    from reader_tui.analysis.speakers import AliasTable

_BY_HAND = frozenset(["speaker", "trim", "add", "hide"])
"""The changes that make a claim another one; the rest only judges it."""
_VERDICT_SIGNS = {"supported": "✓", "disputed": "✗", "open": "?"}


ClaimKey = tuple[int, int, int]
"""Number of the pane, start and end of the content: what a claim is known by in the sidebar."""


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim of another article that goes with one of an open article."""

    kind: str
    """How it goes with it: `LinkKind`, with which of the two is the later one."""
    article: str
    """The content identity of its article (`Document.id`)."""
    record: int | None
    """The article's number in the library, None where it is only open."""
    title: str
    speaker: str
    text: str
    offset: int
    """Where its content begins, in code points of the source of its article."""
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SidebarClaim:
    """A claim of one of the open articles."""

    article: int
    """Number of the pane, which gives hue and shape."""
    claim: Claim
    review: ReviewedClaim | None = None
    """What the user said about it, None for nothing."""
    links: tuple[LinkedClaim, ...] = ()

    @property
    def key(self) -> ClaimKey:
        """What the claim is known by."""
        span = self.claim.content[0].span
        return self.article, span.start, span.end

    @property
    def verdict(self) -> str:
        """What the user thinks of it: supported, disputed, open; empty where he did not say."""
        return (self.review.verdict or "") if self.review is not None else ""

    @property
    def note(self) -> str:
        """Why the user thinks so."""
        return self.review.note if self.review is not None else ""

    @property
    def is_hidden(self) -> bool:
        """Whether the user says that it is none."""
        return self.review is not None and self.review.is_hidden

    @property
    def is_by_hand(self) -> bool:
        """Whether the user changed it, rather than only judging it."""
        return self.review is not None and any(change.change in _BY_HAND for change in self.review.changes)


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


def signs(item: SidebarClaim) -> str:
    """The badges of a claim, and those of what was made of it: ⇄ linked, ✎ by hand, ✓ ✗ ? judged, ※ noted, ⊘ hidden."""
    return (badges(item.claim) + ("⇄" if item.links else "") + ("✎" if item.is_by_hand else "")
            + _VERDICT_SIGNS.get(item.verdict, "") + ("※" if item.note else "") + ("⊘" if item.is_hidden else ""))


def matches(item: SidebarClaim, words: str) -> bool:
    """Whether a claim is what a filter asks for.

    Words must stand in speaker, office or content, in either script. Beginnings of values narrow down: ``kind:``,
    ``class:``, ``rule:``, ``verdict:`` and ``by:`` (any part of the name); ``has:`` figure, hedge, note, link, via;
    ``is:`` negated, hedged, hidden, corrected.
    """
    claim = item.claim
    shown = fold_script(f"{speaker_of(claim)} {claim.source.office or '' if claim.source else ''} "
                        + " ".join(mention.text for mention in claim.content)).casefold()
    for word in words.split():
        name, colon, value = word.partition(":")
        if colon and name in _FIELDS:
            if not _has(item, name, value.casefold()):
                return False
        elif fold_script(word).casefold() not in shown:
            return False
    return True


_FIELDS = ("kind", "class", "by", "rule", "verdict", "has", "is")


def _has(item: SidebarClaim, name: str, value: str) -> bool:
    """Whether a field of a claim has a value that begins so; of a speaker's name any part will do."""
    claim = item.claim
    if name == "by":
        names = (speaker_of(claim), claim.source.text if claim.source is not None else "")
        return any(fold_script(value) in fold_script(one).casefold() for one in names)
    facts: dict[str, list[str]] = {"kind": [claim.kind], "class": [claim.claim_class], "rule": [claim.rule], "verdict": [item.verdict or "none"],
             "has": _parts(item), "is": _states(item)}
    return any(fact.startswith(value) for fact in facts[name])


def _parts(item: SidebarClaim) -> list[str]:
    claim = item.claim
    parts = {"figure": claim.figures, "hedge": claim.hedges, "note": item.note, "link": item.links,
             "via": claim.source is not None and claim.source.via, "verdict": item.verdict}
    return [name for name, part in parts.items() if part]


def _states(item: SidebarClaim) -> list[str]:
    states = {"negated": item.claim.negated, "hedged": item.claim.hedges, "hidden": item.is_hidden,
              "corrected": item.is_by_hand}
    return [name for name, holds in states.items() if holds]


def claim_rows(claims: Sequence[SidebarClaim], words: str = "", *, by_speaker: bool = False,
               aliases: AliasTable | None = None) -> list[ClaimRow]:
    """The rows to show: in reading order, or under their speakers, those who say most first.

    A speaker's spellings stand under the one that is used most, with the others behind it.
    """
    found = [item for item in claims if matches(item, words)]
    if not by_speaker:
        return [ClaimRow(item=item) for item in found]
    from reader_tui.analysis.speakers import AliasTable, group_spellings  # the first screen needs no table

    by_name: dict[str, list[SidebarClaim]] = {}
    for item in found:
        by_name.setdefault(speaker_of(item.claim), []).append(item)
    rows: list[ClaimRow] = []
    groups = [(spellings, [item for item in found if speaker_of(item.claim) in spellings])
              for spellings in group_spellings(by_name, aliases or AliasTable.built_in()).values()]
    for spellings, items in sorted(groups, key=lambda group: -len(group[1])):
        names = sorted(spellings, key=lambda name: -len(by_name[name]))
        rows.append(ClaimRow(heading=" = ".join(names), count=len(items)))
        rows += [ClaimRow(item=item) for item in items]
    return rows


def detail_lines(item: SidebarClaim) -> list[tuple[str, str]]:
    """(name, value) of everything known about a claim, for the detail strip."""
    claim = item.claim
    lines = [*_source_lines(claim), ("rule", f"{claim.rule} ({claim.confidence:.0%})"),
             ("kind", f"{claim.kind} {claim.claim_class}")]
    if claim.cue is not None:
        lines.append(("cue", claim.cue.text + (" (negated)" if claim.negated else "")))
    if claim.figures:
        lines.append(("figures", ", ".join(map(_figure, claim.figures))))
    if claim.hedges:
        lines.append(("hedges", ", ".join(hedge.text for hedge in claim.hedges)))
    by_hand = dict.fromkeys(change.change for change in item.review.changes if change.change in _BY_HAND
                            ) if item.review is not None else ()
    lines += [("by hand", ", ".join(by_hand))] if by_hand else []
    lines += [("verdict", item.verdict)] if item.verdict else []
    lines += [("note", item.note)] if item.note else []
    for number, found in enumerate(item.links, 1):
        lines.append((f"link {number}", f"{found.kind}: {found.speaker}, {found.title}: {found.text}"))
        lines += [("", evidence) for evidence in found.evidence]
    return lines


def _figure(figure: Figure) -> str:
    """A figure as it stands, and as it was read: 近四分之一 (about 0.25)."""
    value = _number(figure.low) if figure.low == figure.high else f"{_number(figure.low)}–{_number(figure.high)}"
    read = " ".join(part for part in (figure.modifier, value, figure.unit) if part)
    return figure.text if read == figure.text else f"{figure.text} ({read})"


def _number(value: float) -> str:
    """A number with all its digits: a reader compares millions, not exponents.

    >>> _number(1.2e6), _number(0.25), _number(3.3 * 10**8), _number(-12.5), _number(5e15)
    ('1,200,000', '0.25', '330,000,000', '-12.5', '5,000,000,000,000,000')
    """
    return f"{Decimal(f'{value:.15g}'):,f}"  # what the text states has fewer digits; the rest is the error of a float


def _source_lines(claim: Claim) -> list[tuple[str, str]]:
    source = claim.source
    if source is None:
        return [("by", speaker_of(claim))]
    lines = [("by", source.resolved)]
    lines += [("written", source.text)] if source.text not in ("", source.resolved) else []
    lines += [("office", source.office)] if source.office else []
    lines += [("through", source.via)] if source.via else []
    return [*lines, ("how", source.how)]
