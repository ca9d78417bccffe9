"""Write the table of the Chinese calendar, from the `lunar_python` package (MIT): `python tests/bench/lunar_table.py`.

Needs ``pip install lunar_python``, which the project itself does without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parents[2] / "reader_tui" / "analysis" / "data" / "lunar_years.txt"
FIRST, LAST = 1900, 2100
HEAD = """\
# The Chinese calendar, a line a year: Gregorian year, its lunar new year (month-day), leap month (0: none), length of
# each lunar month in order (1: 30 days, 0: 29; a leap month behind its namesake), days of the 24 solar terms from
# 小寒, two in each Gregorian month. Written by tests/bench/lunar_table.py from lunar_python 1.4.8 (MIT, by 6tail).
"""


def row(year: int, lunar: Any) -> str:
    """The line of one year; ``lunar`` is the package."""
    months = [month for month in lunar.LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    leap = next((-month.getMonth() for month in months if month.getMonth() < 0), 0)
    lengths = "".join("1" if month.getDayCount() == 30 else "0" for month in months)
    start = lunar.Lunar.fromYmd(year, 1, 1).getSolar()
    terms = sorted({day.toYmd() for other in (year - 1, year, year + 1)
                    for day in lunar.Lunar.fromYmd(other, 1, 1).getJieQiTable().values() if day.getYear() == year})
    days = "".join(day[-2:] for day in terms)
    return f"{year} {start.getMonth():02d}-{start.getDay():02d} {leap} {lengths} {days}\n"


def main() -> None:
    """Write the table."""
    import lunar_python

    TABLE.write_text(HEAD + "".join(row(year, lunar_python) for year in range(FIRST, LAST + 1)), encoding="utf-8")


if __name__ == "__main__":
    main()
