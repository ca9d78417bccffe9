"""Speakers: one person or body under several spellings, in either script."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from reader_tui.text.fold import fold_script

SpeakerKind = Literal["person", "body", "country"]
_FILE = Path(__file__).parent / "data" / "aliases.toml"
_TAG = {"person": "nr", "body": "nt", "country": "ns"}
_DOTS = re.compile("[·・‧•]")
_ENTRY = re.compile(r"\s*\[\[\s*speaker\s*\]\]")


class AliasError(ValueError):
    """A table of spellings that cannot be read; the message says which entry and why."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A speaker and all its spellings, the one to show first."""

    names: tuple[str, ...]
    kind: SpeakerKind = "person"


def name_key(name: str) -> str:
    """What two spellings of a name have in common: script, case, spaces and dots folded.

    >>> name_key("戴維·薩克斯") == name_key("戴维・萨克斯"), name_key("Jensen  Huang")
    (True, 'jensen huang')
    """
    return " ".join(_DOTS.sub("·", fold_script(name)).casefold().split())


class AliasTable:
    """Spellings to speakers; the one that was added last wins where two speakers share a spelling."""

    __slots__ = ("_by_key", "aliases")

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        self.aliases = tuple(aliases)
        self._by_key = {name_key(name): alias for alias in self.aliases for name in alias.names}

    @classmethod
    @cache
    def built_in(cls) -> AliasTable:
        """The common spellings that come with the program."""
        return cls(read_aliases(_FILE.read_text(encoding="utf-8")))

    def extended(self, toml: str) -> AliasTable:
        """This table with the speakers of a TOML text on top; `AliasError` where it cannot be read.

        >>> table = AliasTable.built_in().extended('[[speaker]]\\nnames = ["王小明", "小明"]')
        >>> table.canonical("小明"), table.canonical("輝達"), table.canonical("張三")
        ('王小明', '英偉達', None)
        """
        return self.with_aliases(read_aliases(toml))

    def with_aliases(self, aliases: Iterable[Alias]) -> AliasTable:
        """This table with more speakers; one whose first name it knows gets the other names in addition."""
        joined = [replace(alias, names=tuple(dict.fromkeys((*alias.names, *known.names)))) if known else alias
                  for alias, known in ((alias, self.find(alias.names[0])) for alias in aliases)]
        return AliasTable((*self.aliases, *joined))

    def find(self, name: str) -> Alias | None:
        """The speaker of a spelling, None for a name the table does not know."""
        return self._by_key.get(name_key(name))

    def canonical(self, name: str) -> str | None:
        """The name to show for a spelling, None for a name the table does not know."""
        alias = self.find(name)
        return alias.names[0] if alias is not None else None

    def tags(self) -> dict[str, str]:
        """Folded spelling to part of speech, for the word segmenter: every Han name of two characters or more."""
        return {key: _TAG[alias.kind] for key, alias in self._by_key.items()
                if len(key) > 1 and not key.isascii() and " " not in key}

    def same(self, one: str, other: str) -> bool:
        """Whether two names mean the same speaker: by table, by folding, or as whole name and head of it.

        >>> table = AliasTable.built_in()
        >>> table.same("黃仁勛", "黄仁勋"), table.same("輝達", "NVIDIA"), table.same("薩克斯", "戴維·薩克斯"), table.same("王", "王明")
        (True, True, True, False)
        """
        a, b = name_key(one), name_key(other)
        if a == b or (self._by_key.get(a) is not None and self._by_key.get(a) is self._by_key.get(b)):
            return True
        return is_head(a, b) or is_head(b, a)

    def identity(self, name: str) -> str:
        """A key that is the same for all spellings the table knows of a speaker."""
        alias = self.find(name)
        return name_key(alias.names[0] if alias is not None else name)


def is_head(short: str, whole: str) -> bool:
    """Whether ``short`` is the family or last part of a dotted or Latin name ``whole`` (both as `name_key`).

    >>> is_head("萨克斯", "戴维·萨克斯"), is_head("huang", "jensen huang"), is_head("国", "中国")
    (True, True, False)
    """
    return len(short) > 1 and whole.endswith(("·" + short, " " + short))


def group_spellings(names: Iterable[str], table: AliasTable) -> Mapping[str, list[str]]:
    """Identity of a speaker to the spellings met, in the order met; a head name joins the only whole name it fits."""
    met = list(dict.fromkeys(names))
    by_head: dict[str, set[str]] = defaultdict(set)
    for name in met:
        key = name_key(name)
        for part in {re.split("[· ]", key)[-1]} - {key}:
            by_head[part].add(table.identity(name))
    groups: dict[str, list[str]] = {}
    for name in met:
        identity = table.identity(name)
        wholes = by_head.get(name_key(name), set())
        if table.find(name) is None and len(wholes) == 1:
            identity = next(iter(wholes))
        groups.setdefault(identity, []).append(name)
    return groups


def read_aliases(toml: str) -> list[Alias]:
    """The speakers of a TOML text of ``[[speaker]]`` tables; `AliasError` says in which line the first fault is.

    Each has a ``name`` and what it is ``also`` called, or all ``names`` in one list, and an optional ``kind``.
    """
    aliases, faults = check_aliases(toml)
    if faults:
        raise AliasError(faults[0])
    return aliases


def check_aliases(toml: str) -> tuple[list[Alias], list[str]]:
    """(the speakers that can be read, what is wrong with the others, by line).

    >>> check_aliases('[[speaker]]\\nname = "王小明"\\nalso = ["小明"]\\n[[speaker]]\\nname = 3')
    ([Alias(names=('王小明', '小明'), kind='person')], ['line 4: the speaker has no name'])
    """
    try:
        entries = tomllib.loads(toml).get("speaker", [])
    except tomllib.TOMLDecodeError as error:
        return [], [f"not TOML: {error}"]
    if not isinstance(entries, list):
        return [], ["speaker is not a list of tables: write [[speaker]]"]
    lines = [number for number, line in enumerate(toml.split("\n"), 1) if _ENTRY.match(line)]
    aliases, faults = [], []
    for number, entry in enumerate(entries):
        try:
            aliases.append(_read_alias(entry))
        except AliasError as error:
            faults.append(f"line {lines[number]}: {error}" if len(lines) == len(entries) else f"speaker {number + 1}: {error}")
    return aliases, faults


def _read_alias(entry: object) -> Alias:
    if not isinstance(entry, dict):
        raise AliasError("the speaker is not a table")
    names, kind = _names(entry), entry.get("kind", "person")
    if kind not in get_args(SpeakerKind):
        raise AliasError(f"the kind {kind!r} is unknown; person, body and country are known")
    return Alias(names, kind)


def _names(entry: Mapping[str, object]) -> tuple[str, ...]:
    """All the names of a speaker, the one to show first."""
    if "names" in entry:
        names, wrong = entry["names"], "names is not a list of names"
    else:
        also = entry.get("also", [])
        if not isinstance(entry.get("name"), str):
            raise AliasError("the speaker has no name")
        names, wrong = [entry["name"], *also] if isinstance(also, list) else None, "also is not a list of names"
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise AliasError(wrong)
    return tuple(name.strip() for name in names)
