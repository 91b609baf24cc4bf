"""值班公示表 as a month: a wall calendar whose names are read from two metres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from villagedesk.base.document import Align, Cell, Column, Document, Fill, Head, PageSetup, Role, Row, Run, Table
from villagedesk.papers.roster.foot import foot, top_line
from villagedesk.papers.roster.posted import WEEKDAYS, PostedDay, PostedName, PostedRoster, PostedSlot

_Line = tuple[Run, ...]
_MM_TO_PT = 72 / 25.4


def document(roster: PostedRoster, head: Head, paper: str = "A4") -> Document:
    """The month table for the wall, landscape on A4 or A3."""
    page = PageSetup(paper, landscape=True, top_mm=12, bottom_mm=13, left_mm=14, right_mm=14, one_page=True)
    big = paper == "A3"
    foot_size = 14.0 if big else 10.5
    weeks = _weeks(roster.days)
    across = 6 if big else 5
    below = 14 + (8 if big else 0) + (-(-len(roster.people) // across)) * (7.5 if big else 5.6)
    below += 7.0 * (bool(roster.changes) + (not roster.notice_published))
    row_mm = max(18.0, (page.size_mm[1] - page.top_mm - page.bottom_mm - 31 - (8 if big else 0) - below) / len(weeks))
    writer = _DayWriter(roster, page.body_width_mm / 7, row_mm, 24.0 if big else 16.0)
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
    blocks = (top_line(roster, foot_size), table, *foot(roster, head, size=foot_size, people_across=across))
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
    """Writes days into cells of one size, as large as the fullest day allows."""

    def __init__(self, roster: PostedRoster, width_mm: float, row_mm: float, largest: float) -> None:
        self._many = len({slot.shift for day in roster.days for slot in day.slots}) > 1
        self._width = (width_mm - 3.0) * _MM_TO_PT
        self.size = largest
        room = (row_mm - 4.0) * _MM_TO_PT
        while self.size > 7.0 and not all(self._fits(day, room) for day in roster.days):
            self.size -= 0.5

    def cell(self, day: PostedDay) -> Cell:
        """One day: number and lunar date above, the leader large, the others below."""
        role = Role.WARN if day.rest else Role.STRONG
        runs: list[Run] = [Run(str(day.date.day), role, self.size * 0.92, line=True)]
        for line in self._lines(day):
            runs += [*line[:-1], Run(line[-1].text, line[-1].role, line[-1].size, line=True)]
        fill = Fill.MARK if day.changed else Fill.WEEKEND if day.rest else Fill.NONE
        corner = day.name or day.collective or day.lunar
        return Cell(runs=tuple(runs), fill=fill, align=Align.CENTER, corner=corner or " ", size=self.size)

    def _fits(self, day: PostedDay, room: float) -> bool:
        lines = self._lines(day)
        tall = self.size * 1.0 + sum(max(run.size or self.size for run in line) * 1.32 for line in lines)
        return tall <= room and all(self._wide(line) <= self._width for line in lines)

    def _wide(self, line: _Line) -> float:
        return sum((0.3 if sign == " " else 0.6 if sign.isascii() else 1.0) * (run.size or self.size)
                   for run in line for sign in run.text)  # fmt: skip

    def _lines(self, day: PostedDay) -> list[_Line]:
        lines: list[_Line] = []
        shifts = list(dict.fromkeys(slot.shift for slot in day.slots))
        for shift in shifts:
            slots = [slot for slot in day.slots if slot.shift == shift]
            label = Run(f"{shift} ", Role.MUTED, self.size * 0.56) if self._many else None
            lines += self._shift_lines(slots, label)
        return lines

    def _shift_lines(self, slots: Sequence[PostedSlot], label: Run | None) -> list[_Line]:
        lines: list[_Line] = []
        leaders = [slot for slot in slots if slot.leader]
        for slot in leaders:
            tail = Run(f" {slot.post}", Role.MUTED, self.size * 0.56)
            lines.append((*([label] if label else []), *self._names(slot, self.size), tail))
            label = None
        members: list[Run] = []
        for slot in slots:
            if not slot.leader:
                members += self._names(slot, self.size * 0.84, members)
        return [*lines, *self._wrapped(members, label)]

    def _names(self, slot: PostedSlot, size: float, before: Sequence[Run] = ()) -> list[Run]:
        runs: list[Run] = []
        if slot.everyone:
            runs.append(Run("全体干部", Role.STRONG if slot.leader else Role.BODY, size))
        else:
            runs += [Run(name.person, _role(name, slot), size) for name in slot.names]
        if slot.missing:
            runs.append(Run(f"缺{slot.missing}人", Role.WARN, size * 0.8))
        return runs

    def _wrapped(self, names: Sequence[Run], label: Run | None) -> list[_Line]:
        """Names side by side while the cell is wide enough, in even lines."""
        if not names:
            return [(label,)] if label else []
        for across in range(len(names), 0, -1):
            lines: list[_Line] = []
            for i in range(0, len(names), across):
                runs: list[Run] = [label] if label and not i else []
                for place, run in enumerate(names[i : i + across]):
                    runs += [*([Run("　" if across < 3 else " ", size=run.size)] if place else []), run]
                lines.append(tuple(runs))
            if all(self._wide(line) <= self._width for line in lines):
                return lines
        return [(run,) for run in names]


def _role(name: PostedName, slot: PostedSlot) -> Role:
    if name.changed:
        return Role.MARK
    return Role.STRONG if slot.leader else Role.BODY
