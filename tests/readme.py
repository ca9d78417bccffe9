"""Bring the generated parts of the README up to date: `python tests/readme.py`.

The key table comes from the command table, the screenshots from the program itself.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path

from reader_tui.text.width import cell_len

PROJECT = Path(__file__).resolve().parent.parent
README = PROJECT / "README.md"
SCREENSHOTS = PROJECT / "tests" / "screenshots"
BEGIN, END = "<!-- keys: begin -->", "<!-- keys: end -->"
SHOTS = {
    "reading": ((120, 40), [1], [], "dark"),
    "claims": ((120, 40), [0], ["c", "j", "j", "j"], "dark"),
    "two-panes": ((200, 50), [0, 1], ["T"], "dark"),
    "light": ((80, 24), [1], [], "light"),
}
"""Name: size in cells, which sample articles, keys to press, theme."""


def with_keys(readme: str) -> str:
    """The README with a fresh key table."""
    from reader_tui.keymap import key_table

    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{key_table()}\n{END}{after}"


async def take(name: str) -> str:
    """A screenshot as SVG."""
    from reader_tui.config import Settings
    from reader_tui.keymap import Keymap
    from reader_tui.samples import sample_folder
    from reader_tui.tui.app import ReaderApp
    from reader_tui.tui.opening import read_article

    size, numbers, keys, theme = SHOTS[name]
    paths = sorted(sample_folder().glob("*.txt"))
    with tempfile.TemporaryDirectory() as home:
        articles = [read_article(str(paths[number])) for number in numbers]
        app = ReaderApp(articles, [], Settings(theme=theme), Keymap(), Path(home))
        async with app.run_test(size=size) as pilot:
            while any(article.analysis is None for article in articles):
                await pilot.pause(0.05)
            await pilot.pause(0.4)
            await pilot.press(*keys)
            await pilot.pause(0.4)
            return with_exact_widths(app.export_screenshot(title="reader-tui", simplify=False))


_TEXT = re.compile(r'<text class="([^"]+-r\d+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" ([^>]*)>([^<]*)</text>')
_CELL = 12.2
"""Width of a cell in the picture."""


def with_exact_widths(svg: str) -> str:
    """The picture with every run of characters as wide as its cells.

    The export counts characters, so Chinese comes out at half its width; and it names fonts on the web, which a
    picture kept with the source should not ask for.
    """

    def placed(found: re.Match[str]) -> str:
        name, x, y, rest, text = found.groups()
        at, out = float(x), []
        for cells, run in groupby(html.unescape(text), key=cell_len):
            part = "".join(run)
            width = cells * len(part) * _CELL
            if part.strip():
                shown = html.escape(part).replace(" ", "&#160;")
                out.append(f'<text class="{name}" x="{at:g}" y="{y}" textLength="{width:g}" {rest}>{shown}</text>')
            at += width
        return "".join(out)

    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    fonts = "Fira Code, Menlo, Consolas, DejaVu Sans Mono, Noto Sans Mono CJK TC, monospace"
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {fonts}")
    return _TEXT.sub(placed, svg)


def main() -> None:
    """Write README and screenshots."""
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
    SCREENSHOTS.mkdir(exist_ok=True)
    for name in SHOTS:
        (SCREENSHOTS / f"{name}.svg").write_text(asyncio.run(take(name)), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    main()
