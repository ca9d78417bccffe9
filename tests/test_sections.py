"""Headings of plain text."""

from __future__ import annotations

from pathlib import Path

from reader_tui.text.model import Document, Markup, Span
from reader_tui.text.sections import find_headings

LONG = "這一段寫得很長,好讓前面那一行看起來像是它的題目,而不是又一段短短的正文,所以還要再多寫幾個字。"


def titles(text: str) -> list[str]:
    return [heading.title for heading in find_headings(Document(text))]


def test_a_short_line_before_a_paragraph_is_a_heading() -> None:
    assert titles(f"茶館裡的一天\n{LONG}\n\n夜裡\n{LONG}") == ["茶館裡的一天", "夜裡"]


def test_sentences_stubs_and_links_are_not() -> None:
    assert titles(f"他走了。\n{LONG}\n![]()\n{LONG}\nhttps://example.org/a\n{LONG}\n12345\n{LONG}") == []


def test_chapters_are_headings_of_their_own_level() -> None:
    found = find_headings(Document(f"第一章 開始\n第二節 再開始\n{LONG}"))
    assert [(heading.title, heading.level) for heading in found] == [("第一章 開始", 1), ("第二節 再開始", 1)]


def test_headings_that_a_format_marks_are_taken_as_they_are() -> None:
    document = Document("題目\n\n短。\n\n小題\n\n短。", markup=(Markup(Span(0, 2), "heading", 1), Markup(Span(8, 10), "heading", 2)))
    assert [(heading.title, heading.level) for heading in find_headings(document)] == [("題目", 1), ("小題", 2)]


def test_the_samples_have_the_headings_a_reader_sees(samples: list[Path]) -> None:
    headings = titles(samples[0].read_text(encoding="utf-8"))
    assert headings == ["黃仁勛:中國市場太重要,英偉達不能失去", "這就是中國底氣:自己的也能用了",
                        "中國市場的明確選擇,已成為最強大的助推器"]
