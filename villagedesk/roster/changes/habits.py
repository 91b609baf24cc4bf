"""Habits over months that real duty does not show: nobody ever swaps, always the same weekday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from villagedesk.calendar.wording import WEEKDAYS
from villagedesk.roster.shift import Duty

FEW = 6
"""Under this many duties a habit says nothing."""
SAME = 0.8
"""From this share of duties on one weekday on, the record looks made up."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One person's duties over a stretch: how many, how many changed hands, and the most frequent weekday."""

    person: str
    duties: int
    swaps: int
    weekday: int
    weekday_share: float
    fixed: bool

    @property
    def never_swaps(self) -> bool:
        """Whether enough duties were stood and none ever changed hands."""
        return self.duties >= FEW and self.swaps == 0

    @property
    def same_weekday(self) -> bool:
        """Whether nearly all duties fall on one weekday."""
        return self.duties >= FEW and self.weekday_share >= SAME

    @property
    def says(self) -> str:
        """What a reader of the record should look into, or empty."""
        parts: list[str] = []
        if self.same_weekday:
            day = WEEKDAYS[self.weekday - 1]
            fixed = "（班表设定为固定）" if self.fixed else ""
            parts.append(f"{self.duties}班里{self.weekday_share:.0%}在周{day}{fixed}")
        if self.never_swaps:
            parts.append(f"{self.duties}班从未换班")
        return "，".join(parts)


def habits(
    people: Sequence[str], duties: Sequence[Duty], swaps: Mapping[str, int], fixed: Sequence[str] = ()
) -> tuple[Habit, ...]:
    """The habit of everybody, in the order of `people`; `swaps` counts the duties that changed hands."""
    found: list[Habit] = []
    for person in people:
        days = Counter(duty.date.isoweekday() for duty in duties if duty.person == person)
        total = sum(days.values())
        weekday, most = min(days.items(), key=lambda one: (-one[1], one[0])) if days else (0, 0)
        found.append(
            Habit(person, total, swaps.get(person, 0), weekday, most / total if total else 0.0, person in fixed)
        )
    return tuple(found)
