"""One entry of a book, its number, its way through the states, and how a fact reads on a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from villagedesk.base.fields import Kind
from villagedesk.registers.definition import Item, Register


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a book: what was written, where it stands, and what it belongs to.

    `facts` are plain JSON values by field name; `version` is the stored definition it was written under;
    `due_on` and `due_name` tell the next deadline (`due_at` its moment where hours count); `removed` holds the
    reason of a voided entry.
    """

    book: str
    number: str
    state: str
    day: date
    facts: Mapping[str, Any]
    id: int = 0
    n: int = 0
    version: int = 0
    villager: int | None = None
    household: int | None = None
    grid: int | None = None
    person: int | None = None
    category: str = ""
    amount: float = 1
    due_on: date | None = None
    due_name: str = ""
    due_at: str = ""
    created_at: str = ""
    removed: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that was taken: when, by whom, from where to where, and what it asked."""

    at: str
    who: str
    from_state: str
    to_state: str
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    note: str = ""


def number_text(register: Register, year: int, n: int) -> str:
    """来〔2026〕第15号."""
    return register.number.format(year=year, n=n)


def brief_number(number: str) -> str:
    """来〔2026〕15: a number as it is said, for narrow columns."""
    return number.replace("第", "").replace("号", "")


def parse_number(register: Register, text: str) -> tuple[int, int] | None:
    """Year and running number read back from a number of this book; None when it is not one."""
    before, _, rest = register.number.partition("{year}")
    middle, _, after = rest.partition("{n}") if rest else ("", "", "")
    if not rest or not text.startswith(before) or not text.endswith(after):
        return None
    core = text[len(before) : len(text) - len(after)]
    year, _, n = core.partition(middle) if middle else (core[:4], "", core[4:])
    return (int(year), int(n)) if year.isascii() and year.isdigit() and n.isascii() and n.isdigit() else None


def fact_text(item: Item, value: Any) -> str:
    """A fact as the office reads it on a line: moments without seconds, lists joined by 、, yes as 是."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in cast("list[Any]", value))
    if item.kind is Kind.MOMENT:
        return str(value)[:16]
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def day_of(register: Register, facts: Mapping[str, Any], today: date) -> date:
    """The day an entry belongs to: that of its dated field, or today."""
    value = facts.get(register.dated) if register.dated else None
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value)[:10]) if value else today
    except ValueError:
        return today


def amount_of(register: Register, facts: Mapping[str, Any]) -> float:
    """How many an entry counts: its counted field, signed by its ledger; 1 where nothing is counted."""
    name = register.ledger.field if register.ledger else register.counts
    value = facts.get(name) if name else 1
    amount = float(value) if isinstance(value, int | float) else (0.0 if register.ledger else 1.0)
    if register.ledger and facts.get(register.ledger.direction) in register.ledger.minus:
        return -amount
    return amount


def category_of(register: Register, facts: Mapping[str, Any]) -> str:
    """The word by which statistics sort this entry."""
    value = facts.get(register.category) if register.category else ""
    if isinstance(value, list | tuple):
        return str(cast("list[Any]", value)[0]) if value else ""
    return str(value or "")


def matter_of(register: Register, facts: Mapping[str, Any]) -> str:
    """What an entry is about: its first long text, else a choice or a text that is no name."""
    for wanted in (Kind.LONG_TEXT, Kind.CHOICE, Kind.TEXT):
        for item in register.fields:
            if item.kind is wanted and item.mask != "address" and facts.get(item.name):
                return str(facts[item.name])
    return ""


def title_of(register: Register, facts: Mapping[str, Any]) -> str:
    """Who or what an entry is about, in a few words: the villager (等3人), else its first text."""
    name = str(facts.get(register.villager) or "") if register.villager else ""
    if name:
        people = facts.get(register.counts) if register.counts and register.unit == "人次" else None
        return f"{name}等{people}人" if isinstance(people, int) and people > 1 else name
    if register.one_a_day:
        return f"{register.short} {facts.get(register.person) or ''}".strip()
    for wanted in (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE):
        for item in register.fields:
            if item.kind is wanted and facts.get(item.name) and facts[item.name] != item.default:
                return str(facts[item.name])[:40]
    return ""
