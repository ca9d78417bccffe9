"""Timelines as JSON, CSV, iCalendar, Markdown and tables."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

from reader_tui.analysis.claims import extract
from reader_tui.analysis.time import Timeline, analyse
from reader_tui.analysis.time.export import as_csv, as_ical, as_json, as_markdown, as_table, merged_as_table
from reader_tui.analysis.time.merging import merge_events
from reader_tui.text.width import cell_len

TEXT = "校長王小明說,2024年以來,爐子一直燒著。去年冬天,新爐子好用;3月10日上午9時30分,=爐子*停*了。近期要修。"


def timeline() -> Timeline:
    return analyse(TEXT, date(2025, 3, 12), claims=extract(TEXT))


def unfolded(calendar: str) -> list[str]:
    return calendar.replace("\r\n ", "").split("\r\n")


def test_json_has_exact_places_and_the_hours_that_values_leave_out() -> None:
    told = json.loads(json.dumps(as_json("a", timeline(), TEXT)))
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in told["times"] + told["events"])
    clock = next(one for one in told["times"] if one["precision"] == "minute")
    assert (clock["value"], clock["earliest"], clock["latest"]) == ("2025-03-10", "2025-03-10T09:30", "2025-03-10T09:31")
    assert told["times"][0]["latest"] is None
    head = told["events"][0]["head"]
    assert TEXT[head["start"] : head["end"]] == "爐子一直燒著"


def test_csv_has_a_row_an_event_and_no_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(timeline()))))
    assert [row["value"] for row in rows] == ["2024/..", "2024-12-01/2025-02-28", "2025-03-10", "PAST_REF"]
    assert rows[0]["speaker"] == "王小明"
    formula = analyse("=爐子2024年壞了", None)
    assert next(csv.DictReader(io.StringIO(as_csv(formula))))["event"] == "'=爐子2024年壞了"


def test_people_read_the_tense_of_what_is_not_dated_and_programs_the_value() -> None:
    told = analyse("近期開會。目前停電。工廠關閉三年後,工人回來了。", None)
    assert [line.split()[0] for line in as_table(told).split("\n")[1:-1]] == ["past", "present", "relative"]
    assert "- **past** 近期開會" in as_markdown(told)
    assert [one["value"] for one in as_json("a", told, "")["times"]] == ["PAST_REF", "PRESENT_REF", "after(P3Y, event)"]


def test_calendar_lines_are_folded_escaped_and_whole() -> None:
    calendar = as_ical(timeline())
    assert calendar.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    lines = unfolded(calendar)
    assert "SUMMARY:去年冬天\\,新爐子好用" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


def test_calendar_days_end_before_the_next_and_hours_are_local() -> None:
    lines = unfolded(as_ical(timeline()))
    assert lines[lines.index("DTSTART;VALUE=DATE:20241201") + 1] == "DTEND;VALUE=DATE:20250301"
    assert lines[lines.index("DTSTART:20250310T093000") + 1] == "DTEND:20250310T093100"
    [morning] = [line for line in unfolded(as_ical(analyse("3月10日上午停電。", date(2025, 3, 12)))) if "DTEND" in line]
    assert morning == "DTEND;VALUE=DATE:20250311"


def test_calendar_text_breaks_no_line() -> None:
    lines = unfolded(as_ical(analyse("2024年5月;甲\x07乙\\丙。", None)))
    assert all(re.match("[A-Z]+[;:]", line) for line in lines if line)
    [summary] = [line for line in lines if line.startswith("SUMMARY")]
    assert summary.startswith("SUMMARY:2024年5月\\;")
    assert summary.endswith("\\\\丙")
    assert "\x07" not in summary


def test_markdown_escapes_what_would_be_markup() -> None:
    markdown = as_markdown(timeline())
    assert "- **2025-03-10 09:30** 3月10日上午9時30分,=爐子\\*停\\*了" in markdown
    assert "(王小明)" in markdown


def test_tables_keep_their_width() -> None:
    table = as_table(timeline(), width=40)
    assert table.startswith("reference date: 2025-03-12\n")
    assert all(cell_len(line) <= 43 for line in table.split("\n"))
    assert as_table(analyse("沒有日子", None)) == "reference date: unknown\nno dates found\n"


def test_merged_tables_name_the_articles() -> None:
    merged = merge_events({"甲": analyse("2024年5月大橋正式通車。", None), "乙": analyse("大橋2024年5月正式通車了。", None)})
    assert merged_as_table(merged) == "2024-05  2024年5月大橋正式通車 [甲, 乙]\n"
    assert merged_as_table([]) == "no dates found\n"
