"""Counting in working days, with any calendar that can say whether a day is worked."""

from __future__ import annotations

from datetime import date, timedelta

from villagedesk.calendar.local import Works

_DAY = timedelta(days=1)


def add_working_days(day: date, count: int, works: Works) -> date:
    """The working day `count` working days after `day` (before it when negative); `day` itself is not counted.

    With 0 it is `day`, or the next working day when `day` is none.
    """
    step = -_DAY if count < 0 else _DAY
    left = abs(count)
    if left == 0:
        while not works(day):
            day += step
        return day
    while left:
        day += step
        left -= works(day)
    return day


def working_days_between(first: date, last: date, works: Works) -> int:
    """How many working days lie from `first` to `last`, both included; 0 when `last` is before `first`."""
    return sum(works(first + _DAY * n) for n in range((last - first).days + 1))
