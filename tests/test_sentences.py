"""Sentences and quotations."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.analysis.sentences import quote_spans, sentence_spans

ROWS = [
    ("stops", "天亮了。他起來了!走嗎?", ["天亮了。", "他起來了!", "走嗎?"]),
    ("a quotation keeps its stops", "他說:“走吧。我們回家。”天黑了。", ["他說:“走吧。我們回家。”", "天黑了。"]),
    ("the speaker behind it", "「走吧。」他說。「好。」", ["「走吧。」他說。", "「好。」"]),
    ("a comma behind it", "「走吧!」,他走了。", ["「走吧!」,他走了。"]),
    ("nested", "她說:「他喊『走!』,我就走了。」然後笑了。", ["她說:「他喊『走!』,我就走了。」", "然後笑了。"]),
    ("never closed", "他說:「走吧。\n天黑了。", ["他說:「走吧。", "天黑了。"]),
    ("lines broken by hand", "他說:「走了很遠,真的\n很遠。」天黑了。", ["他說:「走了很遠,真的\n很遠。」", "天黑了。"]),
    ("several stops", "什麼?!真的……走了。", ["什麼?!", "真的……", "走了。"]),
    ("English", "It fell 3.5 percent. He left. “Go.” She did.", ["It fell 3.5 percent.", "He left.", "“Go.”", "She did."]),
    ("straight marks", '他說:"走吧。我們回家。"天黑了。', ['他說:"走吧。我們回家。"', "天黑了。"]),
]


@pytest.mark.parametrize(("label", "text", "sentences"), ROWS, ids=[row[0] for row in ROWS])
def test_sentences(label: str, text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == sentences


def test_only_outermost_quotations_that_are_closed() -> None:
    text = "「甲「乙」丙」丁“戊\n“己”」"
    assert [span.of(text) for span in quote_spans(text)] == ["「甲「乙」丙」", "“己”"]


@given(st.text(alphabet="「」“”\"。!,\n甲乙 .a", max_size=60))
@settings(max_examples=150)
def test_sentences_hold_every_letter_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


def test_a_text_of_openers_takes_no_time_at_all() -> None:
    assert sentence_spans("「" * 20_000)
    assert quote_spans("「」" * 20_000)
