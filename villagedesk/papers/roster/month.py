"""值班公示表 as a month: a wall calendar whose names are read from two metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from villagedesk.base.document import Block, Cell, Column, Document, Fill, Head, PageSetup, Role, Row, Table
from villagedesk.calendar.wording import WEEKDAYS
from villagedesk.papers.roster.day import DayWriter
from villagedesk.papers.roster.foot import beside_mm, foot, phones_line, top_line
from villagedesk.papers.roster.posted import PostedDay, PostedRoster

_Week = list[PostedDay | None]
_READABLE = 13.0
"""A leader's name in points that is still read from two metres; below it an A4 month takes two sheets."""
_TITLE_MM = {"A4": 12.0, "A3": 17.0}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Some weeks of the month on one sheet, and how high their rows may stand together."""

    weeks: tuple[_Week, ...]
    room_mm: float
    last: bool = True


def documents(roster: PostedRoster, head: Head, paper: str = "A4") -> tuple[Document, ...]:
    """The month table for the wall, landscape: one sheet, or on A4 two where one could not be read."""
    page = PageSetup(paper, landscape=True, top_mm=11, bottom_mm=12, left_mm=14, right_mm=14, one_page=True)
    weeks = _weeks(roster.days)
    writer = DayWriter(roster, page.body_width_mm / 7)
    one = (_sheet(roster, page, weeks),)
    size = _size(one, writer, paper)
    if paper == "A4" and size < _READABLE and len(weeks) > 2:
        half = (len(weeks) + 1) // 2
        two = (_sheet(roster, page, weeks[:half], last=False), _sheet(roster, page, weeks[half:]))
        if (larger := _size(two, writer, paper)) > size * 1.1:
            return tuple(_Setter(roster, head, page, writer, larger).document(sheet) for sheet in two)
    return (_Setter(roster, head, page, writer, size).document(one[0]),)


_MANY = 15
"""More people than this are listed smaller below the table, so that the table keeps its room."""


def _foot_size(roster: PostedRoster, paper: str) -> float:
    many = len(roster.people) > _MANY
    return (11.5 if many else 14.0) if paper == "A3" else (9.5 if many else 10.5)


def _across(roster: PostedRoster, paper: str) -> int:
    return 6 if paper == "A3" and len(roster.people) > _MANY else 5


def _head_mm(paper: str) -> float:
    return 11.0 if paper == "A3" else 8.5


def _sheet(roster: PostedRoster, page: PageSetup, weeks: Sequence[_Week], *, last: bool = True) -> _Sheet:
    """What a sheet has for its rows after title, hours, weekdays and everything below the table."""
    size = _foot_size(roster, page.paper)
    beside = beside_mm(roster, size, _across(roster, page.paper) if last else 0, page.body_width_mm)
    height = page.size_mm[1] - page.top_mm - page.bottom_mm
    return _Sheet(tuple(weeks), height - beside - _TITLE_MM[page.paper] - _head_mm(page.paper), last)


def _size(sheets: Sequence[_Sheet], writer: DayWriter, paper: str) -> float:
    """The largest size, in half points, at which the weeks of every sheet find room."""
    low, high = 14, 52 if paper == "A3" else 36
    while low < high:
        middle = (low + high + 1) // 2
        fits = all(sum(_needs(sheet, writer, middle / 2)) <= sheet.room_mm for sheet in sheets)
        low, high = (middle, high) if fits else (low, middle - 1)
    return low / 2


def _needs(sheet: _Sheet, writer: DayWriter, size: float) -> list[float]:
    """The height that each week needs."""
    return [max((writer.height_mm(day, size) for day in week if day), default=18.0) for week in sheet.weeks]


def _heights(sheet: _Sheet, writer: DayWriter, size: float) -> tuple[float, ...]:
    """The height of each week: what it needs, and an even part of what is left over."""
    needs = _needs(sheet, writer, size)
    spare = (sheet.room_mm - sum(needs)) / max(len(needs), 1)
    return tuple(round(need + max(0.0, min(spare, need * 0.8)), 2) for need in needs)


@dataclass(frozen=True, slots=True)
class _Setter:
    """One roster on one paper in one size, sheet by sheet."""

    roster: PostedRoster
    head: Head
    page: PageSetup
    writer: DayWriter
    size: float

    def document(self, sheet: _Sheet) -> Document:
        """A sheet with hours above and phones, people and duties below the table."""
        roster, page = self.roster, self.page
        foot_size, across = _foot_size(roster, page.paper), _across(roster, page.paper)
        below: tuple[Block, ...] = (phones_line(roster, self.head, size=foot_size, width_mm=page.body_width_mm),)
        if sheet.last:
            below = foot(roster, self.head, size=foot_size, people_across=across, width_mm=page.body_width_mm)
        blocks = (top_line(roster, foot_size, page.body_width_mm), self.table(sheet), *below)
        title = f"{self.head.village} {roster.month_words}干部坐班值班公示表"
        return Document(_name(roster, sheet), title, blocks, page, subject="值班公示表")

    def table(self, sheet: _Sheet) -> Table:
        """The weeks of a sheet, each as high as it needs."""
        wide, big = self.page.body_width_mm / 7, self.page.paper == "A3"
        heights = _heights(sheet, self.writer, self.size)
        return Table(
            tuple(Column(wide) for _ in range(7)),
            head=(tuple(_weekday(i, big) for i in range(7)),),
            rows=tuple(_row(week, self.writer, self.size) for week in sheet.weeks),
            row_mm=min(heights, default=18.0),
            heights_mm=heights,
            head_mm=_head_mm(self.page.paper),
            size=self.size * 0.8,
            name="roster",
        )


def _name(roster: PostedRoster, sheet: _Sheet) -> str:
    """The name of the file and the sheet; half a month names its last day."""
    days = [day.date for week in sheet.weeks for day in week if day]
    whole = not days or (days[0] == roster.first and days[-1] == roster.last)
    name = f"值班公示表{roster.first:%Y-%m}"
    return name if whole else f"{name}（{days[0].day}—{days[-1].day}日）"


def _weekday(index: int, big: bool) -> Cell:
    return Cell(f"星期{WEEKDAYS[index]}", role=Role.HEAD, fill=Fill.HEAD, size=17.0 if big else 13.0)


def _weeks(days: Sequence[PostedDay]) -> list[_Week]:
    """Days in rows from Monday to Sunday; None where the month has no day."""
    if not days:
        return [[None] * 7]
    by_date = {day.date: day for day in days}
    monday = days[0].date - timedelta(days=days[0].date.weekday())
    weeks: list[_Week] = []
    while monday <= days[-1].date:
        weeks.append([by_date.get(monday + timedelta(days=i)) for i in range(7)])
        monday += timedelta(days=7)
    return weeks


def _row(week: _Week, writer: DayWriter, size: float) -> Row:
    blanks = (Cell(fill=Fill.WEEKEND if i > 4 else Fill.NONE) for i in range(7))
    return tuple(writer.cell(day, size) if day else blank for day, blank in zip(week, blanks, strict=True))
