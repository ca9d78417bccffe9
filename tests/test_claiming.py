"""Claims corrected in the sidebar: keys are pressed, and what is stored is looked at after the article is read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_reader import press, reader, screen_of, settled
from textual.pilot import Pilot

from reader_tui.tui.claims_list import SidebarClaim, signs, speaker_of
from reader_tui.tui.claims_sidebar import ClaimsSidebar
from reader_tui.tui.status_line import StatusLine

TEXT = ("河邊的發(fā)電站和碼(mǎ)頭(tóu)都在計(jì)劃(huà)裡。\n\n鎮長林大同昨天說，新橋明年春天就會完工。\n\n"
        "發言人王小明指出，舊橋可能會保留三年，預算不超過兩億元。\n\n"
        "河邊的居民不太相信這些話。\n")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def sidebar(pilot: Pilot[None]) -> ClaimsSidebar:
    return screen_of(pilot).query_one(ClaimsSidebar)


def selected(pilot: Pilot[None]) -> SidebarClaim:
    item = sidebar(pilot).selected
    assert item is not None
    return item


def said(item: SidebarClaim) -> str:
    return item.claim.content[0].text


def listed(pilot: Pilot[None]) -> list[str]:
    panel = sidebar(pilot)
    return [text for y in range(panel.size.height) if (text := panel.render_line(y).text.strip(" ▌●"))]


def told(pilot: Pilot[None]) -> str:
    """The word in the status line."""
    return screen_of(pilot).query_one(StatusLine).status.notice


async def into_sidebar(pilot: Pilot[None]) -> None:
    await settled(pilot)
    screen_of(pilot).set_focus(sidebar(pilot))
    await pilot.pause()


async def typed(pilot: Pilot[None], text: str) -> None:
    """Answer the prompt with a text, whatever stands in it."""
    await pilot.press("ctrl+u", "ctrl+k", *text, "enter")
    await pilot.pause()


async def test_another_speaker_is_kept_over_a_restart(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        await press(pilot, "w")
        await typed(pilot, "副鎮長")
        assert speaker_of(selected(pilot).claim) == "副鎮長"
        assert signs(selected(pilot)).endswith("✎")
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        assert speaker_of(selected(pilot).claim) == "副鎮長"
        await press(pilot, "U")
        assert speaker_of(selected(pilot).claim) == "林大同"
        await press(pilot, "U")
        assert told(pilot) == "no correction to take back"


async def test_a_claim_is_trimmed_to_typed_words(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        await press(pilot, "j t")
        await typed(pilot, "舊橋可能會保留三年")
        item = selected(pilot)
        assert said(item) == "舊橋可能會保留三年"
        assert item.claim.content[0].span.of(TEXT) == "舊橋可能會保留三年"
        assert screen_of(pilot).current.article.repair_edits
        await press(pilot, "t")
        await typed(pilot, "新橋")
        assert said(selected(pilot)) == "舊橋可能會保留三年"
        assert "not trimmed" in told(pilot)


async def test_a_claim_is_trimmed_to_the_selection(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        await press(pilot, "j enter v l l l")
        screen_of(pilot).set_focus(sidebar(pilot))
        await press(pilot, "t")
        assert said(selected(pilot)) == "舊橋可能"
        assert screen_of(pilot).current.selection is None


async def test_hidden_claims_go_and_come_back(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        before = len(screen_of(pilot).current.article.claims)
        await press(pilot, "x")
        assert len(screen_of(pilot).current.article.claims) == before - 1
        assert not any("新橋" in row for row in listed(pilot))
        await press(pilot, "H k")
        assert signs(selected(pilot)) == "·✎⊘"
        await press(pilot, "x")
        assert len(screen_of(pilot).current.article.claims) == before


async def test_a_selection_becomes_a_claim(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await press(pilot, "河 邊 的 居 enter v l l l l l l l l l c")
        await typed(pilot, "記者")
        [made] = [one.claim for one in screen_of(pilot).current.article.reviewed if one.changes]
        assert (speaker_of(made), made.content[0].text) == ("記者", "河邊的居民不太相信這")
        assert made.content[0].span.of(TEXT) == "河邊的居民不太相信這"


async def test_verdicts_go_round_and_are_filtered_by(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        verdicts = []
        for _ in range(4):
            await press(pilot, "v")
            verdicts.append(selected(pilot).verdict)
        assert verdicts == ["supported", "disputed", "open", "supported"]
        await press(pilot, "a")
        await typed(pilot, "查過公文")
        assert selected(pilot).note == "查過公文"
        assert any("查過公文" in row for row in listed(pilot))
        await press(pilot, "slash")
        await typed(pilot, "verdict:supported")
        assert "Claims 1 of" in listed(pilot)[0]


async def test_corrections_outlive_an_edit_of_the_file(page: Path, home: Path) -> None:
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        await press(pilot, "v v w")
        await typed(pilot, "副鎮長")
    page.write_text("本報訊\n\n" + TEXT.replace("昨天說", "昨天下午說"), encoding="utf-8")
    async with reader([page], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        item = selected(pilot)
        assert (speaker_of(item.claim), item.verdict) == ("副鎮長", "disputed")
        assert item.claim.cue is not None and item.claim.cue.text == "說"


async def test_without_a_selected_claim_that_is_said(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("河邊的風從早吹到晚。\n", encoding="utf-8")
    async with reader([path], home).run_test(size=(120, 40)) as pilot:
        await into_sidebar(pilot)
        for key in "wtxvaf":
            await press(pilot, key)
            assert told(pilot).startswith("no claim"), key
