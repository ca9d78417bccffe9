"""Annotations: what two programs write at once is all kept, and every step can be taken back, in a later session too."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader_tui.store.annotations import AnnotationFilter, Annotations
from reader_tui.store.db import Store, open_store
from reader_tui.store.library import Library
from reader_tui.text.model import Document, Span

TEXT = "晨報訊：市立圖書館下週重新開放。\n館長說，三樓的地方誌閱覽室也修好了。\n讀者可以預約參觀。"


@pytest.fixture
def store(home: Path) -> Store:
    return open_store(home)


@pytest.fixture
def article(store: Store) -> int:
    return Library(store).add(Document(TEXT, title="圖書館重開", uri="/news/library.txt")).article.id


def at(words: str, text: str = TEXT) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_a_note_is_kept_with_its_words_and_their_surroundings(store: Store, article: int, home: Path) -> None:
    Annotations(store).create(article, at("地方誌閱覽室"), colour="blue", body="去查縣志", tags=["待辦", "待辦"])
    store.close()
    [note] = Annotations(open_store(home)).of_article(article)
    assert (note.quote.exact, note.quote.prefix[-4:], note.quote.suffix[:4]) == ("地方誌閱覽室", "，三樓的", "也修好了")
    assert (note.body, note.tags, note.colour, note.state, note.span) == ("去查縣志", ("待辦",), "blue", "exact",
                                                                        at("地方誌閱覽室"))


def test_on_a_conflict_both_are_kept(store: Store, article: int, home: Path) -> None:
    here, there = Annotations(store), Annotations(open_store(home))
    made = here.create(article, at("館長"), body="是誰？")
    there.change(made, body="姓陳")
    saved = here.change(made, body="姓林")
    assert saved.conflict is not None and saved.conflict.body == "姓陳"
    assert saved.annotation.copy_of == made.uuid
    assert sorted(a.body for a in here.of_article(article)) == ["姓林", "姓陳"]


def test_what_was_changed_elsewhere_is_not_deleted(store: Store, article: int, home: Path) -> None:
    here, there = Annotations(store), Annotations(open_store(home))
    made = here.create(article, at("館長"))
    there.change(made, body="姓陳")
    assert here.delete(made).conflict is not None
    assert [a.body for a in here.of_article(article)] == ["姓陳"]


def test_a_change_to_what_was_deleted_elsewhere_survives_as_a_copy(store: Store, article: int, home: Path) -> None:
    here, there = Annotations(store), Annotations(open_store(home))
    made = here.create(article, at("館長"))
    there.delete(made)
    here.change(made, body="姓林")
    assert [a.body for a in here.of_article(article)] == ["姓林"]


def test_every_step_is_undone_and_redone_in_a_later_session(store: Store, article: int, home: Path) -> None:
    notes = Annotations(store)
    made = notes.create(article, at("館長"), body="一")
    notes.delete(notes.change(made, body="二").annotation)
    store.close()

    def bodies() -> list[str]:
        return [a.body for a in Annotations(open_store(home)).of_article(article)]

    seen = [bodies()]
    for _ in range(3):
        assert Annotations(open_store(home)).undo() is not None
        seen.append(bodies())
    assert seen == [[], ["二"], ["一"], []]
    assert Annotations(open_store(home)).undo() is None
    seen = []
    for _ in range(3):
        assert Annotations(open_store(home)).redo() is not None
        seen.append(bodies())
    assert seen == [["一"], ["二"], []]
    assert Annotations(open_store(home)).redo() is None


def test_a_new_step_ends_what_could_be_redone(store: Store, article: int) -> None:
    notes = Annotations(store)
    notes.create(article, at("館長"))
    notes.undo()
    notes.create(article, at("讀者"))
    assert notes.redo() is None


def test_undo_leaves_alone_what_another_program_changed(store: Store, article: int) -> None:
    notes = Annotations(store)
    made = notes.create(article, at("館長"), body="一")
    with store.writing() as connection:
        connection.execute("UPDATE annotation SET body = '三', rev = rev + 1 WHERE uuid = ?", (made.uuid,))
    step = notes.undo()
    assert step is not None and not step.done
    assert notes.get(made.uuid).body == "三"


def test_putting_an_orphan_to_a_passage_can_be_undone(store: Store, article: int) -> None:
    notes = Annotations(store)
    made = notes.create(article, at("地方誌閱覽室"))
    moved = notes.attach(made, at("預約參觀")).annotation
    assert (moved.quote.exact, moved.span) == ("預約參觀", at("預約參觀"))
    notes.undo()
    assert notes.get(made.uuid).span == at("地方誌閱覽室")
    assert notes.get(made.uuid).quote.exact == "地方誌閱覽室"


def test_the_list_is_filtered_by_words_of_either_script_colour_tag_and_date(store: Store, article: int) -> None:
    notes = Annotations(store)
    notes.create(article, at("地方誌閱覽室"), colour="green", tags=["歷史"])
    notes.create(article, at("預約參觀"), body="打電話")

    def found(**fields: str) -> list[str]:
        return [a.quote.exact for a in notes.find(AnnotationFilter(**fields))]

    assert found(text="阅览室") == ["地方誌閱覽室"]
    assert found(text="电话") == ["預約參觀"]
    assert found(text="图书馆重开") == ["預約參觀", "地方誌閱覽室"]
    assert found(colour="green") == found(tag="歷史") == ["地方誌閱覽室"]
    assert found(since="2999") == [] and len(found(until="2999")) == 2


@pytest.mark.parametrize(("span", "colour"), [(Span(0, 999), "yellow"), (Span(0, 1), "mauve")])
def test_nonsense_is_refused(store: Store, article: int, span: Span, colour: str) -> None:
    with pytest.raises(ValueError, match=r"mauve|ends at"):
        Annotations(store).create(article, span, colour=colour)


def test_an_orphan_is_listed_with_candidates_and_can_be_put_to_one(store: Store, article: int) -> None:
    notes = Annotations(store)
    notes.create(article, at("館長說，三樓的地方誌閱覽室也修好了"), body="開放時間？")
    new = "晨報訊：市立圖書館下週不開放。\n三樓的地方誌室還沒有修好，館長請辭。"
    Library(store).add(Document(new), "/news/library.txt")
    [orphan] = notes.find(AnnotationFilter(state="orphan"))
    found = notes.candidates(orphan)
    assert found.state == "orphan" and found.candidates
    attached = notes.attach(orphan, found.candidates[0].span).annotation
    assert attached.state == "exact" and attached.span == found.candidates[0].span
    assert notes.find(AnnotationFilter(state="orphan")) == []
