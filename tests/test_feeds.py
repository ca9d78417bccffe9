"""Feeds of every kind give their entries; lists of feeds come back as they were written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.feeds import Entry, Subscription, find_feeds, parse_feed, parse_opml, write_opml
from reader_tui.text.formats.extracted import FormatError

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>湖邊日報</title><link>/</link>
<item><title>水位&amp;nbsp;回升</title><link>/a?x=1&amp;y=2</link><guid isPermaLink="false">a-1</guid><dc:creator>吳小雨</dc:creator>
<pubDate>Fri, 03 May 2024 08:00:00 +0800</pubDate><description>短</description>
<content:encoded><![CDATA[<p>雨下了<b>三</b>天。</p><script>x</script><p>水回來了。</p>]]></content:encoded></item>
<item><title>沒有日期&hellip;</title><guid>https://example.org/b</guid><pubDate>昨天</pubDate></item>
<item><title>重複</title><guid>a-1</guid></item></channel></rss>"""
ATOM = """\n<feed xmlns="http://www.w3.org/2005/Atom"><title>河岸</title><link rel="self" href="/feed"/><link href="/"/>
<entry><id>tag:1</id><title type="html">橋 &lt;b&gt;通&lt;/b&gt;車</title><link rel="enclosure" href="/x.mp3"/>
<link href="bridge"/><published>2024-05-03T00:30:00Z</published><author><name>陳河</name></author>
<content type="xhtml"><div>第一天有<i>兩千</i>人走過。</div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>舊站</title></channel><item rdf:about="https://example.org/1"><title>一</title></item></rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_rss_in_any_encoding(encoding: str) -> None:
    written = RSS.replace("&hellip;", "…") if encoding == "big5" else RSS
    feed = parse_feed(written.format(encoding=encoding).encode(encoding), "https://example.org/rss")
    assert (feed.title, feed.link, len(feed.entries)) == ("湖邊日報", "https://example.org/", 2)
    assert feed.entries[0] == Entry("a-1", "水位\xa0回升", "https://example.org/a?x=1&y=2", datetime(2024, 5, 3, tzinfo=UTC),
                                    "吳小雨", "雨下了三天。\n\n水回來了。")
    assert feed.entries[1] == Entry("https://example.org/b", "沒有日期…", "https://example.org/b", None, "", "")


def test_atom() -> None:
    feed = parse_feed(ATOM.encode(), "https://example.org/feed/")
    assert (feed.title, feed.link) == ("河岸", "https://example.org/")
    assert feed.entries == (Entry("tag:1", "橋 通車", "https://example.org/feed/bridge",
                                  datetime(2024, 5, 3, 0, 30, tzinfo=UTC), "陳河", "第一天有兩千人走過。"),)


def test_rss_of_the_first_kind() -> None:
    feed = parse_feed(RDF.encode())
    assert (feed.title, [(entry.id, entry.title) for entry in feed.entries]) == (
        "舊站", [("https://example.org/1", "一")])


def test_a_page_announces_its_feeds() -> None:
    page = """<link rel="alternate" type="application/rss+xml" title="全部" href="/rss"><link rel=stylesheet href=x>
    <link rel="alternate" hreflang=en href="/en">"""
    assert find_feeds(page, "https://example.org/a/") == [Subscription("全部", "https://example.org/rss")]


def test_opml_comes_back_as_it_was_written() -> None:
    feeds = [Subscription('甲 & "乙"', "https://example.org/1?a=1&b=2"), Subscription("丙", "http://example.org/2", "新聞/湖")]
    assert parse_opml(write_opml(feeds).encode()) == feeds


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_any_title_can_be_listed(title: str, path: str, folder: str) -> None:
    [listed] = parse_opml(write_opml([Subscription(title, f"https://example.org/{path}", folder)]).encode())
    assert listed.url.startswith("https://example.org/")


def test_opml_leaves_out_what_is_no_web_address() -> None:
    listed = '<opml><body><outline text="壞" xmlUrl="file:///etc/passwd"/><outline xmlUrl="https://a.example/"/></body></opml>'
    assert parse_opml(listed.encode()) == [Subscription("https://a.example/", "https://a.example/")]


@pytest.mark.parametrize(("data", "why"), [
    (b"<html><body>404</body></html>", "is no feed"),
    (b"not xml", "broken XML"),
    (b"", "broken XML"),
    (b"<rss><channel>", "broken XML"),
    (b'<!DOCTYPE a [<!ENTITY a "aaaa">]><rss>&a;</rss>', "declares XML entities"),
    (b"<rss>" * 300, "too deep"),
])
def test_what_is_no_feed_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        parse_feed(data)


def test_a_list_that_is_none_is_refused() -> None:
    with pytest.raises(FormatError, match="is no OPML list"):
        parse_opml(b"<rss/>")


@given(st.data())
def test_a_damaged_feed_is_read_or_refused(data: st.DataObject) -> None:
    feed = bytearray(RSS.format(encoding="utf-8").encode())
    for _ in range(data.draw(st.integers(1, 5))):
        feed[data.draw(st.integers(0, len(feed) - 1))] = data.draw(st.integers(0, 255))
    try:
        parse_feed(bytes(feed))
    except FormatError as error:
        assert str(error)
