"""Annotations as plain text, for pipes and pagers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reader_tui.store.records import Annotation, ArticleRecord

_STATES = {"exact": "", "moved": " (moved)", "fuzzy": " (the words changed)", "orphan": " (not in the text any more)"}


def as_text(annotations: Iterable[Annotation], articles: Mapping[int, ArticleRecord]) -> str:
    """The annotations under the titles of their articles; offsets are code points of the current version."""
    by_article: dict[int, list[Annotation]] = {}
    for annotation in annotations:
        by_article.setdefault(annotation.article, []).append(annotation)
    parts = ["\n".join(_of_article(articles[i], found)) for i, found in by_article.items()]
    return "\n\n".join(parts) + ("\n" if parts else "")


def _of_article(article: ArticleRecord, annotations: Iterable[Annotation]) -> Iterator[str]:
    yield " · ".join(filter(None, (article.title, article.source, article.date or "", article.uri)))
    for a in annotations:
        where = f"{a.span.start}–{a.span.end}" if a.span is not None else "–"
        tags = "".join(f" #{tag}" for tag in a.tags)
        yield f"\n  {a.shape} {' '.join(a.quote.exact.split())}"
        yield f"    {a.colour}, {where}{_STATES[a.state]}, {a.modified[:10]}{tags}"
        yield from (f"    {line}" for line in a.body.split("\n") if a.body)
