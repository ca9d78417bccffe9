"""Which characters may stand where bytes were lost, the likeliest first.

A class of leads names what is known of a lead byte that was dropped with a private-use pair: the private areas
of code page 936 differ by their second byte, which is the lead of the character that follows. With ``written``,
only characters come that the machine writes which made these pages Traditional.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from reader_tui.text.fold import fold_script
from reader_tui.text.repair.gbk import (
    LEADS,
    characters,
    characters_with_lead,
    characters_with_trail,
    decode,
    encode,
    in_gb2312,
    is_private,
)
from reader_tui.text.repair.language import STEPS, Candidates, Ranked, class_of, context_behind, is_han, model
from reader_tui.text.repair.marks import PUNCTUATION
from reader_tui.text.repair.readings import characters_read

IN_STEP = -1
"""In place of a lead byte: none waits for its trail."""
ANY_HIGH, ANY_LOW = -2, -3
"""Classes of leads."""
ANY_TRAIL = -4
"""In place of a trail byte: it is lost."""
EMPTY_HIGH, EMPTY_LOW = -5, -6
"""In place of a trail byte: it begins a cell without a character, whose other byte is in the class."""
_PRIVATE_LEADS = {ANY_HIGH: (*range(0xAA, 0xB0), *range(0xF8, 0xFF)), ANY_LOW: tuple(range(0xA1, 0xA8))}
"""First bytes of the private pairs whose second byte is in the class."""
_CLASSES = {ANY_HIGH: range(0xA1, 0xFF), ANY_LOW: range(0x81, 0xA1)}
_KEPT, _KEPT_ENDED, _KEPT_BEGUN, _KEPT_BEFORE = 10, 8, 10, 6
"""How many characters are guessed: where a trail or a cell is lost, of those that a dropped pair began, or ended,
before a character that is known."""
_BEFORE_KNOWN = 40
"""How many of them are tried before a character that is known."""
_SPREAD = 8.0
"""How much less likely (log probability) than the likeliest they may be."""
_COMMONEST = 80
_KEPT_RANKINGS = 1 << 13
"""How many answers of each kind are kept, for the next page says much the same."""
_QUOTES = "”」』）》"
_SIMPLIFIED_TOO = frozenset("乾著")
"""Traditional forms that are Simplified characters of their own."""
_PLAIN = frozenset("“‘（《，。、；：！？”’）》—…")
"""Marks that are guessed."""


class Guesses(NamedTuple):
    """Characters for lost bytes."""

    ranked: list[Ranked]
    """Those that the model alone tells apart, the likeliest first."""
    marks: list[str]
    """Marks: how well they stand depends on more than the two characters before them."""

    @classmethod
    def of(cls, ranked: list[Ranked]) -> Guesses:
        """The two kinds parted."""
        marks = [one for _, one, _ in ranked if one in PUNCTUATION]
        return cls([rank for rank in ranked if rank[1] not in PUNCTUATION] if marks else ranked, marks)


@cache
def unwritten(*, traditional: bool | None) -> frozenset[str]:
    """Characters that a page does not have: see `generate_written` for the machine that made pages Traditional.

    Simplified pages keep to GB 2312, and to the Simplified forms in it. None where ``traditional`` is not known.
    """
    if traditional is None:
        return frozenset()
    if not traditional:
        return frozenset(one for one in characters().values()
                         if not in_gb2312(one) or (fold_script(one) != one and one not in _SIMPLIFIED_TOO))
    return frozenset((Path(__file__).parent / "unwritten.txt").read_text(encoding="utf-8").strip())


def leads_of(pending: int) -> Iterable[int]:
    """The lead bytes that a pending lead, known or a class, may be."""
    return (pending,) if pending >= 0 else _CLASSES[pending]


@lru_cache(maxsize=_KEPT_RANKINGS)
def with_trail(context: str, pending: int, trail: int, *, traditional: bool | None) -> Guesses:
    """Characters of a class of leads that end with ``trail``."""
    return Guesses.of(model().likeliest(context, _ended_by(pending, trail, traditional), _KEPT_ENDED, _SPREAD))


@lru_cache(maxsize=_KEPT_RANKINGS)
def with_lost_trail(context: str, pending: int, *, traditional: bool | None) -> Guesses:
    """Characters that the pending lead begins; their trail is lost."""
    closing = _QUOTES if pending == 0xA1 else ""  # the row of marks, where only the page can tell which
    found = Guesses.of(model().likeliest(context, _begun_by(pending, traditional), _KEPT, _SPREAD))
    return Guesses(found.ranked, [*closing, *(mark for mark in found.marks if mark not in closing)])


@lru_cache(maxsize=_KEPT_RANKINGS)
def before_private(context: str, pending: int, following: int, *, traditional: bool | None) -> Guesses:
    """Characters that the pending lead begins and the first byte of a private pair of the class ends."""
    return Guesses.of(model().likeliest(context, _before_private(pending, following, traditional), _KEPT_BEGUN, _SPREAD))


@lru_cache(maxsize=_KEPT_RANKINGS)
def between_private(context: str, before: int, after: int, *, traditional: bool | None) -> list[Ranked]:
    """Characters that vanish between two dropped pairs.

    The second byte of the character in front of them is ``before``, the first of the one behind them ``after``.
    """
    following = ANY_HIGH if is_private(before, 0xA1) else ANY_LOW
    return model().likeliest(context, _between_private(following, ANY_HIGH if after >= 0xA1 else ANY_LOW, traditional), _KEPT, _SPREAD)


@lru_cache(maxsize=_KEPT_RANKINGS)
def before_empty_cell(context: str, pending: int, following: int, *, traditional: bool | None) -> Guesses:
    """Characters that the pending lead begins and the first byte of a cell of GBK without a character ends."""
    return Guesses.of(model().likeliest(context, _before_empty_cell(pending, following, traditional), _KEPT, _SPREAD))


@lru_cache(maxsize=_KEPT_RANKINGS)
def with_lost_lead(context: str, trail: int, following: str) -> tuple[str, ...]:
    """Characters that end with ``trail``; their lead is lost. ``following`` is what comes behind, if it is known."""
    found = model().likeliest(context, _chinese_with_trail(trail), _BEFORE_KNOWN if following else _KEPT)
    if not following:
        return tuple(one for _, one, _ in found)
    then = class_of(following)
    joined = sorted((level - STEPS * model().step(context_behind(context[-1:], known), then), one) for level, one, known in found)
    return tuple(one for _, one in joined[:_KEPT_BEFORE])


@cache
def _chinese_with_trail(trail: int) -> Candidates:
    return Candidates.of(_ranks(None)[found] for _, found in characters_with_trail(trail) if is_han(found))


@lru_cache(maxsize=_KEPT_RANKINGS)
def read_and_begun_by(pinyin: str, pending: int) -> tuple[str, ...]:
    """Characters that a pinyin can stand for and the pending lead begins."""
    leads = leads_of(pending)
    return tuple(found for found in characters_read(pinyin) if encode(found)[0] in leads)


@lru_cache(maxsize=_KEPT_RANKINGS)
def begun_by_and_before(pinyin: str, pending: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Characters that the pending lead begins and the first byte of one that a pinyin can stand for ends.

    With each come the second bytes of those, which begin the character after it.
    """
    leads: dict[int, list[int]] = {}
    for found in characters_read(pinyin):
        trail, lead = encode(found)
        leads.setdefault(trail, []).append(lead)
    return tuple((found, tuple(leads[trail])) for trail in sorted(leads) if is_han(found := decode(pending, trail)))


