"""Passages that are hidden: no gap is left in their place, and every one can be shown again."""

from __future__ import annotations

import pytest

from reader_tui.text.repair import repair
from reader_tui.text.views import TextView

TWICE = "河邊的風從早吹到晚，船夫把繩子繫好，又數了數袋裡的米，燈還亮著，孩子們第二天又去看了一次。"
NOTICE = "特別聲明:以上內容為用戶上傳並發布,本平臺僅提供信息存儲服務。"


@pytest.mark.parametrize(("text", "expect"), [
    (f"{TWICE}\n\n{TWICE}\n\n{TWICE}\n\n後來呢。\n", f"{TWICE}\n\n後來呢。\n"),
    (f"{TWICE}\n\n{TWICE}\n後來呢。\n", f"{TWICE}\n\n後來呢。\n"),
    (f"{TWICE}  \n\n　{TWICE}\n \n　後來呢。", f"{TWICE}  \n \n　後來呢。"),
    (f"正文結束了。\n\n{NOTICE}\n\n", "正文結束了。\n\n"),
    (f"正文結束了。\n\n{NOTICE}", "正文結束了。"),
    (f"正文結束了。\n\n上一篇:另一件事\n\n{NOTICE}", "正文結束了。"),
    (f"正文結束了。\n{NOTICE}\n掃描二維碼關注我們", "正文結束了。"),
    (f"{TWICE}\n{TWICE}\n{TWICE}", TWICE),
])
def test_no_gap_is_left_where_a_passage_was_folded(text: str, expect: str) -> None:
    edits = repair(text).edits
    assert TextView.edited(text, edits).text == expect
    assert [edit.span.of(text) for edit in edits] == [edit.old for edit in edits]


def test_the_edit_of_a_fold_can_be_refused() -> None:
    text = f"正文結束了。\n{NOTICE}\n掃描二維碼關注我們"
    for edit in repair(text).edits:
        assert edit.span not in {one.span for one in repair(text, rejected={edit.span}).edits}
