"""UTF-8 that was read as GBK is mended even where bytes were lost, and nothing else is touched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from bench.repair_text import Writer
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.repair import repair
from reader_tui.text.repair.torn_utf8 import LOST, mend
from reader_tui.text.views import TextView

SENTENCES = re.findall("[^。！？\n]+[。！？]”?", "\n".join(Writer(seed).article() for seed in range(4)))


def with_replacements(text: str) -> str:
    """Each byte that begins no character shown as ``?``."""
    return text.encode().decode("gbk", "replace").replace("\ufffd", "?")


def without_them(text: str) -> str:
    """Such bytes left out."""
    return text.encode().decode("gbk", "ignore")


def by_pairs(text: str) -> str:
    """Both bytes of what is no character shown as one ``?``."""
    pairs = re.findall(rb"[\x80-\xff][@-\xff]|.", text.encode(), re.DOTALL)
    return "".join(pair.decode("gbk", "replace").replace("\ufffd", "?")[:1] for pair in pairs)


@pytest.mark.parametrize(("read", "least"), [(with_replacements, 0.93), (without_them, 0.93), (by_pairs, 0.85)])
def test_nearly_every_character_comes_back_and_hardly_one_as_another(read: Callable[[str], str], least: float) -> None:
    found: Counter[str] = Counter()
    for sentence in SENTENCES:
        mended = mend(read(sentence))
        found.update("lost" if now == LOST or len(mended) != len(sentence) else "right" if now == was else "wrong"
                     for was, now in zip(sentence, mended or LOST * len(sentence), strict=False))
    assert found["right"] >= least * found.total()
    assert found["wrong"] <= 0.004 * found.total()


@pytest.mark.parametrize("said", [
    "河水涨到了桥面，谁也不愿意离开。", "你去过河边吗?那座桥还在吗？我们走了很久。", "这座桥将于2026年3月通车，共用了15亿元。",
])
def test_a_line_is_mended_whole_with_its_digits(said: str) -> None:
    shown = with_replacements(said)
    assert shown != said
    page = f"前一行是好的。\n{shown}\n後一行也是。"
    assert TextView.edited(page, repair(page).edits).text == f"前一行是好的。\n{said}\n後一行也是。"


@pytest.mark.parametrize("text", [
    "涓涓細流匯成大河，浠水也在其中。真的嗎?", "鐨、鏄、鎴這三個字很少見?很少見。", "他說“鈥”是一個元素的名字??", "锛?", "銆?銆?銆?銆?銆?",
])
def test_rare_characters_stay(text: str) -> None:
    assert repair(text).edits == ()


@given(st.text() | st.text(alphabet="锛銆鐨鏄涓浠鎴鈥闈娌虫按?€a7\ufffd"))
def test_any_text_is_mended_or_left(text: str) -> None:
    mend(text)
    edits = repair(text).edits
    assert all(edit.old == edit.span.of(text) for edit in edits)
