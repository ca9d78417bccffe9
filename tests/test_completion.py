"""What is made from the table of verbs: the parser, completions that the shells take, and the manual page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reader_tui import __version__
from reader_tui.__main__ import VERBS
from reader_tui.cli import run
from reader_tui.command_line.completion import completion_script
from reader_tui.command_line.manual import manual_page
from reader_tui.command_line.model import Verb
from reader_tui.command_line.parser import parse_verb
from reader_tui.command_line.shared_options import COLOUR_NAMES, CONVERSIONS, SCRIPT_VIEWS
from reader_tui.command_line.table import PROGRAM
from reader_tui.store.records import COLOURS
from reader_tui.text.script import Script, chain_of
from reader_tui.text.script.official import CONFIGS

ALL: list[Verb] = [PROGRAM, *PROGRAM.verbs, *(below for verb in PROGRAM.verbs for below in verb.verbs)]


def test_the_table_says_what_the_program_knows() -> None:
    assert tuple(verb.name for verb in PROGRAM.verbs) == VERBS
    assert tuple(COLOURS) == COLOUR_NAMES
    assert CONFIGS == CONVERSIONS
    assert all(chain_of(view, Script.MIXED) for view in SCRIPT_VIEWS)


@pytest.mark.parametrize("verb", [v for v in ALL if not v.verbs or v is PROGRAM], ids=lambda verb: verb.name)
def test_every_verb_explains_itself(verb: Verb, capsys: pytest.CaptureFixture[str]) -> None:
    above = next((one.name for one in PROGRAM.verbs if verb in one.verbs), "")
    words = [] if verb is PROGRAM else [*filter(None, [above]), verb.name]
    with pytest.raises(SystemExit) as caught:
        run([*words, "--help"])
    told = capsys.readouterr().out
    assert caught.value.code == 0
    assert verb.help in " ".join(told.split())
    for option in verb.options:
        assert all(name in told for name in option.names)
    for example in verb.examples:
        assert example.line in told


def test_the_examples_are_command_lines() -> None:
    for verb in ALL:
        for example in verb.examples:
            words = example.line.split("|")[0].split(">")[0].split()
            if words[0] == PROGRAM.name and words[1] in VERBS:
                assert parse_verb(words[1:]).verb == words[1]


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["--version"])
    assert (caught.value.code, capsys.readouterr().out) == (0, f"reader-tui {__version__}\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_takes_its_completions(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    for verb in ALL[1:]:
        assert verb.name in script
        for option in verb.options:
            assert option.long.removeprefix("--" if shell == "fish" else "") in script
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here to check what it takes")
    file = tmp_path / "script"
    file.write_text(script, encoding="utf-8")
    done = subprocess.run([shell, "-n", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def offered(folder: Path, line: str) -> set[str]:
    """What bash completes the last word of a line to."""
    words = line.split(" ")
    script = (completion_script("bash")
              + f'COMP_WORDS=({" ".join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}\n'
              + '_reader_tui; printf "%s\\n" "${COMPREPLY[@]}"\n')
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=folder,
                          env={"PATH": os.environ["PATH"]})
    assert done.stderr == ""
    return set(done.stdout.split("\n")) - {""}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_verbs_options_values_and_files(tmp_path: Path) -> None:
    (tmp_path / "two words.txt").touch()
    (tmp_path / "folder").mkdir()
    assert offered(tmp_path, "reader-tui re") == {"restore"}
    assert offered(tmp_path, "reader-tui two") == {"two words.txt"}
    assert offered(tmp_path, "reader-tui restore two") == {"two words.txt"}
    assert offered(tmp_path, "reader-tui notes --c") == {"--colour"}
    assert offered(tmp_path, "reader-tui notes --colour ") == set(COLOUR_NAMES)
    assert offered(tmp_path, "reader-tui list --sort ti") == {"title"}
    assert offered(tmp_path, "reader-tui feed ") >= {"add", "list", "fetch", "remove"}
    assert offered(tmp_path, "reader-tui feed fetch --f") == {"--full"}
    assert offered(tmp_path, "reader-tui export -o fo") == {"folder"}
    assert offered(tmp_path, "reader-tui --home ") == {"folder"}
    assert offered(tmp_path, "reader-tui completion ") >= {"bash", "zsh", "fish"}
    assert offered(tmp_path, "reader-tui timeline --date x") == set()


def test_zsh_and_fish_know_the_values() -> None:
    assert "COLOUR:(yellow green blue pink purple)" in completion_script("zsh")
    assert "-l colour -x -a 'yellow green blue pink purple'" in completion_script("fish")
    assert completion_script("zsh").count("{") == completion_script("zsh").count("}")


def test_the_manual_tells_everything() -> None:
    page = manual_page()
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "VERBS", "EXAMPLES", "FILES", "EXIT STATUS"):
        assert f"\n.SH {section}\n" in page
    for verb in ALL[1:]:
        assert verb.help.replace("-", "\\-") in page or verb.verbs
        for option in verb.options:
            assert f"\\fB{option.long.replace('-', chr(92) + '-')}\\fR" in page
    assert page.isascii()
    requests = {line.split()[0] for line in page.split("\n") if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".B", ".br"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff here to set the page")
def test_groff_sets_the_manual() -> None:
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-P-c"], input=manual_page(), capture_output=True, text=True,
                          check=True, encoding="utf-8")
    assert done.stderr == ""
    shown = re.sub(".\b", "", done.stdout)  # bold print is struck twice
    assert "reader-tui search 高溫 津貼" in shown
    assert "it's" not in shown
    assert "curl -s URL | reader-tui -\n" in shown
