"""When an article was written, as far as it says so itself. Unknown is said, not guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from reader_tui.analysis.time.moments import safe_date
from reader_tui.text.fold import fold_script

_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(0?[1-9]|1[0-2])\s?[-/.月]\s?(0?[1-9]|[12]\d|3[01])(?!\d)日?")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
_LABEL = re.compile(r"(?:发布|发表|更新|刊登|来源|时间|日期|作者|编辑|电)\D{0,12}$")
_HEAD = 600
"""Code points at the beginning of a text where a dateline stands."""


def find_reference_date(text: str, title: str = "", uri: str = "",
                        meta: Mapping[str, str] | None = None) -> tuple[date | None, str]:
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
    head = fold_script(text[:_HEAD])
    for found in _FULL.finditer(head):
        line_start = head.rfind("\n", 0, found.start()) + 1
        before = head[line_start : found.start()]
        line_end = head.find("\n", found.end())
        alone = not before.strip() and len(head[found.end() : line_end if line_end >= 0 else len(head)].strip()) <= 12
        if (alone or _LABEL.search(before)) and (day := _date(found)):
            return day, "dateline"
    found_name = _IN_NAME.search(uri.rsplit("/", 1)[-1]) or _FULL.search(title)
    if found_name and (day := _date(found_name)):
        return day, "file name" if found_name.string is not title else "title"
    return None, "unknown"


def _date(found: re.Match[str]) -> date | None:
    return safe_date(int(found[1]), int(found[2]), int(found[3]))
