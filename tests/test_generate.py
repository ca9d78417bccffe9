"""The generator of the Unicode table, on a few lines of the database."""

from __future__ import annotations

import pytest

from reader_tui.text.data.atoms import ATOM_PROPERTIES, atoms_of
from reader_tui.text.data.generate import FILES, Database

LINES = {
    "LineBreak.txt": "# @missing: 0000..10FFFF; Unknown\n# @missing: 4E00..9FFF; Ideographic\n00B7;AI # MIDDLE DOT\n"
                     "0E01..0E30;SA\n0E31;SA\n201C;QU\n",
    "EastAsianWidth.txt": "# @missing: 0000..10FFFF; Neutral\n# @missing: 4E00..9FFF; Wide\n00B7;A\n201C;A\n",
    "DerivedGeneralCategory.txt": "4E00..9FFF ; Lo # [20992]\n0E31 ; Mn\n0E01..0E30 ; Lo\n201C ; Pi\n",
    "GraphemeBreakProperty.txt": "0E31 ; Extend\n0915 ; Other\n",
    "DerivedCoreProperties.txt": "0915 ; InCB; Consonant\n0E31 ; Alphabetic\n",
    "emoji-data.txt": "2600 ; Emoji\n2600..2605 ; Extended_Pictographic\n",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("ucd")
    assert set(LINES) == set(FILES)
    for name, text in LINES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Database(folder)


@pytest.mark.parametrize(
    ("character", "line_break", "east_asian", "cells", "grapheme", "role"),
    [
        ("漢", "ID", "W", 2, "Other", ""),
        ("·", "AL", "A", 1, "Other", "joint"),
        ("ก", "AL", "N", 1, "Other", ""),
        ("\u0e31", "CM", "N", 0, "Extend_Only", ""),
        ("क", "AL", "N", 1, "Consonant", ""),
        ("☀", "AL", "N", 1, "Pictograph", ""),
    ],
)
def test_properties_of_a_code_point(database: Database, character: str, line_break: str, east_asian: str,
                                    cells: int, grapheme: str, role: str) -> None:
    atom = database.atom(ord(character))
    assert atom[:2] + atom[3:5] + atom[6:] == (line_break, east_asian, cells, grapheme, role)


def test_kinds_inside_a_class(database: Database) -> None:
    assert [database.atom(code).kind for code in (0x201C, 0x2605, 0x25CC, 0x4E00)] == ["Pi", "Cn", "dotted", ""]
    assert database.atom(0x2600).widens and not database.atom(0x2605).widens


@pytest.mark.parametrize(
    ("characters", "line_break"),
    [("漢々", ("ID", "NS")), ("“”", ("QU", "QU")), ("—…", ("B2", "IN")), ("가각", ("H2", "H3")), ("🇨👍", ("RI", "EB"))],
)
def test_the_table_as_generated(characters: str, line_break: tuple[str, ...]) -> None:
    assert tuple(ATOM_PROPERTIES[atom].line_break for atom in atoms_of(characters)) == line_break
