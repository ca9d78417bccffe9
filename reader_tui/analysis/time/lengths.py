"""Lengths of time: how they look, and how ISO 8601 writes them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from reader_tui.analysis.time.grammar import NUMBER
from reader_tui.analysis.time.moments import Moment, integer, month_after, safe_date

_CODES = {"世纪": "C", "季度": "Q", "季": "Q", "周": "W", "星期": "W", "礼拜": "W", "小时": "H", "钟头": "H", "钟": "H",
          "分钟": "MIN", "分": "MIN", "秒": "S", "秒钟": "S", "天": "D", "日": "D", "昼夜": "D", "工作日": "D", "年": "Y",
          "周年": "Y", "年度": "Y", "月": "M", "学期": "Q"}
SEVERAL = "(?:[一二两三四五六七八九]{2}|几|数|多|若干|好几|十几|几十|数十|数百|上百)"
UNIT = r"(?P<unit>世纪|年代|年度|年|月|季度|周年|周|星期|礼拜|天|日|小时|钟头|分钟|钟|分|秒钟|秒|昼夜|工作日)"
_BEFORE = (
    "过去的?|最近的?|近这?|最近这|未来的?|今后的?|接下来的?|往后的?|此后的?|之前的?|再过|前|后|头|这|长达|为期|历时|将近|约|大约|超过|至少|逾|"
    "不到|整整|随后的?|其后的?|上|下"
)
LENGTH = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?:(?P<low>{NUMBER})个?(?:年|月|天|周|小时)?(?:至|到|-|－|~|～|–|—)(?P<high>{NUMBER})|(?P<count>半|大半|{SEVERAL}|{NUMBER}(?:[.]\d)?))"
    rf"(?P<more>多|余|来|几)?个?(?P<half_more>半)?(?P<more_after>多|余)?{UNIT}(?P<half_after>半)?"
    r"(?P<rest>(?:[零又]?\d{1,2}|[零又]?[一二两三四五六七八九十]{1,3})(?:个月|天|小时|分钟?|秒钟?)(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:天|小时|分钟?|秒钟?))?)?"
    r"(?P<odd>多|余)?(?P<about>左右|上下|以上|以内(?=左右))?"
    r"(?P<after>之前|以前|前(?![往来夕述])|之后|以后|过后|后(?![期续代备者面勤])|以来|之内|以内|内(?![阁政部容地外])|来(?![自到说])|之间|间(?!接)|期间|中(?![国央心期学部]))?"
)
_PIECE = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个)?(月|天|小时|分钟?|秒钟?)")


def code_of(unit: str) -> str:
    """C, Y, Q, M, W, D, H, MIN or S for a unit as written, such as 個月."""
    return _CODES[unit.removeprefix("个")]


def duration(count: float, unit: str) -> str:
    """A length of time as ISO 8601 writes it, such as P3Y, P1Y6M, PT30M.

    >>> duration(3, "年"), duration(1.5, "年"), duration(0.5, "小时"), duration(2, "周")
    ('P3Y', 'P1Y6M', 'PT30M', 'P2W')
    """
    code = code_of(unit)
    if code == "C":
        return f"P{int(count * 100)}Y"
    if code == "Q":
        return f"P{int(count * 3)}M"
    whole, half = int(count), count - int(count) >= 0.5
    if code == "Y" and half:
        return f"P{whole}Y6M" if whole else "P6M"
    if code == "M" and half:
        return f"P{whole}M15D" if whole else "P15D"
    if code == "D" and half:
        return f"P{whole}DT12H" if whole else "PT12H"
    if code == "H":
        return (f"PT{whole}H30M" if whole else "PT30M") if half else f"PT{whole}H"
    if code == "MIN":
        return (f"PT{whole}M30S" if whole else "PT30S") if half else f"PT{whole}M"
    return f"PT{whole}S" if code == "S" else f"P{whole}{code}"


def compound(count: float, unit: str, rest: str) -> str:
    """A length in several units, such as 一年三個月.

    >>> compound(1, "年", "三个月十天"), compound(2, "小时", "20分钟")
    ('P1Y3M10D', 'PT2H20M')
    """
    if code_of(unit) == "W":
        count, unit = count * 7, "天"
    days, hours = _split(duration(count, unit))
    for number, piece in pieces(rest):
        more_days, more_hours = _split(duration(number, piece))
        days = _summed(days, more_days)
        hours += more_hours
    return f"P{days}T{hours}" if hours else f"P{days}"


def _summed(days: str, more: str) -> str:
    """Two day parts of a length, days added to days: 7D and 2D are 9D."""
    if more.endswith("D") and days.endswith("D") and days[:-1].isdecimal():
        return f"{int(days[:-1]) + int(more[:-1])}D"
    return days + more


def pieces(rest: str) -> list[tuple[int, str]]:
    """Numbers and units of what follows the first unit of a length.

    >>> pieces("零三个月十天")
    [(3, '月'), (10, '天')]
    """
    return [(integer(number) or 0, unit) for number, unit in _PIECE.findall(rest)]


def _split(value: str) -> tuple[str, str]:
    days, _, hours = value[1:].partition("T")
    return days, hours


def shifted(reference: date, count: float, unit: str) -> Moment:
    """The moment ``count`` units after a date (before, where negative), as precise as the unit is.

    >>> shifted(date(2025, 3, 12), -0.5, "年").value(), shifted(date(2025, 3, 12), 2, "周").value()
    ('2024-09', '2025-03-26')
    """
    code = code_of(unit)
    months = {"Y": 12, "M": 1, "Q": 3, "C": 1200}.get(code)
    if months is None:
        days = {"W": 7.0, "D": 1.0, "H": 1 / 24, "MIN": 1 / 1440, "S": 0.0}[code] * count
        return Moment.of(reference + timedelta(days=int(days)))
    year, month = month_after(reference.year, reference.month, int(count * months))
    if not 1 <= year <= 9999:
        return Moment()
    return Moment(year) if code in ("Y", "C") and count == int(count) else Moment(year, month)


def day_shifted(reference: date, count: float, unit: str) -> date:
    """The day ``count`` units after a date, the last of the month where that has fewer days."""
    moment = shifted(reference, count, unit)
    if moment.day is not None:
        return moment.whole_day() or reference
    year, month = moment.year or reference.year, moment.month or reference.month
    return next(day for back in range(4) if (day := safe_date(year, month, reference.day - back)) is not None)
