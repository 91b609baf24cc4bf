"""The independent checker: every broken rule of any plan, found by counting and not by the planner's model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from villagedesk.calendar.wording import day_words
from villagedesk.roster.frame import Frame
from villagedesk.roster.season import in_season
from villagedesk.roster.shift import Duty, Shift
from villagedesk.roster.slots import Slot


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule at one place; `rule` is a short English code, `says` the Chinese sentence.

    `involved` are the duties that break it together, the one at this place among them.
    """

    date: date
    shift: str
    post: str
    person: str
    rule: str
    says: str
    involved: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """A duty with its hours, as the checker sees it."""

    duty: Duty
    slot: Slot
    inside: bool


def check(made: Frame, duties: Sequence[Duty]) -> tuple[Breach, ...]:
    """Every broken rule of the duties, in the order of days; duties before the plan are looked back on."""
    stands, strange = _stands(made, duties)
    people: dict[str, list[Stand]] = defaultdict(list)
    for stand in stands:
        people[stand.duty.person].append(stand)
    found = [*strange, *_needs(made, duties), *_twice(duties)]
    for name, mine in people.items():
        mine.sort(key=lambda one: one.slot.start)
        found += _alone(made, name, mine)
        found += _rest(made, mine)
        found += _runs(made, mine)
        found += _weeks(made, mine)
    found += _pairs(made, people)
    return tuple(sorted(found, key=lambda b: (b.date, b.shift, b.post, b.person, b.rule)))


def _stands(made: Frame, duties: Sequence[Duty]) -> tuple[list[Stand], list[Breach]]:
    shifts = {shift.name: shift for shift in made.case.shifts}
    found: list[Stand] = []
    strange: list[Breach] = []
    for duty in duties:
        slot = made.by_key.get((duty.date, duty.shift, duty.post))
        if duty.person not in made.index:
            strange.append(_breach(duty, "unknown_person", f"{duty.person}不在人员名单里"))
        elif slot is None:
            strange.append(_breach(duty, "no_slot", f"{duty.date}没有“{duty.shift}”的“{duty.post}”这个岗"))
        else:
            found.append(Stand(duty, slot, True))
    earlier = (duty for duty in made.case.previous if duty.shift in shifts)
    found += [Stand(duty, _hours(made, shifts[duty.shift], duty), False) for duty in earlier]
    return found, strange


def _hours(made: Frame, shift: Shift, duty: Duty) -> Slot:
    start, end = in_season(shift, duty.date, made.case.seasons).span(duty.date)
    whole = any(need.post == duty.post and need.count == "all" for need in shift.needs)
    return Slot(-1, duty.date, duty.shift, duty.post, 1, start, end, shift.weight, "", whole)


def _breach(duty: Duty, rule: str, says: str, *others: Duty) -> Breach:
    return Breach(duty.date, duty.shift, duty.post, duty.person, rule, says, (duty, *others))


def _needs(made: Frame, duties: Sequence[Duty]) -> Iterator[Breach]:
    filled = Counter((duty.date, duty.shift, duty.post) for duty in duties)
    for slot in made.slots:
        count = filled[slot.date, slot.shift, slot.post]
        if slot.whole or count == slot.count:
            continue
        rule, words = ("short", "还缺") if count < slot.count else ("crowded", "多排了")
        says = f"{slot.date}“{slot.shift}”的{slot.post}需要{slot.count}人，{words}{abs(slot.count - count)}人"
        there = (d for d in duties if (d.date, d.shift, d.post) == (slot.date, slot.shift, slot.post))
        yield Breach(slot.date, slot.shift, slot.post, "", rule, says, tuple(there))


def _twice(duties: Sequence[Duty]) -> Iterator[Breach]:
    for duty, times in Counter(duties).items():
        if times > 1:
            yield _breach(duty, "twice", f"{duty.person}在同一个岗上排了{times}次")


def _alone(made: Frame, name: str, mine: Sequence[Stand]) -> Iterator[Breach]:
    person = made.case.people[made.index[name]] if name in made.index else None
    for one in mine:
        if not one.inside or person is None:
            continue
        duty, slot = one.duty, one.slot
        if slot.post not in person.posts and not (slot.whole and slot.post not in made.posts):
            yield _breach(duty, "post", f"{name}不担任{slot.post}")
        away = made.absence(made.index[name], slot)
        if away is not None:
            yield _breach(duty, "away", f"{name}{day_words(away.date)}{away.reason}")
        fixed = person.fixed_weekdays.get(slot.post)
        if fixed is not None and slot.date.isoweekday() not in fixed:
            yield _breach(duty, "weekday", f"{name}的{slot.post}固定在别的星期")


