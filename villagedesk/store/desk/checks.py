"""Draws of whom to check on duty, and the checks made, in the office file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from villagedesk.base.clock import moment_from, moment_text
from villagedesk.store.file.audit import Change
from villagedesk.store.file.store import Store


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawn plan of checks for a month: its secret `seed` and `plan`, and `promise`, the digest shown before."""

    id: int
    month: str
    seed: str
    promise: str
    per_person: int
    extra: int
    plan: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class DutyCheck:
    """One check made on a duty slot; `draw` and `place` say which planned check it answers, if any."""

    id: int
    draw: int | None
    place: int | None
    day: date
    shift: str
    person: int | None
    planned_at: datetime | None
    checked_at: datetime
    channel: str
    checker: str
    finding: str
    note: str


def insert_draw(change: Change, draw: Draw) -> int:
    """A drawn plan of checks."""
    return change.insert(
        "check_draw",
        {
            "month": draw.month,
            "seed": draw.seed,
            "promise": draw.promise,
            "per_person": draw.per_person,
            "extra": draw.extra,
            "plan": draw.plan,
            "drawn_at": moment_text(draw.drawn_at),
        },
    )


def draw_of(store: Store, month: str) -> Draw | None:
    """The plan of checks drawn for a month."""
    row = store.one("select * from check_draw where month = ? and removed is null order by id desc limit 1", [month])
    if row is None:
        return None
    return Draw(
        row["id"],
        row["month"],
        row["seed"],
        row["promise"],
        row["per_person"],
        row["extra"],
        row["plan"],
        moment_from(row["drawn_at"]),
    )


def insert_check(change: Change, check: DutyCheck) -> int:
    """A check that was made."""
    return change.insert(
        "duty_check",
        {
            "draw": check.draw,
            "place": check.place,
            "day": check.day.isoformat(),
            "shift": check.shift,
            "person": check.person,
            "planned_at": moment_text(check.planned_at) if check.planned_at else None,
            "checked_at": moment_text(check.checked_at),
            "channel": check.channel,
            "checker": check.checker,
            "finding": check.finding,
            "note": check.note,
        },
    )


def checks(store: Store, first: date, last: date) -> tuple[DutyCheck, ...]:
    """Checks on duties that begin between two days, in order of time."""
    rows = store.rows(
        "select * from duty_check where removed is null and day between ? and ? order by checked_at, id",
        [first.isoformat(), last.isoformat()],
    )
    return tuple(
        DutyCheck(
            r["id"],
            r["draw"],
            r["place"],
            date.fromisoformat(r["day"]),
            r["shift"],
            r["person"],
            moment_from(r["planned_at"]) if r["planned_at"] else None,
            moment_from(r["checked_at"]),
            r["channel"],
            r["checker"],
            r["finding"],
            r["note"],
        )
        for r in rows
    )


def answered(store: Store, draw: int) -> Sequence[int]:
    """Which planned checks of a draw have been made."""
    rows = store.tuples("select place from duty_check where draw = ? and removed is null", [draw])
    return [row[0] for row in rows if row[0] is not None]
