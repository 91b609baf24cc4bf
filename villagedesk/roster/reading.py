"""Reading a case or a set of shifts from plain values, refusing what cannot be, by place and in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.calendar.day import DayKind
from villagedesk.roster.case import Candidate, Case, Rules, away_from
from villagedesk.roster.season import Season
from villagedesk.roster.shift import Shift, When, clock_time, spoken_hours

LONGEST_DAYS = 400
_CLOCK = re.compile(r"^([01]?\d|2[0-3]):[0-5]\d$|^24:00$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """The office's shifts, seasons and rules, as `roster shifts import` takes them."""

    shift: tuple[Shift, ...] = ()
    season: tuple[Season, ...] = ()
    rules: Rules = field(default_factory=Rules)


def read_case(value: Any) -> Case:
    """A checked case from plain JSON values; `Mistake` names the place of the first fault."""
    case = plain.read(Case, value)
    check_case(case)
    return case


def read_pattern(value: Any) -> Pattern:
    """Checked shifts, seasons and rules from plain TOML values; `Mistake` names the place of the first fault."""
    pattern = plain.read(Pattern, value)
    check_shifts(pattern.shift, "shift")
    check_seasons(pattern.season, [one.name for one in pattern.shift], "season")
    check_limits(pattern.rules)
    return pattern


def check_case(case: Case) -> None:
    """Raise `Mistake` for the first thing in the case that cannot be."""
    if case.last < case.first:
        raise Mistake(f"“to”（{case.last}）早于“from”（{case.first}）；请对调或改正日期。", "to")
    if (case.last - case.first).days >= LONGEST_DAYS:
        raise Mistake(f"一次最多排 {LONGEST_DAYS} 天；请缩短“from”到“to”的范围。", "to")
    check_shifts(case.shifts, "shifts")
    check_seasons(case.seasons, [one.name for one in case.shifts], "seasons")
    check_limits(case.rules)
    _check_people(case.people)
    names = {person.name for person in case.people}
    check_pairs(case.rules, names)
    for i, duty in enumerate(case.pinned):
        _check_pin(case, names, duty.person, duty.shift, f"pinned[{i}]")


def check_shifts(shifts: Sequence[Shift], where: str) -> None:
    """Raise `Mistake` for impossible hours, needs or days of a shift, or two shifts of one name."""
    _no_twins((one.name for one in shifts), "班次", where)
    for i, shift in enumerate(shifts):
        _check_hours(shift, f"{where}[{i}]")
        _check_when(shift.on, f"{where}[{i}].on")
        posts = [need.post for need in shift.needs]
        for k, need in enumerate(shift.needs):
            if need.post in posts[:k]:
                raise Mistake(
                    f"班次“{shift.name}”的岗位“{need.post}”写了两次（{where}[{i}].needs[{k}]）；请合并成一项并写总人数。",
                    f"{where}[{i}].needs[{k}]",
                )
            place = f"{where}[{i}].needs[{k}]"
            if not need.post.strip():
                raise Mistake(f"“{place}.post”是空的；请写明岗位（带班、坐班、值班…）。", f"{place}.post")
            if isinstance(need.count, int) and need.count < 0:
                raise Mistake(f"“{place}.count”不能是负数（现在是 {need.count}）。", f"{place}.count")
        if shift.weight < 0:
            raise Mistake(f"“{where}[{i}].weight”不能是负数（现在是 {shift.weight}）。", f"{where}[{i}].weight")


def check_seasons(seasons: Sequence[Season], shifts: Sequence[str], where: str) -> None:
    """Raise `Mistake` for a season with impossible bounds, hours, or of an unknown shift."""
    for i, season in enumerate(seasons):
        place = f"{where}[{i}]"
        _check_month_day(season.from_md, f"{place}.from")
        _check_month_day(season.to_md, f"{place}.to")
        if season.shift and season.shift not in shifts:
            raise Mistake(f"“{place}.shift”写的班次“{season.shift}”不存在；请改成已有的班次名称。", f"{place}.shift")
        for k, period in enumerate(season.periods):
            _check_period(period, f"{place}.periods[{k}]")


def check_limits(rules: Rules) -> None:
    """Raise `Mistake` for a limit that no plan could keep."""
    for name in ("max_consecutive_days", "max_per_week"):
        limit = getattr(rules, name)
        if limit is not None and limit < 1:
            raise Mistake(f"“rules.{name}”至少是 1（现在是 {limit}）；不限制就去掉这一项。", f"rules.{name}")
    if rules.min_rest_hours is not None and not 0 <= rules.min_rest_hours <= 24 * 14:
        raise Mistake(
            f"“rules.min_rest_hours”应在 0 到 336 之间（现在是 {rules.min_rest_hours}）。", "rules.min_rest_hours"
        )


def check_pairs(rules: Rules, names: Iterable[str]) -> None:
    """Raise `Mistake` for a pair that is none or names somebody unknown."""
    known = set(names)
    for rule, pairs in (("apart", rules.apart), ("cover", rules.cover)):
        for i, pair in enumerate(pairs):
            place = f"rules.{rule}[{i}]"
            if len(pair) != 2 or pair[0] == pair[1]:
                raise Mistake(f"“{place}”应写两个不同的人，现在是“{'、'.join(pair)}”。", place)
            for name in pair:
                if name not in known:
                    raise Mistake(f"“{place}”里的“{name}”不在人员名单里；请检查姓名。", place)


