"""One article on the screen: draws the rows of a viewport, and turns mouse and selection into source places."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader_tui.text.graphemes import cap_marks
from reader_tui.text.model import Span
from reader_tui.text.pages import BlockRows, Pages, text_column
from reader_tui.text.sanitize import sanitize_line
from reader_tui.text.viewport import ShownRow, Viewport
from reader_tui.text.width import cell_len
from reader_tui.tui.drawable import drawable
from reader_tui.tui.inks import ink
from reader_tui.tui.markup_marks import margin_of, markup_marks
from reader_tui.tui.painting import Mark, ShownMark, pieces
from reader_tui.tui.selection import address_in_row
from reader_tui.tui.themes import PANE_SHAPES
from reader_tui.tui.titles import fit

_AIRY_FROM_ROWS = 16
"""From this height on an empty row parts the title from the text."""


class ArticlePane(Widget, can_focus=True):
    """Draws one article through the line API; everything it holds is a place in the source (an address)."""

    DEFAULT_CSS = """
    ArticlePane { width: 1fr; height: 1fr; }
    """
    ALLOW_SELECT = False  # its own selection counts source positions, at any width and in any view

    class Moved(Message):
        """The reading position changed."""

        def __init__(self, pane: ArticlePane, address: int) -> None:
            super().__init__()
            self.pane = pane
            self.address = address

    class Dragged(Message):
        """The mouse selected a stretch of the source."""

        def __init__(self, pane: ArticlePane, anchor: int, head: int) -> None:
            super().__init__()
            self.pane = pane
            self.anchor = anchor
            self.head = head

    class Pressed(Message):
        """The mouse pressed on a place: once, twice (a word) or three times (a paragraph)."""

        def __init__(self, pane: ArticlePane, address: int, times: int) -> None:
            super().__init__()
            self.pane = pane
            self.address = address
            self.times = times

    class Resized(Message):
        """The pane has another width, in cells."""

        def __init__(self, pane: ArticlePane, width: int) -> None:
            super().__init__()
            self.pane = pane
            self.width = width

    def __init__(self, number: int, title: str, pages: Pages, address: int = 0) -> None:
        """``number`` (0 to 3) picks the pane's hue and shape; ``address`` is where to begin to read."""
        super().__init__()
        self.number = number
        self.article_title = title
        self.viewport = Viewport(pages, 1, address)
        self.cursor = address
        self.shows_cursor = False
        self._address_wanted = address
        self._marks: dict[str, Sequence[Mark]] = {}
        self._shown_marks: dict[int, list[ShownMark]] = {}
        self._styles: dict[tuple[tuple[str, ...], bool], Style] = {}
        self._pressed_at: int | None = None
        self._has_dragged = False

    # -- what it shows -------------------------------------------------------------------------------------

    @property
    def pages(self) -> Pages:
        """The rows it draws from."""
        return self.viewport.pages

    @property
    def address(self) -> int:
        """Source address of the first row shown."""
        return self.viewport.address

    @property
    def top(self) -> int:
        """The row of the pane where the text begins: under the title, and under an empty row if there is room."""
        return 2 if self.size.height >= _AIRY_FROM_ROWS else 1

    def use_pages(self, pages: Pages) -> None:
        """Show other rows (another width or view) at the same place."""
        row = self.viewport.row_number(self.cursor) if self.shows_cursor else None
        address = self.cursor if row is not None else self._address_wanted
        self.viewport = Viewport(pages, self.viewport.height, address)
        if row:
            self.viewport.show(address, row)
        self._shown_marks.clear()
        self.refresh()

    def set_marks(self, source: str, marks: Sequence[Mark]) -> None:
        """Replace the marks that ``source`` (search, claims, selection …) puts on the text."""
        if self._marks.get(source, ()) != marks:
            self._marks[source] = marks
            self._shown_marks.clear()
            self.refresh()

    # -- moving --------------------------------------------------------------------------------------------

    def scroll_rows(self, count: int) -> None:
        """Scroll by rows, down where positive; the cursor stays on the screen."""
        if self.viewport.scroll(count):
            self._moved()

    def page(self, count: float) -> None:
        """Scroll by pages, keeping one row of the old page in sight."""
        self.scroll_rows(round(count * max(1, self.viewport.height - (1 if abs(count) >= 1 else 0))))

    def go(self, address: int, *, row: int | None = None) -> None:
        """Bring an address onto the screen with the cursor on it; ``row`` (0 is the top) says where."""
        if row is None and self.viewport.row_number(address) is None:
            row = self.viewport.height // 3
        if row is not None:
            self.viewport.show(address, row)
        self.cursor = address
        self._moved(keep_cursor=True)

    def follow(self, address: int) -> None:
        """Show an address at the top, in step with another pane, and tell nobody."""
        self.viewport.show(address, 0)
        self._address_wanted = self.viewport.address
        if self.viewport.row_number(self.cursor) is None:
            self.cursor = self.viewport.address
        self.refresh()

    def _moved(self, *, keep_cursor: bool = False) -> None:
        self._address_wanted = self.viewport.address
        if not keep_cursor and self.viewport.row_number(self.cursor) is None:
            self.cursor = self.viewport.address
        self.refresh()
        self.post_message(self.Moved(self, self.viewport.address))

    def on_resize(self, event: events.Resize) -> None:
        """Take the new height; the width is the screen's business, it knows the settings."""
        self._styles.clear()
        self.viewport.resize(event.size.height - self.top)
        self.post_message(self.Resized(self, event.size.width))
        if self.viewport.address != self._address_wanted and not self.viewport.at_end:
            self.viewport.show(self._address_wanted)

    def notify_style_update(self) -> None:
        """Forget styles made from the old theme."""
        super().notify_style_update()
        self._styles.clear()

    # -- drawing -------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the pane, exactly as wide as it is."""
        width = self.size.width
        if y == 0:
            return self._title_strip(width)
        rows = self.viewport.rows()
        number = y - self.top
        if not 0 <= number < len(rows):
            return Strip.blank(width, self._style(("blank",)))
        return self._text_strip(rows[number], width)

    def _title_strip(self, width: int) -> Strip:
        left, column = text_column(width, self.pages.options.width)
        name = fit(f"{PANE_SHAPES[self.number]} {sanitize_line(self.article_title)}", min(column, width - left))
        used = cell_len(name)
        segments = [Segment(" " * left, self._style(("blank",))), Segment(name, self._style(("title", f"title-pane-{self.number + 1}"))),
                    Segment(" " * max(0, width - left - used), self._style(("blank",)))]
        return Strip(segments, width)

    def _text_strip(self, shown: ShownRow, width: int) -> Strip:
        row = shown.row
        text = shown.block.view.text
        left = text_column(width, self.pages.options.width)[0]
        base = self._style(())
        marks = self._marks_of(shown.block)
        segments = self._margin(left, [mark for mark in marks if mark.sign and row.start <= mark.start < row.end])
        bars = margin_of(row, marks)
        if bars:
            segments.append(Segment(bars, self._style(("quote-bar",))))
        inset = max(row.indent, len(bars))
        segments.append(Segment(" " * (inset - len(bars)), base))
        drawn = cap_marks(text[row.start : row.visible_end])  # before it is cut: a flood may lie across pieces
        for start, end, names in pieces(row.start, row.visible_end, marks):
            segments.append(Segment(drawable(drawn[start - row.start : end - row.start]), self._style(names)))
        segments.append(Segment(" " * max(0, width - left - inset - row.width), base))
        return Strip(segments, width)

    def _margin(self, left: int, begun: Sequence[ShownMark]) -> list[Segment]:
        """The space before a row, with the sign of the last mark that begins in it."""
        if not begun or left < 2:
            return [Segment(" " * left, self._style(()))]
        sign = Segment(begun[-1].sign, self._style(("note-sign",)))
        return [Segment(" " * (left - 2), self._style(())), sign, Segment(" ", self._style(()))]

    def _marks_of(self, rows: BlockRows) -> list[ShownMark]:
        """The marks of a block in its shown text; kept until marks or pages change."""
        start = rows.block.start
        found = self._shown_marks.get(start)
        if found is None:
            end = start + len(rows.block.text)
            found = []
            for marks in (markup_marks(self.pages.structure, Span(start, end)), *self._marks.values()):
                for mark in marks:
                    if mark.span.start < end and start < mark.span.end:
                        span = Span(max(start, mark.span.start) - start, min(end, mark.span.end) - start)
                        shown = rows.view.span_to_view(span)
                        sign = mark.sign if mark.span.start >= start else ""
                        found.append(ShownMark(shown.start, shown.end, mark.style, sign))
            self._shown_marks[start] = found
        return found

    def _style(self, names: tuple[str, ...]) -> Style:
        """The styles of marks, one over the other; kept, for making one costs more than drawing the row."""
        key = names, self.has_focus
        style = self._styles.get(key)
        if style is None:
            style = self.rich_style
            for name in names:
                style += ink(f"article-pane--{name}", self.app.theme_variables, focused=self.has_focus)
            self._styles[key] = style
        return style

    # -- mouse ---------------------------------------------------------------------------------------------

    def address_at(self, x: int, y: int) -> int | None:
        """The source address of the character drawn at a cell of the pane, None outside the text."""
        rows = self.viewport.rows()
        number = y - self.top
        if not 0 <= number < len(rows):
            return None
        shown = rows[number]
        column = x - text_column(self.size.width, self.pages.options.width)[0]
        return address_in_row(shown.block, shown.index, max(0, column), self.pages.options.ambiguous)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows a notch, as browsers do."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows a notch, as browsers do."""
        event.stop()
        self.scroll_rows(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection."""
        if event.button == 1:
            self._pressed_at, self._has_dragged = self.address_at(event.x, event.y), False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while the button is down."""
        if self._pressed_at is None:
            return
        address = self.address_at(event.x, event.y)
        if address is not None and (self._has_dragged or address != self._pressed_at):
            self._has_dragged = True
            self.post_message(self.Dragged(self, self._pressed_at, address))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection."""
        self._pressed_at = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click sets the cursor; two take the word, three the paragraph. The end of a selection is none."""
        address = self.address_at(event.x, event.y)
        if address is not None and not self._has_dragged:
            self.post_message(self.Pressed(self, address, event.chain))
