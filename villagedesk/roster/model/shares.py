"""The fairness buckets: what is dealt out in each, and what everybody brings along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil

from villagedesk.roster.fairness.history import canonical, opening
from villagedesk.roster.frame import Frame
from villagedesk.roster.model.parts import Place, Share
from villagedesk.roster.slots import Slot


def share_of(made: Frame, bucket: str, places: Sequence[Place]) -> Share:
    """One bucket: its slots with their weight, and what counts already for everybody who shares it."""
    people = made.case.people
    inside = [slot for slot in made.slots if slot.bucket == bucket and not slot.whole]
    buckets = bucket_sizes(made)
    carried = opening(
        [
            None if p.history is None else canonical(p.history, buckets, f"people[{i}].history")
            for i, p in enumerate(people)
        ],
        buckets,
        made.eligible,
    )
    post = inside[0].post
    ground: list[tuple[int, int, int]] = []
    fixed: Counter[int] = Counter()
    for i in made.eligible[bucket]:
        pinned = sum(s.weight for s in inside if i in places[s.index].pins)
        free = [s for s in inside if i in places[s.index].who and i not in places[s.index].pins]
        if post in people[i].fixed_weekdays:
            fixed.update(s.index for s in free)
            fixed.update(s.index for s in inside if i in places[s.index].pins)
        elif free or pinned:
            most = min(_most(free, made), _pro_rata(free, inside, len(made.eligible[bucket])))
            ground.append((i, carried[i].get(bucket, 0) + pinned, most))
    given = sum(s.weight * min(s.count, fixed[s.index]) for s in inside)
    return Share(bucket, tuple((s.index, s.weight) for s in inside), tuple(ground), given)


def fixed_shares(made: Frame, places: Sequence[Place]) -> list[Share]:
    """Where more people are bound to a weekday than are needed, they take turns evenly."""
    groups: dict[tuple[str, int], dict[int, list[int]]] = {}
    for slot in (one for one in made.slots if not one.whole):
        bound = [i for i in places[slot.index].who if made.holds_fixed(i, slot)]
        if len(bound) > slot.count:
            mine = groups.setdefault((slot.bucket, slot.date.isoweekday()), {})
            for i in bound:
                mine.setdefault(i, []).append(slot.index)
    found: list[Share] = []
    for (bucket, weekday), mine in groups.items():
        slots = tuple(sorted({k for held in mine.values() for k in held}))
        weights = tuple((k, made.slots[k].weight) for k in slots)
        ground: list[tuple[int, int, int]] = []
        for i, held in mine.items():
            pinned = sum(made.slots[k].weight for k in held if i in places[k].pins)
            ground.append((i, pinned, sum(made.slots[k].weight for k in held) - pinned))
        given = sum(pinned for _, pinned, _ in ground)
        found.append(Share(f"{bucket}·{weekday}", weights, tuple(ground), given))
    return found


def bucket_sizes(made: Frame) -> dict[str, int]:
    """The fairness buckets of a case with the number of duties in each."""
    return {
        bucket: sum(slot.count for slot in made.slots if slot.bucket == bucket and not slot.whole)
        for bucket in made.eligible
    }


def _most(free: Sequence[Slot], made: Frame) -> int:
    """How much weight one person could take: the largest set of slots that do not clash, by week."""
    rest = timedelta(hours=made.case.rules.min_rest_hours or 0)
    most_week = made.case.rules.max_per_week or 1000
    weeks: dict[date, int] = {}
    until = datetime.min
    total = 0
    for slot in sorted(free, key=lambda s: s.end):
        monday = slot.date - timedelta(days=slot.date.weekday())
        if slot.start >= until and weeks.get(monday, 0) < most_week:
            weeks[monday] = weeks.get(monday, 0) + 1
            total += slot.weight
            until = slot.end + rest
    return total


def _pro_rata(free: Sequence[Slot], inside: Sequence[Slot], people: int) -> int:
    """Who is away for more than half of the days is not made to catch up: a share by the days present."""
    days, present = len({s.date for s in inside}), len({s.date for s in free})
    if present * 2 >= days:
        return 1_000_000
    weight = sum(s.weight * s.count for s in inside)
    return ceil(weight / people * present / days)


def totals(shares: Sequence[Share]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """People who share the same buckets, with what counts for them already: their totals should be level too."""
    mine: dict[int, list[str]] = {}
    base: dict[int, int] = {}
    for share in shares:
        for i, start, _ in share.people:
            mine.setdefault(i, []).append(share.bucket)
            base[i] = base.get(i, 0) + start
    groups: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for i, buckets in mine.items():
        groups.setdefault(tuple(buckets), []).append((i, base[i]))
    return tuple(tuple(group) for buckets, group in groups.items() if len(group) > 1 and len(buckets) > 1)


def daily_rates(made: Frame, shares: Sequence[Share]) -> dict[tuple[int, str], float]:
    """How many duties a day everybody stands on each post when all is even."""
    days = (made.case.last - made.case.first).days + 1
    found: dict[tuple[int, str], float] = {}
    for share in shares:
        demand = sum(made.slots[k].count for k, _ in share.slots)
        for i, _, _ in share.people:
            key = (i, made.slots[share.slots[0][0]].post)
            found[key] = found.get(key, 0.0) + demand / len(share.people) / days
    return found
