"""The statutory holidays themselves, as 全国年节及纪念日放假办法 names them in each of its versions.

A notice tells which days are off; the law tells which of them are the holidays proper (正日), on which
duty weighs more. Versions: 1999 (from 2000), 2007 (from 2008), 2013 (from 2014), 2024 (from 2025).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from villagedesk.calendar.lunar import solar_date, solar_term


@lru_cache(maxsize=64)
def statutory_days(year: int) -> dict[date, str]:
    """The holidays proper of a year with their names, whether or not a notice is out."""
    found: dict[date, str] = {}

    def add(day: date, name: str) -> None:
        found[day] = f"{found[day]}、{name}" if day in found else name

    add(date(year, 1, 1), "元旦")
    new_year = solar_date(year, 1, 1)
    for day in _spring_days(year):
        add(new_year + timedelta(days=day), "春节")
    if year >= 2008:
        add(_clear_and_bright(year), "清明节")
    for day in range(1, _labour_days(year) + 1):
        add(date(year, 5, day), "劳动节")
    if year >= 2008:
        add(solar_date(year, 5, 5), "端午节")
    for day in (1, 2, 3):
        add(date(year, 10, day), "国庆节")
    if year >= 2008:
        add(solar_date(year, 8, 15), "中秋节")
    return dict(sorted(found.items()))


def _spring_days(year: int) -> range:
    """Days counted from the first day of the lunar year."""
    if year >= 2025:
        return range(-1, 3)
    return range(-1, 2) if 2008 <= year <= 2013 else range(3)


def _labour_days(year: int) -> int:
    if year >= 2025:
        return 2
    return 1 if year >= 2008 else 3


def _clear_and_bright(year: int) -> date:
    return next(day for day in (date(year, 4, d) for d in (4, 5, 6)) if solar_term(day) == "清明")
