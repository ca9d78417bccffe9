"""Books become their chapters' text; archives made to do harm are refused soon and write nothing."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.formats.archive import MOST_ENTRIES
from reader_tui.text.formats.epub import read_epub
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.load import LoadError, load

CONTAINER = ('<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
             '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
             "</rootfiles></container>")
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>渡 口</dc:title><dc:creator>沈青</dc:creator>
<dc:date>2019-08-01</dc:date><dc:language>zh-Hant</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="b" href="text/%E4%BA%8C.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="p" href="p.png" media-type="image/png"/></manifest>
<spine toc="toc"><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine>
</package>"""
NAV = '<html><body><nav><ol><li><a href="text/a.xhtml">第一章</a></li></ol></nav></body></html>'
NCX = """<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://example.org/ncx.dtd">
<ncx><navMap><navPoint><navLabel><text>第二章 夜</text></navLabel>
<content src="text/%E4%BA%8C.xhtml#x"/></navPoint>
</navMap></ncx>"""
ONE = """<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>
<script src="x"/></head><body><h1>第一章　渡船</h1><p>河很寬。<img src="../p.png" alt="河"/></p>
<aside epub:type="footnote"><p>註：今已乾。</p></aside></body></html>"""
TWO = "<html><body><p>夜裡沒有人。</p></body></html>"
PARTS = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": PACKAGE,
         "OEBPS/nav.xhtml": NAV, "OEBPS/toc.ncx": NCX, "OEBPS/text/a.xhtml": ONE, "OEBPS/text/二.xhtml": TWO}


def pack(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_parts(**parts: str | bytes) -> bytes:
    return pack(PARTS | {f"OEBPS/{name.replace('_', '.')}": content for name, content in parts.items()})


def test_a_book_is_its_chapters_in_order() -> None:
    book = read_epub(pack(PARTS))
    assert book.text == "第一章　渡船\n\n河很寬。[image: 河]\n\n註：今已乾。\n\n第二章 夜\n\n夜裡沒有人。"
    assert (book.title, book.date, book.meta) == ("渡 口", "2019-08-01", {"author": "沈青", "language": "zh-Hant"})
    assert [(part.kind, part.span.of(book.text)) for part in book.markup] == [
        ("heading", "第一章　渡船"), ("image", "[image: 河]"), ("note", "註：今已乾。"), ("heading", "第二章 夜")]


def test_a_file_is_known_as_a_book_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "渡口"
    path.write_bytes(pack(PARTS, zipfile.ZIP_STORED))
    assert load(path).title == "渡 口"
    path.write_bytes(pack({"a.txt": "字"}))
    with pytest.raises(LoadError, match="is a ZIP archive, not a text"):
        load(path)


def encrypted() -> bytes:
    data = bytearray(pack(PARTS))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def symbolic_link() -> bytes:
    made = io.BytesIO(pack(PARTS))
    with zipfile.ZipFile(made, "a") as archive:
        entry = zipfile.ZipInfo("OEBPS/link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def duplicate() -> bytes:
    made = io.BytesIO(pack(PARTS))
    with pytest.warns(UserWarning), zipfile.ZipFile(made, "a") as archive:
        archive.writestr("OEBPS/text/a.xhtml", TWO)
    return made.getvalue()


def lying_size() -> bytes:
    """A chapter of zeros that says it is ten bytes long."""
    data = bytearray(pack(PARTS | {"OEBPS/text/a.xhtml": bytes(50 << 20)}))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        if data[at + 46 :].startswith(b"OEBPS/text/a.xhtml"):
            struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def moved_directory() -> bytes:
    """An archive whose list of parts says that they begin before the file does."""
    data = bytearray(pack(PARTS))
    struct.pack_into("<I", data, len(data) - 6, struct.unpack_from("<I", data, len(data) - 6)[0] + 7)
    return bytes(data)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]><package>&j;</package>"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "ratio": (lambda: with_parts(text_zeros=bytes(60 << 20)), "decompression bomb"),
    "large entry": (lambda: with_parts(text_zeros=bytes(70 << 20)), "decompression bomb"),
    "lying size": (lying_size, "decompression bomb|cannot be unpacked"),
    "parent": (lambda: pack(PARTS | {"../../evil.txt": "x"}), "leads out of the archive"),
    "absolute": (lambda: pack(PARTS | {"/etc/evil": "x"}), "leads out of the archive"),
    "drive": (lambda: pack(PARTS | {"C:/evil": "x"}), "leads out of the archive"),
    "backslash": (lambda: pack(PARTS | {"..\\evil": "x"}), "leads out of the archive"),
    "symbolic link": (symbolic_link, "holds a symbolic link"),
    "encrypted": (encrypted, "is encrypted"),
    "duplicate": (duplicate, "two parts of one name"),
    "many entries": (lambda: pack(PARTS | {f"{n}": "" for n in range(MOST_ENTRIES)}, zipfile.ZIP_STORED), "parts"),
    "entities": (lambda: pack(PARTS | {"OEBPS/book.opf": BOMB}), "declares XML entities"),
    "external entity": (lambda: pack(PARTS | {
        "OEBPS/book.opf": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><package>&a;</package>'}),
        "declares XML entities"),
    "deep XML": (lambda: pack(PARTS | {"OEBPS/book.opf": "<a>" * 100_000}), "nests XML too deep"),
    "many elements": (lambda: pack(PARTS | {"OEBPS/book.opf": f"<a>{'<b/>' * 300_000}</a>"}, zipfile.ZIP_STORED),
                      "too much of it"),
    "deep chapter": (lambda: pack(PARTS | {"OEBPS/text/a.xhtml": "<div>" * 300_000}, zipfile.ZIP_STORED), "elements"),
    "no container": (lambda: pack({"mimetype": "application/epub+zip"}), "lacks its part META-INF"),
    "no package": (lambda: pack({"META-INF/container.xml": CONTAINER}), "lacks its part OEBPS/book.opf"),
    "broken XML": (lambda: pack(PARTS | {"OEBPS/book.opf": "<package><metadata>"}), "broken XML"),
    "cut off": (lambda: pack(PARTS)[:-40], "broken ZIP"),
    "a place before the beginning": (moved_directory, "broken ZIP|cannot be unpacked"),
    "protected": (lambda: pack(PARTS | {"META-INF/rights.xml": "<x/>"}), "DRM"),
    "no text": (lambda: pack(PARTS | {"OEBPS/text/a.xhtml": "<p/>", "OEBPS/text/二.xhtml": "",
                                  "OEBPS/nav.xhtml": "", "OEBPS/toc.ncx": "<ncx/>"}), "holds no text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_books_are_refused_in_one_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, why = HOSTILE[name]
    path = tmp_path / "book.epub"
    path.write_bytes(make())
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LoadError, match=why) as caught:
        load(path)
    assert "\n" not in str(caught.value)
    assert os.listdir(tmp_path) == ["book.epub"]  # noqa: PTH208 - names are enough


@settings(max_examples=60)
@given(st.data())
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    book = bytearray(pack(PARTS))
    for _ in range(data.draw(st.integers(1, 8))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_epub(bytes(book))
    except FormatError as error:
        assert str(error)
