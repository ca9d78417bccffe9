"""Views map back exactly: tables that read as a specification, then properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_tui.text.model import Edit, Span
from reader_tui.text.views import Change, OffsetMap, TextView

REPAIRED = TextView.edited("發(fā)展經(jīng)濟", [Edit(Span(1, 5), "(fā)", "", "pinyin"),
                                                    Edit(Span(7, 13), "(jīng)", "", "pinyin")])


def test_a_deletion_belongs_to_no_word_beside_it() -> None:
    assert REPAIRED.text == "發展經濟"
    assert REPAIRED.span_to_source(Span(0, 1)) == Span(0, 1)
    assert REPAIRED.span_to_source(Span(1, 2)) == Span(5, 6)


def test_a_span_over_a_deletion_covers_it() -> None:
    assert REPAIRED.span_to_source(Span(0, 2)) == Span(0, 6)
    assert REPAIRED.span_to_view(Span(0, 6)) == Span(0, 2)


def test_a_span_inside_a_deletion_is_shown_empty() -> None:
    assert REPAIRED.span_to_view(Span(2, 4)) == Span(1, 1)


@pytest.mark.parametrize(
    ("selected", "source"),
    [((0, 1), (0, 2)), ((1, 2), (0, 2)), ((0, 3), (0, 2)), ((2, 4), (0, 3)), ((3, 4), (2, 3))],
)
def test_a_selection_snaps_to_the_whole_phrase(selected: tuple[int, int], source: tuple[int, int]) -> None:
    view = TextView.edited("内存条", [Edit(Span(0, 2), "内存", "記憶體", "s2twp"),
                                      Edit(Span(2, 3), "条", "條", "s2t")])
    assert view.text == "記憶體條"
    assert view.span_to_source(Span(*selected)) == Span(*source)


def test_an_insertion_is_skipped_by_the_words_beside_it() -> None:
    view = TextView.edited("用AI", [Edit(Span(1, 1), "", " ", "gap")])
    assert view.text == "用 AI"
    assert view.span_to_view(Span(1, 3)) == Span(2, 4)
    assert view.span_to_view(Span(0, 1)) == Span(0, 1)
    assert view.span_to_source(Span(1, 2)) == Span(1, 1)


def test_views_compose_into_one_view_of_the_source() -> None:
    repaired = TextView.edited("發(fā)展内(nèi)存", [Edit(Span(1, 5), "(fā)", "", "pinyin"),
                                                     Edit(Span(7, 12), "(nèi)", "", "pinyin")])
    view = repaired.then([Edit(Span(2, 4), "内存", "記憶體", "s2twp")])
    assert view.text == "發展記憶體"
    assert view.span_to_source(Span(3, 4)) == Span(6, 13)
    assert view.map.changes == (Change(1, 5, 0), Change(6, 13, 3))


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        OffsetMap([Change(0, 3, 1), Change(2, 4, 1)])


@st.composite
def maps(draw: st.DrawFn, length: int) -> OffsetMap:
    changes, at = [], 0
    while at <= length and draw(st.booleans()):
        start = draw(st.integers(at, length))
        end = draw(st.integers(start, min(length, start + 4)))
        size = draw(st.integers(0, 4))
        if end == start:
            size = max(size, 1)
        changes.append(Change(start, end, size))
        at = end + 1  # what touches may be told apart in either order; keep the model simple
    return OffsetMap(changes)


def shown(sequence: list[object], through: OffsetMap, tag: str) -> list[object]:
    """What a map makes of a sequence, every shown item knowing where it came from."""
    out: list[object] = []
    at = 0
    for number, change in enumerate(through.changes):
        out += sequence[at : change.start]
        out += [(tag, number, i) for i in range(change.size)]
        at = change.end
    return out + sequence[at:]


@given(st.data(), st.integers(0, 24))
def test_both_directions_are_monotonic_and_inverse_outside_changes(data: st.DataObject, length: int) -> None:
    mapping = data.draw(maps(length))
    for end in (False, True):
        there = [mapping.to_view(offset, end=end) for offset in range(length + 1)]
        assert there == sorted(there)
        touched = {offset for c in mapping.changes for offset in range(c.start, c.end + 1)}
        for offset in set(range(length + 1)) - touched:
            assert mapping.to_source(there[offset], end=end) == offset
    size = length + sum(change.growth for change in mapping.changes)
    for end in (False, True):
        back = [mapping.to_source(offset, end=end) for offset in range(size + 1)]
        assert back == sorted(back)
        assert back[0] >= 0
        assert back[-1] <= length


@given(st.data(), st.integers(0, 24))
def test_inside_a_change_offsets_snap_to_its_edges(data: st.DataObject, length: int) -> None:
    mapping = data.draw(maps(length))
    for change, view in zip(mapping.changes, mapping.view_spans, strict=True):
        for offset in range(change.start + 1, change.end):
            assert mapping.to_view(offset) == view.start
            assert mapping.to_view(offset, end=True) == view.end
        for offset in range(view.start + 1, view.end):
            assert mapping.to_source(offset) == change.start
            assert mapping.to_source(offset, end=True) == change.end


@given(st.data(), st.integers(0, 24))
def test_two_maps_one_after_the_other_are_one_map(data: st.DataObject, length: int) -> None:
    inner = data.draw(maps(length))
    outer = data.draw(maps(length + sum(change.growth for change in inner.changes)))
    source: list[object] = list(range(length))
    twice = shown(shown(source, inner, "inner"), outer, "outer")
    once = shown(source, inner.then(outer), "both")
    assert len(twice) == len(once)
    # an item the composed map calls unchanged is unchanged through both
    assert all(a == b for a, b in zip(twice, once, strict=True) if isinstance(b, int))
