"""The PINs of the sign-in desk, as hashes with their failed tries, in the office file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from villagedesk.base.clock import moment_from
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Pin:
    """The hash of a person's PIN, and how often it was mistyped since."""

    id: int
    person: int
    hash: str
    failures: int
    locked_at: datetime | None


def pins(store: Store) -> dict[int, Pin]:
    """Every PIN by person."""
    rows = store.rows("select * from pin where removed is null")
    return {
        row["person"]: Pin(
            row["id"],
            row["person"],
            row["hash"],
            row["failures"],
            moment_from(row["locked_at"]) if row["locked_at"] else None,
        )
        for row in rows
    }


def put_pin(change: Change, store: Store, person: int, values: Mapping[str, Any]) -> None:
    """Set a person's PIN, or columns of it."""
    key = store.value("select id from pin where person = ?", [person])
    if key is None:
        change.insert("pin", {"person": person, **values})
    else:
        change.update("pin", key, {**values, "removed": None})
