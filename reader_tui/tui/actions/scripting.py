"""The script an article is shown in: cycled, chosen, marked, and the original of what it changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader_tui.text.model import Edit, Span
from reader_tui.tui.article import Article
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.choices import Choice
from reader_tui.tui.painting import Mark

if TYPE_CHECKING:
    from reader_tui.text.script import Script

SOURCE_VIEW = "source"
_NAMES = {"source": "as written", "simplified": "Simplified", "traditional": "Traditional", "tw": "Traditional, Taiwan",
          "hk": "Traditional, Hong Kong"}


class ScriptActions(ReaderBase):
    """``S`` and what belongs to it."""

    _marks_changes = False

    def action_next_script(self) -> None:
        """Show the next of the views that the user chose, or that make sense for the text."""
        from reader_tui.text.script import available, default_views, views_for

        if not available():
            self._explain()
            return
        script = self._script(self.current.article)
        wanted = [view for view in self.settings.script_views if view in views_for(script)]
        names = wanted or list(default_views(script))
        here = self.current.view.script_view or SOURCE_VIEW
        self.show_script(names[(names.index(here) + 1) % len(names)] if here in names else names[0])
        if len(names) == 1:
            self.say(f"{script}: there is nothing to convert; the palette has all views")

    def action_choose_script(self) -> None:
        """Let the user choose among all views."""
        from reader_tui.text.script import available, chain_of, views_for

        if not available():
            self._explain()
            return
        script = self._script(self.current.article)
        names = views_for(script)
        choices = [Choice(name, _NAMES.get(name, name), " → ".join(chain_of(name, script))) for name in names]
        self.choose(f"Script: {script}", choices, self.show_script,
                    selected=names.index(self.current.view.script_view or SOURCE_VIEW))

    def _explain(self) -> None:
        from reader_tui.text.script import MISSING

        self.notify(MISSING, title="Traditional and Simplified", timeout=10, markup=False)

    def show_script(self, name: str) -> None:
        """Show the current pane in a view by its name, at the same place; the next one is made ready meanwhile."""
        from reader_tui.text.script import chain_of, preload

        current = self.current
        chain = chain_of(name, self._script(current.article))
        self.change_view(current, chain=chain, script_view=name)
        for config in chain:
            run_beside(self.app, partial(preload, config), lambda _: None)
        self.show_changes(current)
        self.say(_NAMES.get(name, name))

    def prepare_scripts(self, article: Article) -> None:
        """Load what the first `S` will need while nobody waits for it."""
        if not article.is_whole:
            return  # the memory is better left to a text of that size
        sample = article.source.slice(0, min(_SAMPLED, article.source.length))
        run_beside(self.app, partial(_load_views, sample, tuple(self.settings.script_views)), lambda _: None)

    def _script(self, article: Article) -> Script:
        """The script an article is written in, by its beginning."""
        if article.script is None:
            from reader_tui.text.script import detect

            article.script = detect(article.source.slice(0, min(_LOOKED_AT, article.source.length))).script
        return article.script

    # -- what was changed ----------------------------------------------------------------------------------

    def action_mark_changes(self) -> None:
        """Mark what repairs and conversion changed, or no longer."""
        self._marks_changes = not self._marks_changes
        for opened in self.panes:
            self.show_changes(opened)
        self.say("changed words are underlined" if self._marks_changes else "changes are no longer marked")

    def show_changes(self, opened: OpenPane) -> None:
        """Mark what differs from the source in a pane, where that is wanted; a worker finds it."""
        if not self._marks_changes:
            opened.pane.set_marks("changes", [])
            return
        view = opened.view

        def done(spans: list[Span]) -> None:
            if opened.view is view and self._marks_changes:
                opened.pane.set_marks("changes", [Mark(span, "changed") for span in spans])

        run_beside(self.app, partial(_changed_spans, opened), done)

    def action_show_original(self) -> None:
        """Say what the source has under the cursor."""
        current = self.current
        at = current.pane.cursor
        edits = [edit for edit in _edits_at(current, at) if edit.old != edit.new]
        if not edits:
            self.say("as the source has it")
            return
        self.say("; ".join(f"{edit.new or '∅'} ← {edit.old or '∅'} ({edit.why or edit.rule})" for edit in edits))
        self.flash(edits[0].span)

    # -- in step -------------------------------------------------------------------------------------------

    _in_step = True

    def action_toggle_step(self) -> None:
        self._in_step = not self._in_step
        self.say("panes of one article move together" if self._in_step else "panes move apart")

    def keep_in_step(self, moved: OpenPane) -> None:
        """Bring the other views of an article to the place that one of them shows."""
        if self._in_step:
            for opened in self.panes:
                if opened is not moved and opened.article is moved.article and opened.view.shows != moved.view.shows:
                    opened.pane.follow(moved.pane.address)


_LOOKED_AT = 200_000
"""Code points by which the script of an article is told."""
_SAMPLED = 5_000


def _load_views(sample: str, wanted: tuple[str, ...]) -> None:
    """Load the conversions of the views that `S` goes through for a text that begins like this."""
    from reader_tui.text.script import available, chain_of, default_views, detect, preload

    if available():
        script = detect(sample).script
        for config in dict.fromkeys(config for view in wanted or default_views(script) for config in chain_of(view, script)):
            preload(config)


def _changed_spans(opened: OpenPane) -> list[Span]:
    """What the view of a pane changes of its source, where that is small enough to be held."""
    article, view = opened.article, opened.view
    spans = {edit.span for edit in article.repair_edits} if view.repaired else set()
    if view.chain and article.is_whole:
        from reader_tui.text.script import convert_chain
        from reader_tui.text.views import TextView

        text = article.document.text
        shown = TextView.edited(text, article.repair_edits) if view.repaired else TextView.plain(text)
        spans |= {shown.span_to_source(edit.span) for edit in convert_chain(shown.text, view.chain).edits}
    return sorted(spans)


def _edits_at(opened: OpenPane, address: int) -> list[Edit]:
    """The repair and the conversion that touch an address, spans over the source."""
    article, view = opened.article, opened.view
    found = [edit for edit in article.repair_edits if view.repaired and address in edit.span]
    if view.chain:
        from reader_tui.text.script import convert_chain

        rows = opened.pane.pages.rows_at(address)
        before = opened.view.unconverted(article, rows.block)
        edit = convert_chain(before.text, view.chain).edit_at(before.map.to_view(address - rows.block.start))
        if edit is not None:
            span = before.span_to_source(edit.span).shift(rows.block.start)
            found.append(Edit(span, edit.old, edit.new, edit.rule))
    return found
