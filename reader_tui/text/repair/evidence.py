"""What a page as a whole says about its damage."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader_tui.text.repair.guesses import unwritten
from reader_tui.text.repair.injection import PLAIN, find_injection
from reader_tui.text.repair.language import folded
from reader_tui.text.repair.readings import LETTERS, toneless
from reader_tui.text.repair.site import SiteParts, find_site_parts
from reader_tui.text.repair.source_code import is_markup
from reader_tui.text.repair.words import Words

_HALF_SWALLOWED = re.compile(rf"\?([{LETTERS}]{{1,7}})\)")
_LONE_BYTE = re.compile(rf"\?(?:[{LETTERS}]{{1,7}}\)|[，。、；：！？,;:!?])")
_SCRIPT_READ = 20_000
_LONGEST_READ = 400_000
"""Code points of a page that are looked at for evidence."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Facts about a page that single places are judged by."""

    injected: frozenset[str] = frozenset()
    """Characters that pinyin was put behind, on this page."""
    glossed: frozenset[str] = frozenset()
    """Characters whose pinyin is the author's own."""
    is_damaged: bool = False
    """Whether the page was through the machine that shifts bytes."""
    loses_bytes: bool = False
    """Whether lone bytes, if any, were dropped: the page is damaged and shows no question mark for one."""
    is_traditional: bool | None = None
    """Whether it was turned into Traditional characters, None where that is not clear."""
    site: SiteParts = field(default_factory=SiteParts)
    """Paragraphs that are the site's and not the article's."""
    words: Words = field(default_factory=Words)
    """What the page says, where it is damaged: shifted runs say it again."""


def gather_evidence(text: str) -> Evidence:
    """Look a page over; linear in its length, and nothing to do where it has no parenthesis and no ``?``."""
    is_whole = len(text) <= _LONGEST_READ
    text = text[:_LONGEST_READ]
    site = SiteParts() if is_markup(text) else find_site_parts(text, is_whole=is_whole)
    half = any(toneless(found[1]) != found[1] for found in _HALF_SWALLOWED.finditer(text))
    injection = find_injection(text, is_shifted=half)
    damaged = bool(injection.injected) or half
    signs = damaged or "?" in text
    loses_bytes = damaged and not _LONE_BYTE.search(text)
    simplified = folded(text) if signs else ""
    words = _words(simplified) if signs else Words()
    traditional = _is_traditional(text, simplified) if signs else None
    return Evidence(injection.injected, injection.glossed, damaged, loses_bytes, traditional, site, words)


def words_of(text: str) -> Words:
    """What a page says, the pinyin behind its characters left out."""
    return _words(folded(text[:_LONGEST_READ]))


def _words(simplified: str) -> Words:
    return Words.of(PLAIN.sub(r"\1", simplified))


def _is_traditional(text: str, simplified: str) -> bool | None:
    """Whether Traditional characters far outnumber the Simplified ones that have a Traditional form.

    False where it is the other way round, None where it is not clear: byte soup is full of both. ``simplified`` is
    the text `folded`.
    """
    head = text[:_SCRIPT_READ]
    odd = sum(map(unwritten(traditional=True).__contains__, head))
    traditional = sum(map(str.__ne__, head, simplified))
    return True if traditional > 4 * odd else False if odd > 4 * traditional else None
