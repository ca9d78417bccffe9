"""How the screen is shared out, at every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.screen_plan import plan_screen


@pytest.mark.parametrize(
    ("columns", "rows", "text", "claims", "timeline"),
    [
        (60, 18, (60, 17), 0, 0),
        (80, 24, (80, 23), 0, 0),
        (120, 40, (84, 31), 36, 8),
        (200, 50, (152, 39), 48, 10),
        (240, 70, (192, 57), 48, 12),
    ],
)
def test_panels_come_where_there_is_room(
    columns: int, rows: int, text: tuple[int, int], claims: int, timeline: int
) -> None:
    plan = plan_screen(columns, rows)
    assert (plan.text_columns, plan.text_rows) == text
    assert (plan.claims_columns, plan.timeline_rows) == (claims, timeline)


def test_a_panel_that_is_asked_for_comes_on_a_small_screen_too() -> None:
    plan = plan_screen(80, 24, claims=True, timeline=True)
    assert (plan.claims_columns, plan.timeline_rows) == (26, 7)
    assert plan_screen(59, 17, claims=True, timeline=True).claims_columns == 0


@given(st.integers(20, 300), st.integers(5, 100), st.none() | st.booleans(), st.none() | st.booleans(), st.booleans())
def test_the_text_always_keeps_most_of_the_room(
    columns: int, rows: int, claims: bool | None, timeline: bool | None, zen: bool
) -> None:
    plan = plan_screen(columns, rows, claims, timeline, zen)
    assert plan.text_columns + plan.claims_columns == columns
    assert plan.text_columns >= columns / 2
    assert plan.text_rows >= rows / 2 - 1
