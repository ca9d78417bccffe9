"""Names made whole: what the segmenter cut into pieces, found by dots, by a title before it and by repetition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.words import Token, cut_words, overlaid

_DOTS = frozenset("·・‧•")
_MARKS = frozenset(",，:：“「『\"(（。；;、")
_LONGEST_FOREIGN = 8
_LONGEST_JAPANESE = 5


def read_words(folded: str, names: dict[str, str]) -> list[Token]:
    """The words of a folded text; a name that is found by its title once is a word wherever it stands."""
    tokens, found = _join_names(_join_dotted(cut_words(folded, names)))
    repeated = [name for name in found if name not in names and folded.count(name) > found[name]]
    if not repeated:
        return tokens
    pattern = re.compile("|".join(map(re.escape, sorted(repeated, key=lambda name: (-len(name), name)))))
    wholes = [Token(place.start(), place.end(), place[0], "nr") for place in pattern.finditer(folded)]
    return list(overlaid(folded, tokens, wholes))


def _join_dotted(tokens: list[Token]) -> list[Token]:
    """Make one word of 戴維·薩克斯, whatever parts the segmenter cut it into."""
    if not any(token.word in _DOTS for token in tokens):
        return tokens
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        is_part = before is not None and (token.word in _DOTS or before.word[-1] in _DOTS)
        if before is not None and is_part and _is_name_part(before.word) and _is_name_part(token.word):
            joined[-1] = Token(before.start, token.end, before.word + token.word, "nr")
        else:
            joined.append(token)
    return joined


def _join_names(tokens: list[Token]) -> tuple[list[Token], dict[str, int]]:
    """(words, names found and how often) with one word made of each name behind a title: 發言人|盛|来|运, 幕僚長|懷|爾斯."""
    joined: list[Token] = []
    found: dict[str, int] = {}
    number = 0
    while number < len(tokens):
        end = _name_end(tokens, number, joined[-1]) if joined else number
        if end == number and _ends_in_closer(tokens, number):
            end = number + 2
        if end > number:
            word = "".join(part.word for part in tokens[number:end])
            joined.append(Token(tokens[number].start, tokens[end - 1].end, word, "nr"))
            found[word] = found.get(word, 0) + 1
        else:
            joined.append(tokens[number])
            end = number + 1
        number = end
    return joined, found


def _ends_in_closer(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name that ends in 中 opens a clause here and a cue follows it: 陳時|中|坦言."""
    if at + 2 >= len(tokens) or tokens[at + 1].word != "中" or tokens[at + 2].word not in lexicon().cues:
        return False
    first = tokens[at]
    is_name = len(first.word) == 2 and first.word[0] in lexicon().surnames and first.tag in ("nr", "ng", "nz", "x")
    return is_name and (at == 0 or tokens[at - 1].word in _MARKS or tokens[at - 1].word.isspace())


def _name_end(tokens: Sequence[Token], at: int, title: Token) -> int:
    """Behind the last token of the name that opens at ``at``, behind a title; ``at`` where none does."""
    first = tokens[at]
    if not lexicon().is_role(title.word, title.tag) or first.tag.startswith("t"):
        return at
    if first.word[:2] in lexicon().double_surnames and (end := _given_end(tokens, at)) > at:
        return end
    if first.word[0] in lexicon().surnames and len(first.word) <= 3:
        size, end = len(first.word), at + 1
        while end < len(tokens) and size + len(tokens[end].word) <= 3 and _may_be_given(tokens[end]):
            size += len(tokens[end].word)
            end += 1
        if end > at + 1 and len(first.word) <= 2:
            return end
        if end == at + 1 and size >= 2 and not first.tag.startswith(("d", "a", "v", "c", "p", "r")) and (
                _may_be_given(first) and _opens_predicate(tokens, end)):
            return end
    return _foreign_end(tokens, at)


def _given_end(tokens: Sequence[Token], at: int) -> int:
    """Behind a name whose family name has two characters, where the predicate begins: 植田|和|男; ``at`` where it does not."""
    size, end = len(tokens[at].word), at + 1
    while end < len(tokens) and size + len(tokens[end].word) <= _LONGEST_JAPANESE and not (
            size > 2 and _opens_predicate(tokens, end)) and tokens[end].word[0] not in _MARKS:
        size += len(tokens[end].word)
        end += 1
    return end if size > 2 and _opens_predicate(tokens, end) else at


def _foreign_end(tokens: Sequence[Token], at: int) -> int:
    """Behind a name in characters that spell foreign sounds, where the predicate begins; ``at`` where there is none."""
    size, end = 0, at
    while end < len(tokens) and size + len(tokens[end].word) <= _LONGEST_FOREIGN and _spells(tokens[end]):
        size += len(tokens[end].word)
        end += 1
    return end if end > at + 1 and size >= 2 and _opens_predicate(tokens, end) else at


def _spells(token: Token) -> bool:
    return set(token.word) <= lexicon().spelling and (token.tag.startswith("n") or _may_be_given(token))


def _opens_predicate(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows a name is what follows a speaker: a cue, an adverb, a time, a mark."""
    if at >= len(tokens):
        return False
    words, token = lexicon(), tokens[at]
    return (token.word in words.cues or token.word in words.preverbal or token.word in _MARKS or token.tag in ("t", "d", "p")
            or token.word in words.verbs or token.word in words.links)


def _may_be_given(token: Token) -> bool:
    words = lexicon()
    return ("\u4e00" <= token.word[0] <= "\u9fff" and token.tag not in ("p", "t", "c", "uj", "zg")
            and not any(token.word in group for group in (words.cues, words.pronouns, words.preverbal, words.prepositions, words.closers)))


def _is_name_part(word: str) -> bool:
    return word[-1] in _DOTS or "\u4e00" <= word[-1] <= "\u9fff"
