"""CSV as Readwise imports it: Highlight, Title, Author, URL, Note, Location, Date; only the first is required.

A cell that a spreadsheet would take for a formula gets an apostrophe, which import takes off again. Tags and colour
go into the note as Readwise's own dot tags, on its first line.
"""

from __future__ import annotations

import csv
import io
import re
import uuid

from reader_tui.store.exchange.bundle import Bundle, BundledArticle, ExchangeError
from reader_tui.store.records import COLOURS, Annotation
from reader_tui.text.model import Quote, Span

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DOT_TAGS = re.compile(r"\.\S+(?: \.\S+)*")
_GAP = "_"
"""Stands for a space inside a dot tag."""


def dump(bundle: Bundle) -> str:
    """A row for each annotation that has words; bookmarks, marks and decisions stay behind."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for article in bundle.articles:
        for a in article.annotations:
            if a.deleted is None and a.quote.exact:
                row = (a.quote.exact, article.title, article.source, article.uri, _note(a), str(a.anchor.start),
                       a.created)
                writer.writerow([neutralised(cell) for cell in row])
    return out.getvalue()


def load(text: str) -> Bundle:
    """The highlights of such a file; `ExchangeError` where it has no column ``Highlight``."""
    rows = csv.DictReader(io.StringIO(text))
    if "Highlight" not in (rows.fieldnames or ()):
        raise ExchangeError("The CSV file has no column Highlight.")
    articles: dict[tuple[str, str, str], list[Annotation]] = {}
    for row in rows:
        cells = {name: restored(row.get(name) or "") for name in COLUMNS}
        article = cells["Title"] or "untitled", cells["Author"], cells["URL"]
        articles.setdefault(article, []).append(_annotation(cells))
    return Bundle(tuple(BundledArticle("", title, source, uri=uri, annotations=tuple(found))
                        for (title, source, uri), found in articles.items()))


def neutralised(cell: str) -> str:
    """A cell that no spreadsheet calculates.

    >>> neutralised("=1+1"), neutralised("利率-2%"), restored("'=1+1")
    ("'=1+1", '利率-2%', '=1+1')
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """The cell before `neutralised`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _note(annotation: Annotation) -> str:
    names = [annotation.colour, *annotation.tags]
    return "\n".join(filter(None, (" ".join("." + _GAP.join(name.split()) for name in names), annotation.body)))


def _annotation(cells: dict[str, str]) -> Annotation:
    """An annotation whose identity is made of the row, so that the same row is the same annotation again."""
    first, _, rest = cells["Note"].partition("\n")
    is_tagged = _DOT_TAGS.fullmatch(first) is not None
    names = [name.removeprefix(".").replace(_GAP, " ") for name in first.split(" ")] if is_tagged else []
    body = rest if is_tagged else cells["Note"]
    colour = names.pop(0) if names and names[0] in COLOURS else "yellow"
    start = int(cells["Location"]) if cells["Location"].isdecimal() else 0
    identity = "\n".join(cells[name] for name in COLUMNS)
    exact = cells["Highlight"]
    return Annotation(str(uuid.uuid5(uuid.NAMESPACE_URL, identity)), 0, "", Span(start, start + len(exact)),
                      Quote(exact, "", ""), "commenting" if body else "highlighting", colour, body, tuple(names),
                      cells["Date"], cells["Date"], 1)
