"""Where an entry goes: its number, villager, deadline and typed columns, all within one write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.calendar.wording import day_words
from villagedesk.registers.checking import Desk, examine
from villagedesk.registers.deadlines import Works, next_due
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry, amount_of, category_of, number_text, parse_number
from villagedesk.services import calendar, people
from villagedesk.services.office import Office
from villagedesk.services.registers.books import desk_of, version_for
from villagedesk.services.registers.search import index_entry
from villagedesk.services.villagers.villagers import resolve, villager_for
from villagedesk.store.books import entries as rows
from villagedesk.store.books import lists
from villagedesk.store.books import villagers as villager_rows
from villagedesk.store.file.audit import Change


def examined(
    office: Office,
    register: Register,
    facts: Mapping[str, Any],
    state: str,
    desk: Desk | None = None,
    old: Entry | None = None,
) -> dict[str, Any]:
    """The checked facts of a form, or the first `Mistake` in it with all the others.

    A word that stood in `old` already passes though the office dropped it from its lists since.
    """
    values, faults = examine(register, facts, state, desk or desk_of(office))
    wrong: list[Mistake] = []
    for fault in faults:
        kept = old.facts.get(fault.field) if old else None
        if kept is None or kept != facts.get(fault.field):
            wrong.append(fault)
        else:
            values[fault.field] = kept
    if wrong:
        raise Mistake(wrong[0].says, wrong[0].field, tuple(wrong[1:]))
    _enough_left(office, register, values, old)
    return values


def _enough_left(office: Office, register: Register, values: Mapping[str, Any], old: Entry | None) -> None:
    spent = -amount_of(register, values)
    if not register.ledger or spent <= 0:
        return
    villager = resolve(office.store, str(values.get(register.villager) or ""), _known(register, values, None))
    left = lists.balance(office.store, register.id, villager.id, old.id if old else 0) if villager else 0.0
    if spent > left:
        item = register.item(register.ledger.field)
        unit = item.unit if item else ""
        raise Mistake(
            f"结余只有 {left:g}{unit}，不够{values[register.ledger.direction]} {spent:g}{unit}。", register.ledger.field
        )


def only_one_a_day(office: Office, register: Register, draft: Entry) -> None:
    """A `Mistake` when a book that keeps one entry a day has it already."""
    if register.one_a_day and (found := rows.entry_on(office.store, register.id, draft.day)):
        says = f"{day_words(draft.day)}的{register.short}已经有了（{found.number}），请打开它接着写。"
        raise Mistake(says, register.dated)


def insert_entry(office: Office, change: Change, register: Register, draft: Entry) -> Entry:
    """Put a checked entry into its book within a write: number, villager, deadline and index."""
    n = _number_for(office, register, draft)
    entry = replace(
        placed(office, change, register, draft),
        number=number_text(register, draft.day.year, n),
        n=n,
        version=version_for(office, change, register),
        created_at=moment_text(office.clock()),
    )
    entry = replace(entry, id=change.insert("entries", row_of(entry)))
    index_entry(office.store, change, register, entry)
    return entry


def _number_for(office: Office, register: Register, draft: Entry) -> int:
    last = rows.last_n(office.store, register.id, draft.day.year)
    if not draft.number:
        return last + 1
    parsed = parse_number(register, draft.number)
    if parsed is None:
        form = number_text(register, draft.day.year, last + 1)
        raise Mistake(f"编号“{draft.number}”不合本台账的写法，应像“{form}”。", "number")
    year, n = parsed
    if year != draft.day.year:
        raise Mistake(f"编号“{draft.number}”的年份和日期（{draft.day.year} 年）不一致。", "number")
    if n <= last:
        free = number_text(register, year, last + 1)
        raise Mistake(f"编号“{draft.number}”已经被另一条记录用了，请改用“{free}”。", "number")
    if n > last + 1:
        free = number_text(register, year, last + 1)
        raise Mistake(f"编号要连续，下一个是“{free}”，不能跳到“{draft.number}”。", "number")
    return n


def placed(office: Office, change: Change, register: Register, draft: Entry) -> Entry:
    """An entry with its typed columns: villager, household, grid, person, category, amount and deadline."""
    facts = draft.facts
    grids = {grid.name: grid.id for grid in villager_rows.grids(office.store)} if register.grid else {}
    grid = grids.get(str(facts.get(register.grid) or ""))
    villager = None
    if name := str(facts.get(register.villager) or "") if register.villager else "":
        villager = villager_for(office.store, change, name, _known(register, facts, grid), draft.day)
    due = next_due(register, draft.state, facts, works_of(office)) if register.deadlines else None
    return replace(
        draft,
        villager=villager.id if villager else None,
        household=villager.household if villager else None,
        grid=grid or (villager.grid if villager else None),
        person=_person(office, facts.get(register.person) if register.person else None),
        category=category_of(register, facts),
        amount=amount_of(register, facts),
        due_on=due.due_on if due else None,
        due_name=due.deadline.name if due else "",
        due_at=moment_text(due.due_at) if due and due.due_at else "",
    )


def _known(register: Register, facts: Mapping[str, Any], grid: int | None) -> dict[str, Any]:
    item = register.item(register.villager)
    known = {fact: facts.get(there) for fact, there in (item.fills if item else {}).items()}
    return {"id_number": facts.get("id_number"), **known, "grid_id": grid}


def _person(office: Office, value: Any) -> int | None:
    names: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
    if not names or not names[0]:
        return None
    return next((key for key, label in people.labels(office).items() if label == names[0]), None)


def works_of(office: Office) -> Works:
    """Whether the office works on a day, by its own calendar."""
    return calendar.almanac(office).works


def rewrite_entry(office: Office, change: Change, register: Register, draft: Entry) -> Entry:
    """Write a changed entry over itself under the present definition, and keep the index in step."""
    entry = replace(placed(office, change, register, draft), version=version_for(office, change, register))
    change.update("entries", entry.id, row_of(entry))
    index_entry(office.store, change, register, entry)
    return entry


def row_of(entry: Entry) -> dict[str, Any]:
    """The row of `entries` that holds an entry."""
    return {
        "book": entry.book,
        "year": entry.day.year,
        "n": entry.n,
        "number": entry.number,
        "version": entry.version,
        "state": entry.state,
        "day": entry.day.isoformat(),
        "category": entry.category,
        "amount": entry.amount,
        "villager": entry.villager,
        "household": entry.household,
        "grid": entry.grid,
        "person": entry.person,
        "due_on": entry.due_on.isoformat() if entry.due_on else None,
        "due_name": entry.due_name,
        "due_at": entry.due_at or None,
        "facts": rows.facts_text(entry.facts),
        "created_at": entry.created_at,
    }
