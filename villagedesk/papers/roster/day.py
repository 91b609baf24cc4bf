"""One day of the wall calendar: its number and lunar date, the leader large, the others below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from math import ceil

from villagedesk.base.document import Align, Cell, Fill, Role, Run
from villagedesk.papers.roster.posted import PostedDay, PostedName, PostedRoster, PostedSlot, name_runs, short_marks

_MM_TO_PT = 72 / 25.4
_LEADING = 0.31
"""The room between two lines of a day against the size of the month, as the writer of the PDF sets it."""
_SHEET_LINE = 1.27
"""The height of a line in a workbook, in ems."""
_NUMBER = 0.86
"""The number of the day against the leader's name."""
_NARROWEST = 0.82
"""How much smaller names may be set before they rather take one more line."""
_BUSY = 0.94
"""How much smaller a day is set that has more to say than most: hardly, or the month looks uneven."""
_Line = tuple[Run, ...]


class DayWriter:
    """Writes the days of one roster into cells of one width, in the size that is asked for.

    A day with more lines than most may be a little smaller, so that one busy day does not shrink all others.
    """

    def __init__(self, roster: PostedRoster, width_mm: float) -> None:
        slots = [slot for day in roster.days for slot in day.slots]
        counts = Counter(slot.shift for slot in slots if slot.leader) or Counter(slot.shift for slot in slots)
        self._usual = max(counts, key=lambda shift: counts[shift], default="")
        self._width = (width_mm - 3.0) * _MM_TO_PT
        held = [name.person for day in roster.days for slot in day.slots for name in slot.names]
        self._marks = short_marks([*(person.person for person in roster.people), *held])
        parts = sorted(_parts(day) for day in roster.days if day.slots)
        self._known: dict[tuple[date, float], list[_Line]] = {}
        self._most = parts[len(parts) * 3 // 4] if parts else 0

    def height_mm(self, day: PostedDay, size: float) -> float:
        """How high the day stands when the month is set in `size`."""
        lines = self._set(day, size)
        letters = size * _NUMBER + sum(max(run.size or size for run in line) for line in lines)
        tall = letters + size * (0.1 + _LEADING * max(len(lines) - 1, 0))
        return max(tall / _MM_TO_PT + 2.2, letters * _SHEET_LINE / _MM_TO_PT)

    def cell(self, day: PostedDay, size: float) -> Cell:
        """One day as a cell."""
        role = Role.WARN if day.rest else Role.STRONG
        runs: list[Run] = [Run(str(day.date.day), role, size * _NUMBER, line=not day.name)]
        if day.name:
            runs.append(Run(f" {day.name}", Role.WARN, min(size * 0.6, 11.0), line=True))
        for line in self._set(day, size):
            runs += [*line[:-1], Run(line[-1].text, line[-1].role, line[-1].size, line=True)]
        fill = Fill.MARK if day.changed else Fill.WEEKEND if day.rest else Fill.NONE
        corner = day.collective or day.lunar
        return Cell(runs=tuple(runs), fill=fill, align=Align.CENTER, corner=corner or " ", size=size)

    def _set(self, day: PostedDay, size: float) -> list[_Line]:
        """The lines of one day: smaller where it has more to say than most, and where a line is too wide."""
        if (day.date, size) not in self._known:
            own = size * _BUSY if _parts(day) > self._most else size
            lines = self._lines(day, own)
            while own > 7.0 and any(self._wide(line) > self._width for line in lines):
                own -= 0.5
                lines = self._lines(day, own)
            self._known[day.date, size] = lines
        return self._known[day.date, size]

    def _wide(self, line: _Line) -> float:
        return sum(_ems(run.text) * (run.size or 0.0) for run in line)

    def _lines(self, day: PostedDay, size: float) -> list[_Line]:
        lines: list[_Line] = []
        shifts = list(dict.fromkeys(slot.shift for slot in day.slots))
        for shift in shifts:
            slots = [slot for slot in day.slots if slot.shift == shift]
            main = self._usual if self._usual in shifts else shifts[0]  # the hours above the table say its name
            label = Run(f"{shift} ", Role.MUTED, max(size * 0.5, min(size, 7.5))) if shift != main else None
            lines += self._shift_lines(slots, label, size)
        return lines

    def _shift_lines(self, slots: Sequence[PostedSlot], label: Run | None, size: float) -> list[_Line]:
        lines: list[_Line] = []
        for slot in slots:
            if slot.leader:
                parts = tuple(part for name in self._names(slot, size) for part in name)
                line = (*([label] if label else []), *parts)
                tail = Run(f" {slot.post}", Role.MUTED, size * 0.5)
                fits = self._wide((*line, tail)) <= self._width  # bold says it already where there is no room
                lines.append((*line, tail) if fits else line)
                label = None
        members = [name for slot in slots if not slot.leader for name in self._names(slot, size * 0.85)]
        return [*lines, *self._wrapped(members, label)]

    def _names(self, slot: PostedSlot, size: float) -> list[_Line]:
        """Each name as its runs."""
        names: list[_Line] = []
        if slot.everyone:
            names.append((Run("全体干部", Role.STRONG if slot.leader else Role.BODY, size),))
        else:
            names += [name_runs(self._marks[name.person], _role(name, slot), size) for name in slot.names]
        if slot.missing:
            names.append((Run(f"缺{slot.missing}人", Role.WARN, size * 0.8),))
        return names

    def _wrapped(self, names: Sequence[_Line], label: Run | None) -> list[_Line]:
        """Names side by side in as few lines as the cell is wide enough for, the lines even."""
        if not names:
            return [(label,)] if label else []
        for rows in range(1, len(names) + 1):
            lines = _rows(names, label, ceil(len(names) / rows))
            narrow = min(1.0, *(self._width / self._wide(line) for line in lines))
            if narrow > _NARROWEST:
                return lines if narrow == 1.0 else [_squeezed(line, narrow) for line in lines]
        return [*([(label,)] if label else []), *names]


def _rows(names: Sequence[_Line], label: Run | None, across: int) -> list[_Line]:
    """So many names on a line, the label before the first."""
    lines: list[_Line] = []
    for i in range(0, len(names), across):
        runs: list[Run] = [label] if label and not i else []
        for place, name in enumerate(names[i : i + across]):
            gap = Run("　", size=(name[0].size or 0.0) * 0.55)
            runs += [*([gap] if place else []), *name]
        lines.append(tuple(runs))
    return lines


def _squeezed(line: _Line, part: float) -> _Line:
    return tuple(replace(run, size=(run.size or 0.0) * part) for run in line)


def _parts(day: PostedDay) -> int:
    """How much a day has to say: its leaders' lines and its other names."""
    shifts = {slot.shift for slot in day.slots}
    return len(shifts) + sum(1 if slot.everyone else len(slot.names) for slot in day.slots)


@cache
def _ems(text: str) -> float:
    return sum(0.3 if sign == " " else 0.6 if sign.isascii() else 1.0 for sign in text)


def _role(name: PostedName, slot: PostedSlot) -> Role:
    if name.changed:
        return Role.MARK
    return Role.STRONG if slot.leader else Role.BODY
