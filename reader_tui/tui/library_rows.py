"""The articles of the library as rows: filtered, sorted, drawn. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from reader_tui.store.records import ArticleRecord, SearchHit
from reader_tui.text.width import cell_len
from reader_tui.tui.filtering import Query, fold, parse_query
from reader_tui.tui.pieces import Piece
from reader_tui.tui.titles import fit, pad

Sort = Literal["opened", "date", "title", "progress"]
SORTS: dict[Sort, str] = {"opened": "last read", "date": "date", "title": "title", "progress": "progress"}
"""The orders there are and what they are called, in the order that the key goes through."""
FINISHED = 0.98
"""Progress from which an article counts as read, as the store has it."""
FIELDS = ("tag", "source", "script", "date", "is")
_SCRIPTS = {"traditional": "繁", "simplified": "简", "both": "繁简", "none": ""}
_LANE = 3
"""Articles to go on with that are offered on top."""


class Catalogue:
    """All articles, ready to be filtered and sorted; what only some filters need is made when first asked for."""

    def __init__(self, articles: Sequence[ArticleRecord]) -> None:
        self.articles = articles
        self._orders: dict[Sort, list[int]] = {}

    def prepare(self) -> None:
        """Make what the first filter needs, in a thread before it is needed."""
        _ = self._haystacks

    @cached_property
    def _haystacks(self) -> list[str]:
        """Title, source and tags of each article; folded as one text, which is many times faster than one by one."""
        lines = (" ".join((a.title, a.source, *a.tags)).replace("\n", " ") for a in self.articles)
        return fold("\n".join(lines)).split("\n")

    @cached_property
    def tags(self) -> list[str]:
        """Every tag of an article."""
        return sorted({tag for article in self.articles for tag in article.tags})

    def select(self, words: str = "", sort: Sort = "opened", *, unread: bool = False) -> list[ArticleRecord]:
        """The articles that pass a filter line, sorted; `FIELDS` may be asked for by name."""
        query = parse_query(words, FIELDS)
        order = self._order(sort)
        if query.words:
            hay = self._haystacks
            order = [i for i in order if query.holds_words(hay[i])]
        found = [self.articles[i] for i in order]
        if unread:
            found = [article for article in found if article.opened is None]
        return [article for article in found if has_fields(article, query)] if query.fields else found

    def _order(self, sort: Sort) -> list[int]:
        """Numbers of the articles in that order: newest, or most, first; titles as a dictionary has them."""
        if sort not in self._orders:
            if sort == "title":
                titles = fold("\n".join(a.title.replace("\n", " ") for a in self.articles)).split("\n")
                self._orders[sort] = sorted(range(len(self.articles)), key=titles.__getitem__)
            else:
                keys = [_sort_key(article, sort) for article in self.articles]
                self._orders[sort] = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
        return self._orders[sort]

    def lane(self) -> list[ArticleRecord]:
        """Articles begun and not finished, the last one read first."""
        begun = (a for a in self.articles if a.opened is not None and a.progress < FINISHED)
        return sorted(begun, key=lambda a: a.opened or "", reverse=True)[:_LANE]


def _sort_key(article: ArticleRecord, sort: Sort) -> tuple[str | float, int]:
    return (article.progress if sort == "progress" else (article.date if sort == "date" else article.opened) or "",
            article.id)


_folded = lru_cache(maxsize=10_000)(fold)
"""For names that many articles share."""
_STATES: dict[str, Callable[[ArticleRecord], bool]] = {
    "unread": lambda article: article.opened is None,
    "begun": lambda article: article.opened is not None and article.progress < FINISHED,
    "read": lambda article: article.progress >= FINISHED,
    "noted": lambda article: article.notes > 0,
}
_TESTS: dict[str, Callable[[ArticleRecord, str], bool]] = {
    "tag": lambda article, value: any(_folded(tag).startswith(value) for tag in article.tags),
    "source": lambda article, value: value in _folded(article.source),
    "script": lambda article, value: article.script.startswith(value) or _folded(_SCRIPTS[article.script]) == value,
    "date": lambda article, value: (article.date or "").startswith(value),
    "is": lambda article, value: any(test(article) for name, test in _STATES.items() if name.startswith(value)),
}


def has_fields(article: ArticleRecord, query: Query) -> bool:
    """Whether an article has what the fields of a query ask for."""
    return all(_TESTS[name](article, value) for name, value in query.fields)


# -- drawing -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the title; ``width`` in cells, a gap of two before it not counted."""

    name: str
    width: int
    draw: Callable[[ArticleRecord, int], list[Piece]]
    sort: Sort | None = None


