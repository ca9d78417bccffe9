"""Web pages are reduced to their article; pages made to do harm end soon."""

from __future__ import annotations

import json

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.formats.extracted import FormatError
from reader_tui.text.formats.html import declared_encoding, read_html
from reader_tui.text.formats.page_facts import find_facts
from reader_tui.text.formats.tree import DEEPEST, parse_html
from reader_tui.text.load import load

PARAGRAPHS = ("三月以來，湖水一天比一天低，漁民們說，今年的魚比往年少了一半。",
              "縣裡的技術員告訴記者：「水溫高了兩度，魚苗受不了。」他們打算把網箱移到北岸去。",
              "老漁民陳阿水今年七十歲，他還記得小時候湖邊的樣子，那時候水一直漲到祠堂的台階下面。")
BODY = "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)
ARTICLE = "\n\n".join(PARAGRAPHS)
LINKS = "<ul>" + "".join(f'<li><a href="/{n}">另外一條很長的新聞標題，第{n}條</a></li>' for n in range(12)) + "</ul>"
PAGES = json.loads((PROJECT / "tests" / "cases" / "html_pages.json").read_text("utf-8"))


def page(body: str, head: str = "<title>湖水一天天低下去_地方新聞_湖邊日報網</title>") -> str:
    return f"<!DOCTYPE html><html lang=zh-TW><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("name", PAGES)
def test_only_the_article_is_left(name: str) -> None:
    body = PAGES[name].replace("{ARTICLE}", BODY).replace("{LINKS}", LINKS)
    for number, text in enumerate(PARAGRAPHS):
        body = body.replace(f"{{{number}}}", text)
    made = read_html(page(body))
    assert [line for line in made.text.split("\n") if line] == ["湖水一天天低下去", *PARAGRAPHS]


def test_what_the_page_says_of_itself_is_kept() -> None:
    head = """<title>湖水一天天低下去_地方新聞_湖邊日報網</title><meta property="og:site_name" content="湖邊日報">
    <meta name=author content="吳小雨"><meta property="article:published_time" content="2024-05-03T08:00:00+08:00">"""
    made = read_html(page(f"<h1>湖水一天天低下去</h1>{BODY}", head))
    assert (made.title, made.date) == ("湖水一天天低下去", "2024-05-03")
    assert made.meta == {"author": "吳小雨", "site": "湖邊日報", "language": "zh-TW"}
    assert made.text == "湖水一天天低下去\n\n" + ARTICLE
    assert made.markup[0].kind == "heading"


@pytest.mark.parametrize(("body", "date", "author"), [
    ("<div class=info>2023年11月2日 09:15　來源：湖邊日報　作者：吳小雨</div>", "2023-11-02", "吳小雨"),
    ("<span class=pub-time>2023-11-02</span><p>本報記者：吳小雨", "2023-11-02", "吳小雨"),
    ("<time datetime=2023-11-02T01:00Z>昨天</time>", "2023-11-02", ""),
    ("<p>他在2019年3月1日離開了家，一直沒有回來過，大家都記得那一天早上的雨。</p>", None, ""),
    ("<div class=time>2023年13月45日</div>", None, ""),
    ('<script type="application/ld+json">{"@graph":[{"datePublished":"2023-11-02","author":[{"name":"吳小雨"}]}]}'
     "</script>", "2023-11-02", "吳小雨"),
    ('<script type="application/ld+json">{broken</script>', None, ""),
])
def test_date_and_author_are_found_where_pages_write_them(body: str, date: str | None, author: str) -> None:
    facts = find_facts(parse_html(page(body + BODY)))
    assert (facts.date, facts.author) == (date, author)


@pytest.mark.parametrize(("head", "body", "title"), [
    ("<title>湖水一天天低下去_新聞_日報</title>", "<h1>日報</h1><h1>湖水一天天低下去</h1>", "湖水一天天低下去"),
    ("<title>湖水一天天低下去 | 日報</title>", "", "湖水一天天低下去"),
    ("<title>湖水一天天低下去-湖邊網</title>", "", "湖水一天天低下去"),
    ("<title>湖水 - 一天天低下去</title>", "", "湖水 - 一天天低下去"),
    ('<title>首頁</title><meta property="og:title" content="湖水一天天低下去">', "", "湖水一天天低下去"),
    ("", "", ""),
])
def test_the_title_is_the_heading_or_the_pages_title_without_the_site(head: str, body: str, title: str) -> None:
    assert find_facts(parse_html(page(body + BODY, head))).title == title


