"""值班公示表 as a month: a wall calendar whose names are read from two metres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from villagedesk.base.document import Align, Cell, Column, Document, Fill, Head, PageSetup, Role, Row, Run, Table
from villagedesk.papers.roster.foot import beside_mm, foot, top_line
from villagedesk.papers.roster.posted import (
    WEEKDAYS,
    PostedDay,
    PostedName,
    PostedRoster,
    PostedSlot,
    name_runs,
    short_marks,
)

_Line = tuple[Run, ...]
_MM_TO_PT = 72 / 25.4


def document(roster: PostedRoster, head: Head, paper: str = "A4") -> Document:
    """The month table for the wall, landscape on A4 or A3."""
    page = PageSetup(paper, landscape=True, top_mm=12, bottom_mm=13, left_mm=14, right_mm=14, one_page=True)
    big = paper == "A3"
    foot_size = 14.0 if big else 10.5
    weeks = _weeks(roster.days)
    across = 5
    beside = beside_mm(roster, foot_size, across, page.body_width_mm) + (17.0 if big else 15.0)  # title, weekdays
    row_mm = max(18.0, (page.size_mm[1] - page.top_mm - page.bottom_mm - beside) / len(weeks))
    writer = _DayWriter(roster, page.body_width_mm / 7, row_mm, 25.0 if big else 17.0)
    table = Table(
        tuple(Column(page.body_width_mm / 7) for _ in range(7)),
        head=(tuple(_weekday(i, big) for i in range(7)),),
        rows=tuple(_row(week, writer) for week in weeks),
        row_mm=row_mm,
        head_mm=11.0 if big else 9.0,
        size=writer.size,
        name="roster",
    )
    title = f"{head.village} {roster.month_words}干部坐班值班公示表"
    blocks = (
        top_line(roster, foot_size, page.body_width_mm),
        table,
        *foot(roster, head, size=foot_size, people_across=across, width_mm=page.body_width_mm),
    )
    return Document(f"值班公示表{roster.first:%Y-%m}", title, blocks, page, subject="值班公示表")


def _weekday(index: int, big: bool) -> Cell:
    return Cell(f"星期{WEEKDAYS[index]}", role=Role.HEAD, fill=Fill.HEAD, size=17.0 if big else 13.0)


def _weeks(days: Sequence[PostedDay]) -> list[list[PostedDay | None]]:
    """Days in rows from Monday to Sunday; None where the month has no day."""
    if not days:
        return [[None] * 7]
    by_date = {day.date: day for day in days}
    monday = days[0].date - timedelta(days=days[0].date.weekday())
    weeks: list[list[PostedDay | None]] = []
    while monday <= days[-1].date:
        weeks.append([by_date.get(monday + timedelta(days=i)) for i in range(7)])
        monday += timedelta(days=7)
    return weeks


def _row(week: Sequence[PostedDay | None], writer: _DayWriter) -> Row:
    blanks = (Cell(fill=Fill.WEEKEND if i > 4 else Fill.NONE) for i in range(7))
    return tuple(writer.cell(day) if day else blank for day, blank in zip(week, blanks, strict=True))


class _DayWriter:
    """Writes days into cells in one size; the few days too full for it get a smaller one."""

    def __init__(self, roster: PostedRoster, width_mm: float, row_mm: float, largest: float) -> None:
        counts = Counter(slot.shift for day in roster.days for slot in day.slots)
        self._usual = max(counts, key=lambda shift: counts[shift], default="")
        self._width = (width_mm - 3.0) * _MM_TO_PT
        self._room = (row_mm - 3.0) * _MM_TO_PT
        self._largest = largest
        held = [name.person for day in roster.days for slot in day.slots for name in slot.names]
        self._marks = short_marks([*(person.person for person in roster.people), *held])
        fitting = sorted(self._fitting(day, largest) for day in roster.days if day.slots)
        self.size = fitting[len(fitting) // 3] if fitting else largest

    def _fitting(self, day: PostedDay, largest: float) -> float:
        """The largest size in which the day fits its cell."""
        size = largest
        while size > 7.0 and not self._fits(day, size):
            size -= 0.5
        return size

    def cell(self, day: PostedDay) -> Cell:
        """One day: number and lunar date above, the leader large, the others below."""
        role = Role.WARN if day.rest else Role.STRONG
        runs: list[Run] = [Run(str(day.date.day), role, min(self._largest * 0.92, self.size * 1.2), line=True)]
        for line in self._lines(day, self._fitting(day, self.size)):
            runs += [*line[:-1], Run(line[-1].text, line[-1].role, line[-1].size, line=True)]
        fill = Fill.MARK if day.changed else Fill.WEEKEND if day.rest else Fill.NONE
        corner = day.name or day.collective or day.lunar
        return Cell(runs=tuple(runs), fill=fill, align=Align.CENTER, corner=corner or " ", size=self.size)

    def _fits(self, day: PostedDay, size: float) -> bool:
        lines = self._lines(day, size)
        tall = size * 1.1 + sum(max(run.size or size for run in line) * 1.36 for line in lines)
        return tall <= self._room and all(self._wide(line) <= self._width for line in lines)

    def _wide(self, line: _Line) -> float:
        return sum((0.3 if sign == " " else 0.6 if sign.isascii() else 1.0) * (run.size or self._largest)
                   for run in line for sign in run.text)  # fmt: skip

    def _lines(self, day: PostedDay, size: float) -> list[_Line]:
        lines: list[_Line] = []
        shifts = list(dict.fromkeys(slot.shift for slot in day.slots))
        for shift in shifts:
            slots = [slot for slot in day.slots if slot.shift == shift]
            named = len(shifts) > 1 and shift != self._usual
            label = Run(f"{shift} ", Role.MUTED, size * 0.6) if named else None
            lines += self._shift_lines(slots, label, size)
        return lines

    def _shift_lines(self, slots: Sequence[PostedSlot], label: Run | None, size: float) -> list[_Line]:
        lines: list[_Line] = []
        for slot in slots:
            if slot.leader:
                tail = Run(f" {slot.post}", Role.MUTED, size * 0.5)
                parts = [part for name in self._names(slot, size) for part in name]
                lines.append((*([label] if label else []), *parts, tail))
                label = None
        members = [name for slot in slots if not slot.leader for name in self._names(slot, size * 0.84)]
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
        """Names side by side while the cell is wide enough, in even lines."""
        if not names:
            return [(label,)] if label else []
        for across in range(len(names), 0, -1):
            lines: list[_Line] = []
            for i in range(0, len(names), across):
                runs: list[Run] = [label] if label and not i else []
                for place, name in enumerate(names[i : i + across]):
                    gap = Run("　" if across < 3 else " ", size=name[0].size)
                    runs += [*([gap] if place else []), *name]
                lines.append(tuple(runs))
            if all(self._wide(line) <= self._width for line in lines):
                return lines
        return list(names)


def _role(name: PostedName, slot: PostedSlot) -> Role:
    if name.changed:
        return Role.MARK
    return Role.STRONG if slot.leader else Role.BODY
