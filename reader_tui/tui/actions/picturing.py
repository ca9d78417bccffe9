"""Images of the text, shown when they are asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader_tui.text.model import Markup, Span
from reader_tui.tui.background import run_beside
from reader_tui.tui.base import OpenPane, ReaderBase

if TYPE_CHECKING:
    from PIL.Image import Image

    from reader_tui.text.pictures import PictureError


def image_near(pane: OpenPane) -> Markup | None:
    """The image at the cursor, else the first one on the screen; None where there is none."""
    structure = pane.article.structure
    if structure is None:
        return None
    at = pane.pane.cursor
    shown = Span(pane.pane.address, max(pane.pane.address, pane.pane.viewport.end_address))
    for span in (Span(at, at + 1), shown):
        found = next((part for part in structure.within(span) if part.kind == "image"), None)
        if found is not None:
            return found
    return None


class PictureActions(ReaderBase):
    """The image at the cursor."""

    def action_show_image(self) -> None:
        """Show the image at the cursor, or the first one on the screen."""
        current = self.current
        image = image_near(current)
        if image is None:
            self.say("no image here")
            return
        path, target = current.article.path, image.target

        def work() -> Image | PictureError:
            from reader_tui.text.pictures import PictureError, picture_bytes
            from reader_tui.tui.image_decoding import decode_picture

            try:
                return decode_picture(picture_bytes(path, target))
            except PictureError as error:
                return error

        run_beside(self.app, work, partial(self._show_image, image.span.of(current.article.document.text)))

    def _show_image(self, words: str, picture: Image | PictureError) -> None:
        from reader_tui.text.pictures import PictureError
        from reader_tui.tui.image_screen import ImageScreen, image_widget

        try:
            if isinstance(picture, PictureError):
                raise picture
            self.app.push_screen(ImageScreen(image_widget(self.app, picture), words))
        except PictureError as error:
            self.say(str(error))
