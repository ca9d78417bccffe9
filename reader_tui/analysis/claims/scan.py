"""An article as the claim rules see it: folded, cut into words, with its quotations, sentences and brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from reader_tui.analysis.claims.lexicon import lexicon
from reader_tui.analysis.sentences import quote_spans, sentence_spans
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

CLAUSE_BREAKS = frozenset(",，;；:：。！？!?—\n")
OPENERS, CLOSERS = frozenset("“「『\"〝"), frozenset("”」』\"〞")
_BRACKETS = re.compile(r"\([^()（）\n]{0,60}\)|（[^()（）\n]{0,60}）|〔[^〔〕\n]{0,60}〕|【[^【】\n]{0,60}】")
_UNITS = re.compile(
    r"(?P<date>(?:[0-9]{2,4}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月份?(?:[0-9]{1,2}[日号]|[初中底]|[上中下]旬)?|[0-9]{2,4}年[初中底]?|[0-9]{1,2}[日号]"
    r"|[0-9]{1,2}[时点](?:[0-9]{1,2}分|许|左右)?)"
    r"|(?P<latin>[A-Za-z][A-Za-z.'’&-]*(?: [A-Z][A-Za-z.'’&-]*)*)"
)
_DOTS = frozenset("·・‧•")
_DIGITS = str.maketrans("０１２３４５６７８９％", "0123456789%")
_SURROGATES = re.compile("[\ud800-\udfff\x00]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its coarse part of speech (the tags of the jieba dictionary); offsets in the article."""

    start: int
    end: int
    word: str
    tag: str


class Scan:
    """One article, read once; every offset is a code point of ``text``, and ``folded`` is as long as ``text``."""

    def __init__(self, text: str, names: Iterable[tuple[str, str]] = ()) -> None:
        """``names``: (folded name, tag) that are words here, whatever the dictionary knows."""
        self.text = text
        self.folded = _SURROGATES.sub(" ", fold_script(text)).translate(_DIGITS)
        self.sentences = sentence_spans(text)
        self.quotes = quote_spans(text)
        self._quote_starts = [quote.start for quote in self.quotes]
        self.brackets = [Span(*found.span()) for found in _BRACKETS.finditer(text)]
        self._bracket_starts = [bracket.start for bracket in self.brackets]
        self.tokens = _join_names(_join_dotted(list(_split_cues(_tokens(self.folded, dict(names))))))
        self._token_starts = [token.start for token in self.tokens]

    def quote_at(self, start: int) -> Span | None:
        """The quotation that opens at ``start``."""
        number = bisect_left(self._quote_starts, start)
        return self.quotes[number] if number < len(self.quotes) and self.quotes[number].start == start else None

    def quote_around(self, offset: int) -> Span | None:
        """The quotation that ``offset`` is inside of."""
        return _around(self.quotes, self._quote_starts, offset)

    def quotes_in(self, span: Span) -> list[Span]:
        """Quotations that lie whole in ``span``."""
        first, last = bisect_left(self._quote_starts, span.start), bisect_left(self._quote_starts, span.end)
        return [quote for quote in self.quotes[first:last] if quote.end <= span.end]

    def bracket_around(self, offset: int) -> Span | None:
        """The bracket that ``offset`` is inside of."""
        return _around(self.brackets, self._bracket_starts, offset)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Words in ``start..end``; one that the end cuts counts as a noun up to there."""
        first, last = bisect_left(self._token_starts, start), bisect_left(self._token_starts, end)
        found = self.tokens[first:last]
        if found and found[-1].end > end:
            cut = found[-1].start
            found[-1] = Token(cut, end, self.folded[cut:end], "n")
        return found

    def token_around(self, offset: int) -> Token | None:
        """The word that holds ``offset``."""
        number = bisect_right(self._token_starts, offset) - 1
        if number < 0 or self.tokens[number].end <= offset:
            return None
        return self.tokens[number]

    def paragraph_end(self, offset: int) -> int:
        """Where the paragraph around ``offset`` ends, its newline excluded."""
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def clause_start(self, at: int, floor: int) -> int:
        """Where the clause that holds ``at`` begins, not before ``floor``; quotations and brackets are passed over."""
        while at > floor:
            before = at - 1
            around = self.quote_around(before) or self.bracket_around(before)
            if around is not None and around.start >= floor and around.end <= at:
                if around.end == at and self._is_said(around):
                    return at
                at = around.start
                continue
            character = self.text[before]
            if character in CLAUSE_BREAKS and not self._is_number_comma(before):
                return at
            at = before
        return at

    def _is_said(self, span: Span) -> bool:
        """Whether a quotation is a clause rather than a word with marks around it."""
        inside = self.text[span.start + 1 : span.end - 1]
        return self.text[span.start] in OPENERS and (len(inside) > 12 or inside[-1:] in tuple("。，,！？!?…"))

    def _is_number_comma(self, at: int) -> bool:
        return (self.text[at] in ",:" and 0 < at < len(self.text) - 1 and self.text[at - 1].isdigit()
                and self.text[at + 1 : at + 4].isdigit() and self.text[at - 1].isascii())


def _around(spans: list[Span], starts: list[int], offset: int) -> Span | None:
    number = bisect_right(starts, offset) - 1
    return spans[number] if number >= 0 and offset < spans[number].end else None


@cache
def _segmenter() -> Any:
    """The word segmenter; its dictionary takes a tenth of a second to load, so it is loaded when first needed."""
    import rjieba

    segmenter = rjieba.Jieba()
    words = lexicon()
    for word in words.cues:
        if len(word) > 1 and not segmenter.has_word(word):
            segmenter.add_word(word, None, "v")
    for word in (*words.roles, *words.bodies):
        if len(word) > 1 and not segmenter.has_word(word):
            segmenter.add_word(word, None, "n")
    return segmenter


def _tokens(folded: str, names: dict[str, str]) -> Iterator[Token]:
    """The segmenter's words, with dotted names, dates, Latin words and the given names kept whole."""
    fixed = list(_fixed(folded, names))
    at = number = 0
    for word, tag in _segmenter().tag(folded):
        start, end = at, at + len(word)
        at = end
        while number < len(fixed) and fixed[number].end <= start:
            number += 1
        cut = start
        while number < len(fixed) and fixed[number].start < end:
            unit = fixed[number]
            if cut < unit.start:
                yield Token(cut, unit.start, folded[cut : unit.start], "x")
            if unit.start >= start:
                yield unit
            cut = max(cut, unit.end)
            if unit.end > end:
                break
            number += 1
        if cut == start:
            yield Token(start, end, word, tag)
        elif cut < end:
            yield Token(cut, end, folded[cut:end], "x")


