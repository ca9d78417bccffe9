"""Texts edited in ways whose outcome is known: each character remembers where it stood in the original."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from random import Random

from generated_text import sentence

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

Tracked = list[tuple[str, int]]
"""Characters and their offsets in the original; -1 for one that is new."""
Edit = Callable[[Tracked, Random], Tracked]
TEXTS = Path(__file__).resolve().parent.parent / "texts"
_PUNCTUATION = str.maketrans("，。：；？！（）“”‘’", ",.:;?!()「」『』")
_STOPS = "。！？\n”"


def tracked(text: str) -> Tracked:
    """An unedited text."""
    return [(char, at) for at, char in enumerate(text)]


def text_of(characters: Iterable[tuple[str, int]]) -> str:
    """The text as it reads now."""
    return "".join(char for char, _ in characters)


def _sentences(text: Tracked) -> list[Tracked]:
    pieces: list[Tracked] = [[]]
    for at, item in enumerate(text):
        pieces[-1].append(item)
        following = text[at + 1][0] if at + 1 < len(text) else ""
        if item[0] in _STOPS and following not in _STOPS:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _new(words: str) -> Tracked:
    return [(char, -1) for char in words]


@cache
def _foreign_sentences() -> list[str]:
    """Sentences of the sample articles."""
    return [text_of(piece) for path in sorted(TEXTS.glob("*.txt"))
            for piece in _sentences(tracked(path.read_text(encoding="utf-8"))) if len(piece) > 12]


def _other(text: Tracked, random: Random) -> Tracked:
    """A sentence from elsewhere: of a sample for a generated text, generated for a sample."""
    is_sample = any(text_of(text[:200]).startswith(known[:12]) for known in _foreign_sentences())
    return _new(sentence(random) if is_sample else random.choice(_foreign_sentences()))


def insert_sentences(text: Tracked, random: Random) -> Tracked:
    """A new sentence before one in four."""
    result: Tracked = []
    for piece in _sentences(text):
        if random.random() < 0.25:
            result += _other(text, random)
        result += piece
    return result


def delete_sentences(text: Tracked, random: Random) -> Tracked:
    """One sentence in five taken out."""
    return [item for piece in _sentences(text) if random.random() >= 0.2 for item in piece]


def replace_sentences(text: Tracked, random: Random) -> Tracked:
    """One sentence in six replaced by another."""
    result: Tracked = []
    for piece in _sentences(text):
        result += _other(text, random) if random.random() < 1 / 6 else piece
    return result


def move_paragraphs(text: Tracked, random: Random) -> Tracked:
    """One paragraph in four put somewhere else."""
    paragraphs: list[Tracked] = [[]]
    for item in text:
        paragraphs[-1].append(item)
        if item[0] == "\n":
            paragraphs.append([])
    moved = [p for p in paragraphs if random.random() < 0.25]
    rest = [p for p in paragraphs if not any(p is m for m in moved)]
    for paragraph in moved:
        rest.insert(random.randrange(len(rest) + 1), paragraph)
    return [item for paragraph in rest for item in paragraph]


def add_noise(text: Tracked, random: Random) -> Tracked:
    """One character in ten replaced, doubled by another, or lost."""
    result: Tracked = []
    for item in text:
        if random.random() >= 0.1:
            result.append(item)
            continue
        stray = (chr(random.randrange(0x4E00, 0x9FA6)), -1)
        result += random.choice([[stray], [stray, item], []])
    return result


def convert(config: str) -> Edit:
    """The other script, by phrases where the optional converter is installed, else character by character."""

    def edit(text: Tracked, random: Random) -> Tracked:
        try:
            from opencc import OpenCC
        except ImportError:
            return [(fold_script(char), at) for char, at in text]
        by_phrases, by_characters = OpenCC(config), OpenCC(config.replace("twp", "tw"))
        result: Tracked = []
        for piece in _sentences(text):
            words = text_of(piece)
            for converted in (by_phrases.convert(words), by_characters.convert(words), words):
                if len(converted) == len(piece):
                    result += [(char, at) for char, (_, at) in zip(converted, piece, strict=True)]
                    break
        return result

    return edit


def change_punctuation(text: Tracked, random: Random) -> Tracked:
    """ASCII punctuation and corner brackets, spaces around Latin words, dashes doubled, lines broken anew."""
    result: Tracked = []
    for at, (char, origin) in enumerate(text):
        before = text[at - 1][0] if at else ""
        if char == "\n" and random.random() < 0.5:
            result.append(("\n", -1))
        if before and char.isascii() != before.isascii() and not (char + before).isspace():
            result.append((" ", -1))
        if char == "，" and random.random() < 0.05:
            continue
        result.append((char.translate(_PUNCTUATION), origin))
        if len(result) % 40 == 0:
            result.append(("\n", -1))
    return result


EDITS: dict[str, tuple[Edit, ...]] = {
    "insertions": (insert_sentences,),
    "deletions": (delete_sentences,),
    "replacements": (replace_sentences,),
    "moves": (move_paragraphs,),
    "noise of 10 %": (add_noise,),
    "to traditional": (convert("s2twp"),),
    "to simplified": (convert("t2s"),),
    "punctuation": (change_punctuation,),
    "script and punctuation": (convert("s2twp"), change_punctuation),
    "all but noise": (delete_sentences, insert_sentences, move_paragraphs, convert("s2twp"), change_punctuation),
    "insertions, deletions, noise": (insert_sentences, delete_sentences, add_noise),
}
"""Edited versions by name: the edits one after the other."""


def edited(text: str, name: str, seed: int) -> Tracked:
    """A text after the edits of that name."""
    random = Random(f"{name} {seed}")
    characters = tracked(text)
    for edit in EDITS[name]:
        characters = edit(characters, random)
    return characters


def outcome(characters: Tracked, span: Span) -> tuple[float, Span | None]:
    """The share of a passage that is still there, and where: None where it was cut apart or nothing is left."""
    places = [i for i, (_, at) in enumerate(characters) if at in span]
    if not places:
        return 0.0, None
    places = [i for i in places if not characters[i][0].isspace()] or places
    place = Span(places[0], places[-1] + 1)
    own = sum(1 for i in range(place.start, place.end) if characters[i][1] in span or characters[i][1] == -1)
    is_whole = own == len(place) and places == sorted(places, key=lambda i: characters[i][1])
    return len(places) / len(span), place if is_whole else None
