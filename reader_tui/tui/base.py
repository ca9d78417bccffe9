"""What every part of the reader screen shares: the panes, the key reader and how a jump is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from textual.screen import Screen
from textual.suggester import Suggester
from textual.widget import Widget

from reader_tui.config import Settings
from reader_tui.keymap import Keymap, KeyReader
from reader_tui.text.model import Span
from reader_tui.tui.article import Article, PaneView
from reader_tui.tui.article_pane import ArticlePane
from reader_tui.tui.choices import Choice
from reader_tui.tui.history import History
from reader_tui.tui.notebook import Notebook
from reader_tui.tui.selection import Selection

if TYPE_CHECKING:
    from reader_tui.analysis.claims.model import Claim
    from reader_tui.analysis.speakers import AliasTable
    from reader_tui.tui.claims_list import LinkedClaim
    from reader_tui.tui.library_claims import LibraryClaims

Result = TypeVar("Result")


class Shelves(Protocol):
    """The application as the reader asks it for the screens beside it."""

    def show_library(self) -> None:
        """Open the library."""

    def show_notes(self) -> None:
        """Open the list of all annotations."""

    @property
    def library_claims(self) -> LibraryClaims:
        """The claims of the library, kept for the rest of the run."""

    def show_speakers(self) -> None:
        """Open the index of who said what."""

    async def read_kept(self, article: int, offset: int) -> None:
        """Open an article of the library in the reader, at an offset of its source."""


@dataclass(eq=False)
class OpenPane:
    """A pane on the screen, the article it shows and how."""

    pane: ArticlePane
    article: Article
    view: PaneView
    history: History[int] = field(default_factory=History)
    selection: Selection | None = None


class ReaderBase(Screen[None], inherit_bindings=False):
    """State of the reader screen; the ``actions`` modules add what the keys do.

    The methods that raise `NotImplementedError` are the screen's own; the actions call them.
    """

    settings: Settings
    keymap: Keymap
    keys: KeyReader
    panes: list[OpenPane]
    notebook: Notebook
    last_key_at: float = 0.0
    """When a key came last, on the monotonic clock."""
    count: int | None = None
    """The count typed before the command that is running."""
    argument: str = ""
    """The key that the running command took as an argument."""
    aliases: AliasTable | None = None
    """The spellings of speakers, the user's among them; None while they are not read."""

    @property
    def times(self) -> int:
        """The count, 1 where none was typed."""
        return self.count or 1

    @property
    def shelf(self) -> Shelves:
        """The application, for what lies beside the reader."""
        return cast(Shelves, self.app)

    @property
    def current(self) -> OpenPane:
        """The pane that keys act on."""
        raise NotImplementedError

    def pane_with(self, widget: ArticlePane) -> OpenPane | None:
        """What is open in a pane; None where it was closed meanwhile."""
        return next((opened for opened in self.panes if opened.pane is widget), None)

    def jump(self, address: int, *, row: int | None = None, cursor: bool = True) -> None:
        """Go to an address of the current article and remember where the reader was."""
        current = self.current
        current.history.leave(current.pane.cursor)
        current.pane.shows_cursor = cursor
        current.pane.go(address, row=row)
        self.show_cursor(current)

    def choose(self, title: str, choices: Sequence[Choice[Any]], then: Callable[[Any], None], *,
               selected: int = 0, empty: str = "nothing here") -> None:
        """Let the user choose from a list; ``then`` gets the value, unless he chose nothing."""
        raise NotImplementedError

    def begin_analysis(self, article: Article) -> None:
        """Work out what an article says, unless that is done."""
        raise NotImplementedError

    def prepare_scripts(self, article: Article) -> None:
        """Load what showing the article in another script will need."""
        raise NotImplementedError

    def show_annotations(self, article: Article) -> None:
        """Draw an article's annotations in every pane that shows it."""
        raise NotImplementedError

    def renew(self, article: Article) -> None:
        """Read again what the store knows of an article, and show it."""
        raise NotImplementedError

    def show_analysis(self) -> None:
        """Give the panels what is known of the open articles."""
        raise NotImplementedError

    def links_of(self, article: Article, claim: Claim) -> tuple[LinkedClaim, ...]:
        """The claims of other articles that go with a claim, as far as they are known."""
        raise NotImplementedError

    def seek_links(self) -> None:
        """Look for the claims of other articles that go with those of the open ones."""
        raise NotImplementedError

    def take_up_draft(self, article: Article) -> None:
        """Go on with a note of this article that was not saved when the program last ended."""
        raise NotImplementedError

    def keep(self, work: Callable[[], Result]) -> Result | None:
        """Write to the store; None, and it is told why, where that is not possible."""
        raise NotImplementedError

    def flash(self, span: Span) -> None:
        """Light up a place of the current article for a moment."""
        raise NotImplementedError

    def show_cursor(self, pane: OpenPane) -> None:
        """Draw the cursor, or the selection that it is an end of."""
        raise NotImplementedError

    def show_status(self) -> None:
        """Bring the status line up to date."""
        raise NotImplementedError

    def say(self, message: str) -> None:
        """A short word to the user in the status line, until the next command."""
        raise NotImplementedError

    def focus_pane(self, pane: OpenPane) -> None:
        """Give a pane the keys, at once."""
        raise NotImplementedError

    def ask(self, label: str, done: Callable[[str], None], *, initial: str = "",
            changed: Callable[[str], None] | None = None, suggester: Suggester | None = None) -> None:
        """Ask for a line of text at the bottom of the screen; an empty answer is none."""
        raise NotImplementedError

    def use_selection(self, selection: Selection | None) -> None:
        """Make this the selection of the current pane; None ends selecting."""
        raise NotImplementedError

    def change_view(self, pane: OpenPane, **changes: object) -> None:
        """Show a pane's article in another view (fields of `PaneView`) at the same place."""
        raise NotImplementedError

    def relayout(self, pane: OpenPane) -> None:
        """Lay a pane out anew: its width, its view or its repairs changed."""
        raise NotImplementedError

    def close_last_panel(self) -> bool:
        """Close the panel that has the keys, else the one the user opened last; whether there was any."""
        raise NotImplementedError

    def toggle_panel(self, name: str) -> None:
        """Show a panel and go into it; go into it if it is shown; close it from inside."""
        raise NotImplementedError

    def open_panels(self) -> list[Widget]:
        """The panels that are shown and can take the keys, in their order on the screen."""
        raise NotImplementedError

    async def open_article(self, article: Article, *, address: int = 0) -> None:
        """Show an article in a new pane and go there."""
        raise NotImplementedError

    async def close_pane(self, pane: OpenPane) -> None:
        """Close a pane; the last one stays."""
        raise NotImplementedError
