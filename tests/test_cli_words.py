"""Whatever words stand on the command line: an exit status, at most one line about what is wrong, no traceback."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader_tui.cli import run
from reader_tui.command_line.model import Verb
from reader_tui.command_line.table import PROGRAM

VERBS = [([verb.name], verb) for verb in PROGRAM.verbs if not verb.verbs and verb.name != "serve"]
VERBS += [([verb.name, below.name], below) for verb in PROGRAM.verbs for below in verb.verbs]
VALUES = st.one_of(
    st.sampled_from(["-", "--", "", "0", "7", "99999999999999999999", "2025-05-20", "a.txt", "folder", "text", "json",
                     "s2t", "utf-8", "芯片", "\udcff", "\x1b[31m", "a\0b", "一二.txt", "-o"]),
    st.text(max_size=6))


def lines(verb: Verb) -> st.SearchStrategy[list[str]]:
    """Options of a verb, with and without values, and other words."""
    names = [name for option in verb.options for name in option.names if name != "--home"]
    choices = [choice for option in verb.options for choice in option.choices]
    word = st.one_of(VALUES, st.sampled_from([*names, *choices, "--json"]))
    return st.lists(word, max_size=5)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a few files in it."""
    (tmp_path / "a.txt").write_text("一篇。\n\n王小明2025年說，橋通車了。", encoding="utf-8")
    (tmp_path / "一二.txt").write_bytes(bytes(range(256)))
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_words_bring_the_command_line_down(folder: Path, data: st.DataObject) -> None:
    words, verb = data.draw(st.sampled_from([*VERBS, (["--plain"], PROGRAM)]))
    line = [*words, *data.draw(lines(verb))]
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("經(jīng)濟發(fā)展".encode()), "utf-8"))
        try:
            status = run(line)
        except SystemExit as left:
            status = int(str(left.code))
    err.flush()
    said = err.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert status in (0, 1, 2)
    assert all(one.startswith("reader-tui: ") for one in said.split("\n") if one)
    assert not {"\x1b", "\x9b", "\x00"} & set(said)
    assert (status != 2) or said
