"""The day's log written from the other books of that day, so that nothing is typed twice."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from villagedesk.registers.drawing import drawn
from villagedesk.services.office import Office
from villagedesk.services.registers.books import register_of, registers
from villagedesk.services.registers.lists import day_entries
from villagedesk.services.roster.duties import standing
from villagedesk.store.books import search

_UNFINISHED = ("visit", "matter", "demand", "event", "order")


def drawn_facts(office: Office, day: date, book: str = "log") -> dict[str, Any]:
    """What the other books say of a day, in the fields of the log: visits, matters, calls, who was on duty."""
    register = register_of(office, book)
    known = registers(office)
    found: dict[str, Any] = {"day": day.isoformat()}
    for draw in register.draws:
        source = known.get(draw.book)
        if source is not None:
            text = drawn(draw, source, day_entries(office, source.id, day))
        else:
            cases = search.of_day(office.store, draw.book, day.isoformat())
            text = "\n".join(f"{i}. {number} {title}" for i, (_, number, title) in enumerate(cases, 1))
        if text:
            found[draw.into] = "\n".join(part for part in (found.get(draw.into), text) if part)
    found |= _on_duty(office, day)
    if unfinished := _unfinished(office, day):
        found["unfinished"] = unfinished
    return {name: value for name, value in found.items() if register.item(name)}


def _on_duty(office: Office, day: date) -> dict[str, Any]:
    duties = standing(office, datetime.combine(day, time(10)))
    if not duties:
        return {}
    names = [duty.person for duty in duties]
    first, last = min(duty.start for duty in duties), max(duty.end for duty in duties)
    return {"leader": names[0], "staff": names, "from_time": f"{first:%H:%M}", "to_time": f"{last:%H:%M}"}


def _unfinished(office: Office, day: date) -> str:
    known = registers(office)
    lines = [
        f"{entry.number} {entry.facts.get(known[book].villager) or ''}（{entry.state}）"
        for book in _UNFINISHED
        if book in known
        for entry in day_entries(office, book, day)
        if entry.state == known[book].start
    ]
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))
