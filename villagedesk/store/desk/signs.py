"""Signs at the desk, by the person or by the clerk, in the office file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody signed in or out: `source` "desk" (oneself, with PIN) or "clerk" (代签, `by` and `why` say)."""

    id: int
    person: int
    at: datetime
    state: str
    source: str
    by: str = ""
    why: str = ""
    entered_at: datetime | None = None


def insert_sign(change: Change, sign: Sign) -> int:
    """A new sign."""
    return change.insert(
        "sign",
        {
            "person": sign.person,
            "at": moment_text(sign.at),
            "state": sign.state,
            "source": sign.source,
            "by_whom": sign.by,
            "why": sign.why,
            "entered_at": moment_text(sign.entered_at or sign.at),
        },
    )


def signs(store: Store, first: datetime, last: datetime) -> tuple[Sign, ...]:
    """Signs between two moments, both included, in order of time."""
    rows = store.rows(
        "select * from sign where removed is null and at between ? and ? order by at, id",
        [moment_text(first), moment_text(last)],
    )
    return tuple(_sign(row) for row in rows)


def sign(store: Store, key: int) -> Sign | None:
    """One sign by id."""
    row = store.one("select * from sign where id = ? and removed is null", [key])
    return _sign(row) if row else None


def _sign(row: Mapping[str, Any]) -> Sign:
    return Sign(
        row["id"],
        row["person"],
        moment_from(row["at"]),
        row["state"],
        row["source"],
        row["by_whom"],
        row["why"],
        moment_from(row["entered_at"]),
    )
