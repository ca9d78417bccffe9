"""Damages good files at random and opens them, for as long as one likes; the tests do so for a moment only.

    python tests/bench/fuzz.py [SECONDS] [SEED]

Every file must open or be refused with `LoadError` within 2 seconds. What does otherwise is written to a file
``fuzz-SEED-ROUND`` in the current folder, and the exit status is 1.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import time
import zipfile
import zlib
from pathlib import Path

from reader_tui.feeds import parse_feed, parse_opml
from reader_tui.text.blocks import TextBlocks
from reader_tui.text.composition import Composition
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.hyperlinks import links_of
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.load import LoadError, load
from reader_tui.text.model import Document
from reader_tui.text.pages import Pages
from reader_tui.text.pictures import PictureError
from reader_tui.text.sanitize import sanitize
from reader_tui.text.structure import Structure
from reader_tui.tui.image_decoding import decode_picture

SLOW = 2.0
PAGE = """<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>渡口_日報</title><meta name=author content=沈青>
<script type="application/ld+json">{"@graph":[{"datePublished":"2024-05-03","author":[{"name":"沈青"}]}]}</script></head>
<body><nav><ul><li><a href="/1">另一條新聞</a></ul></nav><div class=article><h1>渡口</h1><time>2024-05-03</time>
<p>　　河很寬，船夫說：「今天不走了。」</p><blockquote>風大，浪也大。</blockquote><table><tr><th>年<th>船<tr><td>一<td>二</table>
<ol start=3><li>米<li>鹽</ol><pre>a  b</pre><img alt=河 data-src=/p.png><br>&hellip;&#x4e00;</div></body></html>"""
MARKDOWN = """---\ntitle: 渡口\ndate: 2024-05-03\n---\n# 渡 *口*\n\n河**很**寬。\n船夫說。\n\n> 引\n> > 文\n\n1. 米\n   - 鹽\n
| 年 | 船 |\n|---|---|\n| 一 | 二 |\n\n```py\nx\n```\n\n![河](p.png) [鏈](http://example.org/?a=1) `碼` ~~刪~~\n\n---\n"""
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>日報</title><item><title>渡口</title>
<guid>1</guid><pubDate>Fri, 03 May 2024 08:00:00 +0800</pubDate><description><![CDATA[<p>河。</p>]]></description></item>
</channel></rss>"""
OPML = '<opml><body><outline text="報"><outline text="一" xmlUrl="https://example.org/"/></outline></body></opml>'


def book() -> bytes:
    """A small EPUB, stored unpacked so that damage reaches its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml",
                         '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>')
        archive.writestr("b.opf", '<package><metadata><title>渡口</title></metadata><manifest>'
                         '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
                         '<item id="t" href="t.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
                         '<spine><itemref idref="c"/></spine></package>')
        archive.writestr("c.xhtml", "<html><body><h1>渡口</h1><p>河很寬。</p></body></html>")
        archive.writestr("t.ncx", '<ncx><navMap><navPoint><navLabel><text>一</text></navLabel><content src="c.xhtml"/>'
                         "</navPoint></navMap></ncx>")
    return made.getvalue()


def page_of_pdf() -> bytes:
    """A PDF file with one page of text."""
    content = b"BT /F 12 Tf 10 50 Td (The river is wide.) Tj ET"
    return (b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
            b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
            b"trailer<</Root 1 0 R>>\n" % (len(content), content))


def picture() -> bytes:
    """A small PNG file."""
    rows = zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)


SEEDS = {"page.html": PAGE.encode(), "page-gb.html": PAGE.replace("utf-8", "gbk").encode("gb18030", "replace"),
         "渡口.md": MARKDOWN.encode(), "渡口.txt": MARKDOWN.encode("cp950", "replace"), "book.epub": book(),
         "feed": FEED.encode(), "opml": OPML.encode(), "page.pdf": page_of_pdf(), "picture": picture()}


def damage(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, cut, doubled or moved."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 64))
        piece = bytes(made[at : at + length])
        match chance.randrange(5):
            case 0:
                made[at : at + length] = chance.randbytes(len(piece))
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = piece * chance.choice((1, 2, 50, 2000))
            case 3:
                made[at:at] = chance.choice((b"<", b"&", b"\0", b"\xff", b"]]>", b"<!--", b"\x1b[2J", "字".encode()))
            case _:
                to = chance.randrange(len(made) + 1)
                made[to:to] = piece
    return bytes(made)


def open_damaged(name: str, data: bytes) -> None:
    """Open what was damaged, by the parser that its good version is for."""
    if name == "feed":
        parse_feed(data)
    elif name == "opml":
        parse_opml(data)
    elif name == "picture":
        decode_picture(data)
    else:
        lay_out(load(data, name=name))


def lay_out(document: Document) -> None:
    """Look at what was read as the reader would: its links, its structure, its rows."""
    safe = sanitize(document.text)
    assert len(safe) == len(document.text)
    assert all(part.span.end <= len(safe) for part in document.markup)
    assert all(bool(link.address) != bool(link.refusal) for link in links_of(document))
    pages = Pages(TextBlocks(document.text), Composition().view_of, LayoutOptions(40), 1, Structure(document))
    rows = pages.rows_at(0)
    assert all(row.indent + row.width <= 40 for row in rows.rows)
    assert [row.start for row in rows.rows] == sorted(row.start for row in rows.rows)


def main() -> int:
    """Fuzz; the exit status."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    rounds = failures = 0
    while time.monotonic() < end:
        rounds += 1
        name = chance.choice(sorted(SEEDS))
        data = damage(SEEDS[name], chance)
        started = time.perf_counter()
        try:
            open_damaged(name, data)
        except (LoadError, FormatError, PictureError):
            said = ""
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever escapes is what is looked for
            said = f"{type(error).__name__}: {error}"
        else:
            said = ""
        if time.perf_counter() - started > SLOW:
            said = said or "slow"
        if said:
            failures += 1
            Path(f"fuzz-{seed}-{rounds}").write_bytes(data)
            print(f"{name}, round {rounds}: {said}")
    print(f"{rounds} files, {failures} failures")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
