"""What the office itself lays on its calendar: collective days and special periods."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from villagedesk.calendar.wording import WEEKDAYS

Works = Callable[[date], bool]
Moved = Literal["stay", "next_workday", "previous_workday", "skip"]

MOVED_LABELS: dict[str, str] = {
    "stay": "照常",
    "next_workday": "顺延到下一个工作日",
    "previous_workday": "提前到上一个工作日",
    "skip": "当月不办",
}


@dataclass(frozen=True, slots=True)
class CollectiveDay:
    """A day on which everybody is there (集体办公日, 集中走访日, 主题党日).

    It falls on `month_days` (1…31; a day that a short month lacks is its last) and on `weekdays`
    (1 Monday … 7) — every week, or with `nth` 1…5 on that one of the month, -1 the last. `moved` says
    what happens when it is no workday.
    """

    name: str
    month_days: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    moved: Moved = "stay"
    from_on: date | None = None
    to_on: date | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """Days in which nobody may go on leave (防汛, 森林防火, 换届), both ends included."""

    name: str
    from_on: date
    to_on: date
    note: str = ""
    id: int = 0

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.from_on <= day <= self.to_on


def collective_dates(rule: CollectiveDay, year: int, month: int, works: Works) -> Iterator[date]:
    """The days of one month on which a collective day falls, moved as its rule says."""
    length = calendar.monthrange(year, month)[1]
    days = {date(year, month, min(number, length)) for number in rule.month_days if 1 <= number <= 31}
    days |= {day for day in (date(year, month, n + 1) for n in range(length)) if _on_weekday(rule, day, length)}
    for day in sorted(days):
        moved = move(day, rule.moved, works)
        if moved and (rule.from_on is None or rule.from_on <= moved) and (rule.to_on is None or moved <= rule.to_on):
            yield moved


def _on_weekday(rule: CollectiveDay, day: date, length: int) -> bool:
    if day.isoweekday() not in rule.weekdays:
        return False
    last = day.day + 7 > length
    return rule.nth == 0 or (rule.nth == -1 and last) or rule.nth == (day.day + 6) // 7


def move(day: date, rule: Moved, works: Works) -> date | None:
    """Where a day goes when it is no workday; None when it is left out. Looks at most 30 days far."""
    if rule == "stay" or works(day):
        return day
    if rule == "skip":
        return None
    step = timedelta(days=1 if rule == "next_workday" else -1)
    return next((d for d in (day + step * n for n in range(1, 31)) if works(d)), day)


def rule_text(rule: CollectiveDay) -> str:
    """The rule of a collective day in words: `每月15日，遇休息日顺延到下一个工作日`."""
    parts: list[str] = []
    if rule.month_days:
        parts.append("每月" + "、".join(f"{number}" for number in rule.month_days) + "日")
    if rule.weekdays:
        week = "、".join(WEEKDAYS[number - 1] for number in rule.weekdays)
        every = "每周" if rule.nth == 0 else "每月最后一个星期" if rule.nth == -1 else f"每月第{rule.nth}个星期"
        parts.append(every + week)
    return "，".join(["和".join(parts), f"遇休息日{MOVED_LABELS[rule.moved]}"])
