"""What the README promises is true of the program."""

from __future__ import annotations

import re
import tomllib

import readme
from conftest import PROJECT

from reader_tui.command_line.parser import reader_help
from reader_tui.config import Settings, load_settings

TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_that_of_the_program() -> None:
    assert readme.with_keys(TEXT) == TEXT, "run: python tests/readme.py"


def test_every_screenshot_is_there() -> None:
    shown = set(re.findall(r"tests/screenshots/([\w-]+)\.svg", TEXT))
    assert shown == set(readme.SHOTS)
    for name in shown:
        svg = (PROJECT / "tests" / "screenshots" / f"{name}.svg").read_text(encoding="utf-8")
        assert svg.startswith("<svg")
        assert "&#160;" in svg or " " in svg


def test_the_settings_shown_are_the_standard_ones(tmp_path: object) -> None:
    block = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    table = tomllib.loads(block[1])
    del table["keys"]
    standard = Settings()
    assert {name: getattr(standard, name) for name in table} == {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}


def test_the_settings_shown_are_sound(home: object) -> None:
    block = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    path = PROJECT.__class__(str(home))
    path.mkdir(parents=True)
    file = path / "config.toml"
    file.write_text(block[1], encoding="utf-8")
    assert load_settings(file)[1] == []


def test_the_help_names_the_verbs_that_exist() -> None:
    from reader_tui.__main__ import VERBS

    assert set(re.findall(r"reader-tui (restore|claims|timeline)", reader_help())) <= set(VERBS)
