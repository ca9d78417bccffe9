"""The library: every article to choose from, filtered as one types, and a search through all their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer

from reader_tui.store.records import ArticleRecord, SearchHit
from reader_tui.text.counting import counted
from reader_tui.tui.library_rows import SORTS, ArticleListing, Catalogue, HitListing, Sort, head_row, indexing_row
from reader_tui.tui.list_screen import ListScreen
from reader_tui.tui.pieces import Piece
from reader_tui.tui.prompt import Prompt
from reader_tui.tui.row_line import Hint, Question, RowLine, spread
from reader_tui.tui.row_list import RowList
from reader_tui.tui.tags import TagSuggester, join_tags, split_tags
from reader_tui.tui.titles import fit

_PAUSE = 0.12
"""Seconds without a key after which a search begins."""
_NOTHING_YET = "nothing here yet: open a file, or run reader-tui add FOLDER"
_HINTS: tuple[Hint, ...] = (("Enter", "open"), ("/", "filter"), ("f", "search texts"), ("s", "sort"), ("u", "unread"),
                            ("#", "tags"), ("d", "remove"), ("q", "back"))
_HIT_HINTS: tuple[Hint, ...] = (("Enter", "open at the passage"), ("f", "search again"), ("Esc", "all articles"))


class LibraryScreen(ListScreen):
    """Shows articles it is given; says what the user wants done with them."""

    CSS_PATH = ["row_list.tcss", "library_screen.tcss"]
    BINDINGS = [
        Binding("slash", "filter", "Filter"),
        Binding("f,question_mark", "search", "Search all texts"),
        Binding("s", "sort", "Sort"),
        Binding("u", "unread", "Unread only"),
        Binding("number_sign", "tags", "Tags"),
        Binding("d", "remove", "Remove"),
        Binding("escape", "cancel", "Back to all", show=False),
        Binding("q", "close", "Back"),
    ]

    @dataclass
    class Open(Message):
        """An article is wanted, at ``offset`` of its source (code points) where a search found a passage."""

        article_id: int
        offset: int | None = None
        query: str = ""

    @dataclass
    class Search(Message):
        """The texts are to be searched; `show_results` takes the answer."""

        query: str

    @dataclass
    class Remove(Message):
        """An article is to be removed from the library; the user was asked."""

        article_id: int

    @dataclass
    class TagsChanged(Message):
        """An article is to have these tags and no others."""

        article_id: int
        tags: tuple[str, ...]

    @dataclass
    class Closed(Message):
        """The library is to be left."""

    def __init__(self, articles: Sequence[ArticleRecord] = (), *, known_tags: Sequence[str] = (),
                 sort: Sort = "opened") -> None:
        """``known_tags`` are offered beside those of the articles."""
        super().__init__()
        self._catalogue = Catalogue(articles)
        self._known_tags = known_tags
        self._sort: Sort = sort
        self._words = ""
        self._unread = False
        self._query = ""
        self._is_searching = False
        self._hits: Sequence[SearchHit] | None = None
        self._listing: ArticleListing | HitListing = ArticleListing(())
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Head, names of the columns, list, progress, keys."""
        yield RowLine(id="head")
        yield RowLine(id="columns")
        yield RowList(_NOTHING_YET, id="articles")
        yield RowLine(id="indexing")
        yield RowLine(id="hints", classes="-bar")
        yield Prompt()
        yield Question()

    def on_mount(self) -> None:
        """Fill the list, which has the keys."""
        self.query_one(Prompt).prepare()
        self.show_indexing(0, 0)
        self.show_articles(self._catalogue.articles)
        self.rows.focus()

    # -- what it shows -------------------------------------------------------------------------------------

    def show_articles(self, articles: Sequence[ArticleRecord]) -> None:
        """Show other articles, or the same ones changed, also where a search found them; the selection stays."""
        self._catalogue = Catalogue(articles)
        self.run_worker(self._catalogue.prepare, thread=True)
        if self._hits is not None:
            known = {article.id: article for article in articles}
            self._hits = [replace(hit, article=known[hit.article.id]) for hit in self._hits if hit.article.id in known]
        self._fill()

    def show_results(self, query: str, hits: Sequence[SearchHit] | None) -> None:
        """Show what a search found; an answer to a query that is no longer asked is left aside.

        ``hits`` is None where the search failed: it can be asked for again then.
        """
        if self._is_searching and query == self._query:
            self._is_searching = False
            self._hits = hits
            self._fill()

    def show_indexing(self, done: int, total: int) -> None:
        """Say how far the search index is; nothing where all is done."""
        line = self.query_one("#indexing", RowLine)
        line.display = done < total
        line.show(lambda width: indexing_row(done, total, width))

    @property
    def selected(self) -> ArticleRecord | None:
        """The selected article."""
        index = self.rows.selected
        if index < 0:
            return None
        return self._listing.hits[index].article if isinstance(self._listing, HitListing) else self._listing.article(index)

    def _fill(self) -> None:
        kept = self.selected
        if self._hits is not None:
            self._listing = HitListing(self._hits)
            at = next((i for i, hit in enumerate(self._hits) if kept is not None and hit.article.id == kept.id), 0)
            self.rows.show(self._listing, at, empty=f"no text has all of: {fit(self._query, 40)}")
        else:
            found = self._catalogue.select(self._words, self._sort, unread=self._unread)
            is_whole = not self._words and not self._unread
            heading = f"{'All articles' if is_whole else f'{len(found):,} found'} · by {SORTS[self._sort]}"
            self._listing = ArticleListing(found, self._catalogue.lane() if is_whole else (), heading)
            at = self._listing.index_of(kept.id) if kept is not None else 0
            self.rows.show(self._listing, at, empty=_NOTHING_YET if is_whole else "no article matches")
        self._write()

    def _write(self) -> None:
        """Bring the lines around the list up to date."""
        self.query_one("#head", RowLine).show(self._head)
        self.query_one("#columns", RowLine).show(lambda width: head_row(width - 1, self._sort))
        self.say("")

    def hints(self) -> Sequence[Hint]:
        """Those of the articles, or of what a search found."""
        return _HIT_HINTS if self._hits is not None else _HINTS

    def _head(self, width: int) -> list[Piece]:
        count = len(self._catalogue.articles)
        left: list[Piece] = [("head", " Library"), ("quiet", f"  {counted(count, 'article')}")]
        if self._is_searching:
            left = [("head", " Search"), ("accent", "  searching…")]
            return spread(left, [("accent", f"{fit(self._query, width // 2)} ")], width)
        if self._hits is not None:
            left = [("head", " Search"), ("quiet", f"  {counted(len(self._hits), 'article')}")]
            return spread(left, [("accent", f"{fit(self._query, width // 2)} ")], width)
        asked = " · ".join(part for part in ("unread" if self._unread else "", self._words) if part)
        return spread(left, [("accent", f"{fit(asked, width // 2)} ")], width)

    # -- what keys do --------------------------------------------------------------------------------------

    @on(RowList.Chosen)
    def _open(self, event: RowList.Chosen) -> None:
        event.stop()
        article = self.selected
        if article is None:
            return
        if isinstance(self._listing, HitListing):
            spans = self._listing.hits[event.index].spans
            self.post_message(self.Open(article.id, spans[0].start if spans else None, self._query))
        else:
            self.post_message(self.Open(article.id))

    def action_filter(self) -> None:
        """Filter the articles as one types."""
        self._hits, self._is_searching = None, False
        self.ask("/", self._filter, initial=self._words, changed=self._filter)

    def _filter(self, words: str) -> None:
        self._words = words.strip()
        self._fill()

    def action_search(self) -> None:
        """Search the texts as one types."""
        self.ask("search all texts:", self._search_now, initial=self._query, changed=self._search_soon)

    def _search_soon(self, query: str) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, lambda: self._search_now(query))

    def _search_now(self, query: str) -> None:
        if self._timer is not None:
            self._timer.stop()
        query = query.strip()
        if query == self._query and (self._is_searching or self._hits is not None):
            return
        self._query = query
        self._is_searching = bool(query)
        if query:
            self._write()
            self.post_message(self.Search(query))
        else:
            self._hits = None
            self._fill()

    def action_tags(self) -> None:
        """Edit the tags of the selected article."""
        article = self.selected
        if article is None:
            return
        tags = article.tags
        field = self.ask("tags:", lambda line: self._tag(article, line), initial=join_tags((*tags, "")) if tags else "")
        field.suggester = TagSuggester([*dict.fromkeys((*self._known_tags, *self._catalogue.tags))])
        field.select_on_focus = False  # tags are added, not replaced

    def _tag(self, article: ArticleRecord, line: str) -> None:
        tags = split_tags(line)
        if tags != article.tags:
            self.post_message(self.TagsChanged(article.id, tags))

    def action_sort(self) -> None:
        """Go to the next order."""
        orders = list(SORTS)
        self._sort = orders[(orders.index(self._sort) + 1) % len(orders)]
        self._fill()

    def action_unread(self) -> None:
        """Show only what was never opened, or all."""
        self._unread = not self._unread
        self._fill()

    def action_remove(self) -> None:
        """Remove the selected article, after asking."""
        article = self.selected
        if article is None:
            return
        notes = f" and its {article.notes} note{'s' if article.notes != 1 else ''}" if article.notes else ""
        self.query_one("#hints").display = False
        self.query_one(Question).ask(f"Remove “{fit(article.title, 24)}”{notes} from the library?",
                                     [(("y", "remove"), lambda: self.post_message(self.Remove(article.id)))], self.take_keys_back)

    def action_cancel(self) -> None:
        """Leave the results and the filter, else the library."""
        if self._hits is None and not self._words and not self._unread and not self._is_searching:
            self.action_close()
            return
        self._hits, self._query, self._is_searching = None, "", False
        self._words, self._unread = "", False
        self._fill()

    def action_close(self) -> None:
        """Leave the results, else the library."""
        if self._hits is not None or self._is_searching:
            self.action_cancel()
        else:
            self.post_message(self.Closed())
