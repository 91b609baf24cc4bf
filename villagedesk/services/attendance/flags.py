"""Red flags of a month with their evidence and the clerk's remarks, and the allowance they guard."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from villagedesk.attendance.allowance import AllowanceRow, allowance
from villagedesk.attendance.flags import Beginnings, Entry, Evidence, Flag, flags
from villagedesk.attendance.month import MonthSheet
from villagedesk.base.changes import Area, Changes
from villagedesk.base.clock import moment_text
from villagedesk.base.errors import Mistake
from villagedesk.services.attendance.facts import Facts, facts
from villagedesk.services.attendance.month import month, span, year_consequences
from villagedesk.services.office import Office
from villagedesk.services.people import labels
from villagedesk.services.roster.duties import duties
from villagedesk.services.signs.checks import checks
from villagedesk.store import attendance as shelf
from villagedesk.store import explanations as told


@dataclass(frozen=True, slots=True)
class Raised:
    """A red flag as the office sees it: the flag and what was written to it (empty: not yet explained)."""

    flag: Flag
    remark: str = ""


def red_flags(office: Office, name: str, known: Facts | None = None) -> tuple[Raised, ...]:
    """Everything to look at before the month is signed; `known` are its facts where they are there already."""
    first, last = span(name)
    known = known or facts(office, first, last)
    sheet = month(office, name, known)
    claims = {row.person: row.days for row in allowance(sheet, {})}
    evidence = Evidence(
        punches=known.punches,
        aways=known.aways,
        entries=_entries(office, first, last),
        years=_years(office, last),
        impossible=tuple((f"{file} 第 {line} 行", text[:40]) for file, line, text in _impossible(office, first, last)),
        nobody_there=tuple(
            (one.person, one.day, f"{one.at:%H:%M} {one.channel}：{one.finding}")
            for one in checks(office, first, last)
            if one.bad
        ),
        claims=claims,
        sources=known.sources(),
    )
    remarks = shelf.remarks(office.store, name)
    return tuple(Raised(flag, remarks.get(flag.key, "")) for flag in flags(sheet, evidence))


def _impossible(office: Office, first: date, last: date) -> list[tuple[str, int, str]]:
    """At most three rejected rows of each file read for the month: one clock failure writes hundreds."""
    seen: dict[str, int] = defaultdict(int)
    found: list[tuple[str, int, str]] = []
    for file, line, text in shelf.impossible_rows(office.store, first, last + timedelta(days=10)):
        seen[file] += 1
        if seen[file] <= 3:
            found.append((file, line, text.strip()))
    return found


def _entries(office: Office, first: date, last: date) -> tuple[Entry, ...]:
    names = labels(office)
    found = [
        Entry(one.kind, names[one.person], one.first.day, one.asked_at, one.asked_by)
        for one in told.absences(office.store, first, last)
        if one.in_force and first <= one.first.day <= last
    ]
    begin, end = datetime.combine(first, time()), datetime.combine(last, time(23, 59, 59))
    found += [
        Entry("补签", names[one.person], one.sign_at.date(), one.asked_at, one.asked_by)
        for one in told.corrections(office.store, begin, end)
        if one.state == "已确认"
    ]
    return tuple(found)


def _years(office: Office, last: date) -> tuple[Beginnings, ...]:
    begin = last - timedelta(days=364)
    names = labels(office)
    days: dict[str, set[date]] = defaultdict(set)
    for duty in duties(office, begin, last):
        days[duty.person].add(duty.date)
    swaps = {names[key]: count for key, count in shelf.swaps_by_person(office.store, begin, last).items()}
    return tuple(Beginnings(person, tuple(sorted(own)), swaps.get(person, 0)) for person, own in days.items())


def remark(office: Office, name: str, key: str, text: str) -> Changes:
    """Write what explains a red flag; it prints on the sheet of exceptions."""
    if not text.strip():
        raise Mistake("请写上情况说明，再保存。", "remark")
    before = shelf.remarks(office.store, name).get(key, "")
    with office.change("说明疑点") as change:
        values = {"remark": text.strip(), "made_at": moment_text(office.clock()), "made_by": office.user}
        shelf.put_remark(change, office.store, name, key, values)
    undo = (lambda later: remark(later, name, key, before)) if before else None
    return Changes(Area.ATTENDANCE, "说明已保存。", undo)


def allowance_rows(office: Office, sheet: MonthSheet) -> tuple[AllowanceRow, ...]:
    """The allowance of a month, less what the ladders take."""
    return allowance(sheet, year_consequences(office, sheet))
