"""Layout: rows as a reader sees them, and what must hold at every width."""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.data.atoms import ATOM_PROPERTIES, atoms_of
from reader_tui.text.graphemes import grapheme_starts
from reader_tui.text.layout import GUTTER, LayoutOptions, Row, column_to_offset, iter_rows, layout, offset_to_column
from reader_tui.text.model import paragraph_spans
from reader_tui.text.spacing import gap_edits
from reader_tui.text.views import TextView
from reader_tui.text.width import cell_len

NEVER_FIRST = "，。、；：！？”’」』）》】〉〕…—～·・,.;:!?)]}%％々ー／/"
NEVER_LAST = "“‘「『（《【〈〔([{"
WIDTHS = (20, 21, 30, 33, 40, 41, 60, 72, 80, 99, 120)


def shown(text: str, options: LayoutOptions) -> list[str]:
    """What each row draws, a dot for each cell of indent."""
    return ["." * row.indent + text[row.start : row.visible_end] for row in layout(text, options)]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (20, ["他說：“好的，我們走", "吧。”然後就離開了", "（真的）。"]),
        (12, ["今年有95%的", "人用5G手機。"]),
        (10, ["資金介於", "2000億元至", "5000億元。"]),
        (10, ["他沒有回", "來——再也沒", "有了。"]),
        (10, ["他想了很", "久……然後走", "了。"]),
        (12, ["戴維·薩克斯", "和喬布斯都", "說：「好」。"]),
        (14, ["華為", "CloudMatrix集", "群已上線。"]),
        (12, ["用Textual 框", "架對中文的折", "行"]),
        (12, ["這是什麼？！", "真的嗎！！！"]),
        (11, ["他有“AI”技", "術。"]),
    ],
)
def test_rows_of_chinese_text(width: int, expected: list[str]) -> None:
    assert shown("".join(expected), LayoutOptions(width)) == expected


def test_first_row_is_set_in() -> None:
    text = "黃仁勛曾多次表示，失去中國市場將導致巨額損失。\n這是第二段。"
    assert shown(text, LayoutOptions(20, indent=4)) == [
        "....黃仁勛曾多次表",
        "示，失去中國市場將導",
        "致巨額損失。",
        "....這是第二段。",
    ]


def test_a_stop_hangs_in_the_gutter_if_asked() -> None:
    text = "一二三四五六七八九十，然後呢？他走了。”"
    assert shown(text, LayoutOptions(20)) == ["一二三四五六七八九", "十，然後呢？他走", "了。”"]
    rows = layout(text, LayoutOptions(20, hang=True))
    assert [text[row.start : row.visible_end] for row in rows] == ["一二三四五六七八九十，", "然後呢？他走了。”"]
    assert [(row.width, row.hung) for row in rows] == [(22, 2), (17, 0)]


def test_a_run_of_marks_does_not_hang() -> None:
    text = "一二三四五六七八九十。”然後"
    assert shown(text, LayoutOptions(20, hang=True))[0] == "一二三四五六七八九"


def test_wide_terminals_break_earlier() -> None:
    text = "他說：“好的，我們走吧。”"
    assert shown(text, LayoutOptions(20))[0] == "他說：“好的，我們走"
    assert shown(text, LayoutOptions(20, ambiguous=2))[0] == "他說：“好的，我們走"
    assert shown(text, LayoutOptions(19, ambiguous=2))[0] == "他說：“好的，我們"


def test_spaces_vanish_at_the_break_and_stay_at_the_beginning() -> None:
    text = "\u3000\u3000第一段的文字。   還有字"
    rows = layout(text, LayoutOptions(18))
    assert [text[row.start : row.visible_end] for row in rows] == ["\u3000\u3000第一段的文字。", "還有字"]
    assert rows[0].end == rows[1].start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/articles/2025/06", ["https://example.org/", "articles/2025/06"]),
        ("1" * 45, ["1" * 20, "1" * 20, "1" * 5]),
        ("1" * 20 + "。", ["1" * 19, "1。"]),
        ("！" * 12, ["！" * 10, "！" * 2]),
        ("👨\u200d👩\u200d👧" * 11, ["👨\u200d👩\u200d👧" * 10, "👨\u200d👩\u200d👧"]),
    ],
)
def test_a_token_wider_than_the_row_is_cut_where_it_hurts_least(text: str, expected: list[str]) -> None:
    assert shown(text, LayoutOptions(20)) == expected


