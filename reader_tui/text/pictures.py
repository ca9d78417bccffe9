"""The bytes of an image that a text shows a placeholder for: out of its book, or from a file beside it.

Nothing is ever fetched: an image on the web stays a placeholder, as asking for it would tell that the text was read.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from reader_tui.text.formats.archive import Archive
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.load import LARGEST_PACKED, LoadError, open_regular

LARGEST = 32 << 20
"""Bytes of an image file at most."""
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
"""How PNG, JPEG, GIF, WebP and BMP begin; no other format is decoded."""


class PictureError(Exception):
    """An image that cannot be had; the message is one sentence."""


def picture_bytes(path: Path | None, target: str) -> bytes:
    """The file of an image; ``path`` is that of the text, ``target`` the image's address in it.

    `PictureError` where it is not here, is too large or is no image.
    """
    scheme = target.partition(":")[0].lower() if ":" in target else ""
    if scheme == "data":
        data = _embedded(target)
    elif scheme or target.startswith("//"):
        raise PictureError("the image is not in the text; nothing is fetched to show one")
    elif path is None or not target:
        raise PictureError("the image is not here")
    elif path.suffix.lower() == ".epub":
        data = _in_book(path, target)
    else:
        data = _beside(path, target)
    if not data.startswith(_SIGNATURES):
        raise PictureError("this is no image of a kind that can be shown")
    return data


def _embedded(target: str) -> bytes:
    head, comma, body = target.partition(",")
    if not comma or len(body) > 2 * LARGEST:
        raise PictureError("the image is broken or too large")
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body), validate=False)
    except (binascii.Error, ValueError):
        raise PictureError("the image is broken") from None


def _in_book(path: Path, target: str) -> bytes:
    try:
        return Archive(_read(path, LARGEST_PACKED)).read(target)
    except FormatError as error:
        raise PictureError(f"the book {error}") from None


def _beside(path: Path, target: str) -> bytes:
    """A file in the folder of the text or below it, whatever links and dots the address holds."""
    folder = path.absolute().parent.resolve()
    try:
        found = (folder / unquote(target.partition("#")[0].partition("?")[0])).resolve()
    except (OSError, ValueError, RuntimeError):
        raise PictureError("the image has no valid name") from None
    if not found.is_relative_to(folder):
        raise PictureError("the image lies outside the folder of the text")
    return _read(found, LARGEST)


def _read(path: Path, largest: int) -> bytes:
    try:
        opened = open_regular(path)
    except LoadError as error:
        raise PictureError(str(error)) from None
    with os.fdopen(opened.descriptor, "rb") as file:
        if opened.size > largest:
            raise PictureError("the image is too large")
        return file.read(largest)
