"""Finding text as a reader means it: in either script, any width of letters and marks, any quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from reader_tui.text.fold import fold_script
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
