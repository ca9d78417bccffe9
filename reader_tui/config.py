"""Settings (TOML) and the folders where the user's things live.

A settings file is never a reason not to start: a line that cannot be used is reported with its number and the
standard value stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader_tui.commands import COMMANDS
from reader_tui.home import home_path
from reader_tui.keymap import Keymap, KeyNotationError

FILE_NAME = "config.toml"
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


class Settings(NamedTuple):
    """What the user may choose; every field has its standard value."""

    theme: str = "dark"
    """dark or light."""
    width: int = 72
    """Cells in a line of text; a narrower pane makes it less."""
    indent: int = 0
    """Cells by which the first line of a paragraph is indented; 4 is two Chinese characters."""
    spacing: int = 1
    """Empty rows between paragraphs."""
    gap: bool = False
    """Show a narrow gap between Chinese and Latin text."""
    hang: bool = False
    """Let closing punctuation hang into the right margin."""
    strictness: str = "strict"
    """Which line-breaking rules hold: basic, gb or strict."""
    ambiguous: int | str = "auto"
    """Cells of characters such as “ ” … —: 1, 2, or auto to ask the terminal."""
    repair: bool = True
    """Open articles repaired."""
    script_views: Sequence[str] = ()
    """The views that S goes through, by name (source, simplified, traditional, tw, hk or a configuration of OpenCC);
    none: those that make sense for the text."""
    dictionary: str = ""
    """A command that looks a word up, such as ``sdcv -n %s``; %s is the word. It runs without a shell."""
    keys: Mapping[str, Sequence[str]] = MappingProxyType({})
    """Key sequences by command id, in place of the standard ones."""


_CHOICES: dict[str, Sequence[Any]] = {
    "theme": ("dark", "light"),
    "width": range(20, 201),
    "indent": range(9),
    "spacing": range(4),
    "gap": (False, True),
    "hang": (False, True),
    "strictness": ("basic", "gb", "strict"),
    "ambiguous": (1, 2, "auto"),
    "repair": (False, True),
}


SCRIPT_VIEWS = ("source", "simplified", "traditional", "tw", "hk", "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk",
                "hk2s", "s2hkp", "hk2sp", "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t")
"""The named views and OpenCC's configurations, named here so that settings are read without loading them."""


class Problem(NamedTuple):
    """A line of the settings file that could not be used."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"{FILE_NAME} line {self.line}: {self.message}"


def home_folder(chosen: str | None = None) -> Path:
    """Where everything the program stores lives: ``--home``, ``READER_TUI_HOME``, or the user's data folder."""
    return Path(home_path(chosen))


def settings_file(home: Path) -> Path:
    """The settings file: in the home folder, so that one folder moves everything."""
    return home / FILE_NAME


def load_settings(path: Path) -> tuple[Settings, list[Problem]]:
    """Read settings; every line that cannot be used becomes a `Problem` and its default stands."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), [Problem(1, f"the file cannot be read: {error}")]
    table, problems = _parse(text)
    return _settle(table, text, problems)


def _parse(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Parse TOML, leaving out one line at a time until the rest is sound."""
    import tomllib  # most people have no settings file

    lines = text.split("\n")
    problems: list[Problem] = []
    while True:
        try:
            return tomllib.loads("\n".join(lines)), problems
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            number = int(found[1]) if found else _last_line(lines)
            while number > 1 and not lines[number - 1].strip():
                number -= 1  # an error at the end of the file belongs to the last line written
            if not lines[number - 1].strip():
                return {}, [*problems, Problem(number, "the rest of the file cannot be read")]
            problems.append(Problem(number, f"cannot be read: {_AT_LINE.sub('', str(error))}"))
            lines[number - 1] = ""


def _last_line(lines: Sequence[str]) -> int:
    return max((i for i, line in enumerate(lines, 1) if line.strip()), default=1)


def _settle(table: Mapping[str, Any], text: str, problems: list[Problem]) -> tuple[Settings, list[Problem]]:
    """Take over what is valid, report the rest."""
    settings = Settings()
    names = set(Settings._fields) - {"keys"}
    for name, value in table.items():
        if name == "keys" and isinstance(value, dict):
            continue
        if name not in names:
            problems.append(Problem(_line_of(text, name), f"there is no setting {name!r}"))
        elif not _is_allowed(name, value):
            problems.append(Problem(_line_of(text, name), f"{name} cannot be {value!r}; {_allowed(name)}"))
        else:
            settings = settings._replace(**{name: value})
    keys = table.get("keys", {})
    return settings._replace(keys=_sound_keys(keys if isinstance(keys, dict) else {}, text, problems)), problems


def _is_allowed(name: str, value: Any) -> bool:
    if name == "script_views":
        return isinstance(value, list) and all(choice in SCRIPT_VIEWS for choice in value)
    if name == "dictionary":
        return isinstance(value, str)
    return any(value == choice and type(value) is type(choice) for choice in _CHOICES[name])


def _allowed(name: str) -> str:
    if name == "script_views":
        return "it is a list of " + ", ".join(SCRIPT_VIEWS)
    if name == "dictionary":
        return 'it is a command such as "sdcv -n %s"'
    choices = _CHOICES[name]
    if isinstance(choices, range):
        return f"it is {choices[0]} to {choices[-1]}"
    return "it is " + " or ".join(str(c).lower() if isinstance(c, bool) else str(c) for c in choices)


def _sound_keys(table: Mapping[str, Any], text: str, problems: list[Problem]) -> dict[str, list[str]]:
    """The key bindings that can all stand together, first come first served."""
    known = {command.id for command in COMMANDS}
    sound: dict[str, list[str]] = {}
    for name, value in table.items():
        keys = [value] if isinstance(value, str) else value
        if name not in known:
            problems.append(Problem(_line_of(text, name), f"there is no command {name!r}"))
        elif not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
            problems.append(Problem(_line_of(text, name), f"{name} takes a key or a list of keys"))
        else:
            try:
                Keymap({**sound, name: keys})
            except KeyNotationError as error:
                problems.append(Problem(_line_of(text, name), str(error)))
            else:
                sound[name] = keys
    return sound


def _line_of(text: str, name: str) -> int:
    """The line on which a key is set; 1 where it cannot be found (an exotic spelling)."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip().strip("\"'").startswith(name):
            return number
    return 1
