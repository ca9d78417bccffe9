"""Pairs of the private areas that were dropped unseen inside a run.

Such a pair ended one true character and began the next, whose bytes are guessed from what is left of them. It
may have stood anywhere, so it is looked for only where the page goes on badly without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from reader_tui.text.repair import guesses
from reader_tui.text.repair.beam import Path, likeliest, new_tuple
from reader_tui.text.repair.fitness import Fitness
from reader_tui.text.repair.gbk import decode, encode, is_private
from reader_tui.text.repair.guesses import ANY_HIGH, ANY_LOW
from reader_tui.text.repair.language import context_behind
from reader_tui.text.repair.marks import TWOS
from reader_tui.text.repair.moves import BEST_GUESS, LENGTH_BONUS, Moves
from reader_tui.text.repair.page_line import JOINED, PageLine

_LOST_PAIR = -1.0
_FOLLOWED = 3
"""How many paths are followed through a dropped pair."""
_NEAR_FIRST = 3.0
"""How much less likely than the likeliest (log probability) the others of them may be."""
_SPREADING = 5
"""How many characters are followed that a dropped pair may have ended."""
_UNPAIRED = 3
"""The same where no pair of the page follows it."""
_SPREAD = 6.0
"""How much less likely than the likeliest two the characters may be that a dropped pair parts."""
_LOOKED_AHEAD = 12
"""How many of these two characters are tried before the one that follows them."""
_KEPT = 8
"""How many of them are kept."""
_LOOK_AHEAD = 2
_GOOD_STEP, _GOOD_STEPS = -4.0, -8.0
"""A next character, and next two, this likely need no dropped pair to explain them."""


class DroppedPairs:
    """The moves of the paths of one run over pairs that the page does not show."""

    def __init__(self, line: PageLine, moves: Moves) -> None:
        self._line = line
        self._moves = moves

    def after(self, paths: list[Path]) -> Iterator[Path]:
        """What the likeliest paths become where a pair was dropped at this place."""
        first, *others = paths[:_FOLLOWED]
        if self._fits(first, _GOOD_STEPS):  # of the likeliest path only the two steps together count
            return
        least = first.score - _NEAR_FIRST
        now = [first, *(path for path in others if path.score >= least and not self._fits(path, _GOOD_STEP))]
        begun = likeliest([after for path in now for after in self._begun(path)], _SPREADING)
        if begun and self._line.is_pair(begun[0].at):
            yield from self._bridged(begun)
        else:
            for path in begun[:_UNPAIRED]:
                yield from self._moves.steps(path)

    def _begun(self, path: Path) -> Iterator[Path]:
        """The path with each character that a dropped pair may have ended; of the next it tells the class of its lead."""
        at, least = path.at, -1e9
        if self._line.is_pair(at):  # with one more character it must keep up with the paths over that pair
            least = self._moves.least.get(self._moves.behind_pair(at), -1e9) - LENGTH_BONUS - BEST_GUESS
        for following in (ANY_HIGH, ANY_LOW):
            for begun in self._moves.guessed(path, following, path.at, following, _LOST_PAIR, least):
                yield begun
                if begun.text[-1] in TWOS:
                    yield self._moves.emit(begun, begun.text[-1], path.at, following, _LOST_PAIR)

    def _bridged(self, begun: list[Path]) -> list[Path]:
        """The likeliest ways on over a pair of the page behind a dropped one: its first byte ends a guessed character.

        The character behind that one is known from the page, and tells which guesses go best before it.
        """
        line, at = self._line, begun[0].at
        trail, lead = line.bytes[at]
        at = self._moves.behind_pair(at)
        following, least = line.following(lead, at), self._moves.least.get(at, -1e9)
        found: list[tuple[float, Path, str, str]] = []
        for path in begun:
            if path.score + LENGTH_BONUS + BEST_GUESS < least:
                break
            ranked, marks = self._moves.ranked(path.context, path.pending, trail)
            for gain, character, known in ranked:
                score = path.score + LENGTH_BONUS + gain
                if score < least:
                    break
                least = max(least, score - _SPREAD)
                found.append((score, path, character, known))
            for mark in marks:  # its path is made already, and its context with it
                after = self._moves.emit(path, mark, at, lead)
                found.append((after.score, after, "", ""))
                least = max(least, after.score - _SPREAD)
        found.sort(key=_first, reverse=True)
        ahead = []
        for score, path, character, known in found[:_LOOKED_AHEAD]:
            context = context_behind(path.context[-1:], known) if known else path.context
            ahead.append((score + line.gain(context, following)[0] if following else score, score, path, character, context))
        ahead.sort(key=_first, reverse=True)
        return [new_tuple(Path, (at, lead, path.text + character, context, score, path.rival))
                for _, score, path, character, context in ahead[:_KEPT]]

    def _fits(self, path: Path, step: float) -> bool:
        """Whether the page itself continues the path so well that nothing need have been dropped."""
        line, context, pending, total = self._line, path.context, path.pending, 0.0
        for at, raw in enumerate(line.bytes[path.at : path.at + _LOOK_AHEAD], path.at + 1):
            found = decode(pending, raw[0]) if raw and pending >= 0 else ""
            if not found:
                return False
            gain, context = line.gain(context, found)
            total += gain
            if gain < step:
                return False
            if len(raw) == 1:  # in step: what follows stands as it is
                at = line.injections.get(at, (at,))[0]
                return total + sum(line.gain(context, after)[0] for after in line.plain(at, at + 1) if after != "?") > _GOOD_STEPS
            pending = raw[1]
        return total > _GOOD_STEPS


def with_one_more(line: PageLine, start: int, path: Path) -> Iterator[tuple[float, str]]:
    """What a reading that begins at ``start`` says with one character more, and how much likelier that is.

    Where a pair was dropped between two characters there may have been two pairs, and between them a character of
    which nothing is left.
    """
    context, fitness = line.context_before(start), Fitness(line, start)
    text, behind = path.text, line.plain(path.at, path.at + JOINED)
    for at, (last, following) in enumerate(pairwise(text), 1):
        context = line.gain(context, last)[1]
        one, two = encode(last), encode(following)
        if len(one) == 2 == len(two) and is_private(one[1], two[0]):
            then = (text + behind)[at : at + JOINED]
            without = line.gains(context, then)
            ranked = guesses.between_private(context, one[1], two[0], traditional=line.is_traditional)
            for gain, found, known in line.words.gains_of(context, ranked):
                gain += fitness.of_one_more(text, at, found)
                after = context_behind(context[-1:], known)
                yield gain + line.gains(after, then) - without + LENGTH_BONUS + _LOST_PAIR, text[:at] + found + text[at:]


_first = itemgetter(0)
