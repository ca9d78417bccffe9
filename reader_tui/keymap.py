"""Keys to commands: counts, sequences and arguments, as in less and vim.

Textual's bindings know single keys only; ``]c``, ``5j``, ``m`` followed by a letter and ``<c-w>h`` need a
reader of key sequences. It is pure: the screen feeds it keys and runs what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader_tui.commands import COMMANDS, SCOPES, Command, by_group

_TOKEN = re.compile(r"<[a-z0-9+-]+>|\{char\}|.", re.DOTALL)
_ANY = "{char}"
_TEXTUAL_NAMES = {"<s-tab>": "shift+tab", "<lt>": "<"}
_SHOWN = {"<space>": "Space", "<pagedown>": "PgDn", "<pageup>": "PgUp", "<down>": "↓", "<up>": "↑", "<left>": "←",
          "<right>": "→", "<enter>": "Enter", "<escape>": "Esc", "<tab>": "Tab", "<s-tab>": "Shift-Tab",
          "<home>": "Home", "<end>": "End", "<lt>": "<", "{char}": "x"}


class KeyNotationError(ValueError):
    """A key sequence that cannot be read or that collides with another."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A command to run."""

    command: Command
    count: int | None = None
    argument: str = ""


class Pending(NamedTuple):
    """More keys are awaited; ``keys`` is what to show meanwhile."""

    keys: str


def parse_keys(notation: str) -> tuple[str, ...]:
    """Tokens of a key sequence as `key_token` gives them.

    >>> parse_keys("<c-w>h"), parse_keys("]c"), parse_keys("m{char}")
    (('ctrl+w', 'h'), (']', 'c'), ('m', '{char}'))

    Raises `KeyNotationError` for an empty sequence or an argument that does not come last.
    """
    tokens = []
    for token in _TOKEN.findall(notation):
        if token in _TEXTUAL_NAMES:
            tokens.append(_TEXTUAL_NAMES[token])
        elif len(token) > 1 and token != _ANY:
            tokens.append(token[1:-1].replace("c-", "ctrl+", 1) if token.startswith("<c-") else token[1:-1])
        else:
            tokens.append("space" if token == " " else token)
    if not tokens or _ANY in tokens[:-1]:
        raise KeyNotationError(f"not a key sequence: {notation!r}")
    return tuple(tokens)


def key_token(key: str, character: str | None) -> str:
    """One pressed key as a token: a printable one is itself, others have Textual's name.

    >>> key_token("left_square_bracket", "["), key_token("ctrl+w", "\\x17"), key_token("space", " ")
    ('[', 'ctrl+w', 'space')
    """
    return character if character and character.isprintable() and character != " " else key


def show_keys(notation: str) -> str:
    """A key sequence as the help writes it.

    >>> show_keys("<c-w>h"), show_keys("m{char}"), show_keys("<pagedown>")
    ('Ctrl-w h', 'm x', 'PgDn')
    """
    parts = []
    for token in _TOKEN.findall(notation):
        if token in _SHOWN:
            parts.append(_SHOWN[token])
        elif token.startswith("<c-"):
            parts.append("Ctrl-" + token[3:-1])
        else:
            parts.append(token[1:-1].upper() if len(token) > 1 else token)
    plain = all(len(part) == 1 for part in parts) and "{char}" not in notation
    return ("" if plain else " ").join(parts)


class Keymap:
    """Which keys run which command in each scope, with the user's own keys in place of the standard ones."""

    def __init__(self, overrides: Mapping[str, Sequence[str]] | None = None,
                 commands: Iterable[Command] = COMMANDS) -> None:
        """``overrides`` maps command ids to key sequences; `KeyNotationError` where two commands collide."""
        self.keys: dict[str, tuple[str, ...]] = {}
        self._tables: dict[str, dict[tuple[str, ...], Command]] = {scope: {} for scope in SCOPES}
        self._prefixes: dict[str, set[tuple[str, ...]]] = {scope: set() for scope in SCOPES}
        for command in commands:
            keys = tuple((overrides or {}).get(command.id, command.keys))
            self.keys[command.id] = keys
            for notation in keys:
                self._bind(command, parse_keys(notation), notation)
        for scope, table in self._tables.items():
            for sequence in table:
                if sequence in self._prefixes[scope]:
                    raise KeyNotationError(f"{''.join(sequence)} is a command and begins another one")

    def _bind(self, command: Command, sequence: tuple[str, ...], notation: str) -> None:
        table = self._tables[command.scope]
        if sequence in table:
            raise KeyNotationError(f"{notation} is bound to {table[sequence].id} and to {command.id}")
        table[sequence] = command
        self._prefixes[command.scope].update(sequence[:i] for i in range(1, len(sequence)))

    def find(self, scope: str, sequence: tuple[str, ...]) -> Command | bool:
        """The command of a whole sequence, True for the beginning of one, False for neither."""
        for name in dict.fromkeys((scope, "reader")):
            table = self._tables[name]
            takes_any = len(sequence) > 1 and len(sequence[-1]) == 1  # a character, not Esc or Enter
            command = table.get(sequence) or (table.get((*sequence[:-1], _ANY)) if takes_any else None)
            if command is not None:
                return command
            if sequence in self._prefixes[name]:
                return True
        return False

    def shown(self, command_id: str) -> str:
        """The first key of a command as the help writes it, empty where it has none."""
        keys = self.keys.get(command_id, ())
        return show_keys(keys[0]) if keys else ""


class KeyReader:
    """Reads keys one by one and answers with the command they make up."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self._count = ""
        self._sequence: tuple[str, ...] = ()

    @property
    def pending(self) -> str:
        """What has been typed of a command so far, for the status line."""
        return self._count + "".join(self._sequence)

    def clear(self) -> bool:
        """Forget what was typed; whether there was anything."""
        had = bool(self.pending)
        self._count, self._sequence = "", ()
        return had

    def feed(self, token: str, scope: str = "reader") -> Resolved | Pending | None:
        """The command that ``token`` completes, `Pending` for half of one, None for a key without meaning."""
        if not self._sequence and token.isdecimal() and token.isascii() and (self._count or token != "0"):
            self._count = (self._count + token)[-9:]
            return Pending(self.pending)
        found = self.keymap.find(scope, (*self._sequence, token))
        if found is True:
            self._sequence = (*self._sequence, token)
            return Pending(self.pending)
        if found is False and self._sequence and token == "ctrl+c":  # whatever was begun, it ends the program
            self.clear()
            return self.feed(token, scope)
        count = int(self._count) if self._count else None
        self.clear()
        if isinstance(found, Command):
            takes_argument = any(keys.endswith(_ANY) for keys in self.keymap.keys[found.id])
            return Resolved(found, count, token if takes_argument else "")
        return None


def key_table(keymap: Keymap | None = None) -> str:
    """All keys as a Markdown table, for the README and `reader-tui --keys`."""
    keymap = keymap or Keymap()
    lines = ["| Keys | Command | What it does | Where |", "|---|---|---|---|"]
    for _, commands in by_group():
        for command in commands:
            keys = ", ".join(f"`{show_keys(key)}`" for key in keymap.keys[command.id])
            lines.append(f"| {keys.replace('|', chr(92) + '|')} | {command.title} | {command.help} | "
                         f"{SCOPES[command.scope]} |")
    return "\n".join(lines)
