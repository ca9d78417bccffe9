"""What the first screen must know before anything is loaded: looks, measures, and where each file was left.

The reader writes this small file when it closes; it is a cache of settings and positions that live elsewhere,
and may be deleted at any time. One ``name value`` a line, not JSON: parsing that would take longer than painting.
"""

# pathlib alone would take as long to load as the whole first screen
# ruff: noqa: PTH105, PTH118, PTH123
from __future__ import annotations

import os

FILE_NAME = "prepaint"
VERSION = "1"
MOST_FILES = 200
MOST_SCREENS = 20
_HEADER = f"reader-tui prepaint {VERSION}"


class Look:
    """The colours of the first screen, each as ``#rrggbb``; the standard ones are those of the dark theme."""

    __slots__ = ("background", "foreground", "quiet", "surface", "title")

    def __init__(self, foreground: str = "#d6d2c8", background: str = "#16181d", quiet: str = "#7d818c",
                 surface: str = "#1c1f26", title: str = "#7aa2c8") -> None:
        self.foreground = foreground
        self.background = background
        self.quiet = quiet
        self.surface = surface
        self.title = title


class KeptScreen:
    """The lines of the screen as a file was left, top to bottom, the status line among them.

    It is right only for a terminal of ``columns`` by ``rows`` cells, and while the file still has ``size`` bytes
    and was ``modified`` at that time (nanoseconds). With it even what has to be repaired, converted or unpacked
    first is painted at once.
    """

    __slots__ = ("columns", "lines", "modified", "rows", "size")

    def __init__(self, columns: int, rows: int, size: int, modified: int, lines: list[str]) -> None:
        self.columns = columns
        self.rows = rows
        self.size = size
        self.modified = modified
        self.lines = lines


class Place:
    """Where a file was left: ``offset`` in bytes of the file, at the beginning of a row; its title in the pane."""

    __slots__ = ("offset", "screen", "title")

    def __init__(self, offset: int, title: str, screen: KeptScreen | None = None) -> None:
        self.offset = offset
        self.title = title
        self.screen = screen


class PrepaintState:
    """Everything the file holds. Measures in cells; ``claims`` and ``timeline`` as for `plan_screen`.

    ``is_plain`` says that articles are shown as they stand (no spacing out, no script conversion); where it is
    false nothing is painted ahead.
    """

    __slots__ = ("ambiguous", "claims", "files", "hang", "indent", "is_plain", "look", "spacing", "strictness",
                 "timeline", "width", "zen")

    def __init__(self, look: Look | None = None, *, width: int = 72, indent: int = 0, spacing: int = 1,
                 ambiguous: int = 1, hang: bool = False, strictness: str = "strict", claims: bool | None = None,
                 timeline: bool | None = None, zen: bool = False, is_plain: bool = True,
                 files: dict[str, Place] | None = None) -> None:
        """``files`` by absolute path, the one left last at the end."""
        self.look = look or Look()
        self.width = width
        self.indent = indent
        self.spacing = spacing
        self.ambiguous = ambiguous
        self.hang = hang
        self.strictness = strictness
        self.claims = claims
        self.timeline = timeline
        self.zen = zen
        self.is_plain = is_plain
        self.files: dict[str, Place] = {} if files is None else files


_COLOURS = ("foreground", "background", "quiet", "surface", "title")
_NUMBERS = ("width", "indent", "spacing", "ambiguous")
_SWITCHES = ("hang", "claims", "timeline", "zen", "is_plain")
_SWITCH_WORDS = {"yes": True, "no": False, "unset": None}


def read_state(home: str) -> PrepaintState:
    """The state in a home folder; the standard one where there is none, or where it is of another version."""
    try:
        with open(os.path.join(home, FILE_NAME), encoding="utf-8", errors="surrogateescape") as file:
            return parse_state(file.read())
    except (OSError, ValueError):
        return PrepaintState()


def parse_state(text: str) -> PrepaintState:
    """The state that ``text`` says; ValueError where it is not one."""
    header, *lines = text.split("\n")
    if header != _HEADER:
        raise ValueError("not a state file of this version")
    state = PrepaintState()
    place = Place(0, "")
    for line in lines:
        name, _, value = line.partition(" ")
        if name == "|":
            if place.screen is not None:
                place.screen.lines.append(value)
        elif name == "file":
            offset, title, path = value.split("\t", 2)
            place = state.files[path] = Place(int(offset), title)
        elif name == "screen":
            columns, rows, size, modified = map(int, value.split(" "))
            place.screen = KeptScreen(columns, rows, size, modified, [])
        elif name in _COLOURS:
            setattr(state.look, name, value)
        elif name in _NUMBERS:
            setattr(state, name, int(value))
        elif name in _SWITCHES:
            setattr(state, name, _SWITCH_WORDS.get(value, False))
        elif name == "strictness":
            state.strictness = value
    state.files = dict(reversed(state.files.items()))
    return state


def compose_state(state: PrepaintState) -> str:
    """The text of a state file, the file last added first; one whose name or title would break a line is left out."""
    words = {value: word for word, value in _SWITCH_WORDS.items()}
    lines = [_HEADER, f"strictness {state.strictness}"]
    lines += [f"{name} {getattr(state.look, name)}" for name in _COLOURS]
    lines += [f"{name} {getattr(state, name)}" for name in _NUMBERS]
    lines += [f"{name} {words[getattr(state, name)]}" for name in _SWITCHES]
    files = [(path, place) for path, place in state.files.items()
             if not any(mark in path + place.title for mark in "\t\n\r")]
    for left, (path, place) in enumerate(reversed(files[-MOST_FILES:])):
        lines.append(f"file {place.offset}\t{place.title}\t{path}")
        screen = place.screen
        if screen is not None and left < MOST_SCREENS:
            lines.append(f"screen {screen.columns} {screen.rows} {screen.size} {screen.modified}")
            lines += ["| " + line.replace("\n", " ").replace("\r", " ") for line in screen.lines]
    return "\n".join(lines) + "\n"


def write_state(home: str, state: PrepaintState) -> None:
    """Replace the state file of a home folder in one step; OSError where that cannot be done."""
    target = os.path.join(home, FILE_NAME)
    draft = f"{target}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(compose_state(state))
    os.replace(draft, target)
