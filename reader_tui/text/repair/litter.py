"""What scraping left lying about: stubs, crumbs, entities, invisible characters."""

from __future__ import annotations

import html
import re

from reader_tui.text.model import Edit, Span
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.language import is_han
from reader_tui.text.repair.source_code import is_markup, is_meant, is_tagged

_NO_ADDRESS = r"\((?:\s*|#|about:blank|javascript:[^()\s]{0,20}(?:\(\d*\))?;?)\)"
_IMAGE = rf"!\[([^\]\n]{{0,80}}?)\]{_NO_ADDRESS}"
_STUB = re.compile(rf"(?:^|(?<=\n))[ \t\u3000]*{_IMAGE}[ \t\u3000]*(?:\n|\Z)|\[{_IMAGE}\]\([^()\s]{{0,300}}\)|{_IMAGE}")
_CAPTION = re.compile("[\u3400-\u9fff].{4}")
_TAGS = ("p|br|div|span|strong|b|em|i|u|a|font|center|section|blockquote|ul|ol|li|table|tbody|thead|tr|td|th|img|h[1-6]|o:p"
         "|figure|figcaption|article|iframe|video|source|svg|path|hr|sup|sub")
_CRUMB = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,300}})?/?>"
                    rf"|(?<![A-Za-z0-9</])(?:/(?:{_TAGS})|br|div|span|strong|blockquote)\s*/?>(?=\s|[\u3400-\u9fff“「]|\Z)",
                    re.IGNORECASE)
_ENTITY = re.compile(r"&amp;(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});|&(?:nbsp|ldquo|rdquo|mdash|hellip|middot"
                     r"|quot|lsquo|rsquo|ensp|emsp|thinsp|zwnj|zwj);")
_ANY_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
"""On a damaged page: elsewhere a single &lt; is how Markdown is written."""
_REPLACED = "\ufffd"
"""What numbers that are no characters decode to."""
_QUOTES = ("「」", "『』", "“”", "‘’", '""', "''", "()", "（）", "[]", "【】")
_LOST_SPACE = re.compile(
    r"(?<=[\u3400-\u9fff，。、；：！？”])((?: \?)+)(?=[ \u3400-\u9fff“])|^(?: ?\?)+(?=[ \u3000]|\n)", re.MULTILINE)
_INDENT = re.compile(r"^\?{2,8}(?=[\u3400-\u9fff“「《])", re.MULTILINE)
_FEWEST_INDENTS = 3
_ASKS = re.compile("[吗嗎呢么麼谁誰哪啥何怎几幾多少是否能否可否要不吧]")
_ZERO_WIDTH = "\u200b\u2060\ufeff\u00ad\u200c\u200d\u200e"
_CHINESE = "\u2014-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_INVISIBLE = re.compile(rf"(?<=[{_CHINESE}])[{_ZERO_WIDTH}]+|[{_ZERO_WIDTH}]+(?=[{_CHINESE}])|[\u200b\u2060\ufeff]+(?=\s|\Z)"
                        rf"|(?:^|(?<=\s))[\u200b\u2060\ufeff]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_BULLET = re.compile("(?:^|(?<=\\s))[\ue600-\ue7ff\uf000-\uf2ff]+(?=\\s|\\Z)")
