"""What the user says about claims: other speaker, other words, hidden, added, judged, noted; stored at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, get_args

from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.claims_sidebar import ClaimsSidebar
from reader_tui.tui.selection import selected_span

if TYPE_CHECKING:
    from reader_tui.analysis.claims.corrections import Change, Correction
    from reader_tui.analysis.pipeline import Analysis
    from reader_tui.text.model import Span
    from reader_tui.tui.claims_list import SidebarClaim

_WHAT = {"speaker": "the speaker", "trim": "the trimming", "hide": "the hiding", "add": "the added claim",
         "verdict": "the verdict", "note": "the note"}


class ClaimingActions(ReaderBase):
    """Corrections of the claim that is selected in the sidebar, and new claims from a selection of the text."""

    def _claim_panel(self) -> ClaimsSidebar:
        return self.query_one(ClaimsSidebar)

    def _selected_claim(self) -> tuple[SidebarClaim, OpenPane, Analysis] | None:
        """The selected claim, a pane that shows its article, and what the claim was found in."""
        item = self._claim_panel().selected
        opened = next((one for one in self.panes if item is not None and one.pane.number == item.article), None)
        if item is None or opened is None or opened.article.analysis is None:
            self.say("no claim is selected")
            return None
        return item, opened, opened.article.analysis

    def _correct(self, change: Change, value: str = "", *, part: Span | None = None, said: str) -> None:
        """Store a change to the selected claim, and show it."""
        from reader_tui.analysis.claims.review import correct

        found = self._selected_claim()
        if found is not None:
            item, opened, analysis = found
            correction = correct(analysis.repaired, change, item.claim, value, part=part)
            self._store(opened, correction, item.claim.content[0].span, said)

    def _store(self, opened: OpenPane, correction: Correction, span: Span, said: str) -> None:
        """Keep a correction beside those before it; ``span`` is the passage of the source that it is about."""
        from reader_tui.analysis.claims.corrections import to_json

        article = opened.article
        kept = article.kept
        if kept is None:
            self.say(article.not_kept or "one moment: the library is being opened")
            return
        choices = self.notebook.choices
        self.keep(lambda: choices.correct(kept.id, f"{time.time_ns():020d}", span, to_json(correction)))
        self.renew(article)
        self.show_analysis()
        self.say(said)

    # -- changes to the selected claim ---------------------------------------------------------------------

    def action_claim_speaker(self) -> None:
        from reader_tui.tui.claims_list import speaker_of

        found = self._selected_claim()
        if found is None:
            return
        before = speaker_of(found[0].claim)

        def done(name: str) -> None:
            name = " ".join(name.split())
            if name and name != before:
                self._correct("speaker", name, said=f"said by {name}; U takes it back")

        self.ask("said by", done, initial=before if found[0].claim.source is not None else "")

    def action_claim_trim(self) -> None:
        """Keep only the selected words of the claim; with none selected, ask for those to keep."""
        from reader_tui.analysis.claims.review import find_part

        found = self._selected_claim()
        if found is None:
            return
        item, opened, analysis = found
        said = "trimmed; U takes it back"
        if opened.selection is not None:
            span = selected_span(opened.selection, opened.pane.pages)
            if any(mention.span.start <= span.start and span.end <= mention.span.end for mention in item.claim.content):
                self.use_selection(None)
                self._correct("trim", part=span, said=said)
            else:
                self.say("the selection is not inside the claim")
            return

        def done(words: str) -> None:
            part = find_part(analysis.repaired, item.claim, words.strip())
            if part is None:
                self.say("not trimmed: these words do not stand together in the claim")
            else:
                self._correct("trim", part=part, said=said)

        self.ask("keep only", done, initial=" ".join(item.claim.content[0].text.split()))

    def action_claim_hide(self) -> None:
        found = self._selected_claim()
        if found is None:
            return
        item, opened, _ = found
        if item.is_hidden:
            from reader_tui.analysis.claims.corrections import to_json

            changes = [to_json(change) for change in item.review.changes] if item.review is not None else []
            self._take_back(opened, lambda made: made["change"] == "hide" and made in changes)
        else:
            self._correct("hide", said="hidden; U takes it back, H shows hidden claims")

    def action_claim_verdict(self) -> None:
        """Go from supported to disputed to open and round again."""
        from reader_tui.analysis.claims.corrections import Verdict

        found = self._selected_claim()
        if found is not None:
            verdicts = get_args(Verdict)
            before = found[0].verdict
            verdict = verdicts[(verdicts.index(before) + 1) % len(verdicts)] if before else verdicts[0]
            self._correct("verdict", verdict, said=f"{verdict}; a notes why")

    def action_claim_note(self) -> None:
        found = self._selected_claim()
        if found is not None:
            before = found[0].note
            self.ask("why", lambda note: None if note.strip() == before else
                     self._correct("note", note.strip(), said="noted" if note.strip() else "note taken away"),
                     initial=before)

    def action_claims_hidden(self) -> None:
        self.say("hidden claims are shown" if self._claim_panel().toggle_hidden() else "hidden claims are not shown")

    # -- new ones, and back --------------------------------------------------------------------------------

    def action_claim_add(self) -> None:
        """Make a claim of the selection, once its speaker is told."""
        current = self.current
        analysis = current.article.analysis
        if current.selection is None or analysis is None:
            self.say("one moment: the article is being read" if analysis is None else "nothing is selected")
            return
        span = selected_span(current.selection, current.pane.pages)

        def done(name: str) -> None:
            from reader_tui.analysis.claims.corrections import Correction

            view = analysis.repaired
            made = Correction.added(view.span_to_view(span), view.text, " ".join(name.split()))
            self.use_selection(None)
            self._store(current, made, span, "added; U in the claims sidebar takes it back")

        self.ask("said by", done)

    def action_claims_undo(self) -> None:
        """Take back the correction of the article that was made last."""
        item = self._claim_panel().selected
        number = item.article if item is not None else self.current.pane.number
        opened = next((one for one in self.panes if one.pane.number == number), self.current)
        self._take_back(opened, lambda _: True)

    def _take_back(self, opened: OpenPane, is_meant: Callable[[Mapping[str, Any]], bool]) -> None:
        """Take back the last correction of an article that is meant; they come as `to_json` made them."""
        kept = opened.article.kept
        choices = self.notebook.choices
        made = self.keep(lambda: choices.corrections(kept.id)) if kept is not None else None
        last = max((one for one in made or () if is_meant(one.value)), key=attrgetter("key"), default=None)
        if kept is None or last is None:
            self.say("no correction to take back")
            return
        key = last.key
        self.keep(lambda: choices.withdraw_correction(kept.id, key))
        self.renew(opened.article)
        self.show_analysis()
        self.say(f"{_WHAT[str(last.value['change'])]} was taken back")
