"""The hand that writes the demonstration books: one write a day, every entry checked like a typed one."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from villagedesk.base.clock import clock_at, moment_text
from villagedesk.registers.checking import defaults, examine
from villagedesk.registers.entry import Entry, Taken, day_of
from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.registers.books import desk_of, registers
from villagedesk.services.registers.duty import duty_people
from villagedesk.services.registers.placing import insert_entry
from villagedesk.store.books import entries as rows
from villagedesk.store.books import villagers
from villagedesk.store.books.villagers import Villager
from villagedesk.store.file.audit import Change


@dataclass(frozen=True, slots=True)
class Onward:
    """One step of a story: the state, how many hours after the one before, and what it asked."""

    state: str
    hours: float
    facts: Mapping[str, Any]


class Scribe:
    """Writes entries as they would have been typed at their hour; `change` is the write of the day."""

    def __init__(self, office: Office, rng: random.Random, until: datetime) -> None:
        self.office, self.rng, self.until = office, rng, until
        self.registers = registers(office)
        self.desk = desk_of(office)
        self.staff = list(people.labels(office).values())
        self.grids = {grid.id: grid.name for grid in villagers.grids(office.store)}
        self.villagers = [
            found
            for house in villagers.households(office.store)
            for found in villagers.villagers_of(office.store, house.id)
        ]
        self._regulars = rng.sample(self.villagers, 60)
        self.change: Change | None = None

    def villager(self) -> Villager:
        """Somebody of the village; some come again and again."""
        pool = self._regulars if self.rng.random() < 0.35 else self.villagers
        return self.rng.choice(pool)

    def left(self, at: datetime, way: Sequence[Onward], steps: Sequence[int]) -> Sequence[Onward]:
        """How far a story has come: what is old is finished, what is new may have stopped on the way."""
        age = (self.until - at).days
        done = age > 24 or (age > 11 and self.rng.random() < 0.97)
        return way if done else way[: self.rng.choice(steps)]

    def about(self, villager: Villager, *, name: str, **fields: str) -> dict[str, Any]:
        """What a form would fill in for a villager: his name under `name`, his facts under the names given."""
        known = {"phone": villager.phone, "address": villager.address, "grid": self.grids.get(villager.grid or 0)}
        known |= {"sex": villager.sex, "age": self.until.year - (villager.born_year or 1970)}
        return {name: villager.name, **{there: known[fact] for fact, there in fields.items()}}

    def on_duty(self, at: datetime) -> list[str]:
        """Who was on duty; somebody of the staff where nobody was planned."""
        return duty_people(self.office, at) or [self.staff[at.toordinal() % len(self.staff)]]

    def write(self, book: str, at: datetime, facts: Mapping[str, Any], onward: Sequence[Onward] = ()) -> Entry | None:
        """Write one entry with the steps that were taken before now; nothing when its hour has not come."""
        if at > self.until or self.change is None:
            return None
        register = self.registers[book]
        desk = replace(self.desk, now=self.until)
        duty = self.on_duty(at)
        typed = {**defaults(register, replace(desk, now=at), duty[-1], self.office.user), **facts}
        for item in register.shown:
            if item.many and isinstance(typed.get(item.name), str):
                typed[item.name] = [typed[item.name]]
        state, taken = register.start, []
        moment = at
        for step in onward:
            moment = _in_hours(moment + timedelta(hours=step.hours))
            if moment > self.until:
                break
            taken.append(Taken(moment_text(moment), duty[-1], state, step.state, dict(step.facts)))
            state = step.state
            typed |= step.facts
        values, faults = examine(register, typed, state, desk)
        if faults:
            raise faults[0]
        office = replace(self.office, clock=clock_at(at))
        draft = Entry(book, "", state, day_of(register, values, at.date()), values)
        entry = insert_entry(office, self.change, register, draft)
        for step in taken:
            rows.add_step(self.change, entry.id, step)
        return entry


def _in_hours(moment: datetime) -> datetime:
    """The same moment if an office may be open then, else the next morning."""
    if moment.hour < 8:
        return moment.replace(hour=8, minute=30 + moment.minute // 2)
    if moment.hour >= 20:
        return moment.replace(hour=8, minute=30 + moment.minute // 2) + timedelta(days=1)
    return moment
