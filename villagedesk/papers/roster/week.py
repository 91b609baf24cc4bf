"""值班公示表 as a week: one line a shift with leader, people, phones and duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from villagedesk.base.document import Cell, Column, Document, Fill, Head, PageSetup, Role, Row, Run, Table
from villagedesk.papers.roster.foot import foot, top_line
from villagedesk.papers.roster.posted import PostedDay, PostedRoster, PostedSlot, name_runs, weekday_word


def document(roster: PostedRoster, head: Head, monday: date, paper: str = "A4") -> Document:
    """The week that begins on `monday`, landscape."""
    days = [day for day in roster.days if monday <= day.date <= monday + timedelta(days=6)]
    page = PageSetup(paper, landscape=True, top_mm=12, bottom_mm=13, left_mm=14, right_mm=14, one_page=True)
    scale = 1.4 if paper == "A3" else 1.0
    rows = tuple(row for day in days for row in _day_rows(day, scale))
    row_mm = min(26.0, 118 * scale / max(len(rows), 1))
    table = Table(
        (
            Column(30 * scale),
            Column(32 * scale),
            Column(52 * scale),
            Column(74, flex=True),
            Column(62, flex=True),
        ),
        head=(tuple(Cell(word, role=Role.HEAD, fill=Fill.HEAD, size=12 * scale) for word in _WORDS),),
        rows=rows,
        row_mm=row_mm,
        head_mm=9 * scale,
        size=12 * scale,
        name="roster",
    )
    last = monday + timedelta(days=6)
    span = f"{monday.month} 月 {monday.day} 日至 {last.month} 月 {last.day} 日"
    title = f"{head.village} {span}干部坐班值班公示表"
    name = f"值班周表{monday:%m-%d}"
    blocks = (
        top_line(roster, 11 * scale, page.body_width_mm),
        table,
        *foot(roster, head, size=11 * scale, people_across=0, width_mm=page.body_width_mm),
    )
    return Document(name, title, blocks, page, subject="值班公示表")


_WORDS = ("日期", "班次、时间", "带班领导", "值班人员", "联系电话")


def mondays(first: date, last: date) -> tuple[date, ...]:
    """The Mondays of all weeks that touch the span."""
    monday = first - timedelta(days=first.weekday())
    return tuple(monday + timedelta(days=7 * i) for i in range((last - monday).days // 7 + 1))


def _day_rows(day: PostedDay, scale: float) -> list[Row]:
    shifts = list(dict.fromkeys(slot.shift for slot in day.slots)) or [""]
    fill = Fill.MARK if day.changed else Fill.WEEKEND if day.rest else Fill.NONE
    note = day.name or day.collective or day.lunar
    number = Run(f"{day.date.month}月{day.date.day}日", Role.WARN if day.rest else Role.STRONG, 14 * scale, line=True)
    under = (Run(f"{weekday_word(day.date)} ", size=10 * scale), Run(note, Role.MUTED, 9 * scale))
    rows: list[Row] = []
    for index, shift in enumerate(shifts):
        slots = [slot for slot in day.slots if slot.shift == shift]
        first = (Cell(runs=(number, *under), fill=fill, down=len(shifts)),) if not index else ()
        rows.append((*first, *_shift_cells(shift, slots, fill, scale)))
    return rows


def _shift_cells(shift: str, slots: Sequence[PostedSlot], fill: Fill, scale: float) -> Row:
    hours = next((slot.hours for slot in slots if slot.hours), "")
    place = next((slot.place for slot in slots if slot.place), "")
    what = [Run(shift, size=11 * scale, line=True), Run(hours, Role.MUTED, 10 * scale, line=bool(place))]
    if place:
        what.append(Run(place, Role.MUTED, 9 * scale))
    leaders = [slot for slot in slots if slot.leader]
    members = [slot for slot in slots if not slot.leader]
    phones = [
        Run(f"{name.person} {name.phone}　", size=10 * scale)
        for slot in (*leaders, *members)
        for name in slot.names
        if name.phone and not slot.everyone
    ]
    return (
        Cell(runs=tuple(what), fill=fill),
        Cell(runs=_people(leaders, 18 * scale, scale), fill=fill),
        Cell(runs=_people(members, 16 * scale, scale), fill=fill),
        Cell(runs=tuple(phones), fill=fill),
    )


def _people(slots: Sequence[PostedSlot], size: float, scale: float) -> tuple[Run, ...]:
    runs: list[Run] = []
    for slot in slots:
        if slot.everyone:
            runs.append(Run("全体干部　", Role.STRONG, size))
        for name in () if slot.everyone else slot.names:
            label = name.person.removesuffix(f"（{name.post}）")  # the post stands behind it
            runs += name_runs(label, Role.MARK if name.changed else Role.STRONG, size)
            runs.append(Run(f" {name.post}　", Role.MUTED, 9 * scale))
        if slot.missing:
            runs.append(Run(f"{slot.post}缺 {slot.missing} 人", Role.WARN, size * 0.8))
    return tuple(runs)