_SEPARATES_WORDS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer write a zero-width space between words."""


def remove_image_stubs(text: str, evidence: Evidence) -> list[Edit]:
    """Remove images whose address is gone; a stub on a line of its own goes with the line.

    >>> [edit.old for edit in remove_image_stubs("一\\n![]()\\n二![圖]()三", Evidence())]
    ['![]()\\n', '![圖]()']

    What it would have shown is kept where it is said.

    >>> [edit.new for edit in remove_image_stubs("![大橋通車的那一天]()", Evidence())]
    ['大橋通車的那一天']
    """
    edits = []
    for found in _STUB.finditer(text):
        alternative = (found[1] or found[2] or found[3] or "").strip()
        caption = alternative if _CAPTION.search(alternative) else ""
        if not is_meant(text, found.start()):
            new = caption + "\n" * (bool(caption) and found[0].endswith("\n"))
            edits.append(_edit(found, new, "image-stub", 0.99, "an image without an address shows nothing"))
    return edits


def remove_tag_crumbs(text: str, evidence: Evidence) -> list[Edit]:
    """Remove what is left of HTML tags, on pages that show other damage.

    >>> [edit.old for edit in remove_tag_crumbs("照樣發展。”/p>", Evidence(is_damaged=True))]
    ['/p>']
    """
    if not evidence.is_damaged or is_markup(text):
        return []
    return [_edit(found, "", "tag-crumb", 0.95, "the rest of an HTML tag") for found in _CRUMB.finditer(text)
            if not is_meant(text, found.start())]


def decode_entities(text: str, evidence: Evidence) -> list[Edit]:
    """Decode HTML entities that were encoded twice, or left where no HTML is.

    >>> [(edit.old, edit.new) for edit in decode_entities("他說&amp;ldquo;好&amp;rdquo;&nbsp;走", Evidence())]
    [('&amp;ldquo;', '“'), ('&amp;rdquo;', '”'), ('&nbsp;', ' ')]
    """
    places = list((_ANY_ENTITY if evidence.is_damaged else _ENTITY).finditer(text))
    if not places or is_markup(text):
        return []
    edits = []
    for found in places:
        decoded = html.unescape(html.unescape(found[0])).replace("\xa0", " ")
        is_readable = decoded != found[0] and decoded.isprintable() and _REPLACED not in decoded
        if is_readable and not _is_meant_as_entity(text, found, is_damaged=evidence.is_damaged):
            times = "encoded twice" if found[0].startswith("&amp;") else "left as it was"
            edits.append(_edit(found, decoded, "entity", 0.95, f"an HTML entity that was {times}"))
    return edits


def _is_meant_as_entity(text: str, found: re.Match[str], *, is_damaged: bool) -> bool:
    """Whether an entity is spoken of: in code, in an address, between quotation marks, or in a line on markup."""
    around = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
    in_address = re.search(r"[a-z]+://\S*$|[?&][\w-]+=\S*$", text[max(0, found.start() - 200) : found.start()])
    return (around in _QUOTES or in_address is not None or is_meant(text, found.start())
            or (not is_damaged and is_tagged(text, found.start())))


def restore_spaces(text: str, evidence: Evidence) -> list[Edit]:
    """Put back spaces that an encoding turned into ``?``, on pages that show other damage.

    >>> [edit.old for edit in restore_spaces("標題\\n??一。\\n??二。\\n??三。", Evidence())]
    ['??', '??', '??']
    >>> page = "他說完了。 ?第二天 ?下雨。\\n你去哪 ?我回家"
    >>> [edit.span.start for edit in restore_spaces(page, Evidence(is_damaged=True))]
    [5, 10]
    """
    why = "a no-break space that the encoding did not have"
    indents = [_edit(found, "", "lost-space", 0.8, why) for found in _indents(text)]
    if indents or not evidence.is_damaged:
        return indents
    return [_edit(found, " " if found[1] else "", "lost-space", 0.8, why) for found in _LOST_SPACE.finditer(text)
            if not (found[1] and _ASKS.search(text[max(0, found.start() - 8) : found.start()].rpartition("。")[2]))]


def _indents(text: str) -> list[re.Match[str]]:
    """Rows of question marks that begin most paragraphs, the same number each: they were indents."""
    found = list(_INDENT.finditer(text))
    paragraphs = sum(bool(line.strip()) for line in text.split("\n")) if len(found) >= _FEWEST_INDENTS else 0
    return found if paragraphs and 2 * len(found) > paragraphs and len({one[0] for one in found}) == 1 else []


def remove_invisible(text: str, evidence: Evidence) -> list[Edit]:
    r"""Remove zero-width characters around Chinese, and private-use ones that were bullets and buttons.

    Where a private-use character may stand for one that no font had, it stays, but for damaged pages.

    >>> [edit.span.start for edit in remove_invisible("看\u200b不見\n\uf0b2 一", Evidence())]
    [1, 5]
    >>> remove_invisible("與劉昉、韋\ue862、皇甫績同謀", Evidence())
    []
    """
    found = list(_INVISIBLE.finditer(text))
    if found and _SEPARATES_WORDS.search(text):
        found = [one for one in found if _is_between_chinese(text, one)]
    found += (_PRIVATE if evidence.is_damaged else _BULLET).finditer(text)
    return [_edit(one, "", "invisible", 0.97, "a character that shows nothing")
            for one in sorted(found, key=lambda one: one.start())]


def _is_between_chinese(text: str, found: re.Match[str]) -> bool:
    return any(is_han(beside) for beside in (text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]))


def _edit(found: re.Match[str], new: str, rule: str, confidence: float, why: str) -> Edit:
    return Edit(Span(found.start(), found.end()), found[0], new, rule, confidence, why)
