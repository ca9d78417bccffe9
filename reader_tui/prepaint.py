"""The first screen, painted before the framework is loaded.

Loading Textual takes longer than everything else at the start. So the head of the file is read, laid out and
written to the terminal first, in the same cells and colours that the application will draw; it then takes the
terminal over as it is. Whatever is out of the ordinary is left to the application: the answer is None then.
This module and all it imports must stay cheap: no `re`, no `pathlib`, nothing that loads them.
"""

# pathlib alone would take as long to load as the whole first screen
# ruff: noqa: PTH116, PTH119, PTH122
from __future__ import annotations

import os
import stat
import sys
import termios
from itertools import pairwise

from reader_tui.prepaint_state import read_state
from reader_tui.screen_plan import plan_screen
from reader_tui.terminal import TakenTerminal
from reader_tui.text.graphemes import cap_marks
from reader_tui.text.layout import LayoutOptions
from reader_tui.text.pages import page_rows, separates_by_blank_lines, text_column
from reader_tui.text.signs import UTF8_AS_GBK
from reader_tui.text.title import find_title
from reader_tui.text.width import cell_len
from reader_tui.text.wrapped import has_lines_of_one_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader_tui.prepaint_state import KeptScreen, Look, PrepaintState
    from reader_tui.text.pages import PageRow

WINDOW = 65_536
"""Bytes read before and behind the place of reading."""
PLAIN_SUFFIXES = ("", ".txt", ".text", ".log")
ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""Alternate screen, no cursor, no line wrap; the application's driver sends the same."""
SMALLEST = (40, 10)
"""Columns and rows below which nothing is painted ahead."""
_AIRY_FROM_ROWS = 16
"""From this height of a pane on an empty row parts the title from the text."""
_FIRST_PANE = "● "
_SIGNS_OF_DAMAGE = ("![", "](", "</", "<p", "<br", "/p>", "&nbsp;", "&amp;", "&#", ",,", "，，", "。。", "\ufffd",
                    "\u200b", "â€", "声明:", "声明：", "聲明:", "聲明：", "?。", "?，", "?、", "?；", "?：", "?！", "?？")
_SIGNS_OF_SITES = ("首页", "首頁", "主页", "主頁", "位置:", "位置：", "上一篇", "上一頁", "下一篇", "下一頁", "分享到", "分享至",
                   "字号", "字號", "字体", "字體", "公众号", "公眾號", "二维码", "二維碼", "广告", "廣告", "打印", "列印",
                   "浏览", "瀏覽", "登录", "登錄", "登入", "阅读全文", "閱讀全文")
_SENTENCE_ENDS = ("。", "！", "？", "」", "”")
_STRANGE = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ" + UTF8_AS_GBK)
"""Letters with the tone marks of pinyin, and characters that mojibake is full of."""
_WESTERN_LEADS = frozenset("ãäåæç")
"""What the first bytes of Chinese characters in UTF-8 show as in a Western encoding, along with è and é."""


class Screen:
    """The size of the terminal in cells, and whether it shows 24-bit colour."""

    __slots__ = ("columns", "has_true_colour", "rows")

    def __init__(self, columns: int, rows: int, has_true_colour: bool = True) -> None:
        self.columns = columns
        self.rows = rows
        self.has_true_colour = has_true_colour


def looks_clean(text: str) -> bool:
    """Whether nothing in ``text`` looks as if a repair would change it, judged cheaply and on the safe side.

    >>> looks_clean("还记得那句感慨吗"), looks_clean("已發(fā)展"), looks_clean("![]()")
    (True, False, False)
    >>> looks_clean("首页 > 新闻"), looks_clean("ä»Šå¤©"), looks_clean("零和博弈?？糠怄i")
    (False, False, False)
    """
    if not _STRANGE.isdisjoint(text) or any(sign in text for sign in _SIGNS_OF_DAMAGE):
        return False
    if not _WESTERN_LEADS.isdisjoint(text) and any(
            lead in _WESTERN_LEADS and "\x80" <= second <= "\xbf" for lead, second in pairwise(text)):
        return False
    return not any(map(_is_of_site, text.split("\n"))) and not has_lines_of_one_width(text)


