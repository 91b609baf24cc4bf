"""Leave, errands and corrections in the office file, with the steps of their approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from villagedesk.attendance.explanation import Away, HalfDay, half_at, span_words
from villagedesk.base.clock import moment_from, moment_text
from villagedesk.store.file.audit import Change, Row
from villagedesk.store.file.store import Store

LEAVE, ERRAND = "leave", "errand"
WAITING, APPROVED, REFUSED, WITHDRAWN, RETURNED = "待审批", "已批准", "不同意", "已撤回", "已销假"
IN_FORCE = (APPROVED, RETURNED)


@dataclass(frozen=True, slots=True)
class Step:
    """One approver's step of a request: `decision` is 同意, 不同意 or empty while it waits."""

    number: int
    approver: str
    decision: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """A stored leave (`sort` leave) or errand (`sort` errand) with its way through the approvers.

    With `begins_at` and `ends_at` it is by the hour, and `first` and `last` are the half days that it touches.
    """

    person: int
    sort: str
    kind: str
    first: HalfDay
    last: HalfDay
    asked_at: datetime
    asked_by: str
    state: str = WAITING
    leaving: bool = False
    place: str = ""
    reason: str = ""
    contact: str = ""
    substitute: int | None = None
    extends: int | None = None
    report_to: str = ""
    returned_at: datetime | None = None
    returned_half: int | None = None
    note: str = ""
    steps: tuple[Step, ...] = ()
    id: int = 0
    begins_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def words(self) -> str:
        """From when to when, as a clerk says it."""
        return span_words(self.first, self.last, self.begins_at, self.ends_at)

    @property
    def half_days(self) -> int:
        """Half days of the calendar from first to last."""
        return self.last.number - self.first.number + 1

    @property
    def in_force(self) -> bool:
        """Whether it explains an absence."""
        return self.state in IN_FORCE

    @property
    def waiting_for(self) -> Step | None:
        """The step that waits for a decision now."""
        if self.state != WAITING:
            return None
        return next((step for step in self.steps if not step.decision), None)

    def away(self, label: str) -> Away:
        """The absence as the judge sees it; one that ended early ends where the person came back."""
        if self.begins_at is not None and self.ends_at is not None:
            return self._timed(label, self.begins_at, self.ends_at)
        last = self.last
        if self.returned_at is not None and self.returned_half is not None:
            back = HalfDay(self.returned_at.date(), self.returned_half).number - 1
            if back < last.number:
                last = HalfDay(date.fromordinal(max(back, self.first.number - 1) // 2), back % 2)
        return Away(label, self.first, last, self.kind, self.reason)

    def _timed(self, label: str, begin: datetime, end: datetime) -> Away:
        if self.returned_at is not None:
            end = max(begin, min(end, self.returned_at))
        return Away(label, half_at(begin), self.last, self.kind, self.reason, begin, end)

    def meets(self, other: Absence) -> bool:
        """Whether both explain some moment of the same time."""
        mine, its = self.away(""), other.away("")
        return mine.opens < its.closes and its.opens < mine.closes


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A forgotten sign that somebody asks to make good; `state` is 待确认, 已确认, 不同意 or 已撤回."""

    person: int
    sign_at: datetime
    why: str
    asked_at: datetime
    asked_by: str
    witness: str = ""
    state: str = "待确认"
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""
    id: int = 0


def absences(store: Store, first: date, last: date, person: int | None = None) -> tuple[Absence, ...]:
    """Leave and errands that touch the days from `first` to `last`, by their beginning."""
    mine = "" if person is None else " and person = ?"
    rows = store.rows(
        f"select * from away where removed is null and from_on <= ? and to_on >= ?{mine} order by from_on, id",
        [last.isoformat(), first.isoformat(), *(() if person is None else (person,))],
    )
    return _with_steps(store, rows)


def absence(store: Store, key: int) -> Absence | None:
    """One absence by id."""
    found = _with_steps(store, store.rows("select * from away where id = ?", [key]))
    return found[0] if found else None


def waiting(store: Store) -> tuple[Absence, ...]:
    """Absences that wait for an approver, oldest first."""
    rows = store.rows("select * from away where removed is null and state = ? order by asked_at, id", [WAITING])
    return _with_steps(store, rows)


def _with_steps(store: Store, rows: Sequence[Row]) -> tuple[Absence, ...]:
    if not rows:
        return ()
    marks = ", ".join("?" for _ in rows)
    steps: dict[int, list[Step]] = {}
    for row in store.rows(
        f"select * from away_step where away in ({marks}) order by away, number", [r["id"] for r in rows]
    ):
        steps.setdefault(row["away"], []).append(_step(row))
    return tuple(_absence(row, tuple(steps.get(row["id"], ()))) for row in rows)


def _step(row: Row) -> Step:
    decided = moment_from(row["decided_at"]) if row["decided_at"] else None
    return Step(row["number"], row["approver"], row["decision"], decided, row["decided_by"], row["note"], row["id"])


def _absence(row: Row, steps: tuple[Step, ...]) -> Absence:
    return Absence(
        person=row["person"],
        sort=row["sort"],
        kind=row["kind"],
        first=HalfDay(date.fromisoformat(row["from_on"]), row["from_half"]),
        last=HalfDay(date.fromisoformat(row["to_on"]), row["to_half"]),
        asked_at=moment_from(row["asked_at"]),
        asked_by=row["asked_by"],
        state=row["state"],
        leaving=bool(row["leaving"]),
        place=row["place"],
        reason=row["reason"],
        contact=row["contact"],
        substitute=row["substitute"],
        extends=row["extends"],
        report_to=row["report_to"],
        returned_at=moment_from(row["returned_at"]) if row["returned_at"] else None,
        returned_half=row["returned_half"],
        note=row["note"],
        steps=steps,
        id=row["id"],
        begins_at=moment_from(row["begins_at"]) if row["begins_at"] else None,
        ends_at=moment_from(row["ends_at"]) if row["ends_at"] else None,
    )


def insert_absence(change: Change, one: Absence) -> int:
    """A new absence with its steps; returns its id."""
    key = change.insert(
        "away",
        {
            "person": one.person,
            "sort": one.sort,
            "kind": one.kind,
            "from_on": one.first.day.isoformat(),
            "from_half": one.first.half,
            "to_on": one.last.day.isoformat(),
            "to_half": one.last.half,
            "leaving": int(one.leaving),
            "place": one.place,
            "reason": one.reason,
            "contact": one.contact,
            "substitute": one.substitute,
            "extends": one.extends,
            "state": one.state,
            "asked_at": moment_text(one.asked_at),
            "asked_by": one.asked_by,
            "report_to": one.report_to,
            "note": one.note,
            "begins_at": moment_text(one.begins_at) if one.begins_at else None,
            "ends_at": moment_text(one.ends_at) if one.ends_at else None,
        },
    )
    for step in one.steps:
        values = {"away": key, "number": step.number, "approver": step.approver, "decision": step.decision}
        values["decided_at"] = moment_text(step.decided_at) if step.decided_at else None
        change.insert("away_step", {**values, "decided_by": step.decided_by, "note": step.note})
    return key


def update_absence(change: Change, key: int, values: Mapping[str, Any], reason: str = "") -> None:
    """Set columns of an absence."""
    change.update("away", key, _plain(values), reason)


def update_step(change: Change, key: int, values: Mapping[str, Any]) -> None:
    """Set columns of an approver's step."""
    change.update("away_step", key, _plain(values))


def corrections(
    store: Store, first: datetime, last: datetime, person: int | None = None
) -> tuple[StoredCorrection, ...]:
    """Corrections whose sign lies between two moments, by that moment."""
    mine = "" if person is None else " and person = ?"
    rows = store.rows(
        f"select * from correction where removed is null and sign_at between ? and ?{mine} order by sign_at, id",
        [moment_text(first), moment_text(last), *(() if person is None else (person,))],
    )
    return tuple(_correction(row) for row in rows)


def correction(store: Store, key: int) -> StoredCorrection | None:
    """One correction by id."""
    row = store.one("select * from correction where id = ?", [key])
    return _correction(row) if row else None


def waiting_corrections(store: Store) -> tuple[StoredCorrection, ...]:
    """Corrections that wait to be confirmed, oldest first."""
    rows = store.rows("select * from correction where removed is null and state = '待确认' order by asked_at, id")
    return tuple(_correction(row) for row in rows)


def _correction(row: Row) -> StoredCorrection:
    return StoredCorrection(
        person=row["person"],
        sign_at=moment_from(row["sign_at"]),
        why=row["why"],
        asked_at=moment_from(row["asked_at"]),
        asked_by=row["asked_by"],
        witness=row["witness"],
        state=row["state"],
        decided_at=moment_from(row["decided_at"]) if row["decided_at"] else None,
        decided_by=row["decided_by"],
        note=row["note"],
        id=row["id"],
    )


def insert_correction(change: Change, one: StoredCorrection) -> int:
    """A new correction; returns its id."""
    names = ("person", "sign_at", "why", "witness", "state", "asked_at", "asked_by", "decided_at", "decided_by", "note")
    return change.insert("correction", _plain({name: getattr(one, name) for name in names}))


def update_correction(change: Change, key: int, values: Mapping[str, Any], reason: str = "") -> None:
    """Set columns of a correction."""
    change.update("correction", key, _plain(values), reason)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: moment_text(value) if isinstance(value, datetime) else value for name, value in values.items()}
