"""The application: themes, the palette, which screen comes first."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from textual import events
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget

from reader_tui.commands import COMMANDS
from reader_tui.config import Problem, Settings
from reader_tui.keymap import Keymap
from reader_tui.terminal import TakenTerminal
from reader_tui.text.load import LoadError
from reader_tui.text.sanitize import sanitize_line
from reader_tui.tui.article import Article
from reader_tui.tui.choices import Choice
from reader_tui.tui.drawable import DrawableFilter
from reader_tui.tui.driver import Handover, driver_for
from reader_tui.tui.encodable import EncodableFilter, terminal_encoding
from reader_tui.tui.memory import Memory
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.opening import read_article
from reader_tui.tui.reader_screen import ReaderScreen
from reader_tui.tui.shelves.library_shelf import LibraryShelf
from reader_tui.tui.shelves.notes_shelf import NotesShelf
from reader_tui.tui.shelves.speaker_shelf import SpeakerShelf
from reader_tui.tui.themes import DARK, LIGHT

_ASK_WIDTH = "\x1b7\x1b[1;1H“\x1b[6n\x1b8"
"""Draw a mark of ambiguous width in the corner, ask where the cursor is, and go back."""
_ANSWER_SECONDS = 1.0
"""How long the next key waits at most for the answer to the one before it: for one that opens another screen, say."""
_REST_SECONDS = 0.5
"""How long after the start memory is tidied."""


class ReaderCommands(Provider):
    """The palette's rows, straight from the command table."""

    async def discover(self) -> Hits:
        """Everything the palette offers."""
        for command in COMMANDS:
            if command.palette and isinstance(self.screen, ReaderScreen):
                yield DiscoveryHit(command.title, lambda id=command.id: self._run(id), help=command.help)

    async def search(self, query: str) -> Hits:
        """What matches the query, by title or by what it does."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = max(matcher.match(command.title), matcher.match(command.help) * 0.8)
            if command.palette and score > 0 and isinstance(self.screen, ReaderScreen):
                yield Hit(score, matcher.highlight(command.title), lambda id=command.id: self._run(id),
                          help=command.help)

    def _run(self, command_id: str) -> None:
        screen = self.screen
        if isinstance(screen, ReaderScreen):
            screen.run_command(command_id)


class ReaderApp(LibraryShelf, NotesShelf, SpeakerShelf):
    """Opens articles, or a list to choose one from."""

    CSS_PATH = "reader_screen.tcss"
    """The reader's styles: the `CSS_PATH` of a default screen is not read."""
    COMMANDS = {ReaderCommands}
    BINDINGS = []
    TITLE = "reader-tui"

    def __init__(self, articles: Sequence[Article], to_choose: Sequence[Path], settings: Settings, keymap: Keymap,
                 home: Path, problems: Sequence[Problem] = (), painted: TakenTerminal | None = None,
                 choice_title: str = "Open") -> None:
        """``painted`` is the terminal with the first screen on it, where that was painted already.

        ``choice_title`` stands above ``to_choose``.
        """
        self._handover = Handover(painted)
        encoding = terminal_encoding()
        self._filters_of_terminal = [DrawableFilter(), *([] if encoding == "utf-8" else [EncodableFilter(encoding)])]
        super().__init__(driver_class=driver_for(self._handover))
        self.settings = settings
        self.keymap_of_reader = keymap
        self.memory = Memory(home)
        self.notebook = Notebook(home)
        self._articles = articles
        self._to_choose = to_choose
        self._choice_title = choice_title
        self._problems = problems
        self._is_answering = False
        self._has_answered = False
        self._held_keys: deque[events.Key | events.Paste] = deque()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "reader-light" if settings.theme == "light" else "reader-dark"

    def get_default_screen(self) -> Screen[None]:
        """The reader itself where there is something to read, so that no empty screen is drawn before it."""
        return self._reader(self._articles) if self._articles else Screen()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line of every widget goes through last."""
        return [*super().get_line_filters(), *self._filters_of_terminal]

    def _reader(self, articles: Sequence[Article]) -> ReaderScreen:
        return self.reader_for([(article, self.memory.address_of(article)) for article in articles])

    def reader_for(self, articles: Sequence[tuple[Article, int]]) -> ReaderScreen:
        """A reader with these articles, each at its address."""
        ambiguous = self.settings.ambiguous if isinstance(self.settings.ambiguous, int) else self.memory.ambiguous
        return ReaderScreen(articles, self.settings, self.keymap_of_reader, self.notebook, ambiguous=ambiguous)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a key is answered to its end before the next is looked at.

        Textual hands a key to whatever has the focus when it arrives: of ``/word`` typed in one go the first letters
        would still reach the article, before the field that ``/`` opens has the focus.
        """
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_answering:
            self._held_keys.append(event)
        else:
            self._is_answering = True
            await self._answer(event)

    async def _answer(self, event: events.Key | events.Paste) -> None:
        asked = self.focused or self.screen
        await super().on_event(event)
        await self._settled(asked)
        self.call_later(self._answer_next)  # behind the key itself, which bubbles up to here for its binding

    async def _answer_next(self) -> None:
        await self._settled(self.screen)
        if self._held_keys:
            await self._answer(self._held_keys.popleft())
        else:
            self._is_answering = False
            self._draw_first_answer()

    def _draw_first_answer(self) -> None:
        """Let the screen draw the answer to the first key at once.

        Textual collects changes for the sixtieth part of a second before it draws the first of them, which nothing
        but a size does without waiting for: so the screen is told the one that it has.
        """
        if not self._has_answered:
            self._has_answered = True
            self.screen.post_message(events.Resize(self.size, self.size))

    async def _settled(self, asked: Widget) -> None:
        """Wait until a widget, and the screen that may have been opened meanwhile, have done what they were sent."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_ANSWER_SECONDS):
                await self._answered(asked)
                if self.screen is not asked:
                    await self._answered(self.screen)

    async def _answered(self, asked: Widget) -> None:
        """Wait until a widget and everything around it, where keys bubble to, have done what they were sent."""
        for node in asked.ancestors_with_self:
            if node is self:
                break
            done = asyncio.Event()
            if node.call_later(done.set):
                await done.wait()

    def on_reader_screen_shown(self) -> None:
        """Answer the keys that were typed meanwhile."""
        self._handover.release()

    def on_ready(self) -> None:
        """Prepare for what comes while nobody waits."""
        self._handover.release()  # where there is no reader yet
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, RuntimeError, ValueError):  # not on every platform, not in a thread
                asyncio.get_running_loop().add_signal_handler(number, self.exit)
        if self.settings.ambiguous == "auto":
            self._handover.write(_ASK_WIDTH)
        self.set_timer(_REST_SECONDS, self._tidy)

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """Where the cursor stands behind a quotation mark: that tells how wide the terminal draws it."""
        if event.x in (1, 2) and isinstance(self.screen, ReaderScreen):
            self.screen.use_ambiguous(event.x)

    def _tidy(self) -> None:
        """Collect what start-up left behind, and never look at the rest again: it stays till the end."""
        gc.enable()
        gc.collect()
        gc.freeze()

    def remember(self) -> None:
        """Keep where every article was left."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                self.memory.keep(screen, self.settings, self.theme_variables)
                screen.keep_positions()

    def exit(self, result: None = None, return_code: int = 0, message: object | None = None) -> None:
        """Leave, keeping where every article was left."""
        self.remember()
        super().exit(result, return_code)

    def on_mount(self) -> None:
        """Offer the choice where there is nothing open yet; report what the settings file had wrong."""
        if not self._articles and not self._to_choose:
            self.show_library()
        elif not self._articles:
            self.choose_file()
        for problem in self._problems:
            self.notify(sanitize_line(str(problem)), severity="warning", markup=False, timeout=10)

    def choose_file(self) -> None:
        """Let the user choose one of the files that were named."""
        from reader_tui.tui.choice_screen import ChoiceScreen

        choices = [Choice(path, path.name, group=str(path.parent)) for path in self._to_choose]
        self.push_screen(ChoiceScreen(self._choice_title, choices), self._open_chosen)

    async def _open_chosen(self, path: Path | None) -> None:
        if path is None:
            if not isinstance(self.screen, ReaderScreen):
                self.exit()
            return
        try:
            article = read_article(str(path))
        except LoadError as error:
            self.notify(sanitize_line(str(error)), severity="error", markup=False)
            self.choose_file()
            return
        if isinstance(self.screen, ReaderScreen):
            await self.screen.open_article(article)
        else:
            await self.push_screen(self._reader([article]))
