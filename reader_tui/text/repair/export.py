"""Repairs for other programs."""

from __future__ import annotations

from typing import Any

from reader_tui.text.repair import Repairs
from reader_tui.text.views import TextView


def as_json(identity: str, text: str, repairs: Repairs) -> dict[str, Any]:
    """``{"id", "text", "edits": [{"start", "end", "old", "new", "rule", "confidence", "why"}]}``.

    ``text`` is the repaired text; offsets count code points of the text that was sent.
    """
    return {
        "id": identity,
        "text": TextView.edited(text, repairs.edits).text,
        "edits": [{"start": edit.span.start, "end": edit.span.end, "old": edit.old, "new": edit.new,
                   "rule": edit.rule, "confidence": round(edit.confidence, 3), "why": edit.why}
                  for edit in repairs.edits],
    }
