"""Who is on duty: for attendance, for the registers and for the page of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from villagedesk.roster.season import in_season
from villagedesk.roster.shift import Duty, Shift
from villagedesk.roster.slots import LEADER
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people, serving
from villagedesk.services.roster.pattern import pattern
from villagedesk.store import roster as shelf


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One duty of one person with its hours; `title` is the post held (书记), `post` the post of duty (带班)."""

    person: str
    id: int
    post: str
    shift: str
    start: datetime
    end: datetime
    place: str
    title: str
    phone: str


def duties(office: Office, first: date, last: date) -> tuple[Duty, ...]:
    """Every duty that starts between two days, both included, as it stands after edits and swaps."""
    label = labels(office)
    return tuple(
        Duty(one.day, one.shift, one.post, label[one.person]) for one in shelf.duties(office.store, first, last)
    )


def shift_on(office: Office, name: str, day: date) -> Shift | None:
    """A shift with the hours that hold on a day, or None when there is none of that name."""
    held = pattern(office, day)
    found = next((one for one in held.shift if one.name == name), None)
    return in_season(found, day, held.season) if found else None


def on_days(office: Office, first: date, last: date) -> tuple[OnDuty, ...]:
    """Every duty between two days with its hours, by start, the leader first."""
    label = labels(office)
    staff = {person.id: (i, person) for i, person in enumerate(people(office))}
    shifts: dict[tuple[str, date], Shift | None] = {}
    found: list[OnDuty] = []
    for one in shelf.duties(office.store, first, last):
        key = (one.shift, one.day)
        if key not in shifts:
            shifts[key] = shift_on(office, *key)
        shift = shifts[key]
        if shift is None or one.person not in staff:
            continue
        start, end = shift.span(one.day)
        person = staff[one.person][1]
        found.append(
            OnDuty(
                label[one.person], one.person, one.post, one.shift, start, end, shift.place, person.post, person.phone
            )
        )
    return tuple(sorted(found, key=lambda d: (d.start, d.post != LEADER, staff[d.id][0])))


def standing(office: Office, moment: datetime) -> tuple[OnDuty, ...]:
    """Who is on duty at a moment, the leader first."""
    today = moment.date()
    return tuple(d for d in on_days(office, today - timedelta(days=1), today) if d.start <= moment < d.end)


def coming(office: Office, day: date, days: int = 7) -> dict[date, tuple[OnDuty, ...]]:
    """The duties of the next days by day, `day` included; a day without duty has an empty list."""
    found = on_days(office, day, day + timedelta(days=days - 1))
    wanted = [day + timedelta(days=n) for n in range(days)]
    return {one: tuple(d for d in found if d.start.date() == one) for one in wanted}


def leader_of(office: Office, day: date) -> str:
    """The label of who leads on a day (带班), or empty."""
    return next((d.person for d in on_days(office, day, day) if d.post == LEADER), "")


def approver_of(office: Office, day: date, asker: str) -> str:
    """Who approves a swap of `asker`: the leader of the day, for the leader's own the first other who may lead."""
    leader = leader_of(office, day)
    if leader != asker:
        return leader
    label = labels(office)
    others = [label[one.id] for one in serving(office, day) if LEADER in one.duty_posts and label[one.id] != asker]
    return others[0] if others else ""
