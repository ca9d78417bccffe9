"""Settings: what is valid is used, what is not is reported with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader_tui.config import Settings, home_folder, load_settings


def load(tmp_path: Path, text: str) -> tuple[Settings, list[str]]:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    settings_, problems = load_settings(file)
    return settings_, [str(problem) for problem in problems]


def test_no_file_means_standard_settings(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.toml") == (Settings(), [])


def test_settings_are_read(tmp_path: Path) -> None:
    chosen, problems = load(tmp_path, 'theme = "light"\nwidth = 60\ngap = true\nambiguous = 2\n[keys]\nzen = "Z"\n')
    assert problems == []
    assert (chosen.theme, chosen.width, chosen.gap, chosen.ambiguous) == ("light", 60, True, 2)
    assert chosen.keys == {"zen": ["Z"]}


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("width = 60\ncolour = 'red'\n", "config.toml line 2: there is no setting 'colour'"),
        ("\n\nwidth = 7\n", "config.toml line 3: width cannot be 7; it is 20 to 200"),
        ("width = true\n", "config.toml line 1: width cannot be True; it is 20 to 200"),
        ("theme = 'dark'\nwidth = = 3\n", "config.toml line 2: cannot be read: Invalid value"),
        ("[keys]\nfly = 'j'\n", "config.toml line 2: there is no command 'fly'"),
        ("[keys]\nzen = 3\n", "config.toml line 2: zen takes a key or a list of keys"),
        ("[keys]\nzen = 'j'\n", "config.toml line 2: j is bound to line-down and to zen"),
    ],
)
def test_a_bad_line_is_reported_and_the_default_stands(tmp_path: Path, text: str, reported: str) -> None:
    chosen, problems = load(tmp_path, text)
    assert problems == [reported]
    assert chosen.theme == Settings().theme
    assert chosen.keys == {}


def test_a_good_line_stands_beside_a_bad_one(tmp_path: Path) -> None:
    chosen, problems = load(tmp_path, "width = 50\n???\nindent = 4\n")
    assert (chosen.width, chosen.indent) == (50, 4)
    assert len(problems) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="widthkeys=[]\"'\n 1#.zen", max_size=60))
def test_no_file_keeps_the_program_from_starting(tmp_path: Path, text: str) -> None:
    chosen, _ = load(tmp_path, text)
    assert isinstance(chosen, Settings)


def test_the_home_folder_is_the_users_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_TUI_HOME", str(tmp_path / "a"))
    assert home_folder() == tmp_path / "a"
    assert home_folder(str(tmp_path / "b")) == tmp_path / "b"
    monkeypatch.delenv("READER_TUI_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home_folder().name == "reader-tui"
