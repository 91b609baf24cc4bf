"""The board of whereabouts (去向牌): one key for each state, expected return, and a log of every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.people.person import Person
from villagedesk.registers.masks import mask_phone
from villagedesk.services import people as staff
from villagedesk.services.attendance import known
from villagedesk.services.office import Office, fact
from villagedesk.services.punches import facts
from villagedesk.services.roster import duties
from villagedesk.store.desk import whereabouts as shelf
from villagedesk.store.desk.whereabouts import Whereabouts

STATES = ("在岗", "值班", "下村", "开会", "公出", "学习", "请假", "外出")
"""The states in the order of their keys 1 to 8; 下村 to 外出 ask for an expected return."""

_ERRANDS = {"公出": "公出", "下村": "下村", "开会": "开会", "培训": "学习"}
_NOON = 12
AWAY = frozenset(("下村", "开会", "公出", "学习", "请假", "外出"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where one person is: said by themselves, or worked out from leave, duty and signs (`said` False)."""

    person: int
    label: str
    post: str
    phone: str
    state: str
    note: str
    since: datetime | None
    back_at: datetime | None
    overdue: bool
    said: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """One row of the log: from which state to which, by whom, when, and when they were expected back."""

    label: str
    before: str
    state: str
    note: str
    at: datetime
    back_at: datetime | None
    by: str


def board(office: Office) -> tuple[Place, ...]:
    """Everybody who serves today, by seniority."""
    now = office.clock()
    today = now.date()
    labels = staff.labels(office)
    said = shelf.present_whereabouts(office.store)
    guesses = _guesses(office, today)
    found: list[Place] = []
    for person in staff.serving(office, today):
        mine = said.get(person.id)
        if mine is not None and _holds(mine, today):
            late = mine.state in AWAY and mine.back_at is not None and mine.back_at < now
            state, note, since, back = mine.state, mine.note, mine.from_at, mine.back_at
        else:
            late, mine = False, None
            state, note, since, back = *guesses.get(person.id, ("未到岗", "", None)), None
        found.append(
            Place(
                person.id,
                labels[person.id],
                person.post,
                _phone(office, person),
                state,
                note,
                since,
                back,
                late,
                mine is not None,
            )
        )
    return tuple(found)


def set_state(
    office: Office, person: int, state: str, note: str = "", back_at: datetime | None = None, by: str = ""
) -> Result[int]:
    """Say where somebody is; the row with from, to, by, time and expected return stays in the log."""
    now = office.clock()
    if state not in STATES:
        raise Mistake(f"去向只能是：{'、'.join(STATES)}。", "state")
    if back_at is not None and back_at <= now:
        raise Mistake("预计返回的时间已经过了，请重填。", "back_at")
    present = next((place for place in board(office) if place.person == person), None)
    if present is None:
        raise Mistake("这位人员现在不在任，不能改去向；请到“人员”里核对。", "person")
    row = Whereabouts(
        0, person, state, present.state, note.strip(), now, back_at if state in AWAY else None, by or office.user
    )
    with office.change("改去向") as change:
        key = shelf.insert_whereabouts(change, row)
    says = (
        f"{present.label}：{present.state} → {state}" + (f"，预计 {back_at:%H:%M} 返回" if row.back_at else "") + "。"
    )
    return Result(key, Changes(Area.PUNCHES, says, lambda later: _take_back(later, key)))


def log(office: Office, first: date, last: date) -> tuple[Moved, ...]:
    """Changes of state between two days, newest first."""
    labels = staff.labels(office)
    rows = shelf.whereabouts_log(
        office.store, datetime.combine(first, time()), datetime.combine(last, time(23, 59, 59))
    )
    return tuple(
        Moved(labels[row.person], row.before, row.state, row.note, row.from_at, row.back_at, row.by) for row in rows
    )


def _phone(office: Office, person: Person) -> str:
    """The number as the hall may see it: whole only when the person or the office said so."""
    whole = person.phone_public or fact(office, "phones_public", False)
    return person.phone if whole or not person.phone else mask_phone(person.phone)


def _holds(said: Whereabouts, today: date) -> bool:
    """Whether what was said still counts: today's word does, an older one only until its expected return."""
    if said.from_at.date() == today:
        return True
    return said.back_at is not None and said.back_at.date() >= today


def _guesses(office: Office, today: date) -> dict[int, tuple[str, str, datetime | None]]:
    """What leave, duty and the desk say about those who said nothing today; leave is stronger than the plan."""
    now = office.clock()
    found: dict[int, tuple[str, str, datetime | None]] = {}
    keys = {label: key for key, label in staff.labels(office).items()}
    for punch in facts.punches(office, today, today):
        if punch.at <= now:
            gone = punch.state == "out" and punch.source != "machine"
            found[keys[punch.person]] = ("已离岗" if gone else "在岗", "", punch.at)
    for duty in duties.on_days(office, today - timedelta(days=1), today):
        if duty.start <= now < duty.end and found.get(duty.id, ("在岗",))[0] == "在岗" and duty.id in found:
            found[duty.id] = ("值班", duty.shift, found[duty.id][2])
    half = today.toordinal() * 2 + (now.hour >= _NOON)
    for away in known.aways(office, today, today):
        if away.first.number <= half <= away.last.number:
            # the board hangs in the hall: it says that somebody is on leave, not why
            found[keys[away.person]] = (_ERRANDS.get(away.kind, "请假"), "", None)
    return found


def _take_back(office: Office, key: int) -> Changes:
    with office.change("撤销去向") as change:
        change.remove("whereabouts", key, "撤销")

    def undo(later: Office) -> Changes:
        with later.change("恢复去向") as change:
            change.restore("whereabouts", key)
        return Changes(Area.PUNCHES, "去向已恢复。")

    return Changes(Area.PUNCHES, "去向已撤销。", undo)
