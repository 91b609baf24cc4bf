"""考勤月报: two half-day signs a day for everybody, totals, legend and places to sign."""

from __future__ import annotations

from datetime import date

from villagedesk.attendance.judge.verdict import Half, Status
from villagedesk.attendance.month import MonthSheet, Row
from villagedesk.base.document import (
    Align,
    Block,
    Cell,
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
from villagedesk.calendar.wording import day_words, weekday_word

_BODY_MM = 132
"""What the rows of one page share when nothing but the legend and the places to sign stands under them."""
_TOTALS = ("应出勤", "实出勤", "迟到", "早退", "缺卡", "旷工", "事假", "病假", "其他假", "公出")
_WIDE = ("应出勤", "实出勤")
_DUTY = {"工作日": "工", "双休日": "双", "法定节假日": "节", "夜班": "夜"}
"""Kinds of duty days in the order of their columns, each with the one character above it."""


def document(sheet: MonthSheet, head: Head, promises: dict[str, tuple[int, float]]) -> Document:
    """The month sheet, landscape; `promises` gives days promised and attended in the term by person."""
    page = PageSetup("A4", landscape=True, top_mm=11, bottom_mm=12, left_mm=10, right_mm=10)
    promised = any(row.member.person in promises for row in sheet.rows)
    rows: list[TableRow] = []
    for number, row in enumerate(sheet.rows, 1):
        rows += _person(number, row, sheet, promises.get(row.member.person), promised)
    table = Table(
        _columns(sheet, promised),
        head=_head(sheet, promised),
        rows=tuple(rows),
        row_mm=_row_mm(sheet),
        head_mm=5.4,
        size=8.0,
        name="month",
    )
    title = f"{head.village} {sheet.month[:4]} 年 {int(sheet.month[5:])} 月干部考勤月报"
    blocks: list[Block] = [_top(sheet, head), table, _legend(sheet)]
    blocks += [_small(text) for text in (_other_leave(sheet), _hours_away(sheet)) if text]
    blocks += _amendments(sheet)
    blocks.append(Signatures(("制表人", "村党支部书记", "驻村指导员", "街道审核"), dated=True))
    return Document(f"考勤月报{sheet.month}", title, tuple(blocks), page, subject="考勤月报")


def _row_mm(sheet: MonthSheet) -> float:
    """Height of a half row: fewer people get higher rows, with more room to sign, as long as all fits one page."""
    below = 6 * (len(sheet.amendments) + bool(sheet.amendments))
    below += 6 * (bool(_hours_away(sheet)) + bool(_other_leave(sheet)))
    return round(min(5.8, max(4.8, (_BODY_MM - below) / (2 * max(len(sheet.rows), 1)))), 2)


def _top(sheet: MonthSheet, head: Head) -> Split:
    until = f"考勤数据截至 {sheet.data_until:%Y-%m-%d %H:%M}" if sheet.data_until else "还没有考勤数据"
    state = f"{sheet.frozen_at:%Y-%m-%d} 由{sheet.frozen_by}签定" if sheet.frozen_at else "未签定"
    days = f"工作日 {len(sheet.days) - len(sheet.closed_days)} 天"
    return Split((Run(f"单位：{head.committee}　　{days}", size=9),), (Run(f"{until}　{state}", Role.MUTED, size=9),))


def _duty_kinds(sheet: MonthSheet) -> tuple[str, ...]:
    """The kinds of duty days that the month has, known ones first."""
    held = {kind for row in sheet.rows for kind in row.totals.duty_days}
    return (*(kind for kind in _DUTY if kind in held), *sorted(held - set(_DUTY))) or ("工作日",)


def _columns(sheet: MonthSheet, promised: bool) -> tuple[Column, ...]:
    fixed = (Column(6), Column(14.5, Align.LEFT), Column(18, Align.LEFT))
    totals = tuple(Column(8.2 if text in _WIDE else 6.2) for text in _TOTALS)
    duties = tuple(Column(5.0) for _ in _duty_kinds(sheet))
    promise = (Column(14),) if promised else ()
    return (*fixed, *(Column(4.8) for _ in sheet.days), *totals, *duties, *promise, Column(15, flex=True))


def _head(sheet: MonthSheet, promised: bool) -> tuple[TableRow, ...]:
    def label(text: str, size: float = 8.0) -> Cell:
        return Cell(text, role=Role.HEAD, fill=Fill.SOFT, down=2, size=size)

    numbers = tuple(_day_head(str(day.day), day, sheet) for day in sheet.days)
    weekdays = tuple(_day_head(weekday_word(day), day, sheet) for day in sheet.days)
    promise = (label("承诺/实到", 6.2),) if promised else ()
    totals = tuple(label(text, 7.0) for text in _TOTALS)
    kinds = _duty_kinds(sheet)
    duty = Cell("值班天数" if len(kinds) > 2 else "值班", role=Role.HEAD, fill=Fill.SOFT, across=len(kinds), size=6.8)
    under = tuple(Cell(_DUTY.get(kind, kind[:1]), role=Role.HEAD, fill=Fill.SOFT, size=6.8) for kind in kinds)
    first = (label("序"), label("姓名"), label("职务"), *numbers, *totals, duty, *promise, label("本人签字"))
    return (first, (*weekdays, *under))


def _day_head(text: str, day: date, sheet: MonthSheet) -> Cell:
    closed = day in sheet.closed_days
    return Cell(text, role=Role.WARN if closed else Role.HEAD, fill=Fill.WEEKEND if closed else Fill.SOFT, size=6.2)


def _person(
    number: int, row: Row, sheet: MonthSheet, promise: tuple[int, float] | None, promised: bool
) -> list[TableRow]:
    uppers = tuple(_half_cell(row, day, 0, sheet) for day in sheet.days)
    lowers = tuple(_half_cell(row, day, 1, sheet) for day in sheet.days)
    totals = tuple(Cell(value or None, down=2, number_format="0.0" if value % 1 else "") for value in _figures(row))
    days = row.totals.duty_days
    duties = tuple(Cell(days.get(kind) or None, down=2) for kind in _duty_kinds(sheet))
    kept = (Cell(f"{promise[0]}/{promise[1]:g}" if promise else "", down=2, size=7.0),) if promised else ()
    upper = (
        Cell(number, down=2),
        Cell(row.member.person, role=Role.STRONG, align=Align.LEFT, down=2, size=9.0),
        Cell(row.member.post, align=Align.LEFT, down=2, size=6.8),
        *uppers,
        *totals,
        *duties,
        *kept,
        Cell(down=2),
    )
    return [upper, lowers]


def _figures(row: Row) -> tuple[float, ...]:
    t = row.totals
    other = sum(days for kind, days in t.leave.items() if kind not in ("事假", "病假"))
    return (
        t.due_half_days / 2,
        t.present_days,
        t.late,
        t.early,
        t.missing,
        t.absent_half_days / 2,
        t.leave.get("事假", 0),
        t.leave.get("病假", 0),
        other,
        t.errand_half_days / 2,
    )


def _half_cell(row: Row, day: date, which: int, sheet: MonthSheet) -> Cell:
    held = row.cells.get(day)
    half = held.halves[which] if held else None
    closed = Fill.WEEKEND if day in sheet.closed_days else Fill.NONE
    if half is None:
        return Cell(fill=closed)
    fill = Fill.MARK if held and held.corrected else closed
    return Cell(sheet.profile.symbols.of(half.status, half.kind), role=_role(half), fill=fill)


def _role(half: Half) -> Role:
    if half.status in (Status.ABSENT, Status.MISSING, Status.LATE, Status.EARLY):
        return Role.WARN
    return Role.MUTED if half.status is Status.UNDECIDED else Role.BODY


def _legend(sheet: MonthSheet) -> Paragraph:
    signs = "　".join(f"{sign} {word}" for sign, word in sheet.profile.symbols.legend)
    duties = "、".join(f"{_DUTY[kind]} {kind}" for kind in _duty_kinds(sheet) if kind in _DUTY)
    text = f"图例：每日上格为上午、下格为下午。{signs}。天数以半天（0.5）为单位；空格为当天没有排班。值班：{duties}。"
    return Paragraph((Run(text, Role.SMALL, size=8.5),), above_mm=1.5)


def _small(text: str) -> Paragraph:
    return Paragraph((Run(text, Role.SMALL, size=8.5),), above_mm=0.8)


def _other_leave(sheet: MonthSheet) -> str:
    """What stands in the column of other leave, by its kinds."""
    said: list[str] = []
    for row in sheet.rows:
        words = [f"{kind} {days:g} 天" for kind, days in row.totals.leave.items() if kind not in ("事假", "病假")]
        said += [f"{row.member.person} {'、'.join(words)}"] if words else []
    return f"其他假：{'；'.join(said)}。" if said else ""


def _hours_away(sheet: MonthSheet) -> str:
    """Leave and errands by the hour, which take no half day away and so stand in no column."""
    said: list[str] = []
    for row in sheet.rows:
        words = [f"{kind} {hours_words(minutes)}" for kind, minutes in row.totals.away_minutes.items()]
        said += [f"{row.member.person} {'、'.join(words)}"] if words else []
    return f"按小时的请假和外出（不足半天，不减出勤）：{'；'.join(said)}。" if said else ""


def hours_words(minutes: int) -> str:
    """Minutes as hours and minutes: 2 小时，1 小时 30 分."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} 小时" if hours else "", f"{rest} 分" if rest else ""))) or "0 分"


def _amendments(sheet: MonthSheet) -> list[Block]:
    if not sheet.amendments:
        return []
    lines: list[Block] = [
        Paragraph((Run("更正（签定以后的改动，表中以底色标出）", Role.STRONG, size=9),), above_mm=1.5)
    ]
    for i, one in enumerate(sheet.amendments, 1):
        day = day_words(one.day)
        text = f"{i}. {one.person} {day}：原为“{one.before}”，更正为“{one.after}”。原因：{one.why}。"
        lines.append(Paragraph((Run(f"{text}（{one.made_by}，{one.made_at:%Y-%m-%d %H:%M}）", size=9),), indent=2))
    return lines


def weekday(day: date) -> str:
    """The Chinese weekday of a date."""
    return f"星期{weekday_word(day)}"
