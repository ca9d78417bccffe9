"""Markdown becomes plain text; what its marks said is kept as spans over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.formats.markdown import read_markdown
from reader_tui.text.load import load


def spans(markdown: str) -> list[tuple[str, str]]:
    """(kind, covered text) of all structure."""
    made = read_markdown(markdown)
    return [(part.kind, part.span.of(made.text)) for part in made.markup]


@pytest.mark.parametrize(("markdown", "text", "structure"), [
    ("# 茶 *園*\n\n正文", "茶 園\n\n正文", [("heading", "茶 園"), ("emphasis", "園")]),
    ("他**很**慢", "他很慢", [("strong", "很")]),
    ("見[報告](https://example.org/a)。", "見報告。", [("link", "報告")]),
    ("> 她說好。\n> > 真的？", "她說好。\n\n真的？", [("quote", "她說好。\n\n真的？"), ("quote", "真的？")]),
    ("- 米\n- 鹽\n\n完", "• 米\n• 鹽\n\n完", [("item", "• 米"), ("item", "• 鹽")]),
    ("3. 米\n4. 鹽", "3. 米\n4. 鹽", [("item", "3. 米"), ("item", "4. 鹽")]),
    ("- 米\n  - 糯米", "• 米\n  • 糯米", [("item", "• 米\n  • 糯米"), ("item", "  • 糯米")]),
    ("```sh\nls  -l\n```", "ls  -l", [("code_block", "ls  -l")]),
    ("用 `a  b` 試", "用 a  b 試", [("code", "a  b")]),
    ("![老 橋](b.png)", "[image: 老 橋]", [("image", "[image: 老 橋]")]),
    ("一\n\n---\n\n二", "一\n\n＊＊＊\n\n二", [("rule", "＊＊＊")]),
    ("~~錯~~對", "錯對", [("strike", "錯")]),
    ("<b onclick=x>原樣</b>", "<b onclick=x>原樣</b>", []),
])
def test_marks_become_spans(markdown: str, text: str, structure: list[tuple[str, str]]) -> None:
    assert read_markdown(markdown).text == text
    assert spans(markdown) == structure


def test_a_table_has_rows_and_cells() -> None:
    made = read_markdown("| 年 | 產量 |\n|---|---|\n| 2021 | 三百 |\n")
    assert made.text == "年 | 產量\n2021 | 三百"
    assert [(part.kind, part.level, part.span.of(made.text)) for part in made.markup] == [
        ("table", 0, made.text), ("row", 1, "年 | 產量"), ("cell", 0, "年"), ("cell", 1, "產量"),
        ("row", 0, "2021 | 三百"), ("cell", 0, "2021"), ("cell", 1, "三百")]


@pytest.mark.parametrize(("markdown", "text"), [
    ("天黑了。\n他走了。", "天黑了。\n他走了。"),
    ("這一行被\n折斷了", "這一行被折斷了"),
    ("a wrapped\nline", "a wrapped line"),
    ("硬換行  \n下一行", "硬換行\n下一行"),
])
def test_wrapped_lines_are_joined_and_sentences_keep_theirs(markdown: str, text: str) -> None:
    assert read_markdown(markdown).text == text


def test_front_matter_tells_title_author_and_date() -> None:
    made = read_markdown('---\ntitle: "山路"\nauthor: 林小溪\ndate: 2023-4-9 10:00\ntags: [a]\n---\n正文')
    assert (made.text, made.title, made.date, made.meta) == ("正文", "山路", "2023-04-09", {"author": "林小溪"})


def test_the_first_heading_is_the_title() -> None:
    assert load("前言\n\n## 山路\n\n正文".encode(), name="山路.md").title == "山路"


def test_links_keep_their_address() -> None:
    (link,) = read_markdown("[看](javascript:alert(1)) [看](http://例.example/路)").markup
    assert link.target == "http://xn--fsq.example/%E8%B7%AF"


@pytest.mark.parametrize("markdown", [
    "*" * 50_000, "*a_ " * 20_000, "[" * 50_000, "[a](" * 20_000, ">" * 50_000, "`" * 50_000 + "a",
    "".join("`" * size + " " for size in range(300)), "http://a." * 20_000, "![a](b)" * 600, "[" * 900 + "]" * 900,
    "".join("  " * depth + "- a\n" for depth in range(400)), "&#" * 50_000, "```\n" * 10_000,
])
def test_pathological_files_are_read_to_their_end(markdown: str) -> None:
    """In time that grows with their length: with its square the test would not end."""
    assert len(read_markdown(markdown).text) <= 2 * len(markdown)  # a picture is told in words


@given(st.text("ab字 \n*_#>-`[]()!|~\\&<:1.", max_size=120))
def test_any_markdown_gives_spans_inside_its_text(markdown: str) -> None:
    made = read_markdown(markdown)
    assert all(0 <= part.span.start < part.span.end <= len(made.text) for part in made.markup)
    starts = [part.span.start for part in made.markup]
    assert starts == sorted(starts)
