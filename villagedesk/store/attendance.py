"""Rule profiles, signed months with their amendments, and remarks on red flags in the office file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """One version of the rules, as plain values, with who put it in force and when."""

    id: int
    effective_on: date
    name: str
    body: dict[str, Any]
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class FrozenMonth:
    """A signed month: the plain values of its verdicts, when and by whom it was signed."""

    id: int
    month: str
    frozen_at: datetime
    frozen_by: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredAmendment:
    """A recorded change of a signed month: one person's day, before and after in words, and its new verdicts."""

    month: str
    person: int
    day: date
    was: str
    now: str
    body: list[Any]
    why: str
    made_at: datetime
    made_by: str
    id: int = 0


def profiles(store: Store) -> tuple[StoredProfile, ...]:
    """Every version of the rules, by the day it takes effect and, on one day, by when it was made."""
    rows = store.rows("select * from rule_profile where removed is null order by effective_on, id")
    return tuple(
        StoredProfile(
            row["id"],
            date.fromisoformat(row["effective_on"]),
            row["name"],
            json.loads(row["body"]),
            moment_from(row["made_at"]),
            row["made_by"],
        )
        for row in rows
    )


def insert_profile(change: Change, effective_on: date, name: str, body: dict[str, Any], at: str, who: str) -> int:
    """A new version of the rules."""
    text = json.dumps(body, ensure_ascii=False)
    row = {"effective_on": effective_on.isoformat(), "name": name, "body": text, "made_at": at, "made_by": who}
    return change.insert("rule_profile", row)


def frozen(store: Store, month: str) -> FrozenMonth | None:
    """The signed month, or None while it is open."""
    row = store.one("select * from frozen_month where removed is null and month = ? order by id desc", [month])
    if row is None:
        return None
    return FrozenMonth(
        row["id"], row["month"], moment_from(row["frozen_at"]), row["frozen_by"], json.loads(row["body"])
    )


def frozen_months(store: Store) -> tuple[str, ...]:
    """All signed months."""
    return tuple(m for (m,) in store.tuples("select month from frozen_month where removed is null order by month"))


def insert_frozen(change: Change, month: str, at: datetime, who: str, body: dict[str, Any]) -> int:
    """Sign a month."""
    text = json.dumps(body, ensure_ascii=False)
    return change.insert("frozen_month", {"month": month, "frozen_at": moment_text(at), "frozen_by": who, "body": text})


def amendments(store: Store, month: str) -> tuple[StoredAmendment, ...]:
    """The recorded changes of a signed month, in the order they were made."""
    rows = store.rows("select * from amendment where removed is null and month = ? order by id", [month])
    return tuple(
        StoredAmendment(
            row["month"],
            row["person"],
            date.fromisoformat(row["day"]),
            row["was"],
            row["now"],
            json.loads(row["body"]),
            row["why"],
            moment_from(row["made_at"]),
            row["made_by"],
            row["id"],
        )
        for row in rows
    )


def insert_amendment(change: Change, one: StoredAmendment) -> int:
    """Record a change of a signed month."""
    return change.insert(
        "amendment",
        {
            "month": one.month,
            "person": one.person,
            "day": one.day.isoformat(),
            "was": one.was,
            "now": one.now,
            "body": json.dumps(one.body, ensure_ascii=False),
            "why": one.why,
            "made_at": moment_text(one.made_at),
            "made_by": one.made_by,
        },
    )


def remarks(store: Store, month: str) -> dict[str, str]:
    """What the clerk wrote to red flags of a month, by the flag's key."""
    return dict(store.tuples("select flag, remark from flag_remark where removed is null and month = ?", [month]))


def put_remark(change: Change, store: Store, month: str, flag: str, values: dict[str, str]) -> None:
    """Write or replace the remark on a red flag; `values` has remark, made_at and made_by."""
    found = store.value("select id from flag_remark where month = ? and flag = ?", [month, flag])
    if found:
        change.update("flag_remark", found, {**values, "removed": None})
    else:
        change.insert("flag_remark", {"month": month, "flag": flag, **values})


def swaps_by_person(store: Store, first: date, last: date) -> dict[int, int]:
    """How many swaps and substitutes each person was part of between two days."""
    rows = store.tuples(
        "select person, count(*) from (select asker as person from duty_request where removed is null"
        " and state = '已同意' and day between :a and :b union all select taker from duty_request"
        " where removed is null and state = '已同意' and day between :a and :b) group by person",
        {"a": first.isoformat(), "b": last.isoformat()},
    )
    return dict(rows)


def impossible_rows(store: Store, first: date, last: date, limit: int = 50) -> list[tuple[str, int, str]]:
    """File, line and text of machine rows with a day that cannot be, from files read in between two days."""
    return store.tuples(
        "select f.name, r.line, r.text from punch_rejected r join punch_file f on f.id = r.file"
        " where r.reason = 'impossible_date' and f.imported_at between ? and ? order by r.id desc limit ?",
        [first.isoformat(), f"{last} 23:59:59", limit],
    )
