"""Where words begin and end, Chinese ones by the dictionary: for motions, double clicks and look-ups."""

from __future__ import annotations

from reader_tui.text.model import Span


def word_spans(text: str) -> list[Span]:
    """Words of a text in order, without gaps: marks and white space are words of their own.

    The dictionary is of Simplified Chinese, so the text is folded for it; offsets stay.

    >>> [span.of("我們研究經濟發展") for span in word_spans("我們研究經濟發展")]
    ['我們', '研究', '經濟', '發展']
    """
    import rjieba  # only needed once somebody selects or looks something up

    from reader_tui.text.fold import fold_script

    spans = []
    at = 0
    for word in rjieba.cut(fold_script(text)):
        spans.append(Span(at, at + len(word)))
        at += len(word)
    return spans
