"""The user's own repair rules on the command line: tried, taken over, printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader_tui.cli import run

RULES = '[[rule]]\nname = "sign"\nfind = "\\\\(編輯:.*?\\\\)"\nregex = true\n'
TEXT = "他說完了。(編輯:小林)\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_rules_are_tried_on_a_text(tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    assert run(["restore", str(page), "--rules", str(rules)]) == 0
    assert capsys.readouterr().out == "他說完了。\n"


def test_rules_are_taken_over_and_printed(rules: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--import", str(rules)]) == 0
    assert run(["rules", "--import", str(rules)]) == 0
    assert run(["rules"]) == 0
    assert capsys.readouterr().out.count('name = "sign"') == 1
    assert (home / "rules.toml").is_file()


@pytest.mark.parametrize("text", ["[[rule]]\nfind = 3", "[[rule]]\nname = 'a'\nfind = '('\nregex = true", "x", "\udcff"])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert run(["rules", "--import", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (home / "rules.toml").exists()
