"""Exchange: what goes out comes back byte for byte; what comes in twice is there once; nothing that was there is lost."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from reader_tui.store.annotations import Annotations
from reader_tui.store.choices import Choices
from reader_tui.store.db import Store, open_store
from reader_tui.store.exchange import ExchangeError, Format, export_files, export_text, import_text, notes_text
from reader_tui.store.exchange.readwise import neutralised, restored
from reader_tui.store.library import Library
from reader_tui.store.marks import Marks
from reader_tui.text.model import Document, Edit, Span

FERRY = "渡輪公司宣布，週末起加開兩班夜航。\n船長𠮷田說：「乘客太多了。」\n=SUM(A1) 這一格是表格的殘渣。"
TOWER = "钟楼的修缮将在秋天完成。\n文物局表示，彩绘会保留原样。"
FORMATS: tuple[Format, ...] = ("json", "w3c", "markdown", "readwise")


def at(words: str, text: str = FERRY) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.fixture
def store(home: Path) -> Store:
    """A store with something of everything."""
    store = open_store(home)
    library, notes = Library(store), Annotations(store)
    ferry = library.add(Document(FERRY, title="渡輪: 加班?", date="2025-06-01"), "https://ferry.example/1").article.id
    tower = library.add(Document(TOWER), "/texts/tower.txt").article.id
    library.add(Document("沒有人讀過的文章。"), "/texts/unread.txt")
    notes.create(ferry, at("加開兩班夜航"), colour="green", tags=["交通", "夜 班"], body="幾點？\n\n> 問船公司\n%% 待查 %%")
    notes.create(ferry, at("𠮷田"))
    notes.create(ferry, at("=SUM(A1) 這一格"), body="=HYPERLINK(1)", tags=["殘渣"])
    notes.create(ferry, Span(0, 0), motivation="bookmarking")
    notes.create(tower, at("文物局表示，彩绘会保留原样", TOWER), colour="pink", body="\n— 空行开头\n%% reader-tui note {} %%")
    notes.delete(notes.create(tower, at("秋天", TOWER), body="刪掉的"))
    library.set_tags(tower, ["建筑"])
    library.save_position(ferry, 7, 0.25, seconds=90)
    Marks(store).set(ferry, "a", 5)
    Marks(store).set(tower, "T", 3)
    choices = Choices(store)
    choices.switch_rule("pinyin", False)
    choices.switch_rule("stub", False, ferry)
    choices.refuse_edit(ferry, Edit(at("=SUM(A1)"), "=SUM(A1)", "", "crumb"))
    choices.correct(ferry, "claim", at("乘客太多了"), {"source": "船長"})
    return store


@pytest.mark.parametrize("form", FORMATS)
def test_export_import_export_is_byte_equal(store: Store, tmp_path: Path, form: Format) -> None:
    first = export_files(store, form)
    with open_store(tmp_path / "other") as other:
        for text in first.values():
            import_text(other, text)
        second = export_files(other, form)
    assert second == first
    assert len(first) == (2 if form == "markdown" else 1)


def test_several_articles_in_one_markdown_file_are_told_apart(store: Store, tmp_path: Path) -> None:
    first = export_text(store, "markdown")
    with open_store(tmp_path / "other") as other:
        assert import_text(other, first).articles == 2
        assert export_text(other, "markdown") == first


@pytest.mark.parametrize("form", FORMATS)
def test_importing_your_own_export_changes_nothing(store: Store, form: Format) -> None:
    before = export_text(store, "json")
    for text in export_files(store, form).values():
        report = import_text(store, text)
        assert (report.added, report.updated, report.both, report.articles) == (0, 0, 0, 0)
    assert export_text(store, "json") == before


def test_the_lossless_form_brings_text_tombstones_and_decisions(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other") as other:
        import_text(other, export_text(store, "json"))
        library = Library(other)
        ferry = library.find(Document(FERRY).id)
        assert ferry is not None and library.document(ferry.id).text == FERRY
        assert (ferry.position, ferry.progress, ferry.seconds, ferry.uri) == (7, 0.25, 90, "https://ferry.example/1")
        assert library.count() == 2
        choices = Choices(other)
        assert choices.disabled_rules(ferry.id) == {"pinyin", "stub"}
        assert [c.value for c in choices.corrections(ferry.id)] == [{"source": "船長"}]
        assert [c.span for c in choices.refused_edits(ferry.id)] == [at("=SUM(A1)")]
        assert [m.letter for m in Marks(other).of_article(ferry.id)] == ["T", "a"]
        assert other.row("SELECT 1 FROM annotation WHERE body = '刪掉的' AND deleted IS NOT NULL") is not None


@pytest.mark.parametrize("form", ["w3c", "markdown", "readwise"])
def test_notes_wait_for_the_text_they_are_about(store: Store, tmp_path: Path, form: Format) -> None:
    with open_store(tmp_path / "other") as other:
        for text in export_files(store, form).values():
            import_text(other, text)
        article = Library(other).add(Document("前言。\n" + FERRY), "https://ferry.example/1").article
        found = {a.quote.exact: a.span for a in Annotations(other).of_article(article.id) if a.quote.exact}
        assert found["=SUM(A1) 這一格"] is None or found["=SUM(A1) 這一格"] == at("=SUM(A1) 這一格").shift(4)
        assert found["加開兩班夜航"] is None or found["加開兩班夜航"] == at("加開兩班夜航").shift(4)
        again = Library(other).add(Document(FERRY), "https://ferry.example/1").article
        spans = {a.quote.exact: a.span for a in Annotations(other).of_article(again.id) if a.quote.exact}
        assert spans["加開兩班夜航"] == at("加開兩班夜航")


def test_the_later_revision_wins_and_the_earlier_is_in_the_log(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other") as other:
        import_text(other, export_text(store, "json"))
        theirs = Annotations(other)
        [note] = [a for a in theirs.find() if "幾點" in a.body]
        theirs.change(note, body="八點和十點")
        exported = export_text(other, "json")
    ours = Annotations(store)
    assert import_text(store, exported).updated == 1
    assert ours.get(note.uuid).body == "八點和十點"
    ours.undo()
    assert ours.get(note.uuid).body.startswith("幾點")


def test_an_older_export_does_not_overwrite(store: Store) -> None:
    exported = export_text(store, "json")
    notes = Annotations(store)
    [note] = [a for a in notes.find() if "幾點" in a.body]
    notes.change(note, body="八點")
    report = import_text(store, exported)
    assert (report.older, report.updated) == (1, 0)
    assert notes.get(note.uuid).body == "八點"


def test_of_two_changes_to_the_same_note_both_are_kept_once(store: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "other") as other:
        import_text(other, export_text(store, "json"))
        [note] = [a for a in Annotations(other).find() if "幾點" in a.body]
        Annotations(other).change(note, body="他們的")
        exported = export_text(other, "json")
    Annotations(store).change(note, body="我們的")
    assert import_text(store, exported).both == 1
    assert import_text(store, exported).both == 0
    assert sorted(a.body for a in Annotations(store).find() if "們的" in a.body) == ["他們的", "我們的"]


def test_a_note_edited_in_the_markdown_file_comes_back_edited(store: Store) -> None:
    files = export_files(store, "markdown")
    [(name, text)] = [(n, t) for n, t in files.items() if "幾點" in t]
    assert name.startswith("渡輪 加班 ")
    report = import_text(store, text.replace("幾點？", "九點。"))
    assert report.updated == 1
    assert [a.body for a in Annotations(store).find() if "九點" in a.body] == ["九點。\n\n> 問船公司\n%% 待查 %%"]


def test_markdown_reads_well(store: Store) -> None:
    [text] = [t for n, t in export_files(store, "markdown").items() if "渡輪" in n]
    assert text.startswith('---\ntitle: "渡輪: 加班?"\nsource: "ferry.example"\nurl: "https://ferry.example/1"\n')
    start = FERRY.index("加開")
    assert f"> 加開兩班夜航\n>\n> — green ▴, {start}–{start + 6}, " in text
    assert " #交通 #夜-班\n\n幾點？\n" in text
    assert "- correction: claim = " in text and "- rule: stub = false" in text


def test_web_annotations_keep_to_the_profile(store: Store) -> None:
    whole = json.loads(export_text(store, "w3c"))
    [ferry] = [s for s in whole["@graph"] if s["title"].startswith("渡輪")]
    assert ferry["type"] == "AnnotationSet" and ferry["about"]["dc:title"] == "渡輪: 加班?"
    assert len(ferry["items"]) == 4
    for item in ferry["items"]:
        assert item["type"] == "Annotation" and item["id"].startswith("urn:uuid:")
        assert isinstance(item["target"], dict) and isinstance(item["body"], dict)
        assert item["motivation"] in ("highlighting", "commenting", "bookmarking")
        assert item["body"]["color"] in ("pink", "orange", "yellow", "green", "blue", "purple")
        position, quote = item["target"]["selector"]
        assert FERRY[position["start"] : position["end"]] == quote["exact"]
    library = Library(store)
    article = library.articles()[0].id
    assert json.loads(export_text(store, "w3c", [article]))["@context"][0].endswith("epub-anno.jsonld")


FOREIGN = {
    "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://notes.example/1", "type": "Annotation",
    "created": "2024-01-02T03:04:05Z", "motivation": ["commenting", "tagging"],
    "body": [{"type": "TextualBody", "value": "查證"}, {"type": "TextualBody", "purpose": "tagging", "value": "船"}],
    "target": [{"source": "https://ferry.example/1", "selector": {
        "type": "TextQuoteSelector", "exact": "乘客太多了", "prefix": "船長𠮷田說：「", "suffix": "。」"}}]}


def test_annotations_of_other_programs_are_found_by_their_quote(store: Store) -> None:
    report = import_text(store, json.dumps(FOREIGN))
    assert (report.added, report.articles, report.orphans) == (1, 0, 0)
    [note] = [a for a in Annotations(store).find() if a.body == "查證"]
    assert (note.span, note.tags, note.motivation) == (at("乘客太多了"), ("船",), "commenting")
    assert import_text(store, json.dumps(FOREIGN)).added == 0


def test_positions_counted_in_utf16_are_understood(store: Store) -> None:
    start = len(FERRY[: FERRY.index("乘客")].encode("utf-16-le")) // 2
    selectors = [{"type": "TextPositionSelector", "start": start, "end": start + 2},
                 {"type": "TextQuoteSelector", "exact": "乘客"}]
    import_text(store, json.dumps({**FOREIGN, "target": {"source": "https://ferry.example/1", "selector": selectors}}))
    assert [a.span for a in Annotations(store).find() if a.body == "查證"] == [at("乘客")]


def test_a_foreign_quote_that_is_not_there_is_an_orphan_and_waits(store: Store) -> None:
    target = {"source": "https://ferry.example/1", "selector": {
        "type": "TextQuoteSelector", "exact": "下個月起票價調漲一成，學生維持原價"}}
    report = import_text(store, json.dumps({**FOREIGN, "target": target}))
    assert (report.added, report.orphans) == (1, 1)
    text = FERRY + "\n下個月起票價調漲一成，學生維持原價。"
    article = Library(store).add(Document(text), "https://ferry.example/1").article.id
    [note] = [a for a in Annotations(store).of_article(article) if a.body == "查證"]
    assert note.span == at("下個月起票價調漲一成，學生維持原價", text)


def test_readwise_cells_are_never_formulas(store: Store) -> None:
    rows = list(csv.reader(io.StringIO(export_text(store, "readwise"))))
    assert rows[0] == ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert any(row[0] == "'=SUM(A1) 這一格" for row in rows)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "'=1", "''+", "'quoted'", "\t=1", "\r1", "利率-1", ""])
def test_neutralising_is_undone_exactly(cell: str) -> None:
    assert neutralised(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert restored(neutralised(cell)) == cell


@pytest.mark.parametrize("text", [
    "", "Title,Note\na,b\n", "{", "[]", "{}", '{"format": "reader-tui", "version": 99}', "[1]", "null", '"x"', "{" * 9999,
    '{"format": "reader-tui", "version": 1, "articles": [{}], "choices": []}', "---\ntitle: x\n---\n# x\n",
    "---\ntitle: x\nsource: x\nurl: x\ndate: null\ntags: []\nprogress: 0\nsha256: x\n---\n# x\n",
    '{"target": {"selector": {"type": "TextPositionSelector", "start": "x"}}}',
])
def test_what_is_no_export_is_refused_in_one_sentence(store: Store, text: str) -> None:
    before = export_text(store, "json")
    with pytest.raises(ExchangeError) as refused:
        import_text(store, text)
    assert "\n" not in str(refused.value)
    assert export_text(store, "json") == before


def test_notes_for_pipes(store: Store) -> None:
    text = notes_text(store)
    assert "渡輪: 加班? · ferry.example · 2025-06-01 · https://ferry.example/1" in text
    assert "\n  ▴ 加開兩班夜航\n    green, " in text and "\n    幾點？\n" in text
