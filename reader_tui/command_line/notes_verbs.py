"""The verbs about what the user made: notes, export, import."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reader_tui.command_line.files import make_private_folder, write_private
from reader_tui.command_line.opened_library import article_ids, with_store
from reader_tui.command_line.output import InputError, warn, write_lines, write_text
from reader_tui.config import home_folder
from reader_tui.store.annotations import AnnotationFilter, Annotations
from reader_tui.store.db import Store
from reader_tui.store.exchange import SUFFIXES, bundle_text, export_files, export_text, import_text
from reader_tui.store.exchange.bundle import Bundle, gather
from reader_tui.store.exchange.notes import as_text
from reader_tui.store.library import Library
from reader_tui.store.records import Annotation
from reader_tui.text.load import LARGEST_WHOLE, LoadError, open_regular


def run(options: Namespace) -> int:
    """Do what a verb about notes asks for; the exit status."""
    if options.verb == "import":
        texts = {name: _read(name) for named in options.files for name in _files(named)}
        return with_store(home_folder(options.home), lambda store: _import(texts, store))
    work = {"notes": _notes, "export": _export}[options.verb]
    return with_store(home_folder(options.home), lambda store: work(options, store))


def _notes(options: Namespace, store: Store) -> int:
    library = Library(store)
    which = AnnotationFilter(" ".join(options.words), options.tag, options.colour, state=options.state,
                             since=options.since, until=options.until)
    found = Annotations(store).find(which)
    if options.article:
        wanted = set(article_ids(library, options.article))
        found = [annotation for annotation in found if annotation.article in wanted]
    if options.format == "text":
        write_text(as_text(found, {number: library.get(number) for number in {a.article for a in found}}))
    else:
        write_text(bundle_text(_bundle(store, found), options.format))
    return 0


def _bundle(store: Store, chosen: Sequence[Annotation]) -> Bundle:
    """The articles of those annotations with these alone on them."""
    names = {annotation.uuid for annotation in chosen}
    bundle = gather(store, {annotation.article for annotation in chosen})
    return Bundle(tuple(
        replace(article, annotations=tuple(a for a in article.annotations if a.uuid in names), marks=(), choices=())
        for article in bundle.articles))


def _export(options: Namespace, store: Store) -> int:
    articles = article_ids(Library(store), options.article) if options.article else None
    if options.output in (None, "-"):
        write_text(export_text(store, options.format, articles))
        return 0
    files = export_files(store, options.format, articles)
    if not files:
        warn("nothing to export: there are no notes")
        return 0
    target = Path(options.output)
    if not _is_folder(options.output, options.format):
        write_private(target, _encoded(export_text(store, options.format, articles)))
        return 0
    make_private_folder(target)
    for name, text in files.items():
        write_private(target / name, _encoded(text))
    write_lines([f"{target / name}" for name in files])
    return 0


def _is_folder(name: str, form: str) -> bool:
    """Whether an export goes into a folder of that name: Markdown does, but for a file that is there or called one."""
    target = Path(name)
    if target.is_dir() or name.endswith(os.sep):
        return True
    return form == "markdown" and target.suffix != SUFFIXES["markdown"] and not os.path.lexists(target)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _import(texts: dict[str, str], store: Store) -> int:
    for name, text in texts.items():
        prefix = f"{name}: " if len(texts) > 1 else ""
        write_lines([f"{prefix}{import_text(store, text)}"])
    return 0


def _files(name: str) -> list[str]:
    """The file of that name, or what may be an export in the folder of that name."""
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return [name]
    found = sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES.values() and file.name[0] != ".")
    if not found:
        raise InputError(f"{name}: no exported files in this folder")
    return [str(file) for file in found]


def _read(name: str) -> str:
    """A file to import, or standard input, which is UTF-8."""
    called = "standard input" if name == "-" else name
    try:
        data = sys.stdin.buffer.read(LARGEST_WHOLE + 1) if name == "-" else _bytes_of(Path(name))
        if len(data) > LARGEST_WHOLE:
            raise LoadError(f"{called}: too large to be imported")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{called}: is not UTF-8, so no export of this program") from None


def _bytes_of(path: Path) -> bytes:
    with os.fdopen(open_regular(path).descriptor, "rb") as file:
        return file.read(LARGEST_WHOLE + 1)
