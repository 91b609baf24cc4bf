"""Rounds of looking for disputes: their rhythm, cut-off day, zero report, and what each find needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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
    noted_at: str = ""
    case: str = ""
    id: int = 0

    @property
    def unreported(self) -> bool:
        """Whether it is serious and nobody has told the justice office yet."""
        return self.risk is Risk.HIGH and not self.reported_at

    @property
    def open(self) -> bool:
        """Whether it is still to be settled: no result and no case of it."""
        return not (self.result or self.case)

    def report_until(self, hours: int = 6) -> datetime:
        """The moment by which a serious find is told: hours after it was written down, the day's end when found."""
        end = datetime.combine(self.found_on, time(23, 59))
        if not self.noted_at:
            return end
        noted = datetime.fromisoformat(self.noted_at)
        return noted + timedelta(hours=hours) if noted.date() == self.found_on else end


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
    def name(self) -> str:
        """`每半月排查`, or the special period by its occasion: `特殊时期（春节前）排查`."""
        return f"{self.rhythm.value}{f'（{self.occasion}）' if self.occasion else ''}排查"

    @property
    def zero(self) -> bool:
        """Whether nothing was found, which is reported as zero."""
        return not self.finds

    @property
    def late(self) -> bool:
        """Whether it was reported after the cut-off."""
        return self.reported_on is not None and self.reported_on > self.due_on


SERIOUS_HOURS = 6
LONGEST_DAYS = 62
REPEATED = (Rhythm.MONTHLY, Rhythm.HALF_MONTHLY, Rhythm.WEEKLY)
_MOST_LEFT_OUT = 2


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


def special_round(occasion: str, from_on: date, to_on: date, due_on: date | None = None) -> Round:
    """The round of a special period: what it is for, from, to, and reported by its last day unless said otherwise."""
    if not occasion.strip():
        raise Mistake("特殊时期要写明是什么时期，例如“春节前”“汛期”。", "occasion")
    if to_on < from_on:
        raise Mistake(f"结束日期 {to_on} 早于开始日期 {from_on}，请检查。", "to_on")
    if (to_on - from_on).days > LONGEST_DAYS:
        raise Mistake(f"一个特殊时期最长 {LONGEST_DAYS} 天；时间更长的请分几轮排查。", "to_on")
    due = due_on or to_on
    if due < from_on:
        raise Mistake(f"报送截止 {due} 早于开始日期 {from_on}，请检查。", "due_on")
    return Round(Rhythm.SPECIAL, from_on, to_on, due, occasion=occasion.strip())


def expected(rhythm: Rhythm, latest: Round | None, today: date, cutoff: int = 20) -> tuple[Round, ...]:
    """The rounds that should have begun by today after the latest one of a rhythm, for a rhythm that is kept up.

    A rhythm is kept up while not more than two of its rounds were left out; special periods never repeat.
    """
    if latest is None or rhythm not in REPEATED:
        return ()
    found: list[Round] = []
    made = round_of(rhythm, latest.to_on + timedelta(days=1), cutoff)
    while made.from_on <= today and len(found) <= _MOST_LEFT_OUT:
        found.append(made)
        made = round_of(rhythm, made.to_on + timedelta(days=1), cutoff)
    return () if len(found) > _MOST_LEFT_OUT else tuple(found)


def check_find(find: Find, made: Round, now: datetime) -> None:
    """Refuse a find without matter, outside its round, without its measures, or reported before it was found."""
    if not find.matter.strip():
        raise Mistake("请写明矛盾事项。", "matter")
    if find.found_on > now.date():
        raise Mistake(f"排查日期 {find.found_on} 还没有到。", "found_on")
    if not made.from_on <= find.found_on <= made.to_on:
        span = f"{made.from_on} 至 {made.to_on}"
        raise Mistake(f"排查日期 {find.found_on} 不在这一轮（{span}）里，请改日期或登记在另一轮。", "found_on")
    if find.due_on and find.due_on < find.found_on:
        raise Mistake(f"化解时限 {find.due_on} 早于排查日期 {find.found_on}，请检查。", "due_on")
    if find.followed_on and not find.found_on <= find.followed_on <= now.date():
        raise Mistake(f"回访日期 {find.followed_on} 早于排查日期或者还没有到，请检查。", "followed_on")
    if find.reported_at:
        told = datetime.fromisoformat(find.reported_at)
        if told > now or told.date() < find.found_on:
            raise Mistake(f"上报时间 {find.reported_at[:16]} 早于排查日期或者还没有到，请检查。", "reported_at")
    if find.risk is Risk.LOW:
        return
    for field, label, written in (
        ("responsible", "责任人", find.responsible),
        ("measures", "化解措施", find.measures),
    ):
        if not written.strip():
            raise Mistake(f"{find.risk.value}风险要写明{label}。", field)


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
