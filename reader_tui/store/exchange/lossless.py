"""Everything the user made, with the texts it is about, as one JSON file; nothing is lost on the way back."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from reader_tui.store.exchange.bundle import Bundle, BundledArticle, BundledChoice, BundledMark, ExchangeError
from reader_tui.store.records import Annotation
from reader_tui.text.model import Quote, Span

FORMAT = "reader-tui"
VERSION = 1
_SURROGATE = re.compile("[\ud800-\udfff]")


def dump(bundle: Bundle) -> str:
    """The bundle as text; the same bundle gives the same text."""
    articles = [{**asdict(article), "annotations": [annotation_json(a) for a in article.annotations]}
                for article in bundle.articles]
    choices = [asdict(choice) for choice in bundle.choices]
    return json_text({"format": FORMAT, "version": VERSION, "articles": articles, "choices": choices})


def load(text: str) -> Bundle:
    """The bundle again; `ExchangeError` for anything that `dump` does not write."""
    data = json.loads(text)
    if data.get("version") != VERSION:
        raise ExchangeError(f"The file is of version {data.get('version')}; this program reads version {VERSION}.")
    try:
        return Bundle(tuple(_article(item) for item in data["articles"]),
                      tuple(choice_from(item) for item in data["choices"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ExchangeError(f"The file is not complete: {error}.") from error


def json_text(value: Any) -> str:
    """Readable JSON in one form; lone surrogates, which no file can hold, are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def annotation_json(annotation: Annotation) -> dict[str, Any]:
    """The fields of an annotation that mean something outside its store."""
    fields = asdict(annotation)
    return {name: fields[name] for name in fields if name not in ("article", "span", "state", "score")}


def annotation_from(item: dict[str, Any]) -> Annotation:
    """The annotation of `annotation_json`; KeyError, TypeError or ValueError for anything else."""
    return Annotation(**{**item, "article": 0, "anchor": Span(**item["anchor"]), "quote": Quote(**item["quote"]),
                         "tags": tuple(item["tags"])})


def choice_from(item: dict[str, Any]) -> BundledChoice:
    """A decision from its fields; KeyError, TypeError or ValueError for anything else."""
    anchor, quote = item.get("anchor"), item.get("quote")
    return BundledChoice(**{**item, "anchor": Span(**anchor) if anchor else None,
                            "quote": Quote(**quote) if quote else None})


def _article(item: dict[str, Any]) -> BundledArticle:
    return BundledArticle(**{
        **item, "tags": tuple(item["tags"]),
        "annotations": tuple(annotation_from(a) for a in item["annotations"]),
        "marks": tuple(BundledMark(**m) for m in item["marks"]),
        "choices": tuple(choice_from(c) for c in item["choices"])})
