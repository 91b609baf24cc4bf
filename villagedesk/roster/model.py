"""The rules of a case as plain data for a solver: slots, cliques, limits, shares and wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from villagedesk.roster.fairness import spacing
from villagedesk.roster.fairness.history import canonical, opening
from villagedesk.roster.frame import Frame, chosen_slots, earlier_slots
from villagedesk.roster.slots import Slot


@dataclass(frozen=True, slots=True)
class Place:
    """A slot for the solver: how many, who may (person indexes), who is pinned; `whole` slots are filled as far as
    the rules allow and their gaps are no holes."""

    need: int
    who: tuple[int, ...]
    pins: tuple[int, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` days with a duty among groups of slots (one group a day), for each of some people. With `each`
    every duty counts, not every day."""

    people: tuple[int, ...]
    days: tuple[tuple[int, ...], ...]
    most: int
    each: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A fairness bucket: slots with their weight, and for each person what counts already and the most on top."""

    bucket: str
    slots: tuple[tuple[int, int], ...]
    people: tuple[tuple[int, int, int], ...]
    given: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the planning process is told.

    `cliques` are sets of slots of which a person may hold one; `pairs` are two slots a person may not hold both;
    `apart` are (a, b, slots): at most one duty between the two people. `fixed` (slot, person) should hold;
    `keep` (slot, person) is the earlier draft; `spaced` (person, window slots, most) should hold no more duties, nor
    should `close` windows, which count less;
    `wishes` (slot, person, cost). `totals` are people who share the same buckets and should come out level, with
    what they carry over. `effort` is deterministic time; `seconds` a wall clock limit or 0.
    """

    people: int
    places: tuple[Place, ...]
    cliques: tuple[tuple[int, ...], ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    limits: tuple[Limit, ...] = ()
    apart: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    shares: tuple[Share, ...] = ()
    totals: tuple[tuple[tuple[int, int], ...], ...] = ()
    fixed: tuple[tuple[int, int], ...] = ()
    keep: tuple[tuple[int, int], ...] = ()
    spaced: tuple[tuple[int, tuple[int, ...], int], ...] = ()
    close: tuple[tuple[int, tuple[int, ...], int], ...] = ()
    wishes: tuple[tuple[int, int, int], ...] = ()
    effort: float = 2.0
    seconds: float = 0.0


def model(made: Frame, seconds: float = 0.0) -> Model:
    """The case as the solver sees it."""
    pins = chosen_slots(made, made.case.pinned)
    early = earlier_slots(made)
    places = tuple(_place(made, slot, pins, early) for slot in made.slots)
    cliques, pairs = _conflicts(made)
    shares = tuple(_share(made, bucket, places) for bucket in made.eligible)
    who, rates = [place.who for place in places], _rates(made, shares)
    return Model(
        people=len(made.case.people),
        places=places,
        cliques=cliques,
        pairs=pairs,
        limits=_limits(made, places),
        apart=_apart(made),
        shares=(*shares, *_fixed_shares(made, places)),
        totals=_totals(shares),
        fixed=_fixed(made, places),
        keep=tuple((slot.index, i) for i, slot in chosen_slots(made, made.case.keep)),
        spaced=spacing.wide(made, who, rates),
        close=spacing.close(made, who, rates),
        wishes=_wishes(made, places),
        seconds=seconds,
    )


def _place(made: Frame, slot: Slot, pins: Sequence[tuple[int, Slot]], early: Sequence[tuple[int, Slot]]) -> Place:
    pinned = tuple(dict.fromkeys(i for i, other in pins if other.index == slot.index))
    blocked = {i for i, other in early if clash(other, slot, made.case.rules.min_rest_hours or 0)}
    who = tuple(
        i for i in range(len(made.case.people)) if i in pinned or (i not in blocked and made.candidate(i, slot))
    )
    return Place(slot.count if not slot.whole else len(who), who, pinned, slot.whole)


def clash(one: Slot, other: Slot, rest_hours: float) -> bool:
    """Whether one person cannot stand both: they overlap, or the rest between them is too short.

    A whole-office duty on the day of another duty needs no rest between (mornings all, afternoons in turn).
    """
    rest = timedelta(hours=rest_hours)
    if (one.whole or other.whole) and one.date == other.date:
        rest = timedelta(0)
    return one.start < other.end + rest and other.start < one.end + rest


def _conflicts(made: Frame) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...]]:
    rest = timedelta(hours=made.case.rules.min_rest_hours or 0)
    cliques = _cliques([slot for slot in made.slots if not slot.whole], rest)
    pairs: list[tuple[int, int]] = []
    for whole in (slot for slot in made.slots if slot.whole):
        near = (s for s in made.slots if abs((s.date - whole.date).days) <= 15 and s.index != whole.index)
        pairs += [
            (whole.index, other.index)
            for other in near
            if (not other.whole or other.index > whole.index) and clash(whole, other, rest.total_seconds() / 3600)
        ]
    return cliques, tuple(pairs)


