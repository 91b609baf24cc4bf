"""值班公示表 as a week: one line a shift with leader, people, phones and duties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk.base.document import Cell, Column, Document, Fill, Head, PageSetup, Role, Row, Run, Table
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.papers.roster.foot import beside_mm, foot, top_line, wide
from villagedesk.papers.roster.posted import PostedDay, PostedRoster, PostedSlot, name_runs


def document(roster: PostedRoster, head: Head, monday: date, paper: str = "A4") -> Document:
    """The week that begins on `monday`, landscape."""
    days = [day for day in roster.days if monday <= day.date <= monday + timedelta(days=6)]
    page = PageSetup(paper, landscape=True, top_mm=12, bottom_mm=13, left_mm=14, right_mm=14, one_page=True)
    big = 1.4 if paper == "A3" else 1.0
    lines = sum(max(1, len({slot.shift for slot in day.slots})) for day in days)
    beside = beside_mm(roster, 11 * big, 0, page.body_width_mm) + 12 * big  # duties take two lines
    row_mm = min(26.0 * big, (page.size_mm[1] - 25 - beside - 23 * big) / max(lines, 1))
    scale = big * max(0.8, min(1.15, row_mm / (15.5 * big)))
    look = _Look(scale, page.body_width_mm - 194 * big, 80 * big, row_mm < 14 * big)
    rows = tuple(row for day in days for row in _day_rows(day, look))
    table = Table(
        (
            Column(30 * big),
            Column(32 * big),
            Column(52 * big),
            Column(80 * big),
            Column(75 * big, flex=True),
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
        top_line(roster, 11 * big, page.body_width_mm),
        table,
        *foot(roster, head, size=11 * big, people_across=0, width_mm=page.body_width_mm),
    )
    return Document(name, title, blocks, page, subject="值班公示表")


_WORDS = ("日期", "班次、时间", "带班领导", "值班人员", "联系电话")


def mondays(first: date, last: date) -> tuple[date, ...]:
    """The Mondays of all weeks that touch the span."""
    monday = first - timedelta(days=first.weekday())
    return tuple(monday + timedelta(days=7 * i) for i in range((last - monday).days // 7 + 1))


@dataclass(frozen=True, slots=True)
class _Look:
    """The scale of the letters, the widths of the columns with phones and with members, and whether rows are low."""

    scale: float
    phones_mm: float
    members_mm: float
    low: bool


def _day_rows(day: PostedDay, look: _Look) -> list[Row]:
    scale = look.scale
    shifts = list(dict.fromkeys(slot.shift for slot in day.slots)) or [""]
    fill = Fill.MARK if day.changed else Fill.WEEKEND if day.rest else Fill.NONE
    note = day.name or day.collective or day.lunar
    number = Run(day_words(day.date), Role.WARN if day.rest else Role.STRONG, 14 * scale, line=True)
    under = (
        Run(f"星期{weekday_word(day.date)} ", size=10 * scale, line=len(note) > 3),
        Run(note, Role.MUTED, 9 * scale),
    )
    rows: list[Row] = []
    for index, shift in enumerate(shifts):
        slots = [slot for slot in day.slots if slot.shift == shift]
        first = (Cell(runs=(number, *under), fill=fill, down=len(shifts)),) if not index else ()
        rows.append((*first, *_shift_cells(shift, slots, fill, look)))
    return rows


def _shift_cells(shift: str, slots: Sequence[PostedSlot], fill: Fill, look: _Look) -> Row:
    scale = look.scale
    hours = next((slot.hours for slot in slots if slot.hours), "")
    place = next((slot.place for slot in slots if slot.place), "")
    what = [Run(shift, size=11 * scale, line=True), Run(hours, Role.MUTED, 10 * scale, line=bool(place))]
    if place:
        what.append(Run(place, Role.MUTED, 9 * scale))
    leaders = [slot for slot in slots if slot.leader]
    members = [slot for slot in slots if not slot.leader]
    many = sum(len(slot.names) for slot in members)
    phones = _phones((*leaders, *members), look)
    return (
        Cell(runs=tuple(what), fill=fill),
        Cell(runs=_people(leaders, 18 * scale, look, look.members_mm * 0.65), fill=fill),
        Cell(runs=_people(members, (16 if many < 4 else 13) * scale, look, look.members_mm), fill=fill),
        Cell(runs=phones, fill=fill),
    )


def _phones(slots: Sequence[PostedSlot], look: _Look) -> tuple[Run, ...]:
    """Whom to call, never a name without its number on the same line."""
    names = [name for slot in slots if not slot.everyone for name in slot.names if name.phone]
    size = (8.4 if look.low or len(names) > 4 else 9.2 if len(names) > 2 else 10.5) * look.scale
    return _in_lines([(Run(f"{name.person}\u00a0{name.phone}", size=size),) for name in names], look.phones_mm, size)


def _people(slots: Sequence[PostedSlot], size: float, look: _Look, room_mm: float) -> tuple[Run, ...]:
    """Names large with their posts small, no name broken by the end of a line."""
    items: list[tuple[Run, ...]] = []
    for slot in slots:
        if slot.everyone:
            items.append((Run("全体干部", Role.STRONG, size),))
        for name in () if slot.everyone else slot.names:
            label = name.person.removesuffix(f"（{name.post}）")  # the post stands behind it
            held = name_runs(label, Role.MARK if name.changed else Role.STRONG, size)
            items.append((*held, Run(f"\u00a0{name.post}", Role.MUTED, 9 * look.scale)))
        if slot.missing:
            items.append((Run(f"{slot.post}缺 {slot.missing} 人", Role.WARN, size * 0.8),))
    return _in_lines(items, room_mm, size)


def _in_lines(items: Sequence[tuple[Run, ...]], room_mm: float, size: float) -> tuple[Run, ...]:
    """Items side by side while the line has room, each whole."""
    room = (room_mm - 4.0) * 72 / 25.4
    runs: list[Run] = []
    used = 0.0
    for item in items:
        needs = sum(wide(run.text) * (run.size or size) for run in item)
        if runs and used + needs + size * 0.6 > room:
            runs[-1] = replace(runs[-1], line=True)
            used = 0.0
        elif runs:
            runs.append(Run("　", size=size * 0.6))
        used += needs + size * 0.6
        runs += item
    return tuple(runs)
