"""The manual page, in roff, made from the table of verbs."""

from __future__ import annotations

from collections.abc import Iterator

from reader_tui import __version__
from reader_tui.command_line.model import Argument, Option, Verb
from reader_tui.command_line.table import PROGRAM

_FILES = (
    ("~/.local/share/reader-tui/library.sqlite", "articles, notes, tags, marks and corrections"),
    ("~/.local/share/reader-tui/config.toml", "settings"),
    ("~/.local/share/reader-tui/pages/", "web pages as they were saved"),
    ("~/.local/share/reader-tui/feeds.opml", "the feeds"),
)
_ENVIRONMENT = (
    ("READER_TUI_HOME", "where to keep everything, as --home says"),
    ("VISUAL, EDITOR", "the editor"),
    ("NO_COLOR", "no colours and no bold print"),
)
_STATUS = (
    ("0", "It was done."),
    ("1", "doctor found something to do."),
    ("2", "The input was bad; one line on standard error says why."),
    ("130", "It was stopped with Ctrl-C."),
)


def manual_page() -> str:
    """The page as ``man`` reads it (man(7))."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH READER\\-TUI 1 "" "{PROGRAM.name} {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"{_escaped(PROGRAM.name)} \\- {_escaped(PROGRAM.help[:1].lower() + PROGRAM.help[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield from _synopsis(PROGRAM.name, PROGRAM)
    for called, verb in _called():
        yield ".br"
        yield from _synopsis(called, verb)
    yield ".SH DESCRIPTION"
    yield _escaped(PROGRAM.help)
    yield "The verbs need no terminal, so they fit in pipes. Offsets are code points of the text that was sent."
    yield "Inside the reader, ? shows all keys."
    yield ".SH OPTIONS"
    yield from _described(PROGRAM)
    yield ".SH VERBS"
    for called, verb in _called():
        yield f".SS {_escaped(called)}"
        yield from map(_escaped, filter(None, (verb.help, verb.more)))
        yield from _described(verb)
    yield ".SH EXAMPLES"
    for verb in (PROGRAM, *(verb for _, verb in _called())):
        for example in verb.examples:
            yield from (".TP", f".B {_escaped(example.line)}", _escaped(example.meaning))
    for title, rows in (("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT), ("EXIT STATUS", _STATUS)):
        yield f".SH {title}"
        for term, text in rows:
            yield from (".TP", f".B {_escaped(term)}", _escaped(text))


def _called() -> Iterator[tuple[str, Verb]]:
    """Each verb that does something, with the words that call it."""
    for verb in PROGRAM.verbs:
        if verb.verbs:
            yield from ((f"{PROGRAM.name} {verb.name} {one.name}", one) for one in verb.verbs)
        else:
            yield f"{PROGRAM.name} {verb.name}", verb


def _synopsis(called: str, verb: Verb) -> Iterator[str]:
    yield f".B {_escaped(called)}"
    options = [f"{_bold(option.long)}{_value(option)}" for option in verb.options]
    shown = [text if option.required else f"[{text}]" for text, option in zip(options, verb.options, strict=True)]
    yield " ".join([*shown, *(_escaped(argument.usage) for argument in verb.arguments)]) or "\\&"


def _described(verb: Verb) -> Iterator[str]:
    takers: tuple[Argument | Option, ...] = (*verb.arguments, *verb.options)
    for taker in takers:
        yield ".TP"
        if isinstance(taker, Argument):
            yield f"\\fI{_escaped(taker.metavar)}\\fR"
        else:
            yield ", ".join(map(_bold, taker.names)) + _value(taker)
        choices = f": {', '.join(taker.choices)}" if taker.choices else ""
        yield _escaped(f"{taker.help}{choices}.")


def _bold(name: str) -> str:
    return f"\\fB{_escaped(name)}\\fR"


def _value(option: Option) -> str:
    return f" \\fI{_escaped(option.metavar)}\\fR" if option.metavar else ""


def _escaped(text: str) -> str:
    r"""Text that roff prints as it is: no escape, no hyphen for a dash, no request at the beginning of a line.

    >>> print(_escaped(".a --b\\c"), _escaped("~/'x'"))
    \&.a \-\-b\(rsc \(ti/\(aqx\(aq
    """
    table = {"\\": "\\(rs", "-": "\\-", "'": "\\(aq", "~": "\\(ti", "^": "\\(ha", "`": "\\(ga"}
    line = "".join(table.get(c) or (c if c.isascii() else f"\\[u{ord(c):04X}]") for c in " ".join(text.split()))
    return f"\\&{line}" if line.startswith(".") else line
