"""THE command table. Key bindings, palette, help, footer and the README's key table all come from here.

Keys are written as in vim: a printable key is itself, others are named in angle brackets (``<space>``,
``<c-d>``, ``<pagedown>``), a sequence is written out (``]c``, ``<c-w>h``), and ``{char}`` at the end takes the next
key as an argument (``m{char}``). A count may come before any command (``5j``, ``50%``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

SCOPES = {
    "reader": "Reading",
    "visual": "With a selection",
    "claims": "In the claims sidebar",
    "timeline": "In the timeline",
}
"""Where a key means something: the scope's name and its heading in the help. Keys that a scope does not
have fall through to the reader's."""


class Command(NamedTuple):
    """One thing the user can do."""

    id: str
    """Names the command in the settings file and, as ``action_…``, the method that does it."""
    keys: tuple[str, ...]
    title: str
    help: str
    """One sentence for the help screen and the palette."""
    group: str = "Moving"
    scope: str = "reader"
    footer: bool = False
    """Whether the status line hints at it."""
    palette: bool = True
    """Whether the palette offers it; single steps would only be noise there."""

    @property
    def action(self) -> str:
        """The action's name as Textual writes it: ``next-claim`` is done by ``action_next_claim``."""
        return self.id.replace("-", "_")


def _step(id: str, keys: str, title: str, help: str, group: str = "Moving", scope: str = "reader") -> Command:
    """A command that only makes sense on its key, so the palette leaves it out."""
    return Command(id, tuple(keys.split()), title, help, group, scope, palette=False)


def _command(id: str, keys: str, title: str, help: str, group: str, scope: str = "reader", *,
             footer: bool = False) -> Command:
    return Command(id, tuple(keys.split()), title, help, group, scope, footer=footer)


