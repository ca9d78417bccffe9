"""Undoing the byte shift: pinyin put in, or marks cut out, in the middle of two characters.

The damage is described by what it did to the bytes: `Anchor` finds where it may have begun, the lattice reads
on from there, and a reading is taken only where it is far more likely than what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Edit, Span, paragraph_spans
from reader_tui.text.repair import guesses, language
from reader_tui.text.repair.beam import Path
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.gbk import characters_with_lead, decode, encode
from reader_tui.text.repair.guesses import IN_STEP
from reader_tui.text.repair.lattice import Decoder, begin
from reader_tui.text.repair.moves import LOST_DIGIT
from reader_tui.text.repair.page_line import FULL_WIDTH, PageLine
from reader_tui.text.repair.readings import SYLLABLE, characters_read, normalise, reads
from reader_tui.text.repair.words import Words

MARGIN = 7.0
"""How much more likely (log probability) a reading must be than the page itself."""
SURE_MARGIN = 25.0
"""Readings this much more likely may hold rare words."""
_IN_SIGHT = 8.0
"""Readings that much less likely than the best need not be compared."""
_CONTEXT = 6
WORD_COST = -1.5
"""Log probability that each word costs beyond its characters."""
OWN_PAIR = 1.5
"""What each pair of characters gains that stands elsewhere on the page."""
CLEARANCE = 2.5
"""How much more likely it must be than any other reading."""
CLEARANCE_OF_A_GUESS = 4.0
"""The same where the first or last character is guessed from one of its bytes alone."""
CLEARANCE_OF_A_CLAUSE = 5.5
"""The same where a cut character ends a clause: the next likes to begin with 而 or 但, short words that leave no trace."""
SOUP = -9.5
"""Mean log probability of a Chinese character below which a stretch is bytes out of step, whatever the page."""
WORST_CHARACTER = -8.5
"""Mean log probability a character below which a reading is byte soup too."""
WORST_STRETCH = -11.5
"""The same of any three characters of it in a row: a reading may be sound but for a part."""
_STRETCH = 3
_EXPECTED = -4.0
"""Log probability of a guessed character that the text before it makes likely."""
_OTHER_LEAD = -3.0
"""What it costs that a cut took another lead byte than that of a mark."""
_LOST_CHARACTER = -3.0
"""What it costs that a second pass took a character whole."""
_MOST_FAILURES = 12
"""Places of one paragraph in a row that could not be read before the rest is taken for something else."""
_NOT_LOST = r"(?<!\?\?\?)(?!\?{4})"
"""Rows of question marks are no lone bytes: there the text itself is lost."""
_ANCHOR = re.compile(rf"{_NOT_LOST}\?(?:(?P<pinyin>{SYLLABLE})\)|(?P<mark>[，。、；：！？,;:!?]))")
_SILENT_ANCHOR = re.compile(rf"{_NOT_LOST}(?:[?(](?P<pinyin>{SYLLABLE})\)|\??(?P<mark>[，。、；：！？,;:!?]))")
SOUP_AHEAD = -10.0


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
    def is_likely(self) -> bool:
        """Whether the reading is far better than the page and than every other reading."""
        return self.margin >= MARGIN and self.clearance >= self.clearance_wanted and self.worst >= WORST_STRETCH and (
            self.mean >= WORST_CHARACTER or self.margin >= SURE_MARGIN)


@lru_cache(maxsize=4)
def shifted_runs(text: str, evidence: Evidence) -> tuple[tuple[Reading, bool], ...]:
    """Every place that may be a shifted run, with whether its reading is sure enough to be taken.

    Kept for the last few texts, for both the edits and the suspicions come from here.
    """
    return tuple(_shifted_runs(text, evidence))


def _shifted_runs(text: str, evidence: Evidence) -> Iterator[tuple[Reading, bool]]:
    for span in paragraph_spans(text):
        if text.find("?", span.start, span.end) < 0 and not evidence.loses_bytes:
            continue
        line: PageLine | None = None
        at = failures = 0
        shown = span.of(text)
        anchors = _SILENT_ANCHOR if evidence.loses_bytes else _ANCHOR
        while failures < _MOST_FAILURES and (anchor := anchors.search(shown, at)) is not None:
            line = line or PageLine(shown, evidence.words, evidence.is_traditional)
            at = anchor.start() + 1
            reading = _read(line, anchor) if anchor[0].startswith("?") or _is_odd(line, anchor) else None
            if reading is None:
                continue
            failures += 1
            sure = reading.is_likely and (evidence.is_damaged or _is_soup(reading.span.of(shown)))
            if sure:
                failures = 0
                at = max(at, reading.span.end)
                line.take(reading.span.end, reading.text)
            if sure or reading.margin > 0:
                yield replace(reading, span=reading.span.shift(span.start)), sure


def _is_odd(line: PageLine, anchor: re.Match[str]) -> bool:
    """Whether a lone byte may have been dropped here without a question mark.

    Then the pinyin does not belong to the character before it, or what follows the mark is byte soup.
    """
    if anchor["pinyin"]:
        return not reads(line.before(anchor.start()) or "?", normalise(anchor["pinyin"]))
    end = anchor.end()
    return _is_soup(line.text[end : end + 3], SOUP_AHEAD)


def undo_shift(text: str, evidence: Evidence) -> list[Edit]:
    """Edits for the runs whose reading is sure.

    >>> from reader_tui.text.repair.evidence import gather_evidence
    >>> page = "發(fā)展與經(jīng)濟。零和博弈??糠怄i別人來維持。"
    >>> [(e.old, e.new) for e in undo_shift(page, gather_evidence(page))]
    [('??糠怄i', '。靠封鎖')]
    """
    edits = []
    for reading, sure in shifted_runs(text, evidence):
        if sure:
            confidence = min(0.999, 0.9 + min(reading.margin, 4 * reading.clearance) / 400)
            edits.append(Edit(reading.span, reading.span.of(text), reading.text, "byte-shift", confidence, reading.why))
    return edits


def _read(line: PageLine, anchor: re.Match[str]) -> Reading | None:
    """The best reading of the run at an anchor, None where there is none."""
    start = anchor.start()
    decoder = Decoder(line, start)
    done: list[tuple[float, Path]] = []
    if anchor["pinyin"]:
        pinyin = normalise(anchor["pinyin"])
        starts = list(_after_pinyin(line, start, pinyin, anchor.end()))
        done = [decoder.compared(path) for path in _whole_character(decoder, line, start, pinyin, anchor.end())]
        why = f"the pinyin “{pinyin}” was put in between the two bytes of a character"
    else:
        mark = anchor["mark"].translate(FULL_WIDTH)
        starts = list(_after_cut(decoder, line, start, mark, anchor.end()))
        why = f"the text was cut where the bytes of “{mark}” lie across two characters"
    best = _best(line, start, [*done, *decoder.closed(starts)], why)
    if best is None or anchor["pinyin"] or best.text[:1] == decode(0xA1, encode(mark)[0]):
        return best
    if best.text[1:2] in ("，", ","):
        return replace(best, clearance_wanted=CLEARANCE_OF_A_CLAUSE)
    is_expected = line.gain(line.context_before(start), best.text[:1])[0] > _EXPECTED
    if is_expected or fold_script(best.text[:2]) in line.words.pairs:
        return best
    return replace(best, clearance_wanted=CLEARANCE_OF_A_GUESS)


def _after_pinyin(line: PageLine, start: int, pinyin: str, at: int) -> Iterator[Path]:
    """Pinyin after a character whose first byte is the last byte of the one before: its second byte is lost."""
    raw = encode(before) if (before := line.before(start)) else b""
    if len(raw) != 2 or raw[1] < 0x81:
        return
    for trail, found in characters_with_lead(raw[1]):
        if trail >= 0x81 and reads(found, pinyin):
            yield begin(line, start, at, trail)


def _whole_character(decoder: Decoder, line: PageLine, start: int, pinyin: str, at: int) -> Iterator[Path]:
    """The character that the pinyin follows was lost itself, in a second pass over the page."""
    for found in characters_read(pinyin):
        if language.class_of(found) != found:
            yield decoder.moves.emit(begin(line, start, at, IN_STEP), found, at, IN_STEP, _LOST_CHARACTER)


def _after_cut(decoder: Decoder, line: PageLine, start: int, mark: str, at: int) -> Iterator[Path]:
    """A mark cut out of the last byte of one character and the first of the next; the byte before is lost."""
    first, second = encode(mark)
    path = begin(line, start, at, IN_STEP)
    mark_before = decode(0xA1, first).strip()  # not the ideographic space
    candidates = dict.fromkeys((*mark_before, *guesses.with_lost_lead(path.context, first)))
    for found in candidates:
        yield decoder.moves.emit(path, found, at, second, 0.0 if found == mark_before else _OTHER_LEAD)


def _best(line: PageLine, start: int, closed: list[tuple[float, Path]], why: str) -> Reading | None:
    """The likeliest reading, and how far the next one is behind it."""
    if not closed:
        return None
    least = max(margin for margin, _ in closed) - _IN_SIGHT
    near = [(margin, path) for margin, path in closed if margin >= least]
    end = max(path.at for _, path in near)
    said: dict[str, tuple[float, Path]] = {}
    for margin, path in near:
        whole = path.text + line.plain(path.at, end)
        if whole not in said or margin > said[whole][0]:
            said[whole] = margin, path
    before, after = line.plain(max(0, start - _CONTEXT), start), line.text[end : end + _CONTEXT]
    judged = sorted(((margin + _words_score(before + whole + after, line.words), margin, path)
                     for whole, (margin, path) in said.items()), key=lambda entry: -entry[0])
    total, margin, path = judged[0]
    others = [entry[0] for entry in judged[1:] if not _differ_in_lost_digit(entry[2].text, path.text)]
    clearance = total - others[0] if others else _IN_SIGHT
    rivals = {alike.rival_text: alike.rival[0] for _, alike in near if alike.rival and alike.text == path.text}
    for text, behind in rivals.items():
        merged = margin - behind + _words_score(before + text + line.plain(path.at, end) + after, line.words)
        clearance = min(clearance, total - merged)
    gains = language.gains(path.text, line.text[max(0, start - 8) : start])
    last = path.text[-1:]
    is_guess = line.text[path.at - 1] == "?" and language.is_han(last) and line.gain(
        language.context_of(path.text[:-1]), last)[0] <= _EXPECTED
    wanted = CLEARANCE_OF_A_GUESS if is_guess else CLEARANCE
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

    folded = fold_script(text)
    words = sum(1 for word in rjieba.cut(folded) if language.is_han(word[0]))
    return WORD_COST * words + OWN_PAIR * sum(first + second in own.pairs for first, second in pairwise(folded))


def _is_soup(run: str, least: float = SOUP) -> bool:
    """Whether the Chinese of a run makes no sense as it stands, so that no other sign of damage is needed."""
    han = "".join(filter(language.is_han, run))
    return len(han) >= 2 and language.mean_score(han) < least


def _in_style(text: str, line: str) -> str:
    """Marks in the width that the line uses."""
    if not re.search("[，；：！？]", line) and re.search(r"[\u4e00-\u9fff][,;:!?]", line):
        return text.translate({ord(full): chr(half) for half, full in FULL_WIDTH.items()})
    return text
