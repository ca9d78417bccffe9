"""Finding text as a reader means it: in either script, any width of letters and marks, any quotation marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reader_tui.text.fold import fold_script, forms_of
from reader_tui.text.model import Span

_WIDTHS = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_QUOTES = str.maketrans("“”„«»「」『』‘’‚、・‧•", "\"\"\"\"\"\"\"''''',···")


def fold_for_search(text: str, *, ignore_case: bool = True) -> str:
    """One form for what a reader takes as the same; one code point for one, so offsets stay.

    >>> fold_for_search("「ＡＩ」晶片，第１季")
    '"ai"晶片,第1季'
    """
    folded = fold_script(text).translate(_WIDTHS).translate(_QUOTES)
    if not ignore_case:
        return folded
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    # a few letters grow when they are lowered (İ): those are left as they are
    return "".join(low if len(low := character.lower()) == 1 else character for character in folded)


def find_all(text: str, query: str) -> Iterator[Span]:
    """Where ``query`` stands in ``text``, in order, not overlapping.

    Capitals in the query make it heed case.

    >>> [span.of("發展AI,发展ai") for span in find_all("發展AI,发展ai", "发展ai")]
    ['發展AI', '发展ai']
    >>> [span.start for span in find_all("發展AI,发展ai", "AI")]
    [2]
    """
    ignore_case = query == query.lower()
    wanted = fold_for_search(query, ignore_case=ignore_case)
    if not wanted:
        return
    searched = fold_for_search(text, ignore_case=ignore_case)
    at = searched.find(wanted)
    while at >= 0:
        yield Span(at, at + len(wanted))
        at = searched.find(wanted, at + len(wanted))


WINDOW = 1 << 20
"""Bytes of a large file that are searched at a time."""


def forms_for_search(character: str, *, ignore_case: bool = True) -> list[str]:
    """Every character that a search takes as this one."""
    folded = fold_for_search(character, ignore_case=ignore_case)
    forms = set(forms_of(folded)) | {folded, character}
    if "!" <= folded <= "~":
        forms.add(chr(ord(folded) + 0xFEE0))
    forms |= {chr(code) for code, shown in _QUOTES.items() if shown == ord(folded)}
    if ignore_case:
        forms |= {form.upper() for form in list(forms) if len(form.upper()) == 1}
    return sorted(forms)


def find_in_bytes(read: Callable[[int, int], bytes], size: int, query: str, start: int = 0) -> Iterator[list[Span]]:
    """Where ``query`` stands in ``size`` bytes of UTF-8, as spans of bytes, a window at a time from ``start`` on.

    The longest stretch of the query that has one form only is looked for as it is, which is as fast as memory;
    what stands around a hit is then compared in all its forms. ``read(a, b)`` gives the bytes of a range.
    """
    ignore_case = query == query.lower()
    forms = [forms_for_search(character, ignore_case=ignore_case) for character in query]
    if not forms:
        return
    first, last = _fixed(forms)
    before, after = (_any_form(part) for part in (forms[:first], forms[last:]))
    anchor = "".join(form[0] for form in forms[first:last]).encode("utf-8", "surrogatepass")
    whole = re.compile(_any_form(forms))
    margin = 4 * len(query)
    head, tail = re.compile(before + rb"\Z"), re.compile(after)
    for left in range(start, size, WINDOW):
        data = read(left, min(size, left + WINDOW + margin))
        spans = _anchored(data, anchor, head, tail, margin) if anchor else (m.span() for m in whole.finditer(data))
        yield [Span(left + a, left + b) for a, b in spans if a < WINDOW]


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