def _is_of_site(line: str) -> bool:
    """Whether a line may be a path or a button of the site: it names one, and is no sentence."""
    return len(line) <= 90 and not line.endswith(_SENTENCE_ENDS) and any(sign in line for sign in _SIGNS_OF_SITES)


class Head:
    """The part of a file that the first screen needs; decoded, newlines normalised."""

    __slots__ = ("beginning", "skip", "text")

    def __init__(self, text: str, beginning: str, skip: int) -> None:
        self.text = text
        """From the beginning of a paragraph on, or from the saved place where that is too far away."""
        self.beginning = beginning
        """The first lines of the file."""
        self.skip = skip
        """Code points of ``text`` before the saved place."""


def read_head(path: str, offset: int = 0) -> Head | None:
    """What is at byte ``offset`` of a file; None unless it is a regular file of UTF-8 without NULs there."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not status.st_size:
            return None
        if offset >= status.st_size:
            offset = 0
        beginning = _decode(os.pread(descriptor, WINDOW, 0).removeprefix(b"\xef\xbb\xbf"))
        if not offset or beginning is None:
            return None if beginning is None else Head(beginning, beginning, 0)
        first = max(0, offset - WINDOW)
        around = os.pread(descriptor, offset - first + WINDOW, first)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    before, after = around[: offset - first], around[offset - first :]
    if first:  # the paragraph may begin before what was read: then the saved place has to do
        before = before[before.rfind(b"\n") + 1 :] if b"\n" in before else b""
    else:
        before = before.removeprefix(b"\xef\xbb\xbf")
        before = before[before.rfind(b"\n") + 1 :]
    told, text = _decode(before), _decode(before + after)
    return None if told is None or text is None else Head(text, beginning, len(told))


def _decode(data: bytes) -> str | None:
    """UTF-8 text, an incomplete last character left out; None for anything else."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(data) - 3 or error.reason != "unexpected end of data":
            return None
        text = data[: error.start].decode("utf-8")
    if "\0" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def compose_screen(head: Head, state: PrepaintState, screen: Screen, title: str,
                   is_clean: Callable[[str], bool] = looks_clean) -> bytes | None:
    """The bytes that draw the first screen of ``head``; None where a repair would change it, or it is tiny.

    Geometry is the application's: `plan_screen` gives the pane its part, `text_column` the text its place.
    """
    if screen.columns < SMALLEST[0] or screen.rows < SMALLEST[1]:
        return None
    plan = plan_screen(screen.columns, screen.rows, state.claims, state.timeline, state.zen)
    left, width = text_column(plan.text_columns, state.width)
    top = 2 if plan.text_rows >= _AIRY_FROM_ROWS else 1
    options = LayoutOptions(width, ambiguous=state.ambiguous, indent=state.indent, hang=state.hang,
                            strictness=state.strictness)
    text = head.text[: head.skip + (plan.text_rows + 2) * width]
    if not is_clean(text):
        return None
    rows = page_rows(text, options, state.spacing, separates_by_blank_lines(head.beginning))
    shown = [row for row in rows if row.end > head.skip][: max(0, plan.text_rows - top)]
    lines = [""] * screen.rows
    lines[0] = " " * left + _fit(_FIRST_PANE + title, min(width, plan.text_columns - left))
    for number, row in enumerate(shown, top):
        lines[number] = " " * (left + row.indent) + _drawn(text, row)
    return _paint(lines, state.look, screen).encode("utf-8", "replace")


def _drawn(text: str, row: PageRow) -> str:
    """What a row draws, safe for any terminal."""
    return _safe(cap_marks(text[row.start : row.visible_end]))


def _safe(line: str) -> str:
    """The line without anything a terminal obeys; its slow path is rare, and loads `re`."""
    if line.replace("\u3000", " ").isprintable():
        return line
    from reader_tui.text.floods import without_floods
    from reader_tui.text.sanitize import sanitize_line

    return without_floods(sanitize_line(line))


def _fit(line: str, width: int) -> str:
    """The line cut to ``width`` cells with an ellipsis, as titles are."""
    line = _safe(line)
    if cell_len(line) <= width:
        return line
    while line and cell_len(line) > width - 1:
        line = line[:-1]
    return line + "…"


