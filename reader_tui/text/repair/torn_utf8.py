"""UTF-8 that was read as GBK and lost bytes on the way: 河水涨到了桥面 as 娌虫按娑ㄥ埌浜嗘ˉ闈?.

Two bytes that make no character of GBK, and the last one of an odd number, are shown as ``?`` or not at all. What is
left of a character of three bytes says which few it can have been, and the language model which of them it was.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, pairwise, takewhile

from reader_tui.text.fold import fold_script
from reader_tui.text.repair import language
from reader_tui.text.repair.gbk import characters, encode
from reader_tui.text.repair.language import Candidates

LOST = "□"
"""Stands for a character of which too little is left."""
_CLEARANCES = {1: 3.0, 2: 5.0}
"""How much more likely (log probability) the best candidate must be than the next, by how many bytes are lost."""
_MOST_TORN = 0.4
"""Share of the characters of a run that may be torn."""
_MARKS = "，。、；：！？“”‘’（）《》—…「」『』【】　"
_LEAD, _TRAIL = r"[\xe2-\xe9\xef]", r"[\x80-\xbf]"
_LEFT = re.compile(rf"""
    [\x00-\x3e\x40-\x7f]
  | {_LEAD}{_TRAIL}{_TRAIL}
  | {_LEAD}{_TRAIL}\?(?!{_TRAIL}(?!{_TRAIL}))
  | (?<={_LEAD}{_TRAIL}\?){_TRAIL}{_TRAIL}(?!{_TRAIL})   # one gap took the end of a character and the beginning of this
  | {_LEAD}\?(?:\?|{_TRAIL})?+(?!{_TRAIL})
  | {_LEAD}{_TRAIL}?+(?!\?|{_TRAIL})                     # nothing shows the gap
  | \?{_TRAIL}{{0,2}}+(?!{_TRAIL})
""".encode(), re.VERBOSE)
"""What is left of a character, one of ASCII or of three bytes; ``?`` is a gap, of one byte or two."""
_COMPARED = 16
"""How many candidates are compared by what stands behind them."""
_AHEAD = 2
"""How many characters behind one tell how well it stands before them."""


def mend(run: str) -> str:
    """What a run of such text said, `LOST` for what cannot be told; empty where it is no such text.

    >>> mend("娌虫按娑ㄥ埌浜嗘ˉ闈?")
    '河水涨到了桥面'
    >>> mend("杩欓噷鐨勫啲澶╁張闀垮張鍐凤紝浠栨妸閽ュ寵鏀惧湪妗屼笂杞?韬?璧颁簡")
    '这里的冬天又长又冷，他把钥匙放在桌上□身走了'
    """
    read = [encode(character) for character in run.replace("\ufffd", "?")]
    torn = _LEFT.findall(b"".join(read))
    if not all(read) or sum(map(len, torn)) < sum(map(len, read)):
        return ""
    known = [_known(one, before) for before, one in pairwise([b"", *torn])]
    if known.count("") > _MOST_TORN * len(known):
        return ""
    whole = "".join(known)
    is_simplified = fold_script(whole) == whole
    known.append("\n")
    said = ""
    for at, one in enumerate(torn):
        ahead = "".join(takewhile(bool, known[at + 1 : at + 1 + _AHEAD]))
        said += known[at] or _likeliest(_candidates(one, is_simplified=is_simplified), 3 - len(one.replace(b"?", b"")), said, ahead)
    return said


def _known(left: bytes, before: bytes) -> str:
    """The character, empty where not all of it is left; a ``?`` is the text's own, but not behind another."""
    if left == b"?" != before[-1:]:
        return "?"
    return "" if b"?" in left else left.decode(errors="ignore")


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
def _candidates(left: bytes, *, is_simplified: bool) -> Candidates:
    """The characters whose bytes are the ones left; none where nothing is."""
    if left == b"?":
        return Candidates.of(())
    if left[0] < 0xC0:
        rows = [left.rjust(3, b"?")]
    elif len(left) == 2 and left[1] >= 0x80:
        rows = [left + b"?", b"?".join((left[:1], left[1:]))]
    else:
        rows = [left.ljust(3, b"?")]
    found = "".join(one.decode() for one in re.findall(b"|".join(rows).replace(b"?", b"."), _all()))
    kept = (one for one, known in zip(found, language.folded(found), strict=True) if one == known or not is_simplified)
    return Candidates.of(language.model().ranked(kept))


@cache
def _all() -> bytes:
    """Chinese characters and marks in UTF-8, apart from each other."""
    return "\n".join(chain(filter(language.is_han, characters().values()), _MARKS)).encode()
