"""The facts for judging: who was at a machine or signed at the desk, with clocks put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from villagedesk.attendance.punch import Punch
from villagedesk.base.clock import moment_from, moment_text
from villagedesk.people.person import Badge
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.punches import machines as machine_desk
from villagedesk.store import punches as shelf
from villagedesk.store.desk import signs as sign_shelf
from villagedesk.store.punches import Offset, RawRow

_END = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A punch with where it comes from: the machine's raw line and what its clock was put right by."""

    person: str
    at: datetime
    raw: RawRow
    device: str
    file: str
    shifted_seconds: int


def punches(office: Office, first: date, last: date) -> tuple[Punch, ...]:
    """Every punch of a known person and every sign at the desk between two days, in order of time.

    The clocks of the machines are put right; which person a number means is decided on the day of the punch.
    """
    labels = staff.labels(office)
    drift = shelf.offsets(office.store)
    begin, end = datetime.combine(first, time()), datetime.combine(last, _END)
    found: list[Punch] = []
    for machine in shelf.machines(office.store):
        ours = tuple(offset for offset in drift if offset.machine == machine.id)
        margin = timedelta(seconds=max((abs(offset.seconds) for offset in ours), default=0))
        span = (moment_text(begin - margin), moment_text(end + margin))
        for badge in _badges_of(office, machine.name):
            for text, state in shelf.of_badge(office.store, machine.id, badge.number, *_narrowed(span, badge)):
                at = _corrected(moment_from(text), ours)
                if begin <= at <= end:
                    found.append(Punch(labels[badge.person], at, state, "machine", machine.name))
    found += [
        Punch(labels[sign.person], sign.at, sign.state, sign.source, "签到台")
        for sign in sign_shelf.signs(office.store, begin, end)
    ]
    return tuple(sorted(set(found), key=lambda punch: (punch.at, punch.person, punch.device)))


def evidence(office: Office, person: int, day: date) -> tuple[Evidence, ...]:
    """The raw rows behind a person's punches of a day (from its eve to its morrow), with their lines."""
    label = staff.labels(office)[person]
    drift = shelf.offsets(office.store)
    files = {row["id"]: row["name"] for row in shelf.files(office.store, 10_000)}
    first, last = moment_text(datetime.combine(day - timedelta(days=1), time())), f"{day + timedelta(days=1)} 23:59:59"
    found: list[Evidence] = []
    for machine in shelf.machines(office.store):
        ours = tuple(offset for offset in drift if offset.machine == machine.id)
        for badge in _badges_of(office, machine.name):
            if badge.person != person:
                continue
            for raw in shelf.raw_of_badge(office.store, machine.id, badge.number, *_narrowed((first, last), badge)):
                at = _corrected(raw.at, ours)
                seconds = int((at - raw.at).total_seconds())
                found.append(Evidence(label, at, raw, machine.name, files.get(raw.file, ""), seconds))
    return tuple(sorted(found, key=lambda one: one.at))


def data_until(office: Office) -> datetime | None:
    """Up to which moment the facts are known; see `machines.data_until`."""
    return machine_desk.data_until(office)


def _badges_of(office: Office, device: str) -> list[Badge]:
    """The badges that hold on a machine; one given for this very machine stands before one for all."""
    own: dict[str, list[Badge]] = {}
    for badge in staff.badges(office):
        if badge.device in ("", device):
            own.setdefault(badge.number, []).append(badge)
    kept: list[Badge] = []
    for badges in own.values():
        special = [badge for badge in badges if badge.device]
        kept += special or badges
    return kept


def _narrowed(span: tuple[str, str], badge: Badge) -> tuple[str, str]:
    """The part of a span of moments in which a badge meant its person."""
    first = f"{badge.from_on} 00:00:00" if badge.from_on else span[0]
    last = f"{badge.to_on} 23:59:59" if badge.to_on else span[1]
    return max(span[0], first), min(span[1], last)


def _corrected(at: datetime, offsets: tuple[Offset, ...]) -> datetime:
    offset = next((one for one in offsets if one.covers(at)), None)
    return at + timedelta(seconds=offset.seconds) if offset else at
