"""When an article was written, as far as it says so itself. Unknown is said, not guessed.

A date in the text counts only in a dateline: behind a label (發布時間：), beside a news agency's 電, or on a line that holds
nothing else. Whatever a sentence tells of may have happened at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from reader_tui.analysis.time.moments import safe_date
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Document

_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(0?[1-9]|1[0-2])\s?[-/.月]\s?(0?[1-9]|[12]\d|3[01])(?!\d)日?")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_HEAD = 600
"""Code points at the beginning of a text where a dateline stands."""
_CREDIT = 12
"""Code points that may stand behind a date on a line of its own: a name, a place."""

# These meet the folded text of one line before or behind a date, at most `_HEAD` of it; every repetition is bounded.
_GAP = r"[\s|｜·•丨/／()（）\[\]【】〔〕<>]"
"""What parts a dateline. No dash: a date and a dash begin a range."""
_OF_TIME = (r"(?:最[后近新]|首次|本文|文章|原文|新闻|稿件|页面|网页|信息|内容)?"
            r"(?:(?:发布|发表|发稿|发文|发帖|更新|修改|编辑|刊登|刊发|刊出|上传|撰写|采写|写作|创建|出版|见报|张贴|公布|推送|转载)"
            r"(?:时间|日期|于)?|时间|日期)")
_OF_NAME = r"(?:(?:文章|消息|新闻|信息|稿件|内容)?来源|稿源|作者|(?:责任)?编辑|责编|记者|撰文)"
_NAME = r"[^。！？!?，,；;:：\d]{0,24}"
_LABEL_WITH_COLON = re.compile(rf"(?:^|{_GAP})(?:{_OF_TIME}\s{{0,4}}[:：]\s{{0,8}}|{_OF_NAME}\s{{0,4}}[:：]{_NAME})$")
_LABEL_ALONE = re.compile(rf"(?:^|{_GAP})(?:{_OF_TIME}{_GAP}{{0,8}}|{_OF_NAME}[ \t\u3000]{_NAME}{_GAP})$")
_LABEL_BEHIND = re.compile(rf"{_GAP}{{1,8}}(?:{_OF_TIME}|{_OF_NAME})\s{{0,4}}[:：]")
_WIRE = re.compile(rf"(?:[社网报台刊日][^。！？，,]{{0,12}}[电讯]{_GAP}{{1,4}}|^\s{{0,4}}综合外电)$")
"""An agency's mark with the date behind it."""
_BEFORE_WIRED = re.compile(r"[^。！？!?，,；;:：]{0,30}$")
_WIRED = re.compile(r"\s?[电讯](?:(?![\u4e00-\u9fff])|(?=记者|题))")
"""The same with the date in it; before any other character 电 begins a word (电动车)."""
_HOUR = re.compile(r"[\s,，T]{0,4}(?:(?:星期|周|礼拜)[一二三四五六日天])?\s{0,4}(?:[上下]午|早上?|晚上?|凌晨|中午)?\s{0,4}"
                   r"(?P<clock>\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?|[时点](?:\d{1,2}分)?))?")
_ENDS = re.compile(rf"$|{_GAP}|报道")
_PAUSES = re.compile(rf"$|{_GAP}|[,，;；。]")
_SET_APART = re.compile(rf"{_GAP}|(?:发布|发表|发稿|更新|刊登|刊发|出版|电|讯)(?:$|{_GAP})|[作写]?于.{{1,6}}$|第.{{1,4}}[版期]$")
_SENTENCE = re.compile("[。！？!?，,；;…]")
_TITLE_GOES_ON = re.compile(r"\s?(?:[起前后以至到的之—–~～，,]|-\d)")


class _Dateline(NamedTuple):
    """A date that a line gives, and how surely it is that of the article."""

    day: date
    is_sure: bool
    """Labelled, or told to the minute; a lone day may as well head a part of a chronicle."""


def find_document_date(document: Document, text: str) -> tuple[date | None, str]:
    """The date that a document states, else what its ``text``, as it is shown, tells; and where it comes from.

    >>> find_document_date(Document("昨天", date="2024-05-07"), "昨天")
    (datetime.date(2024, 5, 7), 'metadata')
    """
    with suppress(ValueError):  # a day that no calendar has is none
        if document.date is not None:
            return date.fromisoformat(document.date), "metadata"
    return find_reference_date(text, document.title, document.uri, document.meta)


