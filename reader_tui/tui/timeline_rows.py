"""The rows of the timeline around its lanes: the head, the vague events, the selected event, and the list form. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reader_tui.text.counting import counted
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece
from reader_tui.tui.timeline_entries import HOLLOW, SHAPES, TimelineEntry, tense, when_words
from reader_tui.tui.titles import TIMELINE_HEAD, fit, pad

_VAGUE_CELLS = 30
_GROUP_GAP = "   "
_WIDEST_WHEN = 24


@dataclass(frozen=True, slots=True)
class DatedArticle:
    """Against which date an open article's relative times are read."""

    article: int
    """Number of its pane."""
    day: date | None
    origin: str = ""
    """Where the date comes from."""

    @property
    def words(self) -> str:
        """The same in words; a date that nobody tells is said to be unknown."""
        return f"{self.day}, {_ORIGINS.get(self.origin, 'from the ' + self.origin)}" if self.day else "date unknown"


_ORIGINS = {"given": "as you gave it", "": "as given"}


@dataclass(frozen=True, slots=True)
class Spot:
    """An event on the row of the vague ones, in its columns (half-open)."""

    start: int
    end: int
    entry: TimelineEntry
    text: str


def head_row(articles: Sequence[DatedArticle], notes: Sequence[str], rights: Sequence[str], width: int) -> list[Piece]:
    """The rule above the timeline: its name, the dates that relative times are read against, what is shown.

    Of ``rights`` the first one that leaves room for all that stands at the end of the rule.
    """
    pieces: list[Piece] = [*TIMELINE_HEAD]
    for words in _head_words(articles, notes):
        pieces += [("head", "· "), *words, ("head", " ")]
    used = sum(cell_len(text) for _, text in pieces)
    tail = next((f" {right} ─" for right in rights if used + cell_len(right) + 4 <= width), "")
    rule = max(0, width - used - cell_len(tail))
    return _cut([*pieces, ("rule", "─" * rule), ("head", tail[:-1]), ("rule", tail[-1:])], width)


def _head_words(articles: Sequence[DatedArticle], notes: Sequence[str]) -> list[list[Piece]]:
    if len(articles) == 1:
        one = articles[0]
        words = f"dates against {one.words}" if one.day else "date unknown: relative dates stay open"
        dates: list[list[Piece]] = [[("head", words)]]
    else:
        dates = [[(f"pane-{one.article + 1}", f"{SHAPES[one.article]} "), ("head", one.words)] for one in articles]
    return [[("note", note)] for note in notes if note] + dates


def _cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """The pieces that fit into the width, the last one of them cut."""
    fitting: list[Piece] = []
    for style, text in pieces:
        cut = fit(text, width)
        width -= cell_len(cut)
        if cut:
            fitting.append((style, cut))
    return fitting


def vague_spots(entries: Sequence[TimelineEntry], width: int, selected: TimelineEntry | None) -> list[Spot]:
    """The vague events that have room side by side, under the names of their tenses, the selected one among them."""
    vague = [entry for entry in entries if not entry.is_dated]
    chosen = next((i for i, entry in enumerate(vague) if selected is not None and entry.key == selected.key), 0)
    first = 0
    while True:
        spots = _spots_from(vague, first, width)
        if first >= chosen or chosen < first + len(spots):
            return spots
        first += 1


def _spots_from(vague: Sequence[TimelineEntry], first: int, width: int) -> list[Spot]:
    spots: list[Spot] = []
    at = 1
    for i in range(first, len(vague)):
        entry = vague[i]
        if i == first or tense(entry) != tense(vague[i - 1]):
            at += (len(_GROUP_GAP) if i > first else 0) + len(tense(entry)) + 1
        rest = len(vague) - i - 1
        room = width - at - (len(f" +{rest}") if rest else 0)
        told = entry.text[max(0, entry.text.find(entry.expression)) :]  # from the words that tell the time
        text = fit(f"{entry.shapes} {told}", min(room, _VAGUE_CELLS))
        if room < 8 and spots:
            break
        spots.append(Spot(at, at + cell_len(text), entry, text))
        at += cell_len(text) + 2
    return spots


