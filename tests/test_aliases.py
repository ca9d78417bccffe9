"""The user's own spellings of speakers: read from the home folder, told by line where they are wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from reader_tui.aliases import FILE_NAME, load_aliases

WRONG = """[[speaker]]
name = "王小明"
also = ["小明", "Wang Xiaoming"]

[[speaker]]
name = "海風"
kind = "ship"

[[speaker]]
name = "輝達"
also = ["皮衣廠"]
"""


def write(home: Path, text: str) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / FILE_NAME).write_text(text, encoding="utf-8")


def test_without_a_file_the_built_in_spellings_hold(home: Path) -> None:
    table, faults = load_aliases(home)
    assert (table.canonical("輝達"), faults) == ("英偉達", [])


def test_what_can_be_read_counts_and_the_rest_is_told_by_line(home: Path) -> None:
    write(home, WRONG)
    table, faults = load_aliases(home)
    assert faults == [f"{home / FILE_NAME}: line 5: the kind 'ship' is unknown; person, body and country are known"]
    assert table.canonical("Wang Xiaoming") == "王小明"
    assert table.canonical("海風") is None


def test_a_known_speaker_gets_spellings_in_addition(home: Path) -> None:
    write(home, WRONG)
    assert load_aliases(home)[0].same("皮衣廠", "NVIDIA")


def test_text_that_is_no_table_is_told_with_its_line(home: Path) -> None:
    write(home, "[[speaker]]\nname = nobody\n")
    table, [fault] = load_aliases(home)
    assert "line 2" in fault
    assert table.canonical("輝達")


def test_bytes_that_are_no_text_are_told(home: Path) -> None:
    home.mkdir(parents=True)
    (home / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in load_aliases(home)[1][0]


def test_the_claims_verb_knows_them(home: Path) -> None:
    write(home, WRONG)
    line = json.dumps({"id": "a", "text": "校長王小明說,學校不會搬走。小明指出,操場也不會拆。"})
    done = subprocess.run([sys.executable, "-m", "reader_tui", "claims", "--jsonl"], input=line, capture_output=True,
                          text=True, check=True, env={**os.environ, "READER_TUI_HOME": str(home), "PYTHONUTF8": "1"})
    claims = json.loads(done.stdout)["claims"]
    assert [claim["source"]["resolved"] for claim in claims] == ["王小明", "王小明"]
    assert done.stderr.count("line 5") == 1
