"""Where everybody is, and was, by the board of whereabouts, in the office file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody is since `from_at`, what was said before, and when they are expected back."""

    id: int
    person: int
    state: str
    before: str
    note: str
    from_at: datetime
    back_at: datetime | None
    by: str


def insert_whereabouts(change: Change, place: Whereabouts) -> int:
    """A change of state on the board, kept as a row of the log."""
    return change.insert(
        "whereabouts",
        {
            "person": place.person,
            "state": place.state,
            "before": place.before,
            "note": place.note,
            "from_at": moment_text(place.from_at),
            "back_at": moment_text(place.back_at) if place.back_at else None,
            "by_whom": place.by,
        },
    )


def present_whereabouts(store: Store) -> dict[int, Whereabouts]:
    """The last state of everybody who ever had one, by person."""
    rows = store.rows(
        "select * from whereabouts where id in (select max(id) from whereabouts where removed is null group by person)"
    )
    return {row["person"]: _whereabouts(row) for row in rows}


def whereabouts_log(store: Store, first: datetime, last: datetime, limit: int = 500) -> tuple[Whereabouts, ...]:
    """Changes of state between two moments, newest first."""
    rows = store.rows(
        "select * from whereabouts where removed is null and from_at between ? and ? order by id desc limit ?",
        [moment_text(first), moment_text(last), limit],
    )
    return tuple(_whereabouts(row) for row in rows)


def _whereabouts(row: Mapping[str, Any]) -> Whereabouts:
    return Whereabouts(
        row["id"],
        row["person"],
        row["state"],
        row["before"],
        row["note"],
        moment_from(row["from_at"]),
        moment_from(row["back_at"]) if row["back_at"] else None,
        row["by_whom"],
    )
