"""Searching for the bytes behind a shifted run: a beam over everything that may have happened to them.

A shift begins when a lead byte was lost. From there each byte pair on the page joins the end of one true
character to the beginning of the next, until the two fall into step again. `Path.pending` is the lead byte that
waits for its trail, or `guesses.IN_STEP`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import NamedTuple

from reader_tui.text.repair import guesses
from reader_tui.text.repair.gbk import decode
from reader_tui.text.repair.guesses import ANY_HIGH, ANY_LOW, IN_STEP
from reader_tui.text.repair.language import MARK, WORD, model
from reader_tui.text.repair.page_line import DOUBLED, MARKS, PageLine
from reader_tui.text.repair.readings import SYLLABLE, normalise, reads

BEAM = 12
LONGEST_RUN = 120
"""Code points of a page that one run may cover."""
HOPELESS = 9.0
"""How much less likely than the best reading (log probability) a path is given up."""
LENGTH_BONUS = 1.5
"""What each character of a reading is granted: the model takes rare words for rarer than they are."""
LOST_DIGIT = "□"
"""Stands for an ASCII character that a shift swallowed."""
_FOLLOWED = 3
"""How many paths are followed through a dropped pair."""
_KEPT_GUESSES = 20_000
_LOOK_AHEAD = 2
_GOOD_STEP, _GOOD_STEPS = -5.0, -7.0
"""A next character, and next two, this likely need no dropped pair to explain them."""
_LOST_PAIR = -1.0
_MARK_LOST = -2.0
_LOST_TRAIL = -0.5
_SILENT = -4.0
_EMPTY_CELL = -2.0
_SPACE = -3.0
"""What it costs that the ASCII character which a shift swallowed was a space."""
_UNWRITTEN = -4.0
_OPEN_CLOSER = 2.5
_STRAY_CLOSER = -2.5
_INJECTION_TAIL = re.compile(rf"({SYLLABLE})\)")
_TAG_TAIL = re.compile(r"/?(?:p|br|div|span|strong|b|a|td|tr|li|h\d)\s*/?>")
_OPENERS = dict(zip("”’」』）》】", "“‘「『（《【", strict=True))
_QUOTED = 1_000
"""Code points before a run that may open a quotation."""
_OPENING = frozenset(_OPENERS.values())


class Path(NamedTuple):
    """One reading so far of a run."""

    at: int
    """Offset in the line of the next character of the page."""
    pending: int
    """The lead byte that waits for its trail, `IN_STEP` for none, below that a class of unknown leads."""
    text: str
    """What the run truly said so far."""
    context: str
    """What the language model knows of the text before."""
    score: float
    rival: tuple[float, str, int] | None = None
    """The likeliest other reading of the same bytes that ended alike: how much less likely it was, its text, and
    the length of this path's text where it stood for it."""

    @property
    def rival_text(self) -> str:
        """What the rival reads, with what came after the two met."""
        return self.rival[1] + self.text[self.rival[2] :] if self.rival else ""


