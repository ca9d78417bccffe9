"""Pinyin that a machine put in behind characters."""

from __future__ import annotations

from itertools import chain

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.injection import is_annotated, own_end, pinyins, rows_of_pinyin


def remove_pinyin(text: str, evidence: Evidence) -> list[Edit]:
    """Remove ``(pinyin)`` behind the characters that the page puts it behind.

    >>> from reader_tui.text.repair.evidence import gather_evidence
    >>> page = "發(fā)展經(jīng)濟,發(fā)揮行(háng)業作用"
    >>> [edit.old for edit in remove_pinyin(page, gather_evidence(page))]
    ['(fā)', '(jīng)', '(fā)']

    A gloss that an author wrote stays:

    >>> remove_pinyin("長(zhǎng)大以後", gather_evidence("長(zhǎng)大以後"))
    []
    """
    if not evidence.injected:
        return []
    edits = []
    rows = (row for row in rows_of_pinyin(text) if not is_annotated(row))
    for found in chain.from_iterable(rows):
        character = found[1]
        if character in evidence.glossed:
            continue
        span = Span(found.start() + 1, own_end(found))
        confidence = 0.999 if character in evidence.injected else 0.98
        pinyin = "/".join(sorted(pinyins(span.of(text))))
        why = f"{pinyin} is a reading of {character}, and this page has pinyin behind such characters everywhere"
        edits.append(Edit(span, span.of(text), "", "pinyin", confidence, why))
    return edits
