"""Cells that hold clock times of one person and day, turned into rows and rejected lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from villagedesk.base.errors import Problem
from villagedesk.devices.moments import read_times
from villagedesk.devices.reading import Batch, Row, day_fault, problem
from villagedesk.devices.sheets.grid import Value, shown
from villagedesk.people.badges import clean_badge

_NO_PUNCH = re.compile(r"[\s\-—–/\\.,，、()（）*×√○△☆※◇|]*(?:[^\d:：]*)[\s\-—–]*")
_MINUTES = tuple(f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(1440))
_GLUED = re.compile(r"(?:(?:[01]\d|2[0-3]):[0-5]\d)+", re.ASCII)


@dataclass(slots=True)
class Collector:
    """Gathers the punches of a report; the machine says only the minute, so seconds are 00."""

    today: date
    to_minute: bool = True
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    starts: dict[date | None, str] = field(default_factory=dict)
    clocks: dict[Value, Sequence[str]] = field(default_factory=dict)

    def batch(self) -> Batch:
        """What was gathered."""
        return Batch(self.rows, tuple(self.problems), dict(self.names))

    def person(self, number: str, name: str) -> str:
        """The badge that a report's person has: the number, or the name where there is no number."""
        badge = clean_badge(number.strip("-—")) or "".join(name.strip("-—").split())
        if badge and name and name != badge:
            self.names[badge] = name
        return badge

    def reject(self, line: int, text: str, reason: str) -> None:
        """One rejected punch; report sheets have no byte offset."""
        self.problems.append(problem(line, -1, text, reason))

    def cell(self, badge: str, day: date | None, value: Value, line: int, text: str) -> None:
        """All times of one cell: the punches of `badge` on `day`; `day` None stands for a day that is not."""
        start = self._start(day)
        clocks = _usual(value) if self.to_minute else ()
        if start and badge and clocks:
            self.rows += [(badge, start + clock, "", "", line, text) for clock in clocks]
        else:
            self._slow(badge, day, value, line, text)

    def row_cells(self, badge: str, cells: Sequence[tuple[int, date | None, Value]], line: int) -> None:
        """The cells of one person, each with its number of the day, its day and what it holds."""
        rows, starts = self.rows, self.starts
        for number, day, value in cells:
            start = starts.get(day)
            if start is None:
                start = self._start(day)
            if start and type(value) is str and _GLUED.fullmatch(value):
                text = f"{badge} {number}日 {value}"
                for i in range(0, len(value), 5):
                    rows.append((badge, f"{start}{value[i : i + 5]}:00", "", "", line, text))
            else:
                said = shown(value).replace("\n", " ")
                self.cell(badge, day, value, line, f"{badge} {number}日 {said}")

    def day_cells(self, badge: str, day: date | None, values: Sequence[Value], line: int) -> None:
        """All times of several cells which belong to one day; together they are one raw text."""
        start, known = self._start(day), [self._clocks(value) for value in values]
        if start and badge and all(known):
            clocks = [clock for one in known for clock in one]
            text = f"{badge} {start}{' '.join(clocks)}"
            self.rows += [(badge, start + clock, "", "", line, text) for clock in clocks]
            return
        text = f"{badge} {' '.join(map(shown, values))}"
        for value in values:
            self.cell(badge, day, value, line, text)

    def _slow(self, badge: str, day: date | None, value: Value, line: int, text: str) -> None:
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

    def _start(self, day: date | None) -> str:
        """How a moment of this day begins; empty for a day on which nobody can have punched."""
        start = self.starts.get(day)
        if start is None:
            start = f"{day} " if day is not None and not day_fault(day.isoformat(), self.today) else ""
            self.starts[day] = start
        return start

    def _clocks(self, value: Value) -> Sequence[str]:
        """The times of a usual cell (`08:0117:30`, or a time), remembered; none for any other kind of cell."""
        clocks = self.clocks.get(value)
        if clocks is None:
            clocks = self.clocks[value] = _usual(value) if self.to_minute else ()
        return clocks

    def add(self, badge: str, at: str, line: int, text: str, state: str = "", verify: str = "") -> None:
        """One punch, unless its date cannot be."""
        reason = day_fault(at[:10], self.today)
        if reason:
            self.reject(line, text, reason)
        else:
            self.rows.append((badge, at, state, verify, line, text))


def _usual(value: Value) -> Sequence[str]:
    if type(value) is str:
        return [f"{value[i : i + 5]}:00" for i in range(0, len(value), 5)] if _GLUED.fullmatch(value) else ()
    if type(value) is time:
        # float noise: 07:59:59.999997 is eight o'clock
        minute = round(value.hour * 60 + value.minute + value.second / 60 + value.microsecond / 6e7)
    elif type(value) is float and 0 <= value < 1:
        minute = round(value * 1440)
    else:
        return ()
    return _MINUTES[minute : minute + 1]
