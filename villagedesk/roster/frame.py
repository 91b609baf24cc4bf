"""A case made ready for every question about it: its slots, who may stand which, and duties in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from villagedesk.base.errors import Mistake
from villagedesk.calendar.day import DayKind
from villagedesk.roster.case import Away, Case
from villagedesk.roster.season import in_season
from villagedesk.roster.shift import Duty, Shift
from villagedesk.roster.slots import Slot, day_kinds, expand

_MORNING_GRACE = timedelta(hours=9)
_NOON = timedelta(hours=12)


@dataclass(frozen=True)
class Frame:
    """A case with its days and slots; people are indexes into `case.people`."""

    case: Case
    kinds: Mapping[date, DayKind]
    slots: tuple[Slot, ...]

    @cached_property
    def index(self) -> dict[str, int]:
        """The place of each person by name."""
        return {person.name: i for i, person in enumerate(self.case.people)}

    @cached_property
    def by_key(self) -> dict[tuple[date, str, str], Slot]:
        """Each slot by day, shift and post."""
        return {(slot.date, slot.shift, slot.post): slot for slot in self.slots}

    @cached_property
    def away(self) -> list[dict[date, list[Away]]]:
        """For each person the days away."""
        found: list[dict[date, list[Away]]] = []
        for person in self.case.people:
            days: dict[date, list[Away]] = {}
            for one in person.aways:
                days.setdefault(one.date, []).append(one)
            found.append(days)
        return found

    @cached_property
    def partners(self) -> dict[int, tuple[int, ...]]:
        """For each person of an A/B pair the other ones."""
        found: dict[int, tuple[int, ...]] = {}
        for a, b in self.case.rules.cover:
            i, k = self.index[a], self.index[b]
            found[i] = (*found.get(i, ()), k)
            found[k] = (*found.get(k, ()), i)
        return found

    @cached_property
    def posts(self) -> frozenset[str]:
        """Every post that at least one person may stand."""
        return frozenset(post for person in self.case.people for post in person.posts)

    @cached_property
    def eligible(self) -> dict[str, tuple[int, ...]]:
        """For each fairness bucket everybody who holds its post, whole-office slots left out."""
        found: dict[str, tuple[int, ...]] = {}
        for slot in self.slots:
            if not slot.whole and slot.bucket not in found:
                people = enumerate(self.case.people)
                found[slot.bucket] = tuple(i for i, person in people if slot.post in person.posts)
        return found

    def may(self, person: int, slot: Slot) -> bool:
        """Whether the person holds the post; a post nobody holds that asks for all is everybody's."""
        return slot.post in self.case.people[person].posts or (slot.whole and slot.post not in self.posts)

    def absence(self, person: int, slot: Slot) -> Away | None:
        """The time away that meets the slot; a night may run into the first hours of a day away."""
        days = self.away[person]
        if not days:
            return None
        for one in days.get(slot.date, ()):
            if _meets(one, slot):
                return one
        after = slot.date + timedelta(days=1)
        if slot.end > datetime.combine(after, datetime.min.time()) + _MORNING_GRACE:
            return next(iter(days.get(after, ())), None)
        return None

    def wrong_weekday(self, person: int, slot: Slot) -> bool:
        """Whether the person stands this post on fixed weekdays and this is none of them."""
        fixed = self.case.people[person].fixed_weekdays.get(slot.post)
        return fixed is not None and slot.date.isoweekday() not in fixed

    def holds_fixed(self, person: int, slot: Slot) -> bool:
        """Whether this is the person's fixed weekday for the post."""
        return slot.date.isoweekday() in self.case.people[person].fixed_weekdays.get(slot.post, ())

    def must_cover(self, person: int, slot: Slot) -> int | None:
        """The A/B partner who is away on the morning after this overnight slot, whom the person must cover."""
        if person not in self.partners or not slot.overnight:
            return None
        morning = slot.date + timedelta(days=1)
        return next((k for k in self.partners.get(person, ()) if morning in self.away[k]), None)

    def candidate(self, person: int, slot: Slot) -> bool:
        """Whether the person could stand the slot if it were the only one."""
        return (
            self.may(person, slot)
            and self.absence(person, slot) is None
            and not self.wrong_weekday(person, slot)
            and self.must_cover(person, slot) is None
        )


def _meets(one: Away, slot: Slot) -> bool:
    if not one.part:
        return True
    noon = datetime.combine(one.date, datetime.min.time()) + _NOON
    return slot.start < noon if one.part == "上午" else slot.end > noon


def frame(case: Case, national: Mapping[date, DayKind]) -> Frame:
    """Lay out a checked case; `Mistake` when a pinned cell has no slot or a slot has too many pins."""
    kinds = day_kinds(case, national)
    made = Frame(case, kinds, expand(case, kinds))
    taken: dict[int, set[str]] = {}
    for i, duty in enumerate(case.pinned):
        slot = made.by_key.get((duty.date, duty.shift, duty.post))
        if slot is None:
            raise Mistake(
                f"“pinned[{i}]”指定的 {duty.date} “{duty.shift}”没有“{duty.post}”这个岗；请核对日期、班次和岗位。",
                f"pinned[{i}]",
            )
        names = taken.setdefault(slot.index, set())
        names.add(duty.person)
        if not slot.whole and len(names) > slot.count:
            raise Mistake(
                f"“pinned[{i}]”使 {duty.date} “{duty.shift}”的“{duty.post}”超过了 {slot.count} 人；请减少固定的人。",
                f"pinned[{i}]",
            )
    return made


def earlier_slots(made: Frame) -> tuple[tuple[int, Slot], ...]:
    """The duties before or beside the plan as (person, slot), for those whose person and shift are known."""
    shifts = {shift.name: shift for shift in made.case.shifts}
    return tuple(
        (made.index[duty.person], _loose_slot(duty, shifts, made))
        for duty in made.case.previous
        if duty.person in made.index and duty.shift in shifts
    )


def _loose_slot(duty: Duty, shifts: Mapping[str, Shift], made: Frame) -> Slot:
    start, end = in_season(shifts[duty.shift], duty.date, made.case.seasons).span(duty.date)
    need = next((one for one in shifts[duty.shift].needs if one.post == duty.post), None)
    whole = need is not None and need.count == "all"
    return Slot(-1, duty.date, duty.shift, duty.post, 1, start, end, 0, "", whole)


def chosen_slots(made: Frame, duties: Iterable[Duty]) -> Sequence[tuple[int, Slot]]:
    """Duties as (person, slot), for those that stand in the frame."""
    return [
        (made.index[d.person], slot)
        for d in duties
        if d.person in made.index and (slot := made.by_key.get((d.date, d.shift, d.post))) is not None
    ]
