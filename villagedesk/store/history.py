"""Reading the audit: who changed what and when, newest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.base.clock import moment_from
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Step:
    """One audited row: the purpose of the write, the table and row it touched, before and after."""

    id: int
    at: datetime
    who: str
    what: str
    entity: str
    key: int | None
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str


def steps(store: Store, text: str = "", limit: int = 500, below: int = 0) -> tuple[Step, ...]:
    """The newest audited rows that hold `text` anywhere; `below` continues under that id."""
    where = ["1"]
    params: list[Any] = []
    if text:
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        like = f"%{escaped}%"
        columns = ("at", "who", "what", "reason", "before", "after")
        where.append("(" + " or ".join(f"{name} like ? escape '\\'" for name in columns) + ")")
        params += [like] * len(columns)
    if below:
        where.append("id < ?")
        params.append(below)
    sql = f"select * from audit where {' and '.join(where)} order by id desc limit ?"
    return tuple(_step(row) for row in store.rows(sql, [*params, limit]))


def steps_after(store: Store, last: int) -> tuple[Step, ...]:
    """Every audited row after that id, newest first."""
    return tuple(_step(row) for row in store.rows("select * from audit where id > ? order by id desc", [last]))


def steps_of(store: Store, entity: str, keys: Sequence[int]) -> tuple[Step, ...]:
    """Every audited row about some rows of a table, oldest first."""
    marks = ", ".join("?" for _ in keys)
    sql = f"select * from audit where entity = ? and key in ({marks}) order by id"
    return tuple(_step(row) for row in store.rows(sql, [entity, *keys]))


def _step(row: dict[str, Any]) -> Step:
    return Step(
        row["id"],
        moment_from(row["at"]),
        row["who"],
        row["what"],
        row["entity"],
        row["key"],
        _values(row["before"]),
        _values(row["after"]),
        row["reason"],
    )


def _values(text: str | None) -> dict[str, Any]:
    return json.loads(text) if text else {}
