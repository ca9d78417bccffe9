"""Judging the readings of a shifted run: which is the best, and whether it is sure enough to be taken.

A reading competes with the page as it stands, with every other reading that the lattice found, and with what it
would say with one character more: where pairs were dropped, a character may have gone with them unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from operator import add, itemgetter

from reader_tui.text.model import Span
from reader_tui.text.repair import language
from reader_tui.text.repair.beam import Path
from reader_tui.text.repair.dropped_pairs import with_one_more
from reader_tui.text.repair.moves import LOST_DIGIT
from reader_tui.text.repair.page_line import FULL_WIDTH, PageLine
from reader_tui.text.repair.words import Words

MARGIN = 7.0
"""How much more likely (log probability) a reading must be than the page itself."""
MARGIN_OF_MARKS = 28.0
"""The same for a reading of marks alone: 是誰?！ typed by a person is read with up to 25."""
SURE_MARGIN = 25.0
"""Readings this much more likely may hold rare words."""
_IN_SIGHT = 8.0
"""Readings that much less likely than the best need not be compared."""
_WITH_ONE_MORE, _MOST_MORE = 3, 2
"""How many of the likeliest readings are also tried with one character more, and how many times over."""
_CONTEXT = 6
WORD_COST = -1.3
"""Log probability that each word costs beyond its characters."""
OWN_PAIR = 1.5
"""What each pair of characters gains that stands elsewhere on the page."""
_MOST_JOINED = 2 * OWN_PAIR - WORD_COST
"""What one character more may gain beyond itself: a word less, and two pairs with those beside it."""
CLEARANCE = 2.5
"""How much more likely it must be than any other reading."""
CLEARANCE_OF_A_GUESS = 4.0
"""The same where the first or last character is guessed from one of its bytes alone."""
CLEARANCE_OF_A_CLAUSE = 4.5
"""The same where a cut character ends a clause: the next likes to begin with 而 or 但, short words that leave no trace."""
WORST_CHARACTER = -8.5
"""Mean log probability a character below which a reading is byte soup too."""
WORST_STRETCH = -11.5
"""The same of any three characters of it in a row: a reading may be sound but for a part."""
_STRETCH = 3
EXPECTED = -4.0
"""Log probability of a guessed character that the text before it makes likely."""
_HALF_A_PAIR = re.compile("(?<!—)—(?!—)|(?<!…)…(?!…)")
"""One dash or ellipsis where there should be two: such a reading is never sure."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run most likely said, and how much more likely that is than what the page shows."""

    span: Span
    text: str
    margin: float
    clearance: float
    """How much more likely it is than the next best reading."""
    mean: float
    """Mean log probability a character of the reading."""
    worst: float
    """The same of its least likely stretch."""
    why: str
    clearance_wanted: float
    """The least clearance with which it may be taken."""

    @property
    def has_chinese(self) -> bool:
        """Whether the reading holds more than marks."""
        return any(map(language.is_han, self.text))

    @property
    def is_likely(self) -> bool:
        """Whether the reading is far better than the page and than every other reading."""
        least = MARGIN if self.has_chinese else MARGIN_OF_MARKS
        return self.margin >= least and self.clearance >= self.clearance_wanted and self.worst >= WORST_STRETCH and (
            self.mean >= WORST_CHARACTER or self.margin >= SURE_MARGIN)


class _Beside:
    """Readings of one run beside each other: each with as much of the page behind it as the longest of them covers."""

    def __init__(self, line: PageLine, start: int, end: int) -> None:
        self._line = line
        self._end = end
        self._before, self._after = line.plain(max(0, start - _CONTEXT), start), line.text[end : end + _CONTEXT]
        self._said: dict[str, tuple[float, float, Path]] = {}
        """What the words tell, margin and path, by what they say."""

    def put(self, margin: float, path: Path) -> None:
        """Put a reading beside the others, if none says the same and is likelier."""
        said = path.text + self._line.plain(path.at, self._end)
        known = self._said.get(said)
        if known is None or margin > known[1]:
            words = known[0] if known else _words_score(self._before + said + self._after, self._line.words)
            self._said[said] = words, margin, path

    def judged(self) -> list[tuple[float, float, Path]]:
        """The readings, the likeliest first: that with what its words tell, without, and its path."""
        totals = ((margin + words, margin, path) for words, margin, path in self._said.values())
        return sorted(totals, key=_first, reverse=True)


