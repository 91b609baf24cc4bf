"""Persons, badges and terms in the office file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from villagedesk.people.person import Badge, Person
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store

_COLUMN = {"group": "team"}
_LISTS = ("posts", "duty_posts")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office that is over: its dates, the days promised for it and the posts held."""

    person: int
    from_on: date | None
    to_on: date | None
    promised_days: int
    posts: tuple[str, ...]
    id: int = 0


def people(store: Store, *, removed: bool = False) -> tuple[Person, ...]:
    """Everybody who serves or served, by seniority; with `removed` also those entered by mistake."""
    where = "" if removed else " where removed is null"
    return tuple(_person(row) for row in store.rows(f"select * from person{where} order by seniority, id"))


def person(store: Store, key: int) -> Person | None:
    """The person of that id, removed or not."""
    row = store.one("select * from person where id = ?", [key])
    return _person(row) if row else None


def badges(store: Store) -> tuple[Badge, ...]:
    """Every number that means or meant somebody, by number and time."""
    rows = store.rows("select * from badge where removed is null order by number, coalesce(from_on, ''), id")
    return tuple(
        Badge(r["number"], r["person"], r["device"], _day(r["from_on"]), _day(r["to_on"]), r["id"]) for r in rows
    )


def terms(store: Store, person: int) -> tuple[Term, ...]:
    """The terms a person served before the present one, oldest first."""
    rows = store.rows("select * from term where person = ? and removed is null order by from_on, id", [person])
    return tuple(
        Term(
            r["person"],
            _day(r["from_on"]),
            _day(r["to_on"]),
            r["promised_days"],
            tuple(json.loads(r["posts"])),
            r["id"],
        )
        for r in rows
    )


def insert_person(change: Change, person: Person) -> int:
    """Store a new person and return the id."""
    return change.insert("person", person_row({f.name: getattr(person, f.name) for f in fields(Person)}))


def update_person(change: Change, key: int, values: Mapping[str, Any], reason: str = "") -> None:
    """Set some attributes of a person, named as in `Person`."""
    change.update("person", key, person_row(values), reason)


def insert_badge(change: Change, badge: Badge) -> int:
    """Store a new badge and return the id."""
    return change.insert("badge", badge_row(badge))


def update_badge(change: Change, badge: Badge, reason: str = "") -> None:
    """Store a badge that has an id already."""
    change.update("badge", badge.id, badge_row(badge), reason)


def insert_term(change: Change, term: Term) -> int:
    """Store a finished term and return the id."""
    row = {"person": term.person, "from_on": _text(term.from_on), "to_on": _text(term.to_on)}
    posts = json.dumps(term.posts, ensure_ascii=False)
    return change.insert("term", row | {"promised_days": term.promised_days, "posts": posts})


def person_row(values: Mapping[str, Any]) -> Row:
    """Attributes of a `Person` as columns of the table."""
    row: Row = {}
    for name, value in values.items():
        if name == "id":
            continue
        if name in _LISTS:
            value = json.dumps(list(value), ensure_ascii=False)
        elif isinstance(value, bool):
            value = int(value)
        elif isinstance(value, date):
            value = value.isoformat()
        row[_COLUMN.get(name, name)] = value
    return row


def badge_row(badge: Badge) -> Row:
    """A badge as columns of the table."""
    return {
        "person": badge.person,
        "number": badge.number,
        "device": badge.device,
        "from_on": _text(badge.from_on),
        "to_on": _text(badge.to_on),
    }


def _person(row: Row) -> Person:
    values: dict[str, Any] = {}
    for item in fields(Person):
        value = row[_COLUMN.get(item.name, item.name)]
        if item.name in _LISTS:
            value = tuple(json.loads(value))
        elif item.name.endswith("_on"):
            value = _day(value)
        elif item.name == "phone_public":
            value = bool(value)
        values[item.name] = value
    return Person(**values)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
