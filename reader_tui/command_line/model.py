"""What a command line is made of, as values: the parser, the completions and the manual page are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Values = Literal["word", "file", "folder", "number", "date"]
"""What an option or argument takes; files and folders are completed, numbers and dates checked."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option; a switch where it has no ``metavar``."""

    names: tuple[str, ...]
    help: str
    metavar: str = ""
    values: Values = "word"
    choices: tuple[str, ...] = ()
    """The only values it takes."""
    least: int = 0
    """The smallest number it takes."""
    offers: tuple[str, ...] = ()
    """Values that are completed, although others are taken too."""
    repeats: bool = False
    default: str | None = None
    excludes: str = ""
    """Of the options with the same word here only one may be given."""
    required: bool = False

    @property
    def long(self) -> str:
        """Its long name."""
        return self.names[-1]


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands on the line without a name."""

    name: str
    metavar: str
    help: str
    count: Literal["", "?", "*", "+"] = ""
    """One, at most one, any number, at least one."""
    values: Values = "word"
    choices: tuple[str, ...] = ()
    default: str | None = None

    @property
    def usage(self) -> str:
        """How usage lines write it.

        >>> Argument("file", "FILE", "", "?").usage, Argument("paths", "PATH", "", "+").usage
        ('[FILE]', 'PATH...')
        """
        name = "|".join(self.choices) or self.metavar
        return {"": name, "?": f"[{name}]", "*": f"[{name}...]", "+": f"{name}..."}[self.count]


@dataclass(frozen=True, slots=True)
class Example:
    """A line to type and what it does."""

    line: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, or the program itself, with what may follow it."""

    name: str
    help: str
    """One sentence."""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    examples: tuple[Example, ...] = ()
    verbs: tuple[Verb, ...] = ()
    """Verbs of its own, one of which must follow."""
    more: str = ""
    """A paragraph for the manual and the help."""