def test_newlines_and_empty_texts() -> None:
    text = "一\n\n二\n"
    assert [(row.start, row.end, row.visible_end) for row in layout(text, LayoutOptions(10))] == [
        (0, 2, 1), (2, 3, 2), (3, 5, 4)]
    assert [(row.start, row.end) for row in layout("", LayoutOptions(10))] == [(0, 0)]


def test_part_of_a_text_keeps_its_offsets() -> None:
    text = "第一段。\n第二段的文字很長很長。\n第三段。"
    whole = [row for row in layout(text, LayoutOptions(10)) if 5 <= row.start < 17]
    part = layout(text, LayoutOptions(10), start=5, stop=16)
    assert [row.start for row in part] == [row.start for row in whole]
    assert part[-1].end == 16
    assert len(layout(text, LayoutOptions(10), max_rows=2)) == 2
    assert layout(text, LayoutOptions(10), max_rows=0) == []


def test_the_first_rows_of_a_huge_line_need_only_its_beginning() -> None:
    text = "這是很長的一行，" * 100_000
    first = list(islice(iter_rows(text, LayoutOptions(40)), 30))
    assert [row.start for row in first] == [row.start for row in layout(text[:2000], LayoutOptions(40))[:30]]


def test_pieces_of_a_long_line_join_without_a_seam() -> None:
    text = "他說：“AI芯片佔95%，——好的……”《書》 and so on。" * 600
    options = LayoutOptions(36)
    rows = layout(text, options)
    assert all(rows_fit(text, rows, options))
    for row in rows[:: len(rows) // 40]:
        again = next(iter_rows(text, options, start=row.start))
        assert (again.end, again.visible_end) == (row.end, row.visible_end)


def rows_fit(text: str, rows: list[Row], options: LayoutOptions) -> list[bool]:
    """For each row whether it is as wide as it says and no wider than it may."""
    gutter = GUTTER if options.hang else 0
    return [
        row.width == cell_len(text[row.start : row.visible_end], options.ambiguous)
        and row.indent + row.width - row.hung <= options.width
        and row.hung <= gutter
        for row in rows
    ]


def prohibited(text: str, rows: list[Row]) -> list[str]:
    """The breaks that leave a mark where it may not stand, as the characters around them."""
    found = []
    for row, following in pairwise(rows):
        if row.forced or text[row.end - 1] == "\n" or row.visible_end == row.start:
            continue
        before, after = text[row.visible_end - 1], text[following.start]
        number = after in ".," and text[following.start + 1 : following.start + 2].isdigit()
        if (after in NEVER_FIRST and not number) or before in NEVER_LAST:
            found.append(f"{text[row.start:row.end]}|{text[following.start:following.start + 4]}")
        if before + after in ("——", "……") or (before.isdigit() and after.isdigit()):
            found.append(before + after)
    return found


@pytest.mark.parametrize("width", range(20, 121))
def test_sample_articles_at_every_width(samples: list[Path], width: int) -> None:
    for path in samples:
        text = path.read_text(encoding="utf-8")
        options = LayoutOptions(width, hang=width % 3 == 0, ambiguous=1 + width % 2, indent=width % 5)
        rows = layout(text, options)
        assert "".join(text[row.start : row.end] for row in rows) == text
        assert all(rows_fit(text, rows, options))
        assert prohibited(text, rows) == []
        assert not any(row.forced for row in rows)


def test_rows_of_the_samples_are_full(samples: list[Path]) -> None:
    used = room = 0
    for path in samples:
        text = path.read_text(encoding="utf-8")
        for span in paragraph_spans(text):
            rows = layout(text, LayoutOptions(40), start=span.start, stop=span.end)[:-1]
            if any("\u4e00" <= character <= "\u9fff" for character in span.of(text)):
                used += sum(row.width for row in rows)
                room += 40 * len(rows)
    assert used / room >= 0.97


WORDS = ["中國", "市場", "的", "芯片", "他說：", "“好。”", "，", "。", "、", "——", "……", "（", "）", "《", "》", "·",
         "～", "95%", "2000億", "¥100", "5G", "H20", "CloudMatrix", " ", "  ", "AI", "！", "？！", ",", "(x)",
         "👨\u200d👩\u200d👧", "e\u0301", "🇨🇳", "\u3000", "\n", "12:30", "a/b", "한글", "https://a.b/c-d?e=f&g"]


@given(st.lists(st.sampled_from(WORDS), max_size=60), st.integers(20, 120), st.sampled_from(["basic", "gb", "strict"]),
       st.booleans(), st.sampled_from([1, 2]), st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_rows_tile_fit_and_break_where_they_may(words: list[str], width: int, level: str, hang: bool,
                                                ambiguous: int, indent: int) -> None:
    text = "".join(words)
    options = LayoutOptions(width, ambiguous=ambiguous, indent=indent, hang=hang, strictness=level)
    rows = layout(text, options)
    assert "".join(text[row.start : row.end] for row in rows) == text
    assert all(rows_fit(text, rows, options))
    starts = set(grapheme_starts(text))
    assert all(row.start in starts for row in rows if row.start < len(text))
    if level == "strict":
        assert prohibited(text, rows) == []


@given(st.text(max_size=80), st.integers(2, 12))
@settings(max_examples=150, deadline=None)
def test_any_text_tiles_at_any_width(text: str, width: int) -> None:
    rows = layout(text, LayoutOptions(width))
    assert "".join(text[row.start : row.end] for row in rows) == text
    assert all(row.start <= row.visible_end <= row.end for row in rows)


def test_columns_and_offsets_of_a_row() -> None:
    text = "漢e\u0301字 👨\u200d👩!"
    row = layout(text, LayoutOptions(20, indent=2))[0]
    cells = [column_to_offset(text, row, column) for column in range(12)]
    assert cells == [0, 0, 0, 0, 1, 3, 3, 4, 5, 5, 8, 9]
    assert [offset_to_column(text, row, offset) for offset in range(10)] == [2, 4, 4, 5, 7, 8, 8, 8, 10, 11]
    assert offset_to_column("“好”", Row(0, 3, 3), 1, ambiguous=2) == 2


@given(st.text("漢e\u0301字a“👨\u200d", max_size=20), st.integers(0, 20))
def test_a_column_round_trips_through_its_grapheme(text: str, column: int) -> None:
    row = layout(text, LayoutOptions(60))[0]
    offset = column_to_offset(text, row, column)
    assert offset_to_column(text, row, offset) <= column
    assert offset == row.visible_end or offset in grapheme_starts(text[: row.visible_end])


@pytest.mark.parametrize(
    ("source", "spaced"),
    [
        ("華為的AI芯片佔95%的份額", "華為的 AI 芯片佔 95% 的份額"),
        ("今年5月H20解禁", "今年 5\u00a0月 H20 解禁"),
        ("只要¥100，或（USB線）", "只要 ¥100，或（USB 線）"),
        ("已有 AI 的空格", "已有 AI 的空格"),
    ],
)
def test_the_gap_between_han_and_latin_is_a_view(source: str, spaced: str) -> None:
    view = TextView.edited(source, gap_edits(source))
    assert view.text == spaced
    assert view.map.to_source(view.text.index(" ") + 1) <= len(source)


def test_a_gap_never_stands_at_an_edge(samples: list[Path]) -> None:
    source = samples[0].read_text(encoding="utf-8")
    text = TextView.edited(source, gap_edits(source)).text
    for row in layout(text, LayoutOptions(40)):
        assert text[row.start : row.visible_end] == text[row.start : row.visible_end].strip(" \u00a0")


def test_impossible_options_are_refused() -> None:
    with pytest.raises(ValueError, match="two cells"):
        LayoutOptions(1)
    with pytest.raises(ValueError, match="strictness"):
        LayoutOptions(20, strictness="loose")


def test_lone_marks_and_unknown_characters_have_a_class() -> None:
    assert [ATOM_PROPERTIES[atom].line_break for atom in atoms_of("\U000e1234\u0378가각")] == ["AL", "AL", "H2", "H3"]
