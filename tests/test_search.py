"""Searching across scripts, widths and quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text import search
from reader_tui.text.matchlist import match_rows
from reader_tui.text.patterns import Pattern, PatternError
from reader_tui.text.script import available, convert
from reader_tui.text.script.counterparts import counterparts, other_wordings
from reader_tui.text.search import find_all, find_in_bytes, fold_for_search, forms_for_search, wordings_of
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
        ("隨著、隨着与随着", "随着", ["隨著", "隨着", "随着"]),
        ("瞭解、了解", "瞭解", ["瞭解", "了解"]),
        ("衞生與卫生", "衛生", ["衞生", "卫生"]),
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


needs_opencc = pytest.mark.skipif(not available(), reason="OpenCC is an extra")


@needs_opencc
@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("这家软件公司与那家軟體公司", "軟體", ["软件", "軟體"]),
        ("这家软件公司与那家軟體公司", "软件公司", ["软件公司", "軟體公司"]),
        ("英伟达、英偉達與輝達", "輝達", ["英伟达", "英偉達", "輝達"]),
        ("計程車和出租车", "计程车", ["計程車", "出租车"]),
        ("B超與超音波、b超", "B超", ["B超", "超音波"]),
        ("软体动物", "软件", ["软体"]),
    ],
)
def test_words_of_other_regions_are_found(text: str, query: str, found: list[str]) -> None:
    assert [span.of(text) for span in find_all(text, query)] == found
    data = text.encode()
    spans = next(iter(find_in_bytes(lambda a, b: data[a:b], len(data), query)))
    assert [data[span.start : span.end].decode() for span in spans] == found


@needs_opencc
@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_what_is_converted_is_found_by_what_it_was(config: str, samples: list[Path]) -> None:
    for path in samples:
        source = convert(path.read_text(encoding="utf-8"), "t2s").text + "，他了解并随着计划准备了头发和干燥的面条。"
        assert fold_for_search(convert(source, config).text) == fold_for_search(source)


def test_every_form_of_a_character_is_searched_for_in_bytes() -> None:
    for code, shown in search._TABLE.items():
        assert chr(code) in forms_for_search(chr(shown))


def test_vocabulary_can_be_left_out() -> None:
    assert [span.of("软件和軟體") for span in find_all("软件和軟體", "软件", vocabulary=False)] == ["软件"]


def test_without_opencc_the_words_themselves_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader_tui.text.script import counterparts as module

    monkeypatch.setattr(module, "available", lambda: False)
    caches = (counterparts, module._words, wordings_of)
    for cached in caches:
        cached.cache_clear()
    assert [span.of("软件和軟件和軟體") for span in find_all("软件和軟件和軟體", "软件")] == ["软件", "軟件"]
    for cached in caches:
        cached.cache_clear()


@needs_opencc
def test_wordings_are_few_even_for_a_long_query() -> None:
    assert len(other_wordings("软件、信息、网络、程序、数据、鼠标、屏幕、内存")) == 16


@pytest.mark.parametrize(
    ("text", "expression", "found"),
    [
        ("第3章、第十二章", "第.{1,2}章", ["第3章", "第十二章"]),
        ("發展与发展", "发展|後退", ["發展", "发展"]),
        ("發展与发展", "[發后]展", ["發展", "发展"]),
        ("AI ai", "ai", ["AI", "ai"]),
        ("AI ai", "AI", ["AI"]),
        ("AI ai", r"\S+", ["AI", "ai"]),
        ("一行\n二行", "^.行$", ["一行", "二行"]),
        ("甲乙", "丙*", []),
    ],
)
def test_expressions_know_scripts_and_case(text: str, expression: str, found: list[str]) -> None:
    assert [span.of(text) for span in Pattern(expression).find_all(text)] == found


@pytest.mark.parametrize("expression", ["(", "[后", "a{99999999999}", "(?:" * 600])
def test_what_is_no_expression_is_said(expression: str) -> None:
    with pytest.raises(PatternError, match="expression"):
        Pattern(expression)


def test_an_expression_that_backtracks_without_end_is_stopped() -> None:
    with pytest.raises(PatternError, match="takes longer than"):
        list(Pattern("(好|好好)+$").find_all("好" * 60 + "。", timeout=0.05))


def test_rows_show_what_stands_around() -> None:
    text = "甲的軟件。\n\n這裡沒有，那裡有软件\n软件"
    rows = list(match_rows(text, find_all(text, "软件", vocabulary=False), context=3))
    assert [(row.paragraph, row.before, row.match, row.after) for row in rows] == [
        (1, "甲的", "軟件", "。"), (3, "那裡有", "软件", ""), (4, "", "软件", "")]
    assert [row.span.of(text) for row in rows] == ["軟件", "软件", "软件"]
