"""What the month's report takes from the attendance: a line for each person, and the days that need a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from villagedesk.attendance.conduct import Consequence
from villagedesk.attendance.judge.verdict import Status, Verdict
from villagedesk.attendance.month import MonthSheet
from villagedesk.attendance.month import Row as SheetRow
from villagedesk.papers.street.facts import Exceptional, PersonMonth
from villagedesk.services.attendance import flags
from villagedesk.services.attendance import month as sheets
from villagedesk.services.attendance.facts import Facts, facts
from villagedesk.services.office import Office
from villagedesk.store import attendance as shelf

_ODD = (Status.ABSENT, Status.MISSING, Status.LATE, Status.EARLY)


@dataclass(frozen=True, slots=True)
class Attended:
    """The attendance of a month as the report needs it."""

    people: tuple[PersonMonth, ...]
    exceptions: tuple[Exceptional, ...]
    undecided_days: int
    signed: bool

    @property
    def open_exceptions(self) -> int:
        """Exceptions nobody explained yet."""
        return sum(1 for item in self.exceptions if not item.explained)


def attended(office: Office, month: str, *, brief: bool = False) -> Attended:
    """The month sheet as lines of the report, with every late, missing or absent duty and every red flag.

    `brief` leaves out points and promises, which look at the year and the term behind the month.
    """
    known = facts(office, *sheets.span(month))
    sheet = sheets.month(office, month, known)
    said = {} if brief else sheets.year_consequences(office, sheet)
    promised = {} if brief else sheets.promises(office, sheet.days[-1])
    lines = tuple(
        _line(row, said, promised) for row in sheet.rows if row.totals.due_half_days or row.member.promised_days
    )
    return Attended(lines, _exceptions(office, month, sheet, known), sheet.undecided_days, sheet.frozen_at is not None)


def _line(
    row: SheetRow, said: Mapping[str, tuple[Consequence, ...]], promised: Mapping[str, tuple[int, float]]
) -> PersonMonth:
    totals, person = row.totals, row.member.person
    duty = totals.duty_days
    wanted, kept = promised.get(person, (0, 0.0))
    return PersonMonth(
        person=person,
        post=row.member.post,
        due=float(totals.due_half_days - totals.undecided_half_days),
        present=float(totals.present_half_days),
        late=totals.late,
        early=totals.early,
        missing=totals.missing,
        absent=float(totals.absent_half_days),
        leave=float(totals.leave_days),
        errand=float(totals.errand_half_days),
        duty_workday=float(duty.get("工作日", 0) + duty.get("夜班", 0)),
        duty_weekend=float(duty.get("双休日", 0)),
        duty_holiday=float(duty.get("法定节假日", 0)),
        points=-float(sum(one.points for one in said.get(person, ()))),
        promised=float(wanted),
        kept=float(kept),
    )


def _exceptions(office: Office, month: str, sheet: MonthSheet, known: Facts) -> tuple[Exceptional, ...]:
    remarks = shelf.remarks(office.store, month)
    found = [
        Exceptional(v.date.isoformat(), v.person, _words(v), remarks.get(f"{v.status}|{v.person}|{v.date}", ""))
        for row in sheet.rows
        for v in row.verdicts
        if v.status in _ODD
    ]
    raised_flags = flags.red_flags(office, month, known)
    for kind in dict.fromkeys(raised.flag.kind for raised in raised_flags if not raised.flag.person):
        same = [raised for raised in raised_flags if raised.flag.kind == kind and not raised.flag.person]
        said = dict.fromkeys(raised.remark for raised in same)
        # What a machine wrote wrongly belongs to nobody: one line for all of it, the lines stand in 异常说明表.
        what = f"打卡数据：{kind} {len(same)} 处，没有计入考勤（逐条见异常说明表）"
        found.append(Exceptional("", "", what, "" if "" in said else "；".join(said)))
    for raised in raised_flags:
        if not raised.flag.person:
            continue
        day = raised.flag.day.isoformat() if raised.flag.day else ""
        found.append(Exceptional(day, raised.flag.person, f"{raised.flag.kind}：{raised.flag.says}", raised.remark))
    return tuple(sorted(found, key=lambda item: (item.day, item.person)))


def _words(verdict: Verdict) -> str:
    minutes = [f"迟到 {verdict.late} 分钟"] if verdict.late else []
    minutes += [f"早退 {verdict.early} 分钟"] if verdict.early else []
    if verdict.status in (Status.ABSENT, Status.MISSING):
        minutes = [str(verdict.status), *minutes]
    return f"{verdict.shift}：{'，'.join(minutes) or verdict.status}"
