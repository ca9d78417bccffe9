"""What a filter line asks for: words, and fields such as ``tag:x``. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from reader_tui.text.fold import fold_script

_TERM = re.compile(r'(?:(\w{1,20})[:：])?(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Query:
    """A filter line as read; everything in it is folded and must hold."""

    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    """(name, value) of each field."""

    def holds_words(self, folded_text: str) -> bool:
        """Whether every word stands in a folded text."""
        return all(word in folded_text for word in self.words)


def fold(text: str) -> str:
    """``text`` in the one form that filters compare: either script, capitals and small letters alike.

    >>> fold("黃仁勳 GPU")
    '黄仁勋 gpu'
    """
    return fold_script(text).casefold()


def parse_query(text: str, fields: Collection[str]) -> Query:
    """The words and the fields of a filter line; ``#x`` is ``tag:x``, quotes keep spaces, ``：`` will do for ``:``.

    A name that is none of ``fields`` is part of a word; a field still without a value asks for nothing.

    >>> parse_query('晶片 #財經 date：2025-05 source:"The Times" http://x tag:', ("tag", "date", "source"))
    Query(words=('晶片', 'http://x'), fields=(('tag', '财经'), ('date', '2025-05'), ('source', 'the times')))
    """
    words: list[str] = []
    found: list[tuple[str, str]] = []
    for match in _TERM.finditer(text):
        name, value = fold(match[1] or ""), fold(match[2] if match[2] is not None else match[3])
        if name in fields:
            found.append((name, value))
        elif not name and value.startswith("#") and "tag" in fields:
            found += [("tag", value[1:])] if len(value) > 1 else []
        elif not (value.endswith((":", "：")) and value[:-1] in fields):
            words.append(fold(match[0]) if name else value)
    return Query(tuple(word for word in words if word), tuple((name, value) for name, value in found if value))
