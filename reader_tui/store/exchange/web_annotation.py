"""W3C Web Annotations as JSON-LD, in the profile of EPUB Annotations 1.0: one target, at most one body, a set a text.

Follows w3.org/TR/annotation-model and w3.org/TR/epub-anno-10 (working draft of 2026). Positions are code points, as
the model asks. What the profile has no word for is under ``reader:``, which others may ignore. Several articles are
several sets in one graph.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from reader_tui import __version__
from reader_tui.store.exchange.bundle import Bundle, BundledArticle, BundledMark, ExchangeError
from reader_tui.store.exchange.lossless import choice_from, json_text
from reader_tui.store.records import COLOURS, Annotation, Motivation
from reader_tui.text.model import Quote, Span

CONTEXT = ["https://www.w3.org/ns/epub-anno.jsonld", {"reader": "urn:reader-tui:"}]
_GENERATOR = {"id": "urn:reader-tui", "type": "Software", "name": f"reader-tui {__version__.split('.')[0]}"}
_HASH = "urn:sha256:"
_UUID = "urn:uuid:"
_NEAREST = {"orange": "yellow"}
"""The profile's sixth colour."""
_MOTIVATIONS: Mapping[str, Motivation] = {"bookmarking": "bookmarking", "highlighting": "highlighting",
                                          "commenting": "commenting"}


def dump(bundle: Bundle) -> str:
    """The bundle's annotations, marks and decisions; texts and deleted annotations stay behind."""
    sets = [_set(article) for article in bundle.articles]
    if len(sets) == 1 and not bundle.choices:
        return json_text({"@context": CONTEXT, **sets[0]})
    whole: dict[str, Any] = {"@context": CONTEXT, "@graph": sets}
    if bundle.choices:
        whole["reader:choices"] = [asdict(choice) for choice in bundle.choices]
    return json_text(whole)


def _set(article: BundledArticle) -> dict[str, Any]:
    about = {"dc:identifier": [_HASH + article.sha256], "dc:title": article.title, "dc:format": "text/plain"}
    if article.source:
        about["dc:publisher"] = article.source
    if article.date:
        about["dc:date"] = article.date[:4]
    return {
        "id": _UUID + str(uuid.uuid5(uuid.NAMESPACE_URL, _HASH + article.sha256)), "type": "AnnotationSet",
        "generator": _GENERATOR, "title": article.title, "about": about,
        "items": [_item(a, article) for a in article.annotations if a.deleted is None],
        "reader:article": {"uri": article.uri, "date": article.date, "tags": article.tags, "added": article.added,
                           "opened": article.opened, "position": article.position, "progress": article.progress,
                           "seconds": article.seconds},
        "reader:marks": [asdict(mark) for mark in article.marks],
        "reader:choices": [asdict(choice) for choice in article.choices]}


