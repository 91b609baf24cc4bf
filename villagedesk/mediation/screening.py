"""Rounds of looking for disputes: their rhythm, cut-off day, zero report, and what each find needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from villagedesk.base.errors import Mistake


class Rhythm(StrEnum):
    """How often a round is made."""

    MONTHLY = "每月"
    HALF_MONTHLY = "每半月"
    WEEKLY = "每周"
    SPECIAL = "特殊时期"


class Risk(StrEnum):
    """The grade of a find; 重大 is reported at once."""

    LOW = "一般"
    MIDDLE = "较大"
    HIGH = "重大"


@dataclass(frozen=True, slots=True)
class Find:
    """One dispute found in a round, with who answers for it and what became of it."""

    found_on: date
    category: str
    matter: str
    people: int = 2
    parties: str = ""
    cause: str = ""
    risk: Risk = Risk.LOW
    measures: str = ""
    responsible: str = ""
    due_on: date | None = None
    progress: str = ""
    result: str = ""
    followed_on: date | None = None
    reported_at: str = ""
    case: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One round over an area: from, to, cut-off, who went, what was found (nothing is a zero report)."""

    rhythm: Rhythm
    from_on: date
    to_on: date
    due_on: date
    area: str = "全村"
    staff: str = ""
    occasion: str = ""
    reported_on: date | None = None
    finds: tuple[Find, ...] = ()
    id: int = 0

    @property
    def zero(self) -> bool:
        """Whether nothing was found, which is reported as zero."""
        return not self.finds

    @property
    def late(self) -> bool:
        """Whether it was reported after the cut-off."""
        return self.reported_on is not None and self.reported_on > self.due_on


def round_of(rhythm: Rhythm, day: date, cutoff: int = 20) -> Round:
    """The round in which a day lies: monthly from the day after one cut-off to the next, half-monthly, weekly."""
    if rhythm is Rhythm.MONTHLY:
        end = _cutoff(day.year, day.month, cutoff)
        if day > end:
            end = _cutoff(*_next(day.year, day.month), cutoff)
        year, month = _previous(end.year, end.month)
        return Round(rhythm, _cutoff(year, month, cutoff) + timedelta(days=1), end, end)
    if rhythm is Rhythm.HALF_MONTHLY:
        begin = day.replace(day=1 if day.day <= 15 else 16)
        end = day.replace(day=15) if day.day <= 15 else _cutoff(day.year, day.month, 31)
        return Round(rhythm, begin, end, end)
    begin = day - timedelta(days=day.isoweekday() - 1)
    return Round(rhythm, begin, begin + timedelta(days=6), begin + timedelta(days=6))


def check_find(find: Find, now: datetime, hours: int = 6) -> None:
    """Refuse a find without its measures, and a serious one that names nobody or was not reported in time."""
    if not find.matter.strip():
        raise Mistake("请写明矛盾事项。", "matter")
    if find.found_on > now.date():
        raise Mistake(f"排查日期 {find.found_on} 还没有到。", "found_on")
    if find.risk is Risk.LOW:
        return
    if not find.responsible.strip() or not find.measures.strip():
        raise Mistake(f"{find.risk.value}风险要写明责任人和化解措施。", "responsible")
    if find.risk is Risk.HIGH and not find.reported_at:
        raise Mistake(f"重大矛盾要在 {hours} 小时内报司法所，请填写上报时间。", "reported_at")


def report_line(made: Round) -> str:
    """The one line that goes to the street: how many of which grade, or zero."""
    period = f"{made.from_on} 至 {made.to_on}"
    if made.zero:
        return f"{period}：未排查出矛盾纠纷，零报告。"
    grades = "、".join(
        f"{risk.value} {count} 件" for risk in Risk if (count := sum(f.risk is risk for f in made.finds))
    )
    solved = sum(bool(f.result) for f in made.finds)
    return f"{period}：排查出矛盾纠纷 {len(made.finds)} 件（{grades}），已化解 {solved} 件。"


def _cutoff(year: int, month: int, day: int) -> date:
    first = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), first - timedelta(days=1))


def _next(year: int, month: int) -> tuple[int, int]:
    return (year + month // 12, month % 12 + 1)


def _previous(year: int, month: int) -> tuple[int, int]:
    return (year - 1, 12) if month == 1 else (year, month - 1)
