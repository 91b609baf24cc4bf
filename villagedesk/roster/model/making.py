"""A case laid out as slots, made into what the solver is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from villagedesk.roster.fairness import spacing
from villagedesk.roster.frame import Frame, chosen_slots, earlier_slots
from villagedesk.roster.model.clashes import apart, clash, conflicts
from villagedesk.roster.model.limits import limits
from villagedesk.roster.model.parts import Model, Place
from villagedesk.roster.model.shares import daily_rates, fixed_shares, share_of, totals
from villagedesk.roster.slots import Slot


def model(made: Frame, seconds: float = 0.0) -> Model:
    """The case as the solver sees it."""
    pins = chosen_slots(made, made.case.pinned)
    early = earlier_slots(made)
    places = tuple(_place(made, slot, pins, early) for slot in made.slots)
    cliques, pairs = conflicts(made)
    shares = tuple(share_of(made, bucket, places) for bucket in made.eligible)
    who, rates = [place.who for place in places], daily_rates(made, shares)
    return Model(
        people=len(made.case.people),
        places=places,
        cliques=cliques,
        pairs=pairs,
        limits=limits(made, places),
        apart=apart(made),
        shares=(*shares, *fixed_shares(made, places)),
        totals=totals(shares),
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


def _fixed(made: Frame, places: Sequence[Place]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (slot.index, i)
        for slot in made.slots
        if not slot.whole
        for i in places[slot.index].who
        if made.holds_fixed(i, slot)
    )


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
