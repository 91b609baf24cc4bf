"""A shift of the office, what it needs, and a duty: one person on one shift of one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Need:
    """How many of which post of duty a shift needs; `count` "all" asks for everybody who serves."""

    post: str
    count: int | Literal["all"] = 1


@dataclass(frozen=True, slots=True)
class When:
    """On which days a shift stands; the given conditions must all hold, lists are alternatives.

    `weekdays` 1 Monday … 7 Sunday; `kinds` are `DayKind` values; `month_days` 1…31; `dates` exact days;
    `from_md`/`to_md` are `MM-DD` bounds of a yearly season (Saturdays from 05-01 to 08-31);
    `moved_when` = "not_workday" with `to` = "next_workday" or "previous_workday" moves a month day.
    """

    weekdays: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    month_days: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()
    from_md: str = ""
    to_md: str = ""
    moved_when: Literal["", "not_workday"] = ""
    to: Literal["", "next_workday", "previous_workday"] = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """One kind of duty: hours, days, needs; `end` not after `start` means the next day (08:00–08:00: 24 h).

    `overnight` says so in so many words, as hours that look like a slip of the pen (17:30–08:30) must.

    `periods` are the parts of a broken day; `place` and `duties` are printed; `weight` multiplies its
    count in the fairness ledger.
    """

    name: str
    start: str
    end: str
    on: When = field(default_factory=When)
    needs: tuple[Need, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    place: str = ""
    duties: str = ""
    weight: int = 1
    overnight: bool = False

    def span(self, day: date) -> tuple[datetime, datetime]:
        """When a duty that starts on `day` begins and ends."""
        begin = datetime.combine(day, clock_time(self.start))
        end = datetime.combine(day, clock_time(self.end))
        if self.end == "24:00" or end <= begin:
            end += timedelta(days=1)
        return begin, end

    @property
    def night(self) -> bool:
        """Whether the shift covers midnight or begins at or after 18:00."""
        return clock_time(self.end) <= clock_time(self.start) or clock_time(self.start) >= time(18)


def spoken_hours(shift: Shift) -> str:
    """`08:30–17:30`, and for a shift into the next day `17:30–次日 08:30，共 15 小时`."""
    begin, end = shift.span(date(2000, 1, 1))
    if shift.end == "24:00" or end.date() == begin.date():
        return f"{shift.start}–{shift.end}"
    return f"{shift.start}–次日 {shift.end}，共 {(end - begin).total_seconds() / 3600:g} 小时"


@dataclass(frozen=True, slots=True)
class Duty:
    """One person (by label) on one post of one shift, on the day the shift starts."""

    date: date
    shift: str
    post: str
    person: str


def clock_time(text: str) -> time:
    """`08:30` as a time; `24:00` is midnight at the end of the day and reads as 00:00."""
    hour, minute = text.split(":")
    return time(int(hour) % 24, int(minute))
