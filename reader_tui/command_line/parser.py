"""The table of verbs as a parser; errors are one line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

from reader_tui import __version__
from reader_tui.command_line.model import Argument, Option, Verb
from reader_tui.command_line.output import fail
from reader_tui.command_line.table import PROGRAM

_LARGEST = 1_000_000_000
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        raise SystemExit(fail(f"{message} (see {self.prog} --help)"))


def parse_reader(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments of the reader itself."""
    return _reader_parser().parse_intermixed_args(arguments)


def reader_help() -> str:
    """What ``reader-tui --help`` prints."""
    return _reader_parser().format_help()


def parse_verb(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments of a line that begins with a verb; ``verb`` and perhaps ``subverb`` tell which."""
    verb = next(verb for verb in PROGRAM.verbs if verb.name == arguments[0])
    parser = _Parser(f"{PROGRAM.name} {verb.name}", **_texts(verb), allow_abbrev=False)
    parser.set_defaults(verb=verb.name)
    _made(verb, parser)
    if not verb.verbs:
        return parser.parse_intermixed_args(arguments[1:])
    below = parser.add_subparsers(dest="subverb", required=True, metavar="|".join(one.name for one in verb.verbs))
    for one in verb.verbs:
        _made(one, below.add_parser(one.name, help=one.help, **_texts(one), allow_abbrev=False))
    return parser.parse_args(arguments[1:])


def _reader_parser() -> argparse.ArgumentParser:
    return _made(PROGRAM, _Parser(PROGRAM.name, **_texts(PROGRAM), allow_abbrev=False))


def verb_table(verbs: Sequence[Verb]) -> str:
    """The verbs and what they do, a line each."""
    width = max(len(verb.name) for verb in verbs)
    return "\n".join(f"  {verb.name:<{width}}  {verb.help}" for verb in verbs)


def _texts(verb: Verb) -> dict[str, Any]:
    parts = [verb.more] if verb.more else []
    if verb is PROGRAM:
        parts.append(f"verbs, which need no terminal:\n{verb_table(verb.verbs)}")
    if verb.examples:
        width = max(len(example.line) for example in verb.examples)
        parts.append("examples:\n" + "\n".join(f"  {e.line:<{width}}  {e.meaning}" for e in verb.examples))
    if verb is PROGRAM:
        parts.append(f"`{PROGRAM.name} VERB --help` explains a verb.")
    return {"description": verb.help, "epilog": "\n\n".join(parts),
            "formatter_class": argparse.RawDescriptionHelpFormatter}


def _made(verb: Verb, parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    groups: dict[str, Any] = {}
    for argument in verb.arguments:
        _add_argument(argument, parser)
    for option in verb.options:
        if option.excludes and option.excludes not in groups:
            groups[option.excludes] = parser.add_mutually_exclusive_group()
        _add_option(option, groups.get(option.excludes, parser))
    return parser


def _add_argument(argument: Argument, parser: argparse.ArgumentParser) -> None:
    more: dict[str, Any] = {"nargs": argument.count or None, "help": argument.help}
    if argument.choices:
        more["choices"] = argument.choices
    else:
        more["metavar"] = argument.metavar
    if argument.default is not None:
        more["default"] = argument.default
    parser.add_argument(argument.name, **more)


def _add_option(option: Option, parser: Any) -> None:
    if option.long == "--version":
        parser.add_argument(*option.names, action="version", version=f"{PROGRAM.name} {__version__}", help=option.help)
        return
    if not option.metavar:
        parser.add_argument(*option.names, action="store_true", help=option.help)
        return
    more: dict[str, Any] = {"metavar": option.metavar, "help": _help_of(option), "default": option.default}
    if option.least:
        more["type"] = partial(_number, least=option.least)
    elif option.values in _CHECKS:
        more["type"] = _CHECKS[option.values]
    parser.add_argument(*option.names, action="append" if option.repeats else "store", required=option.required,
                        choices=option.choices or None, **more)


def _help_of(option: Option) -> str:
    return f"{option.help}: {', '.join(option.choices)}" if option.choices else option.help


def _number(text: str, least: int = 0) -> int:
    if not (text.isascii() and text.isdigit()) or int(text[:20]) > _LARGEST:
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    if int(text) < least:
        raise argparse.ArgumentTypeError(f"{text} is less than {least}")
    return int(text)


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"not a date, month or year: {text} (2025-05-20, 2025-05 and 2025 are)")
    return text


_CHECKS: dict[str, Callable[[str], Any]] = {"number": _number, "date": _date}
