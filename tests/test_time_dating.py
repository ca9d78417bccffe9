"""From what an article's own date is concluded, and from what it is not."""

from __future__ import annotations

from datetime import date

import pytest

from reader_tui.analysis.pipeline import analyse_document
from reader_tui.analysis.time.dating import find_document_date, find_reference_date
from reader_tui.text.model import Document

DAY = date(2024, 5, 7)


@pytest.mark.parametrize(
    "line",
    [
        "發布時間：2024年5月7日 20:31",
        "发布时间 2024-05-07 20:31",
        "【发布日期】2024/05/07",
        "(最后更新: 2024-05-07)",
        "日期：2024年5月7日上午9時，星期二",
        "来源：河港日报 时间：2024-05-07 20:31",
        "来源：河港日报  2024年05月07日 20:31",
        "來源：河港報／記者王小明 | 2024-05-07",
        "作者 王小明 2024-05-07",
        "王小明｜发表于 2024-05-07",
        "（記者王小明 台北7日電）2024-05-07",
        "新华社河港2024年5月7日电（记者王小明）新桥昨天通车。",
        "2024-05-07T20:31:05+08:00",
        "2024-05-07 20:31 来源：河港日报",
        "2024年5月7日，星期二",
        "2024年5月7日 河港",
    ],
)
def test_a_dateline_dates_the_article(line: str) -> None:
    assert find_reference_date(f"新桥通车\n{line}\n昨天，市长剪彩。") == (DAY, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "昨日，某厂电动车自2024年5月7日起降价。",
        "昨日开会。报名的截止时间为2024年5月7日。",
        "昨日，作者在2024年5月7日关闭的渡口采访。",
        "发布于2024年5月7日，这份报告昨天又被提起。",
        "昨日开会。\n2024年5月7日，他退休。",
        "昨日开会。\n截止日期：2024年5月7日",
        "昨日开会。\n时间：2024年5月7日至9日",
        "昨日开会。\n2024年5月7日至9日",
        "大事記\n2023年5月7日\n動工。\n2024年5月7日\n通車。",
        "新华社河港5月7日电 新桥昨天通车。",
        "2023年5月20日，公司表示明年第一季漲價。\n\n電價從2024年5月7日起調整。",
    ],
)
def test_what_a_sentence_tells_of_dates_no_article(text: str) -> None:
    assert find_reference_date(text) == (None, "unknown")


def test_a_line_with_the_time_of_day_dates_an_article_that_shows_other_days() -> None:
    assert find_reference_date("新橋通車\n2024-05-07 20:31\n很好。\n讀者來信\n2024-05-09\n是啊。") == (DAY, "dateline")


@pytest.mark.parametrize(
    ("title", "day"),
    [("2024年5月7日例行記者會", DAY), ("每日簡報（2024年5月7日）", DAY), ("电价自2024年5月7日起调整", None),
     ("2024年5月7日至9日的展覽", None)],
)
def test_a_title_is_of_the_day_at_its_edge(title: str, day: date | None) -> None:
    assert find_reference_date("昨天開會。", title)[0] == day


def test_without_a_dateline_relative_times_stay_open() -> None:
    timeline = analyse_document(Document("昨日，某厂电动车自2021年6月1日起涨价。")).timeline
    assert [(one.text, one.value) for one in timeline.times] == [("昨日", "PAST_REF"), ("2021年6月1日起", "2021-06-01/..")]


def test_the_date_that_a_document_states_comes_before_what_its_text_tells() -> None:
    text = "發布時間：2024年5月9日\n昨天，新橋通車。"
    document = Document(text, date="2024-05-07")
    assert find_document_date(document, text) == (DAY, "metadata")
    assert find_document_date(Document(text, date="2024-13-45"), text) == (date(2024, 5, 9), "dateline")
    assert [one.value for one in analyse_document(document).timeline.times][-1] == "2024-05-06"
    assert analyse_document(document, date(2020, 1, 1)).date_origin == "given"
