"""Motions over sentences, paragraphs, words and characters; all in source addresses."""

from __future__ import annotations

import pytest

from reader_tui.text.blocks import TextBlocks
from reader_tui.text.composition import Composition, Repaired
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.model import Edit, Span
from reader_tui.text.pages import Pages
from reader_tui.tui.selection import (
    Selection,
    next_character,
    next_paragraph,
    next_sentence,
    next_word,
    paragraph_at,
    selected_span,
    sentence_at,
    word_at,
    word_end,
)

TEXT = "我們研究經濟。船夫說：“走吧。回家。”天黑了。\n第二段在這裡。"


def pages(text: str = TEXT, edits: tuple[Edit, ...] = (), grid: int = 8192) -> Pages:
    return Pages(TextBlocks(text, grid), Composition(Repaired(edits)).view_of, LayoutOptions(20))


@pytest.mark.parametrize(
    ("start", "steps", "reached"),
    [(0, 1, "船夫"), (0, 2, "天黑"), (0, 3, "第二段"), (10, -1, "船夫"), (12, -2, "我們"), (0, -1, "我們")],
)
def test_sentences_with_their_quotations_whole(start: int, steps: int, reached: str) -> None:
    assert TEXT[next_sentence(pages(), start, steps) :].startswith(reached)


@pytest.mark.parametrize(("start", "steps", "reached"), [(0, 1, "研究"), (0, 2, "經濟"), (4, -1, "研究"), (4, -2, "我們")])
def test_words_as_the_dictionary_has_them(start: int, steps: int, reached: str) -> None:
    assert TEXT[next_word(pages(), start, steps) :].startswith(reached)


def test_ends_and_wholes() -> None:
    laid = pages()
    block = laid.rows_at(0)
    assert TEXT[word_end(laid, 0)] == "們"
    assert word_at(block, 3).of(TEXT) == "研究"
    assert sentence_at(block, 3).of(TEXT) == "我們研究經濟。"
    assert paragraph_at(block, 30).of(TEXT) == "第二段在這裡。"
    assert TEXT[next_paragraph(laid, 0, 1) :] == "第二段在這裡。"


def test_a_selection_covers_both_its_ends() -> None:
    assert selected_span(Selection(2, 5), pages()).of(TEXT) == "研究經濟"
    assert selected_span(Selection(5, 2), pages()).of(TEXT) == "研究經濟"
    assert selected_span(Selection(2, 5, by_paragraph=True), pages()).of(TEXT) == TEXT.split("\n")[0]


def test_repairs_are_stepped_over_and_taken_in() -> None:
    text = "發(fā)展很快"
    laid = pages(text, (Edit(Span(1, 5), "(fā)", "", "pinyin"),))
    assert next_character(laid, 0, 1) == 5
    assert next_character(laid, 5, -1) == 0
    assert selected_span(Selection(0, 5), laid).of(text) == "發(fā)展"


def test_motions_cross_the_edges_of_blocks() -> None:
    text = "一二三。四五六。\n" * 30
    laid = pages(text, grid=32)
    at = 0
    for _ in range(59):
        at = next_sentence(laid, at, 1)
    assert at == len(text) - 5
    assert next_sentence(laid, at, -59) == 0
