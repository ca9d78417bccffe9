"""The few types that every layer shares.

One rule of positions: a `Span` counts code points of the SOURCE text, that is the decoded file with its
newlines normalised to ``\\n`` and nothing else changed. What is shown on the screen (repaired, converted,
spaced out) is a `reader_tui.text.views.TextView` over that source, never a second text with offsets of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, of the source text unless a docstring says otherwise."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point (an empty span shares none)."""
        return max(self.start, other.start) < min(self.end, other.end)

    def shift(self, by: int) -> Span:
        """The same length, ``by`` code points further on."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The part of ``text`` that this span covers.

        >>> Span(2, 4).of("讀者之友")
        '之友'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the source's ``span`` (which reads ``old``) by ``new`` in a view; the source itself stays.

    ``confidence`` is in 0..1, ``why`` one sentence for the reader, ``rule`` the name of the rule that made it.
    """

    span: Span
    old: str
    new: str
    rule: str
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it can be found again when the text around it changed (W3C TextQuoteSelector)."""

    exact: str
    prefix: str
    suffix: str


MarkupKind = Literal["heading", "item", "quote", "emphasis", "strong", "strike", "code", "code_block", "link", "image",
                     "table", "row", "cell", "note", "rule"]
"""What a stretch of text is. Tables hold rows and rows hold cells; every other kind may lie in every other."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What a format says of a stretch of the source text; spans of one document nest or stand apart.

    ``level``: of a heading 1..6, of an item or quote the depth from 1, of a row 1 in the table's head, of a cell its
    column from 0. ``target``: of a link or image the address as written, of a code block its language.
    """

    span: Span
    kind: MarkupKind
    level: int = 0
    target: str = ""


@dataclass(frozen=True)
class Document:
    """One article as loaded: the source text and what is known about it. Never changed after loading."""

    text: str
    """The source: decoded, newlines normalised to ``\\n``, nothing else changed; of Markdown, HTML, EPUB and PDF the
    text that `reader_tui.text.formats` takes out of them, the same for the same file."""
    title: str = ""
    uri: str = ""
    """Where it came from: an absolute path, a URL, or ``-`` for standard input."""
    date: str | None = None
    """Publication date as ``YYYY-MM-DD`` where the source tells it, else None: unknown is said, not guessed."""
    encoding: str = "utf-8"
    damaged_bytes: int = 0
    """How many bytes could not be decoded and show as U+FFFD."""
    meta: dict[str, str] = field(default_factory=dict)
    """Other facts of the source: author, site, language ..."""
    markup: tuple[Markup, ...] = ()
    """Structure over the text where its format marks it, by start, the wider span first; empty for plain text."""

    @cached_property
    def id(self) -> str:
        """Content identity: the SHA-256 of the source text, in hexadecimal."""
        import hashlib  # who only looks at a text need not wait for it

        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def paragraphs(self) -> Iterator[Span]:
        """Spans between newlines, the newline excluded, empty lines included."""
        yield from paragraph_spans(self.text)


def paragraph_spans(text: str) -> Iterator[Span]:
    r"""Split on ``\n`` only: `str.splitlines` would also break at form feed and U+2028.

    >>> [span.of("一\n\n二\f三") for span in paragraph_spans("一\n\n二\f三")]
    ['一', '', '二\x0c三']
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))
