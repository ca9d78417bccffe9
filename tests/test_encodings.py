"""Text comes out of its bytes whatever they were written in, and damage is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.encodings import UnknownEncodingError, decode

CASES = json.loads((PROJECT / "tests" / "cases" / "encodings.json").read_text("utf-8"))
TRADITIONAL: str = CASES["traditional"]
SIMPLIFIED: str = CASES["simplified"]
WRITTEN_IN = [(SIMPLIFIED, "utf-8"), (SIMPLIFIED, "gb18030"), (SIMPLIFIED, "utf-16-le"), (SIMPLIFIED, "utf-16-be"),
              (TRADITIONAL, "cp950"), (TRADITIONAL, "gb18030"), (TRADITIONAL, "utf-16-le"), (TRADITIONAL, "utf-16-be")]


@pytest.mark.parametrize("size", [20, 60, 200])
@pytest.mark.parametrize(("text", "encoding"), WRITTEN_IN)
def test_reads_every_stretch_of_chinese_without_being_told(text: str, encoding: str, size: int) -> None:
    for start in range(0, len(text) - size + 1, 7):
        part = text[start : start + size]
        assert decode(part.encode(encoding)).text == part


@pytest.mark.parametrize("encoding", CASES["others"])
def test_reads_other_languages(encoding: str) -> None:
    text = CASES["others"][encoding]
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.how, decoded.damaged_bytes) == (text, "statistics", 0)


def test_reads_the_characters_of_hong_kong() -> None:
    assert decode(CASES["hong_kong"].encode("big5hkscs")).text == CASES["hong_kong"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_looks_behind_a_long_beginning_in_ascii(encoding: str) -> None:
    data = b"var a = 1;\n" * 9001 + SIMPLIFIED.encode(encoding) + b"\xff" * (encoding == "utf-8")
    assert SIMPLIFIED in decode(data).text


def test_reads_seven_bit_chinese() -> None:
    assert decode(SIMPLIFIED.encode("hz")).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_reads_latin_utf16_without_a_mark(encoding: str) -> None:
    assert decode("Minutes of the meeting\n".encode(encoding)).text == "Minutes of the meeting\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_believes_a_byte_order_mark_and_takes_it_off(encoding: str) -> None:
    decoded = decode("短".encode(encoding))
    assert (decoded.text, decoded.how) == ("短", "mark")


@pytest.mark.parametrize(("declared", "encoding", "how"), [
    ("gb2312", "gb18030", "declared"),
    ("utf-8", "gb18030", "frequency"),
    ("big5", "gb18030", "frequency"),
    ("iso-8859-1", "gb18030", "frequency"),
    ("zlib", "gb18030", "frequency"),
    ("沒有這種編碼", "gb18030", "frequency"),
])
def test_believes_a_declaration_only_if_it_holds(declared: str, encoding: str, how: str) -> None:
    decoded = decode(SIMPLIFIED.encode("gb18030"), declared=declared)
    assert (decoded.encoding, decoded.how, decoded.text) == (encoding, how, SIMPLIFIED)


def test_a_wrong_declaration_does_not_spoil_utf8() -> None:
    assert decode(TRADITIONAL.encode(), declared="gb2312").text == TRADITIONAL


def test_the_user_has_the_last_word() -> None:
    data = SIMPLIFIED.encode("gb18030")
    decoded = decode(data, override="big5")
    assert (decoded.encoding, decoded.how) == ("big5", "override")
    assert decoded.text != SIMPLIFIED


@pytest.mark.parametrize("name", ["nope", "zlib", "rot13", "", "utf-8\0"])
def test_a_wish_for_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(UnknownEncodingError, match="no such encoding"):
        decode(b"text", override=name)


@pytest.mark.parametrize(("data", "text", "damaged"), [
    ("好".encode() + b"\xff\xfe" + "吧".encode(), "好��吧", 2),
    ("好".encode()[1:] + "的，我們走吧。".encode(), "��的，我們走吧。", 2),
    ("原文就有�這個字".encode(), "原文就有�這個字", 0),
    (b"plain", "plain", 0),
    (b"", "", 0),
])
def test_counts_each_damaged_byte_and_shows_it(data: bytes, text: str, damaged: int) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.damaged_bytes) == (text, damaged)


def test_a_file_mixed_of_two_encodings_opens_as_the_one_it_is_mostly() -> None:
    decoded = decode(TRADITIONAL.encode() * 3 + "附註：完。".encode("gb18030"))
    assert decoded.text.startswith(TRADITIONAL * 3)
    assert decoded.encoding == "utf-8"
    assert decoded.damaged_bytes > 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_the_cut_off_end_of_a_head_is_no_damage(encoding: str) -> None:
    data = (SIMPLIFIED * 2).encode(encoding)
    for size in range(300, 312):
        decoded = decode(data[:size], is_head=True)
        assert SIMPLIFIED.startswith(decoded.text)
        assert decoded.damaged_bytes == 0


def test_newlines_of_every_system_become_one() -> None:
    assert decode(b"a\r\nb\rc\n\r\nd").text == "a\nb\nc\n\nd"


def test_form_feed_and_line_separator_are_no_newlines() -> None:
    assert decode("一\x0c二\u2028三".encode()).text == "一\x0c二\u2028三"


@given(st.binary(max_size=300))
def test_any_bytes_decode_to_encodable_text(data: bytes) -> None:
    decoded = decode(data)
    decoded.text.encode("utf-8", "surrogatepass")
    assert "\r" not in decoded.text
    assert 0 <= decoded.damaged_bytes <= len(data)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufeff")))
def test_utf8_always_comes_back_whole(text: str) -> None:
    assert decode(text.encode(), override="utf-8").text == text


def test_the_shared_articles_read_right_in_every_code_page(shared: Path) -> None:
    lines = (shared / "dev" / "articles.jsonl").read_text("utf-8").split("\n")
    texts = [json.loads(line)["text"] for line in lines if line]
    for text in texts:
        for encoding in ("gb18030", "utf-16-le", "utf-8"):
            assert decode(text[:400].encode(encoding)).text == text[:400].replace("\r", "\n")