def _rest(made: Frame, mine: Sequence[Stand]) -> Iterator[Breach]:
    hours = made.case.rules.min_rest_hours or 0
    for one, other in combinations(mine, 2):
        if not (one.inside or other.inside) or one.duty == other.duty:
            continue
        late = other if other.inside else one
        gap = max(one.slot.start, other.slot.start) - min(one.slot.end, other.slot.end)
        if one.slot.start < other.slot.end and other.slot.start < one.slot.end:
            text = f"{one.duty.person}的“{one.duty.shift}”和“{other.duty.shift}”时间重叠"
            yield _breach(late.duty, "overlap", text, one.duty, other.duty)
        elif gap < timedelta(hours=hours):
            if one.slot.date == other.slot.date and (one.slot.whole or other.slot.whole):
                continue
            before = one.duty
            text = f"{before.person}与{day_words(before.date)}“{before.shift}”之间休息不足{hours:g}小时"
            yield _breach(late.duty, "rest", text, one.duty, other.duty)


def _runs(made: Frame, mine: Sequence[Stand]) -> Iterator[Breach]:
    most = made.case.rules.max_consecutive_days
    days = sorted({one.slot.date for one in mine})
    inside = {one.slot.date: one.duty for one in mine if one.inside}
    run: list[date] = []
    for i, day in enumerate(days):
        run = [*run, day] if i and day - days[i - 1] == timedelta(days=1) else [day]
        if most and len(run) > most and day in inside:
            others = (inside[one] for one in run if one in inside)
            yield _breach(inside[day], "run", f"{inside[day].person}连班超过{most}天（第{len(run)}天）", *others)


def _weeks(made: Frame, mine: Sequence[Stand]) -> Iterator[Breach]:
    most = made.case.rules.max_per_week
    weeks: dict[date, list[Stand]] = defaultdict(list)
    for one in mine:
        weeks[one.slot.date - timedelta(days=one.slot.date.weekday())].append(one)
    for week in weeks.values():
        days = len({one.slot.date for one in week})
        times = max(days, sum(1 for one in week if not one.slot.whole))
        last = next((one for one in reversed(week) if one.inside), None)
        if most and times > most and last is not None:
            yield _breach(
                last.duty, "week", f"{last.duty.person}这一周值{times}次，超过{most}次", *(one.duty for one in week)
            )


def _pairs(made: Frame, people: dict[str, list[Stand]]) -> Iterator[Breach]:
    for a, b in made.case.rules.apart:
        for one in people.get(a, ()):
            for other in people.get(b, ()):
                together = one.slot.start < other.slot.end and other.slot.start < one.slot.end
                if together and one.inside and not (one.slot.whole or other.slot.whole):
                    yield _breach(one.duty, "apart", f"{a}和{b}不能同班", other.duty)
    for a, b in made.case.rules.cover:
        yield from _cover(made, people, a, b)
        yield from _cover(made, people, b, a, second=True)


def _cover(made: Frame, people: dict[str, list[Stand]], a: str, b: str, *, second: bool = False) -> Iterator[Breach]:
    nights = {one.slot.date for one in people.get(b, ()) if one.slot.overnight and not one.slot.whole}
    for one in people.get(a, ()):
        if not one.inside or not one.slot.overnight or one.slot.whole:
            continue
        if one.slot.date in nights and not second:
            yield _breach(one.duty, "cover", f"{a}和{b}互为A/B角，不能同时值夜")
        if one.slot.date + timedelta(days=1) in made.away[made.index[b]]:
            yield _breach(one.duty, "cover", f"{b}次日不在，{a}须在岗顶替（A/B角）")


def both_away(made: Frame) -> tuple[tuple[date, str, str], ...]:
    """Days of the plan on which both people of an A/B pair are away by their own leave or errands: a warning."""
    return tuple(
        (day, a, b)
        for a, b in made.case.rules.cover
        for day in sorted(set(made.away[made.index[a]]) & set(made.away[made.index[b]]))
        if made.case.first <= day <= made.case.last
    )
