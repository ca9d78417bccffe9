"""Images: out of the text or from beside it, within bounds, never from the web."""

from __future__ import annotations

import base64
import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reader import press, reader, screen_of

from reader_tui.text.pictures import PictureError, picture_bytes
from reader_tui.tui.image_decoding import decode_picture
from reader_tui.tui.image_screen import ImageScreen

BOOK = """<package><metadata><title>渡口</title></metadata><manifest>
<item id="c" href="text/c.xhtml" media-type="application/xhtml+xml"/><item id="p" href="pictures/p.png" media-type="image/png"/>
</manifest><spine><itemref idref="c"/></spine></package>"""


def png(width: int = 4, height: int = 3, claims: tuple[int, int] | None = None) -> bytes:
    """A red image; ``claims`` is the size that its header states instead of the true one."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", *(claims or (width, height)), 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xff\0\0" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>')
        archive.writestr("O/b.opf", BOOK)
        archive.writestr("O/text/c.xhtml", '<html><body><p>河。</p><img alt="河景" src="../pictures/p.png"/></body></html>')
        archive.writestr("O/pictures/p.png", png())
    return path


def test_an_image_comes_from_beside_its_text(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "河 景.png").write_bytes(png())
    assert picture_bytes(tmp_path / "page.html", "page_files/%E6%B2%B3%20%E6%99%AF.png?x=1") == png()


def test_an_image_comes_out_of_its_book_and_of_the_text_itself(book: Path) -> None:
    assert picture_bytes(book, "O/pictures/p.png") == png()
    assert picture_bytes(None, "data:image/png;base64," + base64.b64encode(png()).decode()) == png()


@pytest.mark.parametrize("target", [
    "https://example.org/a.png", "//example.org/a.png", "file:///etc/passwd", "/etc/passwd", "../secret.png", "a/../../secret.png",
    "%2e%2e/secret.png", "link.png", "pipe.png", "missing.png", "", "text.png", "a\0b.png", "data:image/png", "data:image/png;base64,****",
    "data:image/svg+xml,<svg/>", "x" * 5000])
def test_nothing_else_is_read(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(folder / "pipe.png")
    (folder / "text.png").write_text("文字")
    with pytest.raises(PictureError):
        picture_bytes(folder / "page.md", target)


def test_pixels_are_bounded() -> None:
    pytest.importorskip("PIL")
    assert decode_picture(png()).size == (4, 3)
    assert decode_picture(png(3000, 1000)).size == (1600, 533)
    for data, told in ((png(claims=(60_000, 60_000)), "too large|broken"), (png()[:40], "broken"), (b"GIF89a" + bytes(50), "broken")):
        with pytest.raises(PictureError, match=told):
            decode_picture(data)


@given(st.integers(0, 200), st.binary(max_size=12))
@settings(max_examples=80, deadline=None)
def test_a_damaged_image_is_an_image_or_one_sentence(at: int, noise: bytes) -> None:
    pytest.importorskip("PIL")
    good = png()
    at %= len(good)
    try:
        assert decode_picture(good[:at] + noise + good[at + len(noise):]).size
    except PictureError as error:
        assert str(error)


async def test_the_image_at_hand_is_shown_and_closed(book: Path, home: Path) -> None:
    pytest.importorskip("textual_image")
    async with reader([book], home).run_test(size=(60, 20)) as pilot:
        await pilot.pause(0.2)
        await press(pilot, "I")
        for _ in range(60):
            await pilot.pause(0.05)
            if isinstance(pilot.app.screen, ImageScreen):
                break
        assert isinstance(pilot.app.screen, ImageScreen)
        await press(pilot, "q")
        assert not isinstance(pilot.app.screen, ImageScreen)


async def test_an_image_of_the_web_stays_a_placeholder(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("![河景](https://example.org/a.png)", encoding="utf-8")
    async with reader([path], home).run_test(size=(100, 20)) as pilot:
        await pilot.pause(0.2)
        rows = [row.text for row in screen_of(pilot).current.pane.viewport.rows()]
        assert rows == ["[image: 河景]"]
        await press(pilot, "I")
        for _ in range(40):
            await pilot.pause(0.05)
            if "fetched" in screen_of(pilot)._said:
                break
        assert "nothing is fetched" in screen_of(pilot)._said


def test_nothing_of_images_is_loaded_before_one_is_wanted() -> None:
    code = "import sys, reader_tui.tui.app; print([name for name in sys.modules if name.startswith(('PIL', 'textual_image'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_a_png_made_here_is_one() -> None:
    image = pytest.importorskip("PIL.Image")
    assert image.open(io.BytesIO(png())).getpixel((0, 0)) == (255, 0, 0)
