"""Who says what, and where it says so."""

from __future__ import annotations

from reader_tui.analysis.claims.extraction import extract
from reader_tui.analysis.claims.model import Claim, ClaimClass, Figure, Kind, Mention, Source

__all__ = ["Claim", "ClaimClass", "Figure", "Kind", "Mention", "Source", "extract"]
