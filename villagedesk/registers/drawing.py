"""Facts that travel: into the day's log from other books, and from one entry into the next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from villagedesk.registers.definition import Draw, Register
from villagedesk.registers.entry import Entry, fact_text


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
    found: dict[str, Any] = {}
    for item in target.shown if target else ():
        mine = source.item(item.name)
        if mine and mine.kind is item.kind and facts.get(item.name) is not None and item.default is None:
            found[item.name] = facts[item.name]
    carry = next((carry for carry in source.carries if carry.to == to), None)
    for there, here in carry.facts.items() if carry else ():
        if facts.get(here) is not None and (target is None or target.item(there)):
            found[there] = facts[here]
    return found


def filled(register: Register, known: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of a villager, in the fields of a book that ask for it."""
    item = register.item(register.villager) if register.villager else None
    return {there: known[fact] for fact, there in (item.fills if item else {}).items() if known.get(fact)}
