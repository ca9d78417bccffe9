"""The tables behind the repair of shifted bytes agree with what they were made from."""

from __future__ import annotations

import pytest

from reader_tui.text.repair.beam import Path
from reader_tui.text.repair.dropped_pairs import with_one_more
from reader_tui.text.repair.gbk import decode, encode, two_byte_codes
from reader_tui.text.repair.guesses import IN_STEP, unwritten
from reader_tui.text.repair.language import STEPS, Candidates, class_of, model
from reader_tui.text.repair.page_line import DOUBLED, PageLine
from reader_tui.text.repair.readings import characters_read, reads
from reader_tui.text.repair.words import Words


def test_every_code_of_two_bytes_is_encoded_in_them_and_no_other() -> None:
    codes = two_byte_codes()
    plane = (code for code in range(0x80, 0x10000) if not 0xD800 <= code < 0xF900)  # no surrogates, no private use
    assert {code for code in plane if len(encode(chr(code))) == 2} == codes
    assert all(decode(*encode(chr(code))) == chr(code) for code in codes)


@pytest.mark.parametrize("pinyin", ["lián", "lian", "lǜ", "ér"])
def test_characters_of_a_pinyin_are_those_that_read_so(pinyin: str) -> None:
    read = {chr(code) for code in two_byte_codes() if reads(chr(code), pinyin)}
    assert read == set(characters_read(pinyin)) != set()


def test_a_simplified_page_has_the_characters_that_only_look_traditional() -> None:
    assert not unwritten(traditional=False) & set("著乾着的国")
    assert set("國經顯") <= unwritten(traditional=False)


@pytest.mark.parametrize("context", ["市场", "的", "，经", "0#", "袊龅"])
def test_the_likeliest_are_ranked_as_the_single_steps_tell(context: str) -> None:
    characters = "場濟營時間的了在是不我們龘，。袊"
    ranked = model().likeliest(context, Candidates.of(model().ranked(characters)), 6)
    steps = sorted((-STEPS * model().step(context, class_of(one)), one) for one in characters)
    assert [(level, one) for level, one, _ in ranked] == steps[:6]


def test_a_context_is_no_longer_than_what_it_tells() -> None:
    contexts = {one + two: model().context(one, two) for one in "市经，人的" for two in "场济，们龘"}
    assert {len(context) for context in contexts.values()} == {1, 2}
    for context, short in contexts.items():
        assert context.endswith(short)
        assert all(model().step(context, one) == model().step(short, one) for one in "的场济，人发")


def test_a_guess_gains_what_the_same_character_gains_alone() -> None:
    words = Words.of("外贸公司的经理说，外贸公司没有他的经理")
    ranked = model().likeliest("外贸", Candidates.of(model().ranked("公司工貿經他她，。")), 8)
    guessed = words.gains_of("外贸", ranked)
    assert guessed == sorted(guessed, reverse=True)
    for gain, character, known in guessed:
        assert words.gain("外贸", character) == (pytest.approx(gain), model().context("贸", known))


def test_two_characters_in_a_row_tell_where_a_reading_is_not_sound() -> None:
    line = PageLine("他們說，?？", Words())
    assert min(line.gains_of_pairs(4, "市場的發展", 6)) >= -11.5
    pairs = line.gains_of_pairs(4, "市場袊龅發展", 6)
    assert pairs.index(min(pairs)) == 3


def test_a_mark_that_vanished_beside_a_mark_is_as_rare_as_two_marks_are() -> None:
    line = PageLine("這件事很重要，大家都在", Words())
    path = Path(len("這件事很重要，大"), IN_STEP, "重要，大", "", 0.0)
    found = {text: gain for gain, text in with_one_more(line, len("這件事很"), path)}
    assert found["重要，，大"] < DOUBLED < max(found.values())
