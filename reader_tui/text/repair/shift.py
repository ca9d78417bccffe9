"""Undoing the byte shift: pinyin put in, or marks cut out, in the middle of two characters.

The damage is described by what it did to the bytes: anchors tell where it may have begun, the lattice reads
on from there, and a reading is taken only where it is far more likely than what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from reader_tui.text.model import Edit, paragraph_spans
from reader_tui.text.repair import guesses, language
from reader_tui.text.repair.beam import Path
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.gbk import characters_with_lead, encode
from reader_tui.text.repair.guesses import IN_STEP
from reader_tui.text.repair.judging import CLEARANCE_OF_A_CLAUSE, CLEARANCE_OF_A_GUESS, EXPECTED, Reading, best_reading
from reader_tui.text.repair.lattice import Decoder, begin
from reader_tui.text.repair.page_line import FULL_WIDTH, PageLine
from reader_tui.text.repair.readings import SYLLABLE, characters_read, normalise, reads

SOUP = -9.5
"""Mean log probability of a Chinese character below which a stretch is bytes out of step, whatever the page."""
_OTHER_LEAD = -2.5
"""What it costs that a cut took another lead byte than that of a mark."""
_MARKS_BEFORE = {0xA1: "！", 0xA3: "。"}
"""By the first byte of a mark that was cut out, the mark that ends with it."""
_LOST_CHARACTER = -3.0
"""What it costs that a second pass took a character whole."""
_MOST_FAILURES = 12
"""Readings of one paragraph in a row that are not sure before the rest is taken for something else."""
_NOT_LOST = r"(?<!\?\?\?)(?!\?{4})"
"""Rows of question marks are no lone bytes: there the text itself is lost."""
_ANCHOR = re.compile(rf"{_NOT_LOST}\?(?:(?P<pinyin>{SYLLABLE})\)|(?P<mark>[，。、；：！？,;:!?]))")
_SILENT_ANCHOR = re.compile(rf"{_NOT_LOST}(?:[?(](?P<pinyin>{SYLLABLE})\)|\??(?P<mark>[，。、；：！？,;:!?]))")
SOUP_AHEAD = -10.0
_SAMPLE, _SHORTEST_LOST = 120, 400
"""Code points that tell whether a text is soup throughout, and how many it must have to be called that."""
_SHIFT_ENDS = re.compile(r"[\u3400-\u9fff]{1,3}[@-~][\u3400-\u9fff]")
"""A trail byte below 0x80, left alone in the middle of Chinese text by a shift that ends."""
_CUT_IN_CHINESE = re.compile(r"[\u3400-\u9fff\d）》」”]\?[，。、；：！？]")
_TELLING, _TELLING_ALONE = 28.0, 36.0
"""Margins that two readings, or one, must have to tell of damage: 是誰?！ typed by a person is read with up to 25."""


@lru_cache(maxsize=4)
def shifted_runs(text: str, evidence: Evidence) -> tuple[tuple[Reading, bool], ...]:
    """Every place that may be a shifted run, with whether its reading is sure enough to be taken.

    A page without pinyin may give itself away by its cuts; one that is soup throughout is lost, and not guessed at.
    Kept for the last few texts, for both the edits and the suspicions come from here.
    """
    if (not evidence.loses_bytes and "?" not in text) or _is_lost(text):
        return ()
    if evidence.is_damaged or evidence.is_traditional is False:
        return tuple(_shifted_runs(text, evidence))
    runs, told = [], 0
    for run in _shifted_runs(text, evidence):
        runs.append(run)
        told += _tells_of_damage(text, run[0])
        if told > 1:
            return tuple(_shifted_runs(text, replace(evidence, is_damaged=True)))
    return tuple(runs)


def _is_lost(text: str) -> bool:
    """Whether a text makes no sense at its beginning, in its middle and at its end."""
    middle = len(text) // 2
    parts = text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]
    return len(text) > _SHORTEST_LOST and all(map(_is_soup, parts))


def _tells_of_damage(text: str, reading: Reading) -> int:
    """Whether a cut is so much likelier than what the page shows that it tells of damage: 2 if it does alone, 1 with another."""
    if not (reading.is_likely and reading.has_chinese and _CUT_IN_CHINESE.match(text, max(0, reading.span.start - 1))):
        return 0
    return (reading.margin >= _TELLING) + (reading.margin >= _TELLING_ALONE)


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

    Then the pinyin does not belong to the character before it, or what follows the mark is byte soup or looks as if
    a shift ended there.
    """
    if anchor["pinyin"]:
        return not reads(line.before(anchor.start()) or "?", normalise(anchor["pinyin"]))
    end = anchor.end()
    return _is_soup(line.text[end : end + 3], SOUP_AHEAD) or _SHIFT_ENDS.match(line.text, end) is not None


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
    best = best_reading(line, start, [*done, *decoder.closed(starts)], why)
    if best is None or anchor["pinyin"] or best.text[:1] == "。":
        return best
    is_clause = best.text[1:2] in ("，", ",")
    is_expected = line.gain(line.context_before(start), best.text[:1])[0] > EXPECTED
    if not is_clause and (is_expected or language.folded(best.text[:2]) in line.words.pairs):
        return best
    wanted = CLEARANCE_OF_A_CLAUSE if is_clause else CLEARANCE_OF_A_GUESS
    return replace(best, clearance_wanted=max(best.clearance_wanted, wanted))


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
    mark_before = _MARKS_BEFORE[first]
    candidates = dict.fromkeys((mark_before, *guesses.with_lost_lead(path.context, first, line.following(second, at))))
    for found in candidates:
        yield decoder.moves.emit(path, found, at, second, 0.0 if found == "。" else _OTHER_LEAD)


def _is_soup(run: str, least: float = SOUP) -> bool:
    """Whether the Chinese of a run makes no sense as it stands, so that no other sign of damage is needed."""
    han = "".join(filter(language.is_han, run))
    return len(han) >= 2 and language.mean_score(han) < least
