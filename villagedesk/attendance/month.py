"""The month sheet: what each person was due, did and missed, derived from verdicts and never typed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from villagedesk.attendance.judge.verdict import GRAVITY, Half, Status, Verdict
from villagedesk.attendance.profile import Profile

_ERRANDS = (Status.ERRAND, Status.FIELD)


@dataclass(frozen=True, slots=True)
class Member:
    """A row of the sheet before it is judged: who, with the post printed beside the name, badge and promise."""

    person: str
    post: str = ""
    badge: str = ""
    id: int = 0
    promised_days: int = 0
    attended_this_term: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One person on one day: the verdicts of its duties, and the word of each half for the two small cells."""

    day: date
    verdicts: tuple[Verdict, ...]
    halves: tuple[Half | None, Half | None]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """What a month comes to for one person; leave in days by kind, duties attended by kind of slot.

    `away_minutes` is leave and errands by the hour, by kind, which take no half day away.
    """

    due_half_days: float = 0
    present_half_days: float = 0
    late: int = 0
    late_minutes: int = 0
    early: int = 0
    early_minutes: int = 0
    missing: int = 0
    absent_half_days: float = 0
    undecided_half_days: float = 0
    leave: dict[str, float] = field(default_factory=dict[str, float])
    errand_half_days: float = 0
    duty_days: dict[str, int] = field(default_factory=dict[str, int])
    corrected: int = 0
    hours: float = 0.0
    away_minutes: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def leave_days(self) -> float:
        """Days of leave of all kinds."""
        return sum(self.leave.values())

    @property
    def present_days(self) -> float:
        """Days of presence: half of the half days."""
        return self.present_half_days / 2


@dataclass(frozen=True, slots=True)
class Row:
    """One person's month."""

    member: Member
    cells: dict[date, Cell]
    totals: Totals

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict of the month in order."""
        return tuple(verdict for cell in self.cells.values() for verdict in cell.verdicts)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A recorded change of a frozen month: whose day, what it said and says now, why, who and when."""

    person: str
    day: date
    before: str
    after: str
    why: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month of the office: its days, its people, the rules it was judged by, and whether it is signed."""

    month: str
    days: tuple[date, ...]
    rows: tuple[Row, ...]
    profile: Profile
    data_until: datetime | None
    closed_days: frozenset[date] = frozenset()
    frozen_at: datetime | None = None
    frozen_by: str = ""
    amendments: tuple[Amendment, ...] = ()

    @property
    def undecided_days(self) -> int:
        """Days on which anybody's duty is not decided yet."""
        return len({v.date for row in self.rows for v in row.verdicts if v.status is Status.UNDECIDED})

    @property
    def missing(self) -> int:
        """Signs that are still missing."""
        return sum(row.totals.missing for row in self.rows)

    @property
    def silent(self) -> tuple[str, ...]:
        """People who count as absent and have no sign at all in the month: perhaps their number is not matched."""
        return tuple(
            row.member.person
            for row in self.rows
            if row.totals.absent_half_days and not any(v.sign_in or v.sign_out for v in row.verdicts)
        )

    def row(self, person: str) -> Row | None:
        """The row of a person."""
        return next((row for row in self.rows if row.member.person == person), None)


