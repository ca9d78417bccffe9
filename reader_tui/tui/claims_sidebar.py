"""The claims sidebar: who says what, in step with the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader_tui.text.layout import LayoutOptions, layout
from reader_tui.text.sanitize import sanitize_line
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece, PieceWidget
from reader_tui.tui.themes import PANE_SHAPES
from reader_tui.tui.titles import fit, pad

if TYPE_CHECKING:
    from reader_tui.analysis.speakers import AliasTable
    from reader_tui.tui.claims_list import ClaimKey, ClaimRow, SidebarClaim

_ROWS_A_CLAIM = 2
"""Rows of content that an unselected claim may take."""
_DETAIL_FROM_ROWS = 18
_ROWS_A_FACT = 2
_NAME_COLUMNS = 9


class ClaimsSidebar(PieceWidget, can_focus=True):
    """Draws claims; says which one is selected or chosen."""

    STYLE_PREFIX = "claims-sidebar"
    DEFAULT_CSS = """
    ClaimsSidebar { width: 36; }
    """

    class Chosen(Message):
        """A claim was chosen: its evidence is wanted."""

        def __init__(self, item: SidebarClaim) -> None:
            super().__init__()
            self.item = item

    class Highlighted(Message):
        """Another claim is selected: the text may follow."""

        def __init__(self, item: SidebarClaim) -> None:
            super().__init__()
            self.item = item

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._claims: Sequence[SidebarClaim] = ()
        self._rows: list[ClaimRow] = []
        self._selected = 0
        self._current: object = None
        self._filter = ""
        self._by_speaker = False
        self._shows_hidden = False
        self._aliases: AliasTable | None = None
        self._message = "reading…"
        self._lines: list[list[Piece]] | None = None
        self._line_rows: list[int] = []

    # -- what it shows -------------------------------------------------------------------------------------

    def show(self, claims: Sequence[SidebarClaim], message: str = "no claims found",
             aliases: AliasTable | None = None) -> None:
        """Show these claims; ``message`` stands there if there are none, ``aliases`` tell spellings of one speaker."""
        self._claims = claims
        self._message = message
        self._aliases = aliases
        self._rebuild()

    def filter(self, words: str) -> None:
        """Show only what the filter asks for, see `claims_list.matches`."""
        self._filter = words
        self._rebuild()

    def toggle_order(self) -> None:
        """By speaker, or in reading order."""
        self._by_speaker = not self._by_speaker
        self._rebuild()

    def toggle_hidden(self) -> bool:
        """Show hidden claims too, or no longer; whether they are shown now."""
        self._shows_hidden = not self._shows_hidden
        self._rebuild()
        return self._shows_hidden

    def _shown(self) -> list[SidebarClaim]:
        wants_hidden = self._shows_hidden or "is:hidden" in self._filter
        return [item for item in self._claims if wants_hidden or not item.is_hidden]

    def _rebuild(self) -> None:
        from reader_tui.tui.claims_list import claim_rows  # the first screen is up before there are claims

        key = self.selected.key if self.selected is not None else None
        self._rows = claim_rows(self._shown(), self._filter, by_speaker=self._by_speaker, aliases=self._aliases)
        self._selected = self._row_near(key) if key is not None else self._first_claim()
        self._redraw()

    def _first_claim(self) -> int:
        return next((i for i, row in enumerate(self._rows) if row.item is not None), 0)

    def _row_near(self, key: ClaimKey) -> int:
        """The row of a claim; where that is gone, of what is left of it, else of the claim behind it."""
        article, start, end = key
        best: tuple[int, int] | None = None
        found = self._first_claim()
        for i, row in enumerate(self._rows):
            if row.item is not None and row.item.article == article:
                _, other_start, other_end = row.item.key
                is_same = row.item.key == key
                rank = 0 if is_same else 1 if other_start < end and start < other_end else 2 if other_start >= end else 3
                if best is None or (rank, abs(other_start - start)) < best:
                    best, found = (rank, abs(other_start - start)), i
        return found

    def follow(self, key: object) -> None:
        """Mark the claim at the reading position, and select it unless the user is in here."""
        if key == self._current:
            return
        self._current = key
        if not self.has_focus:
            self._selected = next((i for i, row in enumerate(self._rows) if row.item and row.item.key == key),
                                  self._selected)
        self._redraw()

    @property
    def selected(self) -> SidebarClaim | None:
        """The selected claim."""
        return self._rows[self._selected].item if self._selected < len(self._rows) else None

    # -- what keys do --------------------------------------------------------------------------------------

    def move(self, count: int) -> None:
        """Select the claim ``count`` further down (up where negative)."""
        claims = [i for i, row in enumerate(self._rows) if row.item is not None]
        if not claims:
            return
        at = claims.index(self._selected) if self._selected in claims else 0
        self._selected = claims[max(0, min(len(claims) - 1, at + count))]
        self._redraw()
        if self.selected is not None:
            self.post_message(self.Highlighted(self.selected))

    def choose(self) -> None:
        """Choose the selected claim."""
        if self.selected is not None:
            self.post_message(self.Chosen(self.selected))

    # -- drawing -------------------------------------------------------------------------------------------

    def _redraw(self) -> None:
        self._lines = None
        self.refresh()

    def on_resize(self) -> None:
        """Everything depends on the size."""
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One row, made of styled pieces."""
        if self._lines is None:
            self._lines = self._draw()
        return self.strip_of(self._lines[y] if y < len(self._lines) else [])

    def _draw(self) -> list[list[Piece]]:
        width, height = self.size.width, self.size.height
        shown = sum(row.item is not None for row in self._rows)
        order = "by speaker" if self._by_speaker else "in order"
        hidden = sum(item.is_hidden for item in self._claims)
        head = f" Claims {shown}" + (f" of {len(self._claims)}" if shown != len(self._claims) else "") + f" · {order}"
        head += f" · ⊘{hidden}" if hidden else ""
        if self._filter:
            head += f" · {self._filter}"
        lines: list[list[Piece]] = [[("head", fit(head, width))], []]
        self._line_rows = [-1, -1]
        detail = self._detail(width, height // 2) if height >= _DETAIL_FROM_ROWS else []
        if not self._rows:
            message = "nothing matches" if self._filter else self._message
            return [*lines, [("text", fit(f" {message}", width))]]
        body = self._body(width, height - len(lines) - len(detail))
        lines += body
        lines += [[] for _ in range(height - len(lines) - len(detail))]
        return lines + detail

    def _body(self, width: int, height: int) -> list[list[Piece]]:
        """The rows around the selected one that fit, it being kept away from the edges."""
        drawn = {self._selected: self._row(self._selected, width)}
        first = last = self._selected
        used = len(drawn[first])
        while used < height and (first > 0 or last < len(self._rows) - 1):
            above = sum(len(drawn[i]) for i in range(first, self._selected))
            if first > 0 and (above < height // 3 or last == len(self._rows) - 1):
                first -= 1
                drawn[first] = self._row(first, width)
                used += len(drawn[first])
            elif last < len(self._rows) - 1:
                last += 1
                drawn[last] = self._row(last, width)
                used += len(drawn[last])
            else:
                first -= 1
                drawn[first] = self._row(first, width)
                used += len(drawn[first])
        lines: list[list[Piece]] = []
        for i in range(first, last + 1):
            lines += drawn[i]
            self._line_rows += [i] * len(drawn[i])
        over = len(lines) - height
        if over > 0 and first < self._selected and last == len(self._rows) - 1:
            del self._line_rows[2 : 2 + over]
            return lines[over:]
        return lines[:height]

    def _row(self, index: int, width: int) -> list[list[Piece]]:
        from reader_tui.tui.claims_list import signs, speaker_of

        row = self._rows[index]
        if row.item is None:
            return [[], [("heading", fit(f" {row.heading}", width - 5)), ("badge", f" {row.count}")]]
        claim, is_selected = row.item.claim, index == self._selected
        mark = "selected " if is_selected else ""
        hue = f"pane-{row.item.article + 1}"
        bar = "▌" if row.item.key == self._current else " "
        speaker = "" if self._by_speaker else fit(speaker_of(claim), width - 12)
        cue = f" {claim.cue.text}" if claim.cue is not None and not self._by_speaker else ""
        sign = f" {signs(row.item)}"
        head = [(hue, bar + PANE_SHAPES[row.item.article] + " "), (mark + "speaker", speaker),
                (mark + "text", fit(cue, max(0, width - cell_len(speaker) - cell_len(sign) - 4))), ("badge", sign)]
        content = " … ".join(mention.text for mention in claim.content)
        options = LayoutOptions(max(4, width - 4))
        rows = layout(content.replace("\n", " "), options, max_rows=_ROWS_A_CLAIM + 1 if not is_selected else 8)
        limit = 8 if is_selected else _ROWS_A_CLAIM
        lines = [head]
        for number, line in enumerate(rows[:limit]):
            text = content.replace("\n", " ")[line.start : line.visible_end]
            if number == limit - 1 and len(rows) > limit:
                text = fit(text + "……", width - 4) if cell_len(text) > width - 6 else text + "…"
            lines.append([(hue, bar), (mark + "text", "  " + text)])
        return [*lines, []]

    def _detail(self, width: int, height: int) -> list[list[Piece]]:
        """The full reading of the selected claim, under a rule, in at most ``height`` rows."""
        if self.selected is None:
            return []
        from reader_tui.tui.claims_list import detail_lines

        lines: list[list[Piece]] = [[("rule", "─" * width)]]
        for name, value in detail_lines(self.selected):
            room = width - _NAME_COLUMNS - 1
            words = sanitize_line(value)
            rows = layout(words, LayoutOptions(max(4, room)), max_rows=_ROWS_A_FACT + 1)
            for number, row in enumerate(rows[:_ROWS_A_FACT]):
                is_cut = number == _ROWS_A_FACT - 1 and len(rows) > _ROWS_A_FACT
                text = fit(words[row.start :], room) if is_cut else words[row.start : row.visible_end]
                lines.append([("detail-name", pad("" if number else f" {name}", _NAME_COLUMNS)), ("detail", text)])
        return lines[:height]

    def on_click(self, event: events.Click) -> None:
        """Select the claim clicked, choose it on the second click."""
        if event.y < len(self._line_rows) and (row := self._line_rows[event.y]) >= 0 and self._rows[row].item:
            self._selected = row
            self._redraw()
            self.choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """One claim a notch."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """One claim a notch."""
        event.stop()
        self.move(-1)
