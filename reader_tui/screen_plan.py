"""How the screen is shared out between text, claims and timeline. Pure and light: the first screen uses it too."""

from __future__ import annotations

STATUS_ROWS = 1
MOST_PANES = 4
"""Articles side by side at most."""
ROOM_FOR_CLAIMS = 60
"""Columns from which the claims sidebar may stand beside the text."""
ROOM_FOR_TIMELINE = 18
"""Rows from which the timeline may stand below it."""
CLAIMS_FROM = 104
"""Columns from which the claims sidebar is shown unasked."""
TIMELINE_FROM = 30
"""Rows from which the timeline is shown unasked."""


class ScreenPlan:
    """Cells for each part; 0 where a part is not shown."""

    __slots__ = ("claims_columns", "text_columns", "text_rows", "timeline_rows")

    def __init__(self, text_columns: int, text_rows: int, claims_columns: int, timeline_rows: int) -> None:
        self.text_columns = text_columns
        self.text_rows = text_rows
        self.claims_columns = claims_columns
        self.timeline_rows = timeline_rows


def plan_screen(columns: int, rows: int, claims: bool | None = None, timeline: bool | None = None,
                zen: bool = False) -> ScreenPlan:
    """Share ``columns`` by ``rows`` cells out.

    ``claims`` and ``timeline`` say whether the user wants the panel; None shows it where there is ample room.
    A panel that does not fit is not shown, whatever the user wants.
    """
    if zen:
        return ScreenPlan(columns, rows, 0, 0)
    with_claims = columns >= ROOM_FOR_CLAIMS and (columns >= CLAIMS_FROM if claims is None else claims)
    with_timeline = rows >= ROOM_FOR_TIMELINE and (rows >= TIMELINE_FROM if timeline is None else timeline)
    claims_columns = max(26, min(48, columns * 3 // 10)) if with_claims else 0
    timeline_rows = max(7, min(12, rows // 5)) if with_timeline else 0
    return ScreenPlan(columns - claims_columns, rows - STATUS_ROWS - timeline_rows, claims_columns, timeline_rows)