def _item(annotation: Annotation, article: BundledArticle) -> dict[str, Any]:
    quote, anchor = annotation.quote, annotation.anchor
    return {
        "id": _UUID + annotation.uuid, "type": "Annotation", "motivation": annotation.motivation,
        "created": annotation.created, "modified": annotation.modified,
        "body": {"type": "TextualBody", "value": annotation.body, "format": "text/plain", "color": annotation.colour,
                 "highlight": "solid", "tags": annotation.tags},
        "target": {
            "source": article.uri or _HASH + article.sha256,
            "selector": [
                {"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end},
                {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}]},
        "reader:version": annotation.sha256, "reader:rev": annotation.rev, "reader:copyOf": annotation.copy_of}


def load(data: Mapping[str, Any] | list[Any]) -> Bundle:
    """Annotations of this program or another, as parsed JSON; `ExchangeError` where there are none.

    Sets, collections and pages of collections are taken, and single annotations, lists of bodies and of targets.
    """
    graph = data.get("@graph", [data]) if isinstance(data, Mapping) else data
    articles: list[BundledArticle] = []
    loose: dict[str, list[Annotation]] = {}
    for node in graph:
        if node.get("type") == "AnnotationSet" or "about" in node:
            articles.append(_article(node))
        else:
            for item in _items(node):
                source = _source(_first(item.get("target")))
                loose.setdefault(source, []).append(_annotation(item))
    articles += [BundledArticle("", PurePath(source).name or source, uri=source, annotations=tuple(found))
                 for source, found in sorted(loose.items())]
    if not articles:
        raise ExchangeError("There are no annotations in the file.")
    choices = data.get("reader:choices", []) if isinstance(data, Mapping) and "@graph" in data else []
    return Bundle(tuple(articles), tuple(choice_from(choice) for choice in choices))


def _items(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "target" in node:
        yield node
    first = node.get("first")
    for item in (*node.get("items", ()), *node.get("rows", ()),
                 *(first.get("items", ()) if isinstance(first, Mapping) else ())):
        yield from _items(item)


def _article(node: Mapping[str, Any]) -> BundledArticle:
    about = node.get("about", {})
    own = node.get("reader:article", {})
    hashes = [i.removeprefix(_HASH) for i in _listed(about.get("dc:identifier")) if i.startswith(_HASH)]
    items = [item for item in node.get("items", ()) if "target" in item]
    sources = [_source(_first(item["target"])) for item in items]
    return BundledArticle(
        hashes[0] if hashes else "", _plain(about.get("dc:title") or node.get("title") or "untitled"),
        _plain(about.get("dc:publisher") or ""), own.get("date"), own.get("uri", next(iter(sources), "")),
        tuple(own.get("tags", ())), own.get("position", 0), own.get("progress", 0.0), own.get("seconds", 0.0),
        own.get("added", ""), own.get("opened"), {}, tuple(_annotation(item) for item in items),
        tuple(BundledMark(**mark) for mark in node.get("reader:marks", ())),
        tuple(choice_from(choice) for choice in node.get("reader:choices", ())))


def _annotation(item: Mapping[str, Any]) -> Annotation:
    selectors = list(_selectors(_first(item.get("target"))))
    position = next((s for s in selectors if s.get("type") == "TextPositionSelector"), {})
    words = next((s for s in selectors if s.get("type") == "TextQuoteSelector"), {})
    bodies = [body if isinstance(body, Mapping) else {"value": body} for body in _listed(item.get("body"))]
    notes = [_plain(b.get("value", "")) for b in bodies if b.get("purpose", "commenting") != "tagging"]
    tags = [t for b in bodies for t in _listed(b.get("tags"))]
    tags += [_plain(b.get("value", "")) for b in bodies if b.get("purpose") == "tagging"]
    colour = next((str(b["color"]) for b in bodies if "color" in b), "yellow")
    colour = _NEAREST.get(colour, colour)
    body = "\n\n".join(note for note in notes if note)
    motivation = str(_first(item.get("motivation")) or "")
    created = str(item.get("created", ""))
    identity = str(item.get("id", "")).removeprefix(_UUID)
    span = Span(position.get("start", 0), max(position.get("start", 0), position.get("end", 0)))
    return Annotation(
        _uuid_of(identity, item), 0, item.get("reader:version", ""), span,
        Quote(words.get("exact", ""), words.get("prefix", ""), words.get("suffix", "")),
        _MOTIVATIONS.get(motivation, "commenting" if body else "highlighting"),
        colour if colour in COLOURS else "yellow", body, tuple(dict.fromkeys(tags)), created,
        str(item.get("modified", created)), item.get("reader:rev", 1), copy_of=item.get("reader:copyOf"))


def _uuid_of(identity: str, item: Mapping[str, Any]) -> str:
    """The annotation's own identity, or one made of it, or of its content, the same every time."""
    try:
        return str(uuid.UUID(identity))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, identity or json_text(item)))


def _selectors(target: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(target, Mapping):
        return
    for selector in _listed(target.get("selector")):
        yield selector
        if isinstance(selector.get("refinedBy"), Mapping):
            yield selector["refinedBy"]


def _source(target: Any) -> str:
    if isinstance(target, Mapping):
        return _source(target.get("source") or target.get("id") or "")
    return str(target or "")


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _first(value: Any) -> Any:
    return next(iter(_listed(value)), None)


def _plain(value: Any) -> str:
    """A text, or a text with its language (epub-anno-10, localizable texts)."""
    return str(value.get("text") or value.get("value") or "") if isinstance(value, Mapping) else str(value)