def best_reading(line: PageLine, start: int, closed: list[tuple[float, Path]], why: str) -> Reading | None:
    """The likeliest of the readings that came back into step, and how far the next one is behind it.

    Each is given with how much more likely (log probability) than the page from ``start`` on it is; ``why`` says what
    happened there. None where there is no reading.
    """
    if not closed:
        return None
    least = max(margin for margin, _ in closed) - _IN_SIGHT
    near = [(margin, path) for margin, path in closed if margin >= least]
    page = _Beside(line, start, max(path.at for _, path in near))
    for margin, path in near:
        page.put(margin, path)
        if path.rival:
            page.put(margin - path.rival[0], path._replace(text=path.rival_text))
    judged, tried = page.judged(), set[str]()
    for _ in range(_MOST_MORE):
        least = judged[0][0] - CLEARANCE_OF_A_CLAUSE
        for total, margin, path in judged[:_WITH_ONE_MORE]:
            if margin >= MARGIN and total >= least and path.text not in tried:
                tried.add(path.text)
                for more, text in with_one_more(line, start, path):
                    if total + more + _MOST_JOINED >= least:
                        page.put(margin + more, path._replace(text=text))
        judged = page.judged()
    total, margin, path = judged[0]
    others = [entry[0] for entry in judged[1:] if not _differ_in_lost_digit(entry[2].text, path.text)]
    clearance = total - others[0] if others else _IN_SIGHT
    gains = language.gains(path.text, line.text[max(0, start - 8) : start])
    last = path.text[-1:]
    is_guess = line.text[path.at - 1] == "?" and language.is_han(last) and line.gain(
        language.context_of(path.text[:-1]), last)[0] <= EXPECTED
    wanted = CLEARANCE_OF_A_GUESS if is_guess else CLEARANCE
    if _HALF_A_PAIR.search(line.text[start - 1 : start] + path.text + line.text[path.at : path.at + 1]):
        wanted = inf
    return Reading(Span(start, path.at), _in_style(path.text, line.text), margin, clearance,
                   sum(gains) / max(1, len(gains)), _worst(gains), why, wanted)


def _worst(gains: list[float]) -> float:
    """The lowest mean of a stretch of characters, that of all where they are fewer."""
    size = min(_STRETCH, len(gains))
    return min(sum(gains[at : at + size]) / size for at in range(len(gains) - size + 1)) if size else 0.0


def _differ_in_lost_digit(one: str, two: str) -> bool:
    """Whether two readings say the same but for a character that was lost, which one of them takes for a space."""
    return one != two and one.replace(LOST_DIGIT, "") == two.replace(LOST_DIGIT, "")


def _words_score(text: str, own: Words) -> float:
    """What the words of a reading tell: real Chinese has fewer than byte soup, and a page repeats its own."""
    import rjieba  # loads its dictionary, a tenth of a second that only damaged pages need

    simplified = language.folded(text)
    # only words that the dictionary has: guessing at others makes words of byte soup too
    words = sum(map(language.is_han, map(_first, rjieba.cut(simplified, hmm=False))))
    return WORD_COST * words + OWN_PAIR * sum(map(own.pairs.__contains__, map(add, simplified, simplified[1:])))


def _in_style(text: str, line: str) -> str:
    """Marks in the width that the line uses."""
    if not re.search("[，；：！？]", line) and re.search(r"[\u4e00-\u9fff][,;:!?]", line):
        return text.translate({ord(full): chr(half) for half, full in FULL_WIDTH.items()})
    return text


_first = itemgetter(0)
