"""The status line fills its row and gives way in the right order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.width import cell_len
from reader_tui.tui.status_line import Status, compose_status

FULL = Status(title="英偉達在華芯片", percent=42, view="repaired 9", match="3/17", pending="2]", hint="/ search")


def shown(status: Status, width: int) -> str:
    return "".join(text for _, text in compose_status(status, width))


def test_everything_is_shown_where_there_is_room() -> None:
    assert shown(FULL, 60) == " 英偉達在華芯片  / search           2] 3/17 repaired 9  42% "


def test_the_hint_gives_way_first_then_the_title() -> None:
    assert shown(FULL, 44) == " 英偉達在華芯片     2] 3/17 repaired 9  42% "
    assert shown(FULL, 32) == " 英偉…  2] 3/17 repaired 9  42% "


def test_a_notice_goes_before_the_title_and_is_cut_where_it_must() -> None:
    status = FULL._replace(notice="the file is gone", pending="", match="")
    assert shown(status, 60) == " 英偉達在華芯片  the file is gone           repaired 9  42% "
    assert shown(status, 36) == " the file is gone   repaired 9  42% "
    assert shown(status, 26) == " the fil… repaired 9  42% "


@given(st.text(max_size=30), st.text(max_size=20), st.text(max_size=30), st.integers(5, 120))
def test_a_line_is_exactly_as_wide_as_asked(title: str, hint: str, notice: str, width: int) -> None:
    line = shown(Status(title=title, hint=hint, notice=notice, view="original", percent=7), width)
    assert cell_len(line) == width or width < 6
