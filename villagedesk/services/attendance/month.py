"""The month sheet of the office, open or signed, and the years behind it."""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from villagedesk.attendance.conduct import Consequence, consequences
from villagedesk.attendance.judge.kept import verdict_values, verdicts_from
from villagedesk.attendance.judge.verdict import Status, Verdict
from villagedesk.attendance.month import Amendment, Member, MonthSheet, Row, overdue, rows
from villagedesk.attendance.profile import profile_from
from villagedesk.base import plain
from villagedesk.base.errors import Mistake
from villagedesk.calendar import workdays
from villagedesk.people.person import Badge, Person
from villagedesk.services import calendar
from villagedesk.services.attendance.facts import Facts, data_until, facts
from villagedesk.services.attendance.profiles import on_day, profile_on, versions
from villagedesk.services.office import Office
from villagedesk.services.people import badges, labels, people
from villagedesk.store import attendance as shelf
from villagedesk.store.attendance import FrozenMonth, StoredAmendment


def span(month: str) -> tuple[date, date]:
    """First and last day of `YYYY-MM`."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Mistake(f"“{month}”不是月份，请写成 2026-11 这样。", "month") from None
    return first, first.replace(day=months.monthrange(first.year, first.month)[1])


def month(office: Office, name: str, known: Facts | None = None) -> MonthSheet:
    """The month's sheet: judged now while it is open, as it was signed (with its amendments) afterwards.

    `known` are the facts of that month where they were brought together already.
    """
    signed = shelf.frozen(office.store, name)
    if signed is not None:
        return frozen_sheet(office, signed)
    return sheet_of(office, known or facts(office, *span(name)))


def sheet_of(office: Office, known: Facts) -> MonthSheet:
    """The sheet of facts that were already brought together."""
    days = calendar.days(office, known.first, known.last)
    found = _doubted(settled(office, known.verdicts), {punch.person for punch in known.punches})
    members = _members(office, known.first, known.last, found)
    return MonthSheet(
        month=f"{known.first:%Y-%m}",
        days=tuple(day.date for day in days),
        rows=rows(members, found),
        profile=profile_on(office, known.last),
        data_until=known.data_until,
        closed_days=frozenset(day.date for day in days if not day.kind.works),
    )


def _doubted(found: Sequence[Verdict], heard: set[str]) -> tuple[Verdict, ...]:
    """Absence of somebody with no sign in the whole span says that the number may not be matched."""
    says = "这段时间没有本人的任何打卡，请先核对考勤号有没有匹配"
    return tuple(
        replace(v, reasons=(*v.reasons, says)) if v.status is Status.ABSENT and v.person not in heard else v
        for v in found
    )


def settled(office: Office, found: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts as they stand today: missing signs become absence after the deadline where the rules say so."""
    known, book = versions(office), calendar.almanac(office)
    today = office.clock().date()

    def judged(verdict: Verdict) -> Verdict:
        rules = on_day(known, verdict.date).correction
        if not verdict.count(Status.MISSING) or rules.missing_after != "旷工":
            return verdict
        last = workdays.add_working_days(verdict.date, rules.within_workdays, book.works)
        return overdue(verdict) if today > last else verdict

    return tuple(judged(verdict) for verdict in found)


def frozen_sheet(office: Office, signed: FrozenMonth) -> MonthSheet:
    """The sheet of a signed month: its verdicts as stored, changed days replaced by their amendments."""
    first, last = span(signed.month)
    names = labels(office)
    changed = shelf.amendments(office.store, signed.month)
    latest = {(names[one.person], one.day): one for one in changed}
    stored = verdicts_from(signed.body["verdicts"])
    verdicts = [v for v in stored if (v.person, v.date) not in latest]
    for one in latest.values():
        verdicts += verdicts_from(one.body)
    verdicts.sort(key=lambda v: (v.date, v.start or datetime.min, v.person))
    days = calendar.days(office, first, last)
    return MonthSheet(
        month=signed.month,
        days=tuple(day.date for day in days),
        rows=rows(plain.read(tuple[Member, ...], signed.body["members"]), verdicts, latest),
        profile=profile_from(signed.body["profile"]),
        data_until=datetime.fromisoformat(signed.body["data_until"]) if signed.body["data_until"] else None,
        closed_days=frozenset(day.date for day in days if not day.kind.works),
        frozen_at=signed.frozen_at,
        frozen_by=signed.frozen_by,
        amendments=tuple(_amendment(one, names) for one in changed),
    )


