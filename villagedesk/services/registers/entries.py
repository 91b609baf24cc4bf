"""Writing in a book: a new entry, a correction, a step, a voided entry; each audited, each undoable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Kind
from villagedesk.registers.checking import Desk, allowed_step, defaults
from villagedesk.registers.definition import FILES, Item, Register, choices_of
from villagedesk.registers.entry import Entry, Taken, day_of, fact_text, number_text, parse_number
from villagedesk.services import calendar
from villagedesk.services.office import Office
from villagedesk.services.registers.books import choice_lists, desk_of, register_of
from villagedesk.services.registers.daylog import drawn_facts
from villagedesk.services.registers.duty import duty_person, roles_of
from villagedesk.services.registers.exchange.attachments import Staged, attachments_of, counted, hang, taken_apart
from villagedesk.services.registers.placing import examined, insert_entry, only_one_a_day, rewrite_entry
from villagedesk.services.registers.search import index_entry
from villagedesk.store.books import entries as rows


@dataclass(frozen=True, slots=True)
class Blank:
    """A new form: what it shows before anybody types, and the number it will probably get."""

    register: Register
    facts: dict[str, Any]
    number: str
    desk: Desk


def blank(office: Office, book: str, day: date | None = None) -> Blank:
    """A new form of a book, with the duty person of this hour and the next number.

    A day's log comes with what the other books say of `day` (default: today).
    """
    register = register_of(office, book)
    desk = desk_of(office)
    facts = defaults(register, desk, duty_person(office, desk.now), office.user)
    if register.draws:
        facts |= drawn_facts(office, day or desk.now.date(), register.id)
    facts |= _collective(office, register, desk.now.date())
    _fit_many(register, facts)
    year = day_of(register, facts, desk.now.date()).year
    number = number_text(register, year, rows.last_n(office.store, register.id, year) + 1)
    return Blank(register, facts, number, desk)


def _collective(office: Office, register: Register, day: date) -> dict[str, Any]:
    """The category of a collective day (集中走访日 presets 集中走访), where the book has such a word."""
    item = register.item(register.category)
    name = calendar.day(office, day).collective
    if not name or item is None:
        return {}
    words = choices_of(item, choice_lists(office))
    return next(({item.name: word} for word in (name, name.removesuffix("日")) if word in words), {})


def _fit_many(register: Register, facts: dict[str, Any]) -> None:
    for item in register.shown:
        if item.many and isinstance(facts.get(item.name), str):
            facts[item.name] = [facts[item.name]]


def add_entry(
    office: Office, book: str, facts: Mapping[str, Any], *, state: str = "", number: str = ""
) -> Result[Entry]:
    """Write a new entry and give it the next number of its year; `number` keeps a number from paper if it is free.

    Facts that are not given take the defaults of the book. Raises `Mistake` at the first field that is wrong.
    """
    register = register_of(office, book)
    form = blank(office, register.id, day_of(register, facts, office.clock().date()))
    return write_new(office, form, {**form.facts, **facts}, state=state, number=number)


def fresh(office: Office, form: Blank) -> Blank:
    """The same form against the office of now: names, lists and time may have changed while one typed."""
    return replace(form, register=register_of(office, form.register.id), desk=desk_of(office))


def write_new(
    office: Office, form: Blank, facts: Mapping[str, Any], *, state: str = "", number: str = ""
) -> Result[Entry]:
    """Write the entry of a form that was prepared by `blank`."""
    register = form.register
    state = state or register.start
    if register.state(state) is None:
        raise Mistake(f"“{register.title}”没有“{state}”这个状态。", "state")
    facts, files = taken_apart(register, facts)
    desk = replace(form.desk, files=counted(office, register.id, 0, files))
    values = examined(office, register, facts, state, desk)
    today = office.clock().date()
    draft = Entry(register.id, number, state, day_of(register, values, today), values)
    with office.change(f"登记{register.short}") as change:
        only_one_a_day(office, register, draft)
        entry = insert_entry(office, change, register, draft)
        hang(office, change, (register.id, entry.id), files)
        rows.drop_draft(change, register.id, 0)
    return Result(entry, Changes(Area.REGISTERS, f"已登记 {entry.number}。", lambda later: void_entry(later, entry.id)))


def edit_entry(office: Office, key: int, facts: Mapping[str, Any]) -> Result[Entry]:
    """Correct an entry; facts that are not given stay, None empties a field."""
    before = existing(office, key)
    register = register_of(office, before.book)
    facts, files = taken_apart(register, facts)
    merged = {**before.facts, **facts}
    values = examined(office, register, merged, before.state, _desk_with(office, before, files), before)
    day = day_of(register, values, before.day)
    if day.year != before.day.year:
        raise Mistake(f"编号 {before.number} 属于 {before.day.year} 年，日期不能改到 {day.year} 年。", register.dated)
    with office.change(f"修改{register.short}") as change:
        draft = replace(before, facts=values, day=day)
        entry = rewrite_entry(office, change, register, draft)
        hang(office, change, (register.id, key), files)
        rows.drop_draft(change, register.id, key)
    old = {**dict.fromkeys(values), **before.facts}
    says = f"已保存 {entry.number}。"
    return Result(entry, Changes(Area.REGISTERS, says, lambda later: edit_entry(later, key, old).changes))


def step_entry(office: Office, key: int, to: str, facts: Mapping[str, Any], note: str = "") -> Result[Entry]:
    """Take a step to another state, with what it asks; undo goes back to the state before."""
    before = existing(office, key)
    register = register_of(office, before.book)
    allowed_step(register, before.state, to, roles_of(office))
    facts, files = taken_apart(register, facts)
    merged = {**before.facts, **facts}
    values = examined(office, register, merged, to, _desk_with(office, before, files), before)
    taken = Taken(moment_text(office.clock()), office.user, before.state, to, _given(values, facts), note)
    with office.change(f"{register.short}：{to}") as change:
        entry = rewrite_entry(office, change, register, replace(before, state=to, facts=values))
        rows.add_step(change, key, taken)
        hang(office, change, (register.id, key), files)
        rows.drop_draft(change, register.id, key)
    says = f"{entry.number} 已到“{to}”。"
    return Result(entry, Changes(Area.REGISTERS, says, lambda later: _step_back(later, before, to)))


def _desk_with(office: Office, entry: Entry, files: Mapping[str, Sequence[Staged]]) -> Desk:
    return replace(desk_of(office), files=counted(office, entry.book, entry.id, files))


def _given(values: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in facts if name in values}


def _step_back(office: Office, before: Entry, was: str) -> Changes:
    register = register_of(office, before.book)
    with office.change("撤销一步") as change:
        rewrite_entry(office, change, register, before)
        taken = Taken(moment_text(office.clock()), office.user, was, before.state, note="撤销")
        rows.add_step(change, before.id, taken)
    return Changes(Area.REGISTERS, f"{before.number} 已退回“{before.state}”。")


def void_entry(office: Office, key: int, reason: str = "撤销登记") -> Changes:
    """Take an entry back: its number stays in the book as voided, so that numbers have no gap."""
    entry = existing(office, key)
    register = register_of(office, entry.book)
    with office.change(f"作废{register.short}") as change:
        change.update("entries", key, {"removed": reason, "due_on": None, "due_at": None}, reason)
        index_entry(office.store, change, register, replace(entry, removed=reason))
    return Changes(Area.REGISTERS, f"{entry.number} 已作废，编号保留。", lambda later: restore_entry(later, key))


def restore_entry(office: Office, key: int) -> Changes:
    """Bring a voided entry back."""
    entry = existing(office, key)
    register = register_of(office, entry.book)
    with office.change(f"恢复{register.short}") as change:
        change.restore("entries", key)
        rewrite_entry(office, change, register, replace(entry, removed=""))
    return Changes(Area.REGISTERS, f"{entry.number} 已恢复。", lambda later: void_entry(later, key))


def void_all(office: Office, keys: Sequence[int], reason: str = "撤销导入") -> Changes:
    """Void entries that came in together, in one write; their numbers stay in the book."""
    return _turn_all(office, keys, reason)


def _turn_all(office: Office, keys: Sequence[int], reason: str) -> Changes:
    """Void entries for a reason, or bring them all back without one."""
    with office.change(reason or "恢复导入的记录") as change:
        for key in keys:
            entry = existing(office, key)
            register = register_of(office, entry.book)
            if reason:
                change.update("entries", key, {"removed": reason, "due_on": None, "due_at": None}, reason)
                index_entry(office.store, change, register, replace(entry, removed=reason))
            else:
                change.restore("entries", key)
                rewrite_entry(office, change, register, replace(entry, removed=""))
    says = f"导入的 {len(keys)} 条已作废，编号保留。" if reason else f"已恢复导入的 {len(keys)} 条。"
    return Changes(Area.REGISTERS, says, lambda later: _turn_all(later, keys, "" if reason else "撤销导入"))


def existing(office: Office, key: int) -> Entry:
    """The entry of that id; `Mistake` when there is none."""
    entry = rows.entry(office.store, key)
    if entry is None:
        raise Mistake("找不到这条记录，可能已经不在了；请按 Ctrl+R 重新读取。", "number")
    return entry


def find_entry(office: Office, book: str, number: str) -> Entry:
    """The entry of a number: in full, or its running number in this year."""
    register = register_of(office, book)
    parsed = parse_number(register, number.strip())
    if parsed is None and number.strip().isdigit():
        parsed = (office.clock().year, int(number))
    entry = rows.entry_by_number(office.store, register.id, *parsed) if parsed else None
    if entry is None:
        raise Mistake(f"“{register.title}”里没有编号“{number}”。", "number")
    return entry


def steps_of(office: Office, key: int) -> tuple[Taken, ...]:
    """The way an entry came, oldest first."""
    return rows.steps(office.store, key)


def of_day(office: Office, book: str, day: date | None = None) -> int:
    """The id of the entry of a day (default: today) in a book that keeps one a day; 0 when there is none."""
    entry = rows.entry_on(office.store, book, day or office.clock().date())
    return entry.id if entry else 0


def offered_at_step(office: Office, entry: Entry, asked: Sequence[Item]) -> dict[str, Any]:
    """What a step's short form shows: what is known already, else today, now, or whoever is on duty."""
    moment = office.clock()
    found: dict[str, Any] = {}
    for item in asked:
        value = entry.facts.get(item.name)
        if value is None and item.kind in (Kind.DATE, Kind.MOMENT) and item.not_after in ("now", "today"):
            value = moment.date().isoformat() if item.kind is Kind.DATE else moment_text(moment)[:16]
        elif value is None and item.kind is Kind.PERSON and item.name == "handed_over_by":
            value = duty_person(office, moment)
        elif item.kind in FILES:
            held = (file for file in attachments_of(office, entry.book, entry.id) if file.field == item.name)
            value = tuple({"name": f.name, "digest": f.digest, "size": f.size, "id": f.id} for f in held) or None
        elif item.kind is Kind.MOMENT or item.many:
            value = fact_text(item, value)
        if value is not None:
            found[item.name] = value
    return found
