"""An open article and what has been worked out about it so far. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader_tui.config import Settings
from reader_tui.text.composition import Composition, Repaired
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.model import Document, Edit
from reader_tui.text.pages import Pages, text_column
from reader_tui.text.sniff import looks_damaged
from reader_tui.text.structure import Structure
from reader_tui.text.views import TextView

if TYPE_CHECKING:
    from reader_tui.analysis.claims.corrections import Correction, ReviewedClaim
    from reader_tui.analysis.claims.model import Claim
    from reader_tui.analysis.pipeline import Analysis
    from reader_tui.analysis.time.model import Timeline
    from reader_tui.store.records import Annotation
    from reader_tui.text.blocks import Block, BlockSource
    from reader_tui.text.repair import Evidence, Repairs
    from reader_tui.text.script import Script
    from reader_tui.tui.notebook import KeptArticle

_MARKS_OF_DAMAGE = frozenset("(（&<äåæçè")
"""What a damaged title holds; others need not wait for the repairer."""
LONGEST_ANALYSED = 200_000
"""Code points of an article that are looked through for claims and times unasked, some two seconds' work."""


@dataclass(eq=False)
class Article:
    """One open article; the same one may be shown in several panes."""

    source: BlockSource
    document: Document
    """The whole article, or only its beginning where the file is too large to hold (`is_whole` tells)."""
    path: Path | None = None
    is_whole: bool = True
    analysis: Analysis | None = None
    """What has been worked out of ``document``; None while that goes on."""
    reference_date: date | None = None
    """The date that the user gave for the article."""
    marks: dict[str, int] = field(default_factory=dict)
    """Marked addresses by letter."""
    all_repairs: Repairs | None = None
    """What all repair rules would do, for the ledger; None while nobody asked."""
    script: Script | None = None
    """The script it is written in; None while nobody asked."""
    kept: KeptArticle | None = None
    """What the library knows of it; None while that is not known, or where it cannot be kept (`not_kept`)."""
    not_kept: str = ""
    """Why the library does not take it in."""
    seconds: float = 0.0
    """Time read since it was opened."""
    _evidence: Evidence | None = None
    _review: tuple[Analysis, tuple[Correction, ...], Sequence[ReviewedClaim]] | None = None
    """The claims as the user left them, and what they were made of."""

    @property
    def annotations(self) -> Sequence[Annotation]:
        """The user's highlights, notes and bookmarks in it."""
        return self.kept.annotations if self.kept is not None else ()

    @cached_property
    def title(self) -> str:
        """What to call it: its title, repaired, else the name of its file."""
        title = self.document.title
        if not _MARKS_OF_DAMAGE.isdisjoint(title) and looks_damaged(title):
            title = TextView.edited(title, self._repair_block(title, unfolded=True)).text.strip() or title
        return title or (self.path.name if self.path else "standard input")

    @cached_property
    def structure(self) -> Structure | None:
        """What its format says of its text; None for plain text."""
        return Structure(self.document) if self.document.markup else None

    @property
    def analysed(self) -> Document:
        """The part of the document that is analysed unasked: all of it, or the beginning of a very long one."""
        text = self.document.text
        if len(text) <= LONGEST_ANALYSED:
            return self.document
        end = text.rfind("\n", 0, LONGEST_ANALYSED)
        return replace(self.document, text=text[: end + 1 or LONGEST_ANALYSED])

    @property
    def is_analysed_whole(self) -> bool:
        """Whether what is known is known of the whole text."""
        return self.is_whole and self.analysed is self.document

    @property
    def date_label(self) -> str:
        """The date that times are resolved against and where it comes from; unknown is said."""
        if self.analysis is None:
            return "reading…"
        if self.analysis.reference_date is None:
            return "unknown"
        return f"{self.analysis.reference_date.isoformat()} ({self.analysis.date_origin})"

    @property
    def repair_edits(self) -> Sequence[Edit]:
        """The repairs known so far, over the source."""
        return self.analysis.repairs.edits if self.analysis is not None else ()

    @property
    def fold_edits(self) -> list[Edit]:
        """The repairs that hide a passage."""
        if not self.repair_edits:
            return []
        from reader_tui.text.repair.notices import is_fold  # loaded with the analysis that found them

        return [edit for edit in self.repair_edits if is_fold(edit)]

    @property
    def reviewed(self) -> Sequence[ReviewedClaim]:
        """The claims known so far as the user left them, in reading order; those he hid among them."""
        analysis, corrections = self.analysis, self.kept.corrections if self.kept is not None else ()
        if analysis is None:
            return ()
        if self._review is None or self._review[0] is not analysis or self._review[1] != corrections:
            from reader_tui.analysis.claims.review import review  # the first screen does without

            self._review = analysis, corrections, review(analysis, corrections)
        return self._review[2]

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims known so far that the user did not hide, in reading order."""
        return [one.claim for one in self.reviewed if not one.is_hidden]

    @property
    def timeline(self) -> Timeline | None:
        """Times and events, None while they are not known."""
        return self.analysis.timeline if self.analysis is not None else None

    def repaired(self, *, unfolded: bool = False) -> Repaired:
        """The repairs as the view wants them: the whole where it is known, else block by block.

        ``unfolded`` shows the passages that a rule would hide.
        """
        if self.analysis is not None and self.is_analysed_whole:
            from reader_tui.text.repair.notices import as_shown  # loaded with the analysis

            return Repaired(as_shown(self.analysis.repairs.edits, unfolded=unfolded))
        return Repaired(of_block=partial(self._repair_block, unfolded=unfolded), is_whole=False)

    def _repair_block(self, text: str, *, unfolded: bool) -> Sequence[Edit]:
        if not looks_damaged(text) and not (self._evidence is not None and self._evidence.loses_bytes):
            return ()
        from reader_tui.text.repair import gather_evidence, repair  # text without damage need not wait for it
        from reader_tui.text.repair.notices import as_shown

        if self._evidence is None:
            self._evidence = gather_evidence(self.document.text)
        disabled = set(_SLOW if self.analysis is None else ()) | set(self.kept.disabled_rules if self.kept else ())
        return as_shown(repair(text, evidence=self._evidence, disabled=disabled).edits, unfolded=unfolded)


_SLOW = frozenset({"byte-shift"})
"""Rules that the first screen does not wait for; the analysis of the whole brings them."""


def _converted(chain: tuple[str, ...], text: str) -> TextView:
    from reader_tui.text.script import convert_chain  # OpenCC is optional, and not everybody converts

    return convert_chain(text, chain).view


class PaneView(NamedTuple):
    """How one pane shows its article."""

    repaired: bool = True
    unfolded: bool = False
    """Whether passages that a rule hides are shown."""
    chain: tuple[str, ...] = ()
    """Script conversions, one after the other."""
    script_view: str = ""
    """The name under which the user knows that chain; empty for the text as it is written."""
    width: int = 72
    """Cells in a line at most."""

    @property
    def shows(self) -> tuple[object, ...]:
        """What of the text is shown: views that agree in it show the same characters."""
        return self.repaired, self.unfolded, self.chain

    def unconverted(self, article: Article, block: Block) -> TextView:
        """A block as this view shows it before any conversion."""
        return Composition(article.repaired(unfolded=self.unfolded) if self.repaired else None).view_of(block)

    def layout_options(self, settings: Settings, pane_width: int, ambiguous: int) -> LayoutOptions:
        """The options of the line breaking for a pane of that many cells."""
        _, width = text_column(pane_width, self.width)
        return LayoutOptions(width, ambiguous=ambiguous, indent=settings.indent, hang=settings.hang,
                             strictness=settings.strictness)

    def pages(self, article: Article, settings: Settings, pane_width: int, ambiguous: int = 1) -> Pages:
        """The article's rows in this view, for a pane of that many cells."""
        convert = partial(_converted, self.chain) if self.chain else None
        composition = Composition(article.repaired(unfolded=self.unfolded) if self.repaired else None, convert, gap=settings.gap)
        options = self.layout_options(settings, pane_width, ambiguous)
        return Pages(article.source, composition.view_of, options, settings.spacing, article.structure)
