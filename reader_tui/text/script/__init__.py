"""Traditional and Simplified as views of a text that never lose a position."""

from reader_tui.text.script.conversion import Conversion, convert, convert_chain
from reader_tui.text.script.detection import Detection, Script, detect, detect_paragraphs
from reader_tui.text.script.named_views import chain_of, default_views, view_edits, views_for
from reader_tui.text.script.official import CONFIGS, MISSING, ScriptError, available
from reader_tui.text.script.vocabulary import preload

__all__ = [
    "CONFIGS", "MISSING", "Conversion", "Detection", "Script", "ScriptError", "available", "chain_of", "convert",
    "convert_chain", "default_views", "detect", "detect_paragraphs", "preload", "view_edits", "views_for",
]
