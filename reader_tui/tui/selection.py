"""A selection that is being made: two ends in the source, moved by characters, words, sentences. Pure.

The ends are addresses of characters, both included. Motions count in the shown text, so that one step is one
character the reader sees, and are mapped back to the source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import NamedTuple

from reader_tui.text.graphemes import grapheme_starts
from reader_tui.text.layout import column_to_offset, offset_to_column
from reader_tui.text.model import Span
from reader_tui.text.pages import BlockRows, Pages
from reader_tui.text.words import word_spans


class Selection(NamedTuple):
    """From ``anchor`` to ``head``, both addresses of characters that belong to it."""

    anchor: int
    head: int
    by_paragraph: bool = False


def selected_span(selection: Selection, pages: Pages) -> Span:
    """The source range that a selection covers: whole characters as shown, whole paragraphs where asked."""
    first, last = sorted((selection.anchor, selection.head))
    if selection.by_paragraph:
        start = paragraph_at(pages.rows_at(first), first).start
        return Span(start, paragraph_at(pages.rows_at(last), last).end)
    return Span(first, max(first + 1, _character_end(pages.rows_at(last), last)))


def _character_end(rows: BlockRows, address: int) -> int:
    """The source address behind the shown character at an address."""
    text = rows.view.text
    at = rows.view.map.to_view(address - rows.block.start)
    starts = grapheme_starts(text[at : at + 32])
    end = at + (starts[1] if len(starts) > 1 else min(32, len(text) - at))
    return rows.block.start + rows.view.map.to_source(end, end=True)


def paragraph_at(rows: BlockRows, address: int) -> Span:
    """The source range of the paragraph at an address, without its newline."""
    text = rows.block.text
    at = min(max(0, address - rows.block.start), len(text))
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(start, len(text) if end < 0 else end).shift(rows.block.start)


def sentence_at(rows: BlockRows, address: int) -> Span:
    """The source range of the sentence at an address."""
    shown = _sentences(rows, address)
    at = rows.view.map.to_view(address - rows.block.start)
    starts = [span.start for span in shown]
    span = shown[max(0, bisect_right(starts, at) - 1)]
    return rows.view.span_to_source(span).shift(rows.block.start)


def _sentences(rows: BlockRows, address: int) -> list[Span]:
    """Shown sentences of the paragraph at an address."""
    from reader_tui.analysis.sentences import sentence_spans  # the first keys do without

    text = rows.view.text
    at = rows.view.map.to_view(min(max(0, address - rows.block.start), len(rows.block.text)))
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return [span.shift(start) for span in sentence_spans(text[start:end])] or [Span(start, end)]


def next_sentence(pages: Pages, address: int, steps: int) -> int:
    """The address where the sentence ``steps`` further on begins (back where negative)."""
    return _step(pages, address, steps, _sentence_starts)


def next_paragraph(pages: Pages, address: int, steps: int) -> int:
    """The address where the paragraph ``steps`` further on begins (back where negative)."""
    return _step(pages, address, steps, _paragraph_starts)


def next_word(pages: Pages, address: int, steps: int) -> int:
    """The address where the word ``steps`` further on begins; Chinese words count as the dictionary has them."""
    return _step(pages, address, steps, _word_starts)


def next_character(pages: Pages, address: int, steps: int) -> int:
    """The address of the shown character ``steps`` further on."""
    return _step(pages, address, steps, _character_starts)


def next_row(pages: Pages, address: int, steps: int) -> int | None:
    """The address ``steps`` rows of text below (above where negative), in the same column; None beyond the last one."""
    rows, ambiguous = pages.rows_at(address), pages.options.ambiguous
    index = rows.row_of(address)
    column = offset_to_column(rows.view.text, rows.rows[index], rows.view.map.to_view(address - rows.block.start), ambiguous)
    step = 1 if steps > 0 else -1
    left = abs(steps)
    while left:
        index += step
        if not 0 <= index < len(rows.rows):
            beside = pages.after(rows) if step > 0 else pages.before(rows)
            if beside is None:
                return None
            rows, index = beside, 0 if step > 0 else len(beside.rows) - 1
        left -= not rows.rows[index].is_blank
    return address_in_row(rows, index, column, ambiguous)


def address_in_row(rows: BlockRows, index: int, column: int, ambiguous: int) -> int:
    """The source address of the character at a column (cells of the text) of a row; ``ambiguous`` as in `cell_len`."""
    offset = column_to_offset(rows.view.text, rows.rows[index], column, ambiguous)
    return rows.block.start + rows.view.map.to_source(offset)


def word_end(pages: Pages, address: int) -> int:
    """The address of the last character of the word at or behind an address."""
    rows = pages.rows_at(address)
    here = next_character(pages, address, 1)
    for span in _words(rows):
        last = rows.view.map.to_source(span.end - 1) + rows.block.start
        if last >= here:
            return last
    return address


def word_at(rows: BlockRows, address: int) -> Span:
    """The source range of the word at an address."""
    at = rows.view.map.to_view(address - rows.block.start)
    for span in _words(rows):
        if span.start <= at < span.end:
            return rows.view.span_to_source(span).shift(rows.block.start)
    return Span(address, address + 1)


def _step(pages: Pages, address: int, steps: int, starts_of: Callable[[BlockRows], list[int]]) -> int:
    """Move over the places that ``starts_of`` lists for each block, into the blocks around if need be."""
    rows: BlockRows | None = pages.rows_at(address)
    here = address
    while rows is not None and steps:
        starts = starts_of(rows)
        if steps > 0:
            at = bisect_right(starts, here) + steps - 1
            if at < len(starts):
                return starts[at]
            steps -= len(starts) - bisect_right(starts, here)
            here = max(here, starts[-1]) if starts else here
            rows = pages.after(rows)
        else:
            at = bisect_left(starts, here) + steps
            if at >= 0:
                return starts[at]
            steps += bisect_left(starts, here)
            here = min(here, starts[0]) if starts else here
            rows = pages.before(rows)
    return here


def _sources(rows: BlockRows, shown: list[int]) -> list[int]:
    to_source = rows.view.map.to_source
    return sorted({to_source(at) + rows.block.start for at in shown})


def _paragraph_starts(rows: BlockRows) -> list[int]:
    return _sources(rows, [row.start for row in rows.rows if row.is_first])


def _sentence_starts(rows: BlockRows) -> list[int]:
    firsts = [row.start for row in rows.rows if row.is_first]
    to_source = rows.view.map.to_source
    return _sources(rows, [span.start for at in firsts
                           for span in _sentences(rows, to_source(at) + rows.block.start)])


def _words(rows: BlockRows) -> list[Span]:
    return [span for span in word_spans(rows.view.text) if rows.view.text[span.start].strip()]


def _word_starts(rows: BlockRows) -> list[int]:
    return _sources(rows, [span.start for span in _words(rows)])


def _character_starts(rows: BlockRows) -> list[int]:
    return _sources(rows, [at for at in grapheme_starts(rows.view.text) if rows.view.text[at] != "\n"])


def moved(selection: Selection, head: int) -> Selection:
    """The selection with its moving end elsewhere."""
    return selection._replace(head=head)
