"""How an event is drawn on its lane: a point, a bar, a bar that fades where the time is not exact, an arrow. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece
from reader_tui.tui.timeline_axis import Window
from reader_tui.tui.timeline_entries import HOLLOW, SHAPES, TimelineEntry, when_words

OPEN_CELLS = 7
"""Cells of a bar that is open at one end: an arrow tells that it goes on, not how far."""
_STRENGTHS = "━┅┄┈"
"""From certain to faint."""
_MOST_COUNTED = 999
_INSIDE_FROM = 24
"""Cells of a bar from which its label stands inside it."""
_AROUND_INSIDE = 7
"""Cells of such a bar that are seen beside shapes and label, two spaces included."""
_FAINT = frozenset(_STRENGTHS[1:])


@dataclass(frozen=True, slots=True)
class Mark:
    """Events that are drawn as one, in their columns (inclusive); several are a cluster."""

    members: tuple[TimelineEntry, ...]
    start: int
    end: int
    begins_before: bool = False
    """Whether it began before the window does."""
    ends_after: bool = False
    """Whether it ends after the window."""
    label: str = ""
    """What stands behind it, or inside it (`has_room_inside`); empty where there is no room."""
    is_label_before: bool = False
    """Whether the label stands before it, as behind it there is no room."""

    @property
    def shapes(self) -> str:
        """A shape for each article that tells of it; a cluster's are followed by its count."""
        if len(self.members) == 1:
            return self.members[0].shapes
        articles = sorted({number for member in self.members for number in member.articles})
        return "".join(SHAPES[number] for number in articles) + str(min(len(self.members), _MOST_COUNTED))

    @property
    def cells(self) -> int:
        """Cells of the mark itself."""
        return max(self.end - self.start + 1, len(self.shapes) + self.begins_before + self.ends_after)

    @property
    def has_room_inside(self) -> bool:
        """Whether it is a bar so long that its label stands inside it."""
        entry = self.members[0]
        is_whole = entry.earliest is not None and entry.latest is not None and entry.modifier in (None, "start")
        return len(self.members) == 1 and is_whole and self.cells >= _INSIDE_FROM

    @property
    def first(self) -> int:
        """The first column taken, the label's and a space between them included."""
        return self.start - (1 + cell_len(self.label) if self.is_label_before else 0)

    @property
    def last(self) -> int:
        """The last column taken, the label's and a space between them included."""
        is_behind = self.label and not self.has_room_inside and not self.is_label_before
        return self.start + self.cells - 1 + (1 + cell_len(self.label) if is_behind else 0)

    def label_room(self, end: int) -> int:
        """Cells that its label may take if what comes after it begins at column ``end``."""
        if self.has_room_inside:
            return self.cells - len(self.shapes) - _AROUND_INSIDE
        return end - self.start - self.cells - 1

    def holds(self, entry: TimelineEntry | None) -> bool:
        """Whether an event is among its members."""
        return entry is not None and any(member.key == entry.key for member in self.members)


def place(entry: TimelineEntry, window: Window, width: int) -> Mark | None:
    """The mark of one event; None where it lies off the screen.

    One that is open at an end is on the screen wherever it holds, in a few cells at the edge if need be.
    """
    first, last = entry.earliest, entry.latest
    if (first is None and last is None) or (last is not None and last <= window.start) or (
            first is not None and first >= window.end):
        return None
    if first is None:
        end = window.column(last, width) - 1 if last is not None else width
        end = max(0, min(end, width - 1))
        start = max(0, end - OPEN_CELLS + 1)
    elif last is None:
        start = max(0, window.column(first, width))
        end = start + OPEN_CELLS - 1
    else:
        start = window.column(first, width)
        end = start + max(1, round((last - first) / (window.end - window.start) * width)) - 1
        start, end = max(0, start), max(0, end)
    begins_before = first is not None and first < window.start
    ends_after = last is not None and last > window.end
    room = len(entry.articles) + begins_before + ends_after
    return Mark((entry,), max(0, min(start, width - room)), min(width - 1, end), begins_before, ends_after)


def mark_pieces(mark: Mark, style: str = "") -> list[Piece]:
    """A mark with its label as pieces: each shape in its article's hue, the bar in the first one's, faint where it fades.

    ``style`` is laid over all of them, and the label has ``label``.
    """
    text = _drawn(mark)
    if mark.label and mark.has_room_inside:
        head = len(mark.shapes) + mark.begins_before + 1
        tail = head + 2 + cell_len(mark.label)
        return [*_styled(text[:head], mark, style), (f"label{style}", f" {mark.label} "),
                *_styled(text[tail:], mark, style)]
    if mark.is_label_before:
        return [(f"label{style}", f"{mark.label} "), *_styled(text, mark, style)]
    label: list[Piece] = [(f"label{style}", f" {mark.label}")] if mark.label else []
    return _styled(text, mark, style) + label


def _styled(text: str, mark: Mark, over: str) -> list[Piece]:
    hue = f"pane-{mark.members[0].articles[0] + 1}"
    pieces: list[Piece] = []
    for character in text:
        style = hue
        if character in SHAPES or character in HOLLOW:
            number = SHAPES.index(character) if character in SHAPES else HOLLOW.index(character)
            style = f"pane-{number + 1}"
        elif character in _FAINT:
            style = f"{hue} faint"
        elif character.isdigit():
            style = "count"
        style += over
        if pieces and pieces[-1][0] == style:
            pieces[-1] = (style, pieces[-1][1] + character)
        else:
            pieces.append((style, character))
    return pieces


def _drawn(mark: Mark) -> str:
    """The characters of a mark: ``●``, ``●━━━``, ``●━┅┄┈``, ``┈┄━●━┄┈``, ``●━┅┄┈▸``, ``━●━━``, ``●◆5━━``."""
    entry, shapes, cells = mark.members[0], mark.shapes, mark.cells
    if len(mark.members) > 1:
        return shapes + "━" * (cells - len(shapes))
    before, after = "━" * mark.begins_before, "━" * mark.ends_after
    rest = cells - len(shapes) - len(before) - len(after)
    if entry.latest is None:
        body = shapes + (_fading(rest - 1) + "▸" if rest else "")
    elif entry.earliest is None:
        body = ("◂" + _fading(rest - 1)[::-1] if rest else "") + shapes
    elif entry.modifier in ("mid", "about"):
        body = _fading(rest // 2)[::-1] + shapes + _fading(rest - rest // 2)
    elif entry.modifier == "end":
        body = _fading(rest)[::-1] + shapes
    else:
        body = shapes + (_fading(rest) if entry.modifier == "start" else "━" * rest)
    return before + body + after


def _fading(cells: int) -> str:
    """A bar that is certain at its left end and fades towards the right."""
    return "".join(_STRENGTHS[(at + 1) * len(_STRENGTHS) // (cells + 1)] for at in range(cells))


def label_of(mark: Mark, *, is_near: bool = False) -> str:
    """What stands beside a mark: when and what, the day left out where ``is_near``; of a cluster its first event."""
    entry = mark.members[0]
    if len(mark.members) > 1:
        return entry.label
    when = when_words(entry)
    if is_near and entry.earliest is not None:
        when = when.removeprefix(f"{entry.earliest:%Y-%m-%d} ")
    return f"{when} {entry.label}".rstrip()
