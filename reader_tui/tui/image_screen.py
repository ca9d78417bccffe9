"""One image over the text, as well as the terminal can show it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from reader_tui.text.pictures import PictureError
from reader_tui.tui.drawable import drawable

if TYPE_CHECKING:
    from PIL.Image import Image


def image_widget(app: App[Any], picture: Image) -> Widget:
    """The widget that draws pixels; `PictureError` where the library for that is not installed.

    The library asks the terminal what it can show when it is imported, and takes the next input for the answer. So
    it is imported only now, while the application has let go of the terminal.
    """
    logging.getLogger("textual_image").setLevel(logging.CRITICAL)  # it tells on the terminal what it has to guess
    try:
        try:
            with app.suspend():
                from textual_image.widget import Image as ImageWidget
        except SuspendNotSupported:  # a page of a browser, or a test
            from textual_image.widget import Image as ImageWidget
    except ImportError:
        raise PictureError("install reader-tui[images] to see images") from None
    widget: Widget = ImageWidget(picture)
    return widget


class ImageScreen(ModalScreen[None]):
    """The image and what is said of it; any of the usual keys closes it."""

    CSS_PATH = "image_screen.tcss"
    BINDINGS = [Binding("escape,q,enter,space,I", "dismiss", "Close")]

    def __init__(self, widget: Widget, words: str) -> None:
        """``words`` stand under the image: its alternative text."""
        super().__init__()
        self._widget = widget
        self._words = words

    def compose(self) -> ComposeResult:
        """The image above its words."""
        with Vertical():
            yield self._widget
            yield Static(Text(drawable(self._words), no_wrap=True))
