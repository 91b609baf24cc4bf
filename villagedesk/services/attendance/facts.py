"""Plan, facts and explanations of a span of days brought together, and judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from villagedesk.attendance.explanation import Away, covers
from villagedesk.attendance.judge.board import NO_DATA, Judged, judge_all
from villagedesk.attendance.judge.rule import ShiftRule
from villagedesk.attendance.judge.slot import Slot, make_slot
from villagedesk.attendance.judge.verdict import Verdict
from villagedesk.attendance.punch import Punch
from villagedesk.calendar.day import DayKind
from villagedesk.roster.season import in_season
from villagedesk.roster.shift import Shift
from villagedesk.services import calendar
from villagedesk.services.attendance.known import aways as aways_in_force
from villagedesk.services.attendance.profiles import on_day, versions
from villagedesk.services.office import Office
from villagedesk.services.people import labels
from villagedesk.services.punches import facts as machine
from villagedesk.services.roster.duties import duties
from villagedesk.services.roster.pattern import patterns
from villagedesk.store import explanations as shelf

AROUND = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the judge was given for a span of days, and what it said of the days inside."""

    first: date
    last: date
    judged: Judged
    punches: tuple[Punch, ...]
    aways: tuple[Away, ...]
    data_until: datetime | None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts of duties that start inside the span."""
        return tuple(v for v in self.judged.verdicts if self.first <= v.date <= self.last)

    def sources(self) -> dict[tuple[str, date], frozenset[str]]:
        """Where the punches of each person's duty day come from."""
        found: dict[tuple[str, date], set[str]] = defaultdict(set)
        for punch, slot in self.judged.owners:
            if slot is not None:
                found[punch.person, slot.day].add(punch.source)
        return {key: frozenset(sources) for key, sources in found.items()}


def facts(office: Office, first: date, last: date) -> Facts:
    """Judge every duty from `first` to `last`, with the duties around them so that edges are shared rightly."""
    found = slots(office, first - AROUND, last + AROUND)
    punches = (
        *machine.punches(office, first - AROUND, last + AROUND),
        *corrected(office, first - AROUND, last + AROUND),
    )
    away = aways_in_force(office, first - AROUND, last + AROUND)
    until = data_until(office)
    judged = judge_all(found, punches, covers(away), until or NO_DATA)
    inside = tuple(p for p in punches if first <= p.at.date() <= last)
    return Facts(first, last, judged, inside, away, until)


def data_until(office: Office) -> datetime | None:
    """How far the facts reach: the machine that is furthest behind decides."""
    return machine.data_until(office)


def corrected(office: Office, first: date, last: date) -> Iterable[Punch]:
    """Confirmed corrections as punches."""
    names = labels(office)
    end = datetime.combine(last, time(23, 59, 59))
    for one in shelf.corrections(office.store, datetime.combine(first, time()), end):
        if one.state == "已确认":
            yield Punch(names[one.person], one.sign_at, "", "correction")


def slots(office: Office, first: date, last: date) -> list[Slot]:
    """The duties between two days as slots under the shift's hours and the rules of their day."""
    known = versions(office)
    held = patterns(office)
    kinds = {day.date: day.kind for day in calendar.days(office, first, last)}
    rules: dict[tuple[str, date], tuple[ShiftRule, str] | None] = {}
    made: dict[tuple[str, date, str], Slot] = {}
    for duty in duties(office, first, last):
        key = (duty.shift, duty.date)
        if key not in rules:
            body = next((pattern for from_on, pattern in reversed(held) if from_on <= duty.date), None)
            shift = next((one for one in body.shift if one.name == duty.shift), None) if body else None
            if body is None or shift is None:
                rules[key] = None
            else:
                now = in_season(shift, duty.date, body.season)
                rules[key] = (on_day(known, duty.date).rule_for(now), slot_kind(now, kinds[duty.date]))
        rule = rules[key]
        if rule is not None:
            made.setdefault((duty.person, duty.date, duty.shift), make_slot(duty.person, duty.date, *rule))
    return list(made.values())


def slot_kind(shift: Shift, kind: DayKind) -> str:
    """The kind of slot by which duty days are counted and allowances paid."""
    if kind is DayKind.STATUTORY_HOLIDAY:
        return "法定节假日"
    if not kind.works:
        return "双休日"
    return "夜班" if shift.night else "工作日"
