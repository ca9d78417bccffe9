"""What the command line writes: lines that no terminal obeys, JSON that no encoding breaks, progress."""

from __future__ import annotations

import os
import re
import sys
from time import monotonic
from typing import Any, Protocol

from reader_tui.text.sanitize import sanitize, sanitize_line

WIDTH = 80
"""Cells of a line where no terminal tells its width."""
NARROWEST = 8
"""Cells; in fewer, Chinese punctuation leaves no place to break a line."""
_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
"""What JSON may hold as it is, but terminals, line readers and encodings do not take (see `reader_tui.text.sanitize`)."""
_MOMENT = 0.1
"""Seconds between two states of a progress line."""


class InputError(Exception):
    """Input that cannot be used; the message is one clear line."""


def warn(message: str) -> None:
    """Say something in one line on standard error, with nothing in it that a terminal would obey."""
    print(f"reader-tui: {sanitize_line(message)}", file=sys.stderr)


def fail(message: str) -> int:
    """Say what is wrong, as `warn` does; the exit status of bad input."""
    warn(message)
    return 2


def prepare_streams() -> None:
    """Make standard streams that are closed or speak another encoding usable: pipes are UTF-8, terminals what they are."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - lives as long as we
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
        elif hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def silence_output() -> None:
    """Send what is left to nowhere, as nobody can take it; else the interpreter would complain when it ends."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())
    os.close(sink)


def write_text(text: str) -> None:
    """Print a text: to a pipe as it is, to a terminal without what the terminal would obey."""
    sys.stdout.write(sanitize(text) if sys.stdout.isatty() else text)


def write_lines(lines: list[str]) -> None:
    """Print lines made of titles, names and snippets; nothing in them breaks a line or reaches a terminal."""
    sys.stdout.write("".join(sanitize_line(line) + "\n" for line in lines))


def emphasis(text: str) -> str:
    """Safe text, in bold where a terminal shows it and the user has not asked for none (``NO_COLOR``)."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") in (None, "", "dumb"):
        return text
    return f"\x1b[1m{text}\x1b[0m"


def as_json(value: Any, indent: int | None = None) -> str:
    r"""JSON in readable characters; controls, direction marks and lone surrogates are escaped.

    >>> as_json({"題": "一\u2028二\x9b"})
    '{"題": "一\\u2028二\\u009b"}'
    """
    import json  # the reader itself needs none, and starts without

    return re.sub(_UNSAFE, _escape, json.dumps(value, ensure_ascii=False, indent=indent))


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def write_json(value: Any) -> None:
    """One JSON value, readable."""
    sys.stdout.write(as_json(value, indent=2) + "\n")


def output_width(chosen: int | None = None) -> int:
    """Cells of a line: as chosen, else of the terminal (``COLUMNS`` overrides it), else `WIDTH`."""
    if chosen is not None:
        return chosen
    if not sys.stdout.isatty():
        return WIDTH
    import shutil

    return max(20, shutil.get_terminal_size((WIDTH, 24)).columns)


def fit(line: str, cells: int) -> str:
    """A line cut to a number of cells, with an ellipsis where something is missing.

    >>> fit("一份很長的題目", 9), fit("短", 9)
    ('一份很長…', '短')
    """
    from reader_tui.text.width import cell_starts

    starts = cell_starts(line)
    if starts[-1] <= cells:
        return line
    return line[: max(at for at, start in enumerate(starts) if start <= cells - 1)] + "…"


class Stream(Protocol):
    """What progress is written to."""

    def isatty(self) -> bool:
        """Whether it is a terminal."""

    def write(self, text: str, /) -> object:
        """Write."""

    def flush(self) -> None:
        """Send what waits."""


class Progress:
    """One line on standard error that counts; nothing where that is no terminal. Its calls always say: go on."""

    def __init__(self, what: str, stream: Stream | None = None) -> None:
        self._what = sanitize_line(what)
        self._stream: Stream = sys.stderr if stream is None else stream
        self._shows = self._stream.isatty()
        self._last = 0.0
        self._is_drawn = False

    def __call__(self, done: int, total: int | None = None) -> bool:
        """Show that ``done`` are done, of ``total`` where that is known."""
        if self._shows and monotonic() - self._last > _MOMENT:
            of = f" of {total}" if total else ""
            self._stream.write(f"\r\x1b[K{self._what}: {done}{of}")
            self._stream.flush()
            self._last, self._is_drawn = monotonic(), True
        return True

    def end(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._is_drawn = False
