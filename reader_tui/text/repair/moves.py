"""What a path through the bytes of a run may become at the next character of the page.

A shift begins when a lead byte was lost. From there each byte pair on the page joins the end of one true
character to the beginning of the next, until the two fall into step again. `Path.pending` is the lead byte that
waits for its trail, or `guesses.IN_STEP`.
"""

from __future__ import annotations

import re

from reader_tui.text.repair import guesses
from reader_tui.text.repair.beam import HOPELESS, Path, new_tuple
from reader_tui.text.repair.fitness import Fitness
from reader_tui.text.repair.gbk import decode
from reader_tui.text.repair.guesses import ANY_HIGH, ANY_LOW, ANY_TRAIL, EMPTY_HIGH, EMPTY_LOW, IN_STEP
from reader_tui.text.repair.language import WORD, context_behind, model
from reader_tui.text.repair.marks import MARKS, OPENING
from reader_tui.text.repair.page_line import PageLine
from reader_tui.text.repair.readings import SYLLABLE, normalise, reads
from reader_tui.text.repair.words import Guess

LENGTH_BONUS = 1.5
"""What each character of a reading is granted: the model takes rare words for rarer than they are."""
BEST_GUESS = -2.5
"""Log probability of a guessed character that is hardly ever exceeded: what the bounds expect of the next one."""
LOST_DIGIT = "□"
"""Stands for an ASCII character that a shift swallowed."""
_KEPT_GUESSES = 20_000
_MARK_LOST = -1.0
_LOST_TRAIL = -0.5
_SILENT = -4.0
_EMPTY_CELL = -2.0
_SPACE = -6.0
"""What it costs that the ASCII character which a shift swallowed was a space."""
_NEXT_SHIFT = -1.0
"""What it costs that another shift begins right behind a run."""
_FITTING, _UNFIT = -5.0, -12.0
"""How likely (log probability) the first character of that shift is where all is well, and where there is none."""
_INJECTION_TAIL = re.compile(rf"({SYLLABLE})\)")
_TAG_TAIL = re.compile(r"/?(?:p|br|div|span|strong|b|a|td|tr|li|h\d)\s*/?>")
_EMPTY_CELLS = {EMPTY_HIGH: ANY_HIGH, EMPTY_LOW: ANY_LOW}


