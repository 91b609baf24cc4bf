"""Deadlines: from a date field, over days or working days, until a state stops the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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

    @property
    def overdue(self) -> bool:
        """Whether the day has passed."""
        return self.days_left < 0


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


def next_due(register: Register, state: str, facts: Mapping[str, Any], works: Works) -> tuple[date, Deadline] | None:
    """The earliest deadline that still runs in this state; None when nothing is due."""
    if state in register.ends:
        return None
    running: list[tuple[date, Deadline]] = []
    for deadline in register.deadlines:
        value = facts.get(deadline.from_)
        fits = all(str(facts.get(name) or "") == wanted for name, wanted in deadline.where.items())
        if state not in deadline.until and value and fits:
            running.append((due_day(deadline, date.fromisoformat(str(value)[:10]), works), deadline))
    return min(running, key=lambda pair: pair[0], default=None)
