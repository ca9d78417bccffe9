"""Where links really lead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.text.hyperlinks import inspect_link, links_of
from reader_tui.text.load import load
from reader_tui.text.model import Document, Markup, Span


@pytest.mark.parametrize(
    ("written", "address", "host"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", "example.org"),
        ("HTTP://EXAMPLE.org", "http://example.org", "example.org"),
        ("https://例子.测试/頁", "https://xn--fsqu00a.xn--0zwm56d/%E9%A0%81", "例子.测试"),
        ("https://xn--fsqu00a.xn--0zwm56d/", "https://xn--fsqu00a.xn--0zwm56d/", "例子.测试"),
        ("https://例子。测试", "https://xn--fsqu00a.xn--0zwm56d", "例子.测试"),
        ("https://ｅｘａｍｐｌｅ.org", "https://example.org", "example.org"),
        ("https://bank.example@evil.example/x", "https://evil.example/x", "evil.example"),
        ("https://[::1]:8080/", "https://[::1]:8080/", "::1"),
        ('https://example.org/"><x>', "https://example.org/%22%3E%3Cx%3E", "example.org"),
        ("https://example.org/%E9%A0%81", "https://example.org/%E9%A0%81", "example.org"),
    ],
)
def test_a_web_link_leads_to_its_real_host(written: str, address: str, host: str) -> None:
    link = inspect_link(written)
    assert (link.address, link.host, link.refusal) == (address, host, "")


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@example.org", "ftp://example.org/",
     "//example.org/a", "chapter2.xhtml#a", "#top", "https://", "https://exam\x1bple.org", "https://exam\u202eple.org",
     "https://good.example\\@evil.example", "https://[::1", "https://example.org:99999/", "https://a b/",
     "https://" + "長" * 80 + ".org", "https://example.org/" + "a" * 9000, "vbscript:x", "smb://example.org/x"],
)
def test_nothing_else_leads_anywhere(written: str) -> None:
    link = inspect_link(written)
    assert link.address == "" and link.refusal


@pytest.mark.parametrize(
    ("written", "words", "warning"),
    [
        ("https://user:pass@example.org/", "", "before the @"),
        ("https://gооgle.example/", "", "mixes the letters"),
        ("https://xn--80ak6aa92e.com/", "", "look like Latin"),
        ("https://example.org:8443/", "", "port 8443"),
        ("http://127.0.0.1/", "", "a number"),
        ("http://2130706433/", "", "a number"),
        ("http://[::1]/", "", "a number"),
        ("https://evil.example/", "www.bank.example", "the text says www.bank.example"),
        ("https://evil.example/", "https://bank.example/login", "the text says bank.example"),
    ],
)
def test_what_should_make_one_look_twice_is_told(written: str, words: str, warning: str) -> None:
    assert warning in " ".join(inspect_link(written, words).warnings)


@pytest.mark.parametrize(
    ("written", "words"),
    [("https://例子abc.测试/", "例子"), ("https://www.example.org/a", "example.org"), ("https://example.org/", "見此"),
     ("https://日本かな.example/", ""), ("https://example.org/", "v2.0 版")],
)
def test_an_honest_link_is_not_warned_of(written: str, words: str) -> None:
    assert inspect_link(written, words).warnings == ()


def test_relative_links_lead_on_from_a_page_of_the_web_only() -> None:
    part = Markup(Span(0, 2), "link", target="/b")
    page = Document("下頁", uri="https://example.org/a/c", markup=(part,))
    assert [link.address for link in links_of(page)] == ["https://example.org/b"]
    file = Document("下頁", uri="/home/me/a.html", markup=(part,))
    assert [link.address for link in links_of(file)] == [""]


def test_links_are_found_in_markdown_and_html() -> None:
    for name, data in (("a.md", "見[渡口 誌](https://example.org/a)。"),
                       ("a.html", "<html><p>見<a href='https://example.org/a'>渡口 誌</a>。</p></html>")):
        document = load(data.encode(), name=name)
        assert [(link.words, link.address) for link in links_of(document)] == [("渡口 誌", "https://example.org/a")]


@given(st.text(st.sampled_from("https://@:.[]%#?xn--0aé測а。１\x1b\u202e\\ "), max_size=40))
@settings(max_examples=200, deadline=None)
def test_an_address_is_safe_to_hand_on_whatever_was_written(tail: str) -> None:
    for written in (tail, "https://" + tail, "https://a" + tail):
        link = inspect_link(written, tail)
        assert bool(link.address) != bool(link.refusal)
        if link.address:
            assert link.address.isascii() and link.address.isprintable()
            assert link.address.startswith(("http://", "https://")) and not set(link.address) & set(' "<>\\^`{}|')
