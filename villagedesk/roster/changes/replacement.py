"""Who could stand a slot instead of somebody, ranked, with the reason for everybody who cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from villagedesk.calendar.wording import day_words
from villagedesk.roster.frame import Frame
from villagedesk.roster.rules import Roll, obstacles, roll
from villagedesk.roster.shift import Duty
from villagedesk.roster.slots import Slot


@dataclass(frozen=True, slots=True)
class Substitute:
    """One candidate for a slot: `count` duties of this kind so far with what is carried over, `month_count` duties
    of any kind in the plan, `last` the nearest duty before, and `reasons` why not (empty: fits)."""

    person: str
    fits: bool
    reasons: tuple[str, ...]
    count: int
    month_count: int
    last: date | None
    says: str


def substitutes(
    made: Frame, duties: Sequence[Duty], slot: Slot, instead: str, counts: Mapping[str, Mapping[str, int]]
) -> tuple[Substitute, ...]:
    """Everybody but those on the slot, the best first: who fits, has stood least of this kind and rested longest."""
    now = roll(made, duties)
    if instead in made.index:
        now = now.without(made.index[instead], slot)
    on_it = now.holders(slot)
    found = [
        _substitute(now, i, slot, counts.get(slot.bucket, {}))
        for i, person in enumerate(made.case.people)
        if i not in on_it and person.name != instead
    ]
    order = {person.name: i for i, person in enumerate(made.case.people)}
    return tuple(
        sorted(
            found,
            key=lambda s: (not s.fits, len(s.reasons), s.count, s.month_count, s.last or date.min, order[s.person]),
        )
    )


def _substitute(now: Roll, person: int, slot: Slot, counts: Mapping[str, int]) -> Substitute:
    name = now.made.case.people[person].name
    why = obstacles(now, person, slot)
    mine = [one for one in now.held[person] if not one.whole]
    month = [one for one in mine if one.index >= 0]
    last = max((one.date for one in mine if one.date <= slot.date), default=None)
    count = counts.get(name, 0)
    kind = slot.bucket.replace("·", "")
    rest = f"上次{day_words(last)}" if last else "近期没有值班"
    says = "；".join(why) if why else f"{kind}{count}次，本月{len(month)}班，{rest}"
    return Substitute(name, not why, why, count, len(month), last, says)