def _check_people(people: Sequence[Candidate]) -> None:
    _no_twins((one.name for one in people), "人员", "people")
    for i, person in enumerate(people):
        for k, day in enumerate(person.unavailable):
            place = f"people[{i}].unavailable[{k}]"
            try:
                _ = away_from(day) if isinstance(day, str) else day
            except ValueError:
                raise Mistake(
                    f"“{place}”（{person.name}）写的“{day}”不是日历上有的日期；请写成 2026-11-21。", place
                ) from None
        for post, weekdays in person.fixed_weekdays.items():
            _check_range(weekdays, 1, 7, f"people[{i}].fixed_weekdays.{post}")
        _check_range(person.likes, 1, 7, f"people[{i}].likes")
        _check_range(person.dislikes, 1, 7, f"people[{i}].dislikes")
        for bucket, count in (person.history or {}).items():
            if count != count or abs(count) > 100000:
                raise Mistake(f"“people[{i}].history.{bucket}”不是合理的次数。", f"people[{i}].history.{bucket}")


def _check_pin(case: Case, names: set[str], person: str, shift: str, place: str) -> None:
    if person not in names:
        raise Mistake(f"“{place}.person”里的“{person}”不在人员名单里；请检查姓名。", f"{place}.person")
    if shift not in {one.name for one in case.shifts}:
        raise Mistake(f"“{place}.shift”里的班次“{shift}”不存在；请检查班次名称。", f"{place}.shift")


def _check_hours(shift: Shift, where: str) -> None:
    if not shift.name.strip():
        raise Mistake(f"“{where}.name”是空的；请给班次起个名称。", f"{where}.name")
    for name, text in (("start", shift.start), ("end", shift.end)):
        if not _CLOCK.match(text):
            raise Mistake(f"“{where}.{name}”应是钟点（08:30），现在是“{text}”。", f"{where}.{name}")
    if shift.start == "24:00":
        raise Mistake(f"“{where}.start”应写 00:00，不是 24:00。", f"{where}.start")
    check_night(shift, where)
    for k, period in enumerate(shift.periods):
        _check_period(period, f"{where}.periods[{k}]")


def check_night(shift: Shift, where: str = "") -> None:
    """Raise `Mistake` for a shift that ends before it starts and neither says overnight nor is plainly a night."""
    start, end = clock_time(shift.start), clock_time(shift.end)
    field, place = (f"{where}.end", f"（{where}.end）") if where else ("end", "")
    if shift.overnight and (shift.end == "24:00" or end > start):
        raise Mistake(
            f"班次“{shift.name}”{place}写明值到次日，可结束 {shift.end} 晚于开始 {shift.start}，"
            "超过了 24 小时；请改正钟点，或去掉“次日”。",
            field,
        )
    if shift.end != "24:00" and end < start and not shift.overnight and not _is_night(start, end):
        raise Mistake(
            f"班次“{shift.name}”{place}的结束 {shift.end} 早于开始 {shift.start}；当天的班请改正钟点，"
            f"确实值到第二天的（{spoken_hours(shift)}）请写明“次日”{'（overnight = true）' if where else ''}。",
            field,
        )


def _is_night(start: time, end: time) -> bool:
    """Whether hours that pass midnight are plainly a night, and not a day written the wrong way round."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute + 24 * 60
    return start >= time(14) and minutes <= 14 * 60


def _check_period(period: tuple[str, str], where: str) -> None:
    for text in period:
        if not _CLOCK.match(text):
            raise Mistake(f"“{where}”应是两个钟点，现在有“{text}”。", where)
    if period[1] != "24:00" and clock_time(period[1]) <= clock_time(period[0]):
        raise Mistake(f"“{where}”的结束 {period[1]} 不晚于开始 {period[0]}；请改正钟点。", where)


def _check_when(on: When, where: str) -> None:
    _check_range(on.weekdays, 1, 7, f"{where}.weekdays")
    _check_range(on.month_days, 1, 31, f"{where}.month_days")
    kinds = [kind.value for kind in DayKind]
    for i, kind in enumerate(on.kinds):
        if kind not in kinds:
            raise Mistake(
                f"“{where}.kinds[{i}]”里的“{kind}”不是日期种类；可以写 {'、'.join(kinds)}。", f"{where}.kinds[{i}]"
            )
    for name, text in (("from_md", on.from_md), ("to_md", on.to_md)):
        if text:
            _check_month_day(text, f"{where}.{name}")


def _check_month_day(text: str, where: str) -> None:
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise Mistake(f"“{where}”应是日历上有的月日（05-01），现在是“{text}”。", where) from None


def _check_range(values: Sequence[int], low: int, high: int, where: str) -> None:
    for i, value in enumerate(values):
        if not low <= value <= high:
            raise Mistake(f"“{where}[{i}]”应在 {low} 到 {high} 之间，现在是 {value}。", f"{where}[{i}]")


def _no_twins(names: Iterable[str], noun: str, where: str) -> None:
    listed = list(names)
    for i, name in enumerate(listed):
        if not name.strip():
            raise Mistake(f"“{where}[{i}].name”是空的；请写明名称。", f"{where}[{i}].name")
    for name, times in Counter(listed).items():
        if times > 1:
            at = [i for i, other in enumerate(listed) if other == name][1]
            raise Mistake(
                f"{noun}“{name}”出现了 {times} 次（{where}[{at}]）；请改成能区分的名称。", f"{where}[{at}].name"
            )
