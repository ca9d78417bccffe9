"""The repaired view of a text, for those who want nothing else of the repairs."""

from __future__ import annotations

from reader_tui.text.repair import repair
from reader_tui.text.views import TextView


def repaired_view(text: str) -> TextView:
    """``text`` as it reads when what scraping did to it is undone."""
    return TextView.edited(text, repair(text).edits)
