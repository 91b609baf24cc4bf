"""The only hand that writes into an office: every row it touches leaves a hash-chained audit row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlite_utils import Database

from villagedesk.security import chain

Row = dict[str, Any]
_COLUMNS = ("id", "at", "who", "what", "entity", "key", "before", "after", "reason")
_BULK_ROWS = 10_000
# Columns that the audit never repeats: it keeps a digest, which still shows that one was changed.
_SECRET = frozenset({("seal_keys", "secret")})


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
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        note: str = "",
        *,
        ignore: bool = False,
        same: Mapping[str, int] | None = None,
    ) -> int:
        """Add many rows under one audit row that keeps their count, id range and digest; returns how many were new.

        `rows` may be a generator: nothing is held. With `ignore` a row that a UNIQUE index already holds is
        passed over; `same` gives columns that hold one number in every row. The table must never be updated
        afterwards: `check` recomputes the digest from what is stored.
        """
        names = [*(same or {}), *columns]
        fixed = [str(int(number)) for number in (same or {}).values()]
        verb = "insert or ignore" if ignore else "insert"
        marks = ", ".join([*fixed, *("?" for _ in columns)])
        sql = f"{verb} into {table} ({', '.join(names)}) values ({marks})"
        form = _RowForm(self._db, table, names, fixed)
        first = last = int(self._db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0])
        digest, waiting = chain.RunningDigest(), iter(rows)
        while part := list(islice(waiting, _BULK_ROWS)):
            new = self._db.conn.executemany(sql, part).rowcount
            for text in form.texts(part, (last + 1, last + new), whole=new == len(part)):
                digest.add(text)
            last += new
        if last > first:
            seal = {"rows": last - first, "first": first + 1, "last": last, "columns": names, "sha256": digest.hex()}
            self._record(table, None, None, seal, note)
        return last - first

    def derive(self, sql: str, rows: Iterable[Sequence[Any]] = ((),)) -> None:
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
            "before": None if before is None else chain.canonical(_told(entity, before)),
            "after": None if after is None else chain.canonical(_told(entity, after)),
            "reason": reason,
        }
        digest = chain.link(self._last_hash, row)
        marks = ", ".join("?" for _ in range(len(_COLUMNS) + 1))
        self._db.execute(f"insert into audit ({', '.join(_COLUMNS)}, hash) values ({marks})", [*row.values(), digest])
        self._last_id, self._last_hash = row["id"], digest


def _told(entity: str, row: Mapping[str, Any]) -> Row:
    """A row as the audit may tell it: a secret only by its digest."""
    return {
        name: "（密）" + hashlib.sha256(str(value).encode()).hexdigest() if (entity, name) in _SECRET else value
        for name, value in row.items()
    }


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
        columns = [column[0] for column in cursor.description]
        stored = found and _told(entity, dict(zip(columns, found, strict=True)))
        wanted = json.loads(after) if after else None
        if bool(stored) != bool(wanted) or (stored and wanted and any(stored.get(k) != v for k, v in wanted.items())):
            yield Altered(entity, key)
    yield from _altered_bulk(db)


def _altered_bulk(db: Database) -> Iterator[Altered]:
    sealed = db.execute("select entity, after from audit where key is null and after like '%\"sha256\":%' order by id")
    for entity, after in sealed.fetchall():
        seal = json.loads(after)
        digest, form = chain.RunningDigest(), _RowForm(db, entity, seal["columns"], [])
        for begin in range(seal["first"], seal["last"] + 1, _BULK_ROWS):
            digest.add(form.stored(begin, min(begin + _BULK_ROWS - 1, seal["last"])))
        if digest.hex() != seal["sha256"]:
            yield Altered(entity, seal["first"])


class _RowForm:
    """How the rows of a table are written for their digest: as `chain.digest_rows` does, many at a time."""

    def __init__(self, db: Database, table: str, columns: Sequence[str], fixed: Sequence[str]) -> None:
        facts = {row[1]: (row[2].upper(), bool(row[3])) for row in db.execute(f'pragma table_info("{table}")')}
        self._db = db
        parts = [name if facts.get(name, ("", False))[1] else f"coalesce({name}, '')" for name in columns]
        self._sql = (
            f"select coalesce(group_concat(line, ''), '') from (select {' || char(31) || '.join(parts)} || char(30)"
            f" as line from {table} where id between ? and ? order by id)"
        )
        free = list(columns)[len(fixed) :]
        self._plain = all(facts.get(name) in (("TEXT", True), ("INTEGER", True)) for name in free)
        self._numbers = [i for i, name in enumerate(free) if facts.get(name, ("", False))[0] == "INTEGER"]
        self._form = "\x1f".join([*fixed, *("%s" for _ in free)]) + "\x1e"

    def stored(self, first: int, last: int) -> str:
        """Rows as SQLite holds them."""
        return self._db.execute(self._sql, [first, last]).fetchone()[0]

    def texts(self, rows: Sequence[Sequence[Any]], span: tuple[int, int], *, whole: bool) -> Iterable[str]:
        """Rows just written: from what was handed in when that is surely the same, else as SQLite holds them."""
        if span[1] < span[0]:
            return ()
        if whole and self._plain and all({type(row[i]) for row in rows} == {int} for i in self._numbers):
            return ("".join([self._form % tuple(row) for row in rows]),)
        return (self.stored(*span),)
