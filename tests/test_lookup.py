"""Looking words up, and asking other programs about them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader_tui import lookup
from reader_tui.lookup import DictionaryError, Form, dictionary_command, look_up
from reader_tui.text.model import Span
from reader_tui.text.script import available

needs_opencc = pytest.mark.skipif(not available(), reason="OpenCC is an extra")


@pytest.mark.parametrize(
    ("word", "pinyin"),
    [("银行", "yín háng"), ("銀行", "yín háng"), ("行走", "xíng zǒu"), ("音樂", "yīn yuè"), ("AI", ""), ("乾隆", "qián lóng")],
)
def test_words_are_read_as_words(word: str, pinyin: str) -> None:
    assert look_up(word).pinyin == pinyin


def test_the_clause_decides_how_a_character_is_read() -> None:
    text = "他去AI银行2次，又去旅行。"
    assert look_up("行", text, Span(5, 6)).pinyin == "háng"
    assert look_up("行", text, Span(12, 13)).pinyin == "xíng"
    assert look_up("行", text, Span(0, 1)).pinyin == look_up("行").pinyin


def test_every_reading_of_a_character_is_listed() -> None:
    reading = look_up("行").readings[0]
    assert reading.character == "行" and {"xíng", "háng"} <= set(reading.pinyin)
    assert look_up("，").readings[0].pinyin == ()


@needs_opencc
@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("软件", [Form("Traditional", "軟件"), Form("said in Taiwan", "軟體")]),
        ("軟體", [Form("Simplified", "软体"), Form("Japanese", "軟体"), Form("said in the mainland", "软件")]),
        ("里面", [Form("Traditional", "裏面"), Form("Taiwan", "裡面")]),
        ("山水", []),
    ],
)
def test_other_forms_are_listed_once(word: str, forms: list[Form]) -> None:
    assert list(look_up(word).forms) == forms


def test_without_opencc_the_simplified_form_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "available", lambda: False)
    assert look_up("軟件").forms == (Form("Simplified", "软件"),)


def test_occurrences_are_counted_in_either_script() -> None:
    assert look_up("发展", "發展、发展、發现").occurrences == 2


def python(code: str) -> str:
    """A dictionary command that runs Python."""
    return f"{sys.executable} -c '{code}' %s"


def test_the_word_is_one_argument_and_never_a_command(tmp_path: Path) -> None:
    word = f"a; touch {tmp_path}/x $(touch {tmp_path}/y) 'b"
    assert dictionary_command(python("import sys; print(len(sys.argv), sys.argv[1])"), word) == f"2 {word}"
    assert list(tmp_path.iterdir()) == []
    assert dictionary_command("echo", "字") == "字"


def test_answers_are_made_safe() -> None:
    code = r'print("\x1b[31m红\x1b[0m\x1b]52;c;eA==\x07\x9b1m\u202e字\x08")'
    assert dictionary_command(python(code), "字") == "红\ufffd1m\ufffd字␈"


def test_long_answers_are_cut_and_slow_ones_stopped() -> None:
    assert 21_000 < len(dictionary_command(python('while True: print("字" * 1000)'), "字")) < 22_000
    with pytest.raises(DictionaryError, match=r"gave no answer in 0\.2 s"):
        dictionary_command(python("import time; time.sleep(30)"), "字", timeout=0.2)


@pytest.mark.parametrize(
    ("command", "word", "message"),
    [
        ("no-such-dictionary-program %s", "字", "is not installed"),
        ("", "字", "no dictionary command is set"),
        ("sdcv '%s", "字", "cannot be read"),
        ("true %s", "字", "has nothing about 字"),
        ("echo %s", "--exec=x", "nothing to look up"),
        ("echo %s", " ", "nothing to look up"),
    ],
)
def test_what_fails_is_said_in_a_sentence(command: str, word: str, message: str) -> None:
    with pytest.raises(DictionaryError, match=message):
        dictionary_command(command, word)
