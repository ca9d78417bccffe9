"""Pinyin that a machine put in behind characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.injection import is_annotated, own_end, pinyins, rows_of_pinyin
from reader_tui.text.repair.readings import LETTERS, default_reading, normalise

_TORN = re.compile(rf"([\u3400-\u9fff])(?:\(([{LETTERS}]{{1,6}})(?![{LETTERS} )）])|([{LETTERS}]{{1,6}})\))")


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
    edits = list(_remove_torn(text, evidence))
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
    return sorted(edits, key=lambda edit: edit.span)


def _remove_torn(text: str, evidence: Evidence) -> Iterator[Edit]:
    """Pinyin that lost a bracket, or its end where the line was cut, behind a character that carries it elsewhere.

    >>> [edit.old for edit in _remove_torn("經(jīng濟、經jīng)濟,又說經(jī", Evidence(frozenset("經")))]
    ['(jīng', 'jīng)', '(jī']
    """
    for found in _TORN.finditer(text):
        pinyin, reading = normalise(found[2] or found[3]), default_reading(found[1])
        is_cut = found[2] is not None and found.end() in (len(text), text.find("\n", found.end()))
        if found[1] in evidence.injected and (pinyin == reading or (is_cut and reading.startswith(pinyin))):
            span = Span(found.end(1), found.end())
            yield Edit(span, span.of(text), "", "pinyin", 0.97, f"what is left of {reading}, the reading of {found[1]}")
