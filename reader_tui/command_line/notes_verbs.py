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
from reader_tui.store.exchange import SUFFIXES, ExchangeError, bundle_text, export_files, export_text, read_bundle
from reader_tui.store.exchange.bundle import Bundle, gather
from reader_tui.store.exchange.merge import merge
from reader_tui.store.exchange.notes import as_text
from reader_tui.store.library import Library
from reader_tui.store.records import Annotation
from reader_tui.text.load import LARGEST_WHOLE, LoadError, open_regular


def run(options: Namespace) -> int:
    """Do what a verb about notes asks for; the exit status."""
    if options.verb == "import":
        bundles = {name: bundle for named in options.files for name, bundle in _bundles(named).items()}
        return with_store(home_folder(options.home), lambda store: _import(bundles, store))
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


def _import(bundles: dict[str, Bundle], store: Store) -> int:
    for name, bundle in bundles.items():
        prefix = f"{name}: " if len(bundles) > 1 else ""
        write_lines([f"{prefix}{merge(store, bundle)}"])
    return 0


def _bundles(name: str) -> dict[str, Bundle]:
    """What the file of that name holds, or each export in the folder of that name; other files there are passed over."""
    folder = Path(name)
    if name == "-" or not folder.is_dir():
        return {name: _read(name)}
    found, skipped = {}, []
    for file in sorted(folder.iterdir()):
        if file.suffix in SUFFIXES.values() and file.name[0] != ".":
            try:
                found[str(file)] = _read(str(file))
            except (InputError, LoadError) as error:
                skipped.append(str(error))
    if not found:
        raise InputError(f"{name}: no exported files in this folder")
    for sentence in skipped:
        warn(f"skipped: {sentence}")
    return found


def _read(name: str) -> Bundle:
    """What a file to import holds, or standard input, which is UTF-8."""
    called = "standard input" if name == "-" else name
    try:
        data = sys.stdin.buffer.read(LARGEST_WHOLE + 1) if name == "-" else _bytes_of(Path(name))
        if len(data) > LARGEST_WHOLE:
            raise LoadError(f"{called}: too large to be imported")
        return read_bundle(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{called}: is not UTF-8, so no export of this program") from None
    except ExchangeError as error:
        raise InputError(f"{called}: {error}") from None


def _bytes_of(path: Path) -> bytes:
    with os.fdopen(open_regular(path).descriptor, "rb") as file:
        return file.read(LARGEST_WHOLE + 1)
