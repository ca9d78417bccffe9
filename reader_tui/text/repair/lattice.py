"""Searching for the bytes behind a shifted run: a beam over everything that may have happened to them.

What a path may become at each character of the page is told by `moves`; here the paths are followed until they
are in step with the page again, and compared with what it shows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from reader_tui.text.repair.beam import BEAM, HOPELESS, Path, likeliest
from reader_tui.text.repair.dropped_pairs import DroppedPairs
from reader_tui.text.repair.guesses import IN_STEP
from reader_tui.text.repair.marks import MARKS
from reader_tui.text.repair.moves import Moves
from reader_tui.text.repair.page_line import DOUBLED, PageLine
from reader_tui.text.repair.readings import reads

LONGEST_RUN = 120
"""Code points of a page that one run may cover."""
_MOST_LOST = 8
"""Question marks that one run may cover."""
_UNSOUND = -11.0
"""A reading with two characters in a row that are less likely than this (log probability) may lack something."""


class _Stop(NamedTuple):
    """Where a search stopped: at an offset of the page."""

    at: int
    paths: list[Path]
    """Those that were followed from there."""
    best: float
    """How much more likely than the page the best reading was when they had been."""


class Decoder:
    """Decodes the run that begins at ``start`` of a line."""

    def __init__(self, line: PageLine, start: int) -> None:
        self.moves = Moves(line, start)
        self._line = line
        self._start = start
        self._dropped = DroppedPairs(line, self.moves)

    def closed(self, starts: Collection[Path]) -> list[tuple[float, Path]]:
        """Readings that came back into step, with how much more likely than the page as it stands each is.

        Pairs that may have been dropped are looked for only where the best reading without them is not sound. Some
        readings come twice.
        """
        if not starts:
            return []
        limit = self._limit(min(path.at for path in starts))
        stops, done = self._without_dropped(starts, limit)
        if done and self._is_sound(max(done, key=_margin)[1]):
            return done
        return self._with_dropped(stops, done, limit)

    def _is_sound(self, path: Path) -> bool:
        """Whether no two characters in a row of a reading are so unlikely that something may be missing between them."""
        return min(self._line.gains_of_pairs(self._start, path.text, path.at), default=0.0) >= _UNSOUND

    def _without_dropped(self, starts: Collection[Path], limit: int) -> tuple[list[_Stop], list[tuple[float, Path]]]:
        """The search in which no pair was dropped: where it stopped, and the readings."""
        waiting: dict[int, list[Path]] = {}
        for path in starts:
            waiting.setdefault(path.at, []).append(path)
        first = min(waiting)
        stops: list[_Stop] = []
        done: list[tuple[float, Path]] = []
        while waiting:
            at = min(waiting)
            paths = waiting.pop(at)
            if at > first:  # a first character may be unlikely until the second is known
                paths = self._likeliest(at, paths)
            self._go_on(chain.from_iterable(map(self.moves.steps, paths)), limit, waiting, done)
            stops.append(_Stop(at, paths, self.moves.best))
        return stops, self._near_best(done)

    def _with_dropped(self, stops: Iterable[_Stop], done: Iterable[tuple[float, Path]], limit: int) -> list[tuple[float, Path]]:
        """The readings of the search without dropped pairs, and those with some.

        A dropped pair may follow each of its paths, or a path that has one already. At each stop the best reading is
        again the best so far: one that ends further on is likelier than any path can be here.
        """
        known = {stop.at: stop for stop in stops}
        waiting: dict[int, list[Path]] = {}
        found = list(done)
        self.moves.best = -1e9
        while waiting or known:
            at = min(chain(waiting, known))
            stop = known.pop(at, _Stop(at, [], -1e9))
            paths = self._likeliest(at, waiting.pop(at, []))
            self.moves.best = max(self.moves.best, stop.best)
            self._go_on(chain.from_iterable(map(self.moves.steps, paths)), limit, waiting, found)
            both = likeliest(stop.paths + paths)
            if both:
                self._go_on(self._dropped.after(both), limit, waiting, found)
        return self._near_best(found)

    def _near_best(self, done: Iterable[tuple[float, Path]]) -> list[tuple[float, Path]]:
        return [closed for closed in done if closed[0] > self.moves.best - HOPELESS]

    def _likeliest(self, at: int, paths: list[Path]) -> list[Path]:
        """The likeliest of the paths that have come to an offset."""
        least = max(self.moves.best + self._line.shown(self._start, at) - HOPELESS, self.moves.least.get(at, -1e9))
        return likeliest([path for path in paths if path.score >= least])

    def _go_on(self, found: Iterable[Path], limit: int, waiting: dict[int, list[Path]], done: list[tuple[float, Path]]) -> None:
        """Sort paths into those that wait for what the page says next and those that are done."""
        line, start, moves = self._line, self._start, self.moves
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
