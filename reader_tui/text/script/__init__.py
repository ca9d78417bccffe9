"""Traditional and Simplified as views of a text that never lose a position."""

from reader_tui.text.script.conversion import Conversion, convert, convert_chain
from reader_tui.text.script.official import CONFIGS, MISSING, ScriptError, available

__all__ = ["CONFIGS", "MISSING", "Conversion", "ScriptError", "available", "convert", "convert_chain"]
