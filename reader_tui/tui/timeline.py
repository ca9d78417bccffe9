"""The timeline widget: events of every open article, or of the whole library, on one axis of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader_tui.tui.pieces import Piece, PieceWidget
from reader_tui.tui.titles import TIMELINE_HEAD

if TYPE_CHECKING:
    from reader_tui.tui.timeline_axis import Window
    from reader_tui.tui.timeline_entries import Place, TimelineEntry
    from reader_tui.tui.timeline_rows import DatedArticle
    from reader_tui.tui.timeline_state import TimelineState

_WHEEL_ZOOM = 0.8
_WHEEL_PAN = 0.1
"""Share of the screen."""


class TimelineView(PieceWidget, can_focus=True):
    """Draws events; says which one is chosen."""

    STYLE_PREFIX = "timeline"
    DEFAULT_CSS = """
    TimelineView { height: 8; }
    """

    class Chosen(Message):
        """An event was chosen: its sentence is wanted, at this one of its places."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    class Highlighted(Message):
        """Another event is selected."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_empty = True
        """Whether nothing was given to it yet; it draws only its name then."""
        self._drawn: list[list[Piece]] | None = None
        self._grip: tuple[int, Window] | None = None
        """Where the axis was taken hold of: the column, and the window then."""
        self._was_dragged = False

    @cached_property
    def state(self) -> TimelineState:
        """What it shows and how; loaded when it is asked for, as the first screen is up before anything is dated."""
        from reader_tui.tui.timeline_state import TimelineState

        return TimelineState()

    def show(self, entries: Sequence[TimelineEntry], dates: Sequence[DatedArticle] = (), note: str = "") -> None:
        """Show these events, see `TimelineState.show`."""
        self._is_empty = False
        self._change(lambda: self.state.show(entries, dates, note))

    def filter(self, words: str) -> None:
        """Show only what the filter asks for, see `timeline_entries.matching`."""
        self._change(lambda: self.state.filter(words))

    def follow(self, key: object) -> None:
        """Mark the event at the reading position, and select it unless the user is in here."""
        if not self._is_empty and key != self.state.current:
            self.state.current = key
            if not self.has_focus:
                self.state.follow(key)
            self._redraw()

    @property
    def selected(self) -> TimelineEntry | None:
        """The selected event."""
        return self.state.selected

    # -- what keys do --------------------------------------------------------------------------------------

    def move(self, count: int) -> None:
        """Select the event or cluster ``count`` further on (back where negative)."""
        self._change(lambda: self.state.move(count))
        self._tell_selected()

    def choose(self) -> None:
        """Choose the selected event; open a cluster."""
        place = self.state.choose()
        self._redraw()
        if place is not None:
            self.post_message(self.Chosen(place))

    def zoom(self, factor: float) -> None:
        """Show a stretch of time ``factor`` times as long."""
        self._change(lambda: self.state.zoom(factor))

    def pan(self, share: float) -> None:
        """Move along the axis by that share of the screen, into the past where negative."""
        self._change(lambda: self.state.pan(share))

    def fit(self) -> None:
        """Show the whole time."""
        self._change(self.state.fit)

    def toggle_list(self) -> None:
        """Change between axis and list."""
        self._change(self.state.toggle_list)

    def _tell_selected(self) -> None:
        if self.selected is not None:
            self.post_message(self.Highlighted(self.selected.places[0]))

    # -- drawing -------------------------------------------------------------------------------------------

    def _change(self, change: Callable[[], None]) -> None:
        """Do something to the state and draw what came of it."""
        change()
        self._redraw()

    def _redraw(self) -> None:
        self._drawn = None
        self.refresh()

    def on_resize(self) -> None:
        """Everything depends on the size."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One row, made of styled pieces."""
        if self._is_empty:
            return self.strip_of([*TIMELINE_HEAD, ("rule", "─" * self.size.width)] if y == 0 else [])
        if self._drawn is None:
            self.state.width, self.state.height = self.size.width, self.size.height
            self._drawn = self.state.rows()
        return self.strip_of(self._drawn[y] if y < len(self._drawn) else [])

    # -- the mouse -----------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Select the event clicked; the second click chooses it; a cluster opens at once."""
        entry = self.state.entry_at(event.x, event.y)
        if entry is None or self._was_dragged:
            return
        is_again = event.chain > 1 and self.selected is not None and entry.key == self.selected.key
        self._change(lambda: self.state.select(entry.key))
        self._tell_selected()
        if is_again or len(self.state.members) > 1:
            self.choose()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the axis."""
        self._was_dragged = False
        if not self.state.is_list:
            self._grip = event.x, self.state.window
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the axis along."""
        if self._grip is None:
            return
        column, window = self._grip
        if self._was_dragged or abs(event.x - column) > 1:
            self._was_dragged = True
            self._change(lambda: self.state.look_at(window.panned((column - event.x) / max(1, self.size.width))))

    def on_mouse_up(self) -> None:
        """Let the axis go."""
        self._grip = None
        self.release_mouse()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in where the pointer is; with Shift or Control go back in time; in the list go up."""
        self._turn_wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out where the pointer is; with Shift or Control go on in time; in the list go down."""
        self._turn_wheel(event, 1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Go back in time."""
        event.stop()
        self.pan(-_WHEEL_PAN)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Go on in time."""
        event.stop()
        self.pan(_WHEEL_PAN)

    def _turn_wheel(self, event: events.MouseEvent, direction: int) -> None:
        event.stop()
        if self.state.is_list:
            self.move(direction)
        elif event.shift or event.ctrl:
            self.pan(direction * _WHEEL_PAN)
        else:
            self._change(lambda: self.state.zoom_at(_WHEEL_ZOOM**-direction, event.x))