class Moves:
    """The moves of the paths of one run, without those that cannot come among the best."""

    def __init__(self, line: PageLine, start: int) -> None:
        self.least: dict[int, float] = {}
        """By offset of the page, the score below which a path out of step is hopeless there."""
        self.best = -1e9
        """How much more likely than the page the best reading is that came back into step."""
        self._line = line
        self._start = start
        self._traditional = line.is_traditional
        self._fitness = Fitness(line, start)

    def emit(self, path: Path, character: str, at: int, pending: int, cost: float = 0.0) -> Path:
        """The path with one more true character."""
        _, _, text, context, score, rival = path
        gain, context = self._line.gain(context, character)
        if character in self._fitness.watched:
            gain += self._fitness.of(text, character)
        return new_tuple(Path, (at, pending, text + character, context, score + gain + cost + LENGTH_BONUS, rival))

    def guessed(self, path: Path, key: int, at: int, pending: int, cost: float = 0.0, least: float = -1e9) -> list[Path]:
        """The path with each of the likeliest characters for lost bytes; ``key`` is the trail, or a class of bytes.

        Where the page does not go on, none comes whose score is below ``least``.
        """
        _, lead, text, context, score, rival = path
        if pending == IN_STEP:
            least = self.best + self._line.shown_and_joined(self._start, at) - HOPELESS
        elif at > path.at:
            least = self.least.get(at, -1e9)
        score += cost + LENGTH_BONUS
        if score + BEST_GUESS < least:
            return []
        ranked, marks = self.ranked(context, lead, key)
        after, last = [], context[-1:]
        for gain, character, known in ranked:
            if score + gain < least:
                break
            after.append(new_tuple(Path, (at, pending, text + character, context_behind(last, known), score + gain, rival)))
        if key in (ANY_HIGH, ANY_LOW):
            cost += _MARK_LOST
        return after + [self.emit(path, mark, at, pending, cost) for mark in marks]

    def ranked(self, context: str, lead: int, key: int) -> tuple[list[Guess], list[str]]:
        """Characters for lost bytes, the likeliest first, and marks."""
        kept = self._line.words.guesses
        found = kept.get((context, lead, key))
        if found is not None:
            return found
        if key == ANY_TRAIL:
            lost = guesses.with_lost_trail(context, lead, traditional=self._traditional)
        elif key in _EMPTY_CELLS:
            lost = guesses.before_empty_cell(context, lead, _EMPTY_CELLS[key], traditional=self._traditional)
        elif key >= 0:
            lost = guesses.with_trail(context, lead, key, traditional=self._traditional)
        else:
            lost = guesses.before_private(context, lead, key, traditional=self._traditional)
        if len(kept) > _KEPT_GUESSES:
            kept.clear()
        found = kept[context, lead, key] = self._line.words.gains_of(context, lost.ranked), lost.marks
        return found

    def steps(self, path: Path) -> list[Path]:
        """The path with one more true character, for everything that the next character of the page may be."""
        line, at = self._line, path.at
        if at >= len(line.text):
            return self._lost_trail(path, at, _SILENT)
        character, raw = line.text[at], line.bytes[at]
        if at in line.injections:
            return self._before_injection(path, *line.injections[at])
        if len(raw) == 2:
            return self._lost_trail(path, at, _SILENT) + self._pair(path, raw) if character in MARKS else self._pair(path, raw)
        injected = _INJECTION_TAIL.match(line.text, at + 1) if character == "?" else None
        if injected:
            return self._swallowed_shift(path, injected)
        after = self._question_mark(path) if character == "?" else []
        if "!" <= character <= "~":  # the page may have had it in full width
            after += self._pair(path, bytes((0xA3, ord(character) + 0x80)))
        if raw and raw[0] >= 0x40:
            after += self._fill(path, raw[0], at + 1, IN_STEP)
        return after

    def _fill(self, path: Path, trail: int, at: int, pending: int) -> list[Path]:
        """The character that ends with ``trail`` and begins with the lead that waits for it."""
        if path.pending < 0:
            return self.guessed(path, trail, at, pending)
        found = decode(path.pending, trail)
        return [self.emit(path, found, at, pending)] if found else []

    def _pair(self, path: Path, raw: bytes) -> list[Path]:
        """Two bytes of the page: the trail of this character and the lead of the next."""
        trail, lead = raw
        at = self.behind_pair(path.at)
        if lead >= 0x81:
            return self._fill(path, trail, at, lead)
        if lead < 0x40:
            return []
        # an ASCII character that was taken for a trail: in step again
        return [self.emit(hit, chr(lead), at, IN_STEP) for hit in self._fill(path, trail, at, IN_STEP)]

    def behind_pair(self, at: int) -> int:
        """Where the page goes on behind a character, the pinyin left aside if it is one of those that pinyin follows."""
        injected = self._line.injections.get(at + 1)
        return injected[0] if injected and reads(self._line.text[at], injected[1]) else at + 1

    def _question_mark(self, path: Path) -> list[Path]:
        """``?``: a pair that was no character, or a lone byte at a cut."""
        text, at, after = self._line.text, path.at, []
        if path.pending >= 0:
            for key, following in _EMPTY_CELLS.items():
                after += self.guessed(path, key, at + 1, following, _EMPTY_CELL)
        tag = _TAG_TAIL.match(text, at + 1)
        return after + self._lost_trail(path, tag.end() if tag else at + 1, _LOST_TRAIL)

    def _swallowed_shift(self, path: Path, injected: re.Match[str]) -> list[Path]:
        """``?`` before a pinyin: a shift of the first pass, or the last that is left of one."""
        pinyin = normalise(injected[1])
        # what stands here is explained by the next shift too, so that it is no merit of this run
        explained = self._line.shown(path.at, injected.end())
        after = [self.emit(path, found, injected.end(), IN_STEP, explained) for found in guesses.read_and_begun_by(pinyin, path.pending)]
        return after + self._before_next_shift(path, pinyin, injected.end()) if path.pending >= 0 else after

    def _before_injection(self, path: Path, end: int, pinyin: str) -> list[Path]:
        """The character's second byte is gone unseen, and the pinyin behind tells which character it was."""
        return [self.emit(path, found, end, IN_STEP, _SILENT) for found in guesses.read_and_begun_by(pinyin, path.pending)]

    def _before_next_shift(self, path: Path, pinyin: str, behind: int) -> list[Path]:
        """The second pass took the ``?`` of the first for a trail: the next shift begins where this run ends.

        How well the character fits is seen by the one that the next shift would begin with; ``behind`` is where
        the page goes on behind the pinyin.
        """
        line, before = self._line, []
        raw = line.bytes[behind] if behind < len(line.bytes) else b""
        for found, leads in guesses.begun_by_and_before(pinyin, path.pending):
            after = self.emit(path, found, path.at, IN_STEP, _NEXT_SHIFT)
            following = [line.gain(after.context, one)[0] for lead in leads if raw and (one := decode(lead, raw[0]))]
            before.append(after._replace(score=after.score + min(0.0, max(following, default=_UNFIT) - _FITTING)))
        return before

    def _lost_trail(self, path: Path, at: int, cost: float) -> list[Path]:
        """The character's second byte is gone, with the ASCII character behind it unless the page was cut here."""
        text = self._line.text
        is_last = at >= len(text) or text[at] in MARKS
        if is_last or text[at - 1] != "?":
            lost = self.guessed(path, ANY_TRAIL, at, IN_STEP, cost)
            return [after for after in lost if after.text[-1] not in OPENING] if is_last else lost
        lost = self.guessed(path, ANY_TRAIL, at, IN_STEP, cost + _SPACE)
        return lost + [Path(at, IN_STEP, after.text + LOST_DIGIT, context_behind(after.context[-1:], WORD),
                            after.score - _SPACE + model().step(after.context, WORD), after.rival) for after in lost]
