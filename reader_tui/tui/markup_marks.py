"""How the structure of a document is drawn: headings, lists, quotations, links as marks over its text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reader_tui.text.model import Markup, Span
from reader_tui.text.pages import PageRow
from reader_tui.text.structure import QUOTE_CELLS, Structure
from reader_tui.tui.painting import Mark, ShownMark

QUOTE_BAR = "▎ "
"""The bar beside a quotation, for each level; `QUOTE_CELLS` wide."""
_STYLES = {"heading": "heading", "quote": "quote", "emphasis": "emphasis", "strong": "strong", "strike": "strike",
           "code": "code", "code_block": "code-block", "link": "link", "image": "image", "table": "table",
           "note": "note", "rule": "rule"}


def markup_marks(structure: Structure | None, span: Span) -> Sequence[Mark]:
    """The marks for what touches a stretch of the source; none for plain text."""
    if structure is None:
        return ()
    return [Mark(part.span, style) for part in structure.within(span) if (style := _style_of(part))]


def margin_of(row: PageRow, marks: Sequence[ShownMark]) -> str:
    """The bars that stand before a row of a quotation, one for each level; empty elsewhere."""
    depth = sum(mark.style == "quote" and mark.start <= row.start < mark.end for mark in marks)
    levels = min(depth, row.indent // QUOTE_CELLS) if not row.is_blank else depth
    return QUOTE_BAR * levels


def _style_of(part: Markup) -> str:
    """The name of the style, empty for what only shapes its paragraph."""
    if part.kind == "row":
        return "table-head" if part.level else ""
    return _STYLES.get(part.kind, "")
