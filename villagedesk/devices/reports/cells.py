"""Cells that hold clock times of one person and day, turned into rows and rejected lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from villagedesk.base.errors import Problem
from villagedesk.devices.moments import read_times
from villagedesk.devices.reading import Batch, Row, day_fault, problem
from villagedesk.devices.sheets.grid import Value, shown
from villagedesk.people.badges import clean_badge

_NO_PUNCH = re.compile(r"[\s\-—–/\\.,，、()（）*×√○△☆※◇|]*(?:[^\d:：]*)[\s\-—–]*")


_GLUED = re.compile(r"(?:\d\d:\d\d)+")
_CLOCKS = frozenset(f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in range(60))


@dataclass(slots=True)
class Collector:
    """Gathers the punches of a report; the machine says only the minute, so seconds are 00."""

    today: date
    to_minute: bool = True
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    faults: dict[date, str] = field(default_factory=dict)

    def batch(self) -> Batch:
        """What was gathered."""
        return Batch(self.rows, tuple(self.problems), dict(self.names))

    def person(self, number: str, name: str) -> str:
        """The badge that a report's person has: the number, or the name where there is no number."""
        badge = clean_badge(number) or "".join(name.split())
        if badge and name and name != badge:
            self.names[badge] = name
        return badge

    def reject(self, line: int, text: str, reason: str) -> None:
        """One rejected punch; report sheets have no byte offset."""
        self.problems.append(problem(line, -1, text, reason))

    def cell(self, badge: str, day: date | None, value: Value, line: int, text: str) -> None:
        """All times of one cell: the punches of `badge` on `day`; `day` None stands for a day that is not."""
        if type(value) is str and badge and day is not None and self._glued(badge, day, value, (line, text)):
            return
        if value is None or value == "" or (isinstance(value, str) and _NO_PUNCH.fullmatch(value)):
            return
        times, wrong = read_times(value, to_minute=self.to_minute)
        for piece in wrong:
            self.reject(line, piece, "impossible_date" if ":" in piece or "：" in piece else "malformed")
        for clock, later in times:
            if day is None:
                self.reject(line, f"{text} {shown(value)}", "impossible_date")
            elif not badge:
                self.reject(line, f"{text} {clock}", "no_badge")
            else:
                self.add(badge, f"{(day + timedelta(days=later)).isoformat()} {clock}", line, text)

    def _glued(self, badge: str, day: date, value: str, place: tuple[int, str]) -> bool:
        """The usual cell (`08:0117:30`) in one sweep; False when it is another kind of cell or day."""
        if _GLUED.fullmatch(value) is None:
            return False
        if day not in self.faults:
            self.faults[day] = day_fault(day.isoformat(), self.today)
        clocks = [value[i : i + 5] for i in range(0, len(value), 5)]
        if self.faults[day] or not _CLOCKS.issuperset(clocks):
            return False
        line, text = place
        self.rows += [(badge, f"{day} {clock}:00", "", "", line, text) for clock in clocks]
        return True

    def add(self, badge: str, at: str, line: int, text: str, state: str = "", verify: str = "") -> None:
        """One punch, unless its date cannot be."""
        reason = day_fault(at[:10], self.today)
        if reason:
            self.reject(line, text, reason)
        else:
            self.rows.append((badge, at, state, verify, line, text))
