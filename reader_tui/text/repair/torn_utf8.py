"""UTF-8 that was read as GBK and lost bytes on the way: 河水涨到了桥面 as 娌虫按娑ㄥ埌浜嗘ˉ闈?.

Two bytes that make no character of GBK, and the last one of an odd number, are shown as ``?`` or not at all. What is
left of a character of three bytes says which few it can have been, and the language model which of them it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, takewhile

from reader_tui.text.fold import fold_script
from reader_tui.text.repair import language
from reader_tui.text.repair.gbk import characters, encode
from reader_tui.text.repair.language import Candidates

LOST = "□"
"""Stands for a character of which too little is left."""
_CLEARANCES = (3.0, 3.0, 5.0)
"""How much more likely (log probability) the best candidate must be than the next, by how many bytes are lost."""
_MOST_TORN = 0.4
"""Share of the characters of a run that may be torn."""
_MARKS = "，。、；：！？“”‘’（）《》—…「」『』【】　"
_GAP = -1
_LEADS = (*range(0xE2, 0xEA), 0xEF)
_TRAILS = range(0x80, 0xC0)
_COMPARED = 16
"""How many candidates are compared by what stands behind them."""
_AHEAD = 2
"""How many characters behind one tell how well it stands before them."""

Torn = tuple[int, ...]
"""The bytes of a character, one of ASCII or three, `_GAP` for each that is lost; two where nothing shows which is."""


def mend(run: str) -> str:
    """What a run of such text said, `LOST` for what cannot be told; empty where it is no such text.

    >>> mend("娌虫按娑ㄥ埌浜嗘ˉ闈?")
    '河水涨到了桥面'
    >>> mend("杩欓噷鐨勫啲澶╁張闀垮張鍐凤紝浠栨妸閽ュ寵鏀惧湪妗屼笂杞?韬?璧颁簡")
    '这里的冬天又长又冷，他把钥匙放在桌上□身走了'
    """
    try:
        torn = list(_characters_of(list(_bytes_of(run))))
    except ValueError:
        return ""
    known = [_known(one) for one in torn]
    if known.count("") > _MOST_TORN * len(known):
        return ""
    whole = "".join(known)
    is_simplified = fold_script(whole) == whole
    known.append("\n")
    said = ""
    for at, one in enumerate(torn):
        ahead = "".join(takewhile(bool, known[at + 1 : at + 1 + _AHEAD]))
        said += known[at] or _likeliest(_candidates(one, is_simplified=is_simplified), one.count(_GAP), said, ahead)
    return said


def _known(torn: Torn) -> str:
    """The character, empty where not all of it is left."""
    return "" if _GAP in torn or len(torn) == 2 else bytes(torn).decode("utf-8", "replace")


def _bytes_of(run: str) -> Iterator[int]:
    """The bytes that were read, `_GAP` where the run shows that some were not; ValueError for what GBK does not have."""
    for character in run:
        raw = encode(character)
        if character in "?\ufffd":
            yield _GAP
        elif raw:
            yield from raw
        else:
            raise ValueError(character)


def _characters_of(read: list[int]) -> Iterator[Torn]:
    """The bytes as characters of three; ValueError where they cannot be any."""
    at = 0
    while at < len(read):
        if 0 <= read[at] < 0x80:
            yield (read[at],)
            at += 1
            continue
        before = _row(read, at, lead=True)
        at += len(before)
        if len(before) == 3:
            yield before[0], before[1], before[2]
            continue
        if len(before) == 1 and read[at : at + 2] == [_GAP, _GAP]:  # each of two bytes shown as lost
            yield before[0], _GAP, _GAP
            at += 2
            continue
        is_gap = at < len(read) and read[at] == _GAP
        at += is_gap
        after = _row(read, at, lead=False) if is_gap or not before else []
        at += len(after)
        if not is_gap and not before:
            raise ValueError("no beginning")
        if len(before) + len(after) == 3 or len(after) > 2:  # the gap would be of more bytes than a pair
            raise ValueError("too much lost")
        if not before and not after:  # a question mark that the text itself has, but behind another gap
            yield (_GAP, _GAP, _GAP) if at > 1 and read[at - 2] == _GAP else (ord("?"),)
        if len(before) == 1 == len(after):
            yield before[0], _GAP, after[0]
            continue
        if len(before) == 2:
            yield (*before, _GAP) if is_gap else tuple(before)
        elif before:
            yield before[0], _GAP, _GAP
        if after:
            yield _GAP, after[-2] if len(after) == 2 else _GAP, after[-1]


def _row(read: list[int], at: int, *, lead: bool) -> list[int]:
    """The bytes from an offset that belong to one character, from its first one on or from a later one."""
    found: list[int] = []
    if lead and at < len(read) and read[at] in _LEADS:
        found.append(read[at])
    elif lead:
        return found
    while at + len(found) < len(read) and read[at + len(found)] in _TRAILS and len(found) < 3:
        found.append(read[at + len(found)])
    return found


def _likeliest(candidates: Candidates, lost: int, before: str, after: str) -> str:
    """Which of the candidates for a character that lost so many bytes the text around tells, `LOST` where it does not."""
    context = language.context_of(before)
    told = []
    for _, one, _ in language.model().likeliest(context, candidates, _COMPARED):
        total, now = language.advance(context, one)
        for following in after:
            gain, now = language.advance(now, following)
            total += gain
        told.append((total, one))
    told.sort(reverse=True)
    is_clear = told and (len(told) == 1 or told[0][0] - told[1][0] >= _CLEARANCES[lost])
    return told[0][1] if is_clear else LOST


@cache
def _candidates(torn: Torn, *, is_simplified: bool) -> Candidates:
    """The characters whose bytes are the ones left; none where nothing is."""
    if set(torn) == {_GAP}:
        return Candidates.of(())
    rows = [torn] if len(torn) == 3 else [(*torn, _GAP), (torn[0], _GAP, torn[1])]
    patterns = (b"".join(b"[\x80-\xff]" if byte == _GAP else re.escape(bytes((byte,))) for byte in row) for row in rows)
    found = "".join(one.decode() for one in re.findall(b"|".join(patterns), _all()))
    kept = (one for one, known in zip(found, language.folded(found), strict=True) if one == known or not is_simplified)
    return Candidates.of(language.model().ranked(kept))


@cache
def _all() -> bytes:
    """Chinese characters and marks in UTF-8, apart from each other."""
    return "\n".join(chain(filter(language.is_han, characters().values()), _MARKS)).encode()
