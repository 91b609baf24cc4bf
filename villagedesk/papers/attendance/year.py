"""全年考勤表: days of presence by person and month, what was missed, and how punctual everybody was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from villagedesk.attendance.conduct import Punctuality, punctuality
from villagedesk.attendance.month import MonthSheet, Totals
from villagedesk.base.document import (
    Align,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Document,
    Fill,
    Head,
    PageSetup,
    Paragraph,
    Role,
    Run,
    Signatures,
    Split,
    Table,
)
from villagedesk.base.document import Row as TableRow

_SUMS = ("应到", "实到", "迟到早退", "缺卡", "旷工", "请假", "准点率")
_WORDS = "各月为实到天数，半天计 0.5；准点率＝准点班次÷已判定班次，请假、公出不计。"


@dataclass
class _Line:
    """One person over the year: post, totals by month, and duties on time."""

    post: str
    months: dict[str, Totals] = field(default_factory=dict[str, Totals])
    kept: list[Punctuality] = field(default_factory=list[Punctuality])


def document(sheets: Sequence[MonthSheet], head: Head) -> Document:
    """The months of a year up to the last sheet, person by person, with two charts below."""
    year = sheets[-1].month[:4]
    page = PageSetup("A4", landscape=True, top_mm=12, bottom_mm=13, left_mm=12, right_mm=12)
    kept = punctuality(verdict for sheet in sheets for row in sheet.rows for verdict in row.verdicts)
    lines = _lines(sheets, kept)
    rows = tuple(_row(number, person, line, year) for number, (person, line) in enumerate(lines.items(), 1))
    table = Table(
        (
            Column(9),
            Column(19),
            Column(30, Align.LEFT, flex=True),
            *(Column(10) for _ in range(12)),
            *(Column(12.5) for _ in _SUMS),
        ),
        head=(_heads(),),
        rows=rows,
        row_mm=7.5,
        head_mm=9.0,
        size=9.5,
        name="year",
    )
    until = max((sheet.data_until for sheet in sheets if sheet.data_until), default=None)
    told = f"考勤数据截至 {until:%Y-%m-%d %H:%M}" if until else "还没有考勤数据"
    blocks: tuple[Block, ...] = (
        Split((Run(f"单位：{head.committee}（单位：天）", size=9.5),), (Run(told, Role.MUTED, size=9.5),)),
        table,
        Paragraph((Run(_WORDS, size=9.0),), above_mm=1.0),
        Signatures(("制表人", "村党支部书记"), dated=True),
        *_charts(lines, kept, year),
    )
    title = f"{head.village} {year} 年干部全年考勤表"
    return Document(f"全年考勤表{year}", title, blocks, page, subject="全年考勤表")


def _lines(sheets: Sequence[MonthSheet], kept: Sequence[Punctuality]) -> dict[str, _Line]:
    lines: dict[str, _Line] = {}
    for sheet in reversed(sheets):  # the newest month says the order and the posts
        for row in sheet.rows:
            lines.setdefault(row.member.person, _Line(row.member.post)).months[sheet.month] = row.totals
    for one in kept:
        if one.person in lines:
            lines[one.person].kept.append(one)
    return lines


def _heads() -> TableRow:
    words = ("序", "姓名", "职务", *(f"{month}月" for month in range(1, 13)), *_SUMS)
    return tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT, size=9.0) for word in words)


def _row(number: int, person: str, line: _Line, year: str) -> TableRow:
    totals = list(line.months.values())
    months = (line.months.get(f"{year}-{month:02d}") for month in range(1, 13))
    sums = (
        sum(t.due_half_days for t in totals) / 2,
        sum(t.present_days for t in totals),
        sum(t.late + t.early for t in totals),
        sum(t.missing for t in totals),
        sum(t.absent_half_days for t in totals) / 2,
        sum(t.leave_days for t in totals),
    )
    share = _share(line.kept)
    return (
        Cell(number),
        Cell(person, role=Role.STRONG, size=10.5),
        Cell(line.post, align=Align.LEFT, size=8.5),
        *(Cell(round(one.present_days, 1) or None if one else None) for one in months),
        *(
            Cell(round(value, 1) or None, role=Role.STRONG if i == 1 else Role.BODY, size=9.5)
            for i, value in enumerate(sums)
        ),
        Cell("—" if share is None else f"{share:g}%"),
    )


def _share(kept: Sequence[Punctuality]) -> float | None:
    """Percent of duties on time; None where nothing was decided."""
    duties = sum(one.duties for one in kept)
    return round(100 * sum(one.on_time for one in kept) / duties, 1) if duties else None


def _charts(lines: dict[str, _Line], kept: Sequence[Punctuality], year: str) -> tuple[Chart, ...]:
    people = [(person, share) for person, line in lines.items() if (share := _share(line.kept)) is not None]
    months = [
        (f"{month}月", share)
        for month in range(1, 13)
        if (share := _share([one for one in kept if one.month == f"{year}-{month:02d}"])) is not None
    ]
    return tuple(
        Chart(title, ChartKind.BAR, tuple(word for word, _ in pairs), (("准点率", tuple(s for _, s in pairs)),), "%")
        for title, pairs in (("各人准点率", people), ("全办公室准点率，按月", months))
        if pairs
    )
