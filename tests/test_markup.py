"""The structure of a document on the page: shapes of paragraphs, tables, marks, bars."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import PAYLOADS, SHORT, faults_in
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from reader_tui.config import Settings
from reader_tui.keymap import Keymap
from reader_tui.text.blocks import TextBlocks
from reader_tui.text.composition import Composition, Repaired
from reader_tui.text.formats.markdown import read_markdown
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.model import Document, Edit, Markup, Span
from reader_tui.text.pages import Pages
from reader_tui.text.structure import Structure
from reader_tui.text.viewport import Viewport
from reader_tui.tui.app import ReaderApp
from reader_tui.tui.drawable import DrawableFilter, drawable
from reader_tui.tui.markup_marks import QUOTE_BAR, margin_of, markup_marks
from reader_tui.tui.opening import read_article
from reader_tui.tui.painting import LAYERS, ShownMark

TEXT = """# 渡口 *紀事*

河**很寬**，見[渡口誌](https://example.org/a)。

> 風大，浪也大，船夫把繩子繫好。
>
> > 明天再走。

- 米要三斗，鹽要兩斤，油要一壺，都帶上。
  1. 雞蛋不要忘，裝在最上面的籃子。

| 年份 | 船 |
|---|---|
| 二〇二〇 | 一 |
| 三 | 二百艘 |

```
if  a:
    b
```
"""


def document_of(markdown: str) -> Document:
    made = read_markdown(markdown)
    return Document(made.text, made.title, markup=made.markup)


def pages_of(document: Document, width: int, composition: Composition | None = None, grid: int = 8192) -> Pages:
    view_of = (composition or Composition()).view_of
    return Pages(TextBlocks(document.text, grid), view_of, LayoutOptions(width, indent=4), 1, Structure(document))


def drawn(pages: Pages) -> list[str]:
    return [" " * row.row.indent + row.text for row in Viewport(pages, 400).rows()]


def test_paragraphs_stand_as_what_they_are() -> None:
    assert drawn(pages_of(document_of(TEXT), 20)) == [
        "渡口 紀事", "",
        "    河很寬，見渡口", "誌。", "",
        "  風大，浪也大，船夫", "  把繩子繫好。", "",
        "    明天再走。", "",
        "• 米要三斗，鹽要兩", "  斤，油要一壺，都帶", "  上。",
        "  1. 雞蛋不要忘，裝", "     在最上面的籃", "     子。", "",
        "年份     | 船", "二〇二〇 | 一", "三       | 二百艘", "",
        "if  a:", "    b",
    ]


def test_a_table_too_wide_to_align_stays_as_it_is() -> None:
    assert "三 | 二百艘" in drawn(pages_of(document_of(TEXT), 12))


def test_a_narrow_pane_sets_nothing_in() -> None:
    rows = Viewport(pages_of(document_of(TEXT), 9), 200).rows()
    assert not any(row.row.indent for row in rows if "風" in row.text or "繩" in row.text)


def test_a_list_goes_on_after_a_block_ends_inside_it() -> None:
    document = document_of("- " + "\n\n  ".join(f"第{n}段米鹽油。" for n in range(12)))
    assert all(line.startswith(("• ", "  ")) for line in drawn(pages_of(document, 30, grid=20)) if line.strip())


def test_repairs_move_the_structure_with_the_text() -> None:
    document = document_of("> 風風風大。\n\n後來。")
    repaired = Composition(Repaired([Edit(Span(0, 2), "風風", "", "again")]))
    assert drawn(pages_of(document, 20, repaired)) == ["  風大。", "", "    後來。"]


def test_every_place_of_an_aligned_table_maps_back() -> None:
    pages = pages_of(document_of(TEXT), 40)
    rows = pages.rows_at(0)
    shown = rows.view.text.index("三       |")
    assert pages.source.slice(*_bounds(rows.view.span_to_source(Span(shown, shown + 1)))) == "三"


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def test_marks_say_what_each_stretch_is() -> None:
    document = document_of(TEXT)
    marks = {(mark.style, mark.span.of(document.text)) for mark in
             markup_marks(Structure(document), Span(0, len(document.text)))}
    assert {("heading", "渡口 紀事"), ("emphasis", "紀事"), ("strong", "很寬"), ("link", "渡口誌"),
            ("quote", "明天再走。"), ("code-block", "if  a:\n    b"), ("table-head", "年份 | 船")} <= marks
    assert {style for style, _ in marks} <= set(LAYERS)


def test_bars_stand_beside_quotations_in_the_gaps_too() -> None:
    marks = [ShownMark(0, 20, "quote"), ShownMark(10, 20, "quote")]
    pages = pages_of(document_of("> 一二三四五六七八。\n>\n> > 二。"), 30)
    first, gap, inner = pages.rows_at(0).rows[:3]
    assert margin_of(first, marks) == QUOTE_BAR
    assert gap.is_blank and margin_of(gap, marks) == QUOTE_BAR
    assert margin_of(inner, marks) == QUOTE_BAR * 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=12), st.integers(0, 60),
       st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_what_touches_a_stretch_is_found_whatever_nests(spans: list[tuple[int, int]], at: int, size: int) -> None:
    parts = sorted((Markup(Span(start, start + length), "quote", 1) for start, length in spans),
                   key=lambda part: (part.span.start, -part.span.end))
    structure = Structure(Document("字" * 100, markup=tuple(parts)))
    asked = Span(at, at + size)
    assert structure.within(asked) == [part for part in parts
                                       if part.span.start < asked.end and part.span.end > asked.start]


@given(st.text("漢\u0301\u200b\u200d\ufe0f\x1b\x9b\u202e\t a", max_size=60))
@settings(max_examples=80, deadline=None)
def test_drawable_text_holds_no_flood_and_no_control(text: str) -> None:
    shown = drawable(text)
    assert not set(shown) & set("\x1b\x9b\u202e\t")
    assert "\u0301" * 5 not in shown and "\u200b" * 5 not in shown
    assert [c for c in shown if c in "漢a"] == [c for c in text if c in "漢a"]


@pytest.mark.parametrize("is_repaired", [True, False])
async def test_the_pane_draws_the_structure(tmp_path: Path, home: Path, is_repaired: bool) -> None:
    path = tmp_path / "紀事.md"
    path.write_text(TEXT, encoding="utf-8")
    app = ReaderApp([read_article(str(path))], [], Settings(repair=is_repaired), Keymap(), home)
    async with app.run_test(size=(70, 40)) as pilot:
        await pilot.pause(0.3)
        pane = app.screen.panes[0].pane
        styles: dict[str, Style] = {}
        for y in range(pane.size.height):
            for segment in pane.render_line(y):
                styles[segment.text] = segment.style
        assert styles["很寬"].bold
        assert styles["紀事"].italic
        assert styles["渡口誌"].underline
        assert QUOTE_BAR in styles and QUOTE_BAR * 2 in styles
        assert styles["if  a:"].bgcolor != styles["。"].bgcolor


@pytest.mark.parametrize("payload", [*PAYLOADS, SHORT])
def test_the_last_step_makes_anything_safe_and_keeps_its_cells(payload: str) -> None:
    drawn = DrawableFilter().apply([Segment(payload)], Color(0, 0, 0))
    assert faults_in("".join(segment.text for segment in drawn).encode()) == []
    assert sum(segment.cell_length for segment in drawn) == Segment(payload).cell_length


async def test_every_widget_goes_through_the_last_step(home: Path) -> None:
    app = ReaderApp([], [], Settings(), Keymap(), home)
    async with app.run_test(size=(60, 20)) as pilot:
        app.notify(SHORT, markup=False)
        await app.screen.mount(Static(Content(SHORT), id="foreign"))
        await pilot.pause(0.2)
        assert isinstance(app.screen.query_one("#foreign").get_line_filters()[-1], DrawableFilter)
        shown = "".join(str(strip.text) for strip in app.screen.query_one("#foreign").render_lines(Region(0, 0, 50, 2)))
        assert faults_in(shown.encode()) == []


def test_a_table_without_cells_or_cut_by_a_block_is_drawn_as_it_is() -> None:
    table = Markup(Span(0, 20), "table")
    cell = Markup(Span(4, 14), "cell", 1)
    document = Document("字" * 20, markup=(table, cell))
    assert drawn(pages_of(document, 60, grid=8)) and drawn(pages_of(Document("字" * 20, markup=(table,)), 60))
