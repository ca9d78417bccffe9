"""The subject of a clause: the noun phrase before its verb, split into name and office.

A clause is read from its left: what may stand before a subject is passed over, then words are taken into the noun
phrase until one shows that the predicate has begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.claims.scan import CLAUSE_BREAKS, CLOSERS, OPENERS, Scan, Token
from reader_tui.text.model import Span

SubjectKind = Literal["person", "body", "pronoun", "document", "other"]
_LONGEST_PHRASE, _LONGEST_NAME = 48, 26
_MARKS = OPENERS | CLOSERS
_PERSON_TAGS = ("nr",)
_BODY_TAGS = ("ns", "nt", "nz")
_NOMINAL_TAGS = ("n", "j", "r", "x", "eng", "vn", "an", "i", "l", "q", "k", "s", "b", "a", "zg", "v", "m", "ng", "g")
_NOT_IN_NAMES = frozenset("《》〈〉/%％?？!！。;；…")


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase that may speak; spans are of the article."""

    name: Span
    office: Span | None
    kind: SubjectKind
    phrase: Span
    """Name and office together."""


def find_subject(scan: Scan, left: int, right: int, *, is_predicated: bool = False) -> Subject | None:
    """The subject of the words in ``left..right``, None where they have none.

    ``is_predicated``: only a subject that a predicate follows within the range counts, as in a clause before the
    one that is asked about.
    """
    tokens = [token for token in scan.tokens_in(left, right)
              if not token.word.isspace() and scan.bracket_around(token.start) is None]
    at = 0
    while at < len(tokens):
        begin = _skip_leading(tokens, at)
        end = _phrase_end(tokens, begin)
        if begin >= len(tokens) or end == begin:
            return None
        if end < len(tokens) and tokens[end].word in lexicon().closers and not _is_time(tokens[end]) and not (
                tokens[end].word == "方面" and _is_spoken_for(tokens, end)):
            at = end + 1  # “在會上” without its preposition
            continue
        if is_predicated and end == len(tokens):
            return None
        return _named(_without_partner(tokens, begin, end), scan)
    return None


def _is_spoken_for(tokens: Sequence[Token], at: int) -> bool:
    """Whether 方面 stands for those who speak for somebody, 比亞迪方面回應, and not for a respect, 價格方面,…"""
    return at + 1 == len(tokens) or tokens[at + 1].word in lexicon().preverbal or tokens[at + 1].tag == "v"


def _skip_leading(tokens: Sequence[Token], at: int) -> int:
    """The first word that may belong to a subject."""
    words = lexicon()
    while at < len(tokens):
        token = tokens[at]
        is_data = at + 1 == len(tokens) and token.word in words.documents
        if is_data or token.word in words.pronouns or (token.tag.startswith(("v", "p", "m")) and _is_relative(tokens, at, at)):
            return at
        if _may_lead(token) or (token.word == "受访" and at + 1 < len(tokens) and _is_role(tokens[at + 1])):
            at += 1
        elif token.word in words.prepositions or (token.tag == "v" and token.word in words.verbs):
            after = _after_adverbial(tokens, at)
            if after is None:
                return len(tokens)
            at = after
        else:
            return at
    return at


def _may_lead(token: Token) -> bool:
    """Whether a word only stands before a subject: a conjunction, a time, an adverb, a mark."""
    words = lexicon()
    if token.word in ("《", "〈"):
        return False
    return (token.word in words.leading or _is_time(token) or token.word in _MARKS or token.tag in ("c", "y", "e", "o")
            or (token.tag == "x" and not token.word.isalnum())
            or (token.tag in ("d", "ad") and token.word in words.preverbal))


def _is_role(token: Token) -> bool:
    return lexicon().is_role(token.word, token.tag)


def _after_adverbial(tokens: Sequence[Token], at: int) -> int | None:
    """Behind the adverbial that opens at a preposition or a verb: 在…時, 針對…問題; None where it does not end."""
    words = lexicon()
    for number in range(at + 1, len(tokens)):
        if tokens[number].word in words.closers and not _is_time(tokens[number]):
            following = tokens[number + 1].word if number + 1 < len(tokens) else ""
            if following not in ("的", "和", "、", "与", "及") and not words.is_role(following, "n"):
                return number + 1
    number = at + 1
    while number < len(tokens) and (tokens[number].tag.startswith(("ns", "t", "m", "q", "s")) or _is_time(tokens[number])):
        number += 1
    if at + 1 < number < len(tokens) and (
            tokens[number].tag.startswith(_PERSON_TAGS) or tokens[number].word in words.pronouns):
        return number
    return None


