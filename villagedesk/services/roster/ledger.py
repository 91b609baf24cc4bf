"""The fairness of a month, with what is carried over from the months before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from villagedesk.roster.fairness.ledger import Counts, added, credited, month_counts
from villagedesk.roster.frame import Frame
from villagedesk.services.calendar import almanac
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.services.roster.cases import month_days, stretch
from villagedesk.store import roster as shelf

MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class Fairness:
    """Weighted duties by bucket and person: this month, carried over, and both; `spread` is largest less smallest."""

    month_name: str
    buckets: tuple[str, ...]
    people: tuple[str, ...]
    month: Counts
    carried: Counts
    total: Counts
    spread: dict[str, float]


def carried(office: Office, before: str) -> Counts:
    """What everybody carries into a month: the credited counts of up to twelve months before it that have duties.

    Joiners open at the mean of the others, days away are credited, hand edits and swaps count as they stand.
    """
    months = [month for month in shelf.months_with_duties(office.store) if month < before][-MONTHS_BACK:]
    book = almanac(office)
    ledgers: list[Counts] = []
    for month in months:
        there = stretch(office, *month_days(month), book=book)
        ledgers.append(credited(there.made, month_counts(there.made, there.duties)))
    return added(ledgers, _names(office, month_days(before)[0], month_days(before)[1]))


def fairness(office: Office, month: str) -> Fairness:
    """How evenly a month is spread, kept apart by sort of day and post."""
    before = carried(office, month)
    there = stretch(office, *month_days(month))
    now = month_counts(there.made, there.duties)
    total: Counts = {}
    for bucket, counts in now.items():
        early = before.get(bucket, {})
        total[bucket] = {name: round(count + early.get(name, 0.0), 2) for name, count in counts.items()}
    return Fairness(
        month_name=month,
        buckets=tuple(now),
        people=tuple(person.name for person in there.made.case.people),
        month=now,
        carried={b: {name: before.get(b, {}).get(name, 0.0) for name in counts} for b, counts in now.items()},
        total=total,
        spread={b: _spread(there.made, b, counts) for b, counts in total.items() if counts},
    )


def _spread(made: Frame, bucket: str, counts: Mapping[str, float]) -> float:
    """Largest less smallest among those who hold the post; who stood it once by exception is left out."""
    holders = {made.case.people[i].name for i in made.eligible.get(bucket, ())}
    mine = [count for name, count in counts.items() if name in holders] or list(counts.values())
    return round(max(mine) - min(mine), 2)


def _names(office: Office, first: date, last: date) -> list[str]:
    label = labels(office)
    return [
        label[person.id]
        for person in people(office)
        if (person.joined_on is None or person.joined_on <= last)
        and (person.left_on is None or person.left_on >= first)
    ]
