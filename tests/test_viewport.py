"""Pages and the window over them, as rows of Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.blocks import TextBlocks
from reader_tui.text.composition import Composition, Repaired
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.model import Edit, Span
from reader_tui.text.pages import Pages, page_rows, separates_by_blank_lines, text_column
from reader_tui.text.viewport import Viewport

TEXT = "河邊的風從早吹到晚。\n船夫把繩子繫好，又數了數米。\n\n\n天黑了。\n他走。\n誰在。"
END = ["", "他走。", "", "誰在。"]


def pages(text: str, width: int = 12, grid: int = 8192) -> Pages:
    return Pages(TextBlocks(text, grid), Composition().view_of, LayoutOptions(width))


def rows(viewport: Viewport) -> list[str]:
    return [row.text for row in viewport.rows()]


def test_paragraphs_are_parted_by_one_empty_row_however_many_the_text_has() -> None:
    assert rows(Viewport(pages(TEXT), 20)) == [
        "河邊的風從早", "吹到晚。", "", "船夫把繩子繫", "好，又數了數", "米。", "", "天黑了。", *END]


def test_single_newlines_are_line_breaks_where_empty_lines_part_paragraphs() -> None:
    poem = "床前明月光\n疑是地上霜\n\n舉頭望明月\n低頭思故鄉\n"
    assert separates_by_blank_lines(poem)
    assert rows(Viewport(pages(poem), 20)) == ["床前明月光", "疑是地上霜", "", "舉頭望明月", "低頭思故鄉"]


@pytest.mark.parametrize(
    ("pane", "reading", "column"),
    [(120, 72, (24, 72)), (80, 72, (4, 72)), (60, 72, (2, 56)), (39, 72, (1, 37)), (20, 72, (1, 18))],
)
def test_the_text_column_is_centred_with_a_margin(pane: int, reading: int, column: tuple[int, int]) -> None:
    assert text_column(pane, reading) == column


def test_the_window_stops_at_both_ends() -> None:
    viewport = Viewport(pages(TEXT), 3)
    assert viewport.scroll(-5) == 0
    assert viewport.scroll(100) == 9
    assert rows(viewport) == END[1:]
    assert viewport.at_end
    assert viewport.scroll(-6) == -6
    assert rows(viewport) == ["船夫把繩子繫", "好，又數了數", "米。"]


def test_an_address_is_shown_on_the_row_asked_for() -> None:
    viewport = Viewport(pages(TEXT), 3)
    viewport.show(TEXT.index("又"), 1)
    assert rows(viewport)[1] == "好，又數了數"
    assert viewport.row_number(TEXT.index("又")) == 1
    assert viewport.row_number(0) is None


def test_a_folded_view_keeps_its_addresses() -> None:
    start = TEXT.index("船夫")
    edit = Edit(Span(start, start + 15), TEXT[start : start + 15], "⋯\n", "fold")
    composition = Composition(Repaired([edit]))
    viewport = Viewport(Pages(TextBlocks(TEXT), composition.view_of, LayoutOptions(12)), 20)
    assert rows(viewport) == ["河邊的風從早", "吹到晚。", "", "⋯", "", "天黑了。", *END]
    assert viewport.row_number(start + 3) == 3
    assert viewport.rows()[5].address == TEXT.index("天黑")


def test_control_characters_and_tabs_keep_their_places() -> None:
    shown = Composition().view_of(TextBlocks("一\x1b二\t三").block_at(0))
    assert shown.text == "一␛二 三"


@given(st.lists(st.text(alphabet="河邊的風，。「」A1 \n", max_size=30), max_size=12).map("\n".join), st.integers(4, 40),
       st.integers(1, 12), st.integers(8, 64))
def test_scrolling_down_row_by_row_shows_what_all_pages_hold(text: str, width: int, height: int, grid: int) -> None:
    every = [row.text for row in Viewport(pages(text, width, grid), 10_000).rows()]
    viewport = Viewport(pages(text, width, grid), height)
    seen = rows(viewport)
    while viewport.scroll(1):
        seen.append(rows(viewport)[-1])
    assert seen == every
    while viewport.scroll(-1):
        pass
    assert rows(viewport) == every[:height]


@given(st.text(alphabet="河邊的風，。「A1 \n", max_size=80), st.integers(4, 30))
def test_rows_of_a_block_are_in_order_and_lose_nothing(text: str, width: int) -> None:
    made = page_rows(text, LayoutOptions(width), 1, False)
    shown = [row for row in made if not row.is_blank]
    assert [row.start for row in shown] == sorted(row.start for row in shown)
    told = "".join(text[row.start : row.end] for row in shown)
    assert told.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
