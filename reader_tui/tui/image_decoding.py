"""Image files to pixels, within bounds: what is too large or broken ends in one sentence."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING

from reader_tui.text.pictures import PictureError

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_MOST_PIXELS = 24_000_000
"""Pixels that are decoded at most: 100 MB of memory."""
_SHOWN = (1600, 1600)
"""Width and height in pixels that an image is made smaller to: more than any terminal shows."""


def decode_picture(data: bytes) -> Image:
    """The first frame of an image in RGB; `PictureError` where it is broken, too large, or Pillow is not there."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise PictureError("install reader-tui[images] to see images") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
        width, height = opened.size
        if width * height > _MOST_PIXELS:
            raise PictureError(f"the image is too large to be shown ({width} x {height} pixels)")
        opened.draft("RGB", _SHOWN)
        made = opened.convert("RGBA" if "A" in opened.getbands() else "RGB")
        made.thumbnail(_SHOWN)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, EOFError, MemoryError,
            OverflowError, IndexError, TypeError, Image.DecompressionBombError):  # what damaged files make Pillow raise
        raise PictureError("the image is broken") from None
    return made
