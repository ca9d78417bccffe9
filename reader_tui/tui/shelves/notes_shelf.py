"""All annotations on the screen: gone to, edited, deleted, undone, orphans put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader_tui.tui.editor import edit_text
from reader_tui.tui.shelves.shelf import Shelf

if TYPE_CHECKING:
    from reader_tui.store.records import Annotation
    from reader_tui.tui.note_editor import NoteDraft, NoteEditor
    from reader_tui.tui.note_rows import CandidateRow, NoteRow
    from reader_tui.tui.notes_screen import NotesScreen


class NotesShelf(Shelf):
    """Answers the screen of notes and the note editor."""

    def show_notes(self) -> None:
        """List every annotation of the library."""
        from reader_tui.tui.notes_screen import NotesScreen

        rows = self.stored(self._note_rows)
        if rows is not None:
            self.push_screen(NotesScreen(rows))

    def _note_rows(self) -> list[NoteRow]:
        from reader_tui.tui.note_rows import NoteRow

        notes = self.notebook.annotations.find()
        library = self.notebook.library
        titles = {number: library.get(number).title for number in {note.article for note in notes}}
        return [NoteRow(note, titles[note.article]) for note in notes]

    def _list_notes_again(self, said: str = "") -> None:
        """After a change: show the notes as they are now, here and in the reader below."""
        from reader_tui.tui.notes_screen import NotesScreen

        rows = self.stored(self._note_rows)
        if rows is not None and isinstance(self.screen, NotesScreen):
            self.screen.show_notes(rows)
            self.screen.say(said)
        if self.reader is not None:
            self.reader.renew_all()

    def _note(self, uuid: str) -> Annotation | None:
        return self.stored(lambda: self.notebook.annotations.get(uuid))

    async def on_notes_screen_jump(self, event: NotesScreen.Jump) -> None:
        """Go to the passage of an annotation; where it is lost, open its article."""
        note = self._note(event.uuid)
        record = None if note is None else self.stored(lambda: self.notebook.library.get(note.article))
        if note is not None and record is not None:
            await self.read_record(record, note.span.start if note.span is not None else None)

    def on_notes_screen_edit(self, event: NotesScreen.Edit) -> None:
        """Change an annotation in the editor."""
        from reader_tui.tui.note_editor import NoteDraft, NoteEditor

        note = self._note(event.uuid)
        if note is None:
            return

        def done(written: NoteDraft | None) -> None:
            self.notebook.drop_draft()
            if written is not None:
                motivation = "commenting" if written.text.strip() else note.motivation
                saved = self.stored(lambda: self.notebook.annotations.change(
                    note, body=written.text, tags=written.tags, colour=written.colour, motivation=motivation))
                conflicts = saved is not None and saved.conflict is not None
                self._list_notes_again("changed elsewhere meanwhile: both are kept" if conflicts else "")

        self._edited = note
        tags = self.stored(self.notebook.library.tags) or []
        self.push_screen(NoteEditor(" ".join(note.quote.exact.split()), NoteDraft(note.body, note.tags, note.colour),
                                    known_tags=tags), done)

    _edited: Annotation | None = None
    """The annotation that the list of notes has open in the editor."""

    def on_note_editor_changed(self, event: NoteEditor.Changed) -> None:
        """Write the note down while it is being written."""
        note = self._edited
        if note is not None:
            self.notebook.keep_draft(note.article, note.span or note.anchor, note.uuid, event.draft)
        elif self.reader is not None:
            self.reader.keep_draft(event.draft)

    def on_note_editor_editor_wanted(self, event: NoteEditor.EditorWanted) -> None:
        """Go on in the user's own editor."""
        from reader_tui.tui.note_editor import NoteEditor

        editor = self.screen
        if isinstance(editor, NoteEditor):
            changed = edit_text(self, event.text, self.complain)
            if changed is not None:
                editor.use_text(changed)

    def on_notes_screen_delete(self, event: NotesScreen.Delete) -> None:
        """Delete an annotation; undo brings it back."""
        note = self._note(event.uuid)
        saved = None if note is None else self.stored(lambda: self.notebook.annotations.delete(note))
        if saved is not None:
            self._list_notes_again("deleted; U brings it back" if saved.conflict is None else
                                   "changed by another program meanwhile: not deleted")

    def on_notes_screen_undo(self) -> None:
        """Take the last change back."""
        self._step(self.notebook.annotations.undo, "undone", "nothing to undo")

    def on_notes_screen_redo(self) -> None:
        """Make the change again."""
        self._step(self.notebook.annotations.redo, "done again", "nothing to do again")

    def _step(self, step: Callable[[], object], done: str, nothing: str) -> None:
        taken = self.stored(step)
        self._list_notes_again(nothing if taken is None else done)

    def on_notes_screen_candidates_wanted(self, event: NotesScreen.CandidatesWanted) -> None:
        """Look for places where an orphan may belong."""
        from reader_tui.tui.note_rows import CandidateRow
        from reader_tui.tui.notes_screen import NotesScreen

        note = self._note(event.uuid)
        if note is None or not isinstance(self.screen, NotesScreen):
            return
        found = self.stored(lambda: self.notebook.annotations.candidates(note))
        document = self.stored(lambda: self.notebook.library.document(note.article))
        if found is not None and document is not None:
            rows: list[CandidateRow] = [CandidateRow(one.span, one.span.of(document.text), one.score)
                                        for one in found.candidates]
            self.screen.show_candidates(event.uuid, rows)

    def on_notes_screen_attach(self, event: NotesScreen.Attach) -> None:
        """Put an orphan where the user says it belongs."""
        note = self._note(event.uuid)
        if note is not None:
            self.stored(lambda: self.notebook.annotations.attach(note, event.span))
            self._list_notes_again("attached")

    def on_notes_screen_closed(self) -> None:
        """Back to the reader."""
        self.leave_shelf()
