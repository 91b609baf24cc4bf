"""The second source of days off, laid beside the first: where chinesecalendar and holidays differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import holidays

from villagedesk.calendar.almanac import Almanac

FIRST, LAST = 2010, 2026


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A day that one source calls worked and the other off."""

    date: date
    works_here: bool
    works_there: bool


def disagreements(year: int) -> tuple[Disagreement, ...]:
    """Every day of a year on which the two packages differ about work, weekends and make-up workdays included."""
    here = Almanac()
    there = holidays.country_holidays("CN", years=year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
    return tuple(
        Disagreement(day, here.works(day), there.is_working_day(day))
        for day in days
        if here.works(day) != there.is_working_day(day)
    )
