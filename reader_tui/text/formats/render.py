"""A tree of HTML elements to running text with its structure."""

from __future__ import annotations

from collections.abc import Callable

from reader_tui.text.formats.builder import TextBuilder
from reader_tui.text.formats.tree import Element, names
from reader_tui.text.model import MarkupKind

SKIPPED = names("script style head template noscript iframe object embed svg math canvas audio video select option "
                "button input textarea map")
"""Elements without text for a reader."""
_BLOCKS = names("address article aside body center details dd dialog div dl dt fieldset figcaption figure footer form "
                "header hgroup html legend main menu nav p section summary")
_INLINE: dict[str, MarkupKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis", "strong": "strong", "b": "strong",
    "s": "strike", "del": "strike", "strike": "strike", "code": "code", "kbd": "code", "samp": "code", "tt": "code"}
_BULLET = "• "
_DEEPEST_TABLE = 3
"""Tables in tables that are looked at for data; each level reads all of its cells."""
_LONGEST_CELL = 400
"""Code points; a table with a longer cell lays out the page."""

Skip = Callable[[Element], bool]


def render(element: Element, builder: TextBuilder, skip: Skip = lambda element: False,
           image_address: Callable[[str], str] = str) -> None:
    """Append an element's text and structure; what ``skip`` says is left out with all below it.

    ``image_address`` makes of an image's address, as it is written, the one that is kept.
    """
    _Renderer(builder, skip, image_address).children(element)


class _Renderer:
    """Walks the tree; elements nest `reader_tui.text.formats.tree.DEEPEST` deep at most, so recursion ends."""

    def __init__(self, builder: TextBuilder, skip: Skip, image_address: Callable[[str], str]) -> None:
        self._builder = builder
        self._skip = skip
        self._image_address = image_address
        self._lists: list[int] = []  # the next number of each open list, 0 where it has bullets
        self._quotes = 0
        self._tables = 0
        self._is_in_table = False

    def children(self, element: Element) -> None:
        """Append what an element holds."""
        for child in element.children:
            if isinstance(child, str):
                self._builder.add_flowing(child)
            else:
                self._element(child)

    def _element(self, element: Element) -> None:
        tag = element.tag
        if tag in SKIPPED or self._skip(element):
            return
        if tag == "br":
            self._builder.break_line()
        elif tag in _INLINE:
            self._marked(element, _INLINE[tag])
        elif tag in _BLOCKS:
            if "note" in element.get("epub:type"):
                self._apart(element, "note", 0)
            else:
                self._block(element)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._apart(element, "heading", int(tag[1]))
        else:
            self._special(element)

    def _special(self, element: Element) -> None:
        match element.tag:
            case "a":
                self._marked(element, "link", target=element.get("href"))
            case "img":
                self._image(element)
            case "ul" | "ol":
                self._list(element)
            case "li":
                self._item(element)
            case "blockquote":
                self._quotes += 1
                self._apart(element, "quote", self._quotes)
                self._quotes -= 1
            case "pre":
                self._preformatted(element)
            case "table":
                self._table(element)
            case "hr":
                self._rule()
            case "rt" | "rp":
                return  # a reading above its character is not part of the sentence
            case _:
                self.children(element)

    def _block(self, element: Element) -> None:
        self._break()
        self.children(element)
        self._break()

    def _break(self) -> None:
        """Blocks stand apart, those inside a list or a cell on lines of their own only."""
        if self._is_in_table:
            self._builder.add_flowing(" ")
        else:
            self._builder.owe(1 if self._lists else 2)

    def _marked(self, element: Element, kind: MarkupKind, level: int = 0, target: str = "") -> None:
        opening = self._builder.open(kind, level, target)
        self.children(element)
        self._builder.close(opening)

    def _apart(self, element: Element, kind: MarkupKind, level: int) -> None:
        self._break()
        self._marked(element, kind, level)
        self._break()

    def _image(self, element: Element) -> None:
        address = next((value for name in ("data-src", "data-original", "src") if (value := element.get(name))), "")
        alternative = " ".join(element.get("alt").split())
        if not alternative and not address:
            return
        opening = self._builder.open("image", target=self._image_address(address) if address else "")
        self._builder.add(f"[image: {alternative}]" if alternative else "[image]")
        self._builder.close(opening)

    def _list(self, element: Element) -> None:
        self._builder.owe(1 if self._lists else 2)
        start = element.get("start")
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
        self._lists.append(first if element.tag == "ol" else 0)
        self.children(element)
        self._lists.pop()
        self._break()

    def _item(self, element: Element) -> None:
        number = self._lists[-1] if self._lists else 0
        self._builder.owe(1)
        opening = self._builder.open("item", max(1, len(self._lists)))
        self._builder.add("  " * (len(self._lists) - 1) + (f"{number}. " if number else _BULLET))
        if number:
            self._lists[-1] += 1
        self._builder.expect_text()
        self.children(element)
        self._builder.close(opening)
        self._builder.owe(1)

    def _preformatted(self, element: Element) -> None:
        self._break()
        opening = self._builder.open("code_block")
        self._builder.add(element.text().strip("\n"))
        self._builder.close(opening)
        self._break()

    def _rule(self) -> None:
        self._builder.owe(2)
        opening = self._builder.open("rule")
        self._builder.add("＊＊＊")
        self._builder.close(opening)
        self._builder.owe(2)

    def _table(self, element: Element) -> None:
        """A table of data as rows; one that only lays out the page, or lies in another, as its content."""
        rows = [] if self._is_in_table or self._tables > _DEEPEST_TABLE else _rows_of(element)
        columns = max(map(len, rows), default=0)
        self._tables += 1
        if columns < 2 or any(len(cell.text()) > _LONGEST_CELL for row in rows for cell in row):
            self._block(element)
        else:
            self._data_table(rows)
        self._tables -= 1

    def _data_table(self, rows: list[list[Element]]) -> None:
        self._builder.owe(2)
        table = self._builder.open("table")
        self._is_in_table = True
        for row in rows:
            self._row(row)
        self._is_in_table = False
        self._builder.close(table)
        self._builder.owe(2)

    def _row(self, cells: list[Element]) -> None:
        self._builder.owe(1)
        row = self._builder.open("row", int(bool(cells) and all(cell.tag == "th" for cell in cells)))
        for column, cell in enumerate(cells):
            if column:
                self._builder.add(" | ")
                self._builder.expect_text()
            self._marked(cell, "cell", column)
            self._builder.forget_space()
        self._builder.close(row)


def _rows_of(table: Element) -> list[list[Element]]:
    return [[cell for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
            for row in table.walk() if row.tag == "tr"]
