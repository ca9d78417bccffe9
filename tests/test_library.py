"""The library: one article whatever path it has, found in either script, with its place and its versions."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader_tui.store.adding import add_files, find_files
from reader_tui.store.annotations import Annotations
from reader_tui.store.choices import Choices
from reader_tui.store.db import IndexDamaged, Store, open_store
from reader_tui.store.library import Library
from reader_tui.store.marks import Marks
from reader_tui.store.records import LibraryFilter
from reader_tui.store.tokens import match_expression, query_words, terms_of, word_pattern
from reader_tui.text.model import Document, Edit, Span
from reader_tui.text.views import TextView

HARBOUR = "港務局昨日宣布，東岸碼頭的擴建工程下月動工。\n工程為期三年，總預算二十億元，完工後吞吐量可望倍增。"
MUSEUM = "省博物馆的青铜器特展今天开幕。\n展品来自七座墓葬，其中一件 GPU 大小的铜镜最受关注。"


@pytest.fixture
def store(home: Path) -> Store:
    return open_store(home)


@pytest.fixture
def library(store: Store) -> Library:
    library = Library(store)
    library.add(Document(HARBOUR, title="碼頭擴建", date="2024-03-01"), "/news/harbour.txt")
    library.add(Document(MUSEUM, title="青铜器特展"), "https://museum.example/show")
    return library


def test_the_same_article_from_two_paths_is_one(library: Library) -> None:
    again = library.add(Document(HARBOUR), "/backup/copy.txt")
    assert (again.outcome, again.article.title, library.count()) == ("known", "碼頭擴建", 2)


def test_what_comes_through_a_pipe_is_known_by_its_text_only(library: Library) -> None:
    first = library.add(Document("第一篇文章。", uri="-"))
    second = library.add(Document("另一篇文章。", uri="-"))
    assert (first.outcome, second.outcome) == ("new", "new")
    assert library.add(Document("第一篇文章。", uri="-")).article.id == first.article.id


def test_a_changed_file_is_a_new_version_and_takes_everything_along(library: Library, store: Store) -> None:
    article = library.find(Document(HARBOUR).id)
    assert article is not None
    at = HARBOUR.index("總預算二十億元")
    notes = Annotations(store)
    notes.create(article.id, Span(at, at + 7), body="太少")
    gone = notes.create(article.id, Span(HARBOUR.index("東岸碼頭"), HARBOUR.index("動工")))
    Marks(store).set(article.id, "a", at)
    Choices(store).refuse_edit(article.id, Edit(Span(at, at + 3), "總預算", "總預算額", "stub"))
    library.save_position(article.id, at, 0.5, seconds=60)
    changed = "更新：" + HARBOUR.replace("東岸碼頭的擴建工程下月動工", "此事延後")
    added = library.add(Document(changed), "/news/harbour.txt")
    new = changed.index("總預算二十億元")
    assert (added.outcome, added.article.id, added.article.position) == ("version", article.id, new)
    assert (added.carried.moved, added.carried.orphan) == (1, 1)
    assert [(a.state, a.span) for a in notes.of_article(article.id)] == [
        ("moved", Span(new, new + 7)), ("orphan", None)]
    assert notes.get(gone.uuid).quote.exact.startswith("東岸碼頭")
    mark = Marks(store).get(article.id, "a")
    assert mark is not None and mark.position == new
    assert [choice.span for choice in Choices(store).refused_edits(article.id)] == [Span(new, new + 3)]


def test_the_old_version_again_puts_everything_back(library: Library, store: Store) -> None:
    article = library.find(Document(HARBOUR).id)
    assert article is not None
    notes = Annotations(store)
    made = notes.create(article.id, Span(4, 6))
    library.add(Document("全文已刪。"), "/news/harbour.txt")
    assert notes.get(made.uuid).state == "orphan"
    library.add(Document(HARBOUR), "/news/harbour.txt")
    assert (notes.get(made.uuid).state, notes.get(made.uuid).span) == ("exact", Span(4, 6))


def test_the_text_is_there_when_its_file_is_not(library: Library) -> None:
    article = library.find(Document(MUSEUM).id)
    assert article is not None
    document = library.document(article.id)
    assert (document.text, document.title, document.uri) == (MUSEUM, "青铜器特展", "https://museum.example/show")


def test_what_is_known_of_an_article(library: Library) -> None:
    facts = {a.title: (a.source, a.date, a.script, a.size) for a in library.articles()}
    assert facts == {"碼頭擴建": ("news", "2024-03-01", "traditional", len(HARBOUR)),
                     "青铜器特展": ("museum.example", None, "simplified", len(MUSEUM))}


@pytest.mark.parametrize(("query", "words", "title"), [
    ("碼頭", {"碼頭"}, "碼頭擴建"),
    ("码头", {"碼頭"}, "碼頭擴建"),
    ("工程 倍增", {"工程", "倍增"}, "碼頭擴建"),
    ("青銅器", {"青铜器"}, "青铜器特展"),
    ("鏡", {"镜"}, "青铜器特展"),
    ("gpu", {"GPU"}, "青铜器特展"),
    ("gp", {"GP"}, "青铜器特展"),
    ("今天開幕", {"今天开幕"}, "青铜器特展"),
    ("吞吐量可望倍增", {"吞吐量可望倍增"}, "碼頭擴建"),
])
def test_search_finds_words_of_any_length_in_either_script(library: Library, query: str, words: set[str],
                                                           title: str) -> None:
    [hit] = library.search(query)
    text = library.document(hit.article.id).text
    assert hit.article.title == title
    assert {span.of(text) for span in hit.spans} == words
    assert {mark.of(hit.snippet) for mark in hit.marks} <= words and hit.marks


def test_words_of_a_repaired_text_are_places_of_its_source(store: Store) -> None:
    text = "發(fā)展，" * 80 + "末尾(wěi)。"

    def without_brackets(source: str) -> TextView:
        return TextView.edited(source, [Edit(Span(*m.span()), m[0], "", "") for m in re.finditer(r"[(].*?[)]", source)])

    library = Library(store, without_brackets)
    library.add(Document(text, title="很長"))
    [hit] = library.search("发展")
    assert [span.of(text) for span in hit.spans] == ["發(fā)展"] * 50
    [hit] = library.search("末尾 發展")
    assert [(span.start, span.of(text)) for span in hit.spans[:2]] == [(0, "發(fā)展"), (7, "發(fā)展")]
    [hit] = library.search("末尾")
    assert [span.start for span in hit.spans] == [text.index("末尾")]


@pytest.mark.parametrize("query", ["", "——", "頭碼", "工程 青銅", "器特今", '"工程 三年"', "pu", "*", '"', "OR", "NEAR("])
def test_search_finds_nothing_that_is_not_there(library: Library, query: str) -> None:
    assert library.search(query) == []


def test_search_looks_through_line_ends_and_repairs(store: Store) -> None:
    def repaired(text: str) -> TextView:
        at = text.find("(wǎng)")
        return TextView.plain(text) if at < 0 else TextView.edited(text, [Edit(Span(at, at + 6), "(wǎng)", "", "p")])

    library = Library(store, repaired)
    text = "鐵路網(wǎng)絡的新路\n線已經通車。"
    library.add(Document(text), "/a")
    [broken] = library.search("路线")
    assert [span.of(text) for span in broken.spans] == ["路\n線"]
    [damaged] = library.search("网络")
    assert [span.of(text) for span in damaged.spans] == ["網(wǎng)絡"]
    assert "網絡的新路 線" in damaged.snippet
    assert library.search("wang") == [] and len(library.search("wǎng")) == 1
    assert Library(store).search("网络") == [damaged]


@given(st.text(alphabet="讀读書书後后，。\n 々ア한", min_size=1, max_size=20), st.data())
@settings(max_examples=150)
def test_every_stretch_of_a_chinese_text_is_found_by_its_terms(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))]
    words = query_words(stretch)
    wanted = re.findall(r'"([^"]+)"', match_expression(words))
    assert set(wanted) <= terms_of(text)
    assert all(word_pattern(word).search(text) for word in words)


def test_only_the_current_version_is_found(library: Library) -> None:
    library.add(Document(HARBOUR.replace("吞吐量", "货运量")), "/news/harbour.txt")
    assert library.search("吞吐量") == []
    assert len(library.search("貨運量")) == 1


def test_indexing_can_be_stopped_and_taken_up_again(store: Store) -> None:
    library = Library(store)
    texts = [(Document(f"第{i}號公報，內容從略。"), f"/bulletin/{i}", "") for i in range(120)]
    assert library.add_all(texts) == {"new": 120}
    assert library.search("公報") == []
    seen: list[tuple[int, int]] = []

    def stop_after_one(done: int, total: int) -> bool:
        seen.append((done, total))
        return False

    library.full_text.index_pending(stop_after_one)
    assert seen == [(50, 120)] and library.full_text.pending() == 70
    assert library.full_text.index_pending() == 70
    assert len(library.search("公報", limit=200)) == 120
    assert library.add_all(texts) == {"known": 120}


def test_an_unchanged_file_is_recognised_by_its_stamp(store: Store) -> None:
    library = Library(store)
    library.add(Document("一"), "/a", stamp="10:5")
    assert library.is_unchanged("/a", "10:5")
    assert not library.is_unchanged("/a", "11:5") and not library.is_unchanged("/b", "10:5")


@pytest.mark.parametrize(("which", "titles"), [
    (LibraryFilter("特展"), ["青铜器特展"]),
    (LibraryFilter("擴建"), ["碼頭擴建"]),
    (LibraryFilter("扩建 news"), ["碼頭擴建"]),
    (LibraryFilter(tag="海事"), ["碼頭擴建"]),
    (LibraryFilter("海事"), ["碼頭擴建"]),
    (LibraryFilter(script="simplified"), ["青铜器特展"]),
    (LibraryFilter(date="2024"), ["碼頭擴建"]),
    (LibraryFilter(unread=True), ["青铜器特展"]),
    (LibraryFilter("100%_"), []),
])
def test_the_list_is_filtered(library: Library, which: LibraryFilter, titles: list[str]) -> None:
    [harbour] = library.articles(LibraryFilter("碼頭"))
    library.set_tags(harbour.id, ["海事", " 海事 "])
    library.save_position(harbour.id, 1, 0.1)
    assert [a.title for a in library.articles(which)] == titles
    assert library.count(which) == len(titles)


def test_continue_where_you_left(library: Library) -> None:
    harbour, museum = library.articles(LibraryFilter("碼頭"))[0], library.articles(LibraryFilter("青銅"))[0]
    library.save_position(harbour.id, 7, 0.2, seconds=30)
    library.save_position(harbour.id, 9, 0.3, seconds=12)
    library.save_position(museum.id, len(MUSEUM), 1.0)
    assert [(a.title, a.position, a.seconds) for a in library.continue_list()] == [("碼頭擴建", 9, 42)]


def test_choices_hold_in_one_article_or_for_good(library: Library, store: Store) -> None:
    harbour, museum = (a.id for a in library.articles(sort="title"))
    choices = Choices(store)
    choices.switch_rule("pinyin", False)
    choices.switch_rule("pinyin", True, museum)
    choices.switch_rule("stub", False, museum)
    assert choices.disabled_rules(harbour) == {"pinyin"}
    assert choices.disabled_rules(museum) == {"stub"}


def test_a_correction_can_be_changed_and_withdrawn(library: Library, store: Store) -> None:
    [harbour] = library.articles(LibraryFilter("碼頭"))
    choices = Choices(store)
    choices.correct(harbour.id, "claim-1", Span(0, 3), {"source": "港務局長"})
    choices.correct(harbour.id, "claim-1", Span(0, 3), {"source": "港務局"})
    [correction] = choices.corrections(harbour.id)
    assert (correction.value, correction.quote.exact) == ({"source": "港務局"}, "港務局")
    choices.withdraw_correction(harbour.id, "claim-1")
    assert choices.corrections(harbour.id) == []


def test_marks_are_of_one_article_or_of_all(library: Library, store: Store) -> None:
    harbour, museum = (a.id for a in library.articles(sort="title"))
    marks = Marks(store)
    marks.set(harbour, "a", 3)
    marks.set(museum, "a", 4)
    marks.set(harbour, "A", 5)
    assert [(m.letter, m.article, m.position) for m in marks.of_article(museum)] == [
        ("A", harbour, 5), ("a", museum, 4)]
    marks.delete(harbour, "A")
    assert [m.letter for m in marks.of_article(harbour)] == ["a"]
    with pytest.raises(ValueError, match="a letter"):
        marks.set(harbour, "ä", 1)


def test_folders_are_added_and_taken_up_where_they_were_stopped(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "sub" / ".hidden").mkdir(parents=True)
    for number in range(120):
        (folder / "sub" / f"{number:03}.txt").write_text(f"第{number}號快訊，細節稍後公布。", encoding="utf-8")
    (folder / "sub" / ".hidden" / "x.txt").write_text("看不見", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    library = Library(store)
    first = add_files(library, find_files([folder]), lambda done: False)
    assert (first.new, library.count()) == (100, 100)
    second = add_files(library, find_files([folder]))
    assert (second.new, second.unchanged, library.count()) == (20, 100, 120)
    assert [message.split(": ")[-1] for message in second.failed] == ["is empty"]
    (folder / "sub" / "000.txt").write_text("第0號快訊更正，細節如下。", encoding="utf-8")
    third = add_files(library, find_files([folder, folder / "sub" / "001.txt"]))
    assert (third.new, third.versions, third.unchanged) == (0, 1, 120)
    assert str(third) == "1 changed, 120 already there, 1 not readable"


def test_tags_come_with_the_most_used_first(library: Library, store: Store) -> None:
    harbour, museum = (a.id for a in library.articles(sort="title"))
    library.set_tags(harbour, ["海事", "經濟"])
    library.set_tags(museum, ["歷史"])
    Annotations(store).create(museum, Span(0, 2), tags=["歷史"])
    assert library.tags() == ["歷史", "海事", "經濟"]


def test_dates_and_views_are_remembered(library: Library, store: Store) -> None:
    [harbour] = library.articles(LibraryFilter("碼頭"))
    choices = Choices(store)
    assert choices.reference_date(harbour.id) is None and choices.view(harbour.id) == {}
    choices.set_reference_date(harbour.id, date(2024, 3, 2))
    choices.save_view(harbour.id, {"chain": ["s2tw"], "repaired": False})
    assert choices.reference_date(harbour.id) == date(2024, 3, 2)
    assert choices.view(harbour.id) == {"chain": ["s2tw"], "repaired": False}
    choices.set_reference_date(harbour.id, None)
    assert choices.reference_date(harbour.id) is None


def test_a_damaged_index_is_said_to_be_only_that_and_can_be_built_anew(library: Library, store: Store) -> None:
    with store.writing() as connection:
        connection.execute("DELETE FROM word_index_data")
    with open_store(store.path.parent) as again:
        library = Library(again)
        with pytest.raises(IndexDamaged, match="search index"):
            library.search("碼頭")
        library.full_text.rebuild()
        assert library.search("碼頭") == []
        assert library.full_text.index_pending() == 2
        assert len(library.search("碼頭")) == 1