def find_reference_date(text: str, title: str = "", uri: str = "", meta: Mapping[str, str] | None = None,
                        ) -> tuple[date | None, str]:
    """(date, where it comes from): metadata, a dateline at the beginning, or the name of the file.

    >>> find_reference_date("發布時間:2024年5月7日 20:31\\n正文")
    (datetime.date(2024, 5, 7), 'dateline')
    >>> find_reference_date("正文說起2024年5月7日那天的事。")
    (None, 'unknown')
    """
    for name in ("date", "published", "modified"):
        found = _FULL.search((meta or {}).get(name, ""))
        if found and (day := _date(found)):
            return day, f"metadata ({name})"
    if day := _dateline(fold_script(text[:_HEAD])):
        return day, "dateline"
    if (found := _IN_NAME.search(uri.rsplit("/", 1)[-1])) and (day := _date(found)):
        return day, "file name"
    if day := _in_title(fold_script(title)):
        return day, "title"
    return None, "unknown"


def _dateline(head: str) -> date | None:
    """The first date of a dateline; lone days that differ are a chronicle, and of none of them it is known."""
    told = list(_datelines(head))
    lone = {one.day for one in told if not one.is_sure}
    return next((one.day for one in told if one.is_sure or len(lone) == 1), None)


def _datelines(head: str) -> Iterator[_Dateline]:
    for found in _FULL.finditer(head):
        day = _date(found)
        line_end = head.find("\n", found.end())
        before = head[head.rfind("\n", 0, found.start()) + 1 : found.start()]
        after = head[found.end() : line_end if line_end >= 0 else len(head)]
        if day is None:
            continue
        if _is_labelled(before, after):
            yield _Dateline(day, is_sure=True)
        elif not before.strip() and _is_alone(after):
            hour = _HOUR.match(after)
            yield _Dateline(day, is_sure=hour is not None and hour["clock"] is not None)


def _is_labelled(before: str, after: str) -> bool:
    """Whether the parts of a line around a date call it the article's: a label, or an agency's mark.

    >>> _is_labelled("来源：新华社 | 时间：", " 20:31"), _is_labelled("新华社北京", "电（记者王某）")
    (True, True)
    >>> _is_labelled("截止时间：", ""), _is_labelled("作者", "出生"), _is_labelled("电动车自", "起涨价")
    (False, False, False)
    """
    if _WIRED.match(after) and _BEFORE_WIRED.match(before):
        return True
    is_told_on = (hour := _HOUR.match(after)) is not None and hour[0].strip(" \t\u3000,，T") != ""
    if _LABEL_WITH_COLON.search(before):
        return is_told_on or _PAUSES.match(after) is not None
    return (is_told_on or _ENDS.match(after) is not None) and (
        _LABEL_ALONE.search(before) is not None or _WIRE.search(before) is not None)


def _is_alone(after: str) -> bool:
    """Whether what follows a date to the end of its line makes no sentence of it.

    >>> _is_alone(" 20:31 来源：某报"), _is_alone("，星期二"), _is_alone("，他出生。"), _is_alone("至9日")
    (True, True, False, False)
    """
    hour = _HOUR.match(after)
    rest = after[hour.end() :] if hour and not hour[0].endswith((",", "，")) else after
    if not rest.strip() or _LABEL_BEHIND.match(rest):
        return True
    is_apart = _SET_APART.match(rest) is not None or (rest != after and after[:1].isspace())
    return is_apart and len(rest.strip()) <= _CREDIT and not _SENTENCE.search(rest)


def _in_title(title: str) -> date | None:
    """The date at an edge of a title, which is then of that day; one inside it is what the title tells of.

    >>> _in_title("2024年5月7日例行记者会"), _in_title("自2024年5月7日起涨价")
    (datetime.date(2024, 5, 7), None)
    """
    for found in _FULL.finditer(title):
        before, after = title[: found.start()], title[found.end() :]
        if before.strip() and not re.search(rf"{_GAP}$", before):
            continue
        if before.strip() and not _ENDS.match(after):
            continue
        if not _TITLE_GOES_ON.match(after) and "。" not in title:
            return _date(found)
    return None


def _date(found: re.Match[str]) -> date | None:
    return safe_date(int(found[1]), int(found[2]), int(found[3]))
