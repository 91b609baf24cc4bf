"""How one shift is judged: its hours, windows, grace and thresholds, compiled to seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from villagedesk.base.errors import Mistake

DAY = 86_400
InOut = Literal["first_last", "alternating", "device_state"]
Hours = Literal["first_last", "every_pair"]


@dataclass(frozen=True, slots=True)
class Judging:
    """The numbers by which a shift is judged; a profile gives them, a shift may set its own.

    `punches_per_day` 4 needs every sign of a broken day, 2 only the first and the last, 0 judges the signs
    that are there. `round_minutes` rounds worked time: what is left over counts as one more unit from
    `round_cutoff_minutes` on, and is dropped below it (or always, when that is 0). More minutes late (or
    early) than `late_half_day_minutes` cost the half day; 0 is never. Without periods the morning ends at
    `morning_until` and the afternoon begins at `afternoon_from`.
    """

    sign_in_from_minutes: int = 60
    sign_out_until_minutes: int = 60
    late_grace_minutes: int = 0
    early_grace_minutes: int = 0
    half_day_below_hours: float = 0.0
    absent_below_hours: float = 0.0
    in_out: InOut = "first_last"
    hours: Hours = "first_last"
    min_interval_minutes: int = 0
    round_minutes: int = 0
    round_cutoff_minutes: int = 0
    punches_per_day: Literal[0, 2, 4] = 0
    late_half_day_minutes: int = 0
    morning_until: str = "12:00"
    afternoon_from: str = "13:00"


@dataclass(frozen=True, slots=True)
class ShiftRule(Judging):
    """One shift as the judge sees it: name, hours and periods together with the numbers of `Judging`."""

    name: str = ""
    start: str = "08:00"
    end: str = "17:00"
    periods: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A half day of a shift: which cell it fills (0 upper, 1 lower), which half of the day excuses it, its span."""

    cell: int
    half: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """A rule in seconds from the midnight that begins the duty's day."""

    rule: ShiftRule
    start: int
    end: int
    window_from: int
    window_to: int
    parts: tuple[Part, ...]
    periods: tuple[tuple[int, int], ...]


_FIRST = datetime(1, 1, 1)
"""The midnight with which the calendar begins; its day has the number 1."""


def stamp(moment: datetime) -> int:
    """Seconds since the first midnight of the calendar; integers compare faster than moments."""
    return moment.toordinal() * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def moment_of(stamped: int) -> datetime:
    """The moment that `stamp` made a number of."""
    return _FIRST + timedelta(stamped // DAY - 1, stamped % DAY)


def midnight(day: date) -> int:
    """The stamp of the midnight that begins a day."""
    return day.toordinal() * DAY


def clock_seconds(text: str, where: str) -> int:
    """`08:30` as seconds of the day; `24:00` is the end of it. `Mistake` for no time of day."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not found or int(found[1]) > 24 or int(found[2]) > 59 or (int(found[1]) == 24 and int(found[2])):
        raise Mistake(f"“{where}”写的“{text}”不是钟点，请写成 08:30 这样。", where)
    return int(found[1]) * 3600 + int(found[2]) * 60


@lru_cache(maxsize=512)
def timetable(rule: ShiftRule) -> Timetable:
    """The rule in seconds; `Mistake` naming what cannot be."""
    _check_numbers(rule)
    begin = clock_seconds(rule.start, "start")
    finish = clock_seconds(rule.end, "end")
    if finish <= begin:
        finish += DAY
    periods = _periods(rule)
    if periods:
        begin, finish = periods[0][0], periods[-1][1]
    return Timetable(
        rule,
        begin,
        finish,
        begin - rule.sign_in_from_minutes * 60,
        finish + rule.sign_out_until_minutes * 60,
        _parts(rule, begin, finish, periods),
        periods,
    )


_NUMBERS = {
    "sign_in_from_minutes": "可提前签到的分钟数",
    "sign_out_until_minutes": "可延后签退的分钟数",
    "late_grace_minutes": "迟到宽限分钟数",
    "early_grace_minutes": "早退宽限分钟数",
    "half_day_below_hours": "按半天计的小时数",
    "absent_below_hours": "按旷工计的小时数",
    "min_interval_minutes": "两次打卡的最小间隔",
    "round_minutes": "工时取整的单位",
    "round_cutoff_minutes": "工时取整的进位分钟数",
    "late_half_day_minutes": "按旷工半天计的迟到分钟数",
}


def _check_numbers(rule: ShiftRule) -> None:
    for name, says in _NUMBERS.items():
        value: float = getattr(rule, name)
        if not 0 <= value <= 2880:
            raise Mistake(f"班次“{rule.name}”的{says}（{name}）不能是 {value:g}。", name)


def _periods(rule: ShiftRule) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    last = 0
    for i, (begin_text, end_text) in enumerate(rule.periods):
        begin = clock_seconds(begin_text, f"periods[{i}]")
        finish = clock_seconds(end_text, f"periods[{i}]")
        begin += DAY * (begin < last)
        finish += DAY * (finish <= begin) + (DAY if begin >= DAY and finish < begin else 0)
        if (found and begin < last) or finish <= begin or finish - (found[0][0] if found else begin) > DAY:
            raise Mistake(f"班次“{rule.name}”的时段 {begin_text}–{end_text} 与前面的时段重叠或次序不对。", "periods")
        found.append((begin, finish))
        last = finish
    return tuple(found)


def _parts(rule: ShiftRule, begin: int, finish: int, periods: tuple[tuple[int, int], ...]) -> tuple[Part, ...]:
    """The half days of a shift: one for a short shift, two for a long one or one with two periods."""
    noon = clock_seconds(rule.morning_until, "morning_until")
    after = max(noon, clock_seconds(rule.afternoon_from, "afternoon_from"))
    if len(periods) >= 2:
        halves = (int(periods[0][0] >= noon), int(periods[1][0] >= noon - 3600))
        return (Part(0, halves[0], *periods[0]), Part(1, halves[1], periods[1][0], finish))
    if finish - begin <= 5 * 3600:
        half = int((begin + finish) // 2 >= noon + 1800)
        return (Part(half, half, begin, finish),)
    if begin < noon - 1800 and finish > after:
        return (Part(0, 0, begin, noon), Part(1, 1, after, finish))
    middle, half = (begin + finish) // 2, int(begin >= noon - 1800)
    return (Part(0, half, begin, middle), Part(1, half, middle, finish))