def _text(style: str, of: Callable[[ArticleRecord], str], *, right: bool = False) -> Callable[[ArticleRecord, int], list[Piece]]:
    def draw(article: ArticleRecord, width: int) -> list[Piece]:
        text = fit(of(article), width)
        return [(style, " " * (width - cell_len(text)) + text if right else pad(text, width))]
    return draw


def progress_text(article: ArticleRecord) -> str:
    """How much has been read, as a percentage; nothing for an article never opened."""
    return "" if article.opened is None else f"{round(100 * article.progress)}%"


def time_text(seconds: float) -> str:
    """A time read, in its largest units.

    >>> [time_text(s) for s in (0, 20, 300, 3900)]
    ['', '<1m', '5m', '1h05']
    """
    minutes = int(seconds // 60)
    if minutes >= 60:
        return f"{minutes // 60}h{minutes % 60:02}"
    return f"{minutes}m" if minutes else "<1m" if seconds > 0 else ""


def _bar(article: ArticleRecord, width: int) -> list[Piece]:
    room = width - 5
    if article.opened is None:
        return [("quiet", " " * width)]
    done = max(1, round(room * article.progress)) if article.progress > 0 else 0
    style = "good" if article.progress >= FINISHED else "accent"
    return [(style, "━" * done), ("rule", "━" * (room - done)), ("quiet", f"{progress_text(article):>5}")]


_SOURCE = _text("quiet", lambda a: a.source)
_DATE = Column("Date", 10, _text("quiet", lambda a: a.date or ""), "date")
_NOTES = Column("Notes", 5, _text("accent", lambda a: str(a.notes) if a.notes else "", right=True))
_PERCENT = Column("Read", 5, _text("text", progress_text, right=True), "progress")
_WIDE = (
    Column("Source", 18, _SOURCE),
    _DATE,
    Column("繁/简", 5, _text("quiet", lambda a: _SCRIPTS[a.script])),
    Column("Read", 13, _bar, "progress"),
    Column("Time", 5, _text("quiet", lambda a: time_text(a.seconds), right=True)),
    _NOTES,
)
_MIDDLE = (Column("Source", 12, _SOURCE), _DATE, _PERCENT, _NOTES)
_NARROW = (_DATE, _PERCENT)


def columns(width: int) -> tuple[Column, ...]:
    """The columns that a list of so many cells has room for."""
    return _WIDE if width >= 110 else _MIDDLE if width >= 76 else _NARROW


def title_width(width: int) -> int:
    """The cells left for the title, its sign in front and its tags."""
    return max(8, width - sum(column.width + 2 for column in columns(width)) - 1)


def head_row(width: int, sort: Sort) -> list[Piece]:
    """The names of the columns over their rows; the one that the list is sorted by bears ``▾``."""
    pieces: list[Piece] = [("accent" if sort == "title" else "quiet",
                            pad("   Title" + (" ▾" if sort == "title" else ""), title_width(width)))]
    for column in columns(width):
        is_sorted = column.sort == sort
        name = fit(column.name + ("▾" if is_sorted else ""), column.width)
        right = column.name in ("Time", "Notes") or column is _PERCENT
        fill = " " * (column.width - cell_len(name))
        pieces.append(("accent" if is_sorted else "quiet", "  " + (fill + name if right else name + fill)))
    return pieces


def sign_of(article: ArticleRecord) -> Piece:
    """Whether an article is new, begun or read, in one cell and by its shape."""
    if article.opened is None:
        return "accent", "•"
    return ("good", "✓") if article.progress >= FINISHED else ("quiet", "›")


def article_row(article: ArticleRecord, width: int) -> list[Piece]:
    """An article in one row, one cell less than ``width``; tags take at most a third of the title's room."""
    room = title_width(width) - 3
    tags = fit("".join(f"  #{tag}" for tag in article.tags), room // 3)
    style = "strong" if article.opened is None else "text"
    title = fit(article.title or "untitled", room - cell_len(tags))
    fill = " " * (room - cell_len(title) - cell_len(tags))
    sign, mark = sign_of(article)
    pieces: list[Piece] = [(sign, f" {mark} "), (style, title), ("tag", tags), ("text", fill)]
    for column in columns(width):
        pieces += [("text", "  "), *column.draw(article, column.width)]
    return pieces


@dataclass(frozen=True)
class ArticleListing:
    """What to go on with, then every article found; each part under its heading."""

    articles: Sequence[ArticleRecord]
    lane: Sequence[ArticleRecord] = ()
    heading: str = ""

    @property
    def _first(self) -> int:
        """The index of the first article behind the headings and the lane."""
        return len(self.lane) + 2 if self.lane else 1

    def article(self, index: int) -> ArticleRecord | None:
        """The article at an index, None for a heading."""
        if index >= self._first:
            return self.articles[index - self._first]
        return self.lane[index - 1] if 0 < index <= len(self.lane) else None

    def index_of(self, article_id: int) -> int:
        """Where an article stands, in the lane first; where it is gone, where the first one stands."""
        for at, article in enumerate(self.lane):
            if article.id == article_id:
                return at + 1
        return next((at + self._first for at, a in enumerate(self.articles) if a.id == article_id), 0)

    def heights(self, width: int) -> Sequence[int]:
        """One row each, a heading with the empty row before it; no heading over nothing."""
        if not self.articles and not self.lane:
            return []
        parts = [1] * (len(self.lane) + 1) + [2] if self.lane else [1]
        return parts + [1] * len(self.articles)

    def is_selectable(self, index: int) -> bool:
        """Articles are."""
        return self.article(index) is not None

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """An article's row, or a heading."""
        article = self.article(index)
        if article is not None:
            return [article_row(article, width)]
        if index == 0 and self.lane:
            return [[("heading", " Continue reading")]]
        heading: list[Piece] = [("heading", f" {fit(self.heading, width - 1)}")]
        return [[], heading] if self.lane else [heading]


@dataclass(frozen=True)
class HitListing:
    """What a full-text search found: title and facts, the passage with the words marked, an empty row."""

    hits: Sequence[SearchHit]

    def heights(self, width: int) -> Sequence[int]:
        """Three rows each."""
        return [3] * len(self.hits)

    def is_selectable(self, index: int) -> bool:
        """All are."""
        return True

    def draw(self, index: int, width: int) -> list[list[Piece]]:
        """One hit."""
        hit = self.hits[index]
        return [article_row(hit.article, width), [("text", "   "), *snippet_pieces(hit, width - 4)], []]


def snippet_pieces(hit: SearchHit, width: int) -> list[Piece]:
    """The passage found, cut to ``width`` cells, its words marked."""
    pieces: list[Piece] = [("quiet", "…")] if hit.spans and hit.spans[0].start > 0 else []
    at, used = 0, 1
    marks = [(m.start, m.end, "match") for m in hit.marks]
    for start, end, style in [*marks, (len(hit.snippet), len(hit.snippet), "text")]:
        for name, text in (("quiet", hit.snippet[at:start]), (style, hit.snippet[max(at, start) : end])):
            cut = fit(text, width - used)
            pieces += [(name, cut)] if cut else []
            used += cell_len(cut)
            if cut != text and cell_len(text) > cell_len(cut):
                return pieces
        at = max(at, end)
    return pieces


def indexing_row(done: int, total: int, width: int) -> list[Piece]:
    """How far the search index is, as a bar and in numbers."""
    room = max(4, min(30, width - 44))
    full = room * done // total if total else room
    return [("quiet", " Preparing the search "), ("accent", "━" * full), ("rule", "━" * (room - full)),
            ("quiet", f" {done:,} of {total:,}")]
