"""Which script a text is in, and which views that offers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import PROJECT

from reader_tui.text.script import (
    CONFIGS,
    Script,
    ScriptError,
    available,
    chain_of,
    convert_chain,
    default_views,
    detect,
    detect_paragraphs,
    view_edits,
    views_for,
)
from reader_tui.text.views import TextView

CASES = json.loads((PROJECT / "tests" / "cases" / "script_detection.json").read_text(encoding="utf-8"))
needs_opencc = pytest.mark.skipif(not available(), reason="OpenCC is an extra")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['script']}-{case['text'][:8]}")
def test_scripts_are_told(case: dict[str, str]) -> None:
    found = detect(case["text"])
    assert found.script.name == case["script"], found.why


def test_the_samples_were_made_character_by_character(samples: list[Path]) -> None:
    for path in samples:
        found = detect(path.read_text(encoding="utf-8"))
        assert found.script is Script.CHARACTERWISE
        assert found.words and found.words[0] in found.why


@needs_opencc
def test_converted_texts_are_told_for_what_they_are(samples: list[Path]) -> None:
    for path in samples:
        text = path.read_text(encoding="utf-8")
        assert detect(convert_chain(text, ("t2s",)).text).script is Script.SIMPLIFIED
        assert detect(convert_chain(text, ("t2s", "s2twp")).text).script is Script.TAIWAN
        assert detect(convert_chain(text, ("t2s", "s2hk")).text).script in (Script.HONG_KONG, Script.TRADITIONAL)


def test_paragraphs_that_say_little_go_with_the_whole() -> None:
    text = "這里的標准變了，關系并非如此。\n2025\n他说这样的软件没有用。\n電視"
    assert [(span.of(text)[:2], found.script.name) for span, found in detect_paragraphs(text, detect("這里的標准"))] == [
        ("這里", "CHARACTERWISE"), ("20", "CHARACTERWISE"), ("他说", "SIMPLIFIED"), ("電視", "CHARACTERWISE")]


@pytest.mark.parametrize("script", Script)
def test_phrases_are_never_a_default_and_every_view_is_offered(script: Script) -> None:
    names = views_for(script)
    assert names[0] == "source" and set(CONFIGS) < set(names)
    assert set(default_views(script)) <= set(names)
    for name in default_views(script):
        assert not any(config.endswith("p") and config != "t2jp" for config in chain_of(name, script))
    for name in names:
        assert set(chain_of(name, script)) <= set(CONFIGS)


@needs_opencc
@pytest.mark.parametrize(
    ("text", "view", "shown"),
    [
        ("不久后,采購部門在這里", "tw", "不久後,採購部門在這裡"),
        ("不久后,采購部門在這里", "hk", "不久後,採購部門在這裏"),
        ("不久后,采購部門在這里", "simplified", "不久后,采购部门在这里"),
        ("这里的软件", "tw", "這裡的軟件"),
        ("这里的软件", "s2twp", "這裡的軟體"),
        ("在這裡用軟體和網路", "hk", "在這裏用軟體和網路"),
        ("在這裡用軟體和網路", "tw", "在這裡用軟體和網路"),
        ("在這裡用軟體和網路", "simplified", "在这里用软体和网路"),
    ],
)
def test_views_by_name(text: str, view: str, shown: str) -> None:
    assert TextView.edited(text, view_edits(text, view)).text == shown


def test_names_that_are_no_view_are_refused() -> None:
    with pytest.raises(ScriptError, match="no view is called klingon"):
        chain_of("klingon", Script.SIMPLIFIED)


@needs_opencc
def test_the_table_of_signs_is_what_its_script_makes() -> None:
    from reader_tui.text.script import generate_signs

    written = Path(generate_signs.__file__).with_name("signs.txt").read_text(encoding="utf-8")
    assert written == "".join(f"{name} {characters}\n" for name, characters in generate_signs.signs().items())
