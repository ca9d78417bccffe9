"""Highlights, notes, tags, bookmarks: made on a selection, found again under the cursor, stored at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from reader_tui.text.model import Span
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.base import OpenPane, ReaderBase
from reader_tui.tui.painting import Mark
from reader_tui.tui.selection import paragraph_at, selected_span

if TYPE_CHECKING:
    from reader_tui.store.records import Annotation, Motivation
    from reader_tui.tui.note_editor import NoteDraft
    from reader_tui.tui.notebook import KeptArticle

Result = TypeVar("Result")
_SIGNS = {"commenting": "✎", "bookmarking": "⚑"}


def annotation_at(article: Article, address: int) -> Annotation | None:
    """The annotation at an address; of several the shortest, a bookmark after all others."""
    found = [(note.motivation == "bookmarking", len(note.span), note.uuid, note) for note in article.annotations
             if note.span is not None and note.span.start <= address < max(note.span.end, note.span.start + 1)]
    return min(found)[3] if found else None


class NotingActions(ReaderBase):
    """What the user writes into an article."""

    colour = "yellow"
    """The colour of the next highlight."""
    _editing: tuple[int, Span, str] | None = None
    """Article, passage and uuid (empty for a new one) of the note that is open in the editor."""

    # -- what is there -------------------------------------------------------------------------------------

    def show_annotations(self, article: Article) -> None:
        """Draw an article's annotations in every pane that shows it."""
        marks = [Mark(note.span, f"note-{note.colour}", _SIGNS.get(note.motivation, note.shape))
                 for note in article.annotations if note.span is not None]
        for opened in self.panes:
            if opened.article is article:
                opened.pane.set_marks("notes", marks)

    def _kept(self) -> KeptArticle | None:
        """What the store knows of the current article; where it knows nothing, why is said."""
        article = self.current.article
        if article.kept is None:
            self.say(article.not_kept or "one moment: the library is being opened")
        return article.kept

    def keep(self, work: Callable[[], Result]) -> Result | None:
        """Write to the store; what cannot be written is told, and nothing on the screen pretends it was."""
        from reader_tui.store.db import StoreError

        try:
            return work()
        except StoreError as error:
            self.notify(sanitize_line(str(error)), severity="error", markup=False, timeout=10)
            return None

    def renew_all(self) -> None:
        """Read again what the store knows of every open article."""
        for article in {id(opened.article): opened.article for opened in self.panes}.values():
            self.renew(article)

    def renew(self, article: Article) -> None:
        """Read again what the store knows of an article, and show it."""
        kept = article.kept
        if kept is None:
            return
        article.kept = self.keep(lambda: self.notebook.kept(kept.id)) or kept
        self.show_annotations(article)
        self.show_status()

    def _selected(self, current: OpenPane) -> Span | None:
        return None if current.selection is None else selected_span(current.selection, current.pane.pages)

    def _here(self) -> Annotation | None:
        """The annotation under the cursor; where there is none, that is said."""
        found = annotation_at(self.current.article, self.current.pane.cursor)
        if found is None:
            self.say("no note here; ]h goes to the next one")
        return found

    # -- making --------------------------------------------------------------------------------------------

    def action_highlight(self) -> None:
        kept, span = self._kept(), self._selected(self.current)
        if kept is not None and span is not None:
            made = self.keep(lambda: self.notebook.annotations.create(kept.id, span, colour=self.colour))
            if made is not None:
                self.use_selection(None)
                self.renew(self.current.article)
                self.say(f"highlighted {made.shape} {made.colour}; a writes a note, C changes the colour, x deletes")

    def action_note(self) -> None:
        kept, span = self._kept(), self._selected(self.current)
        if kept is None:
            return
        if span is not None:
            self._write(kept, span, None)
        elif (note := self._here()) is not None:
            self._write(kept, note.span or note.anchor, note)

    def _write(self, kept: KeptArticle, span: Span, note: Annotation | None, draft: NoteDraft | None = None) -> None:
        """Open the editor on a passage; ``note`` is the annotation that is changed, None makes one."""
        from reader_tui.tui.note_editor import NoteDraft, NoteEditor

        article = self.current.article
        if draft is None:
            draft = (NoteDraft(colour=self.colour) if note is None
                     else NoteDraft(note.body, note.tags, note.colour))
        quote = self._as_shown(span)
        self._editing = (kept.id, span, note.uuid if note is not None else "")

        def done(written: NoteDraft | None) -> None:
            self.notebook.drop_draft()
            if written is not None and self._store_note(kept, span, note, written):
                self.use_selection(None)
            self.renew(article)

        tags = self.keep(self.notebook.library.tags) or []
        self.app.push_screen(NoteEditor(quote, draft, known_tags=tags), done)

    def _as_shown(self, span: Span) -> str:
        """The beginning of a passage of the current article as the pane shows it, on one line."""
        rows = self.current.pane.pages.rows_at(span.start)
        end = min(span.end, rows.block.start + len(rows.block.text))
        shown = rows.view.span_to_view(Span(span.start, end).shift(-rows.block.start))
        return " ".join(shown.of(rows.view.text).split())

    def _store_note(self, kept: KeptArticle, span: Span, note: Annotation | None, written: NoteDraft) -> bool:
        notes = self.notebook.annotations
        motivation: Motivation = "commenting" if written.text.strip() else "highlighting"
        if note is None:
            return self.keep(lambda: notes.create(kept.id, span, motivation=motivation, colour=written.colour,
                                                  body=written.text, tags=written.tags)) is not None
        saved = self.keep(lambda: notes.change(note, body=written.text, tags=written.tags, colour=written.colour,
                                               motivation=motivation))
        if saved is not None and saved.conflict is not None:
            self.notify("Another program changed this note meanwhile: both are kept.", severity="warning")
        return saved is not None

    def keep_draft(self, draft: NoteDraft) -> None:
        """Write down a note that is being written: it outlives the program."""
        if self._editing is not None:
            self.notebook.keep_draft(*self._editing, draft)

    def take_up_draft(self, article: Article) -> None:
        """Open the editor on a note of this article that was being written when the program last ended."""
        from reader_tui.tui.note_editor import NoteDraft

        kept, left = article.kept, self.notebook.left_draft()
        if kept is None or left is None or left.article != kept.id or article is not self.current.article:
            return
        note = next((note for note in kept.annotations if note.uuid == left.note), None)
        self.notify("This note was not saved when the program last ended.", timeout=8)
        self._write(kept, left.span, note, NoteDraft(left.text, left.tags, left.colour))

    def action_tag(self) -> None:
        from reader_tui.tui.tags import TagSuggester, join_tags, split_tags

        kept, current = self._kept(), self.current
        span = self._selected(current)
        note = annotation_at(current.article, current.pane.cursor) if span is None else None
        if kept is None or (span is None and (note := self._here()) is None):
            return

        def done(line: str) -> None:
            tags = split_tags(line)
            if note is not None:
                self.keep(lambda: self.notebook.annotations.change(note, tags=tags))
            elif span is not None and tags:
                self.keep(lambda: self.notebook.annotations.create(kept.id, span, colour=self.colour, tags=tags))
                self.use_selection(None)
            self.renew(current.article)

        known = self.keep(self.notebook.library.tags) or []
        self.ask("tags, parted by commas", done, initial=join_tags(note.tags) if note is not None else "",
                 suggester=TagSuggester(known))

    def action_bookmark(self) -> None:
        kept, current = self._kept(), self.current
        if kept is None:
            return
        span = paragraph_at(current.pane.pages.rows_at(current.pane.cursor), current.pane.cursor)
        there = next((note for note in current.article.annotations
                      if note.motivation == "bookmarking" and note.span == span), None)
        notes = self.notebook.annotations
        if there is not None:
            self.keep(lambda: notes.delete(there))
        else:
            self.keep(lambda: notes.create(kept.id, span, motivation="bookmarking", colour="blue"))
        self.renew(current.article)
        self.say("bookmark taken away" if there is not None else "bookmark ⚑ set; A lists all")

    def action_colour(self) -> None:
        """The next colour, for the highlight under the cursor or else for the next one made."""
        from reader_tui.store.records import COLOURS

        note = annotation_at(self.current.article, self.current.pane.cursor)
        names = list(COLOURS)
        self.colour = names[(names.index(note.colour if note is not None else self.colour) + 1) % len(names)]
        if note is not None and self.current.selection is None:
            changed = self.colour
            self.keep(lambda: self.notebook.annotations.change(note, colour=changed))
            self.renew(self.current.article)
        self.say(f"{COLOURS[self.colour]} {self.colour}")

    # -- unmaking ------------------------------------------------------------------------------------------

    def action_delete_note(self) -> None:
        if self._kept() is not None and (note := self._here()) is not None:
            saved = self.keep(lambda: self.notebook.annotations.delete(note))
            self.renew(self.current.article)
            if saved is not None:
                self.say("changed by another program meanwhile: not deleted" if saved.conflict is not None
                         else "deleted; U brings it back")

    def action_undo(self) -> None:
        self._step(self.notebook.annotations.undo, "undone", "nothing to undo")

    def action_redo(self) -> None:
        self._step(self.notebook.annotations.redo, "done again", "nothing to do again")

    def _step(self, step: Callable[[], object], done: str, nothing: str) -> None:
        taken = self.keep(step)
        self.renew_all()
        self.say(nothing if taken is None else done if getattr(taken, "done", True) else
                 "not undone: it was changed since")

    # -- going there ---------------------------------------------------------------------------------------

    def annotation_spans(self) -> list[Span]:
        """Where the current article's annotations stand, in order."""
        return sorted(note.span for note in self.current.article.annotations if note.span is not None)
