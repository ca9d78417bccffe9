"""Text that was read in the wrong encoding: ä¸­æ–‡ or 涓枃 for 中文."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.language import is_han, mean_score
from reader_tui.text.repair.source_code import is_meant
from reader_tui.text.repair.torn_utf8 import LOST, mend
from reader_tui.text.signs import UTF8_AS_GBK

# What bytes 80..FF show as in Latin-1 and Windows-1252; a Chinese character takes three, the first of them E3..E9.
_SHOWN = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
_RUN = re.compile(rf"[\u00e3-\u00e9\u00ef][{_SHOWN}](?:[{_SHOWN}]|[ -~](?=[{_SHOWN}]))*")
_MARKS = re.compile("(?:\u00e2\u20ac[\u0080-\u009f\u2122\u0153\u02dc\u201c\u201d\u00a6\u00a2]|\u00c2[\u00a0-\u00bf])+")
"""Curly quotes, dashes, dots and Latin-1 signs, each of which is two or three characters then."""
_LATIN_1 = re.compile("(?:[\u00b0-\u00f7][\u00a1-\u00fe]|[\u00a1-\u00a3][\u00a1-\u00fe]){3,}")
"""Characters of GB 2312, and its punctuation, by the pairs of Latin-1 characters that their bytes show as."""
_SIGN_OF_GBK = re.compile(f"[{UTF8_AS_GBK}]")
_LINE = re.compile(r"[^\x00-\x7f](?:.*[^\x00-\x7f])?\?{0,2}")
_NO_ASCII = re.compile(r"[^\x00-\x7f]+(?:\?[^\x00-\x7f]*)*")
_FEWEST = 2
"""Chinese characters that a run must yield: one may be chance."""
_FEWEST_TORN = 4
"""The same where bytes were lost."""
_GAIN = 3.0
"""Log probability a character by which a reading must beat what is shown."""
_LEAST = -9.5
"""Log probability a character that Chinese must have."""

Run = tuple[re.Match[str], str]
"""A run that may be mojibake and what it said, empty where it is none."""


def fix_mojibake(text: str, evidence: Evidence) -> list[Edit]:
    """Decode runs of mojibake again; where it is spoken of, or quoted as code, it stays.

    >>> [(edit.old, edit.new) for edit in fix_mojibake("他说ä¸\xadæ–‡很好", Evidence())]
    [('ä¸\\xadæ–‡', '中文')]
    >>> [edit.new for edit in fix_mojibake("ÎÒÃÇ½ñÌìÈ¥ 鎴戜滑鍘荤湅娴凤紝", Evidence())]
    ['我们今天去', '我们去看海，']
    >>> fix_mojibake("Café Müller, naïve façade", Evidence())
    []
    """
    edits = []
    for fixed_runs, why in _KINDS:
        for found, fixed in fixed_runs(text):
            if fixed and not is_meant(text, found.start()):
                lost = f"; {LOST} stands for what was lost" if LOST in fixed else ""
                edits.append(Edit(Span(found.start(), found.end()), found[0], fixed, "mojibake", 0.95 if lost else 0.98, why + lost))
    return sorted(edits, key=lambda edit: edit.span)


def _runs(pattern: re.Pattern[str], decode: Callable[[str], str], text: str) -> Iterator[Run]:
    return ((found, decode(found[0])) for found in pattern.finditer(text))


def _runs_from_gbk(text: str) -> Iterator[Run]:
    """Runs that hold a sign of UTF-8 read as GBK: as much of a line as can be, or what is between its ASCII."""
    if not _SIGN_OF_GBK.search(text):
        return
    for line in _LINE.finditer(text):
        if not _SIGN_OF_GBK.search(line[0]):
            continue
        fixed = _from_gbk(line[0])
        if fixed:
            yield line, fixed
        else:
            yield from ((found, _from_gbk(found[0])) for found in _NO_ASCII.finditer(text, line.start(), line.end())
                        if _SIGN_OF_GBK.search(found[0]))


def _from_windows(run: str) -> str:
    fixed = _fixed(run)
    is_chinese = sum(map(is_han, fixed)) >= _FEWEST and not _RUN.search(fixed) and len(fixed) < len(run)
    return fixed if is_chinese else ""


def _marks_from_windows(run: str) -> str:
    fixed = _fixed(run)
    return fixed if 2 * len(fixed) <= len(run) else ""


def _fixed(run: str) -> str:
    import ftfy  # a tenth of a second that only mojibake needs

    return ftfy.fix_encoding(run, ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False,
        normalization=None, explain=False))


def _from_latin_1(run: str) -> str:
    fixed = _decoded(run, "latin-1", "gb2312")
    han = "".join(filter(is_han, fixed))
    is_chinese = 2 * len(han) > len(fixed) and len(set(han)) > _FEWEST and mean_score(han) > _LEAST
    return fixed if is_chinese else ""


def _from_gbk(run: str) -> str:
    fixed = _decoded(run, "gbk", "utf-8")
    fewest = _FEWEST if fixed else _FEWEST_TORN
    fixed = fixed or mend(run)
    han = "".join(filter(is_han, fixed))
    if len(han) < fewest or mean_score(han) < max(_LEAST, mean_score("".join(filter(is_han, run))) + _GAIN):
        return ""
    return fixed


def _decoded(run: str, read_as: str, written_in: str) -> str:
    try:
        return run.encode(read_as).decode(written_in)
    except UnicodeError:
        return ""


_KINDS: tuple[tuple[Callable[[str], Iterator[Run]], str], ...] = (
    (partial(_runs, _RUN, _from_windows), "UTF-8 bytes were read as a Western encoding"),
    (partial(_runs, _MARKS, _marks_from_windows), "UTF-8 bytes were read as a Western encoding"),
    (partial(_runs, _LATIN_1, _from_latin_1), "GBK bytes were read as a Western encoding"),
    (_runs_from_gbk, "UTF-8 bytes were read as GBK"),
)