class Decoder:
    """Decodes the run that begins at ``start`` of a line."""

    def __init__(self, line: PageLine, start: int) -> None:
        self._line = line
        self._start = start
        self._written = line.is_traditional
        self._unwritten = guesses.unwritten() if line.is_traditional else frozenset()
        before = line.text[max(0, start - _QUOTED) : start]
        self._open = {closer: before.count(opener) - before.count(closer) for closer, opener in _OPENERS.items()}

    def closed(self, starts: Iterable[Path]) -> list[tuple[float, Path]]:
        """Readings that came back into step, with how much more likely than the page as it stands each is."""
        scores, done = self._line.scores, []
        waiting: dict[int, list[Path]] = {}
        for path in starts:
            waiting.setdefault(path.at, []).append(path)
        best = -1e9
        limit = min(waiting, default=0) + LONGEST_RUN
        while waiting:
            at = min(waiting)
            least = best + scores[at] - scores[self._start] - HOPELESS
            paths = _best([path for path in waiting.pop(at) if path.score >= least])
            for path in self._with_dropped_pairs(paths) if paths else ():
                for after in self._steps(path):
                    if after.pending == IN_STEP:
                        if after.score - scores[after.at] + scores[self._start] > best - 2 * HOPELESS:
                            done.append(self.compared(after))
                            best = max(best, done[-1][0])
                    elif after.at < limit:
                        waiting.setdefault(after.at, []).append(after)
        return done

    def compared(self, path: Path) -> tuple[float, Path]:
        """A path in step, and how much more likely it is than the page as it stands."""
        path = self._drop_own_injection(path)
        line = self._line
        shown = line.scores[path.at] - line.scores[self._start]
        gain = line.joint(path.at, path.context)
        last, following = path.text[-1:] or " ", line.text[path.at : path.at + 1]
        if last in MARKS and (following in MARKS or (last in "，、,;；" and not following)):
            gain += DOUBLED  # a mark behind a mark, or a comma at the end of a paragraph
        return path.score - shown + gain, path

    def emit(self, path: Path, character: str, at: int, pending: int, cost: float = 0.0) -> Path:
        """The path with one more true character."""
        gain, context = self._line.gain(path.context, character)
        if character in MARKS:
            before = path.text[-1] if path.text else self._line.before(self._start)
            if before and (before in MARKS or before in _OPENING):
                gain += DOUBLED
        elif character in _OPENERS:
            opened = self._open[character] + path.text.count(_OPENERS[character]) - path.text.count(character)
            gain += _OPEN_CLOSER if opened > 0 else _STRAY_CLOSER if character == "”" else 2 * _STRAY_CLOSER
        if character in self._unwritten:
            gain += _UNWRITTEN
        return Path(at, pending, path.text + character, context, path.score + gain + cost + LENGTH_BONUS,
                    path.rival)

    def _with_dropped_pairs(self, paths: list[Path]) -> list[Path]:
        """The paths, and what they become where pairs were dropped unseen at this place.

        They are not pruned together: those with a dropped pair have already paid for one character more.
        """
        one = _best([after for path in paths[:_FOLLOWED] if not self._fits(path)
                     for after in self._private_pair(path)], 6 * _FOLLOWED)
        two = _best([after for path in one[:_FOLLOWED] for after in self._private_pair(path)], 6 * _FOLLOWED)
        return paths + one + two

    def _private_pair(self, path: Path) -> Iterator[Path]:
        """A pair of the private areas, dropped unseen: it ends this character and begins the next."""
        for following in (ANY_HIGH, ANY_LOW):
            yield from self._guessed(path, following, path.at, following, _LOST_PAIR)

    def _guessed(self, path: Path, key: int, at: int, pending: int, cost: float = 0.0) -> Iterator[Path]:
        """The path with each of the likeliest characters for a lost byte; ``key`` is the trail or a class of leads."""
        kept = self._line.words.guesses
        found = kept.get((path.context, path.pending, key))
        if found is None:
            if len(kept) > _KEPT_GUESSES:
                kept.clear()
            found = kept[path.context, path.pending, key] = tuple(self._gains(path, key))
        for character, gain, context in found:
            if character in MARKS or character in _OPENERS:
                yield self.emit(path, character, at, pending, cost + (_MARK_LOST if key < 0 else 0.0))
            else:
                yield Path(at, pending, path.text + character, context, path.score + gain + cost,
                           path.rival)

    def _gains(self, path: Path, key: int) -> Iterator[tuple[str, float, str]]:
        guess = guesses.with_trail if key >= 0 else guesses.before_private
        for character in guess(path.context, path.pending, key, written=self._written):
            gain, context = self._line.gain(path.context, character)
            refused = _UNWRITTEN if character in self._unwritten else 0.0
            yield character, gain + refused + LENGTH_BONUS, context

    def _fits(self, path: Path) -> bool:
        """Whether the page itself continues the path so well that nothing need have been dropped."""
        context, pending, total = path.context, path.pending, 0.0
        for raw in self._line.bytes[path.at : path.at + _LOOK_AHEAD]:
            found = decode(pending, raw[0]) if raw and pending >= 0 else ""
            if not found:
                return False
            gain, context = self._line.gain(context, found)
            total += gain
            if gain < _GOOD_STEP or len(raw) == 1:
                return gain >= _GOOD_STEP
            pending = raw[1]
        return total > _GOOD_STEPS

    def _fill(self, path: Path, trail: int, at: int, pending: int) -> Iterator[Path]:
        """The character that ends with ``trail`` and begins with the lead that waits for it."""
        if path.pending >= 0:
            found = decode(path.pending, trail)
            if found:
                yield self.emit(path, found, at, pending)
            return
        yield from self._guessed(path, trail, at, pending)

    def _steps(self, path: Path) -> Iterator[Path]:
        line, at = self._line, path.at
        if at >= len(line.text):
            yield from self._lost_trail(path, at, _LOST_TRAIL)
            return
        character, raw = line.text[at], line.bytes[at]
        if character == "?":
            yield from self._question_mark(path)
        if len(raw) == 2:
            if character in MARKS:
                yield from self._lost_trail(path, at, _SILENT)
            yield from self._pair(path, raw)
        elif "!" <= character <= "~":  # the page may have had it in full width
            yield from self._pair(path, bytes((0xA3, ord(character) + 0x80)))
        if len(raw) == 1 and raw[0] >= 0x40:
            yield from self._fill(path, raw[0], at + 1, IN_STEP)

    def _pair(self, path: Path, raw: bytes) -> Iterator[Path]:
        """Two bytes of the page: the trail of this character and the lead of the next."""
        trail, lead = raw
        at = path.at + 1
        injected = self._line.injections.get(at)
        if injected and reads(self._line.text[path.at], injected[1]):
            at = injected[0]  # the shifted character was one of those that pinyin follows
        if lead >= 0x81:
            yield from self._fill(path, trail, at, lead)
        elif lead >= 0x40:  # an ASCII character that was taken for a trail: in step again
            for hit in self._fill(path, trail, at, IN_STEP):
                yield self.emit(hit, chr(lead), at, IN_STEP)

    def _question_mark(self, path: Path) -> Iterator[Path]:
        """``?``: a pair that was no character, or a lone byte at a cut."""
        text, at = self._line.text, path.at
        injected = _INJECTION_TAIL.match(text, at + 1)
        if injected:
            pinyin = normalise(injected[1])
            for found in guesses.read_and_begun_by(pinyin, path.pending):
                yield self.emit(path, found, injected.end(), IN_STEP)
            return
        if path.pending >= 0:
            for following in (ANY_HIGH, ANY_LOW):
                for found in guesses.before_empty_cell(path.context, path.pending, following, written=self._written):
                    yield self.emit(path, found, at + 1, following, _EMPTY_CELL)
        tag = _TAG_TAIL.match(text, at + 1)
        yield from self._lost_trail(path, tag.end() if tag else at + 1, _LOST_TRAIL)

    def _lost_trail(self, path: Path, at: int, cost: float) -> Iterator[Path]:
        """The character's second byte is gone, with the ASCII character behind it unless the page was cut here."""
        text = self._line.text
        is_last = at >= len(text) or text[at] in MARKS
        swallowed = not is_last and text[at - 1] == "?"
        for found in guesses.with_lost_trail(path.context, path.pending, written=self._written):
            if is_last and found in _OPENERS.values():
                continue
            after = self.emit(path, found, at, IN_STEP, cost + (_SPACE if swallowed else 0.0))
            yield after
            if swallowed:
                yield Path(at, IN_STEP, after.text + LOST_DIGIT, after.context[-1:] + WORD,
                           after.score - _SPACE + model().step(after.context, WORD), after.rival)

    def _drop_own_injection(self, path: Path) -> Path:
        """Pinyin right behind the last character of a run belongs to it."""
        injected = self._line.injections.get(path.at)
        if injected and path.text and reads(path.text[-1], injected[1]):
            return path._replace(at=injected[0])
        return path


def begin(line: PageLine, start: int, at: int, pending: int) -> Path:
    """The empty reading of a run that begins at ``start``; the page is read on from ``at``."""
    return Path(at, pending, "", line.context_before(start) or MARK, 0.0)


def _best(paths: list[Path], size: int = BEAM) -> list[Path]:
    """The likeliest paths; of those with the same bytes to come and the same context, only one."""
    kept: dict[tuple[int, str], Path] = {}
    for path in paths:
        key = (path.pending, path.context)
        other = kept.get(key)
        if other is None:
            kept[key] = path
        elif other.text != path.text:
            better, worse = (other, path) if other.score >= path.score else (path, other)
            behind = better.score - worse.score
            if better.rival is None or behind < better.rival[0]:
                better = better._replace(rival=(behind, worse.text, len(better.text)))
            kept[key] = better
    least = max((path.score for path in kept.values()), default=0.0) - HOPELESS
    return nlargest(size, (path for path in kept.values() if path.score >= least), key=_score)


def _score(path: Path) -> float:
    return path.score
