"""What explains an absence: leave, errands and corrections, to the half day or from one hour to another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from villagedesk.attendance.judge.rule import stamp
from villagedesk.attendance.judge.verdict import Status
from villagedesk.base.errors import Mistake

LEAVE_KINDS = ("事假", "病假", "婚假", "产假", "陪产假", "丧假", "年休假", "公假", "调休")
ERRAND_KINDS = ("公出", "下村", "开会", "培训")
_HALVES = ("上午", "下午")
_FIELD_WORDS = ("外勤", "下村", "走访", "巡查", "巡山", "巡河")
_ERRAND_WORDS = ("公出", "公假", "开会", "会议", "培训", "学习", "出差")


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """Half a day: 0 is the morning, 1 the afternoon and evening."""

    day: date
    half: int = 0

    @property
    def number(self) -> int:
        """Half days counted through the calendar, so that spans are ranges of numbers."""
        return self.day.toordinal() * 2 + self.half

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {_HALVES[self.half]}"


NOON = time(12)


@dataclass(frozen=True, slots=True)
class Away:
    """A leave or an errand of one person from the half day `first` to the half day `last`, both included.

    With `begin` and `end` it is by the hour: only the time between them is explained, and `first` and `last`
    are the half days that it touches.
    """

    person: str
    first: HalfDay
    last: HalfDay
    kind: str
    note: str = ""
    begin: datetime | None = None
    end: datetime | None = None

    @property
    def timed(self) -> bool:
        """Whether it runs from one hour to another instead of over whole half days."""
        return self.begin is not None and self.end is not None

    @property
    def opens(self) -> datetime:
        """The moment from which it explains."""
        return self.begin or half_opens(self.first)

    @property
    def closes(self) -> datetime:
        """The moment up to which it explains."""
        return self.end or half_opens(HalfDay(date.fromordinal((self.last.number + 1) // 2), 1 - self.last.half))

    @property
    def words(self) -> str:
        """From when to when, as a clerk says it."""
        return span_words(self.first, self.last, self.begin, self.end)

    @property
    def half_days(self) -> int:
        """How many half days of the calendar it covers."""
        return self.last.number - self.first.number + 1


def half_day_from(text: str, *, last: bool, where: str = "") -> HalfDay:
    """`2026-11-05`, `2026-11-05 上午` or `下午`; without a word the start (or, for `last`, the end) of the day."""
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:\s*(上午|下午))?", text.strip())
    try:
        if not found:
            raise ValueError
        day = date.fromisoformat(found[1])
        if not 1949 <= day.year <= 2200:
            raise ValueError
    except ValueError:
        says = f"“{where or '日期'}”写的“{text}”不是日历上有的日期，请写成 2026-11-21 或 2026-11-21 上午。"
        raise Mistake(says, where) from None
    return HalfDay(day, _HALVES.index(found[2]) if found[2] else int(last))


def half_opens(half: HalfDay) -> datetime:
    """The moment at which a half day begins: midnight, or noon."""
    return datetime.combine(half.day, NOON if half.half else time())


def timed_away(person: str, begin: datetime, end: datetime, kind: str, note: str = "") -> Away:
    """An absence by the hour with the half days that it touches."""
    return Away(person, half_at(begin), half_at(max(begin, end - timedelta(seconds=1))), kind, note, begin, end)


def half_at(moment: datetime) -> HalfDay:
    """The half day in which a moment lies."""
    return HalfDay(moment.date(), int(moment.time() >= NOON))


def span_words(first: HalfDay, last: HalfDay, begin: datetime | None = None, end: datetime | None = None) -> str:
    """From when to when in words, by the hour where hours are given."""
    if begin is not None and end is not None:
        after = f"{end:%H:%M}" if end.date() == begin.date() else f"{end:%Y-%m-%d %H:%M}"
        return f"{begin:%Y-%m-%d %H:%M} 到 {after}"
    return f"{first}" if first == last else f"{first} 到 {last}"


def status_of(kind: str) -> Status:
    """How a day counts that a leave or errand of this kind explains."""
    if kind in _FIELD_WORDS:
        return Status.FIELD
    if kind in _ERRAND_WORDS:
        return Status.ERRAND
    return Status.REST if kind == "调休" else Status.LEAVE


@dataclass(frozen=True, slots=True)
class Cover:
    """For one person: the number of each explained half day with its kind, and the explained hours.

    An hour's entry is its first and last second (stamps) and its kind.
    """

    halves: dict[int, str] = field(default_factory=dict[int, str])
    hours: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])


def covers(aways: Iterable[Away]) -> dict[str, Cover]:
    """Every explained half day and hour by person; where two half days overlap the earlier entry stands."""
    found: dict[str, Cover] = {}
    for away in aways:
        if away.last.number < away.first.number:
            raise Mistake(f"{away.person}的{away.kind}结束（{away.last}）早于开始（{away.first}）。", "to")
        if away.half_days > 2 * 1100:
            raise Mistake(f"{away.person}的{away.kind}超过三年，请核对日期。", "to")
        cover = found.setdefault(away.person, Cover())
        if away.begin is not None and away.end is not None:
            cover.hours.append((stamp(away.begin), stamp(away.end), away.kind))
            continue
        for number in range(away.first.number, away.last.number + 1):
            cover.halves.setdefault(number, away.kind)
    for cover in found.values():
        cover.hours.sort()
    return found
