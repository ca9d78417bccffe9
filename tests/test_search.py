"""Searching across scripts, widths and quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text import search
from reader_tui.text.search import find_all, find_in_bytes, fold_for_search
from reader_tui.text.words import word_spans


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("中國的發展與中国的发展", "发展", ["發展", "发展"]),
        ("中國的發展與中国的发展", "中國", ["中國", "中国"]),
        ("他說:「好,走吧」。", "“好，走吧”", ["「好,走吧」"]),
        ("ＣＵＤＡ架構與CUDA", "cuda", ["ＣＵＤＡ", "CUDA"]),
        ("cuda與CUDA", "CUDA", ["CUDA"]),
        ("啊啊啊啊", "啊啊", ["啊啊", "啊啊"]),
        ("a.b axb", "a.b", ["a.b"]),
        ("什麼都沒有", "", []),
    ],
)
def test_what_a_reader_takes_as_the_same_is_found(text: str, query: str, found: list[str]) -> None:
    assert [span.of(text) for span in find_all(text, query)] == found


@given(st.text(max_size=40))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_for_search(text)) == len(text)


@given(st.text(alphabet="發展发展aA ，,“「", min_size=1, max_size=30), st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert any(text[span.start : span.end] for span in find_all(text, text[start:end]))


@given(st.text(max_size=40))
def test_words_tile_the_text(text: str) -> None:
    spans = word_spans(text)
    assert "".join(span.of(text) for span in spans) == text


@pytest.mark.parametrize("window", [8, 64, 1 << 20])
@given(text=st.text(alphabet="發展发展后後aAＡ ，,“「落", max_size=40), query=st.text(alphabet="发展後aA，“落", min_size=1, max_size=4))
def test_bytes_are_searched_as_text_is(window: int, text: str, query: str) -> None:
    data = text.encode("utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "WINDOW", window)
        spans = [span for found in find_in_bytes(lambda a, b: data[a:b], len(data), query) for span in found]
    wanted = fold_for_search(query, ignore_case=query == query.lower())
    assert all(fold_for_search(data[span.start : span.end].decode(), ignore_case=query == query.lower()) == wanted
               for span in spans)
    assert bool(spans) == any(True for _ in find_all(text, query))
