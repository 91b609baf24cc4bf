"""What the page 今日 shows, as plain values, in two parts: who stands (at once) and all the rest (right after)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from villagedesk.calendar.day import Day
    from villagedesk.registers.deadlines import Due
    from villagedesk.services.roster.duties import OnDuty


@dataclass(frozen=True, slots=True)
class Stand:
    """One duty of today and whether its person has signed: the chip's word and tone."""

    duty: OnDuty
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Number:
    """One figure of this month beside last month's."""

    label: str
    unit: str
    now: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands today and in the next seven days."""

    village: str
    moment: datetime
    day: Day
    stands: tuple[Stand, ...]
    week: tuple[tuple[Day, tuple[OnDuty, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """The day's figures, what is due and what waits; `stands` again, now with who has signed."""

    stands: tuple[Stand, ...]
    numbers: tuple[Number, ...]
    visits: tuple[tuple[str, float], ...]
    due: tuple[Due, ...]
    waiting: tuple[tuple[str, int, str], ...]
    half_typed: str = ""
    """What was being typed when the program last closed, in words; empty when nothing was."""
