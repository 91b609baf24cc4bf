"""Deadlines: from a date field, over days or working days, until a state stops the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from villagedesk.registers.definition import Deadline, Register

Works = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: of which book or case, by when, and how many days are left (negative: overdue).

    `kind` is the book's id, or `mediation` for a case; `key` finds the thing again; `escalates_to` names who
    takes over.
    """

    kind: str
    key: str
    title: str
    name: str
    due_on: date
    days_left: int
    working_days_left: int
    state: str = ""
    person: str = ""
    escalates_to: str = ""
    id: int = 0
    due_at: datetime | None = None
    minutes_left: int | None = None

    @property
    def overdue(self) -> bool:
        """Whether the day, or the very moment where hours count, has passed."""
        return self.days_left < 0 if self.minutes_left is None else self.minutes_left < 0

    @property
    def pressing(self) -> bool:
        """Whether it must be seen to now: overdue, due today, or within two hours where hours count."""
        return self.days_left <= 0 if self.minutes_left is None else self.minutes_left <= 120

    @property
    def words(self) -> str:
        """还有 3 天, 今天到期, 逾期 2 天; where hours count 还有 1 小时 20 分, 超时 3 小时."""
        minutes = self.minutes_left
        if minutes is not None and -2880 < minutes < 2880:
            return f"超时 {_hours(-minutes)}" if minutes < 0 else f"还有 {_hours(minutes)}"
        if self.days_left < 0:
            return f"逾期 {-self.days_left} 天"
        return "今天到期" if not self.days_left else f"还有 {self.days_left} 天"


@dataclass(frozen=True, slots=True)
class Running:
    """The deadline that ends first: its day, and its moment where hours count."""

    deadline: Deadline
    due_on: date
    due_at: datetime | None = None

    @property
    def end(self) -> datetime:
        """When it ends, a day at its last minute."""
        return self.due_at or datetime.combine(self.due_on, time(23, 59))


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} 小时" if hours else "", f"{rest} 分" if rest or not hours else "") if part
    )


def due_day(deadline: Deadline, start: date, works: Works) -> date:
    """The last day in time; working days are counted from the day after the start."""
    if deadline.days is not None:
        return start + timedelta(days=deadline.days)
    return add_working_days(start, deadline.working_days or 0, works)


def add_working_days(start: date, count: int, works: Works) -> date:
    """The day `count` working days after `start`; counting 0 gives the first working day not before it."""
    day = start
    while count == 0 and not works(day):
        day += timedelta(days=1)
    while count > 0:
        day += timedelta(days=1)
        count -= works(day)
    return day


def working_days_between(start: date, end: date, works: Works) -> int:
    """How many working days lie after `start` up to `end`; negative when `end` is earlier."""
    low, high = min(start, end), max(start, end)
    if (high - low).days > 400:
        return round((end - start).days * 5 / 7)
    count = sum(works(low + timedelta(days=i)) for i in range(1, (high - low).days + 1))
    return count if end >= start else -count


def next_due(register: Register, state: str, facts: Mapping[str, Any], works: Works) -> Running | None:
    """The earliest deadline that still runs in this state; None when nothing is due."""
    if state in register.ends:
        return None
    running: list[Running] = []
    for deadline in register.deadlines:
        value = facts.get(deadline.from_)
        fits = all(str(facts.get(name) or "") == wanted for name, wanted in deadline.where.items())
        if state not in deadline.until and value and fits:
            running.append(_running(deadline, str(value), works))
    return min(running, key=lambda one: one.end, default=None)


def _running(deadline: Deadline, start: str, works: Works) -> Running:
    if deadline.hours is not None and len(start) > 10:
        end = datetime.fromisoformat(start) + timedelta(hours=deadline.hours)
        return Running(deadline, end.date(), end)
    return Running(deadline, due_day(deadline, date.fromisoformat(start[:10]), works))