COMMANDS: tuple[Command, ...] = (
    _step("line-down", "j <down> <c-e> <enter>", "Line down", "Scroll one line down, or as many as the count says."),
    _step("line-up", "k <up> <c-y>", "Line up", "Scroll one line up, or as many as the count says."),
    _step("page-down", "<space> f <pagedown> <c-f>", "Page down", "Scroll one page down."),
    _step("page-up", "b <pageup> <c-b>", "Page up", "Scroll one page up."),
    _step("half-page-down", "d <c-d>", "Half page down", "Scroll half a page down."),
    _step("half-page-up", "u <c-u>", "Half page up", "Scroll half a page up."),
    _command("go-top", "g <home>", "Go to the top", "Go to the beginning of the article.", "Moving"),
    _command("go-bottom", "G <end>", "Go to the end", "Go to the end of the article.", "Moving"),
    _step("go-percent", "%", "Go to a percentage", "Go to the percentage given as the count: 50% is the middle."),
    _step("next-paragraph", "}", "Next paragraph", "Go to the next paragraph."),
    _step("previous-paragraph", "{", "Previous paragraph", "Go to the previous paragraph."),
    _step("next-sentence", ")", "Next sentence", "Go to the next sentence."),
    _step("previous-sentence", "(", "Previous sentence", "Go to the previous sentence."),
    _step("next-section", "]]", "Next section", "Go to the next heading."),
    _step("previous-section", "[[", "Previous section", "Go to the previous heading."),
    _step("next-claim", "]c", "Next claim", "Go to the next claim in the text.", "Claims and time"),
    _step("previous-claim", "[c", "Previous claim", "Go to the previous claim in the text.", "Claims and time"),
    _step("next-event", "]e", "Next event", "Go to the next dated event in the text.", "Claims and time"),
    _step("previous-event", "[e", "Previous event", "Go to the previous dated event in the text.", "Claims and time"),
    _step("next-highlight", "]h", "Next note", "Go to the next highlight, note or bookmark.", "Notes"),
    _step("previous-highlight", "[h", "Previous note", "Go to the previous highlight, note or bookmark.", "Notes"),
    _step("next-repair", "]r", "Next repair", "Go to the next place that was repaired.", "Repairs and script"),
    _step("previous-repair", "[r", "Previous repair", "Go to the previous repair.", "Repairs and script"),
    _command("search", "/", "Search", "Search the text; lines and scripts do not matter.", "Searching", footer=True),
    _step("next-match", "n", "Next match", "Go to the next match.", "Searching"),
    _step("previous-match", "N", "Previous match", "Go to the previous match.", "Searching"),
    _step("search-word", "*", "Search this word", "Search for the word under the cursor.", "Searching"),
    _command("list-matches", "F", "List matches", "List all matches with what stands around them.", "Searching"),
    _command("search-pattern", "|", "Search by expression", "Search by a regular expression, in either script.",
             "Searching"),
    _step("set-mark", "m{char}", "Set a mark", "Remember this place under a letter.", "Marks and history"),
    _step("go-mark", "'{char}", "Go to a mark", "Go to the place remembered under a letter; '' goes back.",
          "Marks and history"),
    _command("show-marks", "B", "Marks", "List the marks and go to one.", "Marks and history"),
    _step("history-back", "H <c-o>", "Back", "Go back to where you were before the last jump.", "Marks and history"),
    _step("history-forward", "L", "Forward", "Go forward again.", "Marks and history"),
    _command("select", "v", "Select", "Select text by characters from the cursor.", "Selecting"),
    _command("select-lines", "V", "Select paragraphs", "Select text by whole paragraphs.", "Selecting"),
    _command("note", "a", "Write a note", "Write a note on the selection, or change the one under the cursor.", "Notes"),
    _command("tag", "#", "Tag", "Tag the selection, or the note under the cursor.", "Notes"),
    _command("colour", "C", "Next colour", "Change the colour of the highlight under the cursor, or of the next one made.",
             "Notes"),
    _command("bookmark", "M", "Bookmark", "Set or take away a bookmark on this paragraph.", "Notes"),
    _command("delete-note", "x", "Delete the note", "Delete the highlight or note under the cursor.", "Notes"),
    _command("undo", "U", "Undo", "Take back the last change to notes and highlights.", "Notes"),
    _command("redo", "<c-r>", "Redo", "Make the change again that was taken back.", "Notes"),
    _command("show-notes", "A", "All notes", "List every highlight and note of the library.", "Notes"),
    _command("show-library", "O", "Library", "Choose an article from the library, or search all their texts.", "Files"),
    _command("show-speakers", "P", "Speakers", "List who said what, when and where, over the library.", "Claims and time"),
    _command("reference-date", "D", "Date of the article", "Give the date that its relative times are read against.",
             "Claims and time"),
    _command("show-contents", "t", "Contents", "List the headings and go to one.", "Panels"),
    _command("analyse-here", "<f5>", "Analyse here", "Look for claims and dates around here, in a text too long to be "
             "analysed whole.", "Claims and time"),
    _command("show-image", "I", "Image", "Show the image here, as well as the terminal can.", "Panels"),
    _command("show-links", "l", "Links", "List the links; where one leads is shown before it is followed.", "Panels"),
    _command("toggle-claims", "c", "Claims", "Show the claims sidebar, go into it, or close it.", "Panels", footer=True),
    _command("toggle-timeline", "T", "Timeline", "Show the timeline, go into it, or close it.", "Panels", footer=True),
    _step("next-pane", "<tab> <c-w>w", "Next pane", "Go to the next pane or panel.", "Panes"),
    _step("previous-pane", "<s-tab> <c-w>p", "Previous pane", "Go to the previous pane or panel.", "Panes"),
    _step("pane-left", "<c-w>h <c-w><left>", "Pane to the left", "Go to the pane on the left.", "Panes"),
    _step("pane-right", "<c-w>l <c-w><right>", "Pane to the right", "Go to the pane on the right.", "Panes"),
    _command("split-pane", "<c-w>v <c-w>s", "Split", "Open this article in a second pane.", "Panes"),
    _command("close-pane", "<c-w>q <c-w>c", "Close pane", "Close this pane.", "Panes"),
    _command("only-pane", "<c-w>o", "Only this pane", "Close all other panes.", "Panes"),
    _step("widen-pane", "<c-w>>", "Wider pane", "Give this pane more room.", "Panes"),
    _step("narrow-pane", "<c-w><lt>", "Narrower pane", "Give this pane less room.", "Panes"),
    _command("equal-panes", "<c-w>=", "Equal panes", "Give all panes the same room.", "Panes"),
    _command("align-pane", "\\", "Align the other pane", "Show the same claim, date or words in the other pane.",
             "Panes"),
    _command("toggle-repair", "R", "Original or repaired", "Flip between the repaired text and the original.",
             "Repairs and script", footer=True),
    _command("next-script", "S", "Next script", "Show the text in the next script: Simplified, Traditional, as written.",
             "Repairs and script"),
    _command("choose-script", "<f4>", "Script", "Choose among all script views and OpenCC configurations.",
             "Repairs and script"),
    _command("toggle-folds", "<f8>", "Folded passages", "Show what was folded away, or fold it again.", "Repairs and script"),
    _command("show-repairs", "E", "Repairs", "List what was repaired and why; switch repairs off and on.",
             "Repairs and script"),
    _command("new-rule", "&", "New repair rule", "Make a rule of your own: find and replace, shown before it is kept.",
             "Repairs and script"),
    _command("edit-rules", "<f6>", "Edit repair rules", "Open the file of your own rules in your editor.",
             "Repairs and script"),
    _command("mark-changes", "<f7>", "Mark changes", "Underline what repairs and conversion changed.",
             "Repairs and script"),
    _command("show-original", "^", "Original here", "Say what the source has under the cursor.", "Repairs and script"),
    _command("toggle-step", "=", "In step", "Let panes of one article move together, or apart.", "Panes"),
    _command("look-up", "K", "Look up", "Reading, other forms and occurrences of the word under the cursor.", "Searching"),
    _step("wider", "+", "Wider text", "Make the lines longer.", "View"),
    _step("narrower", "-", "Narrower text", "Make the lines shorter.", "View"),
    _command("zen", "z", "Zen", "Hide everything but the text.", "View"),
    _command("toggle-theme", "<f2>", "Light or dark", "Change between the light and the dark theme.", "View"),
    _command("info", "i", "Information", "Show what is known about this article.", "View"),
    _command("edit", "e", "Edit", "Open the file in your editor ($VISUAL, $EDITOR).", "Files"),
    _command("reload", "r", "Reload", "Read the file again.", "Files"),
    _command("open", "o", "Open", "Choose another file to open.", "Files"),
    _command("help", "? <f1>", "Help", "Show all keys; type to filter.", "Program", footer=True),
    _command("palette", ": <c-p>", "Commands", "Find a command by its name.", "Program"),
    _command("back", "q", "Back", "Close what is open last; with nothing left, quit.", "Program"),
    _command("quit", "Q <c-c>", "Quit", "Quit at once; your place is kept.", "Program"),
    _step("cancel", "<escape>", "Cancel", "Cancel a selection, a search or half a command.", "Program"),
    _step("select-left", "h <left>", "Character left", "Move the end of the selection left.", "Selecting", "visual"),
    _step("select-right", "l <right>", "Character right", "Move the end of the selection right.", "Selecting",
          "visual"),
    _step("select-down", "j <down>", "Line down", "Move the end of the selection down a line.", "Selecting", "visual"),
    _step("select-up", "k <up>", "Line up", "Move the end of the selection up a line.", "Selecting", "visual"),
    _step("select-word", "w", "Next word", "Move to the next word; Chinese words count.", "Selecting", "visual"),
    _step("select-word-back", "b", "Previous word", "Move to the word before.", "Selecting", "visual"),
    _step("select-word-end", "e", "End of word", "Move to the end of the word.", "Selecting", "visual"),
    _step("select-sentence", "is", "Sentence", "Select the sentence.", "Selecting", "visual"),
    _step("select-paragraph", "ip", "Paragraph", "Select the paragraph.", "Selecting", "visual"),
    _step("swap-ends", "o", "Other end", "Move the other end of the selection.", "Selecting", "visual"),
    _command("highlight", "<enter>", "Highlight", "Highlight the selection.", "Notes", "visual"),
    _command("claim-add", "c", "Add a claim", "Make a claim of the selection.", "Claims and time", "visual"),
    _command("copy", "y", "Copy", "Copy the selection as the source has it.", "Selecting", "visual"),
    _step("claims-down", "j <down>", "Next claim", "Go to the claim below.", "Claims and time", "claims"),
    _step("claims-up", "k <up>", "Previous claim", "Go to the claim above.", "Claims and time", "claims"),
    _step("claims-choose", "<enter> <space>", "Go there", "Show the claim's evidence in the text.",
          "Claims and time", "claims"),
    _step("claims-filter", "/", "Filter", "Filter by words, by:name, kind:direct, has:hedge, is:negated, verdict:open …",
          "Claims and time", "claims"),
    _command("claims-order", "s", "Order", "By speaker, or in reading order.", "Claims and time", "claims"),
    _step("claim-speaker", "w", "Said by", "Say who makes this claim.", "Claims and time", "claims"),
    _step("claim-trim", "t", "Trim", "Keep only the selected words of this claim, or those typed.", "Claims and time",
          "claims"),
    _step("claim-hide", "x", "Hide", "Hide what is no claim, or bring it back.", "Claims and time", "claims"),
    _step("claim-verdict", "v", "Verdict", "Mark the claim as supported, disputed, open.", "Claims and time", "claims"),
    _step("claim-note", "a", "Why", "Note why.", "Claims and time", "claims"),
    _step("claim-link", "f", "Follow the link", "Go to the claim of another article that goes with this one; 2f to the "
          "second.", "Claims and time", "claims"),
    _step("claims-undo", "U", "Take back", "Take back the last correction.", "Claims and time", "claims"),
    _step("claims-hidden", "H", "Hidden claims", "Show hidden claims, or no longer.", "Claims and time", "claims"),
    _step("timeline-next", "l <right> j <down>", "Next event", "Go to the next event.", "Claims and time", "timeline"),
    _step("timeline-previous", "h <left> k <up>", "Previous event", "Go to the event before.", "Claims and time",
          "timeline"),
    _step("timeline-choose", "<enter> <space>", "Go there", "Show the event's sentence in the text, open a cluster.",
          "Claims and time", "timeline"),
    _step("timeline-zoom-in", "+ =", "Zoom in", "Show a shorter stretch of time, the selected event staying where it is.", "Claims and time", "timeline"),
    _step("timeline-zoom-out", "-", "Zoom out", "Show a longer stretch of time, the selected event staying where it is.", "Claims and time", "timeline"),
    _step("timeline-earlier", "<lt>", "Earlier", "Move the axis towards the past.", "Claims and time", "timeline"),
    _step("timeline-later", ">", "Later", "Move the axis towards the future.", "Claims and time", "timeline"),
    _step("timeline-fit", "0", "Show all", "Show the whole time that the articles speak of.", "Claims and time",
          "timeline"),
    _step("timeline-list", "t", "List or axis", "Change between the axis and a list.", "Claims and time", "timeline"),
    _command("timeline-library", "L", "Whole library", "Put every article of the library on the axis, or only the open "
             "ones.", "Claims and time", "timeline"),
    _step("timeline-filter", "/", "Filter", "Filter events by words, by:speaker, in:title, when:2025.", "Claims and time",
          "timeline"),
)


def by_id(command_id: str) -> Command:
    """The command of that id; KeyError where there is none."""
    return _BY_ID[command_id]


def by_group() -> Iterator[tuple[str, list[Command]]]:
    """Commands under their headings, both in the order of the table."""
    groups: dict[str, list[Command]] = {}
    for command in COMMANDS:
        groups.setdefault(command.group, []).append(command)
    yield from groups.items()


_BY_ID = {command.id: command for command in COMMANDS}
