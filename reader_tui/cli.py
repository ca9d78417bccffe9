"""The command line: arguments and verbs. Loads the app only when it opens a screen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from reader_tui import __version__
from reader_tui.__main__ import VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader_tui.terminal import TakenTerminal

EXAMPLES = """\
examples:
  reader-tui article.txt                 read an article
  reader-tui texts/                      choose one from a folder
  reader-tui a.txt b.txt                 two articles side by side
  curl -s URL | reader-tui -             read what another program writes
  reader-tui restore article.txt         print the repaired text
  reader-tui claims article.txt --json   who says what, for other programs

`reader-tui VERB --help` explains a verb."""


def run(arguments: Sequence[str], painted: TakenTerminal | None = None) -> int:
    """Do what the arguments ask for; the exit status: 0, or 2 after one clear line on standard error.

    ``painted`` is the terminal with the first screen on it, where that was painted already.
    """
    try:
        if arguments and arguments[0] in VERBS:
            return _run_verb(arguments)
        return _read(_reader_parser().parse_args(arguments), painted)
    except BrokenPipeError:
        # whoever read our output has had enough; the interpreter must not complain when it closes it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def fail(message: str) -> int:
    """Say what is wrong in one line, with nothing in it that a terminal would obey."""
    from reader_tui.text.sanitize import sanitize_line

    print(f"reader-tui: {sanitize_line(message)}", file=sys.stderr)
    return 2


def _reader_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader-tui", description="Read articles in the terminal: repaired, with who says what, and when.",
        epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, or - for standard input; "
                        "or a verb: " + ", ".join(VERBS))
    parser.add_argument("--home", metavar="DIR", help="where to keep everything (READER_TUI_HOME)")
    parser.add_argument("--encoding", metavar="NAME", help="read files in this encoding, whatever they look like")
    parser.add_argument("--date", metavar="DATE", help="the date of the article, such as 2025-05-20")
    parser.add_argument("--version", action="version", version=f"reader-tui {__version__}")
    return parser


def _verb_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reader-tui", formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    texts = {
        "restore": "Print the repaired text.",
        "claims": "Print who says what.",
        "timeline": "Print what happened when.",
    }
    for name, text in texts.items():
        verb = verbs.add_parser(name, help=text, description=text)
        verb.add_argument("file", nargs="?", default="-", help="a file, or - for standard input")
        verb.add_argument("--encoding", metavar="NAME", help="read in this encoding")
        form = verb.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="one JSON object, offsets in code points")
        form.add_argument("--jsonl", action="store_true",
                          help='JSON objects {"id", "text", "date"} a line in, one result a line out')
        if name in ("claims", "timeline"):
            verb.add_argument("--date", metavar="DATE", help="the date of the article, such as 2025-05-20")
            form.add_argument("--csv", action="store_true", help="comma-separated values")
        if name == "timeline":
            form.add_argument("--ical", action="store_true", help="iCalendar")
            form.add_argument("--markdown", action="store_true", help="a Markdown list")
    return parser


def _run_verb(arguments: Sequence[str]) -> int:
    from reader_tui import verbs
    from reader_tui.text.load import LoadError

    options = _verb_parser().parse_args(arguments)
    try:
        if options.jsonl:
            verbs.run_json_lines(verbs.JSON[options.verb], sys.stdin, sys.stdout)
            return 0
        day = getattr(options, "date", None)
        document = verbs.read_document(options.file, encoding=options.encoding, day=day)
        if options.json:
            verbs.write_json(verbs.JSON[options.verb](options.file, document))
        else:
            sys.stdout.write(verbs.as_text(options, document))
    except (LoadError, verbs.InputError) as error:
        return fail(str(error))
    return 0


def _read(options: argparse.Namespace, painted: TakenTerminal | None) -> int:
    from reader_tui.config import home_folder
    from reader_tui.text.load import LoadError
    from reader_tui.verbs import InputError, given_date

    try:
        given_date(options.date)
        if not sys.stdout.isatty():
            return fail("the reader needs a terminal to draw on; restore, claims and timeline work in pipes")
        from reader_tui.tui.start import open_reader

        return open_reader(options.paths, home_folder(options.home), encoding=options.encoding,
                           reference_date=given_date(options.date), painted=painted)
    except (LoadError, InputError) as error:
        if painted is not None:
            painted.restore()
        return fail(str(error))