def test_structure_is_kept() -> None:
    made = read_html(page(f"""<article>{BODY}<h2>後記</h2><p>水<b>還</b>會<em>漲</em>的，<a href="https://example.org/">他說</a>。</p>
    <blockquote><p>湖是我們的母親，大家都這樣說。</p></blockquote><ol start=3><li>水位</li><li>魚苗</li></ol>
    <table><tr><th>年</th><th>水位</th></tr><tr><td>2020</td><td>三米</td></tr></table>
    <pre>a  b\n c</pre><img alt="湖 岸" data-src="/lake.jpg"></article>"""))
    shown = [(part.kind, part.level, part.target, part.span.of(made.text)) for part in made.markup]
    assert shown[1:] == [
        ("heading", 2, "", "後記"), ("strong", 0, "", "還"), ("emphasis", 0, "", "漲"),
        ("link", 0, "https://example.org/", "他說"), ("quote", 1, "", "湖是我們的母親，大家都這樣說。"),
        ("item", 1, "", "3. 水位"), ("item", 1, "", "4. 魚苗"), ("table", 0, "", "年 | 水位\n2020 | 三米"),
        ("row", 1, "", "年 | 水位"), ("cell", 0, "", "年"), ("cell", 1, "", "水位"), ("row", 0, "", "2020 | 三米"),
        ("cell", 0, "", "2020"), ("cell", 1, "", "三米"), ("code_block", 0, "", "a  b\n c"),
        ("image", 0, "/lake.jpg", "[image: 湖 岸]")]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_saved_page_opens_in_the_encoding_it_declares(encoding: str) -> None:
    text = "".join(char for char in page(BODY) if encoding != "big5" or char.encode("cp950", "ignore"))
    name = {"gb18030": "gb2312"}.get(encoding, encoding)
    document = load(text.replace("utf-8", name).encode("cp950" if encoding == "big5" else encoding), name="page")
    assert document.text.endswith(ARTICLE)
    assert document.title == "湖水一天天低下去"


def test_the_declared_encoding_is_read_from_the_head() -> None:
    assert declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">') == "gb2312"
    assert declared_encoding(b"<meta charset='big5'/>") == "big5"
    assert declared_encoding(b'<?xml version="1.0" encoding="utf-16"?>') == "utf-16"
    assert declared_encoding(b"<p>charset=gbk</p>") is None


@pytest.mark.parametrize(("markup", "text"), [
    ("<p>一<p>二", "一|二"),
    ("<ul><li>一<li>二</ul>", "一|二"),
    ("一</p>二", "一|二"),
    ("<b>一<i>二</b>三", "一二三"),
    ("一 < 二 <3", "一 < 二 <3"),
    ("一<!-- 二 -->三<!-- 四", "一三"),
    ("<script>if (a<b) '</p>'</script>一", "一"),
    ("<a href='x>y'>一</a>", "一"),
    ("<a title=\"a>b\nc\">一", "一"),
    ("&lt;b&gt; &amp; &#19968; &nbsp;&bogus; &#x110000;", "<b> & 一 \xa0&bogus; �"),
])
def test_broken_markup_is_read_as_browsers_read_it(markup: str, text: str) -> None:
    root = parse_html(markup)
    blocks = [child.text() if not isinstance(child, str) else child for child in root.children]
    if "|" in text:
        leaves = [element.text() for element in root.walk() if element.tag in ("p", "li")]
        assert "|".join(filter(None, [*leaves, *(child for child in root.children if isinstance(child, str))])) in (
            text, "|".join(reversed(text.split("|"))))
    else:
        assert "".join(blocks) == text


N = 200_000
HOSTILE = {
    "open tags": "<a " * N, "less-than": "<" * N * 5, "comments": "<!--" * N, "quotes": '<a b="' * N,
    "deep": "<div>" * 50_000 + "字", "deep tables": "<table><tr><td>x</td><td>" * 20_000, "many": "<p>x" * N,
    "references": "&" * N * 5, "a long reference": "&#" + "9" * N + ";", "scripts": "<script>" * N,
    "end tags": "</div>" * N, "attributes": "<a " + "b=c " * N + ">x</a>", "spaces": " " * N * 5,
    "linked data": '<script type="application/ld+json">' + "[" * N + "</script>x", "title": "<title>" + "- " * N,
    "classes": '<p class="' + "ad " * N + '">文，文。', "headings": "<h1>" * 50_000, "marks": "<p>" + "，。" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_to_their_end(name: str) -> None:
    """In time that grows with their length: with its square the test would not end."""
    try:
        assert len(read_html("<html><body>" + HOSTILE[name]).text) <= 2 * len(HOSTILE[name])  # the title stands twice
    except FormatError as error:
        assert str(error) == "has more than 150,000 elements"


def test_deep_nesting_keeps_its_text() -> None:
    deep = "".join(f"<div>{n}" for n in range(DEEPEST * 4))
    assert read_html(f"<html>{deep}").text.endswith(str(DEEPEST * 4 - 1))


TAGS = "<p> </p> <li> <ul> </ul> <td> <table> <tr> </table> </a> <b> <br> <pre> <h1> </h1> <title> </title>"
TOKENS = [*TAGS.split(), "<", ">", '"', "&lt;", "文。", "<!--", "-->", "\n", " ", "　", "<a href=x>", "<img alt=x>",
          "<div class=ad>"]


@given(st.lists(st.sampled_from(TOKENS), max_size=60))
def test_any_page_gives_spans_inside_its_text(pieces: list[str]) -> None:
    try:
        made = read_html("<html>" + "".join(pieces))
    except FormatError:
        return
    assert all(0 <= part.span.start < part.span.end <= len(made.text) for part in made.markup)
    assert made.text == made.text.strip("\n")