def _amendment(one: StoredAmendment, names: dict[int, str]) -> Amendment:
    return Amendment(names[one.person], one.day, one.was, one.now, one.why, one.made_by, one.made_at)


def _members(office: Office, first: date, last: date, verdicts: Sequence[Verdict]) -> tuple[Member, ...]:
    """Everybody who served in the month or stood a duty in it, in seniority order."""
    names = labels(office)
    on_duty = {verdict.person for verdict in verdicts}
    held = badges(office)
    return tuple(
        Member(
            person=names[person.id],
            post=person.post,
            badge=_badge(held, person, last),
            id=person.id,
            promised_days=person.promised_days,
        )
        for person in people(office)
        if names[person.id] in on_duty or person.serves(first) or person.serves(last)
    )


def _badge(held: Sequence[Badge], person: Person, day: date) -> str:
    own = [badge for badge in held if badge.person == person.id]
    return next((badge.number for badge in own if badge.covers(day)), own[-1].number if own else "")


def verdicts_between(office: Office, first: date, last: date) -> tuple[Verdict, ...]:
    """Verdicts of a longer span; signed months answer as signed."""
    signed = [m for m in shelf.frozen_months(office.store) if f"{first:%Y-%m}" <= m <= f"{last:%Y-%m}"]
    judged = settled(office, facts(office, first, last).verdicts)
    found = [v for v in judged if f"{v.date:%Y-%m}" not in signed]
    for name in signed:
        stored = shelf.frozen(office.store, name)
        if stored is not None:
            sheet = frozen_sheet(office, stored)
            found += [v for row in sheet.rows for v in row.verdicts if first <= v.date <= last]
    return tuple(sorted(found, key=lambda v: (v.date, v.start or datetime.min, v.person)))


def year_consequences(office: Office, sheet: MonthSheet) -> dict[str, tuple[Consequence, ...]]:
    """What the ladders say of each person's month, with the faults of the year before it."""
    first, last = span(sheet.month)
    year = verdicts_between(office, date(first.year, 1, 1), last) if first.month > 1 else ()
    found: dict[str, tuple[Consequence, ...]] = {}
    for row in sheet.rows:
        here = row.verdicts
        if here:
            before = [v for v in year if v.person == row.member.person and v.date < first]
            found[row.member.person] = (
                *consequences(sheet.profile, here, [*before, *here]),
                *_too_few_days(sheet, row),
            )
    return {person: said for person, said in found.items() if said}


def _too_few_days(sheet: MonthSheet, row: Row) -> tuple[Consequence, ...]:
    """Fewer days than the rules ask for, of somebody who was due that many and whose month is decided."""
    wanted, figures = sheet.profile.required_days_a_month, row.totals
    if not wanted or figures.undecided_half_days:
        return ()
    if figures.due_half_days / 2 < wanted or figures.present_days >= wanted:
        return ()
    says = f"本月出勤 {figures.present_days:g} 天，规定不少于 {wanted} 天"
    return (Consequence(row.member.person, "出勤", 1, says),)


def promises(office: Office, until: date) -> dict[str, tuple[int, float]]:
    """For everybody who promised days of duty for the term: days promised, and days attended in the term so far."""
    names = labels(office)
    promised = [p for p in people(office) if p.promised_days and (p.term_from_on or p.joined_on)]
    if not promised:
        return {}
    begin = min(p.term_from_on or p.joined_on or until for p in promised)
    days: dict[str, float] = {}
    for verdict in verdicts_between(office, min(begin, until), until):
        days[verdict.person] = days.get(verdict.person, 0.0) + verdict.present / 2
    return {names[p.id]: (p.promised_days, days.get(names[p.id], 0.0)) for p in promised}


def reach(office: Office) -> datetime | None:
    """How far the attendance data reach, for the status line."""
    return data_until(office)


def frozen_body(sheet: MonthSheet) -> dict[str, Any]:
    """A sheet as plain values, to be signed."""
    return {
        "members": plain.write([row.member for row in sheet.rows]),
        "verdicts": verdict_values(verdict for row in sheet.rows for verdict in row.verdicts),
        "profile": plain.write(sheet.profile),
        "data_until": sheet.data_until.isoformat(sep=" ") if sheet.data_until else None,
    }
