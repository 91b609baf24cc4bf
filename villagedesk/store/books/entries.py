"""Entries, their steps and the definitions they were written under, as rows of the office file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from villagedesk.registers.entry import Entry, Taken
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition as it was stored: its book, its TOML text, and whether the office made it itself."""

    book: str
    title: str
    text: str
    own: bool
    id: int


def entry_of(row: Row) -> Entry:
    """The entry that a row of `entries` holds."""
    return Entry(
        book=row["book"],
        number=row["number"],
        state=row["state"],
        day=date.fromisoformat(row["day"]),
        facts=json.loads(row["facts"]),
        id=row["id"],
        n=row["n"],
        version=row["version"],
        villager=row["villager"],
        household=row["household"],
        grid=row["grid"],
        person=row["person"],
        category=row["category"],
        amount=row["amount"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        due_name=row["due_name"],
        due_at=row["due_at"] or "",
        created_at=row["created_at"],
        removed=row["removed"] or "",
    )


def facts_text(facts: Mapping[str, Any]) -> str:
    """Facts as they are stored."""
    return json.dumps(dict(facts), ensure_ascii=False, separators=(",", ":"))


def entry(store: Store, key: int) -> Entry | None:
    """The entry of that id, voided or not."""
    row = store.one("select * from entries where id = ?", [key])
    return entry_of(row) if row else None


def entry_by_number(store: Store, book: str, year: int, n: int) -> Entry | None:
    """The entry that carries this running number of a year."""
    row = store.one("select * from entries where book = ? and year = ? and n = ?", [book, year, n])
    return entry_of(row) if row else None


def entry_on(store: Store, book: str, day: date) -> Entry | None:
    """The first entry of a book on a day (for books that keep one a day)."""
    row = store.one(
        "select * from entries where book = ? and day = ? and removed is null order by id limit 1",
        [book, day.isoformat()],
    )
    return entry_of(row) if row else None


def last_n(store: Store, book: str, year: int) -> int:
    """The last running number of a book in a year; 0 before the first."""
    return int(store.value("select coalesce(max(n), 0) from entries where book = ? and year = ?", [book, year]) or 0)


def steps(store: Store, key: int) -> tuple[Taken, ...]:
    """The steps an entry took, oldest first."""
    rows = store.rows("select * from entry_steps where entry = ? order by id", [key])
    return tuple(
        Taken(r["at"], r["who"], r["from_state"], r["to_state"], json.loads(r["facts"]), r["note"]) for r in rows
    )


def add_step(change: Change, key: int, taken: Taken) -> int:
    """Keep one step of an entry."""
    return change.insert(
        "entry_steps",
        {
            "entry": key,
            "at": taken.at,
            "who": taken.who,
            "from_state": taken.from_state,
            "to_state": taken.to_state,
            "facts": facts_text(taken.facts),
            "note": taken.note,
        },
    )


def definitions(store: Store, *, latest: bool = True) -> list[Definition]:
    """Stored definitions, the latest of each book (or every one)."""
    which = "where id in (select max(id) from books group by book)" if latest else ""
    rows = store.rows(f"select id, book, title, text, own from books {which} order by id")
    return [Definition(r["book"], r["title"], r["text"], bool(r["own"]), r["id"]) for r in rows]


def definition(store: Store, version: int) -> Definition | None:
    """The definition under that id."""
    row = store.one("select id, book, title, text, own from books where id = ?", [version])
    return Definition(row["book"], row["title"], row["text"], bool(row["own"]), row["id"]) if row else None


def keep_definition(change: Change, book: str, title: str, text: str, *, own: bool) -> int:
    """Store one more version of a definition and return its id."""
    return change.insert("books", {"book": book, "title": title, "text": text, "own": int(own)})


def filled_count(store: Store, book: str, field: str) -> int:
    """How many entries of a book hold something in a field."""
    found = store.value(
        "select count(*) from entries where book = ? and json_extract(facts, '$.' || ?) is not null", [book, field]
    )
    files = store.value(
        "select count(distinct key) from attachments where kind = ? and field = ? and removed is null", [book, field]
    )
    return int(found or 0) + int(files or 0)


def state_count(store: Store, book: str, state: str) -> int:
    """How many entries of a book stand in a state."""
    return int(store.value("select count(*) from entries where book = ? and state = ?", [book, state]) or 0)


def states_used(store: Store, book: str) -> set[str]:
    """The states that entries of a book stand in."""
    return {row[0] for row in store.tuples("select distinct state from entries where book = ?", [book])}


def day_counts(store: Store, book: str, first: date, last: date) -> list[tuple[str, int, float]]:
    """Days that have entries in a span, newest first: day, entries, amount."""
    rows = store.tuples(
        "select day, entries, amount from entry_days where book = ? and day between ? and ? and entries > 0"
        " order by day desc",
        [book, first.isoformat(), last.isoformat()],
    )
    return [(str(r[0]), int(r[1]), float(r[2])) for r in rows]


def book_counts(store: Store, first: date, last: date) -> dict[str, tuple[int, float]]:
    """Entries and amount of every book in a span of days."""
    rows = store.tuples(
        "select book, sum(entries), sum(amount) from entry_days where day between ? and ? group by book",
        [first.isoformat(), last.isoformat()],
    )
    return {str(r[0]): (int(r[1]), float(r[2])) for r in rows}


def totals(store: Store) -> dict[str, int]:
    """How many entries each book holds altogether."""
    return {str(r[0]): int(r[1]) for r in store.tuples("select book, sum(entries) from entry_days group by book")}


def due(store: Store, until: date) -> list[Entry]:
    """Entries whose deadline lies on or before a day, earliest first."""
    rows = store.rows(
        "select * from entries where due_on is not null and removed is null and due_on <= ? order by due_on, id",
        [until.isoformat()],
    )
    return [entry_of(row) for row in rows]


def with_deadline(store: Store) -> list[Entry]:
    """Every entry that has a deadline running."""
    return [entry_of(r) for r in store.rows("select * from entries where due_on is not null and removed is null")]


def choice_lists(store: Store) -> dict[str, tuple[str, ...]]:
    """The lists of words that the office changed, by name."""
    return {r["name"]: tuple(json.loads(r["words"])) for r in store.rows("select name, words from choice_lists")}


def keep_choice_list(store: Store, change: Change, name: str, words: Sequence[str]) -> None:
    """Store one list of words."""
    row = store.one("select id from choice_lists where name = ?", [name])
    text = json.dumps(list(words), ensure_ascii=False)
    if row:
        change.update("choice_lists", row["id"], {"words": text})
    else:
        change.insert("choice_lists", {"name": name, "words": text})


def drafts(store: Store) -> list[Row]:
    """Half-typed forms that were kept: id, book, entry, facts (JSON text), saved_at."""
    return store.rows("select id, book, entry, facts, saved_at from drafts order by saved_at desc")


def keep_draft(change: Change, book: str, key: int, facts: Mapping[str, Any], at: str) -> None:
    """Keep a half-typed form; one per book and entry (0: a new one)."""
    change.derive(
        "insert into drafts (book, entry, facts, saved_at) values (?, ?, ?, ?)"
        " on conflict (book, entry) do update set facts = excluded.facts, saved_at = excluded.saved_at",
        [(book, key, facts_text(facts), at)],
    )


def drop_draft(change: Change, book: str, key: int) -> None:
    """Forget a half-typed form."""
    change.derive("delete from drafts where book = ? and entry = ?", [(book, key)])


def erase_draft(change: Change, key: int) -> None:
    """Forget the half-typed form of that id."""
    change.derive("delete from drafts where id = ?", [(key,)])


def drop_forms(change: Change, kind: str, before: str) -> None:
    """Forget the half-typed forms of a kind (the beginning of their name) that were kept before a moment."""
    change.derive("delete from drafts where substr(book, 1, ?) = ? and saved_at < ?", [(len(kind), kind, before)])


def set_drafts_aside(change: Change, before: str) -> None:
    """Give new half-typed forms keys of their own (below 0), so that the next new form does not take their place.

    Those set aside before the moment `before` are forgotten.
    """
    change.derive("delete from drafts where entry < 0 and saved_at < ?", [(before,)])
    change.derive("update drafts set entry = -id where entry = 0", [()])


def take_draft(change: Change, key: int) -> None:
    """Make a draft that was set aside the one that is being typed in its book."""
    change.derive("update drafts set entry = -id where entry = 0 and id <> ?", [(key,)])
    change.derive("update drafts set entry = 0 where id = ? and entry < 0", [(key,)])
