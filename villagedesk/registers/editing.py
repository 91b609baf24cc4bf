"""Changing a definition part by part: what else speaks of a renamed state or a dropped field follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from villagedesk.registers.definition import Item, Rate, Register


def rename_state(register: Register, old: str, new: str) -> Register:
    """A state under another name, and every step, deadline, requirement and rate that names it."""

    def there(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(new if name == old else name for name in names)

    return replace(
        register,
        states=tuple(replace(state, name=new) if state.name == old else state for state in register.states),
        steps=tuple(replace(s, to=new if s.to == old else s.to, from_=there(s.from_)) for s in register.steps),
        deadlines=tuple(replace(deadline, until=there(deadline.until)) for deadline in register.deadlines),
        fields=tuple(replace(item, required_at=there(item.required_at)) for item in register.fields),
        statistics=tuple(
            replace(s, rate=Rate(there(_names(s.rate.of)), there(_names(s.rate.over)))) if s.rate else s
            for s in register.statistics
        ),
        carries=tuple(replace(carry, state=new if carry.state == old else carry.state) for carry in register.carries),
    )


def drop_state(register: Register, name: str) -> Register:
    """The book without a state, the steps that lead to it or come only from it, and what names it."""

    def rest(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(other for other in names if other != name)

    steps = [s for s in register.steps if s.to != name and not (s.from_ and not rest(s.from_))]
    rates = [s for s in register.statistics if not s.rate or (rest(_names(s.rate.of)) and rest(_names(s.rate.over)))]
    kept = {s.label for s in rates}
    return replace(
        register,
        states=tuple(state for state in register.states if state.name != name),
        steps=tuple(replace(step, from_=rest(step.from_)) for step in steps),
        deadlines=tuple(replace(deadline, until=rest(deadline.until)) for deadline in register.deadlines),
        fields=tuple(replace(item, required_at=rest(item.required_at)) for item in register.fields),
        statistics=tuple(
            replace(s, rate=Rate(rest(_names(s.rate.of)), rest(_names(s.rate.over)))) if s.rate else s for s in rates
        ),
        report=tuple(column for column in register.report if column.statistic in kept),
    )


def drop_item(register: Register, name: str) -> Register:
    """The book without a field, and without what speaks of it: list, steps, deadlines, statistics, roles."""

    def rest(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(other for other in names if other != name)

    listing = register.list
    statistics = tuple(
        replace(s, by=rest(s.by))
        for s in register.statistics
        if name not in (s.sum, s.distinct) and name not in s.where
    )
    kept = {statistic.label for statistic in statistics}
    roles = dict.fromkeys(("counts", "category", "person", "villager", "grid", "dated"), "")
    return replace(
        register,
        fields=tuple(_without(item, name) for item in register.fields if item.name != name),
        steps=tuple(replace(step, asks=rest(step.asks)) for step in register.steps),
        deadlines=tuple(d for d in register.deadlines if d.from_ != name and name not in d.where),
        list=replace(
            listing, columns=rest(listing.columns), search=rest(listing.search), filters=rest(listing.filters)
        ),
        statistics=statistics,
        report=tuple(column for column in register.report if column.statistic in kept),
        posted=replace(register.posted, mask=rest(register.posted.mask)),
        carries=tuple(
            replace(carry, facts={there: here for there, here in carry.facts.items() if here != name})
            for carry in register.carries
        ),
        draws=tuple(draw for draw in register.draws if draw.into != name),
        ledger=None
        if register.ledger and name in (register.ledger.field, register.ledger.direction)
        else register.ledger,
        **{role: "" for role in roles if getattr(register, role) == name},
    )


def _without(item: Item, name: str) -> Item:
    return replace(
        item,
        not_after="" if item.not_after == name else item.not_after,
        not_before="" if item.not_before == name else item.not_before,
        differs_from=tuple(other for other in item.differs_from if other != name),
        fills={fact: there for fact, there in item.fills.items() if there != name},
    )


def _names(names: tuple[str, ...] | str) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else names
