"""Machines, imported files and raw punches in the office file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.base.errors import Problem
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store

PUNCH_COLUMNS = ("badge", "at", "state", "verify", "line", "text")


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine or service that writes punches; `columns` is how its tables are to be read, once explained."""

    id: int
    name: str
    layout: str = ""
    columns: Mapping[str, str] | None = None
    address: str = ""
    note: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Offset:
    """For a span of time (of the machine's own clock) `seconds` are to be added to what the machine wrote."""

    id: int
    machine: int
    from_at: datetime
    to_at: datetime | None
    seconds: int
    note: str = ""

    def covers(self, at: datetime) -> bool:
        """Whether a raw moment lies in the span."""
        return self.from_at <= at and (self.to_at is None or at <= self.to_at)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A stored punch, exactly as the machine wrote it."""

    id: int
    machine: int
    badge: str
    at: datetime
    state: str
    verify: str
    file: int
    line: int
    text: str


def machines(store: Store) -> tuple[Machine, ...]:
    """All machines, by name."""
    rows = store.rows("select * from machine where removed is null order by name")
    return tuple(
        Machine(r["id"], r["name"], r["layout"], json.loads(r["columns"]), r["address"], r["note"], bool(r["retired"]))
        for r in rows
    )


def insert_machine(change: Change, name: str, layout: str = "") -> int:
    """A new machine."""
    return change.insert("machine", {"name": name, "layout": layout})


def update_machine(change: Change, key: int, values: Mapping[str, Any]) -> None:
    """Set columns of a machine; `columns` is given as a mapping."""
    row = dict(values)
    if "columns" in row:
        row["columns"] = json.dumps(dict(row["columns"]), ensure_ascii=False, sort_keys=True)
    change.update("machine", key, row)


def offsets(store: Store) -> tuple[Offset, ...]:
    """Every span of clock drift, oldest first."""
    rows = store.rows("select * from machine_offset where removed is null order by from_at, id")
    return tuple(
        Offset(
            r["id"],
            r["machine"],
            moment_from(r["from_at"]),
            moment_from(r["to_at"]) if r["to_at"] else None,
            r["seconds"],
            r["note"],
        )
        for r in rows
    )


def insert_offset(change: Change, offset: Offset) -> int:
    """A new span of clock drift."""
    return change.insert(
        "machine_offset",
        {
            "machine": offset.machine,
            "from_at": moment_text(offset.from_at),
            "to_at": moment_text(offset.to_at) if offset.to_at else None,
            "seconds": offset.seconds,
            "note": offset.note,
        },
    )


def file_of(store: Store, machine: int, sha256: str) -> int | None:
    """The id of a file already imported for this machine."""
    return store.value("select id from punch_file where machine = ? and sha256 = ?", [machine, sha256])


def files(store: Store, limit: int = 200) -> list[dict[str, Any]]:
    """The files imported last, newest first, with the machine's name."""
    return store.rows(
        "select f.*, m.name as machine_name from punch_file f join machine m on m.id = f.machine"
        " order by f.id desc limit ?",
        [limit],
    )


def newest_file(store: Store, machine: int) -> dict[str, Any] | None:
    """The file imported last for a machine."""
    return store.one("select * from punch_file where machine = ? order by imported_at desc, id desc limit 1", [machine])


def file_until(store: Store, file: int) -> str | None:
    """Up to when a file is said to reach, as it is stored."""
    return store.value("select until_at from punch_file where id = ?", [file])


def insert_file(change: Change, values: Mapping[str, Any]) -> int:
    """A file about to be imported."""
    return change.insert("punch_file", values)


def update_file(change: Change, key: int, values: Mapping[str, Any]) -> None:
    """What an imported file came to."""
    change.update("punch_file", key, values)


def insert_punches(change: Change, rows: Iterable[Sequence[Any]], note: str, same: Mapping[str, int]) -> int:
    """Add rows in the order of `PUNCH_COLUMNS`, passing over those already there; returns how many were new.

    `same` names the machine and the file of all of them.
    """
    return change.insert_bulk("punch", PUNCH_COLUMNS, rows, note, ignore=True, same=same)


