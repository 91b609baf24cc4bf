"""The lunar date and the solar term of a day (GB/T 33661, through lunar-python)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from lunar_python import Lunar, Solar  # pyright: ignore[reportMissingTypeStubs]

_MONTHS = ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")


def _lunar(day: date) -> Any:
    return Solar.fromYmd(day.year, day.month, day.day).getLunar()  # pyright: ignore


@lru_cache(maxsize=4096)
def lunar_text(day: date) -> str:
    """`腊月十三`, `闰六月初一`: month and day of the lunar calendar."""
    lunar = _lunar(day)
    month = int(lunar.getMonth())
    return ("闰" if month < 0 else "") + _MONTHS[abs(month) - 1] + str(lunar.getDayInChinese())


@lru_cache(maxsize=4096)
def solar_term(day: date) -> str:
    """The solar term that falls on this day (冬至), or nothing."""
    return str(_lunar(day).getJieQi())


def solar_date(year: int, month: int, day: int) -> date:
    """The day on which a lunar date of lunar `year` falls."""
    found: Any = Lunar.fromYmd(year, month, day).getSolar()  # pyright: ignore
    return date(found.getYear(), found.getMonth(), found.getDay())
