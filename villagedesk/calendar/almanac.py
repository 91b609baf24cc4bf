"""The calendar of one office: notices, days set by hand and local days laid over law and weekends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from villagedesk.calendar.day import Day, DayKind
from villagedesk.calendar.law import statutory_days
from villagedesk.calendar.local import CollectiveDay, SpecialPeriod, collective_dates
from villagedesk.calendar.lunar import lunar_text, solar_term
from villagedesk.calendar.notice import Notice, NoticeDay, shipped


@dataclass(frozen=True, slots=True)
class Mark:
    """The kind of a day and the name of the holiday it belongs to."""

    kind: DayKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Almanac:
    """Everything the office knows about days: `notices` by year (its own before the shipped ones), `hand`
    for single days, and what it laid on them itself."""

    notices: Mapping[int, Notice] = field(default_factory=dict[int, Notice])
    hand: Mapping[date, Mark] = field(default_factory=dict[date, Mark])
    collective: tuple[CollectiveDay, ...] = ()
    special: tuple[SpecialPeriod, ...] = ()
    _years: dict[int, dict[date, Mark]] = field(default_factory=dict[int, dict[date, Mark]], repr=False, compare=False)

    def published(self, year: int) -> bool:
        """Whether the notice of that year is out, as far as this office knows."""
        return year in self.notices or shipped(year) is not None

    def mark(self, day: date) -> Mark:
        """Kind and holiday name of a day."""
        if day in self.hand:
            return self.hand[day]
        if day.year not in self._years:
            self._years[day.year] = self._marks(day.year)
        usual = Mark(DayKind.WEEKEND if day.isoweekday() > 5 else DayKind.WORKDAY)
        return self._years[day.year].get(day, usual)

    def works(self, day: date) -> bool:
        """Whether offices are open on that day."""
        return self.mark(day).kind.works

    def day(self, day: date) -> Day:
        """One day with everything on it."""
        return self.days(day, day)[0]

    def days(self, first: date, last: date) -> tuple[Day, ...]:
        """Every day from `first` to `last`, both included."""
        local = self._collective(first, last)
        found: list[Day] = []
        for count in range((last - first).days + 1):
            day = first + timedelta(days=count)
            mark = self.mark(day)
            found.append(
                Day(
                    day,
                    mark.kind,
                    mark.name,
                    lunar_text(day),
                    solar_term(day),
                    "、".join(local.get(day, ())),
                    "、".join(period.name for period in self.special if period.covers(day)),
                    self.published(day.year),
                )
            )
        return tuple(found)

    def _marks(self, year: int) -> dict[date, Mark]:
        law = statutory_days(year)
        marks: dict[date, Mark] = {}
        if self.published(year):
            marks = {day: Mark(DayKind.STATUTORY_HOLIDAY, name) for day, name in law.items()}
        for item in self._named(year):
            marks[item.date] = _mark(item, law)
        return marks

    def _named(self, year: int) -> list[NoticeDay]:
        """The days of a year that any notice names; a December day may stand in the notice of the next year."""
        known = shipped(year)
        packed = known.days if known else ()
        if year in self.notices:
            packed = tuple(item for item in packed if item.date.month == 12)
        own = [*self.notices[year].days] if year in self.notices else []
        after = self.notices[year + 1].days if year + 1 in self.notices else ()
        return [item for item in (*packed, *own, *after) if item.date.year == year]

    def _collective(self, first: date, last: date) -> dict[date, list[str]]:
        found: dict[date, list[str]] = {}
        month = (first - timedelta(days=31)).replace(day=1)
        while self.collective and month <= last + timedelta(days=31):
            for rule in self.collective:
                for day in collective_dates(rule, month.year, month.month, self.works):
                    if first <= day <= last and rule.name not in found.setdefault(day, []):
                        found[day].append(rule.name)
            month = (month + timedelta(days=31)).replace(day=1)
        return found


def _mark(item: NoticeDay, law: Mapping[date, str]) -> Mark:
    if item.off:
        kind = DayKind.STATUTORY_HOLIDAY if item.date in law else DayKind.HOLIDAY_REST
        return Mark(kind, law.get(item.date, item.name))
    return Mark(DayKind.MAKE_UP_WORKDAY if item.date.isoweekday() > 5 else DayKind.WORKDAY, item.name)
