"""Claims for other programs and for people: JSON, CSV, a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from reader_tui.analysis.claims.model import Claim
from reader_tui.text.layout import LayoutOptions, layout
from reader_tui.text.model import Span
from reader_tui.text.sanitize import sanitize_line

_COLUMNS = ("speaker", "office", "via", "cue", "kind", "class", "negated", "hedges", "figures", "start", "end", "content",
            "rule")


def as_json(identity: str, claims: Sequence[Claim], text: str) -> dict[str, Any]:
    """``{"id", "claims": [...]}``; every ``text`` is exactly ``text[start:end]`` of the text that was sent."""

    def place(span: Span) -> dict[str, Any]:
        return {"text": span.of(text), "start": span.start, "end": span.end}

    def one(claim: Claim) -> dict[str, Any]:
        source = claim.source
        return {
            "kind": claim.kind,
            "class": claim.claim_class,
            "source": None if source is None else {
                **place(source.span), "resolved": source.resolved, "how": source.how, "office": source.office,
                "via": source.via},
            "cue": None if claim.cue is None else place(claim.cue.span),
            "content": [place(mention.span) for mention in claim.content],
            "figures": [{**place(figure.span), "low": figure.low, "high": figure.high, "unit": figure.unit,
                         "modifier": figure.modifier} for figure in claim.figures],
            "hedges": [place(hedge.span) for hedge in claim.hedges],
            "negated": claim.negated,
            "rule": claim.rule,
            "confidence": claim.confidence,
        }

    return {"id": identity, "claims": [one(claim) for claim in claims]}


def as_csv(claims: Sequence[Claim]) -> str:
    """A row a claim; cells that a spreadsheet would run as a formula get an apostrophe before them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for claim in claims:
        source = claim.source
        row = (*((source.resolved, source.office or "", source.via or "") if source else ("", "", "")),
               claim.cue.text if claim.cue else "", claim.kind, claim.claim_class, str(claim.negated).lower(),
               " ".join(hedge.text for hedge in claim.hedges), " · ".join(figure.text for figure in claim.figures),
               claim.span.start, claim.span.end, " … ".join(mention.text for mention in claim.content), claim.rule)
        writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()


def neutral(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral("中文"), neutral(3)
    ("'=1+1", '中文', 3)
    """
    return "'" + cell if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def as_table(claims: Sequence[Claim], *, width: int = 80) -> str:
    """A paragraph a claim, no row wider than ``width`` cells: who and how, then what, then its figures."""
    rows: list[str] = []
    for claim in claims:
        who = claim.source.resolved if claim.source else {"author": "(author)"}.get(claim.claim_class, "(unnamed)")
        office = f" ({claim.source.office})" if claim.source and claim.source.office else ""
        cue = f" {claim.cue.text}" if claim.cue else ""
        rows += _wrapped(f"{who}{office}{cue}  [{', '.join(_notes(claim))}]", width, "")
        for mention in claim.content:
            rows += _wrapped(mention.text, width, "    ")
        if claim.figures:
            rows += _wrapped("figures: " + " · ".join(figure.text for figure in claim.figures), width, "    ")
    return "\n".join(rows) + "\n" if rows else "no claims found\n"


def _notes(claim: Claim) -> list[str]:
    notes: list[str] = [claim.kind, claim.claim_class]
    if claim.negated:
        notes.append("negated")
    if claim.hedges:
        notes.append("hedged: " + " ".join(dict.fromkeys(hedge.text for hedge in claim.hedges)))
    if claim.source is not None and claim.source.via:
        notes.append(f"via {claim.source.via}")
    return notes


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    line = sanitize_line(text)
    rows = layout(line, LayoutOptions(max(8, width - len(indent))))
    return [indent + line[row.start : row.visible_end] for row in rows]
