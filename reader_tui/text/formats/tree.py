"""HTML to a tree of elements: forgiving as browsers are, and linear in time on any input.

The standard library's `html.parser` was refused: on malformed input (unclosed comments, quotes and tags) the versions
in use read the rest of the file again at every tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from reader_tui.text.formats.extracted import FormatError

DEEPEST = 128
"""Elements nest so deep at most; what nests deeper is hung up there, its text kept."""
MOST_ELEMENTS = 150_000
_MOST_TAGS = 500_000
"""Tags of all kinds, broken ones too."""
_MOST_ATTRIBUTES = 100
_MOST_BROKEN_TAGS = 10
"""So many tags without an end may be looked for to the end of the page."""


def names(text: str) -> frozenset[str]:
    """A set of names out of a line of them."""
    return frozenset(text.split())


_VOID = names("area base br col embed hr img input link meta param source track wbr")
_RAW = names("script style textarea title xmp noembed noframes iframe")
"""Elements whose content is no markup (HTML, 13.1.2)."""
_CLOSED_BY = {
    "p": names("address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer "
               "form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul"),
    "head": names("body div p table form ul ol h1 h2 h3 section article header main nav center"),
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "tr": frozenset(["tr", "tbody", "thead", "tfoot"]),
    "td": frozenset(["td", "th", "tr", "tbody", "thead", "tfoot"]),
    "th": frozenset(["td", "th", "tr", "tbody", "thead", "tfoot"]),
    "option": frozenset(["option", "optgroup"]),
}
"""Which start tags end an element that is still open (HTML, 13.1.2.4)."""
_ENDS_SEARCH = names("table td th ul ol dl body html")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_SIMPLE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")


@dataclass(eq=False, slots=True)
class Element:
    """An element with its children in order: elements and pieces of text."""

    tag: str
    source: str = ""
    """Its attributes as written."""
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)
    _attributes: dict[str, str] | None = None

    def get(self, name: str) -> str:
        """An attribute's value, empty where it is not there."""
        if self._attributes is None:
            self._attributes = {}
            for match in islice(_ATTRIBUTE.finditer(self.source), _MOST_ATTRIBUTES):
                self._attributes.setdefault(match[1].lower(), unescape((match[2] or "").strip("\"'")))
        return self._attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def ancestors(self) -> Iterator[Element]:
        """The elements it lies in, the innermost first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def text(self) -> str:
        """All text in it, white space as written."""
        pieces = []
        waiting: list[Element | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                pieces.append(node)
            elif node.tag not in ("script", "style"):
                waiting.extend(reversed(node.children))
        return "".join(pieces)

    def find(self, *tags: str) -> Element | None:
        """The first element below it with one of the tags."""
        return next((element for element in self.walk() if element.tag in tags and element is not self), None)

    @property
    def words(self) -> str:
        """Its class and id, which often say what it is for."""
        return f"{self.get('class')} {self.get('id')}" if self.source else ""


def parse_html(text: str, *, is_xml: bool = False) -> Element:
    """The tree of a page or a fragment, under an element ``#root``.

    >>> root = parse_html("<p>一<b>二</b><p>三")
    >>> [child.text() for child in root.children if isinstance(child, Element)]
    ['一二', '三']

    In XHTML (``is_xml``) a tag that ends in a slash is an element without content. `FormatError` where there are more
    elements than in any page.
    """
    return _Parser(text, is_xml).run()


def unescape(text: str) -> str:
    """Character references replaced; text with one that is absurdly long stays as it is."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a number of more digits than Python converts
        return text


class _Parser:
    """One pass over a page: finds tags, keeps the stack of open elements."""

    def __init__(self, text: str, is_xml: bool) -> None:
        self._text = text
        self._is_xml = is_xml
        self._root = Element("#root")
        self._stack = [self._root]
        self._elements = 0
        self._tags = 0
        self._broken = 0

    def run(self) -> Element:
        """The tree of the whole text."""
        text = self._text
        at = 0
        while found := _TAG_START.search(text, at):
            tag = found.start()
            self._add_text(text[at:tag])
            at = self._at_tag(tag)
        self._add_text(text[at:])
        return self._root

    def _at_tag(self, at: int) -> int:
        """Take in whatever begins with the ``<`` at ``at``; where it ends."""
        text = self._text
        self._tags += 1
        if self._tags > _MOST_TAGS or self._elements > MOST_ELEMENTS:
            raise FormatError(f"has more than {MOST_ELEMENTS:,} elements")
        if text.startswith("<!--", at):
            return self._behind("-->", at + 4)
        if text.startswith("<![CDATA[", at):
            end = text.find("]]>", at)
            end = len(text) if end < 0 else end
            self._stack[-1].children.append(text[at + 9 : end])
            return min(len(text), end + 3)
        if text.startswith(("<!", "<?"), at):
            return self._behind(">", at + 2)
        match = (_TAG if self._broken < _MOST_BROKEN_TAGS else _SIMPLE_TAG).match(text, at)
        if match is None:
            self._broken += 1
            self._add_text("<")
            return at + 1
        name = match[2].lower()
        if match[1]:
            self._close(name)
            return match.end()
        has_content = name not in _VOID and not (self._is_xml and match[3].endswith("/"))
        self._open(name, match[3], has_content)
        return self._raw(name, match.end()) if name in _RAW and has_content else match.end()

    def _behind(self, mark: str, at: int) -> int:
        end = self._text.find(mark, at)
        return len(self._text) if end < 0 else end + len(mark)

    def _raw(self, name: str, at: int) -> int:
        """Take in the content of an element without markup, its end tag too."""
        end = re.compile(f"</{name}", re.IGNORECASE).search(self._text, at)
        stop = end.start() if end else len(self._text)
        element = self._stack.pop()
        content = self._text[at:stop]
        element.children.append(unescape(content) if name in ("title", "textarea") else content)
        return self._behind(">", stop) if end else stop

    def _add_text(self, text: str) -> None:
        if text:
            self._stack[-1].children.append(unescape(text))

    def _open(self, name: str, attributes: str, has_content: bool) -> None:
        self._elements += 1
        self._close_implied(name)
        element = Element(name, attributes, self._stack[-1])
        self._stack[-1].children.append(element)
        if has_content and (len(self._stack) < DEEPEST or name in _RAW):
            self._stack.append(element)

    def _close_implied(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, 0, -1):
            tag = self._stack[depth].tag
            if name in _CLOSED_BY.get(tag, ()):
                del self._stack[depth:]
                return
            if tag in _ENDS_SEARCH or depth < len(self._stack) - 8:
                return

    def _close(self, name: str) -> None:
        if name in ("br", "p") and all(element.tag != name for element in self._stack):
            self._stack[-1].children.append(Element(name, "", self._stack[-1]))
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            if self._stack[depth].tag == name:
                del self._stack[depth:]
                return
            if self._stack[depth].tag == "table" and name not in ("body", "html", "div"):
                return
