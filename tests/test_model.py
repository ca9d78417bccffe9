"""Spans and documents."""

from __future__ import annotations

import pytest

from reader_tui.text.model import Document, Span


def test_a_span_never_runs_backwards() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_empty_spans_overlap_nothing() -> None:
    assert not Span(2, 2).overlaps(Span(0, 5))
    assert Span(0, 3).overlaps(Span(2, 5))
    assert not Span(0, 2).overlaps(Span(2, 5))


def test_a_document_is_known_by_its_text_alone() -> None:
    assert Document("同一篇", title="甲", uri="/a").id == Document("同一篇", title="乙", uri="/b").id
    assert Document("同一篇").id != Document("另一篇").id


def test_paragraphs_split_on_newlines_only() -> None:
    document = Document("第一段\n\n第二段\u2028仍是\x0c第二段")
    paragraphs = [span.of(document.text) for span in document.paragraphs()]
    assert paragraphs == ["第一段", "", "第二段\u2028仍是\x0c第二段"]
