"""Analysis on demand: of the part around the reading position, where a text is too long to be analysed whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader_tui.text.model import Document
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.painting import Mark

if TYPE_CHECKING:
    from reader_tui.analysis.pipeline import Analysis
    from reader_tui.tui.text_part import TextPart


class AnalysingActions(ReaderBase):
    """Claims and times of where the reader is."""

    working: str

    def action_analyse_here(self) -> None:
        """Look for claims and times around the reading position; those of another part give way."""
        from reader_tui.tui.text_part import part_around

        article = self.current.article
        if article.is_whole and article.analysed is article.document:
            self.say("the whole text is analysed")
            return
        part = part_around(article.source, self.current.pane.address)
        self.working = "reading here…"
        self.show_status()
        run_beside(self.app, partial(_analysis_of, article, part), partial(self._take_part, article, part))

    def _take_part(self, article: Article, part: TextPart, analysis: Analysis) -> None:
        from reader_tui.text.sections import find_headings
        from reader_tui.tui.text_part import relocated

        article.analysis = analysis
        self.working = ""
        headings = find_headings(Document(part.text))
        marks = [Mark(relocated(heading.span, part.address_of), "heading") for heading in headings]
        for opened in self.panes:
            if opened.article is article:
                opened.pane.set_marks("heading", marks)
        self.show_analysis()
        span = part.span
        here, end = (f"{article.source.fraction(address):.1%}" for address in (span.start, span.end))
        self.say(f"analysed from {here} to {end}")


def _analysis_of(article: Article, part: TextPart) -> Analysis:
    """The analysis of a part, its places those of the whole text."""
    from reader_tui.analysis.pipeline import analyse_document
    from reader_tui.tui.text_part import relocated

    known = article.reference_date or (article.analysis.reference_date if article.analysis is not None else None)
    found = analyse_document(replace(article.document, text=part.text, markup=()), known)
    if article.reference_date is None and article.analysis is not None and known is not None:
        found = replace(found, date_origin=article.analysis.date_origin)  # nobody gave it: the beginning told it
    moved = relocated(found, part.address_of)
    # corrections are of the text that was analysed: the part stands at its place in the whole
    return replace(moved, source=article.document.text) if article.is_whole else moved
