"""The links between the claims of open articles and of the library, as the sidebar shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reader_tui.analysis.claims.model import Claim
from reader_tui.analysis.compare import ClaimRef, Link, content_words, link
from reader_tui.text.fold import fold_script
from reader_tui.tui.claims_list import LinkedClaim, speaker_of
from reader_tui.tui.library_claims import LibraryClaims
from reader_tui.tui.notebook import Notebook

MOST_ARTICLES = 200
"""How many articles of the library, the newest first, are looked through for links."""
_MOST_LINKS = 5
"""Links that a claim shows."""
_RARE_WORDS = 60
_SHARED_WORDS = 3
"""How many of the open claims' rarest words an article has to have where none of their speakers is named in it."""


@dataclass(frozen=True, slots=True)
class ClaimedArticle:
    """An article and its claims, whose spans are of its source."""

    id: str
    """Its content identity (`Document.id`)."""
    title: str
    claims: Sequence[Claim]
    date: str | None = None
    record: int | None = None
    """Its number in the library, None where it is not there."""


Links = dict[tuple[str, int, int], tuple[LinkedClaim, ...]]
"""Article id and span of the content of a claim to the claims that go with it, the surest first."""


def find_links(opened: Sequence[ClaimedArticle], library: LibraryClaims,
               is_wanted: Callable[[], bool] = lambda: True) -> Links:
    """The links of the claims of open articles with each other and with the library's newest articles.

    Of the library, `MOST_ARTICLES` are looked through, and only those read that name a speaker of the open claims or
    hold some of their rarest words. ``is_wanted`` is asked between articles; once it says no, nothing is found.
    """
    claims = [claim for article in opened for claim in article.claims]
    if not claims:
        return {}
    articles = {article.id: article for article in opened}
    shares = _subject_test(claims, library)
    with Notebook(library.home) as notebook:
        for record in notebook.library.articles(sort="added", limit=MOST_ARTICLES):
            if not is_wanted():
                return {}
            if record.sha256 not in articles and (kept := library.of(notebook, record, shares)) is not None:
                articles[record.sha256] = ClaimedArticle(record.sha256, record.title, kept.claims, kept.date, record.id)
    found = link({article.id: article.claims for article in articles.values()}, aliases=library.aliases,
                 dates={article.id: article.date for article in articles.values() if article.date is not None})
    return _by_claim(found, {article.id for article in opened}, articles)


def _subject_test(claims: Iterable[Claim], library: LibraryClaims) -> Callable[[str], bool]:
    """Whether a text may speak of what the claims speak of: it names one of their speakers, or uses their rare words."""
    names: set[str] = set()
    words: Counter[str] = Counter()
    for claim in claims:
        words.update(content_words(claim))
        if claim.source is not None:
            alias = library.aliases.find(claim.source.resolved)
            names.update(fold_script(name).casefold() for name in (alias.names if alias else (claim.source.resolved,)))
    rare = sorted(words, key=lambda word: (words[word], -len(word), word))[:_RARE_WORDS]

    def is_alike(text: str) -> bool:
        folded = fold_script(text).casefold()
        return any(name in folded for name in names) or sum(word in folded for word in rare) >= _SHARED_WORDS

    return is_alike


def _by_claim(links: Iterable[Link], opened: set[str], articles: dict[str, ClaimedArticle]) -> Links:
    found: dict[tuple[str, int, int], list[LinkedClaim]] = {}
    for one in links:
        for here, there in ((one.one, one.other), (one.other, one.one)):
            if here.article in opened:
                span = articles[here.article].claims[here.number].content[0].span
                made = found.setdefault((here.article, span.start, span.end), [])
                if len(made) < _MOST_LINKS:
                    made.append(_linked(one, there, articles[there.article]))
    return {key: tuple(made) for key, made in found.items()}


def _linked(one: Link, there: ClaimRef, article: ClaimedArticle) -> LinkedClaim:
    claim = article.claims[there.number]
    kind: str = one.kind
    if one.kind == "later statement" and there == one.one:
        kind = "earlier statement"
    text = " … ".join(" ".join(mention.text.split()) for mention in claim.content)
    return LinkedClaim(kind, article.id, article.record, article.title, speaker_of(claim), text,
                       claim.content[0].span.start, one.evidence)
