"""Searching for the bytes behind a shifted run: a beam over everything that may have happened to them.

A shift begins when a lead byte was lost. From there each byte pair on the page joins the end of one true
character to the beginning of the next, until the two fall into step again. `Path.pending` is the lead byte that
waits for its trail; -1 says that page and truth are in step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from heapq import nlargest
from typing import NamedTuple

from reader_tui.text.fold import fold_script
from reader_tui.text.repair import language
from reader_tui.text.repair.gbk import characters_with_lead, characters_with_trail, decode, encode
from reader_tui.text.repair.readings import SYLLABLE, normalise, reads

BEAM = 28
LONGEST_RUN = 400
"""Code points of a page that one run may cover."""
_KEPT_GUESSES = 10
"""How many fillings of a lost byte are followed up."""
_COMMONEST = 100
_DROPPED_IN_A_ROW = 2
LENGTH_BONUS = 1.8
"""The model knows only pairs and so charges each character this much more than good Chinese costs."""
_GOOD_STEP = -5.0
"""A character this likely needs no dropped pair to explain it."""
LOST_PAIR = -0.5
LOST_TRAIL = -0.5
OPEN_CLOSER = 1.5
STRAY_CLOSER = -6.0
MARK_AFTER_MARK = -6.0
"""Costs (log probabilities) of the rarer things that may have happened."""
FULL_WIDTH = {ord(a): b for a, b in zip(",!?;:()", "，！？；：（）", strict=True)}
INJECTION = re.compile(rf"\(({SYLLABLE}(?: {SYLLABLE})?)\)")
_INJECTION_TAIL = re.compile(rf"({SYLLABLE})\)")
_TAG_TAIL = re.compile(r"/?(?:p|br|div|span|strong|b|a|td|tr|li|h\d)\s*/?>")
_OPENERS = dict(zip("”’」』）》】", "“‘「『（《【", strict=True))
_MARKS = frozenset("，。、；：！？,;:!?…·")

# Lead bytes that a dropped pair may have ended with: the private areas differ by their second byte.
_ANY_HIGH, _ANY_LOW = -2, -3
_PRIVATE_LEADS = {_ANY_HIGH: (*range(0xAA, 0xB0), *range(0xF8, 0xFF)), _ANY_LOW: tuple(range(0xA1, 0xA8))}
_CLASSES = {_ANY_HIGH: range(0xA1, 0xFF), _ANY_LOW: range(0x81, 0xA1)}


IN_STEP = -1


class Path(NamedTuple):
    """One reading so far of a run."""

    at: int
    """Offset of the next character of the page."""
    pending: int
    """The lead byte that waits for its trail, `IN_STEP` for none, below that a class of unknown leads."""
    text: str
    """The character before the run and what the run truly said, so far."""
    score: float
    start: int
    """Offset on the page of the first character of ``text``."""


Bonus = Callable[[str, str], float]
"""(character before, character): what the rest of the page adds to a character's log probability."""


