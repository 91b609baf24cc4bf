"""Facts that travel: into the day's log from other books, and from one entry into the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from villagedesk.base.fields import Kind
from villagedesk.registers.definition import FILES, Draw, Item, Register
from villagedesk.registers.entry import Entry, fact_text

_WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.VILLAGER, Kind.CHOICE)
"""Kinds of fields that take words of any other kind."""


class _Lines(dict[str, str]):
    """Facts by name for a line; an empty fact leaves an empty place."""

    def __missing__(self, key: str) -> str:
        return ""


def line_of_entry(register: Register, entry: Entry, form: str) -> str:
    """One line of a log: `{time} {visitor}：{request}` with the facts of an entry."""
    known = {item.name: fact_text(item, entry.facts.get(item.name)) for item in register.fields}
    moment = str(entry.facts.get(register.dated) or "")
    known |= {"number": entry.number, "state": entry.state, "time": moment[11:16]}
    text = form.format_map(_Lines(known))
    text = re.sub(r"[：；，\s]+(?=[；（])|(?<=[。；：])[；：]+", "", text)
    return text.strip(" ：；，、—-")


def drawn(draw: Draw, register: Register, entries: Iterable[Entry]) -> str:
    """What a draw writes into its field: numbered lines, empty when there was nothing."""
    lines = [
        line_of_entry(register, entry, draw.line)
        for entry in entries
        if all(str(entry.facts.get(name) or "") == word for name, word in draw.where.items())
    ]
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))


def carried(source: Register, facts: Mapping[str, Any], to: str, target: Register | None) -> dict[str, Any]:
    """The facts that go along into book `to`: those the book maps, then those of the same name and kind."""
    same = alike(source, target) if target else ()
    found = {name: facts[name] for name in same if facts.get(name) is not None}
    carry = next((carry for carry in source.carries if carry.to == to), None)
    for there, here in carry.facts.items() if carry else ():
        if facts.get(here) is not None and (target is None or target.item(there)):
            found[there] = facts[here]
    return found


def alike(source: Register, target: Register) -> tuple[str, ...]:
    """The names of the fields that go along by themselves: one name and one kind on both sides, no default there."""
    pairs = ((there, source.item(there.name)) for there in target.shown if there.default is None)
    return tuple(there.name for there, here in pairs if here and here.kind is there.kind)


def fits(there: Item, here: Item) -> bool:
    """Whether what a field of one book holds can stand in a field of another."""
    if here.kind in FILES or there.kind in FILES or here.hidden:
        return False
    return there.kind is here.kind or there.kind in _WORDS or (there.kind, here.kind) == (Kind.PHONE, Kind.TEXT)


def likely(source: Register, target: Register) -> dict[str, str]:
    """Field there → field here as one would map them: fields of one label, whom it is about, and the grid."""
    found: dict[str, str] = {}
    for there in target.shown:
        same = (here for here in source.shown if here.label == there.label and fits(there, here))
        if here := next(same, None):
            found[there.name] = here.name
    pairs = ((target.villager, source.villager), (target.grid, source.grid))
    return {**{there: here for there, here in pairs if there and here}, **found}


def filled(register: Register, known: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a villager, in the fields of a book that ask for it."""
    item = register.item(register.villager) if register.villager else None
    return {there: known[fact] for fact, there in (item.fills if item else {}).items() if known.get(fact)}
