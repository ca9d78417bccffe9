"""Who said what over the library: read in the background, gone to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader_tui.text.counting import counted
from reader_tui.tui.background import run_beside
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.shelves.shelf import Shelf

if TYPE_CHECKING:
    from reader_tui.analysis.compare import SpeakerEntry
    from reader_tui.tui.library_claims import KeptClaims, LibraryClaims
    from reader_tui.tui.speaker_screen import SpeakerScreen

MOST_READ = 2_000
"""How many articles, the newest first, the index is made of."""
_STEP = 25
"""Articles after which the index so far is shown."""


class SpeakerShelf(Shelf):
    """Answers the speaker index."""

    _library_claims: LibraryClaims | None = None

    @property
    def library_claims(self) -> LibraryClaims:
        """The claims of the library, kept for the rest of the run."""
        if self._library_claims is None:
            from reader_tui.tui.library_claims import LibraryClaims

            self._library_claims = LibraryClaims(self.notebook.home)
        return self._library_claims

    def show_speakers(self) -> None:
        """Open the index; it fills as the articles are read."""
        from reader_tui.tui.speaker_screen import SpeakerScreen

        screen = SpeakerScreen()
        self.push_screen(screen)
        run_beside(self, partial(self._read_speakers, screen), lambda _: None)

    def _read_speakers(self, screen: SpeakerScreen) -> None:
        """Read what the library's articles claim, in a thread, until the screen is left."""
        library = self.library_claims
        read: list[KeptClaims] = []
        with Notebook(self.notebook.home) as notebook:
            records = notebook.library.articles(sort="added", limit=MOST_READ)
            for number, record in enumerate(records, 1):
                kept = library.of(notebook, record)
                read += [kept] if kept is not None else []
                if number % _STEP == 0 or number == len(records):
                    if not self.is_running or screen not in self.screen_stack:
                        return
                    self.call_from_thread(self._show_index, screen, self._speaker_index(read), read, number, len(records))

    def _speaker_index(self, read: Sequence[KeptClaims]) -> list[SpeakerEntry]:
        from reader_tui.analysis.compare import speaker_index

        return speaker_index({str(kept.record.id): kept.claims for kept in read}, aliases=self.library_claims.aliases,
                             dates={str(kept.record.id): kept.date for kept in read if kept.date is not None})

    def _show_index(self, screen: SpeakerScreen, entries: Sequence[SpeakerEntry], read: Sequence[KeptClaims],
                    done: int, total: int) -> None:
        if screen.is_attached:
            screen.show_speakers(entries, {str(kept.record.id): kept.record.title for kept in read})
            screen.say(f"{done:,} of {counted(total, 'article')} read" if done < total else "")

    async def on_speaker_screen_jump(self, event: SpeakerScreen.Jump) -> None:
        """Read a statement where it stands."""
        await self.read_kept(int(event.article), event.offset)

    async def read_kept(self, article: int, offset: int) -> None:
        """Open an article of the library in the reader, at an offset of its source."""
        record = self.stored(lambda: self.notebook.library.get(article))
        if record is not None:
            await self.read_record(record, offset)

    def on_speaker_screen_closed(self) -> None:
        """Back to the reader."""
        self.leave_shelf()
