"""The only hand that writes into an office: every row it touches leaves a hash-chained audit row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from villagedesk.security import chain

Row = dict[str, Any]
_COLUMNS = ("id", "at", "who", "what", "entity", "key", "before", "after", "reason")
_DIGEST_ROWS = 10_000


class Change:
    """One write transaction by one person for one purpose; made by `Store.change`."""

    def __init__(self, db: Database, who: str, what: str, at: str) -> None:
        self._db = db
        self._who = who
        self._what = what
        self._at = at
        last = db.execute("select id, hash from audit order by id desc limit 1").fetchone()
        self._last_id, self._last_hash = last or (0, chain.GENESIS)

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Add one row and return its id."""
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        cursor = self._db.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
        key = int(cursor.lastrowid or 0)
        self._record(table, key, None, self._row(table, key))
        return key

    def update(self, table: str, key: int, values: Mapping[str, Any], reason: str = "") -> None:
        """Set columns of one row; nothing is written when nothing differs. LookupError without such a row."""
        before = self._row(table, key)
        if all(before[name] == value for name, value in values.items()):
            return
        marks = ", ".join(f"{name} = ?" for name in values)
        self._db.execute(f"update {table} set {marks} where id = ?", [*values.values(), key])
        self._record(table, key, before, self._row(table, key), reason)

    def remove(self, table: str, key: int, reason: str) -> None:
        """Mark one row as removed with a reason; the row stays."""
        self.update(table, key, {"removed": reason or "删除"}, reason)

    def restore(self, table: str, key: int, reason: str = "撤销删除") -> None:
        """Take a removal mark away."""
        self.update(table, key, {"removed": None}, reason)

    def erase(self, table: str, key: int, reason: str = "") -> None:
        """Take a draft row out for good; the audit keeps what it said."""
        before = self._row(table, key)
        self._db.execute(f"delete from {table} where id = ?", [key])
        self._record(table, key, before, None, reason)

    def insert_bulk(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], note: str = "", *, ignore: bool = False
    ) -> int:
        """Add many rows under one audit row that keeps their count, id range and digest; returns how many were new.

        `rows` may be a generator: nothing is held. With `ignore` a row that a UNIQUE index already holds is
        passed over. The table must never be updated afterwards: `check` recomputes the digest from what is stored.
        """
        first = self._db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0]
        verb = "insert or ignore" if ignore else "insert"
        marks = ", ".join("?" for _ in columns)
        self._db.conn.executemany(f"{verb} into {table} ({', '.join(columns)}) values ({marks})", rows)
        return self._seal_bulk(table, columns, first, note)

    def _seal_bulk(self, table: str, columns: Sequence[str], first: int, note: str) -> int:
        count, last = self._db.execute(
            f"select count(*), coalesce(max(id), 0) from {table} where id > ?", [first]
        ).fetchone()
        if count:
            digest = _digest(self._db, table, columns, (first + 1, last))
            seal = {"rows": count, "first": first + 1, "last": last, "columns": list(columns), "sha256": digest}
            self._record(table, None, None, seal, note)
        return int(count)

    def derive(self, sql: str, rows: Sequence[Sequence[Any]] = ((),)) -> None:
        """Keep what can be rebuilt (an index, a half-typed form) in step; such tables leave no audit rows."""
        self._db.conn.executemany(sql, rows)

    def note(self, entity: str, text: str) -> None:
        """Leave an audit row about something that is no row: a print, an export, a restore."""
        self._record(entity, None, None, {"note": text})

    def _row(self, table: str, key: int) -> Row:
        cursor = self._db.execute(f"select * from {table} where id = ?", [key])
        found = cursor.fetchone()
        if found is None:
            raise LookupError(f"{table} {key}")
        return dict(zip((column[0] for column in cursor.description), found, strict=True))

    def _record(self, entity: str, key: int | None, before: Row | None, after: Row | None, reason: str = "") -> None:
        row = {
            "id": self._last_id + 1,
            "at": self._at,
            "who": self._who,
            "what": self._what,
            "entity": entity,
            "key": key,
            "before": None if before is None else chain.canonical(before),
            "after": None if after is None else chain.canonical(after),
            "reason": reason,
        }
        digest = chain.link(self._last_hash, row)
        marks = ", ".join("?" for _ in range(len(_COLUMNS) + 1))
        self._db.execute(f"insert into audit ({', '.join(_COLUMNS)}, hash) values ({marks})", [*row.values(), digest])
        self._last_id, self._last_hash = row["id"], digest


@dataclass(frozen=True, slots=True)
class Altered:
    """One row that is no longer what the audit says was last written."""

    entity: str
    key: int


def broken_link(db: Database) -> int | None:
    """The id of the first audit row that was altered, removed or slipped in; None when the chain holds."""
    cursor = db.execute(f"select {', '.join(_COLUMNS)}, hash from audit order by id")
    return chain.first_break((dict(zip(_COLUMNS, row, strict=False)), row[-1]) for row in cursor)


def altered_rows(db: Database) -> Iterator[Altered]:
    """Rows changed behind the program's back: stored values that differ from the last audited ones."""
    latest = db.execute(
        "select entity, key, after from audit where id in "
        "(select max(id) from audit where key is not null group by entity, key) order by entity, key"
    )
    for entity, key, after in latest:
        cursor = db.execute(f"select * from {entity} where id = ?", [key])
        found = cursor.fetchone()
        stored = found and dict(zip((column[0] for column in cursor.description), found, strict=True))
        wanted = json.loads(after) if after else None
        if bool(stored) != bool(wanted) or (stored and wanted and any(stored.get(k) != v for k, v in wanted.items())):
            yield Altered(entity, key)
    yield from _altered_bulk(db)


def _altered_bulk(db: Database) -> Iterator[Altered]:
    sealed = db.execute("select entity, after from audit where key is null and after like '%\"sha256\":%' order by id")
    for entity, after in sealed.fetchall():
        seal = json.loads(after)
        if _digest(db, entity, seal["columns"], (seal["first"], seal["last"])) != seal["sha256"]:
            yield Altered(entity, seal["first"])


def _digest(db: Database, table: str, columns: Sequence[str], span: tuple[int, int]) -> str:
    """The digest of stored rows, joined by SQLite many at a time: the form is that of `chain.digest_rows`."""
    joined = " || char(31) || ".join(f"coalesce({name}, '')" for name in columns)
    sql = (
        f"select coalesce(group_concat(line, ''), '') from"
        f" (select {joined} || char(30) as line from {table} where id between ? and ? order by id)"
    )
    starts = range(span[0], span[1] + 1, _DIGEST_ROWS)
    return chain.digest_texts(
        db.execute(sql, [begin, min(begin + _DIGEST_ROWS - 1, span[1])]).fetchone()[0] for begin in starts
    )
