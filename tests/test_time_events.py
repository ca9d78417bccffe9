"""Events, their speakers and days of speaking, and events that several articles tell of."""

from __future__ import annotations

from datetime import date

import pytest

from reader_tui.analysis.claims import extract
from reader_tui.analysis.time import Timeline, analyse
from reader_tui.analysis.time.events import in_order
from reader_tui.analysis.time.merging import merge_events

REFERENCE = date(2025, 3, 12)


def timeline_of(text: str, reference: date = REFERENCE) -> Timeline:
    return analyse(text, reference, claims=extract(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("市長林大為昨天表示:「今天的雨下得很大,明天恐怕還會下。」", ["2025-03-11", "2025-03-11", "2025-03-12"]),
        ("「我們今天就開始修路。」局長陳小芳10日在記者會上說。", ["2025-03-10", "2025-03-10"]),
        ("总经理周平星期一告诉记者：“我们今天签了合同，明天就开工。”", ["2025-03-10", "2025-03-10", "2025-03-11"]),
        ("市長林大為表示:「今天的雨下得很大。」", ["2025-03-12"]),
        ("就2月18日的停電,發言人王力行今天說:「昨天的事我們都知道。」", ["2025-02-18", "2025-03-12", "2025-03-11"]),
        ("林大為昨天表示,今天不開會。", ["2025-03-11", "2025-03-12"]),
    ],
)
def test_direct_speech_is_seen_from_its_day(text: str, values: list[str]) -> None:
    assert [time.value for time in timeline_of(text).times] == values


def test_a_speaker_goes_on_speaking_on_the_same_day() -> None:
    text = "局長陳小芳10日在記者會上說:「今天就開始修路。」\n陳小芳說:「昨天已經通知了居民。」"
    assert [time.value for time in timeline_of(text).times] == ["2025-03-10", "2025-03-10", "2025-03-09"]


@pytest.mark.parametrize(
    ("text", "event", "head"),
    [
        ("去年夏天,老橋被沖走。", "去年夏天,老橋被沖走", "老橋被沖走"),
        ("大橋完工於2023年5月。", "大橋完工於2023年5月", "大橋完工"),
        ("有人說,「2023年5月橋就修好了」。", "2023年5月橋就修好了", "橋就修好了"),
        ("The bridge opened in May 2023.", "The bridge opened in May 2023.", "The bridge opened"),
    ],
)
def test_an_event_is_a_clause_with_a_head(text: str, event: str, head: str) -> None:
    [found] = analyse(text, REFERENCE).events
    assert (found.text, found.head.of(text) if found.head else None) == (event, head)


def test_the_innermost_speaker_of_a_time_is_named() -> None:
    text = "校長王小明表示,2023年5月,新爐子開始使用。2024年它壞了。"
    assert [event.speaker for event in timeline_of(text).events] == ["王小明", None]


def test_lengths_and_sets_are_no_events() -> None:
    assert analyse("修路花了三年,每週一都停工。", REFERENCE).events == ()


def test_a_vague_word_beside_a_date_is_no_event_of_its_own() -> None:
    [event] = analyse("去年夏天這裡曾經淹水。", REFERENCE).events
    assert event.time == 0


def test_dated_events_come_in_order_and_vague_ones_last() -> None:
    text = "近期要整修。2024年5月他回國,2019年以來沒有下雪,2019年3月動工。"
    assert [time.value for time, _ in in_order(analyse(text, REFERENCE))] == [
        "2019/..", "2019-03", "2024-05", "PAST_REF"]


def test_articles_that_tell_of_one_event_are_merged() -> None:
    merged = merge_events({
        "甲": analyse("2024年5月6日,臨江大橋正式通車。2024年6月展覽館開幕。", REFERENCE),
        "乙": analyse("临江大桥去年5月6日正式通车,车流很大。", REFERENCE),
        "丙": analyse("臨江大橋在2024年5月正式通車。今年元旦有遊行。", REFERENCE),
    })
    assert [(one.value, one.articles) for one in merged] == [
        ("2024-05-06", ("甲", "乙", "丙")), ("2024-06", ("甲",)), ("2025-01-01", ("丙",))]
    assert [source.time.text for source in merged[0].sources] == ["2024年5月6日", "去年5月6日", "2024年5月"]


def test_events_of_one_article_or_of_other_days_stay_apart() -> None:
    merged = merge_events({
        "甲": analyse("2024年5月6日臨江大橋通車,2024年5月6日臨江大橋通車。", REFERENCE),
        "乙": analyse("2024年5月7日臨江大橋通車。", REFERENCE),
    })
    assert [one.articles for one in merged] == [("甲",), ("甲",), ("乙",)]


@pytest.mark.parametrize(
    ("text", "event", "head"),
    [
        ("館長昨天表示：「我們不會搬走」。", "館長昨天表示：「我們不會搬走」", "表示：「我們不會搬走」"),
        ("館長昨天表示：「我們不會搬走。」讀者鼓掌。", "館長昨天表示：「我們不會搬走。」", "表示：「我們不會搬走。」"),
        ("馆长昨天说“门上写着‘不会搬走’”。", "馆长昨天说“门上写着‘不会搬走’”", "说“门上写着‘不会搬走’”"),
        ("館長昨天表示：「我們不會搬走，也不會關門。」", "館長昨天表示：「我們不會搬走", "表示：「我們不會搬走"),
        ("館長說「昨天門沒有關」。", "館長說「昨天門沒有關」", "門沒有關"),
        ("「昨天門沒有關」。", "昨天門沒有關", "門沒有關"),
        ('They said yesterday "we will not leave."', 'They said yesterday "we will not leave."', '"we will not leave."'),
    ],
)
def test_an_event_keeps_the_closing_mark_of_a_quotation_that_begins_in_it(text: str, event: str, head: str) -> None:
    [found] = analyse(text, date(2025, 1, 2)).events
    assert found.head is not None
    assert (found.text, found.span.of(text), found.head.of(text)) == (event, event, head)
