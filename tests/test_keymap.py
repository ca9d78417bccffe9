"""Key sequences, counts and arguments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.commands import COMMANDS, SCOPES
from reader_tui.keymap import Keymap, KeyNotationError, KeyReader, Pending, Resolved


def typed(keys: str, scope: str = "reader") -> Resolved | Pending | None:
    reader = KeyReader(Keymap())
    answer: Resolved | Pending | None = None
    for key in keys.split():
        answer = reader.feed(key, scope)
    return answer


@pytest.mark.parametrize(
    ("keys", "scope", "command", "count", "argument"),
    [
        ("j", "reader", "line-down", None, ""),
        ("5 j", "reader", "line-down", 5, ""),
        ("1 0 j", "reader", "line-down", 10, ""),
        ("5 0 %", "reader", "go-percent", 50, ""),
        ("] c", "reader", "next-claim", None, ""),
        ("3 ] e", "reader", "next-event", 3, ""),
        ("m a", "reader", "set-mark", None, "a"),
        ("m 5", "reader", "set-mark", None, "5"),
        ("' '", "reader", "go-mark", None, "'"),
        ("ctrl+w h", "reader", "pane-left", None, ""),
        ("ctrl+w <", "reader", "narrow-pane", None, ""),
        ("j", "visual", "select-down", None, ""),
        ("i s", "visual", "select-sentence", None, ""),
        ("R", "visual", "toggle-repair", None, ""),
        ("l", "timeline", "timeline-next", None, ""),
        ("0", "timeline", "timeline-fit", None, ""),
    ],
)
def test_keys_make_commands(keys: str, scope: str, command: str, count: int | None, argument: str) -> None:
    answer = typed(keys, scope)
    assert isinstance(answer, Resolved)
    assert (answer.command.id, answer.count, answer.argument) == (command, count, argument)


@pytest.mark.parametrize("key", ["escape", "enter", "down", "f1"])
def test_a_key_that_writes_nothing_is_no_argument(key: str) -> None:
    reader = KeyReader(Keymap())
    assert [reader.feed("m"), reader.feed(key)] == [Pending("m"), None]
    assert reader.pending == ""


def test_half_a_command_does_not_keep_the_program_open() -> None:
    answer = typed("m ctrl+c")
    assert isinstance(answer, Resolved) and answer.command.id == "quit"


def test_half_a_command_is_shown() -> None:
    assert typed("2 ]") == Pending("2]")
    assert typed("ctrl+w") == Pending("ctrl+w")


def test_an_unknown_key_forgets_the_count() -> None:
    reader = KeyReader(Keymap())
    assert [reader.feed(key) for key in ("3", "Ω")][-1] is None
    answer = reader.feed("j")
    assert isinstance(answer, Resolved)
    assert answer.count is None


def test_the_user_may_move_a_command() -> None:
    keymap = Keymap({"next-claim": ["<f3>", "gc"], "go-top": ["<home>"]})
    assert keymap.shown("next-claim") == "F3"
    reader = KeyReader(keymap)
    reader.feed("g")
    answer = reader.feed("c")
    assert isinstance(answer, Resolved)
    assert answer.command.id == "next-claim"


def test_two_commands_cannot_share_a_key() -> None:
    with pytest.raises(KeyNotationError, match="line-down"):
        Keymap({"zen": ["j"]})
    with pytest.raises(KeyNotationError, match="begins another"):
        Keymap({"zen": ["]"]})


def test_the_table_is_sound() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    assert {command.scope for command in COMMANDS} <= set(SCOPES)
    assert all(command.keys and command.help.endswith((".", "…")) for command in COMMANDS)
    assert Keymap()


@given(st.lists(st.sampled_from(["j", "]", "c", "5", "0", "m", "'", "escape", "ctrl+w", "x", "%"]), max_size=12))
def test_any_keys_end_in_an_answer_or_a_pending_state(keys: list[str]) -> None:
    reader = KeyReader(Keymap())
    for key in keys:
        answer = reader.feed(key)
        assert isinstance(answer, Pending) == bool(reader.pending)
