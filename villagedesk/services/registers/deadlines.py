"""One list of what is due over all books; cases and others are joined by `services.due.agenda`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import moment_text
from villagedesk.registers.deadlines import Due, next_due, working_days_between
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry, matter_of, title_of
from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.registers.books import registers
from villagedesk.services.registers.placing import works_of
from villagedesk.store.books import entries as rows

Provider = Callable[[Office, date], tuple[Due, ...]]


def due_entries(office: Office, until: date) -> tuple[Due, ...]:
    """Entries of all books that are due on or before `until`, overdue ones first."""
    known = registers(office)
    works, now = works_of(office), office.clock()
    names = people.labels(office)
    found: list[Due] = []
    for entry in rows.due(office.store, until):
        register = known.get(entry.book)
        if register is None or entry.due_on is None:
            continue
        deadline = next((d for d in register.deadlines if d.name == entry.due_name), None)
        due = replace(
            due_of(entry, now, _about(register, entry)),
            working_days_left=working_days_between(now.date(), entry.due_on, works),
            person=names.get(entry.person or 0, ""),
            escalates_to=deadline.escalates_to if deadline else "",
        )
        found.append(due)
    return tuple(found)


def due_of(entry: Entry, now: datetime, title: str = "") -> Due:
    """What is due of one entry that has a deadline, as it stands at a moment."""
    day = entry.due_on or now.date()
    ends = datetime.fromisoformat(entry.due_at) if entry.due_at else None
    left = int((ends - now).total_seconds() // 60) if ends else None
    days = (day - now.date()).days
    known = Due(entry.book, entry.number, title, entry.due_name, day, days, days, entry.state)
    return replace(known, id=entry.id, due_at=ends, minutes_left=left)


def _about(register: Register, entry: Entry) -> str:
    title, matter = title_of(register, entry.facts), matter_of(register, entry.facts)
    return title if not matter or matter.startswith(title) else f"{title}：{matter}"


def due_within(office: Office, days: int, *providers: Provider) -> tuple[Due, ...]:
    """What is overdue or due within some days, from the books and from every further provider, earliest first."""
    until = office.clock().date() + timedelta(days=days)
    found = [due for provider in (due_entries, *providers) for due in provider(office, until)]
    return tuple(
        sorted(found, key=lambda due: (due.due_on, due.due_at is None, due.due_at or due.due_on, due.kind, due.key))
    )


def recount_deadlines(office: Office) -> Changes:
    """Count every running deadline anew after the calendar changed; nothing is written where none moves."""
    known, works = registers(office), works_of(office)
    moved: list[tuple[Entry, dict[str, str | None]]] = []
    for entry in rows.with_deadline(office.store):
        register = known.get(entry.book)
        due = next_due(register, entry.state, entry.facts, works) if register else None
        if due and due.due_on != entry.due_on:
            ends = moment_text(due.due_at) if due.due_at else None
            moved.append((entry, {"due_on": due.due_on.isoformat(), "due_at": ends}))
    if not moved:
        return Changes(Area.NOTHING)
    with office.change("按新日历重算期限") as change:
        for entry, due in moved:
            change.update("entries", entry.id, due, "日历有变")
    return Changes(Area.REGISTERS, f"按新日历重算了 {len(moved)} 条期限。")
