"""Undoing the byte shift: pinyin put in, or marks cut out, in the middle of two characters.

The damage is described by what it did to the bytes: `Anchor` finds where it may have begun, the lattice reads
on from there, and a reading is taken only where it is far more likely than what the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Edit, Span, paragraph_spans
from reader_tui.text.repair import language
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.gbk import LEADS, characters_with_lead, decode, encode
from reader_tui.text.repair.lattice import FULL_WIDTH, IN_STEP, INJECTION, LENGTH_BONUS, Decoder, Path
from reader_tui.text.repair.readings import SYLLABLE, characters_read, normalise, reads

MARGIN = 7.0
"""How much more likely (log probability) a reading must be than the page itself."""
SOUP = -11.0
"""Mean log probability of a Chinese character below which a stretch is bytes out of step, whatever the page."""
WORST_CHARACTER = -9.5
"""Mean log probability a character below which a reading is byte soup too."""
_OTHER_LEAD = -3.0
"""What it costs that a cut took another lead byte than that of a mark."""
_QUESTION = -7.0
_DOUBLED = -5.0
_CONTEXT = 6
_WORD = -2.0

_ANCHOR = re.compile(rf"\?(?P<pinyin>{SYLLABLE})\)|\?(?P<mark>[，。、；：！？,;:!?])")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run most likely said, and how much more likely that is than what the page shows."""

    span: Span
    text: str
    margin: float
    mean: float
    """Mean log probability a character of the reading."""
    why: str


@lru_cache(maxsize=4)
def shifted_runs(text: str, evidence: Evidence) -> tuple[tuple[Reading, bool], ...]:
    """Every place that may be a shifted run, with whether its reading is sure enough to be taken.

    Kept for the last few texts, for both the edits and the suspicions come from here.
    """
    return tuple(_shifted_runs(text, evidence))


def _shifted_runs(text: str, evidence: Evidence) -> Iterator[tuple[Reading, bool]]:
    for line in paragraph_spans(text):
        if "?" not in text[line.start : line.end]:
            continue
        shown = line.of(text)
        at = 0
        while (anchor := _ANCHOR.search(shown, at)) is not None:
            reading = _read(shown, anchor, evidence)
            at = anchor.start() + 1
            if reading is None:
                continue
            sure = reading.margin >= MARGIN and reading.mean >= WORST_CHARACTER
            sure = sure and (evidence.is_damaged or _is_soup(reading.span.of(shown)))
            if sure:
                at = max(at, reading.span.end)
            if sure or reading.margin > 0:
                yield Reading(reading.span.shift(line.start), reading.text, reading.margin, reading.mean,
                              reading.why), sure


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
            confidence = min(0.999, 0.9 + reading.margin / 400)
            edits.append(Edit(reading.span, reading.span.of(text), reading.text, "byte-shift", confidence, reading.why))
    return edits


def _read(line: str, anchor: re.Match[str], evidence: Evidence) -> Reading | None:
    """The best reading of the run at an anchor, None where there is none."""
    before = line[anchor.start() - 1] if anchor.start() else ""
    start = anchor.start() - len(before)
    decoder = Decoder(line, evidence.bonus)
    if anchor["pinyin"]:
        pinyin = normalise(anchor["pinyin"])
        starts = list(_after_pinyin(decoder, before, start, pinyin, anchor.end()))
        done = list(_whole_character(decoder, before, start, pinyin, anchor.end()))
        why = f"pinyin “{pinyin}” was put in between two bytes"
    else:
        starts = list(_after_cut(decoder, before, start, anchor["mark"], anchor.end()))
        done = []
        why = f"the text was cut at “{anchor['mark'].translate(FULL_WIDTH)}” between two bytes"
    skip = len(before)
    best = _best(line, anchor.start(), skip, [*done, *decoder.closed(starts)])
    if best is None:
        return None
    return Reading(best.span, _in_style(best.text, line), best.margin, best.mean, why)


def _after_pinyin(decoder: Decoder, before: str, start: int, pinyin: str, at: int) -> Iterator[Path]:
    """Pinyin after a character whose first byte is the last byte of the one before: its second byte is lost."""
    raw = encode(before) if before else b""
    if len(raw) != 2:
        return
    for trail, found in characters_with_lead(raw[1]) if raw[1] >= 0x81 else ():
        if reads(found, pinyin) and trail >= 0x81:
            yield Path(at, trail, before, 0.0, start)


def _whole_character(decoder: Decoder, before: str, start: int, pinyin: str, at: int) -> Iterator[Path]:
    """The character that the pinyin follows was lost itself, in a second pass over the page."""
    for found in characters_read(pinyin):
        if fold_script(found) != found:
            yield decoder.emit(Path(at, IN_STEP, before, 0.0, start), found, at, IN_STEP, -5.0)


def _after_cut(decoder: Decoder, before: str, start: int, mark: str, at: int) -> Iterator[Path]:
    """A mark cut out of the last byte of one character and the first of the next; the byte before is lost."""
    first, second = encode(mark.translate(FULL_WIDTH))
    for lead in LEADS:
        found = decode(lead, first)
        if found:
            path = Path(at, IN_STEP, before, 0.0, start)
            yield decoder.emit(path, found, at, second, 0.0 if lead == 0xA1 else _OTHER_LEAD)


def _best(line: str, start: int, skip: int, closed: list[Path]) -> Reading | None:
    """The likeliest reading, each judged with what follows it on the page up to the same place."""
    if not closed:
        return None
    end = min(len(line), max(path.at for path in closed) + _CONTEXT)
    shown = _page_score(line, start, end) + _words_score(INJECTION.sub("", line[start - skip : end]))
    best: tuple[float, Path] | None = None
    for path in closed:
        total = path.score + _page_score(line, path.at, end, path.text[-1:])
        total += _words_score(path.text + INJECTION.sub("", line[path.at : end]))
        if best is None or total > best[0]:
            best = (total, path)
    assert best is not None
    total, path = best
    text = path.text[skip:]
    mean = language.score(text, path.text[:skip]) / max(1, len(text))
    return Reading(Span(start, path.at), text, total - shown, mean, "")


def _page_score(line: str, start: int, end: int, before: str = "") -> float:
    """Log probability of the page as it stands, question marks and doubled marks being rare in good text."""
    part = INJECTION.sub("", line[start:end])  # plain injections are undone by another rule
    total = language.score(part, before or line[start - 1 : start]) + LENGTH_BONUS * len(part)
    for i, character in enumerate(part):
        if character == "?":
            after = part[i + 1 : i + 2]
            total += _QUESTION if after and after not in "”」』)\"' " else _QUESTION / 2
            total += _DOUBLED if after in tuple("，。、；：！？,;:!?") and after else 0.0
    return total


def _is_soup(run: str) -> bool:
    """Whether the Chinese of a run makes no sense as it stands, so that no other sign of damage is needed."""
    han = "".join(character for character in run if language.is_han(character))
    return len(han) >= 2 and language.score(han) / len(han) < SOUP


def _words_score(text: str) -> float:
    """What it costs that a text falls into many words: real Chinese has fewer than byte soup."""
    import rjieba  # loads its dictionary, a fifth of a second that only damaged pages need

    return _WORD * sum(1 for word in rjieba.cut(fold_script(text)) if language.is_han(word[0]))


def _in_style(text: str, line: str) -> str:
    """Marks in the width that the line uses."""
    if not re.search("[，；：！？]", line) and re.search(r"[\u4e00-\u9fff][,;:!?]", line):
        return text.translate({ord(full): chr(half) for half, full in FULL_WIDTH.items()})
    return text
