"""The Chinese calendar and the festivals that follow it."""

from __future__ import annotations

from datetime import date

import pytest

from reader_tui.analysis.time.festivals import festival_moment
from reader_tui.analysis.time.lunar import lunar_date, lunar_month, solar_term


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1900, 1, 1, date(1900, 1, 31)),
        (2020, 4, 29, date(2020, 5, 21)),
        (2024, 12, 29, date(2025, 1, 28)),
        (2033, 11, 1, date(2033, 11, 22)),
        (2100, 1, 1, date(2100, 2, 9)),
        (2025, 1, 30, date(2025, 2, 27)),
        (2025, 12, 30, None),
        (2025, 13, 1, None),
        (1850, 1, 1, None),
    ],
)
def test_lunar_days_are_gregorian_ones(year: int, month: int, day: int, expected: date | None) -> None:
    assert lunar_date(year, month, day) == expected


def test_a_leap_month_follows_its_namesake() -> None:
    plain, leap = lunar_month(2020, 4), lunar_month(2020, 4, leap=True)
    assert plain is not None
    assert leap is not None
    assert (plain[1] - plain[0]).days in (28, 29)
    assert (leap[0] - plain[1]).days == 1
    assert lunar_month(2020, 5, leap=True) is None


def test_every_year_is_whole() -> None:
    for year in range(1900, 2100):
        month = lunar_month(year, 12)
        assert month is not None
        start = lunar_date(year + 1, 1, 1)
        assert start is not None
        assert (start - month[1]).days == 1


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [("清明", 2024, date(2024, 4, 4)), ("清明", 2027, date(2027, 4, 5)), ("冬至", 2025, date(2025, 12, 21)),
     ("立春", 2021, date(2021, 2, 3)), ("立春", 1899, None)],
)
def test_solar_terms(name: str, year: int, expected: date | None) -> None:
    assert solar_term(year, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("春节", "2026-02-17"), ("除夕", "2026-02-16"), ("元宵节", "2026-03-03"), ("端午节", "2026-06-19"), ("中秋节", "2026-09-25"),
     ("重阳节", "2026-10-18"), ("母亲节", "2026-05-10"), ("感恩节", "2026-11-26"), ("复活节", "2026-04-05"), ("双十", "2026-10-10")],
)
def test_festivals_of_a_year(name: str, expected: str) -> None:
    moment = festival_moment(name, 2026, None, future=False)
    assert moment is not None
    assert moment.value() == expected


def test_without_a_year_the_nearest_festival_is_meant_or_the_next() -> None:
    november = date(2025, 11, 1)
    assert [moment.value() for future in (False, True)
            if (moment := festival_moment("中秋节", None, november, future=future)) is not None] == ["2025-10-06", "2026-09-25"]
