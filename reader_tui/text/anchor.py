"""Passages that are found again after their text changed, and said to be gone where they are gone.

A passage is kept as a `Quote` (its words and some of what stood around them) and a span of the version it was
made on. `Anchorer` takes it to another version: by the alignment of the two versions first, then, where it was
moved, by fuzzy search in what no other passage accounts for. It would rather call a passage lost, and show
candidates, than put a note beside words it was not written about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reader_tui.text.alignment import Alignment, FoldedText, align, align_passages
from reader_tui.text.model import Quote, Span

State = Literal["exact", "moved", "fuzzy", "orphan"]
"""exact: the same words at the same offset; moved: the same words elsewhere; fuzzy: the words changed a little;
orphan: gone. Words that differ only in script, width, case, punctuation style or spaces are the same words."""

CONTEXT = 32
"""Code points kept before and behind a quote, as the annotation tools of the web keep them."""
SHORT = 15
"""A quote of fewer characters occurs by chance: it is only found again beside its context."""
_BESIDE = 16
"""Characters of context that are compared on each side."""
_KEPT = 0.45
"""The least share of a passage's characters that must have stayed in place."""
_KEPT_OF_SHORT = 0.5
_MOST_GROWTH = 200
"""Characters that may have been put into the middle of a passage."""
_DOUBTFUL = 0.7
"""Below this similarity what is left in place may be chance, so moved text is looked at too."""
_ALIKE = 0.6
"""The least similarity of a passage found elsewhere; unrelated Chinese passages reach 0.1 to 0.3."""
_CONTEXT_ALIKE = 0.6
"""The least similarity of the context on one side, and the least share of it that must have stayed in place."""
_EXTRA = 0.1
"""What a character too many costs a place found, against one that is the passage's."""
_SMALLEST_MOVE = 4
"""Characters of new text that can hold a moved passage at least."""
_CLOSING = frozenset(",.;:!?)]}'\"")
_OPENING = frozenset("([{'\"")
_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a lost passage may be: a span of the new text, and its similarity in 0..1."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a passage is in the new text; ``span`` is None for an orphan, ``score`` is its similarity in 0..1."""

    state: State
    span: Span | None
    score: float
    candidates: tuple[Candidate, ...] = ()


def make_quote(text: str, span: Span, context: int = CONTEXT) -> Quote:
    """The passage with up to ``context`` code points on either side.

    >>> make_quote("讀者之友，編者之師", Span(2, 4), context=2)
    Quote(exact='之友', prefix='讀者', suffix='，編')
    """
    return Quote(span.of(text), text[max(0, span.start - context) : span.start], text[span.end : span.end + context])


