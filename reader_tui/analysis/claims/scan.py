"""An article as the claim rules see it: folded, cut into words, with its quotations, sentences and brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from reader_tui.analysis.claims.names import read_words
from reader_tui.analysis.claims.words import Token as Token
from reader_tui.analysis.sentences import quote_spans, sentence_spans
from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span

CLAUSE_BREAKS = frozenset(",，;；:：。！？!?—\n")
OPENERS, CLOSERS = frozenset("“「『\"〝"), frozenset("”」』\"〞")
_BRACKETS = re.compile(r"\([^()（）\n]{0,60}\)|（[^()（）\n]{0,60}）|〔[^〔〕\n]{0,60}〕|【[^【】\n]{0,60}】")
_DIGITS = str.maketrans("０１２３４５６７８９％", "0123456789%")
_SURROGATES = re.compile("[\ud800-\udfff\x00]")


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
        self.tokens = read_words(self.folded, dict(names))
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
        """Words in ``start..end``; one that the end cuts counts as a noun, or a name, up to there."""
        first, last = bisect_left(self._token_starts, start), bisect_left(self._token_starts, end)
        found = self.tokens[first:last]
        if found and found[-1].end > end:
            cut = found[-1].start
            found[-1] = Token(cut, end, self.folded[cut:end], "nr" if found[-1].tag == "nr" else "n")
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
