"""Searching for the bytes behind a shifted run: a beam over everything that may have happened to them.

A shift begins when a lead byte was lost. From there each byte pair on the page joins the end of one true
character to the beginning of the next, until the two fall into step again. `Path.pending` is the lead byte that
waits for its trail, or `guesses.IN_STEP`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from reader_tui.text.repair import guesses
from reader_tui.text.repair.beam import BEAM, HOPELESS, Path, likeliest
from reader_tui.text.repair.gbk import decode
from reader_tui.text.repair.guesses import ANY_HIGH, ANY_LOW, ANY_TRAIL, IN_STEP
from reader_tui.text.repair.language import MARK, WORD, model
from reader_tui.text.repair.page_line import DOUBLED, MARKS, PageLine
from reader_tui.text.repair.readings import SYLLABLE, normalise, reads

LONGEST_RUN = 120
"""Code points of a page that one run may cover."""
_MOST_LOST = 8
"""Question marks that one run may cover."""
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
_LIKELY_STEPS = -8.5
"""The next two characters, where a pair is dropped only if the likeliest path goes on worse."""
_SOUND = (-11.5, -13.5, -1e9)
"""Two characters in a row less likely than this (log probability) may hide that something was dropped between:
without dropped pairs, with one, with two."""
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


class Decoder:
    """Decodes the run that begins at ``start`` of a line."""

    def __init__(self, line: PageLine, start: int) -> None:
        self._line = line
        self._start = start
        self._dropped = 0
        self._least: dict[int, float] = {}
        self._written = line.is_traditional
        self._unwritten = guesses.unwritten() if line.is_traditional else frozenset()
        before = line.text[max(0, start - _QUOTED) : start]
        self._open = {closer: before.count(opener) - before.count(closer) for closer, opener in _OPENERS.items()}

    def closed(self, starts: Collection[Path]) -> list[tuple[float, Path]]:
        """Readings that came back into step, with how much more likely than the page as it stands each is.

        Pairs that may have been dropped are looked for only where the best reading without them is not sound, and
        two in a row where one made a difference: that takes ten times as long.
        """
        done: list[tuple[float, Path]] = []
        best: Path | None = None
        for self._dropped, least in enumerate(_SOUND):
            done, before = self._closed(starts), best
            best = max(done, key=_margin)[1] if done else None
            if best is None or not self._line.is_sound(self._start, best.text, best.at, least):
                continue
            if not self._dropped or (before is not None and best.text == before.text):
                break
        return done

    def _closed(self, starts: Iterable[Path]) -> list[tuple[float, Path]]:
        scores, done, best = self._line.scores, [], -1e9
        self._least.clear()
        waiting: dict[int, list[Path]] = {}
        for path in starts:
            waiting.setdefault(path.at, []).append(path)
        limit = self._limit(min(waiting, default=0))
        while waiting:
            at = min(waiting)
            least = best + scores[at] - scores[self._start] - HOPELESS
            paths = likeliest([path for path in waiting.pop(at) if path.score >= least])
            for path in self._with_dropped_pairs(paths) if self._dropped else paths:
                for after in self._steps(path):
                    if after.pending == IN_STEP:
                        if after.score - scores[after.at] + scores[self._start] > best - 2 * HOPELESS:
                            done.append(self.compared(after))
                            best = max(best, done[-1][0])
                    elif after.at < limit:
                        self._wait(waiting.setdefault(after.at, []), after)
        return done

    def _wait(self, others: list[Path], path: Path) -> None:
        """Let a path wait among those that go on at the same offset, and note what cannot come among the best."""
        others.append(path)
        if path.score - HOPELESS > self._least.get(path.at, -1e9):
            self._least[path.at] = path.score - HOPELESS
        if len(others) >= 3 * BEAM:
            others[:] = likeliest(others)
            if len(others) == BEAM:
                self._least[path.at] = others[-1].score

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
        if not paths or self._fits(paths[0], _LIKELY_STEPS, _LIKELY_STEPS):
            return paths
        found, now = paths, [path for path in paths[:_FOLLOWED] if not self._fits(path, _GOOD_STEP, _GOOD_STEPS)]
        for _ in range(self._dropped):
            now = likeliest([after for path in now[:_FOLLOWED] for after in self._private_pair(path)], 6 * _FOLLOWED)
            found = found + now
        return found

    def _private_pair(self, path: Path) -> Iterator[Path]:
        """A pair of the private areas, dropped unseen: it ends this character and begins the next."""
        for following in (ANY_HIGH, ANY_LOW):
            yield from self._guessed(path, following, path.at, following, _LOST_PAIR)

    def _guessed(self, path: Path, key: int, at: int, pending: int, cost: float = 0.0) -> list[Path]:
        """The path with each of the likeliest characters for lost bytes; ``key`` is the trail, or a class of bytes."""
        least = self._least.get(at, -1e9) if pending >= 0 else -1e9
        if path.score + cost + LENGTH_BONUS < least:
            return []
        kept = self._line.words.guesses
        found = kept.get((path.context, path.pending, key))
        if found is None:
            if len(kept) > _KEPT_GUESSES:
                kept.clear()
            found = kept[path.context, path.pending, key] = self._gains(path, key)
        text, rival, score = path.text, path.rival, path.score + cost
        after = [Path(at, pending, text + character, context, score + gain, rival)
                 for character, gain, context in found[0] if score + gain >= least]
        after += [self.emit(path, mark, at, pending, cost + (_MARK_LOST if key in (ANY_HIGH, ANY_LOW) else 0.0)) for mark in found[1]]
        return after

    def _gains(self, path: Path, key: int) -> tuple[list[tuple[str, float, str]], list[str]]:
        if key == ANY_TRAIL:
            ranked = guesses.with_lost_trail(path.context, path.pending, written=self._written)
        else:
            guess = guesses.with_trail if key >= 0 else guesses.before_private
            ranked = guess(path.context, path.pending, key, written=self._written)
        marks = [character for _, character, _ in ranked if character in MARKS or character in _OPENERS]
        others = [found for found in ranked if found[1] not in marks] if marks else ranked
        return [(character, gain + LENGTH_BONUS, context)
                for character, gain, context in self._line.words.gains_of(path.context, others)], marks

    def _fits(self, path: Path, step: float, steps: float) -> bool:
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
                return total + sum(line.gain(context, after)[0] for after in line.plain(at, at + 1) if after != "?") > steps
            pending = raw[1]
        return total > steps

    def _fill(self, path: Path, trail: int, at: int, pending: int) -> list[Path]:
        """The character that ends with ``trail`` and begins with the lead that waits for it."""
        if path.pending < 0:
            return self._guessed(path, trail, at, pending)
        found = decode(path.pending, trail)
        return [self.emit(path, found, at, pending)] if found else []

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

    def _pair(self, path: Path, raw: bytes) -> list[Path]:
        """Two bytes of the page: the trail of this character and the lead of the next."""
        trail, lead = raw
        at = path.at + 1
        injected = self._line.injections.get(at)
        if injected and reads(self._line.text[path.at], injected[1]):
            at = injected[0]  # the shifted character was one of those that pinyin follows
        if lead >= 0x81:
            return self._fill(path, trail, at, lead)
        if lead < 0x40:
            return []
        # an ASCII character that was taken for a trail: in step again
        return [self.emit(hit, chr(lead), at, IN_STEP) for hit in self._fill(path, trail, at, IN_STEP)]

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
        for after in self._guessed(path, ANY_TRAIL, at, IN_STEP, cost + (_SPACE if swallowed else 0.0)):
            if is_last and after.text[-1] in _OPENING:
                continue
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


def _margin(closed: tuple[float, Path]) -> float:
    return closed[0]
