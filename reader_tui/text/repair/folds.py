"""Passages that are not the article: hidden with a reason, never deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader_tui.text.model import Edit, Span, paragraph_spans
from reader_tui.text.repair.evidence import Evidence
from reader_tui.text.repair.language import is_han
from reader_tui.text.repair.source_code import is_code, is_markup

_SHORTEST_DUPLICATE = 40
_FEWEST_TOGETHER = 3
"""Paragraphs that repeat others in the same order, from which on it is no refrain and no clause of a law."""
_SENTENCE_END = re.compile("[。！？；!?]")
_LISTED = re.compile(r"\s*(?:[|>#]|[-*+]\s|[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.]|第.{1,5}[条條款])")


def fold_disclaimers(text: str, evidence: Evidence) -> list[Edit]:
    """Hide paragraphs that are a platform's disclaimer, those that follow each other as one.

    >>> from reader_tui.text.repair.evidence import gather_evidence
    >>> page = "正文。\\n特別聲明:以上內容為用戶上傳並發布,本平臺僅提供信息存儲服務。"
    >>> [edit.old[:4] for edit in fold_disclaimers(page, gather_evidence(page))]
    ['特別聲明']
    """
    return _folded(text, evidence.site.disclaimers, "fold-disclaimer", 0.95,
                   "the platform's disclaimer, the same under every article")


def fold_chrome(text: str, evidence: Evidence) -> list[Edit]:
    """Hide short paragraphs that belong to the site and not to the article: paths, buttons, lists of links.

    >>> from reader_tui.text.repair.evidence import gather_evidence
    >>> page = "首頁 > 新聞 > 國際\\n正文從這裡開始。\\n上一篇:另一件事\\n掃描二維碼關注我們"
    >>> [edit.old.strip() for edit in fold_chrome(page, gather_evidence(page))]
    ['首頁 > 新聞 > 國際', '上一篇:另一件事\\n掃描二維碼關注我們']

    A sentence about such things stays.

    >>> page = "點擊二維碼就可以付款,他說。\\n大家都笑了。"
    >>> fold_chrome(page, gather_evidence(page))
    []
    """
    return _folded(text, evidence.site.chrome, "fold-chrome", 0.9, "it belongs to the site, not to the article")


def fold_duplicates(text: str, evidence: Evidence) -> list[Edit]:
    """Hide long paragraphs that stood in the text before, word for word, where scrapers repeat them.

    That is right behind the first one, as a lead above the text, or along with its neighbours; a refrain stays.

    >>> paragraph = "這一段話在頁面上出現了兩次,因為抓取的程式把正文和摘要都收了進來,讀者只需要看一次就夠了。"
    >>> [edit.old.strip() == paragraph for edit in fold_duplicates(f"{paragraph}\\n{paragraph}", Evidence())]
    [True]
    """
    first: dict[str, int] = {}
    told = [(span, words) for span in paragraph_spans(text) if (words := span.of(text).strip())]
    origins = [first.setdefault(words, number) for number, (_, words) in enumerate(told)]
    if len(first) == len(told) or is_markup(text):
        return []
    lengths = _lengths(origins)
    edits = []
    for number, (span, _) in enumerate(told):
        steps = number - origins[number]
        if steps and _is_prose(span.of(text)) and not is_code(text, span.start) and (
                steps <= (2 if origins[number] < 2 else 1) or lengths[number] >= _FEWEST_TOGETHER):
            whole = _whole_lines(text, span)
            edits.append(Edit(whole, whole.of(text), "", "fold-duplicate", 0.9, "the same paragraph stands above"))
    return edits


def _lengths(origins: Sequence[int]) -> list[int]:
    """For each paragraph, how many in a row around it repeat a row above; 0 where it repeats nothing."""
    lengths = [0] * len(origins)
    start = 0
    for number in range(1, len(origins) + 1):
        goes_on = number < len(origins) and origins[number] == origins[number - 1] + 1 and origins[number] < number
        if goes_on and origins[number - 1] < number - 1:
            continue
        if origins[number - 1] < number - 1:
            lengths[start:number] = [number - start] * (number - start)
        start = number
    return lengths


def _is_prose(paragraph: str) -> bool:
    return (len(paragraph) >= _SHORTEST_DUPLICATE and _SENTENCE_END.search(paragraph) is not None
            and not _LISTED.match(paragraph) and 2 * sum(map(is_han, paragraph)) > len(paragraph))


def _folded(text: str, wanted: frozenset[str], rule: str, confidence: float, why: str) -> list[Edit]:
    """Edits that hide the paragraphs wanted, those that follow each other as one."""
    passages: list[Span] = []
    for span in paragraph_spans(text) if wanted else ():
        if span.of(text) not in wanted:
            continue
        begun = passages.pop() if passages and not text[passages[-1].end : span.start].strip() else span
        passages.append(Span(begun.start, span.end))
    whole = [_whole_lines(text, passage) for passage in passages]
    return [Edit(span, span.of(text), "", rule, confidence, why) for span in whole]


def _whole_lines(text: str, passage: Span) -> Span:
    r"""The lines of a passage, and the empty ones before it where others follow: those part its neighbours then.

    Lines end with their newline, so two passages never want the same one.

    >>> text = "甲\n\n乙\n\n丙"
    >>> _whole_lines(text, Span(3, 4)).of(text), _whole_lines("甲\n\n乙\n丙", Span(3, 4)).of("甲\n\n乙\n丙")
    ('\n乙\n', '乙\n')
    """
    behind = passage.end
    while behind < len(text) and text[behind].isspace():
        behind += 1
    end = min(len(text), passage.end + 1)
    if behind < len(text) and text.count("\n", passage.end, behind) < 2:
        return Span(passage.start, end)
    before = passage.start
    while before and text[before - 1].isspace():
        before -= 1
    # trailing spaces of the line before are its own
    start = text.index("\n", before) + 1 if before else passage.start
    return Span(start, end)


def with_newlines_before(text: str, folds: Sequence[Edit]) -> list[Edit]:
    """All folds of a text, in order; those that end a text which ends without a newline take the one before them.

    Each of a row of folds at the end gives the newline of its last line up for that before its first.
    """
    moved = list(folds)
    at = len(moved) - 1
    end = len(text)
    while at >= 0 and not text.endswith("\n") and moved[at].span.end == end and moved[at].span.start:
        start, behind = moved[at].span.start, 0 if end == len(text) else 1
        whole = Span(start - 1, end - behind)
        moved[at] = replace(moved[at], span=whole, old=whole.of(text))
        end, at = start, at - 1
    return moved
