"""Villagers: recognised by a few characters, matched when an entry is saved, corrected and merged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, check
from villagedesk.services.office import Office
from villagedesk.services.villagers.initials import initials
from villagedesk.store.books import search
from villagedesk.store.books import villagers as rows
from villagedesk.store.books.villagers import Villager
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store

FIELDS = (
    Field("name", "姓名", required=True),
    Field("phone", "电话", Kind.PHONE),
    Field("id_number", "身份证号", Kind.ID_NUMBER),
    Field("sex", "性别", Kind.CHOICE, choices=("男", "女")),
    Field("born_year", "出生年", Kind.COUNT, min=1900, max=2100),
    Field("address", "住址"),
    Field("tags", "标签", help="独居老人、低保户、党员、退役军人……"),
    Field("note", "备注"),
)


def recognise(office: Office, text: str, limit: int = 8) -> list[Villager]:
    """Villagers that the typed characters may mean: part of the name, pinyin initials, or the phone's tail."""
    typed = text.strip()
    letters = typed.lower() if re.fullmatch(r"[A-Za-z]{1,8}", typed) else ""
    digits = typed if re.fullmatch(r"\d{2,15}", typed) else ""
    name = "" if letters or digits else typed
    return rows.like(office.store, name, letters, digits, limit)


def known_facts(office: Office, key: int) -> dict[str, Any]:
    """What the office knows of a villager, under the names that a book's `fills` asks for."""
    villager = rows.villager(office.store, key)
    if villager is None:
        return {}
    grids = {grid.id: grid.name for grid in rows.grids(office.store)}
    return {
        "name": villager.name,
        "phone": villager.phone,
        "id_number": villager.id_number,
        "sex": villager.sex,
        "age": office.clock().year - villager.born_year if villager.born_year else None,
        "address": villager.address,
        "grid": grids.get(villager.grid or 0, ""),
    }


def resolve(store: Store, name: str, known: Mapping[str, Any]) -> Villager | None:
    """The villager a name means, told apart by citizen number, then phone; None when nobody fits surely."""
    if known.get("id_number") and (found := rows.by_id_number(store, str(known["id_number"]))):
        return found
    same = rows.named(store, name)
    phone = str(known.get("phone") or "")
    if phone:
        with_phone = [villager for villager in same if villager.phone == phone]
        unknown = [villager for villager in same if not villager.phone]
        return with_phone[0] if with_phone else (unknown[0] if len(unknown) == len(same) == 1 else None)
    return same[0] if len(same) == 1 else None


def villager_for(store: Store, change: Change, name: str, known: Mapping[str, Any], today: date) -> Villager:
    """The villager of an entry: the one it surely means, with what was not known yet added, or a new one."""
    age = known.get("age")
    fresh = Villager(
        name=name,
        phone=str(known.get("phone") or ""),
        id_number=str(known.get("id_number") or ""),
        sex=str(known.get("sex") or ""),
        born_year=today.year - int(age) if isinstance(age, int | float) else None,
        address=str(known.get("address") or ""),
        grid=known.get("grid_id"),
        initials=initials(name),
    )
    found = resolve(store, name, known)
    if found is None:
        return _store(store, change, fresh)
    news = {
        column: getattr(fresh, column)
        for column in ("phone", "id_number", "sex", "born_year", "address", "grid")
        if getattr(fresh, column) and not getattr(found, column)
    }
    if news:
        change.update("villagers", found.id, news)
        found = replace(found, **news)
        search.put(store, change, thing_of(found))
    return found


def _store(store: Store, change: Change, new: Villager) -> Villager:
    stored = replace(new, id=rows.insert_villager(change, new))
    search.put(store, change, thing_of(stored))
    return stored


def thing_of(villager: Villager) -> search.Thing:
    """How a villager is found."""
    texts = (villager.phone, villager.address, villager.tags)
    return search.Thing("villager", villager.id, "", villager.name, texts, (villager.initials,), search.PEOPLE_DAY)


def add_villager(office: Office, facts: Mapping[str, Any]) -> Result[Villager]:
    """Enter a villager by hand; `household` and `grid` are ids."""
    values = _checked(facts)
    new = Villager(**values, initials=initials(str(values["name"])))
    with office.change("登记村民") as change:
        stored = _store(office.store, change, new)

    def undo(later: Office) -> Changes:
        with later.change("撤销登记村民") as change:
            change.remove("villagers", stored.id, "撤销登记")
            search.drop(change, "villager", stored.id)
        return Changes(Area.REGISTERS, f"已撤销登记{stored.name}。")

    return Result(stored, Changes(Area.REGISTERS, f"已登记{stored.name}。", undo))


def correct_villager(office: Office, key: int, facts: Mapping[str, Any]) -> Changes:
    """Change what is known of a villager; old entries keep what was written then."""
    before = rows.villager(office.store, key)
    if before is None:
        raise Mistake("找不到这位村民，可能已经合并到别人名下；请重新查找。", "name")
    values = _checked({**{field.name: getattr(before, field.name) for field in FIELDS}, **facts})
    values["initials"] = initials(str(values["name"]))
    old = {name: getattr(before, name) for name in values}
    with office.change("修改村民资料") as change:
        change.update("villagers", key, values)
        search.put(office.store, change, thing_of(replace(before, **values)))
    return Changes(Area.REGISTERS, f"已修改{values['name']}的资料。", lambda later: correct_villager(later, key, old))


def person_facts(office: Office, key: int) -> dict[str, Any]:
    """What stands in a villager's form."""
    villager = rows.villager(office.store, key)
    return {field.name: getattr(villager, field.name) for field in FIELDS} if villager else {}


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in FIELDS} | {"household", "grid", "initials"}
    for name in facts:
        if name not in known:
            raise Mistake(f"村民资料里没有“{name}”这一项。", name)
    values = {field.name: check(field, facts.get(field.name)) for field in FIELDS}
    empty = {field.name: "" for field in FIELDS if field.kind is not Kind.COUNT}
    filled = {name: empty.get(name) if value is None else value for name, value in values.items()}
    return filled | {name: facts[name] for name in ("household", "grid") if name in facts}
