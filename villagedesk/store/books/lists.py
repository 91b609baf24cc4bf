"""Windows over a book of a million entries, and its figures, answered from indexes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from villagedesk.registers.entry import Entry
from villagedesk.registers.statistics import Tally
from villagedesk.store.books.entries import entry_of
from villagedesk.store.file.store import Store

_SPLITS = {"category": "category", "grid": "grid", "person": "person", "state": "state", "month": "substr(day, 1, 7)"}


@dataclass(frozen=True, slots=True)
class Sift:
    """Which entries of a book a list shows; an empty part lets everything pass.

    `found` are entry ids that a search left over; `voided` also shows entries that were taken back.
    """

    book: str
    from_on: date | None = None
    to_on: date | None = None
    states: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    grid: int | None = None
    person: int | None = None
    villager: int | None = None
    household: int | None = None
    facts: tuple[tuple[str, str], ...] = ()
    found: tuple[int, ...] | None = None
    voided: bool = False

    @property
    def plain(self) -> bool:
        """Whether only the span of days sifts, so that the counts per day know every place."""
        rest = (self.states, self.categories, self.grid, self.person, self.villager, self.household, self.facts)
        return not any(part not in (None, ()) for part in rest) and self.found is None and not self.voided


_TOTALLED = ("", "category", "grid", "person", "month")


def _where(sift: Sift) -> tuple[str, list[Any]]:
    parts: list[str] = ["book = ?"]
    params: list[Any] = [sift.book]
    simple = (
        ("day >= ?", sift.from_on and sift.from_on.isoformat()),
        ("day <= ?", sift.to_on and sift.to_on.isoformat()),
        ("grid = ?", sift.grid),
        ("person = ?", sift.person),
        ("villager = ?", sift.villager),
        ("household = ?", sift.household),
    )
    for text, value in simple:
        if value is not None:
            parts.append(text)
            params.append(value)
    for column, words in (("state", sift.states), ("category", sift.categories)):
        if words:
            parts.append(f"{column} in ({', '.join('?' for _ in words)})")
            params += words
    for name, word in sift.facts:
        parts.append("json_extract(facts, '$.' || ?) = ?")
        params += [name, word]
    if not sift.voided:
        parts.append("removed is null")
    return " and ".join(parts), params


def ids(store: Store, sift: Sift) -> array[int]:
    """The ids of all entries that pass, newest first."""
    where, params = _where(sift)
    if sift.found is not None:
        where += f" and id in ({', '.join(map(str, sift.found)) or 'null'})"
    rows = store.tuples(f"select id from entries where {where} order by day desc, id desc", params)
    return array("q", [row[0] for row in rows])


def by_ids(store: Store, keys: Sequence[int]) -> list[Entry]:
    """The entries of these ids, in this order."""
    rows = store.rows(f"select * from entries where id in ({', '.join(str(int(key)) for key in keys)})")
    known = {row["id"]: entry_of(row) for row in rows}
    return [known[key] for key in keys if key in known]


def from_day(store: Store, book: str, first: str, last: str, skip: int, limit: int) -> list[Entry]:
    """At most `limit` entries from day `last` backwards to `first`, newest first, after `skip` of them."""
    rows = store.rows(
        "select * from entries where id in (select id from entries indexed by entries_list where book = ?"
        " and day between ? and ? and removed is null order by day desc, id desc limit ? offset ?)"
        " order by day desc, id desc",
        [book, first, last, limit, skip],
    )
    return [entry_of(row) for row in rows]


def in_span(store: Store, book: str, first: date, last: date, limit: int = 100_000) -> list[Entry]:
    """The entries of a book from `first` to `last`, oldest first."""
    rows = store.rows(
        "select * from entries where book = ? and day between ? and ? and removed is null order by day, id limit ?",
        [book, first.isoformat(), last.isoformat(), limit],
    )
    return [entry_of(row) for row in rows]


def tallies(store: Store, book: str, by: str, span: tuple[date, date], sum_fact: str = "", **where: str) -> list[Tally]:
    """Entries of whole months counted by word and state; `by` may be a field.

    `sum_fact` sums a fact that is not the counted one.
    Without `where` and `sum_fact` the totals that every write keeps answer alone.
    """
    if not where and not sum_fact and by in _TOTALLED:
        return _totals(store, book, by, span)
    column = _SPLITS.get(by, f"json_extract(facts, '$.{by}')" if by else "''")
    amount = f"coalesce(json_extract(facts, '$.{sum_fact}'), 0)" if sum_fact else "abs(amount)"
    extra = "".join(" and json_extract(facts, '$.' || ?) = ?" for _ in where)
    rows = store.tuples(
        f"select {column}, state, count(*), sum({amount}) from entries"
        f" where book = ? and day between ? and ? and removed is null{extra} group by 1, 2",
        [book, span[0].isoformat(), span[1].isoformat(), *(part for pair in where.items() for part in pair)],
    )
    return [Tally("" if r[0] is None else str(r[0]), str(r[1]), int(r[2]), float(r[3] or 0)) for r in rows]


def _totals(store: Store, book: str, by: str, span: tuple[date, date]) -> list[Tally]:
    column, split = ("month", "") if by == "month" else ("word", by)
    rows = store.tuples(
        f"select {column}, state, sum(entries), sum(amount) from entry_totals"
        " where book = ? and split = ? and month between ? and ? group by 1, 2 having sum(entries) > 0",
        [book, split, f"{span[0]:%Y-%m}", f"{span[1]:%Y-%m}"],
    )
    return [Tally(str(r[0]), str(r[1]), int(r[2]), float(r[3])) for r in rows]


def distinct(store: Store, book: str, span: tuple[date, date], fact: str, **where: str) -> int:
    """How many different words a fact holds in a span."""
    extra = "".join(" and json_extract(facts, '$.' || ?) = ?" for _ in where)
    found = store.value(
        "select count(distinct json_extract(facts, '$.' || ?)) from entries"
        f" where book = ? and day between ? and ? and removed is null{extra}",
        [fact, book, span[0].isoformat(), span[1].isoformat(), *(part for pair in where.items() for part in pair)],
    )
    return int(found or 0)


def balance(store: Store, book: str, villager: int, but: int = 0) -> float:
    """What a villager has left in a ledger book, leaving out entry `but`."""
    found = store.value(
        "select sum(amount) from entries where villager = ? and book = ? and removed is null and id <> ?",
        [villager, book, but],
    )
    return float(found or 0)


def balances(store: Store, book: str) -> list[tuple[int, float, float]]:
    """Earned and spent of every villager in a ledger book: (villager, earned, spent)."""
    rows = store.tuples(
        "select villager, sum(max(amount, 0)), sum(max(-amount, 0)) from entries where book = ? and removed is null"
        " and villager is not null group by villager order by 2 desc",
        [book],
    )
    return [(int(r[0]), float(r[1]), float(r[2])) for r in rows]


def history(store: Store, column: str, key: int, limit: int = 500) -> list[Entry]:
    """All entries of a villager, household, grid or person over all books, newest first."""
    if column not in ("villager", "household", "grid", "person"):
        raise LookupError(column)
    rows = store.rows(
        f"select * from entries where {column} = ? and removed is null order by day desc, id desc limit ?", [key, limit]
    )
    return [entry_of(row) for row in rows]


def households_seen(store: Store, book: str, first: date, last: date) -> set[int]:
    """The households that have an entry of a book in a span."""
    rows = store.tuples(
        "select distinct household from entries where household is not null and day between ? and ? and book = ?"
        " and removed is null",
        [first.isoformat(), last.isoformat(), book],
    )
    return {int(row[0]) for row in rows}