def _paint(lines: list[str], look: Look, screen: Screen) -> str:
    """Every cell of the screen, line by line, so that no terminal has to clear with a colour."""
    deep = screen.has_true_colour
    plain = "\x1b[0m" + _colour(look.foreground, 38, deep) + _colour(look.background, 48, deep)
    title = "\x1b[1m" + _colour(look.title, 38, deep)
    status = "\x1b[0m" + _colour(look.quiet, 38, deep) + _colour(look.surface, 48, deep)
    painted = [ENTER]
    for number, line in enumerate(lines):
        style = status if number == len(lines) - 1 else plain + title if number == 0 else plain
        painted.append(f"\x1b[{number + 1};1H{style}{line}{' ' * (screen.columns - cell_len(line))}")
    return "".join(painted) + "\x1b[0m"


def _colour(value: str, layer: int, deep: bool) -> str:
    """The sequence for a ``#rrggbb`` colour; ``layer`` is 38 for the text and 48 for what is behind it."""
    red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
    if deep:
        return f"\x1b[{layer};2;{red};{green};{blue}m"
    return f"\x1b[{layer};5;{_nearest(red, green, blue)}m"


def _nearest(red: int, green: int, blue: int) -> int:
    """The colour of the 256 that Rich would take: greys where there is little hue, else the 6x6x6 cube."""
    high, low = max(red, green, blue) / 255, min(red, green, blue) / 255
    light = (high + low) / 2
    spread = high - low
    saturation = 0.0 if not spread else spread / (high + low if light <= 0.5 else 2 - high - low)
    if saturation < 0.15:
        grey = round(light * 25)
        return 16 if grey == 0 else 231 if grey == 25 else 231 + grey
    six = [value / 95 if value < 95 else 1 + (value - 95) / 40 for value in (red, green, blue)]
    return 16 + 36 * round(six[0]) + 6 * round(six[1]) + round(six[2])


def prepaint(path: str, home: str, environment: Mapping[str, str] = os.environ) -> TakenTerminal | None:
    """Paint the first screen of the file ``path``; None, and nothing is written, where that is not possible.

    ``home`` is the folder with the state file. The caller must call `TakenTerminal.restore` at its end in any case.
    """
    if not _is_capable(environment):
        return None
    try:
        size = os.get_terminal_size(1)
        columns, rows = (int(environment.get(name) or 0) or measured
                         for name, measured in (("COLUMNS", size.columns), ("LINES", size.lines)))
        deep = environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
        data = screen_of_file(path, read_state(home), Screen(columns, rows, deep))
        if data is None:
            return None
        painted = TakenTerminal(0, 2)
    except (OSError, ValueError, termios.error):
        return None
    try:
        painted.write(data)
    except OSError:
        painted.restore()
        return None
    painted.guard()
    return painted


def screen_of_file(path: str, state: PrepaintState, screen: Screen) -> bytes | None:
    """The first screen of a file: the one kept from last time if it still fits, else its head laid out."""
    place = state.files.get(os.path.realpath(path))
    if place is not None and place.screen is not None and _fits(path, place.screen, screen):
        return _paint([_safe(line) for line in place.screen.lines], state.look, screen).encode("utf-8", "replace")
    name = os.path.basename(path)
    if os.path.splitext(name)[1].lower() not in PLAIN_SUFFIXES or not state.is_plain:
        return None
    head = read_head(path, place.offset if place else 0)
    if head is None:
        return None
    return compose_screen(head, state, screen, place.title if place else find_title(head.beginning) or name)


def _fits(path: str, kept: KeptScreen, screen: Screen) -> bool:
    """Whether the file and the terminal are still those of the kept screen."""
    status = os.stat(path)
    return ((kept.columns, kept.rows, kept.size, kept.modified)
            == (screen.columns, screen.rows, status.st_size, status.st_mtime_ns)
            and len(kept.lines) == kept.rows)


def _is_capable(environment: Mapping[str, str]) -> bool:
    """Whether keys come from a terminal, and output goes to one that shows colours."""
    if environment.get("TERM", "dumb") in ("dumb", "unknown", "") or "NO_COLOR" in environment:
        return False
    if sys.stderr is None or sys.stderr.encoding.lower() not in ("utf-8", "utf8"):
        return False
    return all(os.isatty(descriptor) for descriptor in (0, 1, 2))