def rows(
    members: Iterable[Member], verdicts: Iterable[Verdict], amended: Iterable[tuple[str, date]] = ()
) -> tuple[Row, ...]:
    """A row for each member, in the given order, from the verdicts of the month."""
    by_person: dict[str, dict[date, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    for verdict in verdicts:
        by_person[verdict.person][verdict.date].append(verdict)
    marked = set(amended)
    found: list[Row] = []
    for member in members:
        days = by_person.get(member.person, {})
        cells = {day: cell(day, days[day], (member.person, day) in marked) for day in sorted(days)}
        found.append(Row(member, cells, totals([v for c in cells.values() for v in c.verdicts])))
    return tuple(found)


def cell(day: date, verdicts: Sequence[Verdict], corrected: bool = False) -> Cell:
    """The two halves of a day: where several duties meet in one half the graver word stands."""
    halves: list[Half | None] = [None, None]
    for verdict in verdicts:
        for half in verdict.halves:
            held = halves[half.cell]
            if held is None or GRAVITY[half.status] < GRAVITY[held.status]:
                halves[half.cell] = half
    return Cell(day, tuple(verdicts), (halves[0], halves[1]), corrected)


def totals(verdicts: Sequence[Verdict]) -> Totals:
    """The figures of one person's verdicts."""
    leave: dict[str, float] = defaultdict(float)
    minutes: dict[str, int] = defaultdict(int)
    errands = 0
    for verdict in verdicts:
        for kind, count in verdict.away_minutes:
            minutes[kind] += count
        for half in verdict.halves:
            if half.status in _ERRANDS:
                errands += 1
            elif half.kind:
                leave[half.kind] += 0.5
    return Totals(
        due_half_days=sum(len(v.halves) for v in verdicts),
        present_half_days=sum(v.present for v in verdicts),
        late=sum(v.late > 0 for v in verdicts),
        late_minutes=sum(v.late for v in verdicts),
        early=sum(v.early > 0 for v in verdicts),
        early_minutes=sum(v.early for v in verdicts),
        missing=sum(v.count(Status.MISSING) > 0 for v in verdicts),
        absent_half_days=sum(v.absent_halves for v in verdicts),
        undecided_half_days=sum(v.count(Status.UNDECIDED) for v in verdicts),
        leave=dict(sorted(leave.items())),
        errand_half_days=errands,
        duty_days=dict(Counter(v.kind or "值班" for v in verdicts if v.present)),
        corrected=sum(v.count(Status.CORRECTED) > 0 for v in verdicts),
        hours=round(sum(v.hours for v in verdicts), 2),
        away_minutes=dict(minutes),
    )


def month_value(sheet: MonthSheet) -> dict[str, Any]:
    """The sheet as plain values with the keys of the contract."""
    until = sheet.data_until
    return {
        "month": sheet.month,
        "data_until": until.strftime("%Y-%m-%d %H:%M:%S") if until else None,
        "people": [_row_value(row) for row in sheet.rows],
    }


def _row_value(row: Row) -> dict[str, Any]:
    figures = row.totals
    return {
        "person": row.member.person,
        "badge": row.member.badge,
        "due_half_days": figures.due_half_days,
        "present_half_days": figures.present_half_days,
        "late": figures.late,
        "late_minutes": figures.late_minutes,
        "early": figures.early,
        "early_minutes": figures.early_minutes,
        "missing": figures.missing,
        "absent_half_days": figures.absent_half_days,
        "leave": figures.leave,
        "errand_half_days": figures.errand_half_days,
        "duty_days": figures.duty_days,
        "days": [_day_value(verdict) for verdict in row.verdicts],
    }


def _day_value(verdict: Verdict) -> dict[str, Any]:
    return {
        "date": verdict.date.isoformat(),
        "shift": verdict.shift,
        "status": verdict.status.value,
        "first": verdict.sign_in and verdict.sign_in.strftime("%Y-%m-%d %H:%M:%S"),
        "last": verdict.sign_out and verdict.sign_out.strftime("%Y-%m-%d %H:%M:%S"),
        "late_minutes": verdict.late,
        "early_minutes": verdict.early,
        "reasons": list(verdict.reasons),
    }


def overdue(verdict: Verdict) -> Verdict:
    """A duty whose missing sign was not made good in time, where the rules then count it as absence."""
    halves = tuple(replace(h, status=Status.ABSENT) if h.status is Status.MISSING else h for h in verdict.halves)
    says = "过了补签期限没有补签，按旷工计"
    absent = all(half.status is Status.ABSENT or half.kind for half in halves)
    status = Status.ABSENT if absent else verdict.status
    return replace(verdict, halves=halves, status=status, absent=absent, reasons=(*verdict.reasons, says))


def word(cell_or_none: Cell | None) -> str:
    """One day in words, for a change log: 上午正常，下午缺卡."""
    if cell_or_none is None:
        return "无班"
    names = ("上午", "下午")
    said = [f"{names[i]}{half.kind or half.status}" for i, half in enumerate(cell_or_none.halves) if half]
    return "，".join(said) or "无班"
