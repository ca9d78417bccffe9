"""Options and arguments that several verbs have."""

from __future__ import annotations

from reader_tui.command_line.model import Argument, Option
from reader_tui.command_line.output import NARROWEST

COLOUR_NAMES = ("yellow", "green", "blue", "pink", "purple")
"""Of `reader_tui.store.records.COLOURS`, which takes long to load."""
SCRIPT_VIEWS = ("simplified", "traditional", "tw", "hk")
"""Names of views that ask first which script the text is in."""
CONVERSIONS = ("s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s", "s2hkp", "hk2sp", "t2tw", "tw2t", "t2hk",
               "hk2t", "t2jp", "jp2t")
"""Of `reader_tui.text.script.official.CONFIGS`, for the same reason."""

FILE = Argument("file", "FILE", "a file, or - for standard input", "?", "file", default="-")
HOME = Option(("--home",), "where to keep everything (READER_TUI_HOME)", "DIR", "folder")
ENCODING = Option(("--encoding",), "read in this encoding, whatever the text looks like", "NAME",
                  offers=("utf-8", "gb18030", "big5", "big5-hkscs", "utf-16"))
DATE = Option(("--date",), "the date of the article, such as 2025-05-20", "DATE")
WIDTH = Option(("--width",), f"cells in a line, {NARROWEST} or more (the terminal's width, else 80)", "N", "number", least=NARROWEST)
JSON = Option(("--json",), "JSON, offsets in code points", excludes="form")
JSON_LINES = Option(("--jsonl",), 'JSON objects {"id", "text", "date"} a line of FILE, one result a line out', excludes="form")
ALLOW_PRIVATE = Option(("--allow-private",), "also open web addresses inside this network")


def note_filters() -> tuple[Option, ...]:
    """The options that choose among annotations."""
    return (
        Option(("--tag",), "notes with this tag", "TAG"),
        Option(("--colour",), "notes of this colour", "COLOUR", choices=COLOUR_NAMES),
        Option(("--article",), "notes on this article: a number that list prints, or a file", "ARTICLE", "file",
               repeats=True),
        Option(("--state",), "notes whose passage was found like this", "STATE",
               choices=("exact", "moved", "fuzzy", "orphan")),
        Option(("--since",), "changed on this day or later", "DATE", "date"),
        Option(("--until",), "changed on this day or before", "DATE", "date"),
    )
