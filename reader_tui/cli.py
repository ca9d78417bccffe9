"""The command line: arguments and verbs. Loads the app only when it opens a screen."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from reader_tui.__main__ import VERBS
from reader_tui.command_line.output import InputError, fail, prepare_streams, silence_output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from reader_tui.terminal import TakenTerminal

_MODULES = {
    **dict.fromkeys(("restore", "convert", "claims", "timeline"), "text_verbs"),
    **dict.fromkeys(("add", "list", "search", "doctor"), "library_verbs"),
    **dict.fromkeys(("notes", "export", "import"), "notes_verbs"),
    "feed": "feed_verbs",
    "rules": "rule_verbs",
    **dict.fromkeys(("serve", "completion", "man"), "other_verbs"),
}
"""Where the work of each verb is; every such module has a function ``run`` of the parsed arguments."""


class NamesAlone:
    """The options of a command line that has none; needs no parser, as someone waits for the keys to answer."""

    home = encoding = date = width = None
    plain = allow_private = False

    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = list(paths)


def run(arguments: Sequence[str], painted: TakenTerminal | None = None) -> int:
    """Do what the arguments ask for; the exit status: 0, or 2 after one clear line on standard error.

    ``painted`` is the terminal with the first screen on it, where that was painted already.
    """
    prepare_streams()
    try:
        words = _verb_first(arguments)
        status = _run_verb(words) if words else _read(_reader_options(arguments), painted)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_output()  # whoever read our output has had enough
        return 0
    except OSError as error:
        silence_output()
        return _refuse(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), painted)
    except KeyboardInterrupt:
        return 130
    return status


def _verb_first(arguments: Sequence[str]) -> list[str]:
    """The arguments with the verb in front, a ``--home`` before it moved behind it; empty where there is no verb."""
    before = 0
    while before < len(arguments) and arguments[before].split("=")[0] == "--home":
        before += 1 if "=" in arguments[before] else 2
    if before >= len(arguments) or arguments[before] not in VERBS:
        return []
    words = list(arguments[before:])
    at = 2 if words[0] == "feed" else 1  # its own verb comes first too
    return [*words[:at], *arguments[:before], *words[at:]]


def _run_verb(words: Sequence[str]) -> int:
    from reader_tui.command_line.parser import parse_verb
    from reader_tui.text.load import LoadError

    options = parse_verb(words)
    try:
        work = import_module(f"reader_tui.command_line.{_MODULES[options.verb]}").run
        return int(work(options))
    except (LoadError, InputError) as error:
        return fail(str(error))


def _reader_options(arguments: Sequence[str]) -> Namespace | NamesAlone:
    if any(word.startswith("-") and word != "-" for word in arguments):
        from reader_tui.command_line.parser import parse_reader

        return parse_reader(arguments)
    return NamesAlone(arguments)


def _read(options: Namespace | NamesAlone, painted: TakenTerminal | None) -> int:
    from reader_tui.text.load import LoadError

    try:
        if not options.plain and not sys.stdout.isatty() and "TEXTUAL_DRIVER" not in os.environ:
            return fail("the reader needs a terminal to draw on; --plain, restore, claims and timeline work in pipes")
        return _open(options, painted)
    except (LoadError, InputError) as error:
        return _refuse(str(error), painted)


def _open(options: Namespace | NamesAlone, painted: TakenTerminal | None) -> int:
    from reader_tui.config import home_folder

    day = None
    if options.date is not None:
        from reader_tui.command_line.text_verbs import given_date

        day = given_date(options.date)
    names, home = options.paths, home_folder(options.home)
    if any("://" in name for name in names):
        from reader_tui.command_line.web_pages import local_names

        names = local_names(names, home, allow_private=options.allow_private)
    if options.plain:
        from reader_tui.command_line.plain import print_plain

        return print_plain(names or ["-"], encoding=options.encoding, reference_date=day, width=options.width)
    from reader_tui.tui.start import open_reader

    return open_reader(names, home, encoding=options.encoding, reference_date=day, painted=painted)


def _refuse(message: str, painted: TakenTerminal | None) -> int:
    if painted is not None:
        painted.restore()
    return fail(message)
