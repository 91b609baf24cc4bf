"""Signs, whereabouts, PINs and checks on duty in the office file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class Pin:
    """The hash of a person's PIN, and how often it was mistyped since."""

    id: int
    person: int
    hash: str
    failures: int
    locked_at: datetime | None


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
