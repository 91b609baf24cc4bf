"""The half-year view: who never swaps and who always stands the same weekday."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from villagedesk.roster.changes.habits import Habit, habits
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.services.roster.away import wishes
from villagedesk.services.roster.cases import month_days
from villagedesk.services.roster.duties import duties
from villagedesk.store import roster as shelf

MONTHS = 6


def half_year(office: Office, until: str) -> tuple[Habit, ...]:
    """The habits of everybody over six months up to and with `until`; a duty changed hands when an agreed request
    or a later revision says so."""
    last = month_days(until)[1]
    first = last.replace(day=1)
    for _ in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    label = labels(office)
    swaps: Counter[str] = Counter()
    for one in shelf.requests(office.store):
        if one.state == "已同意" and first <= one.day <= last:
            swaps[label[one.asker]] += 1
            swaps[label[one.taker]] += 1
    stood = duties(office, first, last)
    names = [label[p.id] for p in people(office) if any(d.person == label[p.id] for d in stood)]
    fixed = [label[key] for key, wish in wishes(office).items() if wish.get("fixed_weekdays")]
    return habits(names, stood, swaps, fixed)
