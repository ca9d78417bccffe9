"""Markdown (CommonMark with tables and strike-through) to text with its structure.

Raw HTML and bare addresses stay text: the first is other people's markup, finding the second is quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader_tui.text.formats.builder import Opening, TextBuilder
from reader_tui.text.formats.extracted import Extracted
from reader_tui.text.model import MarkupKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:.*\n){0,200}?)---[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"([\w-]{1,40})[ \t]*:[ \t]*(.*)")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SPECIAL = re.compile(r"[*_\[\]`!<~\\&]")
_MOST_SPECIAL = 2000
"""Characters of markup in one paragraph; one with more is shown as it is, as pairing them takes quadratic time."""
_MOST_TABLE_LINES = 5000
"""Lines of a file that may hold tables: the parser fills up the cells of every row that lacks some."""
_LINE_ENDS = frozenset("。！？…」』”：；!?")
_INLINE: dict[str, MarkupKind] = {"em": "emphasis", "strong": "strong", "s": "strike", "link": "link"}
_BULLET = "• "


def read_markdown(text: str) -> Extracted:
    """The text of a Markdown file; its title is the front matter's or the first heading's.

    A line that ends a sentence keeps its newline, as Chinese writers mean it; other lines of a paragraph are joined.
    """
    from markdown_it import MarkdownIt

    fields, body = _front_matter(text)
    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough").disable("inline")
    if body.count("\n") <= _MOST_TABLE_LINES:
        parser.enable("table")
    walker = _Walker(parser)
    for token in parser.parse(body):
        walker.take(token)
    day = _DAY.match(fields.get("date", ""))
    date = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else None
    meta = {name: fields[name] for name in ("author", "site", "source", "language") if fields.get(name)}
    made = walker.builder.build(fields.get("title", ""), date, meta)
    if made.title:
        return made
    heading = next((part for part in made.markup if part.kind == "heading"), None)
    return walker.builder.build(heading.span.of(made.text) if heading else "", date, meta)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """(its plain fields, the rest of the file)."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields = {}
    for line in match[1].split("\n"):
        field = _FIELD.match(line)
        if field:
            fields[field[1].lower()] = field[2].strip().strip("\"'")
    return (fields, text[match.end():]) if fields else ({}, text)


class _Walker:
    """Takes the parser's tokens one by one and appends what they say."""

    def __init__(self, parser: MarkdownIt) -> None:
        self.builder = TextBuilder()
        self._parser = parser
        self._open: list[Opening] = []
        self._lists: list[int] = []  # the next number of each open list, 0 where it has bullets
        self._quotes = 0
        self._column = 0
        self._is_head = False
        self._steps: dict[str, Callable[[Token], None]] = {
            "heading_open": self._heading, "heading_close": self._end_block, "inline": self._inline,
            "paragraph_close": self._end_paragraph, "blockquote_open": self._quote, "blockquote_close": self._end_quote,
            "bullet_list_open": self._list, "ordered_list_open": self._list, "bullet_list_close": self._end_list,
            "ordered_list_close": self._end_list, "list_item_open": self._item, "list_item_close": self._end_item,
            "fence": self._code, "code_block": self._code, "hr": self._rule, "table_open": self._table,
            "table_close": self._end_block, "thead_open": self._head, "thead_close": self._end_head,
            "tr_open": self._row, "tr_close": self._end, "th_open": self._cell, "td_open": self._cell,
            "th_close": self._end_cell, "td_close": self._end_cell}

    def take(self, token: Token) -> None:
        """Append one block token."""
        step = self._steps.get(token.type)
        if step is not None:
            step(token)

    def _begin(self, kind: MarkupKind, level: int = 0, target: str = "") -> None:
        self._open.append(self.builder.open(kind, level, target))

    def _end(self, token: Token) -> None:
        self.builder.close(self._open.pop())

    def _end_block(self, token: Token) -> None:
        self._end(token)
        self.builder.owe(2)

    def _heading(self, token: Token) -> None:
        self.builder.owe(2)
        self._begin("heading", int(token.tag[1]))

    def _end_paragraph(self, token: Token) -> None:
        self.builder.owe(1 if self._lists else 2)

    def _quote(self, token: Token) -> None:
        self.builder.owe(2)
        self._quotes += 1
        self._begin("quote", self._quotes)

    def _end_quote(self, token: Token) -> None:
        self._quotes -= 1
        self._end_block(token)

    def _list(self, token: Token) -> None:
        self.builder.owe(1 if self._lists else 2)
        start = token.attrGet("start")
        self._lists.append(int(start) if start else int(token.type == "ordered_list_open"))

    def _end_list(self, token: Token) -> None:
        self._lists.pop()
        self.builder.owe(1 if self._lists else 2)

    def _item(self, token: Token) -> None:
        number = self._lists[-1]
        self.builder.owe(1)
        self._begin("item", len(self._lists))
        self.builder.add("  " * (len(self._lists) - 1) + (f"{number}. " if number else _BULLET))
        self._lists[-1] += bool(number)
        self.builder.expect_text()

    def _end_item(self, token: Token) -> None:
        self._end(token)
        self.builder.owe(1)

    def _code(self, token: Token) -> None:
        self.builder.owe(2)
        self._begin("code_block", target=token.info.strip())
        self.builder.add(token.content.rstrip("\n"))
        self._end_block(token)

    def _rule(self, token: Token) -> None:
        self.builder.owe(2)
        self._begin("rule")
        self.builder.add("＊＊＊")
        self._end_block(token)

    def _table(self, token: Token) -> None:
        self.builder.owe(2)
        self._begin("table")

    def _head(self, token: Token) -> None:
        self._is_head = True

    def _end_head(self, token: Token) -> None:
        self._is_head = False

    def _row(self, token: Token) -> None:
        self.builder.owe(1)
        self._column = 0
        self._begin("row", int(self._is_head))

    def _cell(self, token: Token) -> None:
        if self._column:
            self.builder.add(" | ")
            self.builder.expect_text()
        self._begin("cell", self._column)
        self._column += 1

    def _end_cell(self, token: Token) -> None:
        self._end(token)
        self.builder.forget_space()

    def _inline(self, token: Token) -> None:
        if len(_SPECIAL.findall(token.content)) > _MOST_SPECIAL:
            self.builder.add_flowing(token.content)
            return
        children: list[Token] = []
        self._parser.inline.parse(token.content, self._parser, {}, children)
        self._spans(children)

    def _spans(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if side == "open":
                self._begin(_INLINE[name], target=str(token.attrGet("href") or ""))
            elif side == "close":
                self._end(token)
            elif token.type == "code_inline":
                self._begin("code")
                self.builder.add(token.content)
                self._end(token)
            elif token.type == "image":
                self._image(token)
            elif token.type == "hardbreak":
                self.builder.owe(1)
            elif token.type == "softbreak":
                self._soft_break()
            elif token.content:
                self.builder.add_spaced(token.content)

    def _soft_break(self) -> None:
        if self.builder.last in _LINE_ENDS:
            self.builder.owe(1)
        else:
            self.builder.join_lines()

    def _image(self, token: Token) -> None:
        alternative = " ".join(token.content.split())
        self._begin("image", target=str(token.attrGet("src") or ""))
        self.builder.add(f"[image: {alternative}]" if alternative else "[image]")
        self._end(token)
