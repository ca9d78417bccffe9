"""XML of untrusted files to a tree: no entities, no external parts, limits on depth and size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from reader_tui.text.encodings import decode
from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.formats.tree import unescape

DEEPEST = 256
MOST_ELEMENTS = 200_000
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]{2,40})")
_NAMED = re.compile(r"&(\w{2,32});")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))


@dataclass(eq=False, slots=True)
class Node:
    """An element: local name, attributes by local name, and what it holds in order. Names are in lower case."""

    name: str
    attributes: dict[str, str]
    content: list[Node | str] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The elements in it."""
        return [part for part in self.content if isinstance(part, Node)]

    @property
    def text(self) -> str:
        """Its own text, that of the elements in it left out."""
        return "".join(part for part in self.content if isinstance(part, str))

    def all_text(self) -> str:
        """All text in it, in order."""
        return "".join(part if isinstance(part, str) else part.all_text() for part in self.content)

    def all(self, name: str) -> list[Node]:
        """Every element below it with a name, in document order."""
        found = []
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name == name:
                found.append(node)
            waiting.extend(reversed(node.children))
        return found

    def first(self, *names: str) -> Node | None:
        """The first child with one of the names, by the order of the names."""
        return next((node for name in names for node in self.children if node.name == name), None)

    def text_of(self, *names: str) -> str:
        """The text of such a child, white space collapsed; empty where there is none."""
        node = self.first(*names)
        return " ".join(node.text.split()) if node is not None else ""


def parse_xml(data: bytes) -> Node:
    """The root element. Namespaces are dropped: the formats read here have no two elements of one name that matter.

    `FormatError` for XML that is not well-formed, declares entities, nests too deep or is too large.
    """
    declared = _ENCODING.match(data[:200])
    text = decode(data, declared=declared[1].decode("ascii") if declared else None).text.lstrip()
    return _Builder().parse(_NAMED.sub(_as_character, text).encode("utf-8", "replace"))


def _as_character(reference: re.Match[str]) -> str:
    """HTML's names of characters, which XML does not know and feeds use all the same."""
    return reference[0] if reference[1] in _OF_XML else unescape(reference[0]).replace("&", "&amp;")


class _Builder:
    def __init__(self) -> None:
        self._stack: list[Node] = []
        self._root: Node | None = None
        self._count = 0

    def parse(self, data: bytes) -> Node:
        """The root element of a document in UTF-8."""
        parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entity
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(f"holds broken XML ({error})") from None
        if self._root is None:
            raise FormatError("holds no XML")
        return self._root

    def _refuse_entity(self, *declaration: object) -> NoReturn:
        raise FormatError("declares XML entities, which are refused")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._stack) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise FormatError("nests XML too deep or has too much of it")
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        if self._stack:
            self._stack[-1].content.append(node)
        else:
            self._root = node
        self._stack.append(node)

    def _end(self, name: str) -> None:
        self._stack.pop()

    def _text(self, text: str) -> None:
        if self._stack:
            self._stack[-1].content.append(text)


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
