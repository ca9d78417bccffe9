"""The screen painted ahead and the application's own first screen are the same, cell for cell."""

from __future__ import annotations

from pathlib import Path

import pyte
import pytest
from test_reader import reader, screen_of
from textual.pilot import Pilot

from reader_tui.prepaint import Screen, screen_of_file
from reader_tui.prepaint_state import PrepaintState

SIZES = [(60, 18), (80, 24), (120, 40), (200, 50)]
PAGES = {
    "prose": "\n".join(f"第{n}段。河邊的風從早吹到晚，船夫說：「明天再走。」他把繩子繫好……又數了數袋裡的3公斤米——一粒不少。" for n in range(80)),
    "gaps": "\n\n".join(f"The ferry left at {n}:15 and nobody noticed; 沒有人注意。" for n in range(80)),
    "odd": "\n".join(["a\tbc\x1b[31m", "e\u0301" * 60, "🌊家", "　　縮排的一段，" * 9]),
}


def cells(data: bytes, size: tuple[int, int]) -> list[list[tuple[str, str, str]]]:
    """(character, foreground, background) of every cell but those of the status line and the panels."""
    screen = pyte.Screen(*size)
    pyte.ByteStream(screen).feed(data)
    return [[(cell.data, cell.fg, cell.bg) for x in range(size[0]) for cell in [screen.buffer[y][x]]] for y in range(size[1])]


async def app_cells(pilot: Pilot[None], size: tuple[int, int]) -> list[list[tuple[str, str, str]]]:
    pane = screen_of(pilot).current.pane
    rows = []
    for y in range(pane.size.height):
        row: list[tuple[str, str, str]] = []
        for segment in pane.render_line(y):
            assert segment.style is not None and segment.style.color is not None and segment.style.bgcolor is not None
            colours = tuple(colour.get_truecolor().hex[1:] for colour in (segment.style.color, segment.style.bgcolor))
            screen = pyte.Screen(size[0], 1)
            pyte.Stream(screen).feed("\x1b[?7l" + segment.text)
            row += [(screen.buffer[0][x].data, *colours) for x in range(segment.cell_length)]  # type: ignore[misc]
        rows.append(row)
    return rows


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
async def test_the_painted_screen_is_the_first_frame(tmp_path: Path, home: Path, name: str, size: tuple[int, int]) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(PAGES[name], encoding="utf-8")
    data = screen_of_file(str(path), PrepaintState(), Screen(*size))
    assert data is not None
    painted = cells(data, size)
    async with reader([path], home).run_test(size=size) as pilot:
        await pilot.pause()
        drawn = await app_cells(pilot, size)
    for y, row in enumerate(drawn):
        ahead = painted[y][: len(row)]
        assert "".join(cell[0] for cell in ahead) == "".join(cell[0] for cell in row), f"row {y}"
        inked = [(a, b) for a, b in zip(ahead, row, strict=True) if a[0].strip()]
        assert [a for a, _ in inked] == [b for _, b in inked], f"colours of row {y}"
        assert {cell[2] for cell in ahead} == {cell[2] for cell in row}
