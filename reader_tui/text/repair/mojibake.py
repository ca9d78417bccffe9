"""UTF-8 that was read as a Western encoding: ä¸­æ–‡ for 中文."""

from __future__ import annotations

import re

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.language import is_han

# What bytes 80..FF show as in Latin-1 and Windows-1252; a Chinese character takes three, the first of them E3..E9.
_SHOWN = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
_RUN = re.compile(rf"[\u00e3-\u00e9\u00ef][{_SHOWN}](?:[{_SHOWN}]|[ -~](?=[{_SHOWN}]))*")
_FEWEST = 2
"""Chinese characters that a run must yield: one may be chance."""


def fix_mojibake(text: str, evidence: Evidence) -> list[Edit]:
    """Decode runs of mojibake again with ftfy; nothing else that ftfy could do is asked of it.

    >>> [(edit.old, edit.new) for edit in fix_mojibake("他说ä¸\xadæ–‡很好", Evidence())]
    [('ä¸\\xadæ–‡', '中文')]
    >>> fix_mojibake("Café Müller, naïve façade", Evidence())
    []
    """
    edits = []
    for found in _RUN.finditer(text):
        fixed = _decoded(found[0])
        if sum(map(is_han, fixed)) >= _FEWEST and not _RUN.search(fixed) and len(fixed) < len(found[0]):
            edits.append(Edit(Span(found.start(), found.end()), found[0], fixed, "mojibake", 0.98,
                              "UTF-8 bytes were read as a Western encoding"))
    return edits


def _decoded(run: str) -> str:
    import ftfy  # a tenth of a second that only mojibake needs

    return ftfy.fix_encoding(run, ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False,
        normalization=None, explain=False))
