"""What a word is: its reading, its other forms, where else it stands, what a dictionary says."""

from __future__ import annotations

from functools import partial

from reader_tui.text.counting import counted
from reader_tui.text.model import Span
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import ReaderBase
from reader_tui.tui.choices import Choice
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.selection import selected_span, word_at

_LONGEST = 40
"""Code points of a word that is looked up; a longer selection is a passage."""
_MOST_ARTICLES = 50


class LookUpActions(ReaderBase):
    """``K``: the word under the cursor, or the selection."""

    def action_look_up(self) -> None:
        current = self.current
        pane = current.pane
        rows = pane.pages.rows_at(pane.cursor)
        span = (word_at(rows, pane.cursor) if current.selection is None
                else selected_span(current.selection, pane.pages))
        shown = rows.view.span_to_view(Span(span.start, min(span.end, rows.block.start + len(rows.block.text)))
                                       .shift(-rows.block.start))
        word = shown.of(rows.view.text).strip()
        if not word or len(word) > _LONGEST:
            self.say("nothing to look up here" if not word else "select a word, not a passage")
            return
        work = partial(entry_rows, word, rows.view.text, shown, current.article.document.text, self.settings.dictionary,
                       self.notebook)
        run_beside(self.app, work, partial(self._show_entry, word))

    def _show_entry(self, word: str, choices: list[Choice[str]]) -> None:
        def then(value: str) -> None:
            if value == "search":
                self.search(word)

        self.choose(word, choices, then)

    def search(self, query: str) -> None:
        """Search the current article."""
        raise NotImplementedError


def entry_rows(word: str, block: str, span: Span, text: str, dictionary: str, notebook: Notebook) -> list[Choice[str]]:
    """What is known of a word, as rows: ``span`` is its place in ``block``, ``text`` the whole article.

    ``dictionary`` is the user's command, empty for none. Runs in a worker, with a store of its own.
    """
    from reader_tui.lookup import DictionaryError, dictionary_command, look_up

    entry = look_up(word, block, span)
    here = look_up(word, text).occurrences
    rows: list[Choice[str]] = []
    if entry.pinyin:
        rows.append(Choice("", entry.pinyin, "Reading"))
    rows += [Choice("", "  ".join(reading.pinyin), reading.character) for reading in entry.readings if len(reading.pinyin) > 1]
    rows += [Choice("", form.text, form.where) for form in entry.forms]
    rows.append(Choice("search", f"{counted(here, 'time')} in this article; Enter goes through them", "Here"))
    rows.append(Choice("", _in_library(word, notebook), "Library"))
    if dictionary:
        try:
            lines = dictionary_command(dictionary, word).splitlines()
        except DictionaryError as error:
            lines = [str(error)]
        rows += [Choice("", line, "", "Dictionary") for line in lines if line.strip()]
    return rows


def _in_library(word: str, notebook: Notebook) -> str:
    """In how many articles a word stands, and in which first."""
    from reader_tui.store.db import StoreError

    try:
        with Notebook(notebook.home) as own:
            found = own.library.search(word, _MOST_ARTICLES)
    except StoreError as error:
        return str(error)
    if not found:
        return "in no article"
    count = f"{len(found)}" if len(found) < _MOST_ARTICLES else f"{_MOST_ARTICLES} or more"
    return f"in {count} article{'s' if len(found) != 1 else ''}: {'; '.join(hit.article.title for hit in found[:3])}"