@cache
def _ended_by(pending: int, trail: int, traditional: bool | None) -> Candidates:
    leads = _CLASSES[pending]
    return _commonest((found for lead, found in characters_with_trail(trail) if lead in leads), traditional)


@cache
def _begun_by(pending: int, traditional: bool | None) -> Candidates:
    return _commonest((found for lead in leads_of(pending) for _, found in characters_with_lead(lead)), traditional)


@cache
def _before_private(pending: int, following: int, traditional: bool | None) -> Candidates:
    trails = _PRIVATE_LEADS[following]
    return _commonest((found for lead in leads_of(pending) for trail in trails if (found := decode(lead, trail))), traditional)


@cache
def _between_private(first: int, following: int, traditional: bool | None) -> Candidates:
    return _commonest((found for lead in _CLASSES[first] for trail in _PRIVATE_LEADS[following]
                       if (found := decode(lead, trail))), traditional)


@cache
def _before_empty_cell(pending: int, following: int, traditional: bool | None) -> Candidates:
    trails = _empty_leads()[following]
    return _commonest((found for trail in trails if (found := decode(pending, trail))), traditional)


@cache
def _empty_leads() -> dict[int, tuple[int, ...]]:
    return {following: tuple(lead for lead in LEADS if any(
                not decode(lead, trail) and not is_private(lead, trail) for trail in trails))
            for following, trails in _CLASSES.items()}


def _commonest(found: Iterable[str], traditional: bool | None) -> Candidates:
    """Those that any text would use most: the rest cannot win against them."""
    ranks = _ranks(traditional)
    return Candidates.of(map(ranks.__getitem__, filter(ranks.__contains__, found)), _COMMONEST)


@cache
def _ranks(traditional: bool | None) -> dict[str, Ranked]:
    """How frequent each character is that a page has."""
    refused = unwritten(traditional=traditional)
    return {one: rank for one, rank in _all_ranks().items() if one not in refused} if refused else _all_ranks()


@cache
def _all_ranks() -> dict[str, Ranked]:
    found = (one for one in characters().values() if is_han(one))
    return {rank[1]: rank for rank in model().ranked(chain(found, _PLAIN))}
