"""Seasons: the summer and winter hours of a shift, switched on dates that the office sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from villagedesk.roster.shift import Shift


@dataclass(frozen=True, slots=True)
class Season:
    """Other hours for one shift from one day of the year to another (`MM-DD`, both included, may pass new year)."""

    name: str
    from_md: str = field(metadata={"key": "from"})
    to_md: str = field(metadata={"key": "to"})
    shift: str = ""
    periods: tuple[tuple[str, str], ...] = ()
    start: str = ""
    end: str = ""

    def covers(self, day: date) -> bool:
        """Whether the season holds on that day."""
        return in_year_part(day, self.from_md, self.to_md)


def in_year_part(day: date, from_md: str, to_md: str) -> bool:
    """Whether `day` lies between two `MM-DD` bounds, which may pass the new year; empty bounds are open."""
    now = f"{day.month:02d}-{day.day:02d}"
    low, high = from_md or "01-01", to_md or "12-31"
    return low <= now <= high if low <= high else now >= low or now <= high


def in_season(shift: Shift, day: date, seasons: Sequence[Season]) -> Shift:
    """The shift with the hours that hold on that day."""
    for season in seasons:
        if season.shift in ("", shift.name) and season.covers(day):
            start = season.start or (season.periods[0][0] if season.periods else shift.start)
            end = season.end or (season.periods[-1][1] if season.periods else shift.end)
            return replace(shift, start=start, end=end, periods=season.periods or shift.periods)
    return shift
