"""Why somebody cannot stand a slot beside the duties already in place, in Chinese, rule by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.calendar.wording import WEEKDAYS, day_words
from villagedesk.roster.frame import Frame, chosen_slots, earlier_slots
from villagedesk.roster.model.clashes import clash
from villagedesk.roster.shift import Duty
from villagedesk.roster.slots import Slot


@dataclass(frozen=True, slots=True)
class Roll:
    """Who stands what: for each person the slots held, those before the plan included."""

    made: Frame
    held: list[list[Slot]]

    def without(self, person: int, slot: Slot) -> Roll:
        """The roll after taking one person off one slot."""
        return Roll(
            self.made,
            [[s for s in mine if i != person or s.index != slot.index] for i, mine in enumerate(self.held)],
        )

    def holders(self, slot: Slot) -> list[int]:
        """Who stands a slot."""
        return [i for i, mine in enumerate(self.held) if any(one.index == slot.index for one in mine)]


def roll(made: Frame, duties: Iterable[Duty]) -> Roll:
    """The duties as a roll; duties that have no slot in the frame are left out."""
    held: list[list[Slot]] = [[] for _ in made.case.people]
    for person, slot in (*earlier_slots(made), *chosen_slots(made, duties)):
        held[person].append(slot)
    return Roll(made, held)


def obstacles(now: Roll, person: int, slot: Slot) -> tuple[str, ...]:
    """Every rule that keeps a person from a slot, as Chinese phrases without the name; empty when there is none."""
    made = now.made
    if not made.may(person, slot):
        return (f"不担任{slot.post}",)
    found: list[str] = []
    away = made.absence(person, slot)
    if away is not None:
        found.append(f"{away.reason}" if away.date == slot.date else f"次日{away.reason}")
    if made.wrong_weekday(person, slot):
        found.append(f"固定在{_weekdays(made.case.people[person].fixed_weekdays[slot.post])}{slot.post}")
    partner = made.must_cover(person, slot)
    if partner is not None:
        found.append(f"次日须为{made.case.people[partner].name}顶岗（A/B角）")
    mine = [one for one in now.held[person] if one.index != slot.index or slot.index < 0]
    found += _clashes(now, mine, slot)
    found += _limits(now, mine, slot)
    found += _company(now, person, slot)
    return tuple(dict.fromkeys(found))


def _clashes(now: Roll, mine: Sequence[Slot], slot: Slot) -> list[str]:
    hours = now.made.case.rules.min_rest_hours or 0
    found: list[str] = []
    for other in mine:
        if not clash(one=other, other=slot, rest_hours=hours):
            continue
        name = f"{day_words(other.date)}“{other.shift}”"
        if clash(other, slot, 0):
            found.append("当天已值" + f"“{other.shift}”" if other.date == slot.date else f"与{name}时间重叠")
        else:
            found.append(f"与{name}之间休息不足{hours:g}小时")
    return found


def _limits(now: Roll, mine: Sequence[Slot], slot: Slot) -> list[str]:
    rules = now.made.case.rules
    days = {one.date for one in mine} | {slot.date}
    found: list[str] = []
    if rules.max_consecutive_days and run_length(days, slot.date) > rules.max_consecutive_days:
        found.append(f"连班超过{rules.max_consecutive_days}天")
    if rules.max_per_week:
        monday = slot.date - timedelta(days=slot.date.weekday())
        week = [one for one in mine if monday <= one.date < monday + timedelta(days=7)]
        counted = sum(1 for one in week if not one.whole) + (not slot.whole)
        if len({one.date for one in week} | {slot.date}) > rules.max_per_week or counted > rules.max_per_week:
            found.append(f"本周已值{rules.max_per_week}次")
    return found


def _company(now: Roll, person: int, slot: Slot) -> list[str]:
    if slot.whole:
        return []
    found: list[str] = []
    made = now.made
    for rule, pairs in (("apart", made.case.rules.apart), ("cover", made.case.rules.cover)):
        for a, b in pairs:
            if person not in (made.index[a], made.index[b]):
                continue
            other = made.index[b] if person == made.index[a] else made.index[a]
            name = made.case.people[other].name
            theirs = [one for one in now.held[other] if not one.whole]
            if rule == "apart" and any(clash(one, slot, 0) for one in theirs):
                found.append(f"不能与{name}同班")
            if rule == "cover" and slot.overnight and any(one.overnight and one.date == slot.date for one in theirs):
                found.append(f"与{name}互为A/B角，不能同时值夜")
    return found


def run_length(days: set[date], day: date) -> int:
    """How many days in a row with `day` among them are in the set."""
    count, step = 1, timedelta(days=1)
    before, after = day - step, day + step
    while before in days:
        count, before = count + 1, before - step
    while after in days:
        count, after = count + 1, after + step
    return count


def _weekdays(days: Sequence[int]) -> str:
    return "、".join("周" + WEEKDAYS[day - 1] for day in days)
