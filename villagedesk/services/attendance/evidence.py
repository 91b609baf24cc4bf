"""One person's day with everything that speaks for its verdict, on one time line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from villagedesk.attendance.explanation import Away
from villagedesk.attendance.judge.rule import moment_of
from villagedesk.attendance.judge.slot import Slot
from villagedesk.attendance.judge.verdict import Verdict
from villagedesk.attendance.month import Amendment
from villagedesk.attendance.punch import Punch
from villagedesk.services import calendar
from villagedesk.services.attendance.facts import Facts, facts
from villagedesk.services.attendance.month import frozen_sheet, settled
from villagedesk.services.office import Office
from villagedesk.services.people import labels
from villagedesk.services.punches import facts as machine
from villagedesk.services.punches.machines import span_words
from villagedesk.services.signs.checks import Checked, checks
from villagedesk.store import attendance as stored
from villagedesk.store import explanations as shelf
from villagedesk.store import roster as rosters
from villagedesk.store.explanations import Absence, StoredCorrection


@dataclass(frozen=True, slots=True)
class Band:
    """A duty on the time line: its shift, hours, window and periods."""

    shift: str
    start: datetime
    end: datetime
    opens: datetime
    closes: datetime
    periods: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A punch on the time line: which duty it belongs to (empty: none).

    `raw_at` is what the machine wrote where its clock was put right, None where it was not.
    """

    punch: Punch
    shift: str
    raw_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayEvidence:
    """Plan, facts, explanations and verdicts of one person's day."""

    person: str
    day: date
    day_name: str
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    verdicts: tuple[Verdict, ...]
    aways: tuple[Away, ...]
    absences: tuple[Absence, ...]
    corrections: tuple[StoredCorrection, ...]
    amendments: tuple[Amendment, ...]
    checks: tuple[Checked, ...]
    swaps: tuple[str, ...]
    data_until: datetime | None
    clocks: tuple[str, ...] = ()


def day_evidence(office: Office, person: str, day: date) -> DayEvidence:
    """Everything about one person's day; a signed month answers with its signed verdict."""
    known = facts(office, day, day)
    slots = [slot for slot in known.judged.slots if slot.person == person and slot.day == day]
    who = next((key for key, label in labels(office).items() if label == person), 0)
    marks = _marks(known, person, day, _written(office, who, day))
    verdicts, amendments = _judged(office, known, person, day)
    begin = datetime.combine(day, time())
    return DayEvidence(
        person=person,
        day=day,
        day_name=_day_name(office, day),
        bands=tuple(_band(slot) for slot in slots),
        marks=marks,
        verdicts=verdicts,
        aways=tuple(away for away in known.aways if away.person == person and _speaks(away, day, slots)),
        absences=tuple(
            one
            for one in shelf.absences(office.store, day, day + timedelta(days=1), who)
            if _speaks(replace(one, returned_at=None).away(person), day, slots)
        ),
        corrections=shelf.corrections(office.store, begin, begin + timedelta(days=1, hours=9), who),
        amendments=amendments,
        checks=tuple(one for one in checks(office, day, day) if one.person == person),
        swaps=_swaps(office, who, day),
        data_until=known.data_until,
        clocks=_clock_words(marks),
    )


def _day_name(office: Office, day: date) -> str:
    here = calendar.day(office, day)
    return "，".join(filter(None, (here.name or here.kind.label, here.collective, here.special)))


def _marks(known: Facts, person: str, day: date, written: Mapping[tuple[str, datetime], datetime]) -> tuple[Mark, ...]:
    """The punches that belong to a duty of the day, and those of the day that belong to none."""
    found: list[Mark] = []
    for punch, slot in known.judged.owners:
        here = slot.day == day if slot is not None else punch.at.date() == day
        if punch.person == person and here:
            raw = written.get((punch.device, punch.at)) if punch.source == "machine" else None
            found.append(Mark(punch, slot.rule.name if slot is not None else "", raw))
    return tuple(found)


def _judged(office: Office, known: Facts, person: str, day: date) -> tuple[tuple[Verdict, ...], tuple[Amendment, ...]]:
    """The verdicts of the day with what was amended: of the signed month where there is one, else as judged now."""
    held = stored.frozen(office.store, f"{day:%Y-%m}")
    if not held:
        return settled(office, [verdict for verdict in known.verdicts if verdict.person == person]), ()
    sheet = frozen_sheet(office, held)
    row = sheet.row(person)
    signed = row.cells.get(day) if row else None
    amended = tuple(one for one in sheet.amendments if one.person == person and one.day == day)
    return (signed.verdicts if signed else ()), amended


def _band(slot: Slot) -> Band:
    periods = tuple((moment_of(slot.base + a), moment_of(slot.base + b)) for a, b in slot.table.periods)
    start, end, opens, closes = (moment_of(at) for at in (slot.start, slot.end, slot.window_from, slot.window_to))
    return Band(slot.rule.name, start, end, opens, closes, periods)


def _speaks(away: Away, day: date, slots: Sequence[Slot]) -> bool:
    """Whether an absence touches the day, or by the hour a duty that runs on into the next."""
    if away.first.day <= day <= away.last.day:
        return True
    return away.timed and any(
        away.opens < moment_of(slot.end) and moment_of(slot.start) < away.closes for slot in slots
    )


def _written(office: Office, person: int, day: date) -> dict[tuple[str, datetime], datetime]:
    """What a machine wrote for each punch whose time was put right, by device and the time that counts."""
    if not person:
        return {}
    rows = machine.evidence(office, person, day)
    return {(one.device, one.at): one.raw.at for one in rows if one.shifted_seconds}


def _clock_words(marks: Iterable[Mark]) -> tuple[str, ...]:
    """A sentence for each machine and drift that touched the day: what it wrote, and what counts."""
    told: dict[tuple[str, int], list[Mark]] = {}
    for mark in marks:
        if mark.raw_at is not None:
            drift = round((mark.punch.at - mark.raw_at).total_seconds())
            told.setdefault((mark.punch.device, drift), []).append(mark)
    return tuple(
        f"{device or '考勤机'}的钟{'慢' if drift > 0 else '快'} {span_words(abs(drift))}：机器写的是"
        f" {'、'.join(f'{mark.raw_at:%H:%M:%S}' for mark in found)}，判定按"
        f" {'、'.join(f'{mark.punch.at:%H:%M:%S}' for mark in found)} 算"
        for (device, drift), found in told.items()
    )


def _swaps(office: Office, person: int, day: date) -> tuple[str, ...]:
    """Swaps and substitutes of a person's day that were agreed, in words."""
    names = labels(office)
    return tuple(
        f"{one.kind}：{names[one.asker]}的{one.shift}由{names[one.taker]}值（{one.decided_by}同意，{one.reason}）"
        for one in rosters.requests(office.store)
        if one.state == "已同意" and person in (one.asker, one.taker) and day in (one.day, one.other_on)
    )
