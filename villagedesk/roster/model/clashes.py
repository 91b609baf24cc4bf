"""Which duties one person, or two people kept apart, cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from villagedesk.roster.frame import Frame
from villagedesk.roster.slots import Slot


def clash(one: Slot, other: Slot, rest_hours: float) -> bool:
    """Whether one person cannot stand both: they overlap, or the rest between them is too short.

    A whole-office duty on the day of another duty needs no rest between (mornings all, afternoons in turn).
    """
    rest = timedelta(hours=rest_hours)
    if (one.whole or other.whole) and one.date == other.date:
        rest = timedelta(0)
    return one.start < other.end + rest and other.start < one.end + rest


def conflicts(made: Frame) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, int], ...]]:
    """Sets of slots of which one person may hold one, and pairs of which whole-office duties are one half."""
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


def apart(made: Frame) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """Two people and the slots of which they may hold one between them: kept apart at once, partners at night."""
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
