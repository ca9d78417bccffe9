"""The floor of the framework: a Textual application with one screen that prints a marker."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip


class Empty(Screen[None]):
    """Draws the marker that the test documents begin with."""

    def render_line(self, y: int) -> Strip:
        """The marker on the first row."""
        return Strip([Segment("P0000001 empty" if y == 0 else " " * 14)], 14)


class EmptyApp(App[None]):
    """Nothing but that screen."""

    def get_default_screen(self) -> Screen[None]:
        """The empty screen."""
        return Empty()


if __name__ == "__main__":
    EmptyApp().run()
