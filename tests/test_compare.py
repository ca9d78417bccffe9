"""Claims across articles, each link with its evidence."""

from __future__ import annotations

from time import process_time

from reader_tui.analysis.claims import Claim, extract
from reader_tui.analysis.compare import ClaimRef, content_words, link, speaker_index

ARTICLES = {
    "北報": "水利局長陳大文表示,北河水庫的蓄水量已經降到35%,農業用水必須分區供應。",
    "南報": "陈大文受访时说,北河水库蓄水量只剩28%,农业用水要分区供应。",
    "東報": "水利局長陳大文指出,農業用水必須分區供應,北河水庫的蓄水量降到35%。\n市長林小春認為,公車票價明年不會調整。",
    "西報": "市長林小春說,公車票價明年確定要調整,民意代表已經同意。",
}
DATES = {"北報": "2024-03-01", "南報": "2024-03-05", "東報": "2024-03-01", "西報": "2024-06-20"}


def claims() -> dict[str, list[Claim]]:
    return {name: extract(text) for name, text in ARTICLES.items()}


def kinds() -> dict[tuple[str, str], str]:
    return {(found.one.article, found.other.article): found.kind for found in link(claims(), dates=DATES)}


def test_the_same_claim_in_two_papers() -> None:
    [found] = [found for found in link(claims(), dates=DATES) if found.kind == "says the same"]
    assert {found.one, found.other} == {ClaimRef("北報", 0), ClaimRef("東報", 0)}
    assert any(line.startswith("same speaker: 陳大文") for line in found.evidence)
    assert any("同" not in line and "35%" in line for line in found.evidence)


def test_another_figure_for_the_same_thing_in_the_other_script() -> None:
    links = [found for found in link(claims(), dates=DATES) if found.kind == "other figure"]
    assert {frozenset((found.one.article, found.other.article)) for found in links} == {
        frozenset(("北報", "南報")), frozenset(("南報", "東報"))}
    assert all(any("≠" in line and "28%" in line for line in found.evidence) for found in links)


def test_a_later_statement_points_forward() -> None:
    undated = {"甲": extract("市長林小春認為,公車票價不會調整。"), "乙": extract("市長林小春說,公車票價的補貼方案,議會還要討論。")}
    assert all(found.kind != "later statement" for found in link(undated))
    [found] = link(undated, dates={"甲": "2024-06-20", "乙": "2024-03-01"})
    assert (found.kind, found.one.article, found.other.article) == ("later statement", "乙", "甲")


def test_claims_of_one_article_and_strangers_are_not_linked() -> None:
    assert link({"甲": extract("甲君說,雨季提前了。乙君說,雨季提前了。")}) == []
    assert link({"甲": extract("王小明說,雨季提前了。"), "乙": extract("李大同說,球賽延期舉行。")}) == []


def test_the_speaker_index_gathers_spellings_and_offices() -> None:
    index = speaker_index(claims(), dates=DATES)
    assert [(entry.name, len(entry.statements)) for entry in index] == [("陳大文", 3), ("林小春", 2)]
    assert set(index[0].spellings) == {"陳大文", "陈大文"}
    assert index[0].offices == ("水利局長",)
    assert [statement.date for statement in index[1].statements] == ["2024-03-01", "2024-06-20"]


def test_function_words_and_figures_are_no_content() -> None:
    [claim] = extract("校長王明說,我們的學校今年招收了300名新生。")
    assert content_words(claim) >= {"学校", "招收", "新生"}
    assert not content_words(claim) & {"我们", "300", "的", "了"}


def test_a_library_is_linked_in_time_that_grows_with_its_size() -> None:
    def library(size: int) -> dict[str, list[Claim]]:
        return {f"{n}": extract(f"局長王{'一二三四五六七八九'[n % 9]}民說,第{n}號工地的混凝土強度不足,必須重新檢驗。") for n in range(size)}

    link(library(4))
    small, large = library(60), library(240)
    begin = process_time()
    link(small)
    between = process_time()
    link(large)
    assert process_time() - between < 20 * (between - begin) + 0.2