def vague_row(entries: Sequence[TimelineEntry], width: int, selected: TimelineEntry | None,
              current: object) -> list[Piece]:
    """Events whose date nothing tells, in a lane of their own by tense.

    ``+n`` counts those without room, ▼ stands before the one at the reading position.
    """
    spots = vague_spots(entries, width, selected)
    pieces: list[Piece] = []
    at = 0
    before = ""
    for spot in spots:
        name = tense(spot.entry)
        if name != before:
            gap = spot.start - at - len(name) - 1
            pieces += [("space", " " * gap), ("tick", f"{name} ")]
        else:
            pieces.append(("space", " " * (spot.start - at)))
        before = name
        if spot.entry.is_told_at(current):
            style, gap_text = pieces.pop()
            pieces += [(style, gap_text[:-1]), ("reading", "▼")]
        pieces += _spot_pieces(spot, selected, current)
        at = spot.end
    rest = sum(not entry.is_dated for entry in entries) - len(spots)
    if rest:
        pieces.append(("tick", f" +{rest}"))
        at += len(f" +{rest}")
    return _cut([*pieces, ("space", " " * max(0, width - at))], width)


def _spot_pieces(spot: Spot, selected: TimelineEntry | None, current: object) -> list[Piece]:
    style = ""
    if selected is not None and spot.entry.key == selected.key:
        style = " selected"
    elif spot.entry.is_told_at(current):
        style = " current"
    shapes = shape_pieces(spot.entry, style)
    return [*shapes, (f"label{style}", spot.text[len(spot.entry.shapes) :])]


def shape_pieces(entry: TimelineEntry, style: str = "") -> list[Piece]:
    """The shapes of an event's articles, each in its hue."""
    table = HOLLOW if entry.shapes[0] in HOLLOW else SHAPES
    return [(f"pane-{table.index(shape) + 1}{style}", shape) for shape in entry.shapes]


def detail_row(members: Sequence[TimelineEntry], width: int) -> list[Piece]:
    """The selected event in full, or how many a cluster holds and what opens it."""
    if not members:
        return [("space", " " * width)]
    entry = members[0]
    if len(members) > 1:
        told = " · ".join(member.label for member in members)
        words = f"{counted(len(members), 'event')} "
        return _padded([("space", " "), ("detail-value", words), ("tick", "Enter opens  "), ("detail", told)], width)
    when = when_words(entry) + ("" if entry.is_dated else f" ({tense(entry)})")
    titles = list(dict.fromkeys(place.title for place in entry.places if place.title))
    source = f"  — {' / '.join(titles)}" if titles and (len(entry.places) > 1 or entry.places[0].record) else ""
    said = f"{entry.speaker}: " if entry.speaker else ""
    return _padded([("space", " "), *shape_pieces(entry), ("space", " "), ("detail-value", f"{when}  "),
                    ("detail", said + entry.text), ("tick", source)], width)


def listed_when(entry: TimelineEntry) -> str:
    """The time of an event in the list, that of a vague one with its tense."""
    return when_words(entry) if entry.is_dated else f"{tense(entry)}: {when_words(entry)}"


def list_row(entry: TimelineEntry, width: int, selected: TimelineEntry | None, current: object, *,
             shapes: int = 1, when_cells: int = _WIDEST_WHEN) -> list[Piece]:
    """One event as a row of the list form: ▸ at the reading position, shapes, time, speaker and clause.

    ``shapes`` is how many shapes the row with the most of them has, ``when_cells`` the width of the widest time.
    """
    style = " selected" if selected is not None and entry.key == selected.key else ""
    sign = "▸" if entry.is_told_at(current) else " "
    said = f"{entry.speaker}: " if entry.speaker else ""
    left = min(_WIDEST_WHEN, when_cells, width * 2 // 5)
    column = f"{' ' * (shapes - len(entry.shapes))} {pad(listed_when(entry), left)}  "
    return _padded([(f"reading{style}", sign), *shape_pieces(entry, style), (f"value{style}", column),
                    (f"label{style}", said + entry.text)], width, f"label{style}")


def _padded(pieces: Sequence[Piece], width: int, style: str = "space") -> list[Piece]:
    cut = _cut(pieces, width)
    return [*cut, (style, " " * (width - sum(cell_len(text) for _, text in cut)))]
