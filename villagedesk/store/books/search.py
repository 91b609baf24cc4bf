"""The one search index over all books, cases and people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from villagedesk.registers.searching import WALL, phrase, rank_id, spaced_all
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store

PEOPLE_DAY = "9999-12-31"
"""People stand before all entries: they are asked for by name."""

_INSERT = "insert into finds (id, kind, key, number, title, words, keys) values (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to be found: its kind and key, what to show, and by which texts and names it is found.

    `kind` is a book's id, `mediation` or `villager`; `initials` are pinyin initials of its names.
    """

    kind: str
    key: int
    number: str
    title: str
    texts: tuple[str, ...]
    initials: tuple[str, ...]
    day: str


FindRow = tuple[int, str, int, str, str, str, str]


def row_of(thing: Thing, n: int) -> FindRow:
    """The row that makes one thing findable; `n` orders the things of one day."""
    keys = f"{book_token(thing.kind)} {WALL} " + spaced_all(thing.initials)
    words = spaced_all([thing.number, thing.title, *thing.texts])
    return (rank_id(thing.day, n), thing.kind, thing.key, thing.number, thing.title, words, keys)


def book_token(kind: str) -> str:
    """The one word in the index by which a search keeps to one book."""
    return f"kind{kind.replace('_', '')}"


def put(store: Store, change: Change, thing: Thing) -> None:
    """Make one thing findable, in place of what was known of it before."""
    first = rank_id(thing.day, 0)
    span = (first, first + 9_999_999)
    known = store.value("select id from finds where kind = ? and key = ?", [thing.kind, thing.key])
    change.derive("delete from finds where kind = ? and key = ?", [(thing.kind, thing.key)])
    if known and span[0] <= known <= span[1]:
        n = known - first
    else:
        n = int(store.value("select max(id) from finds where id between ? and ?", list(span)) or first) - first + 1
    change.derive(_INSERT, [row_of(thing, n)])


def drop(change: Change, kind: str, key: int) -> None:
    """Take one thing out of the index."""
    change.derive("delete from finds where kind = ? and key = ?", [(kind, key)])


def put_bulk(change: Change, rows: Iterable[FindRow]) -> None:
    """Make many new things findable at once; their ids must be free."""
    change.derive(_INSERT, list(rows))


def match(store: Store, query: str, kinds: Sequence[str] = (), limit: int = 50) -> list[tuple[Any, ...]]:
    """Things that hold every typed word, newest first: id, kind, key, number, title, words."""
    wanted = phrase(query)
    if not wanted:
        return []
    if kinds:
        wanted = f"({' OR '.join(f'keys : {book_token(kind)}' for kind in kinds)}) AND {wanted}"
    return store.tuples(
        "select f.id, f.kind, f.key, f.number, f.title, f.words from"
        " (select rowid as hit from search where search match ? order by rowid desc limit ?) s"
        " join finds f on f.id = s.hit order by f.id desc",
        [wanted, limit],
    )


def known(store: Store, kind: str, key: int) -> tuple[str, str] | None:
    """Number and title of one thing in the index."""
    row = store.one("select number, title from finds where kind = ? and key = ?", [kind, key])
    return (row["number"], row["title"]) if row else None


def of_day(store: Store, kind: str, day: str) -> list[tuple[int, str, str]]:
    """Things of a kind on a day: key, number, title."""
    first = rank_id(day, 0)
    rows = store.tuples(
        "select key, number, title from finds where id between ? and ? and kind = ? order by id",
        [first, first + 9_999_999, kind],
    )
    return [(int(r[0]), str(r[1]), str(r[2])) for r in rows]


def numbered(store: Store, prefix: str, limit: int) -> list[tuple[Any, ...]]:
    """Entries whose number begins so, the shortest first, as `match` gives them."""
    return store.tuples(
        "select f.id, f.kind, f.key, f.number, f.title, f.words from"
        " (select id, book from entries where number >= ? and number < ? and removed is null"
        " order by length(number), number limit ?) e join finds f on f.kind = e.book and f.key = e.id",
        [prefix, prefix + "\uffff", limit],
    )
