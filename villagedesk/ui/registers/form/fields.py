"""Which fields a form shows first, in which order, and as which editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from villagedesk.base.fields import Field, Kind
from villagedesk.registers.definition import FILES, LOOSE, ChoiceLists, Item, Register, declared
from villagedesk.registers.entry import fact_text


@dataclass(frozen=True, slots=True)
class FormFields:
    """The fields of a form: `core` are seen at once, `rest` on demand, `slots` hold files and stand below."""

    core: tuple[Field, ...]
    rest: tuple[Field, ...]
    slots: tuple[Field, ...]
    first: str

    @property
    def all(self) -> tuple[Field, ...]:
        """Core, then rest, then slots."""
        return (*self.core, *self.rest, *self.slots)


def form_fields(register: Register, lists: ChoiceLists) -> FormFields:
    """Who it is about first, then what is asked at once, the moment and the duty person last."""
    items = [item for item in register.shown if item.kind not in FILES]
    at_once = [item for item in items if _at_once(register, item)]
    at_once.sort(key=lambda item: _rank(register, item))
    if not register.draws:
        core, rest = at_once, [item for item in items if item not in at_once]
    else:
        core, rest = items, []
    first = register.villager or next((item.name for item in core if item.name != register.dated), "")
    slots = tuple(declared(item, lists) for item in register.slots)
    return FormFields(_fields(core, lists), _fields(rest, lists), slots, first)


def _at_once(register: Register, item: Item) -> bool:
    return item.required or item.name in register.list.columns or item.name in (register.villager, register.counts)


def _rank(register: Register, item: Item) -> tuple[int, int]:
    place = register.fields.index(item)
    if item.name == register.villager:
        return (0, place)
    if item.name == register.counts:
        return (1, place)
    if item.name in (register.dated, register.person):
        return (4, place)
    return (3 if item.kind is Kind.LONG_TEXT else 2, place)


def _fields(items: list[Item], lists: ChoiceLists) -> tuple[Field, ...]:
    return tuple(_field(item, lists) for item in items)


def _field(item: Item, lists: ChoiceLists) -> Field:
    field = declared(item, lists)
    if item.many:
        return replace(field, kind=Kind.TEXT, default=None, help=item.help or "几个人之间用顿号隔开。")
    return replace(field, default=None)


def shown_values(register: Register, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the editors take them: lists in one line, moments without seconds."""
    found: dict[str, Any] = {}
    if facts.get(LOOSE):
        found[LOOSE] = facts[LOOSE]
    for item in register.shown:
        value = facts.get(item.name)
        if item.many or item.kind is Kind.MOMENT:
            found[item.name] = fact_text(item, value)
        elif item.kind is Kind.YES:
            found[item.name] = value is True
        elif value is not None:
            found[item.name] = value
    return found


def typed_facts(register: Register, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the editors as facts; an empty editor empties its field, an unticked box says nothing."""
    found: dict[str, Any] = {}
    for name, value in typed.items():
        item = register.item(name)
        if item is None:
            if name == LOOSE and value:
                found[name] = list(value)
            continue
        if item.kind is Kind.YES:
            found[name] = True if value else None
        else:
            found[name] = list(value) if isinstance(value, tuple) else value
    return found
