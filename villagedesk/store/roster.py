"""Patterns, duties, revisions, wishes, days away and requests in the office file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store

Key = tuple[date, str, str, int]
"""Day, shift, post and person id: what makes a duty one of a kind."""


@dataclass(frozen=True, slots=True)
class StoredDuty:
    """One duty of one person; `accepted` is the reason why a broken rule was accepted, or empty."""

    day: date
    shift: str
    post: str
    person: int
    pinned: bool = False
    accepted: str = ""
    id: int = 0

    @property
    def key(self) -> Key:
        """What makes the duty one of a kind."""
        return (self.day, self.shift, self.post, self.person)


@dataclass(frozen=True, slots=True)
class Revision:
    """One publication of a month: its number, when, by whom, and the duties as they hung on the wall."""

    month: str
    number: int
    published_at: datetime
    published_by: str
    duties: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Busy:
    """Days, or halves of them, on which somebody is known to be unable to stand duty."""

    person: int
    from_on: date
    to_on: date
    reason: str
    part: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A wish to change a duty: `kind` 换班 (both change) or 替班 (the taker stands it), and what became of it.

    `state` is 待审批, 已同意, 不同意 or 已撤回.
    """

    kind: str
    asked_at: datetime
    asker: int
    day: date
    shift: str
    post: str
    taker: int
    reason: str
    state: str = "待审批"
    other_on: date | None = None
    other_shift: str = ""
    other_post: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""
    id: int = 0


def patterns(store: Store) -> tuple[tuple[date, dict[str, Any]], ...]:
    """Every pattern with the day from which it holds, oldest first."""
    rows = store.rows("select from_on, body from pattern order by from_on")
    return tuple((date.fromisoformat(row["from_on"]), json.loads(row["body"])) for row in rows)


def put_pattern(change: Change, store: Store, from_on: date, body: dict[str, Any]) -> None:
    """Store the pattern that holds from a day, in place of one from the same day."""
    text = json.dumps(body, ensure_ascii=False)
    found = store.value("select id from pattern where from_on = ?", [from_on.isoformat()])
    if found:
        change.update("pattern", found, {"body": text})
    else:
        change.insert("pattern", {"from_on": from_on.isoformat(), "body": text})


def drop_pattern(change: Change, store: Store, from_on: date) -> None:
    """Take out the pattern that holds from a day."""
    found = store.value("select id from pattern where from_on = ?", [from_on.isoformat()])
    if found:
        change.erase("pattern", found, "撤销")


def duties(store: Store, first: date, last: date) -> tuple[StoredDuty, ...]:
    """All duties that start between two days, both included."""
    found = store.tuples(
        "select day, shift, post, person, pinned, accepted, id from duty where day between ? and ?"
        " order by day, shift, post, person",
        [first.isoformat(), last.isoformat()],
    )
    return tuple(
        StoredDuty(date.fromisoformat(d), s, p, who, bool(pin), why, key) for d, s, p, who, pin, why, key in found
    )


def add_duties(change: Change, duties: Iterable[StoredDuty]) -> None:
    """Store new duties."""
    for one in duties:
        change.insert("duty", duty_row(one))


def drop_duties(change: Change, duties: Iterable[StoredDuty], reason: str = "") -> None:
    """Take duties out; the audit keeps them."""
    for one in duties:
        change.erase("duty", one.id, reason)


def update_duty(change: Change, duty: StoredDuty) -> None:
    """Store the pin and the accepted reason of a duty that has an id."""
    change.update("duty", duty.id, {"pinned": int(duty.pinned), "accepted": duty.accepted}, duty.accepted)


def duty_row(one: StoredDuty) -> Row:
    """A duty as columns of the table."""
    return {
        "day": one.day.isoformat(),
        "shift": one.shift,
        "post": one.post,
        "person": one.person,
        "pinned": int(one.pinned),
        "accepted": one.accepted,
    }


def months_with_duties(store: Store) -> tuple[str, ...]:
    """Every month that has duties, oldest first."""
    return tuple(row[0] for row in store.tuples("select distinct substr(day, 1, 7) from duty order by 1"))


def revisions(store: Store, month: str = "") -> tuple[Revision, ...]:
    """The publications of a month (or of all months), oldest first."""
    where = "where month = ?" if month else ""
    rows = store.rows(f"select * from revision {where} order by month, number", [month] if month else [])
    return tuple(_revision(row) for row in rows)


