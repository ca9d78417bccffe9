"""XML of untrusted files to a tree: no entities, no external parts, limits on depth and size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from reader_tui.text.formats.builder import FormatError

DEEPEST = 256
MOST_ELEMENTS = 200_000


@dataclass(eq=False, slots=True)
class Node:
    """An element: local name, attributes by local name, its own text, the elements in it."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Node] = field(default_factory=list)

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
    return _Builder().parse(data)


class _Builder:
    def __init__(self) -> None:
        self._stack: list[Node] = []
        self._pieces: list[list[str]] = []
        self._root: Node | None = None
        self._count = 0

    def parse(self, data: bytes) -> Node:
        parser = expat.ParserCreate(namespace_separator="}")
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
            self._stack[-1].children.append(node)
        else:
            self._root = node
        self._stack.append(node)
        self._pieces.append([])

    def _end(self, name: str) -> None:
        self._stack.pop().text = "".join(self._pieces.pop())

    def _text(self, text: str) -> None:
        if self._pieces:
            self._pieces[-1].append(text)


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()