def _phrase_end(tokens: Sequence[Token], begin: int) -> int:
    """Where the noun phrase that opens at ``begin`` ends."""
    at = begin
    while at < len(tokens):
        if _ends_phrase(tokens, begin, at) and not _is_relative(tokens, begin, at):
            return at
        at += 1
    return at


def _ends_phrase(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether the word at ``at`` belongs to the predicate, or to an adverbial before it."""
    words = lexicon()
    token = tokens[at]
    is_inside = at > begin
    if is_inside and token.word in CLAUSE_BREAKS:
        return True
    is_closer = token.word in words.closers and token.word not in words.documents and (is_inside or token.word not in ("日", "中"))
    if token.word == "是" or (is_closer and not _stands_before_role(tokens, at)):
        return True
    is_title = at + 1 < len(tokens) and _is_role(tokens[at + 1])  # 共同|執行長
    if token.word in words.preverbal and not is_title and (is_inside or not token.tag.startswith("n")):
        return True
    if is_inside and (_is_time(token) or (token.tag == "p" and token.word not in lexicon().links)):
        return True
    if is_inside and tokens[at - 1].word in words.pronouns and token.word not in (*words.links, "的"):
        return not _is_role(token)
    if is_inside and token.word in words.quoting:
        return True
    is_named = is_inside and _is_named(tokens[begin:at])
    if is_named and ((token.tag in ("d", "ad", "vd", "vshi") and not is_title) or token.word in lexicon().meetings):
        return True
    is_person = is_inside and tokens[at - 1].tag.startswith("nr") and token.word in words.verbs
    return (token.tag == "v" or is_person) and _is_predicate(tokens, begin, at)


def _stands_before_role(tokens: Sequence[Token], at: int) -> bool:
    """Whether 前, 中, 上 belong to a title: 前總統, 中將."""
    if at + 1 >= len(tokens) or tokens[at].word not in ("前", "上", "中", "下", "内", "外"):
        return False
    following = tokens[at + 1]
    return lexicon().is_role(following.word, following.tag) or lexicon().is_body(following.word, following.tag)


def _is_predicate(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether a verb opens the predicate rather than standing in a name (調查局) or a relative clause (負責…的)."""
    words = lexicon()
    if at == begin:
        return tokens[at].word in words.verbs
    rest = tokens[at + 1 :]
    for number, token in enumerate(rest):
        if token.tag == "p" or token.word in words.preverbal or token.word in words.closers or _is_time(token):
            rest = rest[:number]
            break
    heads = rest and (words.is_role(rest[-1].word, rest[-1].tag) or words.is_body(rest[-1].word, rest[-1].tag)
                      or (rest[-1].tag.startswith("nr") and any(
                          words.is_role(token.word, token.tag) or token.word == "的" for token in rest)))
    if tokens[at].word in words.verbs:
        return not heads or _is_named(tokens[begin:at])
    return _is_named(tokens[begin:at]) and not heads


def _is_relative(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Whether the words at ``at`` only describe a speaker that follows: 一名|不願透露姓名的官員."""
    if at > begin and _is_named(tokens[begin:at]):
        return False
    words = lexicon()
    for number in range(at, len(tokens) - 1):
        if tokens[number].word == "的":
            return any(words.is_role(token.word, token.tag) or token.tag.startswith("nr")
                       for token in tokens[number + 1 : number + 6])
    return False


def _is_named(tokens: Sequence[Token]) -> bool:
    """Whether the words so far end as a speaker's name does."""
    last = tokens[-1]
    return (last.tag.startswith(("nr", "nt", "nz", "eng")) or last.word in lexicon().pronouns
            or lexicon().is_role(last.word, last.tag) or lexicon().is_body(last.word, last.tag))


def _without_partner(tokens: Sequence[Token], begin: int, end: int) -> Sequence[Token]:
    """Of A和B會面, only A, who is the one that speaks."""
    if end < len(tokens) and tokens[end].word in lexicon().meetings:
        for number in range(begin + 1, end - 1):
            if tokens[number].word in lexicon().links and tokens[number].word != "、":
                return tokens[begin:number]
    return tokens[begin:end]


def _is_time(token: Token) -> bool:
    return token.tag in ("t", "tg") or token.word in ("今", "昨", "周日", "当天", "当日")


def _named(tokens: Sequence[Token], scan: Scan) -> Subject | None:
    """Name and office of a noun phrase, None where nothing in it can speak."""
    while tokens and (tokens[-1].word in _MARKS or tokens[-1].word in ("、", "方面", "的", "等", "等人")):
        tokens = tokens[:-1]
    if not tokens or tokens[-1].end - tokens[0].start > _LONGEST_PHRASE:
        return None
    last = tokens[-1]
    if not last.tag.startswith(_NOMINAL_TAGS) or not _can_speak(tokens):
        return None
    begin = tokens[0].start
    if begin and scan.text[begin - 1] in OPENERS and any(token.word in CLOSERS for token in tokens):
        begin -= 1
    whole = Span(begin, last.end)
    for first in tokens[-2:]:
        word = scan.folded[first.start : last.end]
        if word in lexicon().pronouns and (first is tokens[0] or word not in lexicon().things | lexicon().many):
            return Subject(Span(first.start, last.end), None, "pronoun", whole)
    name, office = _split(tokens)
    if name.start == tokens[0].start:
        name = Span(begin, name.end)
    if len(name) > _LONGEST_NAME or (
            last.word not in lexicon().documents and all(token.tag.startswith("v") for token in tokens)):
        return None
    return Subject(name, office, _kind(tokens, name.of(scan.folded)), whole)


def _can_speak(tokens: Sequence[Token]) -> bool:
    words = lexicon()
    first, last = tokens[0], tokens[-1]
    phrase = "".join(token.word for token in tokens)
    if phrase in words.not_subjects or last.word in words.not_subjects:
        return False
    if first.word in words.not_subjects and not (
            words.is_role(last.word, last.tag) or words.is_body(last.word, last.tag) or last.word in words.documents):
        return False
    if last.tag in ("m", "q", "f", "uj") or any(mark in last.word for mark in _NOT_IN_NAMES - frozenset("》〉")):
        return False
    return len(phrase) > 1 or last.word in words.pronouns or last.word in words.bodies


def _split(tokens: Sequence[Token]) -> tuple[Span, Span | None]:
    """(name, office): 國發會主委|葉俊顯, 賴清德|總統, 知情人士, 新加坡總理公署."""
    words = lexicon()
    whole = Span(tokens[0].start, tokens[-1].end)
    roles = [number for number, token in enumerate(tokens) if words.is_role(token.word, token.tag)]
    if not roles:
        return _after_body(tokens), None
    last = roles[-1]
    rest = [token for token in tokens[last + 1 :] if token.word not in _MARKS]
    if rest:
        text = "".join(token.word for token in rest)
        if rest[-1].word in words.pronouns:  # 醫生|安慰他
            return Span(tokens[roles[0]].start, tokens[last].end), None
        if text.startswith(words.role_bodies) or rest[-1].word in words.documents or any(
                token.word in ("的", "和", "、", "与", "兼") for token in rest):
            return whole, None
        return Span(rest[0].start, rest[-1].end), Span(tokens[0].start, tokens[last].end)
    first = last
    while first - 1 in roles:
        first -= 1
    before = tokens[first - 1] if first else None
    if before is not None and before.tag.startswith("nr") and len(before.word) > 1 and before.word[-1] != "姓" and (
            before.word[0] in words.surnames or "·" in before.word or len(tokens) == 2):
        return Span(before.start, before.end), Span(tokens[first].start, tokens[last].end)
    return whole, None


def _after_body(tokens: Sequence[Token]) -> Span:
    """The person in a phrase such as 國台辦朱鳳蓮 or 來自台中的林小美; the whole phrase where there is none."""
    last = tokens[-1]
    whole = Span(tokens[0].start, last.end)
    if last.tag.startswith("nr") and len(tokens) > 1:
        before = tokens[-2]
        if before.word == "的" or before.tag.startswith(("nt", "j")) or lexicon().is_body(before.word, before.tag):
            return Span(last.start, last.end)
    return whole


def _kind(tokens: Sequence[Token], name: str) -> SubjectKind:
    words = lexicon()
    last = tokens[-1]
    if last.word in words.documents or last.word.endswith(tuple(words.documents)):
        return "document"
    if last.tag.startswith(_PERSON_TAGS) or words.is_role(last.word, last.tag):
        return "person"
    if any(words.is_role(token.word, token.tag) for token in tokens) and (len(name) <= 5 or last.tag == "eng"):
        return "person"
    if last.tag.startswith(_BODY_TAGS) or words.is_body(last.word, last.tag) or name.endswith(tuple(words.bodies)):
        return "body"
    return "other"