def _cliques(slots: Sequence[Slot], rest: timedelta) -> tuple[tuple[int, ...], ...]:
    ordered = sorted(slots, key=lambda s: (s.start, s.index))
    found: list[tuple[int, ...]] = []
    active: list[Slot] = []
    for i, slot in enumerate(ordered):
        active = [one for one in active if one.end + rest > slot.start]
        active.append(slot)
        last = i + 1 == len(ordered) or ordered[i + 1].start != slot.start
        if last and len(active) > 1 and not (found and {one.index for one in active} <= set(found[-1])):
            found.append(tuple(one.index for one in active))
    return tuple(found)


def _limits(made: Frame, places: Sequence[Place]) -> tuple[Limit, ...]:
    run, week = made.case.rules.max_consecutive_days, made.case.rules.max_per_week
    found: list[Limit] = []
    mine: list[dict[date, tuple[int, ...]]] = [{} for _ in made.case.people]
    for slot in made.slots:
        for i in places[slot.index].who:
            mine[i][slot.date] = (*mine[i].get(slot.date, ()), slot.index)
    early = earlier_slots(made)
    alike: dict[tuple[Any, ...], list[int]] = {}
    for i, days in enumerate(mine):
        worked = frozenset(slot.date for k, slot in early if k == i)
        alike.setdefault((tuple(days.items()), worked), []).append(i)
    for (days, worked), people in alike.items():
        if run:
            found += _runs(tuple(people), dict(days), worked, run)
        if week:
            found += _weeks(made, tuple(people), dict(days), worked, week)
    return tuple(found)


def _runs(
    people: tuple[int, ...], days: dict[date, tuple[int, ...]], worked: frozenset[date], most: int
) -> list[Limit]:
    found: list[Limit] = []
    if not days:
        return found
    open_days = {day.toordinal(): slots for day, slots in days.items()}
    done = {day.toordinal() for day in worked} - open_days.keys()
    for start in range(min(open_days) - most, max(open_days) + 1):
        window = [open_days[n] for n in range(start, start + most + 1) if n in open_days]
        stood = sum(1 for n in range(start, start + most + 1) if n in done) if done else 0
        if window and len(window) + stood > most:
            found.append(Limit(people, tuple(window), max(0, most - stood)))
    return found


def _weeks(
    made: Frame, people: tuple[int, ...], days: dict[date, tuple[int, ...]], worked: frozenset[date], most: int
) -> list[Limit]:
    weeks: dict[date, list[date]] = {}
    for day in days:
        weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    found: list[Limit] = []
    for monday, inside in weeks.items():
        done = sum(1 for day in worked if monday <= day < monday + timedelta(days=7) and day not in days)
        groups = tuple(days[day] for day in sorted(inside))
        counted = tuple(one for g in groups if (one := tuple(k for k in g if not made.slots[k].whole)))
        if len(groups) + done > most:
            found.append(Limit(people, groups, max(0, most - done)))
        if sum(map(len, counted)) + done > most:
            found.append(Limit(people, counted, max(0, most - done), each=True))
    return found


def _apart(made: Frame) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    together = _cliques([slot for slot in made.slots if not slot.whole], timedelta(0))
    alone = {slot.index for slot in made.slots if not slot.whole and slot.count > 1} - {k for c in together for k in c}
    sets = [*together, *((k,) for k in sorted(alone))]
    found = [(made.index[a], made.index[b], one) for a, b in made.case.rules.apart for one in sets]
    nights: dict[date, tuple[int, ...]] = {}
    for slot in made.slots:
        if slot.overnight and not slot.whole:
            nights[slot.date] = (*nights.get(slot.date, ()), slot.index)
    found += [(made.index[a], made.index[b], one) for a, b in made.case.rules.cover for one in nights.values()]
    return tuple(found)


def _share(made: Frame, bucket: str, places: Sequence[Place]) -> Share:
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


def _fixed_shares(made: Frame, places: Sequence[Place]) -> list[Share]:
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


def _totals(shares: Sequence[Share]) -> tuple[tuple[tuple[int, int], ...], ...]:
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


def _fixed(made: Frame, places: Sequence[Place]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (slot.index, i)
        for slot in made.slots
        if not slot.whole
        for i in places[slot.index].who
        if made.holds_fixed(i, slot)
    )


def _rates(made: Frame, shares: Sequence[Share]) -> dict[tuple[int, str], float]:
    """How many duties a day everybody stands on each post when all is even."""
    days = (made.case.last - made.case.first).days + 1
    found: dict[tuple[int, str], float] = {}
    for share in shares:
        demand = sum(made.slots[k].count for k, _ in share.slots)
        for i, _, _ in share.people:
            key = (i, made.slots[share.slots[0][0]].post)
            found[key] = found.get(key, 0.0) + demand / len(share.people) / days
    return found


def _wishes(made: Frame, places: Sequence[Place]) -> tuple[tuple[int, int, int], ...]:
    found: list[tuple[int, int, int]] = []
    for slot in made.slots:
        for i in places[slot.index].who if not slot.whole else ():
            person, weekday = made.case.people[i], slot.date.isoweekday()
            cost = 2 * (weekday in person.dislikes) + (bool(person.likes) and weekday not in person.likes)
            if slot.overnight and slot.date + timedelta(days=1) in made.away[i]:
                cost += 1
            if cost:
                found.append((slot.index, i, int(cost)))
    return tuple(found)


def with_effort(whole: Model, effort: float) -> Model:
    """The same model with another deterministic limit."""
    return replace(whole, effort=effort)
