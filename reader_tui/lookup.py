"""Looking a word up: how it is read, how other scripts and regions write it, how often it stands in the article."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
from dataclasses import dataclass
from functools import cache
from threading import Timer

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span
from reader_tui.text.sanitize import sanitize
from reader_tui.text.script import available, convert_chain
from reader_tui.text.search import find_all

PATIENCE = 3.0
"""Seconds that a dictionary command has."""
_MOST_OUTPUT = 64 * 1024
"""Bytes of its answer that are read."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])")
"""Control sequences (ECMA-48, 5.4 and 5.6): colours mean nothing in the reader."""
_FORMS = (
    ("Simplified", ("t2s",)),
    ("Traditional", ("t2s", "s2t")),
    ("Taiwan", ("t2s", "s2tw")),
    ("Hong Kong", ("t2s", "s2hk")),
    ("Japanese", ("t2s", "s2t", "t2jp")),
    ("said in the mainland", ("tw2sp",)),
    ("said in Taiwan", ("t2s", "s2twp")),
    ("said in Hong Kong", ("t2s", "s2hkp")),
)
"""What a form is called and the conversions that make it; a later one is listed where it says something new."""


class DictionaryError(Exception):
    """A dictionary command that gave no answer; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Form:
    """A word as it is written elsewhere."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A character and its readings in pinyin with tone marks, the commonest first; none for a mark or a letter."""

    character: str
    pinyin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known about a word."""

    word: str
    pinyin: str
    """The reading here, a syllable a character; empty where nothing is Chinese."""
    readings: tuple[Reading, ...]
    """Every reading of each character."""
    forms: tuple[Form, ...]
    """Other ways to write or say it; only the Simplified one without OpenCC."""
    occurrences: int
    """How often it stands in the article, in either script."""


def look_up(word: str, text: str = "", span: Span | None = None) -> Entry:
    """Everything about a word or character; ``text`` is the article, ``span`` the word's place in it.

    The clause around the word decides between readings.

    >>> entry = look_up("银行", "银行里有行人，銀行裡也有。")
    >>> entry.pinyin, entry.occurrences
    ('yín háng', 2)
    """
    readings = tuple(Reading(character, _readings(character)) for character in word)
    occurrences = sum(1 for _ in find_all(text, word, vocabulary=False))
    return Entry(word, _read(word, text, span), readings, _forms(word), occurrences)


def _forms(word: str) -> tuple[Form, ...]:
    seen = {word}
    found = []
    for where, chain in _FORMS if available() else ():
        if (text := convert_chain(word, chain).text) not in seen:
            seen.add(text)
            found.append(Form(where, text))
    if not available() and fold_script(word) != word:
        found.append(Form("Simplified", fold_script(word)))
    return tuple(found)


def _read(word: str, text: str, span: Span | None) -> str:
    """The pinyin of a word: as a phrase where it is known as one, else as its clause is read."""
    phrases = _phrases()
    for form in (word, fold_script(word)):
        if len(form) > 1 and form in phrases:
            return " ".join(syllables[0] for syllables in phrases[form])
    start, clause = _clause(word, text, span)
    syllables = _syllables(clause)[start : start + len(word)]
    return " ".join(syllable for syllable in syllables if syllable)


def _clause(word: str, text: str, span: Span | None) -> tuple[int, str]:
    """Where the word begins in the clause around it, and that clause."""
    if span is None or span.of(text) != word:
        return 0, word
    start = max(text.rfind(mark, max(0, span.start - 40), span.start) for mark in "，。！？；：、\n") + 1
    start = max(start, span.start - 40)
    ending = re.compile(r"[，。！？；：、\n]").search(text, span.end)
    end = min(ending.start() if ending else len(text), span.end + 40)
    return span.start - start, text[start:end]


def _syllables(text: str) -> list[str]:
    """A reading for each code point, empty for what has none."""
    from pypinyin import Style, lazy_pinyin  # its tables take a tenth of a second

    read = iter(lazy_pinyin(text, style=Style.TONE, errors="ignore"))
    return [next(read, "") if _readings(character) else "" for character in text]


@cache
def _phrases() -> dict[str, list[list[str]]]:
    from pypinyin.constants import PHRASES_DICT

    phrases: dict[str, list[list[str]]] = PHRASES_DICT
    return phrases


def _readings(character: str) -> tuple[str, ...]:
    from pypinyin.constants import PINYIN_DICT

    return tuple(filter(None, PINYIN_DICT.get(ord(character), "").split(",")))


def dictionary_command(command: str, word: str, timeout: float = PATIENCE) -> str:
    """What a program answers to a word, made safe to draw; ``%s`` in ``command`` stands for the word.

    No shell is involved: the word is one argument, whatever is in it. Where ``command`` has no ``%s`` the word is the
    last argument. `DictionaryError` where the command is wrong, answers nothing or takes longer than ``timeout``
    seconds; an answer longer than 64 kB is cut.

    >>> dictionary_command("echo 查：%s", "銀行")
    '查：銀行'
    """
    arguments = _arguments(command, word)
    try:
        process = subprocess.Popen(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, env=os.environ | {"TERM": "dumb", "NO_COLOR": "1", "PAGER": "cat"})
    except (OSError, ValueError) as error:
        reason = "is not installed" if isinstance(error, FileNotFoundError) else f"does not start: {error}"
        raise DictionaryError(f"{arguments[0]} {reason}") from None
    output, was_stopped = _answer(process, timeout)
    text = sanitize(_ESCAPES.sub("", output.decode("utf-8", "replace").replace("\r\n", "\n"))).strip()
    if not text:
        raise DictionaryError(f"{arguments[0]} " + (f"gave no answer in {timeout:g} s" if was_stopped else
                                                    f"has nothing about {word}"))
    return text


def _arguments(command: str, word: str) -> list[str]:
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        raise DictionaryError(f"the dictionary command cannot be read: {str(error).lower()}") from None
    if not arguments:
        raise DictionaryError("no dictionary command is set")
    if word.startswith("-") or "\0" in word or not word.strip():
        raise DictionaryError(f"{word!r} is nothing to look up")
    if any("%s" in argument for argument in arguments[1:]):
        return [arguments[0], *(argument.replace("%s", word) for argument in arguments[1:])]
    return [*arguments, word]


def _answer(process: subprocess.Popen[bytes], timeout: float) -> tuple[bytes, bool]:
    """The beginning of what a process writes, and whether it had to be stopped; it has ended after this."""
    stopped = []

    def stop() -> None:
        stopped.append(True)
        _kill(process)

    timer = Timer(timeout, stop)
    timer.start()
    try:
        with process:
            output = process.stdout.read(_MOST_OUTPUT) if process.stdout is not None else b""
            _kill(process)
    finally:
        timer.cancel()
    return output, bool(stopped)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself
