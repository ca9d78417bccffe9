"""Where a conversion replaces whole words, such as 鼠标 by 滑鼠: the only places where lengths can change.

Every entry of OpenCC's dictionaries but those of regional vocabulary is as long as its value, so twelve of the
sixteen configurations keep every position. In the other four the vocabulary is one dictionary of one stage of the
chain; the stages around it keep lengths. It is enough, then, to cut the text as OpenCC cuts it and to match as that
stage matches, and only in the clauses where some word of the vocabulary stands at all.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reader_tui.text.fold import fold_script
from reader_tui.text.script.boundaries import DESCRIPTION, MARKS
from reader_tui.text.script.dictionaries import Dictionary, dictionary, matches, segments
from reader_tui.text.script.official import official
from reader_tui.text.views import Change

_LOG = logging.getLogger(__name__)
_CLAUSE_END = re.compile(f"[{re.escape(MARKS)}]")
_COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


@dataclass(frozen=True)
class Vocabulary:
    """How a configuration replaces words."""

    before: str
    """The configuration that makes the text the words are looked up in, empty for the text itself."""
    after: str
    """The configuration that follows on the replaced words, empty for none."""
    segmentation: tuple[str, ...]
    """Dictionaries that cut the text before any conversion; no word goes across a cut."""
    stage: tuple[str, ...]
    """Dictionaries of the stage, the vocabulary first; those of single characters never matter to lengths."""

    @property
    def words(self) -> Dictionary:
        """The words and what stands for them."""
        return dictionary(self.stage[0])


_TO_TRADITIONAL = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
VOCABULARIES = {
    "s2twp": Vocabulary("s2t", "", _TO_TRADITIONAL, ("TWPhrases", "TWVariantsPhrases")),
    "s2hkp": Vocabulary("s2t", "", _TO_TRADITIONAL, ("HKPhrases", "HKVariantsPhrases")),
    "tw2sp": Vocabulary("", "t2s", ("TSPhrases",), ("TWPhrasesRev", "TWVariantsRevPhrases")),
    "hk2sp": Vocabulary("", "t2s", ("TSPhrases",), ("HKPhrasesRev", "HKVariantsRevPhrases")),
}
"""The configurations with regional vocabulary, after the chains in OpenCC's own configuration files."""


def word_changes(source: str, shown: str, config: str) -> list[Change]:
    """The replaced words of a paragraph that OpenCC turned from ``source`` into ``shown``.

    Changes count code points of ``source``; what lies between them stands one for one. Where the words found do
    not explain the length of ``shown``, the smallest stretch that may differ is one change, and that is logged.
    """
    vocabulary = VOCABULARIES.get(config)
    if vocabulary is None or DESCRIPTION.search(source):
        return [] if len(source) == len(shown) else [_difference(source, shown)]
    text = official(source, vocabulary.before) if vocabulary.before else _normalised(source)
    found = list(_found(_normalised(source), text, vocabulary)) if len(text) == len(source) else []
    if _explains(found, text, shown, vocabulary):
        return list(_words(source, shown, found))
    _LOG.warning("no alignment for %s of a paragraph of %d code points", config, len(source))
    return [_difference(source, shown)]


def _found(source: str, text: str, vocabulary: Vocabulary) -> Iterator[Change]:
    """Words of the stage, clause by clause; ``text`` is what the stage gets for ``source``."""
    hits = list(_pattern(vocabulary.stage[0]).finditer(text))
    if not hits:
        return  # without loading what cuts the text, the largest of the dictionaries
    words = dictionary(*vocabulary.segmentation)
    stage = [dictionary(name) for name in vocabulary.stage]
    at = done = 0
    while at < len(hits):
        start, done = _clause(text, hits[at].start(), done)
        for left, right in segments(source, words, start, done):
            while at < len(hits) and hits[at].end() <= left:
                at += 1
            if at == len(hits) or hits[at].start() >= done:
                break
            if hits[at].start() >= right:
                continue
            for begin, end, index in matches(text, stage, left, right):
                if index == 0:
                    yield Change(begin, end, len(stage[0].entries[text[begin:end]]))
        while at < len(hits) and hits[at].start() < done:
            at += 1


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return dictionary(name).pattern()


def _clause(text: str, at: int, after: int) -> tuple[int, int]:
    """The clause around an offset, beginning not before ``after``."""
    start = at
    while start > after and text[start - 1] not in MARKS:
        start -= 1
    end = _CLAUSE_END.search(text, at)
    return start, end.start() if end else len(text)


def _normalised(text: str) -> str:
    """Compatibility ideographs replaced, as OpenCC does first."""
    if _COMPATIBILITY.search(text) is None:
        return text
    return text.translate(_compatibility())


@cache
def _compatibility() -> dict[int, str]:
    return str.maketrans(dictionary("CJK_Compatibility_Ideographs").entries)


def _explains(found: list[Change], text: str, shown: str, vocabulary: Vocabulary) -> bool:
    """Whether the shown text has the values of the words at their places, and its length."""
    grown = 0
    entries = vocabulary.words.entries
    for change in found:
        value = entries[text[change.start : change.end]]
        start = change.start + grown
        if not _same(shown[start : start + change.size], value, vocabulary.after):
            return False
        grown += change.growth
    return len(text) + grown == len(shown)


def _same(shown: str, value: str, after: str) -> bool:
    """Whether a value is shown; a later stage may choose its forms by the words around it."""
    return shown == value or (bool(after) and fold_script(shown) == fold_script(_finished(value, after)))


@cache
def _finished(value: str, after: str) -> str:
    return official(value, after)


def _words(source: str, shown: str, found: list[Change]) -> Iterator[Change]:
    """The changes that are more than other forms of the same characters, which need no whole."""
    grown = 0
    for change in found:
        start = change.start + grown
        grown += change.growth
        new = shown[start : start + change.size]
        if change.growth or fold_script(source[change.start : change.end]) != fold_script(new):
            yield change


def _difference(source: str, shown: str) -> Change:
    """One change for all between the beginning and the end that two texts share."""
    most = min(len(source), len(shown))
    head = next((at for at in range(most) if source[at] != shown[at]), most)
    tail = next((at for at in range(most - head) if source[-1 - at] != shown[-1 - at]), most - head)
    return Change(head, len(source) - tail, len(shown) - tail - head)
