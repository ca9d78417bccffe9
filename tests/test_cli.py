"""The command line: verbs in pipes, clear errors, exit statuses."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from reader_tui.cli import run


def reader(*arguments: str, text: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    data = text.encode() if isinstance(text, str) else text
    return subprocess.run([sys.executable, "-m", "reader_tui", *arguments], input=data, capture_output=True, check=False,
                          timeout=60)


def test_restore_prints_the_repaired_text(samples: list[Path]) -> None:
    done = reader("restore", str(samples[1]))
    assert done.returncode == 0
    assert done.stdout.decode().startswith("這一回,黃仁勛的態度變了,變得相當“現實”。")


def test_restore_reads_standard_input() -> None:
    assert reader("restore", "-", text="發(fā)展與經(jīng)濟").stdout.decode() == "發展與經濟"


def test_json_lines_keep_ids_and_order() -> None:
    lines = [{"id": "b", "text": "經(jīng)濟發(fā)展"}, {"id": "a", "text": "沒有損壞"}, {"id": 3, "text": ""}]
    done = reader("restore", "--jsonl", text="\n".join(json.dumps(line) for line in lines))
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [(answer["id"], answer["text"]) for answer in answers] == [("b", "經濟發展"), ("a", "沒有損壞"), (3, "")]
    for line, answer in zip(lines, answers, strict=True):
        text, out, at = str(line["text"]), "", 0
        for edit in answer["edits"]:
            assert text[edit["start"] : edit["end"]] == edit["old"]
            out += text[at : edit["start"]] + edit["new"]
            at = edit["end"]
        assert out + text[at:] == answer["text"]


def test_json_lines_can_be_those_of_a_file(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('\ufeff{"id": "b", "text": "經(jīng)濟發(fā)展"}\n\n{"id": "a", "text": "沒有損壞"}\r\n', encoding="utf-8")
    done = reader("restore", "--jsonl", str(lines))
    assert [json.loads(line)["text"] for line in done.stdout.decode().splitlines()] == ["經濟發展", "沒有損壞"]
    lines.write_text('{"id": 1, "text": "a"}\n\udcff', encoding="utf-8", errors="surrogateescape")
    done = reader("claims", str(lines), "--jsonl", text='{"id": 2, "text": "b"}')
    assert [json.loads(line)["id"] for line in done.stdout.decode().splitlines()] == [1]
    assert done.returncode == 2
    assert done.stderr.decode() == f"reader-tui: {lines}: line 2 of the input is not UTF-8\n"


def test_claims_and_times_are_places_of_the_text_that_was_sent() -> None:
    text = "經(jīng)理王小明昨天表示,發(fā)展很快。"
    sent = json.dumps({"id": "x", "text": text, "date": "2025-03-02"})
    [claim] = json.loads(reader("claims", "--jsonl", text=sent).stdout)["claims"]
    assert claim["source"]["resolved"] == "王小明"
    for place in (claim["source"], claim["cue"], *claim["content"]):
        assert text[place["start"] : place["end"]] == place["text"]
    answer = json.loads(reader("timeline", "--jsonl", text=sent).stdout)
    assert answer["reference_date"] == "2025-03-02"
    assert [(time["text"], time["value"]) for time in answer["times"]] == [("昨天", "2025-03-01")]


@pytest.mark.parametrize("form", ["--json", "--csv", "--ical", "--markdown"])
def test_a_timeline_has_many_forms(samples: list[Path], form: str) -> None:
    done = reader("timeline", str(samples[1]), form, "--date", "2025-12-01")
    assert done.returncode == 0
    assert b"2025" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        (["restore", "/nowhere/at/all.txt"], "", "/nowhere/at/all.txt"),
        (["restore", "--jsonl"], "{not json", "line 1 of the input is not JSON"),
        (["restore", "--jsonl"], b'{"id": 1, "text": "\xff"}', "line 1 of the input is not UTF-8"),
        (["restore", "--jsonl"], "[" * 100_000, "line 1 of the input is not JSON"),
        (["restore", "--jsonl"], '{"id": ' + "1" * 5000, "line 1 of the input is not JSON"),
        (["restore", "--jsonl", "--json"], "", "not allowed with argument"),
        (["timeline", "--jsonl", "/nowhere/at/all"], '{"id": 1, "text": "a"}', "/nowhere/at/all: no such file"),
        (["restore", "a", "b"], "", "unrecognized arguments: b"),
        (["restore", "a" * 5000], "", "file name too long"),
        (["convert", "-"], "", "required: --to"),
        (["feed", "nothing"], "", "invalid choice: 'nothing'"),
        (["--home"], "", "expected one argument"),
        (["--nothing"], "", "unrecognized arguments: --nothing"),
        (["--plain"], "", "standard input: is empty"),
        (["--plain", "-", "--date", "soon"], "", "not a date: soon"),
        (["claims", "--jsonl"], '{"id": 1}', "line 1 of the input lacks an id or a text"),
        (["timeline", "--jsonl"], '{"id": 1, "text": "a", "date": "soon"}', "not a date: soon"),
        (["timeline", "-", "--date", "2025-13-01"], "今天", "not a date: 2025-13-01"),
        (["restore", "-", "--encoding", "nonsense"], "今天", "nonsense"),
    ],
)
def test_bad_input_is_one_clear_line(arguments: list[str], text: str | bytes, message: str) -> None:
    done = reader(*arguments, text=text)
    assert done.returncode == 2
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("reader-tui: ")
    assert message in line


def bad_paths(tmp_path: Path) -> list[Path]:
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "nuls.txt").write_bytes(b"\0" * 5000)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket"))
    server.close()
    return [tmp_path / name for name in ("binary.txt", "nuls.txt", "empty.txt", "folder", "fifo", "loop", "socket")]


def test_what_is_no_text_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in bad_paths(tmp_path):
        assert run(["restore", str(path)]) == 2, path
        captured = capsys.readouterr()
        assert captured.out == ""
        assert len(captured.err.splitlines()) == 1
        assert captured.err.startswith("reader-tui: ")


def test_an_evil_name_does_not_reach_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", "/tmp/\x1b]0;owned\x07\x9b31m.txt"]) == 2
    assert not {"\x1b", "\x07", "\x9b"} & set(capsys.readouterr().err)


def test_the_reader_needs_a_terminal(samples: list[Path]) -> None:
    done = reader(str(samples[0]))
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr.decode()


def test_a_closed_pipe_is_no_error(samples: list[Path]) -> None:
    command = f"{sys.executable} -m reader_tui restore {samples[0]} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""


@pytest.mark.parametrize(("redirection", "status", "message"), [
    ("<&-", 2, "standard input: is empty"),
    ("<&- >&-", 2, "standard input: is empty"),
    ("<&- >&- 2>&-", 2, ""),
    ("<<< 今天 >/dev/full", 2, "No space left on device"),
    ("<<< 今天 >&-", 0, ""),
])
def test_streams_that_are_closed_or_full_are_no_reason_to_fall(redirection: str, status: int, message: str) -> None:
    done = subprocess.run(["bash", "-c", f"{sys.executable} -m reader_tui restore {redirection}"], capture_output=True,
                          text=True, check=False, timeout=60)
    assert done.returncode == status
    assert done.stderr == (f"reader-tui: {message}\n" if message else "")


def test_pipes_are_utf_8_whatever_the_locale_says() -> None:
    line = '{"id": "一", "text": "經(jīng)濟發(fā)展"}\n'
    done = subprocess.run([sys.executable, "-m", "reader_tui", "restore", "--jsonl"], input=line.encode(), check=True,
                          capture_output=True, env=os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert json.loads(done.stdout.decode())["text"] == "經濟發展"


def test_half_characters_and_marks_of_direction_survive_json() -> None:
    sent = {"id": "\ud800", "text": "a\u2028b\x85\u202ec\udcff"}
    done = reader("restore", "--jsonl", text=json.dumps(sent))
    assert json.loads(done.stdout)["text"] == sent["text"]
    assert len(done.stdout.decode().splitlines()) == 1


def test_a_verb_can_follow_the_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--home", str(tmp_path / "a"), "list"], [f"--home={tmp_path / 'a'}", "feed", "list"]):
        assert run(words) == 0
    assert (tmp_path / "a").is_dir()
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(find_spec("opencc") is None, reason="OpenCC is not installed")
def test_scripts_are_converted_in_pipes() -> None:
    assert reader("convert", "--to", "s2twp", text="软件里的鼠标").stdout.decode() == "軟體裡的滑鼠"
    edits = json.loads(reader("convert", "-", "--to", "s2t", "--json", text="软件").stdout)["edits"]
    assert [(edit["start"], edit["end"], edit["new"]) for edit in edits] == [(0, 1, "軟")]
    assert b" is called nope" in reader("convert", "--to", "nope", text="软件").stderr


def test_the_reader_starts_without_what_only_verbs_need() -> None:
    code = """if True:
        import sys
        from reader_tui.cli import run
        assert run(["no such file"]) == 2
        print(*sys.modules)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"argparse", "sqlite3", "httpx", "reader_tui.command_line.table"} & set(done.stdout.split())


def test_stopping_is_no_error() -> None:
    running = subprocess.Popen([sys.executable, "-m", "reader_tui", "restore", "--jsonl"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"id": 1, "text": "a"}\n')
    running.stdin.flush()
    assert running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert (running.returncode, told) == (130, b"")


def test_input_is_answered_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n'))
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert run(["restore", "--jsonl"]) == 0
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [1, 2]
