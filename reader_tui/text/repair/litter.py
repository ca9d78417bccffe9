"""What scraping left lying about: stubs, crumbs, entities, invisible characters."""

from __future__ import annotations

import html
import re

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence

_STUB = re.compile(r"(?:^|(?<=\n))[ \t\u3000]*!\[[^\]\n]{0,80}\]\(\s*\)[ \t\u3000]*(?:\n|\Z)|!\[[^\]\n]{0,80}\]\(\s*\)")
_CRUMB = re.compile(r"(?<![A-Za-z0-9</])/?(?:p|br|div|span|strong|td|tr|li|h[1-6])\s*/?>(?=\s|[\u3400-\u9fff]|\Z)"
                    r"|</?(?:p|br|div|span|strong|td|tr|li|h[1-6])\s*/?>")
_ENTITY = re.compile(r"&amp;(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});|&(?:nbsp|ldquo|rdquo|mdash|hellip|middot"
                     r"|quot|lsquo|rsquo|ensp|emsp|thinsp|zwnj|zwj);")
_LOST_SPACE = re.compile(
    r"(?<=[\u3400-\u9fff，。、；：！？”]) \?(?=[ \u3400-\u9fff“])|^ ?\?(?=[ \u3000]|\n)", re.MULTILINE)
_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\ue000-\uf8ff]+|(?<=[\u3400-\u9fff])[\u200c\u200d]+(?=[\u3400-\u9fff])")


def remove_image_stubs(text: str, evidence: Evidence) -> list[Edit]:
    """Remove images whose address is gone; a stub on a line of its own goes with the line.

    >>> [edit.old for edit in remove_image_stubs("一\\n![]()\\n二![圖]()三", Evidence())]
    ['![]()\\n', '![圖]()']
    """
    return [_edit(found, "", "image-stub", 0.99, "an image without an address shows nothing")
            for found in _STUB.finditer(text)]


def remove_tag_crumbs(text: str, evidence: Evidence) -> list[Edit]:
    """Remove what is left of HTML tags, on pages that show other damage.

    >>> [edit.old for edit in remove_tag_crumbs("照樣發展。”/p>", Evidence(is_damaged=True))]
    ['/p>']
    """
    if not evidence.is_damaged:
        return []
    return [_edit(found, "", "tag-crumb", 0.95, "the rest of an HTML tag") for found in _CRUMB.finditer(text)]


def decode_entities(text: str, evidence: Evidence) -> list[Edit]:
    """Decode HTML entities that were encoded twice, or left where no HTML is.

    >>> [(edit.old, edit.new) for edit in decode_entities("他說&amp;ldquo;好&amp;rdquo;&nbsp;走", Evidence())]
    [('&amp;ldquo;', '“'), ('&amp;rdquo;', '”'), ('&nbsp;', ' ')]
    """
    edits = []
    for found in _ENTITY.finditer(text):
        decoded = html.unescape(html.unescape(found[0])).replace("\xa0", " ")
        if decoded != found[0] and decoded.isprintable() and not _around_is_markup(text, found.start()):
            edits.append(_edit(found, decoded, "entity", 0.95, "an HTML entity that was encoded twice"))
    return edits


def _around_is_markup(text: str, at: int) -> bool:
    """Whether the line looks like HTML source or code, where entities are meant."""
    start = text.rfind("\n", 0, at) + 1
    return bool(re.search(r"<[a-zA-Z/][^>\n]{0,200}>|`", text[start : at + 200]))


def restore_spaces(text: str, evidence: Evidence) -> list[Edit]:
    """Put back spaces that an encoding turned into ``?``, on pages that show other damage."""
    if not evidence.is_damaged:
        return []
    return [_edit(found, " " if found[0].startswith(" ") and found.start() else "", "lost-space", 0.8,
                  "a no-break space that the encoding did not have") for found in _LOST_SPACE.finditer(text)]


def remove_invisible(text: str, evidence: Evidence) -> list[Edit]:
    """Remove zero-width and private-use characters between the visible ones.

    >>> [edit.span.start for edit in remove_invisible("看\u200b不見\ue123的", Evidence())]
    [1, 4]
    """
    why = "a character that shows nothing"
    return [_edit(found, "", "invisible", 0.97, why) for found in _INVISIBLE.finditer(text)]


def _edit(found: re.Match[str], new: str, rule: str, confidence: float, why: str) -> Edit:
    return Edit(Span(found.start(), found.end()), found[0], new, rule, confidence, why)
