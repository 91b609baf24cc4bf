"""One thing becomes another: a visit a matter, a demand, a case; facts go along and the link reads both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.registers.definition import Register
from villagedesk.registers.drawing import carried
from villagedesk.registers.entry import Entry, Taken, day_of, title_of
from villagedesk.services.office import Office
from villagedesk.services.registers.books import register_of, registers
from villagedesk.services.registers.entries import Blank, blank, existing, void_entry
from villagedesk.services.registers.exchange.attachments import counted, hang, taken_apart
from villagedesk.services.registers.placing import examined, insert_entry, only_one_a_day, rewrite_entry
from villagedesk.store.books import entries as rows
from villagedesk.store.books import search, villagers
from villagedesk.store.file.audit import Change

CASE = "mediation"


@dataclass(frozen=True, slots=True)
class Linked:
    """The other end of a link: which book, key and number, what it is about, and whether it came later."""

    kind: str
    key: int
    book: str
    number: str
    title: str
    state: str
    onward: bool


def targets_of(office: Office, entry: Entry) -> tuple[tuple[str, str], ...]:
    """What an entry may become: (book id, title), `mediation` for a case."""
    register = register_of(office, entry.book)
    known = registers(office)
    wanted = dict.fromkeys(to for state in register.states for to in state.links_to)
    return tuple((to, "调解案件" if to == CASE else known[to].title) for to in wanted if to == CASE or to in known)


def carried_facts(office: Office, key: int, to: str) -> dict[str, Any]:
    """The facts of an entry that go along into book `to`, or into a case (`mediation`)."""
    entry = existing(office, key)
    source = register_of(office, entry.book)
    return carried(source, entry.facts, to, None if to == CASE else register_of(office, to))


def blank_from(office: Office, key: int, to: str) -> Blank:
    """A new form of book `to` that already holds what an entry says."""
    form = blank(office, to)
    return replace(form, facts={**form.facts, **carried_facts(office, key, to)})


def become(office: Office, key: int, to: str, facts: Mapping[str, Any]) -> Result[Entry]:
    """Write what an entry becomes in book `to`, link both, and move the entry to the state that says so."""
    form = blank_from(office, key, to)
    target = form.register
    typed, files = taken_apart(target, {**form.facts, **facts})
    desk = replace(form.desk, files=counted(office, target.id, 0, files))
    values = examined(office, target, typed, target.start, desk)
    draft = Entry(target.id, "", target.start, day_of(target, values, office.clock().date()), values)
    source = existing(office, key)
    with office.change(f"转{target.short}") as change:
        only_one_a_day(office, target, draft)
        entry = insert_entry(office, change, target, draft)
        hang(office, change, (target.id, entry.id), files)
        tie = link(change, (source.book, source.id), (target.id, entry.id), moment_text(office.clock()))
        _move_on(office, change, source, to, entry.number)

    def undo(later: Office) -> Changes:
        _untie(later, tie, source)
        voided = void_entry(later, entry.id, "撤销转办")
        return Changes(Area.REGISTERS, f"{source.number} 没有转；{voided.says}")

    says = f"{source.number} 已转为 {entry.number}，两边可以互相查看。"
    return Result(entry, Changes(Area.REGISTERS, says, undo))


def link_case(office: Office, key: int, case: int, number: str) -> Changes:
    """Link an entry with the case it became, and move the entry to the state that says so."""
    source = existing(office, key)
    with office.change("转调解") as change:
        tie = link(change, (source.book, source.id), (CASE, case), moment_text(office.clock()))
        _move_on(office, change, source, CASE, number)

    def undo(later: Office) -> Changes:
        _untie(later, tie, source)
        return Changes(Area.REGISTERS | Area.CASES, f"{source.number} 没有转为调解案件。")

    says = f"{source.number} 已转为调解案件 {number}，两边可以互相查看。"
    return Changes(Area.REGISTERS | Area.CASES, says, undo)


def _untie(office: Office, tie: int, source: Entry) -> None:
    """Take a link away and put the entry that led to it back into its state."""
    register = register_of(office, source.book)
    now = existing(office, source.id)
    with office.change("撤销转办") as change:
        change.erase("links", tie, "撤销")
        if now.state != source.state:
            rewrite_entry(office, change, register, source)
            taken = Taken(moment_text(office.clock()), office.user, now.state, source.state, note="撤销")
            rows.add_step(change, source.id, taken)


def link(change: Change, one: tuple[str, int], other: tuple[str, int], at: str) -> int:
    """Keep that `one` (kind, key) led to the `other`."""
    row = {"from_kind": one[0], "from_key": one[1], "to_kind": other[0], "to_key": other[1], "created_at": at}
    return change.insert("links", row)


def _move_on(office: Office, change: Change, source: Entry, to: str, number: str) -> None:
    register = register_of(office, source.book)
    state = next((state.name for state in register.states if to in state.links_to), "")
    if not state or state == source.state or state not in {step.to for step in register.steps_from(source.state)}:
        return
    facts = {**source.facts, **_answered(register, state, source.facts, number)}
    rewrite_entry(office, change, register, replace(source, state=state, facts=facts))
    taken = Taken(moment_text(office.clock()), office.user, source.state, state, note=f"转为 {number}")
    rows.add_step(change, source.id, taken)


def _answered(register: Register, state: str, facts: Mapping[str, Any], number: str) -> dict[str, str]:
    needed = (item.name for item in register.fields if state in item.required_at)
    return {name: f"转为 {number}" for name in needed if not facts.get(name)}


def links_of(office: Office, kind: str, key: int) -> tuple[Linked, ...]:
    """What a thing came from and what it became."""
    found: list[Linked] = []
    for row in villagers.links(office.store, kind, key):
        onward = row["from_kind"] == kind and row["from_key"] == key
        other = (row["to_kind"], row["to_key"]) if onward else (row["from_kind"], row["from_key"])
        found.append(_linked(office, other[0], other[1], onward=onward))
    return tuple(found)


def _linked(office: Office, kind: str, key: int, *, onward: bool) -> Linked:
    if kind == CASE:
        known = search.known(office.store, kind, key)
        return Linked(kind, key, "调解案件", *(known or (f"第 {key} 号", "")), "", onward)
    entry = rows.entry(office.store, key)
    if entry is None:
        raise Mistake("关联的那条记录找不到了，可能已经作废；请勾上“含作废”再找。", "number")
    register = register_of(office, entry.book)
    return Linked(kind, key, register.title, entry.number, title_of(register, entry.facts), entry.state, onward)
