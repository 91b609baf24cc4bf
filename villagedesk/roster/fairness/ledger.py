"""The fairness ledger: what each month adds, with joiners at the mean and leave not owed back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from villagedesk.roster.frame import Frame
from villagedesk.roster.shift import Duty

Counts = dict[str, dict[str, float]]
"""Weighted duties by bucket and person."""


def month_counts(made: Frame, duties: Sequence[Duty]) -> Counts:
    """What everybody stood in the frame, weighted, by bucket; people who stood nothing count 0."""
    found: Counts = {}
    for bucket, eligible in made.eligible.items():
        found[bucket] = {made.case.people[i].name: 0.0 for i in eligible}
    for duty in duties:
        slot = made.by_key.get((duty.date, duty.shift, duty.post))
        if slot is not None and not slot.whole:
            mine = found.setdefault(slot.bucket, {})
            mine[duty.person] = mine.get(duty.person, 0.0) + slot.weight
    return found


def credited(made: Frame, counts: Counts) -> Counts:
    """The counts with a credit for the days somebody was away or did not serve yet: the share of the others' mean
    that those days stand for, never lifting anybody above that mean."""
    found: Counts = {}
    for bucket, eligible in made.eligible.items():
        absent = {made.case.people[i].name: _absence(made, i, bucket) for i in eligible}
        stood = counts.get(bucket, {})
        present = sum(1.0 - share for share in absent.values())
        mean = sum(stood.get(name, 0.0) for name in absent) / present if present else 0.0
        found[bucket] = {
            name: stood.get(name, 0.0) + min(mean * share, max(0.0, mean - stood.get(name, 0.0)))
            for name, share in absent.items()
        }
        for name, count in stood.items():
            found[bucket].setdefault(name, count)
    return found


def _absence(made: Frame, person: int, bucket: str) -> float:
    days: dict[date, bool] = {}
    for slot in made.slots:
        if slot.bucket == bucket and not slot.whole:
            days[slot.date] = days.get(slot.date, False) or made.absence(person, slot) is None
    return 1.0 - sum(days.values()) / len(days) if days else 0.0


def added(ledgers: Sequence[Counts], people: Sequence[str]) -> Counts:
    """Several months of credited counts as what is carried over, in whole duties, the smallest of each bucket as 0.

    Somebody without a count in a bucket that others have opens at their mean.
    """
    found: Counts = {}
    for ledger in ledgers:
        for bucket, counts in ledger.items():
            known = [count for name, count in counts.items() if name in people]
            mean = sum(known) / len(known) if known else 0.0
            mine = found.setdefault(bucket, dict.fromkeys(people, 0.0))
            for name in people:
                mine[name] += counts.get(name, mean)
    return {bucket: _levelled(counts) for bucket, counts in found.items()}


def _levelled(counts: Mapping[str, float]) -> dict[str, float]:
    least = min(counts.values(), default=0.0)
    return {name: float(int(count - least + 0.5)) for name, count in counts.items()}