def published_months(store: Store) -> dict[str, int]:
    """The number of the last revision by month."""
    return dict(store.tuples("select month, max(number) from revision group by month order by month"))


def insert_revision(change: Change, revision: Revision) -> int:
    """Store a publication."""
    body = [[day.isoformat(), shift, post, person] for day, shift, post, person in sorted(revision.duties)]
    return change.insert(
        "revision",
        {
            "month": revision.month,
            "number": revision.number,
            "published_at": moment_text(revision.published_at),
            "published_by": revision.published_by,
            "body": json.dumps(body, ensure_ascii=False),
        },
    )


def erase_revision(change: Change, key: int) -> None:
    """Take back a publication."""
    change.erase("revision", key, "撤销公示")


def busy(store: Store, first: date, last: date) -> tuple[Busy, ...]:
    """Days away known to the roster that meet a range of days."""
    rows = store.rows(
        "select * from busy where removed is null and from_on <= ? and to_on >= ? order by from_on, id",
        [last.isoformat(), first.isoformat()],
    )
    return tuple(
        Busy(
            r["person"],
            date.fromisoformat(r["from_on"]),
            date.fromisoformat(r["to_on"]),
            r["reason"],
            r["part"],
            r["id"],
        )
        for r in rows
    )


def insert_busy(change: Change, one: Busy) -> int:
    """Store days away."""
    row = {"person": one.person, "from_on": one.from_on.isoformat(), "to_on": one.to_on.isoformat()}
    return change.insert("busy", row | {"reason": one.reason, "part": one.part})


def wishes(store: Store) -> dict[int, dict[str, Any]]:
    """Fixed weekdays, likes and dislikes by person id."""
    return {row["person"]: json.loads(row["body"]) for row in store.rows("select person, body from duty_wish")}


def put_wish(change: Change, store: Store, person: int, body: dict[str, Any]) -> None:
    """Store the fixed weekdays, likes and dislikes of one person."""
    text = json.dumps(body, ensure_ascii=False)
    found = store.value("select id from duty_wish where person = ?", [person])
    if found:
        change.update("duty_wish", found, {"body": text})
    else:
        change.insert("duty_wish", {"person": person, "body": text})


def requests(store: Store, keys: Sequence[int] = ()) -> tuple[Request, ...]:
    """Requests to change a duty, the newest first; all of them, or those with the given ids."""
    marks = f" and id in ({', '.join('?' for _ in keys)})" if keys else ""
    rows = store.rows(
        f"select * from duty_request where removed is null{marks} order by asked_at desc, id desc", list(keys)
    )
    return tuple(_request(row) for row in rows)


def insert_request(change: Change, one: Request) -> int:
    """Store a request."""
    return change.insert(
        "duty_request",
        {
            "kind": one.kind,
            "asked_at": moment_text(one.asked_at),
            "asker": one.asker,
            "day": one.day.isoformat(),
            "shift": one.shift,
            "post": one.post,
            "taker": one.taker,
            "other_on": one.other_on.isoformat() if one.other_on else None,
            "other_shift": one.other_shift,
            "other_post": one.other_post,
            "reason": one.reason,
            "state": one.state,
        },
    )


def decide_request(change: Change, key: int, values: Row, reason: str = "") -> None:
    """Set the state of a request and who decided it."""
    change.update("duty_request", key, values, reason)


def _revision(row: Row) -> Revision:
    duties = frozenset((date.fromisoformat(d), s, p, who) for d, s, p, who in json.loads(row["body"]))
    return Revision(row["month"], row["number"], moment_from(row["published_at"]), row["published_by"], duties)


def _request(row: Row) -> Request:
    other = date.fromisoformat(row["other_on"]) if row["other_on"] else None
    decided = moment_from(row["decided_at"]) if row["decided_at"] else None
    return Request(
        kind=row["kind"],
        asked_at=moment_from(row["asked_at"]),
        asker=row["asker"],
        day=date.fromisoformat(row["day"]),
        shift=row["shift"],
        post=row["post"],
        taker=row["taker"],
        reason=row["reason"],
        state=row["state"],
        other_on=other,
        other_shift=row["other_shift"] or "",
        other_post=row["other_post"] or "",
        decided_at=decided,
        decided_by=row["decided_by"],
        note=row["note"],
        id=row["id"],
    )
