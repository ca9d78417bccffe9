"""The verbs about the library: what they print, what they keep, and one clear line where something is wrong."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from reader_tui.cli import run
from reader_tui.store.annotations import Annotations
from reader_tui.store.db import FILE_NAME, open_store
from reader_tui.store.library import Library
from reader_tui.text.model import Span

LIGHT = "北岸的燈塔\n\n守燈的人姓周，他把油錢記在牆上。村裡的人說，燈一滅，船就找不到岸。"
BRIDGE = "河上的桥\n\n桥修了三年，今年春天通车。第一天有两千人走过。"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles and something that is none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "light.txt").write_text(LIGHT, encoding="utf-8")
    (folder / "bridge.txt").write_bytes(BRIDGE.encode("gb18030"))
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    return folder


@pytest.fixture
def library(articles: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The home folder of a library that holds them."""
    assert run(["add", str(articles)]) == 0
    capsys.readouterr()
    return home


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command line prints; it has nothing to complain about."""
    status = run(arguments)
    captured = capsys.readouterr()
    assert (status, captured.err) == (0, ""), captured.err
    return captured.out


def printed_anyway(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command line prints, whatever it complains about."""
    run(arguments)
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a command line is refused with."""
    try:
        status = run(arguments)
    except SystemExit as error:
        status = int(str(error.code))
    captured = capsys.readouterr()
    assert (status, captured.out) == (2, "")
    [line] = captured.err.splitlines()
    assert line.startswith("reader-tui: ")
    return line.removeprefix("reader-tui: ")


def test_adding_counts_and_says_what_was_skipped(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", str(articles)]) == 0
    captured = capsys.readouterr()
    assert captured.out == "2 new, 1 not readable\n"
    [line] = captured.err.splitlines()
    assert "skipped: " in line
    assert "binary.txt" in line


def test_adding_again_takes_only_what_is_new(articles: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (articles / "new.txt").write_text("又一篇。", encoding="utf-8")
    (articles / "light.txt").write_text(LIGHT + "燈一直亮著。", encoding="utf-8")
    (articles / "binary.txt").unlink()
    assert printed(capsys, "add", str(articles)) == "1 new, 1 changed, 1 already there\n"


def test_standard_input_can_be_added(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LIGHT.encode())))
    assert printed(capsys, "add", "-") == "1 new\n"
    assert "北岸的燈塔" in printed(capsys, "list")


def test_a_name_that_is_no_text_in_utf8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m.txt")
    Path(name).write_text("一篇。\n\n正文。", encoding="utf-8")
    assert printed(capsys, "add", name) == "1 new\n"
    [record] = json.loads(printed(capsys, "list", "--json"))
    assert record["uri"] == name


def test_the_list_is_filtered_and_ordered(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "list", "--sort", "title").splitlines()
    assert [line.split("  ")[-1].split(" · ")[0] for line in lines] == ["北岸的燈塔", "河上的桥"]
    assert "河上的桥" in printed(capsys, "list", "橋")
    assert printed(capsys, "list", "--script", "simplified", "--json").count('"title"') == 1
    assert printed(capsys, "list", "--read") == ""
    assert len(printed(capsys, "list", "--unread").splitlines()) == 2
    assert len(printed(capsys, "list", "--limit", "1").splitlines()) == 1
    assert printed(capsys, "list", "--tag", "無") == ""


def test_titles_are_listed_repaired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "damaged.txt").write_text("經(jīng)濟發(fā)展的路\n\n發(fā)展很快。", encoding="utf-8")
    assert printed(capsys, "add", str(tmp_path / "damaged.txt")) == "1 new\n"
    assert "經濟發展的路" in printed(capsys, "list", "經濟發展")


def test_more_articles_than_a_page_are_all_listed(library: Path, monkeypatch: pytest.MonkeyPatch,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("reader_tui.command_line.library_verbs._PAGE", 1)
    assert len(printed(capsys, "list").splitlines()) == 2


def test_search_finds_words_in_either_script(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, snippet = printed(capsys, "search", "燈塔", "守灯").splitlines()
    assert "北岸的燈塔" in head
    assert snippet.strip().startswith("北岸的燈塔  守燈的人姓周")
    [hit] = json.loads(printed(capsys, "search", "通車", "--json"))
    assert [BRIDGE[span["start"] : span["end"]] for span in hit["spans"]] == ["通车"]
    assert [hit["snippet"][mark["start"] : mark["end"]] for mark in hit["marks"]] == ["通车"]
    assert printed(capsys, "search", "沒有這個") == ""
    assert len(printed(capsys, "search", "的", "--limit", "1").splitlines()) == 2


def test_what_is_cut_ends_with_an_ellipsis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "long.txt").write_text("河水漲了，" * 30 + "守燈的人走了，" + "天黑了，" * 30 + "\n", encoding="utf-8")
    assert printed(capsys, "add", str(tmp_path / "long.txt")) == "1 new\n"
    assert "河水漲了… · " in printed(capsys, "list")
    for words, before, behind in (("河水漲", "河水漲了", "…"), ("守燈", "…", "…"), ("天黑", "…", "…")):
        snippet = printed(capsys, "search", words).splitlines()[1].strip()
        assert snippet.startswith(before) and snippet.endswith(behind), snippet
    (tmp_path / "short.txt").write_text("渡口關了。\n", encoding="utf-8")
    assert printed(capsys, "add", str(tmp_path / "short.txt")) == "1 new\n"
    assert printed(capsys, "search", "渡口").splitlines()[1].strip() == "渡口關了。"


def test_a_damaged_index_is_built_anew(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(library) as store, store.writing() as connection:
        connection.execute("DELETE FROM word_index_data")
    assert run(["search", "燈塔"]) == 0
    captured = capsys.readouterr()
    assert "北岸的燈塔" in captured.out
    assert "The search index is damaged" in captured.err
    assert "北岸的燈塔" in printed(capsys, "search", "燈塔")


def annotate(home: Path) -> None:
    """A highlight with a note, and one more in the other article."""
    with open_store(home) as store:
        for record in Library(store).articles():
            text, words = (LIGHT, "守燈的人") if record.title == "北岸的燈塔" else (BRIDGE, "两千人")
            start = text.index(words)
            Annotations(store).create(record.id, Span(start, start + len(words)), body=f"記下{words}",
                                      colour="green" if text is LIGHT else "blue", tags=["人"])


def test_notes_are_printed_and_filtered(library: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotate(library)
    whole = printed(capsys, "notes")
    assert "守燈的人" in whole
    assert "記下两千人" in whole
    for some in (["--colour", "green"], ["守灯"], ["--article", str(articles / "light.txt")]):
        told = printed(capsys, "notes", *some)
        assert "守燈的人" in told
        assert "两千人" not in told
    assert printed(capsys, "notes", "--since", "2999") == ""
    assert printed(capsys, "notes", "--tag", "人") == whole


@pytest.mark.parametrize("form", ["json", "w3c", "markdown", "readwise"])
def test_notes_have_the_forms_of_export(library: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    annotate(library)
    told = printed(capsys, "notes", "--colour", "green", "--format", form)
    assert "記下守燈的人" in told
    assert "两千人" not in told
    assert told != printed(capsys, "export", "--format", form)


@pytest.mark.parametrize("form", ["json", "w3c", "markdown", "readwise"])
def test_what_is_exported_can_be_imported_elsewhere(library: Path, tmp_path: Path, form: str,
                                                    capsys: pytest.CaptureFixture[str]) -> None:
    annotate(library)
    file = tmp_path / "notes.md"
    assert printed(capsys, "export", "--format", form, "-o", str(file)) == ""
    assert file.stat().st_mode & 0o777 == 0o600
    other = ["--home", str(tmp_path / "other")]
    assert "Notes: 2 new" in printed(capsys, *other, "import", str(file))
    assert "Notes: 2 unchanged" in printed(capsys, "import", str(file), *other)
    assert "記下守燈的人" in printed(capsys, "notes", *other)
    assert [path.name for path in tmp_path.glob(".new-*")] == []


def test_markdown_can_be_a_file_an_article(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotate(library)
    names = printed(capsys, "export", "--format", "markdown", "-o", f"{tmp_path / 'vault'}/").splitlines()
    assert sorted(Path(name) for name in names) == sorted((tmp_path / "vault").iterdir())
    assert len(names) == 2
    other = ["--home", str(tmp_path / "other")]
    told = printed(capsys, "import", str(tmp_path / "vault"), *other).splitlines()
    assert all("Notes: 1 new" in line for line in told)
    assert "記下守燈的人" in printed(capsys, "notes", *other)


def test_a_folder_for_markdown_is_made(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault, one = tmp_path / "vault", tmp_path / "one"
    for target in (vault, tmp_path / "all.md"):
        assert run(["export", "--format", "markdown", "-o", str(target)]) == 0
        captured = capsys.readouterr()
        assert (captured.out, captured.err) == ("", "reader-tui: nothing to export: there are no notes\n")
        assert not target.exists()
    annotate(library)
    names = printed(capsys, "export", "--format", "markdown", "-o", str(vault)).splitlines()
    assert sorted(map(str, vault.iterdir())) == sorted(names)
    one.write_text("", encoding="utf-8")
    assert printed(capsys, "export", "--format", "markdown", "-o", str(one)) == ""
    assert "守燈的人" in one.read_text(encoding="utf-8")


def test_what_is_no_export_is_refused_by_name_and_passed_over_in_a_folder(
        library: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = articles / "own.md"
    own.write_text("---\ntitle: 橋\n---\n自己的筆記。\n", encoding="utf-8")
    assert refused(capsys, "import", str(own)).startswith(f"{own}: The Markdown file was not written by")
    assert refused(capsys, "import", str(articles / "light.txt")).startswith(f"{articles / 'light.txt'}: ")
    assert refused(capsys, "import", str(articles)) == f"{articles}: no exported files in this folder"
    annotate(library)
    assert printed(capsys, "export", "-o", str(articles / "notes.json")) == ""
    assert run(["import", str(articles)]) == 0
    captured = capsys.readouterr()
    assert "Notes: 2 unchanged" in captured.out
    assert captured.err.startswith(f"reader-tui: skipped: {own}: ")


def test_stopping_keeps_what_is_there(articles: Path, monkeypatch: pytest.MonkeyPatch,
                                      capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("reader_tui.command_line.library_verbs.index", stop)
        assert run(["add", str(articles)]) == 130
    assert "the same command takes up from there" in capsys.readouterr().err
    assert "2 already there" in printed_anyway(capsys, "add", str(articles))


def test_one_article_can_be_exported(library: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotate(library)
    [article] = json.loads(printed(capsys, "export", "--article", str(articles / "light.txt")))["articles"]
    assert article["title"] == "北岸的燈塔"


def test_the_doctor_explains(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "The file is sound." in printed(capsys, "doctor")
    (library / FILE_NAME).chmod(0o644)
    assert run(["doctor", "--json"]) == 1
    assert "problem" in {finding["level"] for finding in json.loads(capsys.readouterr().out)}


def test_a_damaged_library_is_set_aside_and_said(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / FILE_NAME).write_bytes(b"no database" * 1000)
    assert run(["list"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "The library was damaged. It is kept as" in line
    assert printed(capsys, "list") == ""


def test_what_is_wrong_is_one_line(articles: Path, tmp_path: Path, library: Path,
                                   capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_bytes(b"\xff\xfe\xfd")
    home = str(tmp_path / "file")
    assert "it is a file, not a folder" in refused(capsys, "list", "--home", home)
    assert "it is a file, not a folder" in refused(capsys, "--home", home, "add", str(articles))
    assert "no such file" in refused(capsys, "add", str(articles), "/nowhere/at/all")
    assert "is not UTF-8" in refused(capsys, "import", str(tmp_path / "file"))
    assert "no such file" in refused(capsys, "import", "/nowhere/at/all")
    assert "no exported files in this folder" in refused(capsys, "import", str(articles))
    assert "not a date, month or year: soon" in refused(capsys, "notes", "--since", "soon")
    assert "not a date, month or year: 2025-5" in refused(capsys, "list", "--date", "2025-5")
    assert "no column Highlight" in refused(capsys, "import", str(articles / "light.txt"))
    assert "there is no article 99 " in refused(capsys, "notes", "--article", "99")
    assert "is not in the library" in refused(capsys, "notes", "--article", __file__)
    assert "not a number: many" in refused(capsys, "list", "--limit", "many")
    assert "invalid choice: 'mauve'" in refused(capsys, "notes", "--colour", "mauve")
    assert "unrecognized arguments: --colour" in refused(capsys, "list", "--colour")
    assert "/nowhere/at/all/notes" in refused(capsys, "export", "-o", "/nowhere/at/all/notes")


def test_bytes_that_are_no_text_are_refused(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotate(library)
    broken = tmp_path / "broken.json"
    broken.write_text(printed(capsys, "export").replace('"title": "北岸', '"title": "\\udcff北岸'), encoding="utf-8")
    assert "no UTF-8" in refused(capsys, "list", "--source", "\udcff")
    assert "no UTF-8" in refused(capsys, "--home", str(tmp_path / "other"), "import", str(broken))


def test_one_file_that_is_no_text_is_refused(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", str(articles / "binary.txt")]) == 2
    assert "is a binary file" in capsys.readouterr().err
