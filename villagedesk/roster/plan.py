"""A finished plan as an answer: duties, holes, and fairness with what is carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.base import plain
from villagedesk.roster.explain import Hole, holes
from villagedesk.roster.fairness.history import canonical, opening
from villagedesk.roster.frame import Frame
from villagedesk.roster.model.shares import bucket_sizes
from villagedesk.roster.rules import obstacles, roll
from villagedesk.roster.shift import Duty


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of a case: duties in the order of slots and people, holes, and the counts by bucket and person.

    `fairness` counts weighted duties with the history included; `spread` is the largest minus the smallest.
    """

    assignments: tuple[Duty, ...]
    unmet: tuple[Hole, ...]
    fairness: dict[str, dict[str, int]]
    optimal: bool
    gap: float
    seconds: float

    @property
    def spread(self) -> dict[str, int]:
        """Largest minus smallest count by bucket."""
        return {name: max(counts.values()) - min(counts.values()) for name, counts in self.fairness.items() if counts}


def plan_from(made: Frame, cells: Sequence[tuple[int, int]], *, optimal: bool, gap: float, seconds: float) -> Plan:
    """The plan for chosen (slot, person) cells; a hole that somebody could fill by every rule is filled."""
    duties = _filled(made, [_duty(made, slot, person) for slot, person in sorted(cells)])
    return Plan(duties, holes(made, duties), counts(made, duties), optimal, round(gap, 4), round(seconds, 3))


def answer(plan: Plan) -> dict[str, Any]:
    """The plan in the shape that `roster try --json` prints."""
    return {
        "assignments": plain.write(plan.assignments),
        "unmet": plain.write(plan.unmet),
        "fairness": plan.fairness,
        "spread": plan.spread,
        "optimal": plan.optimal,
        "gap": plan.gap,
        "seconds": plan.seconds,
    }


def counts(made: Frame, duties: Sequence[Duty]) -> dict[str, dict[str, int]]:
    """Weighted duties by bucket and person with the history included, for everybody who could stand one."""
    people = made.case.people
    buckets = bucket_sizes(made)
    carried = opening(
        [
            None if p.history is None else canonical(p.history, buckets, f"people[{i}].history")
            for i, p in enumerate(people)
        ],
        buckets,
        made.eligible,
    )
    found: dict[str, dict[str, int]] = {}
    for bucket in buckets:
        inside = [slot for slot in made.slots if slot.bucket == bucket and not slot.whole]
        able = (i for i in made.eligible[bucket] if any(made.candidate(i, slot) for slot in inside))
        found[bucket] = {people[i].name: carried[i].get(bucket, 0) for i in able}
    for duty in duties:
        slot = made.by_key.get((duty.date, duty.shift, duty.post))
        if slot is not None and not slot.whole:
            bucket = found[slot.bucket]
            start = carried[made.index[duty.person]].get(slot.bucket, 0) if duty.person in made.index else 0
            bucket[duty.person] = bucket.get(duty.person, start) + slot.weight
    return found


def _duty(made: Frame, slot: int, person: int) -> Duty:
    at = made.slots[slot]
    return Duty(at.date, at.shift, at.post, made.case.people[person].name)


def _filled(made: Frame, duties: list[Duty]) -> tuple[Duty, ...]:
    now = roll(made, duties)
    added = False
    for slot in made.slots:
        missing = slot.count - len(now.holders(slot)) if not slot.whole else 0
        for i in sorted(range(len(made.case.people)), key=lambda k: len(now.held[k])) if missing > 0 else ():
            if missing and i not in now.holders(slot) and not obstacles(now, i, slot):
                now.held[i].append(slot)
                duties.append(_duty(made, slot.index, i))
                missing, added = missing - 1, True
    if added:
        order = {(s.date, s.shift, s.post): s.index for s in made.slots}
        duties.sort(key=lambda d: (order[d.date, d.shift, d.post], made.index[d.person]))
    return tuple(duties)