_BEFORE_NAME = frozenset("称说指料吁叹批讽")


def _split_cues(tokens: Iterable[Token]) -> Iterator[Token]:
    """Cut cues out of words that the segmenter ran them into: 时|说, 并|称, 称|夏宝龙, and 会面|时."""
    words = lexicon()
    for token in tokens:
        word = token.word
        head = next((size for size in (1, 2, 3) if word[:size] in lexicon().before_cue and word[size:] in words.cues), 0)
        if head and word not in words.cues and word not in lexicon().not_split:
            tag = "f" if word[head - 1] in "时后" else "d"
            yield Token(token.start, token.start + head, word[:head], tag)
            yield Token(token.start + head, token.end, word[head:], "v")
        elif len(word) >= 3 and token.tag.startswith("nr") and (word[0] in _BEFORE_NAME or word[:2] in words.cues):
            size = 1 if word[0] in _BEFORE_NAME else 2
            yield Token(token.start, token.start + size, word[:size], "v")
            yield Token(token.start + size, token.end, word[size:], token.tag if len(word) - size > 1 else "r")
        elif len(word) >= 3 and word[-1] in "则称说指" and token.tag.startswith("nr"):
            yield Token(token.start, token.end - 1, word[:-1], token.tag)
            yield Token(token.end - 1, token.end, word[-1], "d" if word[-1] == "则" else "v")
        elif 2 <= len(word) <= 3 and word[-1] == "长" and token.tag == "v" and words.is_role(word, "n"):
            yield Token(token.start, token.end, word, "n")
        elif len(word) >= 3 and word[-1] == "时" and token.tag in ("n", "v", "x", "nr") and not word.endswith("小时"):
            yield Token(token.start, token.end - 1, word[:-1], "v")
            yield Token(token.end - 1, token.end, word[-1], "f")
        elif len(word) == 2 and word[1] in "在于对向" and word[0] not in words.prepositions and not _segmenter().has_word(word):
            yield Token(token.start, token.start + 1, word[0], "x")
            yield Token(token.start + 1, token.end, word[1], "p")
        else:
            yield token


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


def _join_names(tokens: list[Token]) -> list[Token]:
    """Make one word of a surname and the one or two characters behind it where they follow a title: 發言人|盛|来|运."""
    joined: list[Token] = []
    number = 0
    while number < len(tokens):
        end = _name_end(tokens, number, joined[-1]) if joined else number + 1
        if end > number + 1:
            word = "".join(part.word for part in tokens[number:end])
            joined.append(Token(tokens[number].start, tokens[end - 1].end, word, "nr"))
        else:
            joined.append(tokens[number])
        number = end
    return joined


def _name_end(tokens: list[Token], at: int, title: Token) -> int:
    """Behind the last token of the name that opens at ``at``, behind a title."""
    first = tokens[at]
    is_name = first.word[0] in lexicon().surnames and len(first.word) <= 2 and not first.tag.startswith("t")
    if not is_name or not lexicon().is_role(title.word, title.tag):
        return at + 1
    size, end = len(first.word), at + 1
    while end < len(tokens) and size + len(tokens[end].word) <= 3 and _may_be_given(tokens[end]):
        size += len(tokens[end].word)
        end += 1
    return end


def _may_be_given(token: Token) -> bool:
    words = lexicon()
    return ("\u4e00" <= token.word[0] <= "\u9fff" and token.tag not in ("p", "t", "c", "uj", "zg")
            and not any(token.word in group for group in (words.cues, words.preverbal, words.prepositions, words.closers)))


def _is_name_part(word: str) -> bool:
    return word[-1] in _DOTS or "\u4e00" <= word[-1] <= "\u9fff"


def _fixed(folded: str, names: dict[str, str]) -> Iterator[Token]:
    known = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    pattern = re.compile(rf"(?P<known>{known})|{_UNITS.pattern}") if known else _UNITS
    for found in pattern.finditer(folded):
        tag = {"date": "t", "latin": "eng"}.get(found.lastgroup or "", "")
        yield Token(found.start(), found.end(), found[0], tag or names[found[0]])
