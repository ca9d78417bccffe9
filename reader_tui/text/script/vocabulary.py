"""Where a conversion replaces whole words, such as 鼠标 by 滑鼠: the only places where lengths can change.

Every entry of OpenCC's dictionaries but those of regional vocabulary is as long as its value, so twelve of the
sixteen configurations keep every position. In the other four the vocabulary is one dictionary of one stage of the
chain; the stages around it keep lengths. It is enough, then, to cut the text as OpenCC cuts it and to match as that
stage matches, and only in the clauses where some word of the vocabulary stands at all.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span
from reader_tui.text.script.boundaries import DESCRIPTION, MARKS
from reader_tui.text.script.dictionaries import Dictionary, dictionary, matches, segments
from reader_tui.text.script.official import converter, official
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


def preload(config: str) -> None:
    """Load what a configuration needs, in up to 0.15 s, so that the first text need not wait for it.

    `ScriptError` as for `reader_tui.text.script.official.converter`.
    """
    converter(config)
    if vocabulary := VOCABULARIES.get(config):
        _pattern(vocabulary.stage[0])
        dictionary(*vocabulary.segmentation)
        preload(vocabulary.before or vocabulary.after)


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
    stage = [dictionary(name) for name in vocabulary.stage]
    for clause, hits in _clauses(text, _pattern(vocabulary.stage[0])):
        words = dictionary(*vocabulary.segmentation)  # the largest; many texts need it nowhere
        for left, right in segments(source, words, clause.start, clause.end):
            nearest = bisect_right(hits, left, key=_end_of)
            if nearest == len(hits) or hits[nearest].start >= right:
                continue
            for begin, end, index in matches(text, stage, left, right):
                if index == 0:
                    yield Change(begin, end, len(stage[0].entries[text[begin:end]]))


def _end_of(span: Span) -> int:
    return span.end


def _clauses(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[Span, list[Span]]]:
    """The clauses in which the pattern occurs, and where in ``text`` it does."""
    hits = (Span(*found.span()) for found in pattern.finditer(text))
    hit = next(hits, None)
    end = 0
    while hit is not None:
        start = hit.start
        while start > end and text[start - 1] not in MARKS:
            start -= 1
        mark = _CLAUSE_END.search(text, hit.end)
        end = mark.start() if mark else len(text)
        inside = [hit]
        while (hit := next(hits, None)) is not None and hit.start < end:
            inside.append(hit)
        yield Span(start, end), inside


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return dictionary(name).pattern()


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
    """One change for all between the beginning and the end that two texts share.

    It takes in one character of both, so that what came or went has a place in the other.
    """
    most = min(len(source), len(shown))
    head = next((at for at in range(most) if source[at] != shown[at]), most)
    tail = next((at for at in range(most - head) if source[-1 - at] != shown[-1 - at]), most - head)
    if most in (head + tail, 0):
        head, tail = (head - 1, tail) if head else (0, max(0, tail - 1))
    return Change(head, len(source) - tail, len(shown) - tail - head)
