"""A part of a text too long to be analysed whole, and what is found in it put back where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from reader_tui.text.blocks import BlockSource
from reader_tui.text.model import Span

PART = 200_000
"""Code points that are analysed at a time, about a second's work."""
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class TextPart:
    """Some blocks of a source that follow each other."""

    text: str
    starts: tuple[int, ...]
    """Where each block begins, in code points of ``text``."""
    addresses: tuple[int, ...]
    """Where each block begins in the source."""

    def address_of(self, offset: int) -> int:
        """The source address of an offset into ``text``."""
        block = max(0, bisect_right(self.starts, offset) - 1)
        return self.addresses[block] + offset - self.starts[block]

    @property
    def span(self) -> Span:
        """The addresses of the whole part."""
        return Span(self.addresses[0], self.address_of(len(self.text)))


def part_around(source: BlockSource, address: int, size: int = PART) -> TextPart:
    """The blocks around an address, about ``size`` code points: half of them before it, the rest from it on.

    >>> from reader_tui.text.blocks import TextBlocks
    >>> part_around(TextBlocks("一二三四五六七八", grid=2), 4, size=4).text
    '三四五六'
    """
    block = source.block_at(address)
    chosen = [block]
    before, behind = 0, len(block.text)
    previous = source.previous(block)
    while previous is not None and before < size // 2:
        chosen.insert(0, previous)
        before += len(previous.text)
        previous = source.previous(previous)
    following = source.next(block)
    while following is not None and before + behind < size:
        chosen.append(following)
        behind += len(following.text)
        following = source.next(following)
    starts = [0]
    for one in chosen:
        starts.append(starts[-1] + len(one.text))
    return TextPart("".join(one.text for one in chosen), tuple(starts[:-1]), tuple(one.start for one in chosen))


def relocated(value: Value, place: Callable[[int], int]) -> Value:
    """The same value with every `Span` in it, however deep, moved by ``place``.

    >>> relocated((Span(1, 2), "a", [Span(0, 1)]), lambda offset: offset + 10)
    (Span(start=11, end=12), 'a', [Span(start=10, end=11)])
    """
    return _relocated(value, place)  # type: ignore[no-any-return]


def _relocated(value: Any, place: Callable[[int], int]) -> Any:
    if isinstance(value, Span):
        start = place(value.start)
        return Span(start, max(start, place(value.end)))
    if isinstance(value, tuple | list):
        return type(value)(_relocated(one, place) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        moved = {field.name: _relocated(getattr(value, field.name), place) for field in fields(value) if field.init}
        return replace(value, **moved)
    return value
