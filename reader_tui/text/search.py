"""Finding text as a reader means it: in either script and vocabulary, any width of letters, any quotation marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from reader_tui.text.fold import fold_script, forms_of
from reader_tui.text.model import Span

_WIDTHS = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_QUOTES = str.maketrans("“”„«»「」『』‘’‚、・‧•", "\"\"\"\"\"\"\"''''',···")

_VARIANTS = str.maketrans("著瞭藉馀甦揹菓甯衞衹祇粧敍枱沈覆伕鎗薰锺谘簷痺讬荳籐瑯彷隄钜",
                          "着了借余苏背果宁卫只只妆叙台沉复夫枪熏钟咨檐痹托豆藤琅仿堤巨")
"""Forms that one region writes for another's, where both are good Simplified or Traditional and so do not fold."""
_TABLE = _WIDTHS | _QUOTES | _VARIANTS


def fold_for_search(text: str, *, ignore_case: bool = True) -> str:
    """One form for what a reader takes as the same; one code point for one, so offsets stay.

    >>> fold_for_search("「ＡＩ」晶片，第１季")
    '"ai"晶片,第1季'
    """
    folded = fold_script(text).translate(_TABLE)
    if not ignore_case:
        return folded
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    # a few letters grow when they are lowered (İ): those are left as they are
    return "".join(low if len(low := character.lower()) == 1 else character for character in folded)


def heeds_case(query: str) -> bool:
    """Whether capitals in a query say that it means them."""
    return query != query.lower()


@lru_cache(maxsize=64)
def wordings_of(query: str) -> tuple[str, ...]:
    """The query and what other regions say for it, where OpenCC is there to tell.

    >>> from reader_tui.text.script import available
    >>> wordings_of("軟體") if available() else ("軟體", "软件")
    ('軟體', '软件')
    """
    from reader_tui.text.script.counterparts import other_wordings  # its dictionaries only serve searching

    return (query, *other_wordings(query)) if query else ()


def find_all(text: str, query: str, *, vocabulary: bool = True) -> Iterator[Span]:
    """Where ``query`` stands in ``text``, in order, not overlapping; with ``vocabulary`` also in regional words.

    Capitals in the query make it heed case.

    >>> [span.of("發展AI,发展ai") for span in find_all("發展AI,发展ai", "发展ai")]
    ['發展AI', '发展ai']
    >>> [span.start for span in find_all("發展AI,发展ai", "AI")]
    [2]
    """
    ignore_case = not heeds_case(query)
    queries = wordings_of(query) if vocabulary else (query,)
    wanted = [folded for one in queries if (folded := fold_for_search(one, ignore_case=ignore_case))]
    if not wanted:
        return
    searched = fold_for_search(text, ignore_case=ignore_case)
    if len(wanted) > 1:
        longest_first = sorted(wanted, key=len, reverse=True)
        yield from (Span(*hit.span()) for hit in re.finditer("|".join(map(re.escape, longest_first)), searched))
        return
    at = searched.find(wanted[0])
    while at >= 0:
        yield Span(at, at + len(wanted[0]))
        at = searched.find(wanted[0], at + len(wanted[0]))


WINDOW = 1 << 20
"""Bytes of a large file that are searched at a time."""


def forms_for_search(character: str, *, ignore_case: bool = True) -> list[str]:
    """Every character that a search takes as this one."""
    folded = fold_for_search(character, ignore_case=ignore_case)
    variants = [chr(code) for code, shown in _TABLE.items() if shown == ord(folded)]
    forms = {form for one in (folded, *variants) for form in forms_of(one)} | {folded, character}
    if ignore_case:
        forms |= {form.upper() for form in list(forms) if len(form.upper()) == 1}
    return sorted(forms)


def find_in_bytes(read: Callable[[int, int], bytes], size: int, query: str, start: int = 0, *,
                  vocabulary: bool = True) -> Iterator[list[Span]]:
    """Where ``query`` stands in ``size`` bytes of UTF-8, as spans of bytes, a window at a time from ``start`` on.

    ``read(a, b)`` gives the bytes of a range. Each list is that of one `WINDOW`, which tells how far the search is.
    """
    ignore_case = not heeds_case(query)
    wordings = (query, *wordings_of(query)[1:]) if vocabulary else (query,)
    forms = [[forms_for_search(character, ignore_case=ignore_case) for character in one] for one in wordings if one]
    if not forms:
        return
    finders = [_finder(one) for one in forms]
    margin = 4 * max(map(len, forms))
    for left in range(start, size, WINDOW):
        data = read(left, min(size, left + WINDOW + margin))
        found = sorted(Span(left + a, left + b) for finder in finders for a, b in finder(data) if a < WINDOW)
        yield list(_apart(found))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans without those that begin inside an earlier one."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _finder(forms: list[list[str]]) -> Callable[[bytes], Iterator[tuple[int, int]]]:
    """What finds one wording in bytes, each character in all its forms.

    The longest stretch that has one form only is looked for as it is, which is as fast as memory; what stands around
    a hit is then compared in all its forms.
    """
    first, last = _fixed(forms)
    anchor = "".join(form[0] for form in forms[first:last]).encode("utf-8", "surrogatepass")
    if not anchor:
        whole = re.compile(_any_form(forms))
        return lambda data: (hit.span() for hit in whole.finditer(data))
    head, tail = (re.compile(part) for part in (_any_form(forms[:first]) + rb"\Z", _any_form(forms[last:])))
    return lambda data: _anchored(data, anchor, head, tail, 4 * len(forms))


def _fixed(forms: list[list[str]]) -> tuple[int, int]:
    """The longest run of characters that have one form only."""
    best, begin = (0, 0), 0
    for at, form in enumerate([*forms, ["", ""]]):
        if len(form) > 1:
            best = max(best, (begin, at), key=lambda run: run[1] - run[0])
            begin = at + 1
    return best


def _any_form(forms: list[list[str]]) -> bytes:
    parts = (b"(?:" + b"|".join(re.escape(f.encode("utf-8", "surrogatepass")) for f in form) + b")" for form in forms)
    return b"".join(parts)


def _anchored(data: bytes, anchor: bytes, head: re.Pattern[bytes], tail: re.Pattern[bytes],
              margin: int) -> Iterator[tuple[int, int]]:
    at = data.find(anchor)
    while at >= 0:
        behind = tail.match(data, at + len(anchor))
        before = head.search(data[max(0, at - margin) : at]) if behind else None
        if before is not None and behind is not None:
            yield at - len(before[0]), behind.end()
        at = data.find(anchor, at + len(anchor))
