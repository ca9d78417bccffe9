"""Searching for the bytes behind a shifted run: a beam over everything that may have happened to them.

What a path may become at each character of the page is told by `moves`; here the paths are followed until they
are in step with the page again, and compared with what it shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from operator import itemgetter

from reader_tui.text.repair.beam import BEAM, HOPELESS, Path, likeliest
from reader_tui.text.repair.dropped_pairs import DroppedPairs
from reader_tui.text.repair.guesses import IN_STEP
from reader_tui.text.repair.moves import Moves
from reader_tui.text.repair.page_line import DOUBLED, MARKS, PageLine
from reader_tui.text.repair.readings import reads

LONGEST_RUN = 120
"""Code points of a page that one run may cover."""
_MOST_LOST = 8
"""Question marks that one run may cover."""
_UNSOUND = -11.0
"""A reading with two characters in a row that are less likely than this (log probability) may lack something."""
_WEAK, _BEFORE_WEAK = -10.0, 2
"""What it lacks may have stood where two characters in a row are less likely than this, or that many characters before."""


class Decoder:
    """Decodes the run that begins at ``start`` of a line."""

    def __init__(self, line: PageLine, start: int) -> None:
        self.moves = Moves(line, start)
        self._line = line
        self._start = start
        self._dropped = DroppedPairs(line, self.moves)
        self._beams: dict[int, list[Path]] = {}
        """The paths that were followed at each offset of the page, without dropped pairs."""
        self._bests: dict[int, float] = {}
        """How much more likely than the page the best reading was that had come back into step from there or before."""
        self._end = 0
        """Where a run must have ended."""

    def closed(self, starts: Collection[Path]) -> list[tuple[float, Path]]:
        """Readings that came back into step, with how much more likely than the page as it stands each is.

        Pairs that may have been dropped are looked for only where the best reading without them is not sound. Some
        readings come twice.
        """
        done = self._closed(starts)
        first = max(done, key=_margin)[1] if done else None
        weak = self._weak_place(first) if first else 0
        return done if weak is None else self._with_dropped(done, weak - _BEFORE_WEAK)

    def _weak_place(self, path: Path) -> int | None:
        """Where in a reading something may have been dropped unseen, None where it is sound."""
        pairs = self._line.gains_of_pairs(self._start, path.text, path.at)
        if min(pairs, default=0.0) >= _UNSOUND:
            return None
        return next(at for at, pair in enumerate(pairs) if pair < _WEAK)

    def _closed(self, starts: Collection[Path]) -> list[tuple[float, Path]]:
        """The readings without dropped pairs."""
        waiting: dict[int, list[Path]] = {}
        for path in starts:
            waiting.setdefault(path.at, []).append(path)
        first = min(waiting, default=0)
        self._end = self._limit(first)
        done: list[tuple[float, Path]] = []
        while waiting:
            at = min(waiting)
            paths = waiting.pop(at)
            if at > first:  # a first character may be unlikely until the second is known
                paths = self._likeliest(at, paths)
            self._beams[at] = paths
            self._go_on(chain.from_iterable(map(self.moves.steps, paths)), waiting, done)
            self._bests[at] = self.moves.best
        return [closed for closed in done if closed[0] > self.moves.best - HOPELESS]

    def _with_dropped(self, done: list[tuple[float, Path]], length: int) -> list[tuple[float, Path]]:
        """The readings with those in which pairs were dropped, the first where their length is ``length`` at least.

        The paths without dropped pairs are not followed again, only compared with those that have one.
        """
        done, again = list(done), dict(self._beams)
        waiting: dict[int, list[Path]] = {}
        self.moves.best = -1e9
        while waiting or again:
            at = min(chain(waiting, again))
            paths = self._likeliest(at, waiting.pop(at, []))
            self.moves.best = max(self.moves.best, self._bests.get(at, -1e9))
            found = chain.from_iterable(map(self.moves.steps, paths))
            others = likeliest(again.pop(at, []) + paths)
            if others and len(others[0].text) >= length:
                found = chain(found, self._dropped.after(others))
            self._go_on(found, waiting, done)
        return [closed for closed in done if closed[0] > self.moves.best - HOPELESS]

    def _likeliest(self, at: int, paths: list[Path]) -> list[Path]:
        """The likeliest of the paths that have come to an offset."""
        least = max(self.moves.best + self._line.shown(self._start, at) - HOPELESS, self.moves.least.get(at, -1e9))
        return likeliest([path for path in paths if path.score >= least])

    def _go_on(self, found: Iterable[Path], waiting: dict[int, list[Path]], done: list[tuple[float, Path]]) -> None:
        """Sort paths into those that wait for what the page says next and those that are done."""
        line, start, limit, moves = self._line, self._start, self._end, self.moves
        for after in found:
            if after.pending != IN_STEP:
                if after.at < limit:
                    self._wait(waiting.setdefault(after.at, []), after)
            elif after.score - line.shown_and_joined(start, after.at) > moves.best - HOPELESS:
                done.append(self.compared(after))
                moves.best = max(moves.best, done[-1][0])

    def _wait(self, others: list[Path], path: Path) -> None:
        """Let a path wait among those that go on at the same offset, and note what cannot come among the best."""
        others.append(path)
        if path.score - HOPELESS > self.moves.least.get(path.at, -1e9):
            self.moves.least[path.at] = path.score - HOPELESS
        if len(others) >= 3 * BEAM:
            others[:] = likeliest(others)
            if len(others) == BEAM:
                self.moves.least[path.at] = others[-1].score

    def _limit(self, at: int) -> int:
        """Where a run that is read on from ``at`` must have ended."""
        end = at + LONGEST_RUN
        for _ in range(_MOST_LOST):
            at = self._line.text.find("?", at, end) + 1
            if not at:
                return end
        return at

    def compared(self, path: Path) -> tuple[float, Path]:
        """A path in step, and how much more likely it is than the page as it stands."""
        path = self._drop_own_injection(path)
        line = self._line
        gain = line.joint(path.at, path.context) - line.shown(self._start, path.at)
        last, following = path.text[-1:] or " ", line.text[path.at : path.at + 1]
        if last in MARKS and (following in MARKS or (last in "，、,;；" and not following)):
            gain += DOUBLED  # a mark behind a mark, or a comma at the end of a paragraph
        return path.score + gain, path

    def _drop_own_injection(self, path: Path) -> Path:
        """Pinyin right behind the last character of a run belongs to it."""
        injected = self._line.injections.get(path.at)
        if injected and path.text and reads(path.text[-1], injected[1]):
            return path._replace(at=injected[0])
        return path


def begin(line: PageLine, start: int, at: int, pending: int) -> Path:
    """The empty reading of a run that begins at ``start``; the page is read on from ``at``."""
    return Path(at, pending, "", line.context_before(start), 0.0)


_margin = itemgetter(0)
