"""Texts in the other script, as views that map every position back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reader_tui.text.model import Edit, Span
from reader_tui.text.script.boundaries import DESCRIPTION
from reader_tui.text.script.official import official
from reader_tui.text.script.vocabulary import VOCABULARIES, word_changes
from reader_tui.text.views import Change, OffsetMap, TextView


@dataclass(frozen=True)
class Conversion:
    """A text and what OpenCC made of it."""

    source: str
    text: str
    """Exactly the official output."""
    map: OffsetMap
    """Only words that were replaced as a whole are changes of it; all else stands one for one."""
    chain: tuple[str, ...]
    """The configurations, one after the other."""

    @property
    def view(self) -> TextView:
        """The conversion as a view that composes with others; the cheap way to show it."""
        return TextView(self.source, self.text, self.map)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every character or word that looks different, in order, over ``source``; for marking and counting.

        >>> from reader_tui.text.script import available
        >>> [edit.new for edit in convert("软件里", "s2twp").edits] if available() else ["軟體", "裡"]
        ['軟體', '裡']
        """
        return tuple(self._edits())

    def edit_at(self, offset: int) -> Edit | None:
        """The edit over an offset of the source, for showing what stood there; None where nothing changed."""
        at = bisect_right(self.edits, offset, key=lambda edit: edit.span.start) - 1
        return self.edits[at] if at >= 0 and offset in self.edits[at].span else None

    def _edits(self) -> Iterator[Edit]:
        rule = f"script:{'+'.join(self.chain)}"
        at = shown = 0
        for change in (*self.map.changes, Change(len(self.source), len(self.source), 0)):
            size = change.start - at
            yield from _forms(self.source, self.text, at, shown, size, rule)
            shown += size
            old, new = self.source[change.start : change.end], self.text[shown : shown + change.size]
            if old != new:
                yield Edit(Span(change.start, change.end), old, new, rule)
            at, shown = change.end, shown + change.size


def _forms(source: str, text: str, at: int, shown: int, size: int, rule: str) -> Iterator[Edit]:
    """The characters that differ in two stretches of the same length."""
    pairs = zip(source[at : at + size], text[shown : shown + size], strict=True)
    for offset, (old, new) in enumerate(pairs, at):
        if old != new:
            yield Edit(Span(offset, offset + 1), old, new, rule)


def convert(text: str, config: str) -> Conversion:
    """``text`` by one of OpenCC's configurations; `ScriptError` for any other name and without OpenCC.

    >>> from reader_tui.text.script import available
    >>> convert("鼠标", "s2twp").text if available() else "滑鼠"
    '滑鼠'
    """
    if config not in VOCABULARIES:
        shown = official(text, config)
        changes = [] if len(shown) == len(text) else _by_paragraph(text, config)[1]
        return Conversion(text, shown, OffsetMap(changes), (config,))
    shown, changes = _by_paragraph(text, config)
    return Conversion(text, shown, OffsetMap(changes), (config,))


def _by_paragraph(text: str, config: str) -> tuple[str, list[Change]]:
    """The shown text and its changes, each paragraph aligned by itself."""
    # what an ideographic description takes in may go across a newline
    paragraphs = [text] if DESCRIPTION.search(text) else text.split("\n")
    pieces: list[str] = []
    changes: list[Change] = []
    at = 0
    for paragraph in paragraphs:
        shown = official(paragraph, config)
        pieces.append(shown)
        changes += [Change(at + change.start, at + change.end, change.size)
                    for change in word_changes(paragraph, shown, config)]
        at += len(paragraph) + 1
    return "\n".join(pieces), changes


def convert_chain(text: str, chain: Sequence[str]) -> Conversion:
    """``text`` by several configurations, each over what the one before made; an empty chain changes nothing.

    >>> from reader_tui.text.script import available
    >>> convert_chain("不久后采購", ("t2s", "s2tw")).text if available() else "不久後採購"
    '不久後採購'
    """
    view = TextView.plain(text)
    for config in chain:
        view = view.over(convert(view.text, config).view)
    return Conversion(text, view.text, view.map, tuple(chain))