def insert_rejected(change: Change, file: int, problems: Sequence[Problem], note: str) -> None:
    """Keep every rejected line of a file."""
    rows = ((file, p.line, p.offset, p.text, p.reason, p.says) for p in problems)
    change.insert_bulk("punch_rejected", ("file", "line", "place", "text", "reason", "says"), rows, note)


def rejected(store: Store, file: int) -> tuple[Problem, ...]:
    """The rejected lines of a file, in file order."""
    rows = store.tuples(
        "select line, place, text, reason, says from punch_rejected where file = ? order by line, id", [file]
    )
    return tuple(Problem(*row) for row in rows)


def insert_names(change: Change, machine: int, names: Mapping[str, str]) -> None:
    """Names that a file gives to badges, as hints for matching; the first name stays."""
    rows = [(machine, badge, name[:60]) for badge, name in sorted(names.items())]
    change.insert_bulk("badge_name", ("machine", "badge", "name"), rows, "文件里的姓名", ignore=True)


def badge_names(store: Store) -> dict[tuple[int, str], str]:
    """Names by machine and badge, as files gave them."""
    return {(m, b): n for m, b, n in store.tuples("select machine, badge, name from badge_name")}


def last_id(store: Store) -> int:
    """The id of the last punch, or 0."""
    return store.value("select coalesce(max(id), 0) from punch")


def counts_after(store: Store, first: int) -> dict[str, int]:
    """How many punches with an id above `first` each badge has."""
    return dict(store.tuples("select badge, count(*) from punch where id > ? group by badge", [first]))


def moments_after(store: Store, first: int, machine: int, badge: str) -> list[str]:
    """The moments of a badge's punches with an id above `first`."""
    sql = "select at from punch where machine = ? and badge = ? and id > ? order by at"
    return [row[0] for row in store.tuples(sql, [machine, badge, first])]


def badge_totals(store: Store) -> list[tuple[int, str, int, str, str]]:
    """Machine, badge, how many punches, first and last moment."""
    return store.tuples(
        "select machine, badge, count(*), min(at), max(at) from punch group by machine, badge order by machine, badge"
    )


def of_badge(store: Store, machine: int, badge: str, first: str, last: str) -> list[tuple[str, str]]:
    """Moment and state of a badge's punches between two moments (both included), in order of time."""
    return store.tuples(
        "select at, state from punch where machine = ? and badge = ? and at between ? and ? order by at",
        [machine, badge, first, last],
    )


def raw_of_badge(store: Store, machine: int, badge: str, first: str, last: str) -> tuple[RawRow, ...]:
    """A badge's punches between two moments with their raw lines, for evidence."""
    rows = store.tuples(
        "select id, machine, badge, at, state, verify, file, line, text from punch"
        " where machine = ? and badge = ? and at between ? and ? order by at",
        [machine, badge, first, last],
    )
    return tuple(RawRow(r[0], r[1], r[2], moment_from(r[3]), *r[4:]) for r in rows)


def between(store: Store, first: str, last: str) -> list[tuple[int, str, str]]:
    """Machine, badge and moment of every punch between two moments, in order of time; looks at all rows."""
    return store.tuples(
        "select machine, badge, at from punch where at between ? and ? order by at, machine, badge", [first, last]
    )


def ends(store: Store) -> dict[int, str]:
    """How far the data of each machine reach."""
    return dict(
        store.tuples(
            "select machine, max(coalesce(until_at, last_at)) from punch_file where last_at is not null or"
            " until_at is not null group by machine"
        )
    )


def last_of_badge(store: Store, machine: int, badge: str) -> str | None:
    """The last moment of a badge on a machine."""
    return store.value("select max(at) from punch where machine = ? and badge = ?", [machine, badge])


def reaches(store: Store, machine: int) -> list[tuple[str, int, str]]:
    """Badge, number of punches and last moment of everybody on a machine, out of the index alone."""
    return store.tuples(
        "select badge, count(*), max(at) from punch where machine = ? group by badge order by badge", [machine]
    )


def texts_between(store: Store, machine: int, first: str, last: str) -> list[str]:
    """The raw lines of a machine's punches between two moments, in order of time."""
    rows = store.tuples(
        "select text from punch where machine = ? and at between ? and ? order by at, id", [machine, first, last]
    )
    return [row[0] for row in rows]
