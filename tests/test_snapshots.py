"""How the program looks: a few pictures, compared. Update them with `pytest tests/test_snapshots.py --snapshot-update`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import textual
from test_reader import press, reader, settled
from textual.pilot import Pilot

pytestmark = pytest.mark.skipif(textual.__version__ != "8.2.8", reason="the pictures were taken with Textual 8.2.8")

PAGE = (
    "河邊的燈\n那年冬天，河邊還沒有路燈。校長王小明說：「燈明年就會亮。」我們走回家要花很久，風從早吹到晚，"
    "船夫把繩子繫好，又數了數袋裡的米。\n2021年5月，第一盞燈亮了。2023年以來，燈一直亮著——誰也不知道是誰點的……\n"
) * 3


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "river.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "size", "keys", "theme"),
    [
        ("small", (80, 24), "slash 燈 enter", "dark"),
        ("panels", (120, 40), "c j j", "dark"),
        ("light", (120, 40), "T l l", "light"),
        ("help", (100, 30), "question_mark", "dark"),
    ],
)
def test_it_looks_as_it_did(snap_compare: Callable[..., bool], page: Path, home: Path, name: str, size: tuple[int, int],
                            keys: str, theme: str) -> None:
    async def prepare(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, keys)
        await pilot.pause(1.0)

    assert snap_compare(reader([page], home, theme=theme), run_before=prepare, terminal_size=size)
