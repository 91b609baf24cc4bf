"""Finding: one box over all books, cases, villagers and the people of the office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from villagedesk.people.person import labels
from villagedesk.registers.definition import Register
from villagedesk.registers.entry import Entry, fact_text, title_of
from villagedesk.registers.searching import WALL, Hit, joined, marks, number_prefix, snippet, spaced
from villagedesk.services import people
from villagedesk.services.office import Office
from villagedesk.services.registers.books import registers
from villagedesk.services.villagers.initials import initials
from villagedesk.store.books import search
from villagedesk.store.books.search import Thing
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store

_NUMBERED = re.compile(r"\D{1,4}\d{4}\D{1,3}\d")


def index_thing(store: Store, change: Change, thing: Thing) -> None:
    """Make a case or anything else findable, within the write that keeps it; call again after every edit."""
    search.put(store, change, thing)


def thing_of(
    place: tuple[str, int], number: str, title: str, texts: Sequence[str], names: Sequence[str], day: date
) -> Thing:
    """A thing (its kind and key) to be found, with the pinyin initials of its names."""
    shortened = tuple(initials(name) for name in names if name)
    return Thing(*place, number, title, tuple(text for text in texts if text), shortened, day.isoformat())


def entry_thing(register: Register, entry: Entry) -> Thing:
    """How an entry is found: by its number, the fields its book names, and the initials of its villager."""
    texts: list[str] = []
    for name in register.list.search:
        item = register.item(name)
        if item is not None and entry.facts.get(name):
            texts.append(fact_text(item, entry.facts[name]))
    name = str(entry.facts.get(register.villager) or "") if register.villager else ""
    title = title_of(register, entry.facts)
    return thing_of((register.id, entry.id), entry.number, title, texts, (name,), entry.day)


def index_entry(store: Store, change: Change, register: Register, entry: Entry) -> None:
    """Make an entry findable, within the write that keeps it; a voided one is taken out."""
    if entry.removed:
        search.drop(change, register.id, entry.id)
    else:
        search.put(store, change, entry_thing(register, entry))


def find(office: Office, text: str, kinds: Sequence[str] = (), limit: int = 50) -> tuple[Hit, ...]:
    """What the typed characters find, people first, then newest first, each with its marks."""
    query = text.strip()
    if not query:
        return ()
    hits = [] if kinds else _staff(office, query)
    for key, kind, thing, number, title, words in _matches(office, query, kinds, limit):
        hits.append(_hit(query, kind, thing, (number, title, words, key // 10_000_000)))
    return tuple(hits[:limit])


def _matches(office: Office, query: str, kinds: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    if not kinds and _NUMBERED.match(query):
        for register in registers(office).values():
            if (prefix := number_prefix(query, register.number)) and (
                found := search.numbered(office.store, prefix, limit)
            ):
                return found
    return search.match(office.store, query, kinds, limit)


def _hit(query: str, kind: str, thing: int, row: tuple[str, str, str, int]) -> Hit:
    number, title, words, day = row
    parts = words.split(f" {WALL} ")[2 if number else 1 :]
    text = _part_with(query, parts) or (joined(parts[0]) if parts else title)
    line = snippet((text,), query)
    shown = f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}" if kind != "villager" else ""
    return Hit(kind, thing, number, title, line, marks(line, query), shown)


def _part_with(query: str, parts: Sequence[str]) -> str:
    """The first text that holds a typed word."""
    wanted = [tokens for word in query.split() if (tokens := spaced(word))]
    plain = next((part for part in parts if any(tokens in part for tokens in wanted)), "")
    if plain:
        return joined(plain)
    return next((text for part in parts if any(word in (text := joined(part)) for word in query.split())), "")


def _staff(office: Office, query: str) -> list[Hit]:
    everybody = people.people(office)
    found: list[Hit] = []
    typed, digits = query.lower(), query if len(query) > 2 and query.isdigit() else ""
    for person in everybody:
        phones = person.phone, person.other_phone
        if (
            query in person.name
            or initials(person.name).startswith(typed)
            or (digits and any(digits in p for p in phones))
        ):
            line = f"{person.post} {person.phone}".strip()
            found.append(Hit("person", person.id, "", labels(everybody)[person.id], line, marks(line, query)))
    return found


def found_ids(office: Office, text: str, book: str, limit: int) -> tuple[int, ...]:
    """The ids of a book's entries that hold every typed word."""
    return tuple(int(row[2]) for row in search.match(office.store, text, (book,), limit))
