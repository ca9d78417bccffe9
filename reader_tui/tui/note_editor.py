"""The box a note is written in: text, tags and colour; what was written only goes when the user says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from reader_tui.store.records import COLOURS
from reader_tui.text.sanitize import sanitize_line
from reader_tui.text.width import cell_len
from reader_tui.tui.pieces import Piece, PieceWidget
from reader_tui.tui.row_line import Hint, Question, RowLine, hint_pieces
from reader_tui.tui.row_list import ROW_CLASSES
from reader_tui.tui.tags import TagSuggester, completed, completions, join_tags, split_tags
from reader_tui.tui.titles import fit

_HINTS: tuple[Hint, ...] = (("Ctrl-s", "save"), ("Esc", "leave"), ("Tab", "tags, colour"), ("Ctrl-e", "editor"))


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as it is being written; ``colour`` is a key of `COLOURS`."""

    text: str = ""
    tags: tuple[str, ...] = ()
    colour: str = "yellow"


class NoteEditor(ModalScreen[NoteDraft | None]):
    """Answers with the note as written, or None where it is to stay as it was."""

    CSS_PATH = ["row_list.tcss", "note_editor.tcss"]
    BINDINGS = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+e", "editor", "Open in $EDITOR", priority=True),
        Binding("escape", "leave", "Leave"),
    ]

    @dataclass
    class EditorWanted(Message):
        """The user's own editor is wanted on this text; `use_text` takes what becomes of it."""

        text: str

    @dataclass
    class Changed(Message):
        """The note reads like this now: to be kept should the program end."""

        draft: NoteDraft

    def __init__(self, quote: str, draft: NoteDraft | None = None, *, known_tags: Sequence[str] = ()) -> None:
        """``quote``: the passage that the note is about; ``known_tags`` are offered, the most used first."""
        super().__init__()
        self._quote = quote
        self._draft = draft or NoteDraft()
        self._known_tags = known_tags
        self._loaded_text = ""
        """The text as the box holds it after loading: it ends lines in one way only."""

    def compose(self) -> ComposeResult:
        """Quote, text, tags, colour, keys."""
        with Vertical(id="box"):
            yield RowLine(id="quote")
            yield NoteArea(self._draft.text, placeholder="Write a note…", highlight_cursor_line=False)
            with Horizontal(id="tag-line"):
                yield Label("Tags  ", markup=False)
                yield TagField(join_tags(self._draft.tags), self._known_tags)
            yield RowLine(id="completions")
            yield ColourChoice(self._draft.colour)
        yield RowLine(id="hints", classes="-bar")
        yield Question()

    def on_mount(self) -> None:
        """The text has the keys."""
        area = self.query_one(NoteArea)
        self._loaded_text = area.text
        area.move_cursor(area.document.end)
        area.focus()
        self.query_one("#hints", RowLine).show(lambda width: hint_pieces(_HINTS, width))
        self._write()

    @property
    def draft(self) -> NoteDraft:
        """The note as it reads now; what was not touched is given back to the letter."""
        text = self.query_one(NoteArea).text
        line = self.query_one(TagField).value
        return NoteDraft(self._draft.text if text == self._loaded_text else text,
                         self._draft.tags if line == join_tags(self._draft.tags) else split_tags(line),
                         self.query_one(ColourChoice).colour)

    def use_text(self, text: str) -> None:
        """Put another text in place of the one in the box, as one step that undo takes back."""
        area = self.query_one(NoteArea)
        if text != area.text:
            area.replace(text, (0, 0), area.document.end)
            area.move_cursor(area.document.end)

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _follow(self, event: Message) -> None:
        event.stop()
        self._write()
        if self.draft != self._draft:
            self.post_message(self.Changed(self.draft))

    def on_colour_choice_picked(self, event: ColourChoice.Picked) -> None:
        """The quote wears the colour."""
        event.stop()
        self._write()
        self.post_message(self.Changed(self.draft))

    def _write(self) -> None:
        colour = self.query_one(ColourChoice).colour
        line = self.query_one(TagField).value
        self.query_one("#quote", RowLine).show(
            lambda width: [(colour, f" {COLOURS[colour]} "), ("head", f" {fit(f'“{self._quote}', width - 5)}”")])
        self.query_one("#completions", RowLine).show(lambda width: completion_pieces(line, self._known_tags, width))

    def action_save(self) -> None:
        """Done: this is the note."""
        self.dismiss(self.draft)

    def action_leave(self) -> None:
        """Leave it as it was; where something was written, ask what is to become of that."""
        if self.draft == self._draft:
            self.dismiss(None)
            return
        focused = self.focused
        self.query_one("#hints").display = False
        self.query_one(Question).ask(
            "Save what you wrote?",
            [(("y", "save"), self.action_save), (("n", "throw away"), lambda: self.dismiss(None))],
            lambda: self._go_on(focused))

    def _go_on(self, focused: Widget | None) -> None:
        self.query_one("#hints").display = True
        (focused or self.query_one(NoteArea)).focus()

    def action_editor(self) -> None:
        """Go on in the user's own editor."""
        self.post_message(self.EditorWanted(self.draft.text))


