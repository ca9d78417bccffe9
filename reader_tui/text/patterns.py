"""Finding text by regular expression, in either script and never for longer than a reader waits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

TIMEOUT = 0.2
"""Seconds that an expression has for one text; those that backtrack without end need hours."""
_LONGEST = 1000


class PatternError(ValueError):
    """A regular expression that cannot be used; the message is one sentence."""


class Pattern:
    """A regular expression as a reader writes it: in either script, heeding case only where it has capitals.

    `PatternError` says what is wrong with it.
    """

    def __init__(self, expression: str) -> None:
        regex: Any = import_module("regex")  # the package has no types, and only expressions need it
        if len(expression) > _LONGEST:
            raise PatternError(f"the expression is longer than {_LONGEST} characters")
        flags = regex.MULTILINE if _has_capitals(expression) else regex.MULTILINE | regex.IGNORECASE
        try:
            self._compiled = regex.compile(fold_script(expression), flags)
        except (regex.error, OverflowError, RecursionError) as error:
            raise PatternError(f"not a regular expression: {error}") from None

    def find_all(self, text: str, timeout: float = TIMEOUT) -> Iterator[Span]:
        """Where it matches in ``text``, empty matches left out, in code points of ``text``.

        `PatternError` where that takes longer than ``timeout`` seconds.

        >>> [span.of("第3章與第12章") for span in Pattern(r"第\\d+章与?").find_all("第3章與第12章")]
        ['第3章與', '第12章']
        """
        try:
            for hit in self._compiled.finditer(fold_script(text), timeout=timeout):
                if hit.end() > hit.start():
                    yield Span(*hit.span())
        except TimeoutError:
            raise PatternError(f"the expression takes longer than {timeout} s on this text") from None


def _has_capitals(expression: str) -> bool:
    r"""Whether letters of it are capitals; those behind a backslash (``\S``) or in a name (``\p{Han}``) are not.

    >>> _has_capitals(r"\S+\p{Han}ai"), _has_capitals("AI")
    (False, True)
    """
    plain = re.sub(r"\\[pP]\{[^}]*\}|\\.|\(\?P?<\w+>|\(\?P[=>]\w+\)", "", expression)
    return bool(plain != plain.lower())
