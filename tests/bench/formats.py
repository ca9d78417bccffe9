"""How long each kind of file takes to open, how much memory, and what becomes of files made to do harm.

    python tests/bench/formats.py [--large]      a Markdown table; --large adds files of 100 MB and 1 GB

Each file is opened in a process of its own, so that its memory is its own. Hostile files pass where they end within
2 seconds and 300 MB, with one line that says what is wrong or with text.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

LIMIT_SECONDS = 2.0
LIMIT_MEGABYTES = 300
PARAGRAPH = "渡船每天早上六點開，老船夫說：「風大的日子，我們就不走了。」大家都聽他的，一直等到風停……\n"
OPEN = """
import sys, time
start = time.perf_counter()
from reader_tui.text.blocks import open_source
from reader_tui.text.load import LoadError
try:
    source, document, is_whole = open_source(sys.argv[1])
    source.block_at(source.length // 2), source.block_at(source.length)
    said = f"{source.length:,} addresses" + ("" if is_whole else ", in parts")
except LoadError as error:
    said = str(error).rpartition("/")[2][:90]
seconds = time.perf_counter() - start
# not getrusage: its peak begins with that of the process this one was forked from
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(seconds, int(peak) / 1024, said, sep="\\t")
"""
Make = Callable[[Path], None]


def text(size: int, encoding: str = "utf-8", line: str = PARAGRAPH) -> Make:
    """A file of about ``size`` bytes of one line repeated."""

    def make(path: Path) -> None:
        piece = (line * 4000).encode(encoding)
        with path.open("wb") as file:
            for _ in range(size // len(piece) + 1):
                file.write(piece)
    return make


def content(data: str | bytes) -> Make:
    """A file of that content."""
    return lambda path: path.write_bytes(data.encode() if isinstance(data, str) else data) and None


def book(chapter: str | bytes, count: int = 1, method: int = zipfile.ZIP_DEFLATED, **more: str | bytes) -> Make:
    """An EPUB whose chapters are all alike; ``more`` replaces or adds parts."""

    def make(path: Path) -> None:
        items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(count))
        spine = "".join(f'<itemref idref="c{n}"/>' for n in range(count))
        parts: dict[str, str | bytes] = {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"}
        parts |= {f"c{n}.xhtml": chapter for n in range(count)}
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", method) as archive:
            for name, part in (parts | more).items():
                archive.writestr(name, part)
        path.write_bytes(made.getvalue())
    return make


def entities() -> str:
    """Nine levels of entities, each ten of the one below: a gigabyte when expanded."""
    levels = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{levels}]><package>&j;</package>'


PAGE = "<!DOCTYPE html><title>渡船</title><article>" + f"<p>{PARAGRAPH}</p>" * 400 + "</article>"
N = 1_000_000
ORDINARY: dict[str, Make] = {
    "article.txt": text(7_000), "novel.txt": text(3 << 20), "novel-gb18030.txt": text(3 << 20, "gb18030"),
    "novel-big5.txt": text(3 << 20, "cp950"), "novel-utf16.txt": text(3 << 20, "utf-16"),
    "one-line.txt": text(5 << 20, line=PARAGRAPH.strip()), "short-lines.txt": text(4 << 20, line="渡船\n"),
    "article.md": content("# 渡船\n\n" + f"{PARAGRAPH}\n" * 400), "page.html": content(PAGE),
    "book.epub": book("<html><body><h1>章</h1>" + f"<p>{PARAGRAPH}</p>" * 200 + "</body></html>", 40),
}
LARGE: dict[str, Make] = {
    "100MB.txt": text(100 << 20), "100MB-gb18030.txt": text(100 << 20, "gb18030"),
    "100MB-line.txt": text(100 << 20, line=PARAGRAPH.strip()), "1GB.txt": text(1 << 30),
}
HOSTILE: dict[str, Make] = {
    "empty.txt": content(b""), "nul.txt": content("字\0" * N), "random.bin": content(os.urandom(4 << 20)),
    "controls.txt": content("\x1b]52;c;x\x07" * N), "marks.txt": content("a" + "\u0301" * N),
    "unclosed.html": content("<html>" + "<a " * N), "quotes.html": content("<html>" + '<a b="' * N),
    "deep.html": content("<html>" + "<div>" * N), "tables.html": content("<html>" + "<table><tr><td>x</td><td>" * 99_999),
    "references.html": content("<html>" + "&" * 5 * N), "linked-data.html": content(
        '<html><script type="application/ld+json">' + "[" * N + "</script>字"),
    "stars.md": content("*a_ " * N), "brackets.md": content("[" * N), "quotes.md": content(">" * N),
    "ratio.epub": book(bytes(60 << 20)), "large.epub": book(bytes(70 << 20)),
    "many.epub": book("<p>字</p>", 12_000, zipfile.ZIP_STORED), "nested.epub": book("<div>" * N, 1, zipfile.ZIP_STORED),
    "entities.epub": book("<p>字</p>", **{"book.opf": entities()}),
    "deep.epub": book("<p>字</p>", 1, zipfile.ZIP_STORED, **{"book.opf": "<a>" * N}),
    "outside.epub": book("<p>字</p>", **{"../../evil": "x"}), "cut.epub": content(b"PK\x03\x04" + bytes(N)),
    "broken.pdf": content(b"%PDF-1.7\n" + b"1 0 obj<<" * N),
}


def rows(files: dict[str, Make], is_hostile: bool) -> Iterator[str]:
    """A row of the table for each file, made, opened and removed one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make in files.items():
            path = Path(folder) / name
            make(path)
            size = path.stat().st_size / 2**20
            started = time.perf_counter()
            ran = subprocess.run([sys.executable, "-c", OPEN, str(path)], capture_output=True, text=True, check=False)
            whole = time.perf_counter() - started
            left = sorted(found.name for found in Path(folder).iterdir())
            path.unlink()
            if ran.returncode:
                yield f"| {name} | {size:.1f} | {whole:.2f} | | FAILS: {ran.stderr.strip().splitlines()[-1][:80]} |"
                continue
            seconds, memory, said = ran.stdout.rstrip("\n").split("\t")
            is_within = float(seconds) < LIMIT_SECONDS and float(memory) < LIMIT_MEGABYTES and left == [name]
            verdict = said if is_within or not is_hostile else f"FAILS: {said}"
            yield f"| {name} | {size:.1f} | {float(seconds):.2f} | {float(memory):.0f} | {verdict} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also files of 100 MB and 1 GB (2.4 GB of disk)")
    large = parser.parse_args().large
    print("| file | MB | seconds | peak MB | result |\n|---|---|---|---|---|")
    for files, is_hostile in ((ORDINARY, False), (LARGE if large else {}, False), (HOSTILE, True)):
        for row in rows(files, is_hostile):
            print(row, flush=True)


if __name__ == "__main__":
    main()
