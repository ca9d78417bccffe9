"""Export and import: one lossless JSON, W3C Web Annotations, Markdown, CSV for Readwise, and text for pipes.

Every format goes through a `Bundle`, so what one can tell, each can, as far as it has words for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal

from reader_tui.store.annotations import AnnotationFilter, Annotations
from reader_tui.store.db import Store
from reader_tui.store.exchange import lossless, markdown, readwise, web_annotation
from reader_tui.store.exchange.bundle import Bundle, ExchangeError, gather
from reader_tui.store.exchange.merge import ImportReport, merge
from reader_tui.store.exchange.notes import as_text
from reader_tui.store.library import Library

Format = Literal["json", "w3c", "markdown", "readwise"]
SUFFIXES: Mapping[Format, str] = {"json": ".json", "w3c": ".annotation", "markdown": ".md", "readwise": ".csv"}

__all__ = ["SUFFIXES", "ExchangeError", "Format", "ImportReport", "bundle_text", "export_files", "export_text",
           "import_text", "notes_text", "read_bundle"]


def export_text(store: Store, form: Format, articles: Iterable[int] | None = None) -> str:
    """Everything the user made, on those articles or all, as one text; for Markdown see `export_files` too."""
    return bundle_text(gather(store, articles), form)


def bundle_text(bundle: Bundle, form: Format) -> str:
    """A bundle as one text of that form."""
    if form == "json":
        return lossless.dump(bundle)
    if form == "w3c":
        return web_annotation.dump(bundle)
    if form == "readwise":
        return readwise.dump(bundle)
    return "\n".join(text for _, text in markdown.dump(bundle.articles))


def export_files(store: Store, form: Format, articles: Iterable[int] | None = None) -> dict[str, str]:
    """The same as named files: for Markdown one an article, for the others one in all."""
    if form == "markdown":
        return dict(markdown.dump(gather(store, articles).articles))
    return {f"reader-tui{SUFFIXES[form]}": export_text(store, form, articles)}


def import_text(store: Store, text: str) -> ImportReport:
    """Take a file of any of the formats into the store; `ExchangeError` for anything else, and nothing is changed."""
    return merge(store, read_bundle(text))


def read_bundle(text: str) -> Bundle:
    """What a file of any of the formats holds; `ExchangeError` for anything else."""
    text = text.removeprefix("\ufeff")
    if text.startswith("---\n"):
        try:
            return markdown.load(text)
        except (KeyError, TypeError, ValueError) as error:
            raise ExchangeError(f"The comments in the Markdown file are not complete: {error}.") from error
    if not text.lstrip().startswith(("{", "[")):
        return readwise.load(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"The file is not sound JSON: {error}.") from error
    if isinstance(data, Mapping) and data.get("format") == lossless.FORMAT:
        return lossless.load(text)
    try:
        return web_annotation.load(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ExchangeError(f"The annotations in the file are not complete: {error}.") from error


def notes_text(store: Store, which: AnnotationFilter | None = None) -> str:
    """The annotations that pass the filter, as plain text under the titles of their articles."""
    found = Annotations(store).find(which)
    library = Library(store)
    return as_text(found, {i: library.get(i) for i in {a.article for a in found}})