def completion_pieces(line: str, known: Sequence[str], width: int) -> list[Piece]:
    """The tags that could be meant, the first one to be taken with Tab; whole ones only.

    >>> completion_pieces("芯", ["芯片", "手機芯片"], 40)
    [('quiet', '      Tab '), ('tag', '#芯片'), ('quiet', '  #手機芯片')]
    """
    pieces: list[Piece] = [("quiet", "      Tab ")]
    used = cell_len(pieces[0][1])
    for tag in completions(line, known):
        text = f"#{sanitize_line(tag)}" if len(pieces) == 1 else f"  #{sanitize_line(tag)}"
        used += cell_len(text)
        if used > width:
            break
        pieces.append(("tag" if len(pieces) == 1 else "quiet", text))
    return pieces if len(pieces) > 1 else []


class NoteArea(TextArea):
    """The text of the note; nothing in it is obeyed by a terminal."""

    def render_line(self, y: int) -> Strip:
        """A row as the editor draws it, made safe."""
        return Strip([Segment(sanitize_line(part.text), part.style) for part in super().render_line(y)])


class TagField(Input):
    """Tags parted by commas; Tab takes what is offered, or goes on where nothing is."""

    BINDINGS = [Binding("tab", "complete", "Complete", show=False)]

    def __init__(self, line: str, known: Sequence[str]) -> None:
        super().__init__(line, placeholder="parted by commas", compact=True, select_on_focus=False,
                         suggester=TagSuggester(known))
        self._known = known

    def action_complete(self) -> None:
        """Take the first completion."""
        begun = not self.value.rstrip().endswith((",", "，", "、")) and bool(self.value.strip())
        line = next((completed(self.value, tag) for tag in completions(self.value, self._known)), self.value)
        if begun and line != self.value.strip():
            self.value = line
            self.cursor_position = len(line)
        else:
            self.screen.focus_next()


class ColourChoice(PieceWidget, can_focus=True):
    """The five colours, each with its shape and name; one is chosen."""

    COMPONENT_CLASSES = ROW_CLASSES
    STYLE_PREFIX = "rows"
    DEFAULT_CSS = """
    ColourChoice { height: 1; }
    """
    BINDINGS = [
        Binding("left,h", "step(-1)", "Colour before", show=False),
        Binding("right,l,space", "step(1)", "Next colour", show=False),
        *(Binding(str(number), f"pick({number - 1})", show=False) for number in range(1, len(COLOURS) + 1)),
    ]

    @dataclass
    class Picked(Message):
        """Another colour was chosen."""

        colour: str

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._at = list(COLOURS).index(colour)

    @property
    def colour(self) -> str:
        """The colour chosen, a key of `COLOURS`."""
        return list(COLOURS)[self._at]

    def action_step(self, count: int) -> None:
        """The next colour, or the one before; behind the last one the first."""
        self.action_pick((self._at + count) % len(COLOURS))

    def action_pick(self, number: int) -> None:
        """The colour at that place."""
        self._at = number
        self.refresh()
        self.post_message(self.Picked(self.colour))

    def on_focus(self) -> None:
        """The choice is drawn stronger."""
        self.refresh()

    def on_blur(self) -> None:
        """The choice is drawn weaker."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked."""
        starts = self._starts()
        found = [number for number, start in enumerate(starts) if start <= event.x]
        if found:
            self.action_pick(found[-1])

    def _names(self) -> list[str]:
        """What stands for each colour: the names give way where there is no room for them."""
        with_names = self.size.width >= 54
        texts = [f"{shape} {name}" if with_names else shape for name, shape in COLOURS.items()]
        return [f"[{text}]" if number == self._at else f" {text} " for number, text in enumerate(texts)]

    def _starts(self) -> list[int]:
        """The first column of each."""
        lengths = [cell_len(name) for name in self._names()]
        return [8 + sum(lengths[:number]) for number in range(len(lengths))]

    def render_line(self, y: int) -> Strip:
        """The colours in a row, the chosen one in brackets."""
        pieces: list[Piece] = [("accent" if self.has_focus else "quiet", "Colour  ")]
        for number, (name, text) in enumerate(zip(COLOURS, self._names(), strict=True)):
            pieces.append((f"strong {name}" if number == self._at else name, text))
        return self.strip_of(pieces if y == 0 else [])
