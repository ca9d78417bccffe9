"""Which character of a changed text is which character of the text it was.

Both texts are folded first (script, width, case, punctuation; spaces left out), so that what a republication
changes without touching a word does not count as change. Lines, then stretches of `SHINGLE` characters, that
occur once in each text pair up; the longest run of pairs in the same order is the frame (patience diff), and what
lies between is aligned by the longest common subsequence. Time grows with the length, not with its square.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reader_tui.text.fold import fold_script
from reader_tui.text.model import Span
from reader_tui.text.views import Change, OffsetMap

SHINGLE = 16
"""Characters of a stretch that pairs up: few enough to survive one wrong in ten, enough to occur only once.
Where a gap stays too large, half as many, down to `_SMALLEST_SHINGLE`."""
_SMALLEST_SHINGLE = 4
_CELLS = 40_000
"""The table (characters times characters) that is filled for the stretch between two pairs."""
_MOST_CELLS = 16_000_000
"""The same where no pairs are left; beyond it the stretch counts as rewritten."""
_GAP = 4
"""Characters, lost or new, that do not yet tear a run of equal ones apart."""
_CHANCE = 3
"""Characters of a run that two unrelated texts have in common here and there."""

_PUNCTUATION = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』〝〞＂«»《》〈〉", '"'),
        **dict.fromkeys("‘’‚‛＇`´", "'"),
        **dict.fromkeys("，、﹐﹑", ","),
        **dict.fromkeys("。．｡﹒", "."),
        **dict.fromkeys("—–―─－‐‑−", "-"),
        **dict.fromkeys("·•・‧∙", "·"),
        **dict.fromkeys("【〔［", "["),
        **dict.fromkeys("】〕］", "]"),
        **dict.fromkeys("～〜∼", "~"),
        "…": ".",
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "＂＇－．，［］～"},
    }
)


def fold_for_matching(text: str) -> str:
    """One form for both scripts, widths, cases and punctuation styles; every offset stays.

    >>> fold_for_matching("「ＧＰＵ」降至零，黃仁勳說。")
    '"gpu"降至零,黄仁勋说.'
    """
    folded = fold_script(text).translate(_PUNCTUATION)
    lowered = folded.lower()
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


class FoldedText:
    """A text folded and without its spaces, with the way back to offsets of the text."""

    def __init__(self, text: str) -> None:
        folded = fold_for_matching(text)
        self.text = "".join(folded.split())
        """What is compared."""
        self.length = len(text)
        self._kept = array("L", (i for i, char in enumerate(folded) if not char.isspace()))
        self.lines = [Span(bisect_left(self._kept, start), bisect_left(self._kept, end))
                      for start, end in _line_bounds(text)]
        """The lines, as spans of the folded text."""

    def inward(self, span: Span) -> Span:
        """A span of the text as a span of the folded text."""
        return Span(bisect_left(self._kept, span.start), bisect_left(self._kept, span.end))

    def outward(self, span: Span) -> Span:
        """A span of the folded text as a span of the text, without spaces at its ends."""
        if span.start >= len(self._kept):
            return Span(self.length, self.length)
        start = self._kept[span.start]
        return Span(start, max(start, self._kept[span.end - 1] + 1) if len(span) else start)


def _line_bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


@dataclass(frozen=True, slots=True)
class Block:
    """``size`` characters from ``old`` on that are the same from ``new`` on."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks with at most `_GAP` other characters between one and the next."""

    blocks: tuple[Block, ...]

    @property
    def old(self) -> Span:
        """From the first to the last character, in the old text."""
        return Span(self.blocks[0].old, self.blocks[-1].old + self.blocks[-1].size)

    @property
    def new(self) -> Span:
        """From the first to the last character, in the new text."""
        return Span(self.blocks[0].new, self.blocks[-1].new + self.blocks[-1].size)

    @property
    def is_likely(self) -> bool:
        """Whether it is the same passage rather than a few characters in common by chance."""
        size = sum(block.size for block in self.blocks)
        return size > _CHANCE and 2 * size >= max(len(self.old), len(self.new))