class Anchorer:
    """Takes any number of spans of ``old_text`` to ``new_text``; the alignment is worked out once.

    >>> old, new = "她說：「晶片的產量明年會倍增，價格也會下降。」", "週四，她说：“芯片产量明年会倍增，价格也会下降。”"
    >>> found = Anchorer(old, new).reattach(Span(4, 21))
    >>> found.state, found.span.of(new)
    ('fuzzy', '芯片产量明年会倍增，价格也会下降')
    """

    def __init__(self, old_text: str, new_text: str) -> None:
        self._is_same = old_text == new_text
        self._old = FoldedText(old_text)
        self._new = FoldedText(new_text)

    @cached_property
    def _alignment(self) -> Alignment:
        return align(self._old, self._new)

    def reattach(self, span: Span) -> Anchored:
        """Where the passage ``span`` of the old text is in the new one."""
        if self._is_same:
            return Anchored("exact", span, 1.0)
        inner = self._old.inward(span)
        if not len(inner):
            at = self.reattach_point(span.start)
            return Anchored("exact" if at == span.start else "moved", Span(at, at), 1.0)
        passage = _Passage.at(self._old.text, inner)
        place = self._in_place(inner)
        if place is None or passage.likeness(self._new.text, place) < _DOUBTFUL:
            place = self._better(passage, inner, place)
        if place is None:
            return Anchored("orphan", None, 0.0, self._candidates(passage))
        return self._told(span, inner, place)

    def _better(self, passage: _Passage, inner: Span, place: Span | None) -> Span | None:
        """Where the passage was moved to, if that fits better than what is left of it in its place."""
        free = self._alignment.unowned(least=min(len(inner), _SMALLEST_MOVE))
        moved = passage.sure_place(self._new.text, free)
        if moved is None or not self._is_mutual(inner, moved):
            return place
        return moved if place is None else max(place, moved, key=lambda p: passage.rank(self._new.text, p))

    def reattach_point(self, offset: int) -> int:
        """Where an offset of the old text (a mark, a reading position) lies in the new one; always somewhere."""
        if self._is_same:
            return offset
        at = self._alignment.map.to_view(self._old.inward(Span(offset, offset)).start)
        return self._new.outward(Span(at, at)).start

    def _in_place(self, inner: Span) -> Span | None:
        """The aligned passage, where enough of it, and of a short one's context, stayed."""
        place = self._alignment.place(inner)
        is_short = len(inner) < SHORT
        least = _KEPT_OF_SHORT if is_short else _KEPT
        if self._alignment.kept(inner) < least * len(inner) or len(place) > len(inner) + _MOST_GROWTH:
            return None
        return None if is_short and not self._has_neighbours(inner) else place

    def _has_neighbours(self, inner: Span) -> bool:
        """Whether a short passage stayed in place with its context: together as much as a long one, or one side."""
        kept = self._alignment.kept
        sides = (Span(max(0, inner.start - _BESIDE), inner.start),
                 Span(inner.end, min(len(self._old.text), inner.end + _BESIDE)))
        if kept(Span(sides[0].start, sides[1].end)) >= SHORT:
            return True
        return any(kept(side) >= max(1, _CONTEXT_ALIKE * len(side)) for side in sides)

    def _is_mutual(self, inner: Span, place: Span) -> bool:
        """Whether what was found would, looked for in the old text, be found at the passage it was found for.

        Where another old passage fits better, it is that one, moved.
        """
        back = _Passage.at(self._new.text, place)
        best = next(iter(back.places(self._old.text, [Span(0, len(self._old.text))])), inner)
        return best.overlaps(inner) or back.rank(self._old.text, inner) >= back.rank(self._old.text, best)

    def _told(self, span: Span, inner: Span, place: Span) -> Anchored:
        place = self._without_stray_ends(inner, place)
        new_span = self._new.outward(place)
        old, new = inner.of(self._old.text), place.of(self._new.text)
        if old == new:
            return Anchored("exact" if new_span.start == span.start else "moved", new_span, 1.0)
        return Anchored("fuzzy", new_span, similarity(old, new))

    def _without_stray_ends(self, inner: Span, place: Span) -> Span:
        """What begins with a letter does not begin with the full stop of another sentence now."""
        old, new = self._old.text, self._new.text
        start, end = place.start, place.end
        while end - start > 1 and old[inner.start].isalnum() and new[start] in _CLOSING:
            start += 1
        while end - start > 1 and old[inner.end - 1].isalnum() and new[end - 1] in _OPENING:
            end -= 1
        return Span(start, end)

    def _candidates(self, passage: _Passage) -> tuple[Candidate, ...]:
        found = passage.places(self._new.text, [Span(0, len(self._new.text))])
        return tuple(Candidate(self._new.outward(place), passage.likeness(self._new.text, place))
                     for place in found[:_CANDIDATES])


def find_quote(text: str, quote: Quote, hint: Span | None = None) -> Anchored:
    """Where a quote stands in a text without the version it was made on, as in notes that come from elsewhere.

    At ``hint`` it is believed, whether that counts code points, as the web's standard has it, or UTF-16 units, as
    many readers do. Elsewhere a short quote needs its context, and one that fits two places is an orphan.
    """
    for span in () if hint is None else (hint, _from_utf16(text, hint)):
        if quote.exact and span.of(text) == quote.exact:
            return Anchored("exact", span, 1.0)
    whole = FoldedText(text)
    prefix, exact, suffix = (FoldedText(part).text for part in (quote.prefix, quote.exact, quote.suffix))
    if not exact:
        return Anchored("orphan", None, 0.0)
    passage = _Passage(exact, prefix[-_BESIDE:], suffix[:_BESIDE])
    places = passage.places(whole.text, [Span(0, len(whole.text))])
    candidates = tuple(Candidate(whole.outward(place), passage.likeness(whole.text, place)) for place in places)
    sure = [place for place in places if passage.is_sure(whole.text, place)]
    if not sure or (len(sure) > 1 and passage.rank(whole.text, sure[0]) == passage.rank(whole.text, sure[1])):
        return Anchored("orphan", None, 0.0, candidates[:_CANDIDATES])
    found = sure[0].of(whole.text)
    return Anchored("moved" if found == exact else "fuzzy", whole.outward(sure[0]), similarity(exact, found))


