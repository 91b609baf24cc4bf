"""How many days with a duty a run and a week may have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from villagedesk.roster.frame import Frame, earlier_slots
from villagedesk.roster.model.parts import Limit, Place


def limits(made: Frame, places: Sequence[Place]) -> tuple[Limit, ...]:
    """Every run and every week that has a limit, once for all people for whom it is the same."""
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