class Alignment:
    """Two folded texts aligned; positions are code points of the folded texts. Made by `align` and `align_passages`."""

    def __init__(self, blocks: Iterator[Block], old_length: int, new_length: int) -> None:
        self.runs = [run for run in _runs(_merged(blocks)) if run.is_likely]
        """What stayed, in order of both texts."""
        kept = [block for run in self.runs for block in run.blocks]
        self.map = OffsetMap(_changes(kept, old_length, new_length))
        self._new_length = new_length
        self._kept_before = _counts(((b.old, b.size) for b in kept), old_length)

    def kept(self, span: Span) -> int:
        """How many characters of an old span are still there, in order."""
        return self._kept_before[span.end] - self._kept_before[span.start]

    def place(self, span: Span) -> Span:
        """Where an old span lies now: what is left of it, from the first to the last; empty where nothing is."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.old.end)
        last = bisect_left(self.runs, span.end, key=lambda run: run.old.start) - 1
        if first > last:
            at = self.map.to_view(span.start)
            return Span(at, at)
        start = self.map.to_view(max(span.start, self.runs[first].old.start))
        end = self.map.to_view(min(span.end, self.runs[last].old.end), end=True)
        return Span(start, max(start, end))

    def unowned(self, *, least: int) -> list[Span]:
        """Stretches of the new text, of ``least`` characters or more, that no old passage accounts for."""
        starts = [0, *(run.new.end for run in self.runs)]
        ends = [*(run.new.start for run in self.runs), self._new_length]
        return [Span(s, e) for s, e in zip(starts, ends, strict=True) if e - s >= max(1, least)]


def align(old: FoldedText, new: FoldedText) -> Alignment:
    """Align two texts of any length."""
    return Alignment(_aligned(old, new), len(old.text), len(new.text))


def align_passages(old: str, new: str) -> Alignment:
    """Align two passages of at most some thousand characters, folded already."""
    return Alignment(_by_distance(old, new, Span(0, len(old)), Span(0, len(new))), len(old), len(new))


def _counts(runs: Iterator[tuple[int, int]], length: int) -> array[int]:
    flags = bytearray(length)
    for start, size in runs:
        flags[start : start + size] = b"\1" * size
    return array("L", accumulate(flags, initial=0))


def _changes(blocks: Sequence[Block], old_length: int, new_length: int) -> Iterator[Change]:
    """What lies between the blocks; where both sides are equally long, offsets inside stay comparable."""
    old = new = 0
    for block in [*blocks, Block(old_length, new_length, 0)]:
        gone, come = block.old - old, block.new - new
        shared = min(gone, come)
        if gone != come:
            yield Change(old + shared, block.old, come - shared)
        old, new = block.old + block.size, block.new + block.size


def _merged(blocks: Iterator[Block]) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and last.old + last.size == block.old and last.new + last.size == block.new:
            merged[-1] = Block(last.old, last.new, last.size + block.size)
        elif block.size:
            merged.append(block)
    return merged


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    begin = 0
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if following is None or _gap(block, following) > _GAP:
            yield Run(_without_stray_ends(blocks[begin : at + 1]))
            begin = at + 1


def _gap(block: Block, following: Block) -> int:
    return max(following.old - block.old, following.new - block.new) - block.size


def _without_stray_ends(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A block at the end that is smaller than the gap before it is chance: there the text was rewritten."""
    start, end = 0, len(blocks)
    while end - start > 1 and blocks[end - 1].size < _gap(blocks[end - 2], blocks[end - 1]):
        end -= 1
    while end - start > 1 and blocks[start].size < _gap(blocks[start], blocks[start + 1]):
        start += 1
    return tuple(blocks[start:end])


def _aligned(old: FoldedText, new: FoldedText) -> Iterator[Block]:
    """Whole lines first, then what lies between them."""
    a, b = old.text, new.text
    pairs = _frame(_once((a[s.start : s.end], s.start) for s in old.lines if len(s) >= SHINGLE),
                   _once((b[s.start : s.end], s.start) for s in new.lines if len(s) >= SHINGLE))
    at, to = 0, 0
    for text, i, j in pairs:
        yield from _between(a, b, Span(at, i), Span(to, j), SHINGLE)
        yield Block(i, j, len(text))
        at, to = i + len(text), j + len(text)
    yield from _between(a, b, Span(at, len(a)), Span(to, len(b)), SHINGLE)


def _between(a: str, b: str, old: Span, new: Span, size: int) -> Iterator[Block]:
    """Align one stretch with one other, by shingles of ``size`` where a table would be too large."""
    if not len(old) or not len(new):
        return
    if len(old) * len(new) <= _CELLS or size < _SMALLEST_SHINGLE:
        if len(old) * len(new) <= _MOST_CELLS:
            yield from _by_distance(a, b, old, new)
        return
    at, to = old.start, new.start
    for text, i, j in _frame(_once(_shingles(a, old, size)), _once(_shingles(b, new, size))):
        skip = max(at - i, to - j, 0)
        if skip >= len(text):
            continue
        if skip and at - i != to - j:
            continue  # overlaps the pair before on another diagonal
        yield from _between(a, b, Span(at, i + skip), Span(to, j + skip), size // 2)
        yield Block(i + skip, j + skip, len(text) - skip)
        at, to = i + len(text), j + len(text)
    yield from _between(a, b, Span(at, old.end), Span(to, new.end), size // 2)


def _by_distance(a: str, b: str, old: Span, new: Span) -> Iterator[Block]:
    from rapidfuzz.distance import Indel

    for step in Indel.opcodes(old.of(a), new.of(b)):
        if step.tag == "equal":
            yield Block(old.start + step.src_start, new.start + step.dest_start, step.src_end - step.src_start)


def _shingles(text: str, span: Span, size: int) -> Iterator[tuple[str, int]]:
    return ((text[i : i + size], i) for i in range(span.start, span.end - size + 1))


def _once(items: Iterator[tuple[str, int]]) -> dict[str, int]:
    """Where each stretch begins that occurs exactly once."""
    found: dict[str, int] = {}
    again = set()
    for text, at in items:
        if text in found:
            again.add(text)
        found[text] = at
    for text in again:
        del found[text]
    return found


def _frame(old: dict[str, int], new: dict[str, int]) -> list[tuple[str, int, int]]:
    """The longest run of shared stretches whose order is the same in both texts (longest increasing subsequence)."""
    shared = [(text, i, new[text]) for text, i in old.items() if text in new]
    shared.sort(key=lambda pair: pair[1])
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, _, j) in enumerate(shared):
        k = bisect_left(tails, j)
        before.append(ends[k - 1] if k else -1)
        tails[k : k + 1] = [j]
        ends[k : k + 1] = [at]
    run: list[tuple[str, int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(shared[at])
        at = before[at]
    return run[::-1]
