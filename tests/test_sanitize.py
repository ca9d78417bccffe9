"""Nothing that a terminal obeys survives, and every offset stays right."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.sanitize import sanitize, sanitize_line

EVERYTHING = st.text(st.characters())  # lone surrogates included


def is_obeyed(char: str) -> bool:
    """Whether the character database says that this is a control, a surrogate or a bidirectional control."""
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(char) in (
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@given(EVERYTHING)
def test_nothing_dangerous_is_left_and_nothing_moves(text: str) -> None:
    safe = sanitize(text)
    assert len(safe) == len(text)
    assert not any(is_obeyed(char) for char in safe if char not in "\n\t")
    assert all(new == old for new, old in zip(safe, text, strict=True) if not is_obeyed(old) and old.isprintable())
    safe.encode("utf-8")


@given(EVERYTHING)
def test_a_line_is_one_line(text: str) -> None:
    line = sanitize_line(text)
    assert len(line) == len(text)
    assert not any(is_obeyed(char) for char in line)


def test_every_control_of_unicode_is_replaced() -> None:
    everything = "".join(map(chr, range(0x110000)))
    left = [hex(ord(char)) for char in sanitize(everything) if is_obeyed(char)]
    assert left == ["0x9", "0xa"]


@pytest.mark.parametrize(("raw", "shown"), [
    ("黑名單\x1b[2J\x1b[H", "黑名單␛[2J␛[H"),
    ("剪貼簿\x1b]52;c;5b6M\x07", "剪貼簿␛]52;c;5b6M␇"),
    ("八位元控制碼\x9b31m\x90q\x9c", "八位元控制碼�31m�q�"),
    ("空字元\x00、刪除\x7f、退格\x08\x08", "空字元␀、刪除␡、退格␈␈"),
    ("檔名\u202egpj.exe", "檔名�gpj.exe"),
    ("隱形\U000e0041\U000e007f標籤", "隱形��標籤"),
    ("半個\ud83d表情", "半個�表情"),
    ("行\u2028段\u2029", "行�段�"),
    ("家庭👨‍👩‍👧，葛\U000e0100，旗🇹🇼，é，\u3000全形", "家庭👨‍👩‍👧，葛\U000e0100，旗🇹🇼，é，\u3000全形"),
    ("第一段\n\t第二段", "第一段\n\t第二段"),
])
def test_shows_what_was_there(raw: str, shown: str) -> None:
    assert sanitize(raw) == shown


def test_safe_text_is_returned_as_it_is() -> None:
    text = "他說：「好。」\n" * 1000
    assert sanitize(text) is text


def test_loads_nothing_heavy() -> None:
    heavy = "{'dataclasses', 'textual', 'pathlib'}"
    code = f"import sys, reader_tui.text.sanitize; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert ran.stdout.strip() == "[]"