class Decoder:
    """Decodes runs of one line of a page."""

    def __init__(self, line: str, bonus: Bonus) -> None:
        self._line = line
        self._bonus = bonus
        self._guesses: dict[tuple[str, tuple[int, int]], list[str]] = {}

    def closed(self, starts: Iterable[Path]) -> list[Path]:
        """Readings that came back into step, the best first.

        Only readings of the same stretch of the page compete, else those that read less would always win.
        """
        waiting: dict[int, list[Path]] = {}
        for path in starts:
            waiting.setdefault(path.at, []).append(path)
        done: list[Path] = []
        limit = min(waiting, default=0) + LONGEST_RUN
        while waiting:
            at = min(waiting)
            paths = self._with_dropped_pairs(_best(waiting.pop(at)))
            for path in paths:
                for after in self._steps(path):
                    if after.pending == IN_STEP:
                        done.append(self._drop_own_injection(after))
                    elif after.at < limit:
                        waiting.setdefault(after.at, []).append(after)
        return done

    def _with_dropped_pairs(self, paths: list[Path]) -> list[Path]:
        """The paths, and what they become where pairs were dropped unseen at this place."""
        found, last = paths, paths
        for _ in range(_DROPPED_IN_A_ROW):
            last = _best([after for path in last if not self._fits(path) for after in self._private_pair(path)])
            found = _best(found + last)
        return found

    def _fits(self, path: Path) -> bool:
        """Whether the page itself continues the path so well that nothing need have been dropped."""
        raw = encode(self._line[path.at]) if path.at < len(self._line) else b""
        found = decode(path.pending, raw[0]) if raw and path.pending >= 0 else ""
        return bool(found) and self._gain(path.text[-1:], found) > _GOOD_STEP

    def emit(self, path: Path, character: str, at: int, pending: int, cost: float = 0.0) -> Path:
        """The path with one more true character."""
        gain = self._gain(path.text[-1:], character) + self._mark_gain(path, character)
        return Path(at, pending, path.text + character, path.score + gain + cost + LENGTH_BONUS, path.start)

    def _gain(self, before: str, character: str) -> float:
        """Log probability of a character behind another, with what the page adds."""
        folded, last = _folded(character), _folded(before)
        return language.step(last, folded) + self._bonus(last, folded)

    def _mark_gain(self, path: Path, character: str) -> float:
        """What quotation marks and doubled marks cost or gain."""
        if character in _OPENERS:
            said = self._line[: path.start] + path.text
            return OPEN_CLOSER if said.count(_OPENERS[character]) > said.count(character) else STRAY_CLOSER
        before = path.text[-1:]
        return MARK_AFTER_MARK if before and before in _MARKS and character in _MARKS else 0.0

    def _likeliest(self, before: str, key: tuple[int, int], characters: Callable[[], Iterable[str]]) -> list[str]:
        """The few characters that fit best behind ``before``; kept, for a page asks the same again and again."""
        found = self._guesses.get((before, key))
        if found is None:
            found = nlargest(_KEPT_GUESSES, characters(), key=lambda character: self._gain(before, character))
            self._guesses[before, key] = found
        return found

    def _fill(self, path: Path, trail: int, at: int, pending: int) -> Iterator[Path]:
        """The character that ends with ``trail`` and begins with the lead that waits for it."""
        if path.pending >= 0:
            found = decode(path.pending, trail)
            if found:
                yield self.emit(path, found, at, pending)
            return
        leads = _CLASSES[path.pending]

        def candidates() -> list[str]:
            return [found for lead, found in characters_with_trail(trail) if lead in leads]

        for character in self._likeliest(path.text[-1:], (path.pending, trail), candidates):
            yield self.emit(path, character, at, pending)

    def _steps(self, path: Path) -> Iterator[Path]:
        line, at = self._line, path.at
        if at >= len(line):
            yield from self._lost_trail(path, at)
            return
        character = line[at]
        if character == "?":
            yield from self._question_mark(path)
        raw = encode(character)
        if len(raw) == 2:
            yield from self._pair(path, raw)
        elif "!" <= character <= "~":  # the page may have had it in full width
            yield from self._pair(path, bytes((0xA3, ord(character) + 0x80)))
        if len(raw) == 1 and raw[0] >= 0x40:
            yield from self._fill(path, raw[0], at + 1, IN_STEP)

    def _pair(self, path: Path, raw: bytes) -> Iterator[Path]:
        """Two bytes of the page: the trail of this character and the lead of the next."""
        trail, lead = raw
        at = path.at + 1
        injected = INJECTION.match(self._line, at)
        if injected and reads(self._line[path.at], normalise(injected[1])):
            at = injected.end()  # the shifted character was one of those that pinyin follows
        if lead >= 0x81:
            yield from self._fill(path, trail, at, lead)
        elif lead >= 0x40:  # an ASCII character that was taken for a trail: in step again
            for hit in self._fill(path, trail, at, IN_STEP):
                yield hit._replace(text=hit.text + chr(lead), score=hit.score + language.step("", chr(lead)))

    def _private_pair(self, path: Path) -> Iterator[Path]:
        """A pair of the private areas, dropped unseen: it ends this character and begins the next."""
        for pending in _PRIVATE_LEADS:
            candidates = partial(_before_private, path.pending, pending)
            for character in self._likeliest(path.text[-1:], (path.pending, pending), candidates):
                yield self.emit(path, character, path.at, pending, LOST_PAIR)

    def _question_mark(self, path: Path) -> Iterator[Path]:
        """``?``: a pair that was no character, or a lone byte at a cut."""
        line, at = self._line, path.at
        injected = _INJECTION_TAIL.match(line, at + 1)
        if injected:
            pinyin = normalise(injected[1])
            for found in _begun_by(path.pending):
                if reads(found, pinyin):
                    yield self.emit(path, found, injected.end(), IN_STEP)
            return
        tag = _TAG_TAIL.match(line, at + 1)
        yield from self._lost_trail(path, tag.end() if tag else at + 1)

    def _lost_trail(self, path: Path, at: int) -> Iterator[Path]:
        """The character's second byte is gone; the page goes on in step."""
        for found in self._likeliest(path.text[-1:], (path.pending, IN_STEP), partial(_begun_by, path.pending)):
            yield self.emit(path, found, at, IN_STEP, LOST_TRAIL)
        if path.pending == 0xA1:  # the row of marks, where only the page can tell which
            for found in "”」』）》":
                yield self.emit(path, found, at, IN_STEP, LOST_TRAIL)

    def _drop_own_injection(self, path: Path) -> Path:
        """Pinyin right behind the last character of a run belongs to it."""
        injected = INJECTION.match(self._line, path.at)
        if injected and path.text and reads(path.text[-1], normalise(injected[1])):
            return path._replace(at=injected.end())
        return path


def _leads(pending: int) -> Iterable[int]:
    return (pending,) if pending >= 0 else _CLASSES[pending]


def _commonest(characters: Iterable[str]) -> tuple[str, ...]:
    """Those that any text would use most: the rest cannot win against them."""
    return tuple(nlargest(_COMMONEST, characters, key=lambda character: language.step("", _folded(character))))


@cache
def _begun_by(pending: int) -> tuple[str, ...]:
    """The characters that the lead which waits can begin."""
    found = [character for lead in _leads(pending) for _, character in characters_with_lead(lead)]
    return _commonest(found) if pending < 0 else tuple(found)


@cache
def _before_private(pending: int, following: int) -> tuple[str, ...]:
    """The characters that the lead which waits begins and the first byte of a private pair ends."""
    trails = _PRIVATE_LEADS[following]
    return _commonest(found for lead in _leads(pending) for trail in trails if (found := decode(lead, trail)))


@cache
def _folded(character: str) -> str:
    return fold_script(character)


def _best(paths: list[Path]) -> list[Path]:
    """The likeliest paths; of those with the same bytes to come and the same last words, only one."""
    kept: dict[tuple[int, str], Path] = {}
    for path in paths:
        key = (path.pending, path.text[-3:])
        if key not in kept or path.score > kept[key].score:
            kept[key] = path
    return nlargest(BEAM, kept.values(), key=_score)


def _score(path: Path) -> float:
    return path.score