def _from_utf16(text: str, span: Span) -> Span:
    """A span in UTF-16 units as one in code points."""
    units = text[: span.end].encode("utf-16-le", "surrogatepass")
    start = len(units[: 2 * span.start].decode("utf-16-le", "replace"))
    return Span(start, max(start, len(units[: 2 * span.end].decode("utf-16-le", "replace"))))


def similarity(a: str, b: str) -> float:
    """One minus the normalised Indel distance: 1 for equal texts, 0 for texts without a character in common."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(a, b)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage to search for: its folded words and the folded context on either side."""

    exact: str
    before: str
    after: str

    @classmethod
    def at(cls, text: str, span: Span) -> _Passage:
        return cls(span.of(text), text[max(0, span.start - _BESIDE) : span.start],
                   text[span.end : span.end + _BESIDE])

    def sure_place(self, text: str, spans: list[Span]) -> Span | None:
        """The best place inside ``spans`` that can be nothing else, or None."""
        return next((place for place in self.places(text, spans) if self.is_sure(text, place)), None)

    def places(self, text: str, spans: list[Span]) -> list[Span]:
        """Where the passage, or something like it, stands inside ``spans``; the best first."""
        found = {place for span in spans for place in self._in_span(text, span)}
        return sorted(found, key=lambda place: (-self.rank(text, place), place.start))

    def rank(self, text: str, place: Span) -> float:
        """How well a place fits, words and context together; for comparison only."""
        from rapidfuzz.distance import LCSseq

        size = len(self.exact)
        share = LCSseq.similarity(self.exact, place.of(text)) / size - _EXTRA * max(0, len(place) - size) / size
        return round(share + self.context_likeness(text, place) / 2, 3)

    def likeness(self, text: str, place: Span) -> float:
        """The similarity of the words there, 0..1."""
        return similarity(self.exact, place.of(text))

    def context_likeness(self, text: str, place: Span) -> float:
        """The similarity of the better side's context, 0..1; of a side with little context it counts for little."""
        before = text[max(0, place.start - len(self.before)) : place.start]
        after = text[place.end : place.end + len(self.after)]
        return max(similarity(self.before, before) * min(1, len(self.before) / 8),
                   similarity(self.after, after) * min(1, len(self.after) / 8))

    def is_sure(self, text: str, place: Span) -> bool:
        """Whether the passage may be called found there."""
        if self.likeness(text, place) < _ALIKE:
            return False
        return len(self.exact) >= SHORT or self.context_likeness(text, place) >= _CONTEXT_ALIKE

    def _in_span(self, text: str, span: Span) -> Iterator[Span]:
        """The best window by its words, and the best by words with context, each with its ends made exact."""
        from rapidfuzz import fuzz

        part = span.of(text)
        patterns = {self.exact, self.before + self.exact, self.exact + self.after,
                    self.before + self.exact + self.after}
        for pattern in patterns:
            match = fuzz.partial_ratio_alignment(pattern, part, score_cutoff=100 * _ALIKE / 2)
            if match is None or not part:
                continue
            reach = len(self.exact) + 2 * _BESIDE
            start = max(0, span.start + match.dest_start - reach)
            around = Span(start, min(len(text), span.start + match.dest_end + reach))
            place = self._made_exact(around.of(text)).shift(start)
            if len(place):
                yield place

    def _made_exact(self, window: str) -> Span:
        """The passage's ends in a window of text that holds it and some context."""
        aligned = align_passages(self.before + self.exact + self.after, window)
        return aligned.place(Span(len(self.before), len(self.before) + len(self.exact)))
