"""A month of the roster as one value for the grid, the papers and the command line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from villagedesk.calendar.almanac import Almanac
from villagedesk.calendar.day import Day
from villagedesk.calendar.wording import day_words
from villagedesk.people.person import Person
from villagedesk.roster.case import Away
from villagedesk.roster.check import Breach, both_away, check
from villagedesk.roster.season import Season
from villagedesk.roster.shift import Shift
from villagedesk.roster.slots import Slot
from villagedesk.services.calendar import almanac, unpublished_says
from villagedesk.services.office import Office
from villagedesk.services.roster.cases import Stretch, as_duty, month_days, stretch
from villagedesk.store import roster as shelf
from villagedesk.store.roster import Key, Revision, StoredDuty


@dataclass(frozen=True, slots=True)
class Cell:
    """One person on one slot; `changed` marks what differs from the paper that hung before."""

    person: str
    id: int
    duty_id: int
    pinned: bool = False
    accepted: str = ""
    breaches: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One post of one shift on one day with who stands it; `gone` are those taken off since the paper before."""

    date: date
    shift: str
    post: str
    need: int
    whole: bool
    start: datetime
    end: datetime
    hours: str
    cells: tuple[Cell, ...]
    missing: int
    gone: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonthView:
    """Everything a page or a paper shows of a month.

    `state` is 空, 草稿, 已公示 or 公示后有改动; `number` the last revision (0: none); `marked` tells that changes are
    marked against an earlier paper; `breaches` are the broken rules that nobody accepted, holes left out.
    """

    month: str
    days: tuple[Day, ...]
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    label: dict[int, str]
    places: tuple[Place, ...]
    state: str
    number: int
    published_at: datetime | None
    marked: bool
    holes: int
    breaches: tuple[Breach, ...]
    warnings: tuple[str, ...]
    seasons: tuple[Season, ...] = ()

    def at(self, day: date, shift: str) -> tuple[Place, ...]:
        """The places of one shift on one day, one for each post."""
        return tuple(place for place in self.places if place.date == day and place.shift == shift)

    def of(self, person: str) -> tuple[tuple[Place, Cell], ...]:
        """Everything one person stands."""
        return tuple((place, cell) for place in self.places for cell in place.cells if cell.person == person)


def month(office: Office, name: str) -> MonthView:
    """A month `YYYY-MM` as it stands now."""
    first, last = month_days(name)
    book = almanac(office)
    there = stretch(office, first, last, book=book)
    printed = shelf.revisions(office.store, name)
    base = _baseline(printed, there)
    found = check(there.made, there.duties)
    past = office.clock().date() if printed else None
    open_ = open_breaches(there, found, past)
    return MonthView(
        month=name,
        days=book.days(first, last),
        shifts=there.made.case.shifts,
        people=there.people,
        label=dict(there.label),
        places=_places(there, base, open_),
        state=_state(printed, there),
        number=printed[-1].number if printed else 0,
        published_at=printed[-1].published_at if printed else None,
        marked=base is not None,
        holes=sum(slot.count - len(there_on) for slot, there_on in _short(there)),
        breaches=open_,
        warnings=_warnings(office, there, book),
        seasons=there.made.case.seasons,
    )


def open_breaches(there: Stretch, found: Sequence[Breach], published_until: date | None) -> tuple[Breach, ...]:
    """Broken rules that nobody has accepted; empty places are no breach but holes.

    Leave taken on a published day before `published_until` is a matter of attendance, no longer of the roster.
    """
    accepted = {as_duty(one, there.label) for one in there.stored if one.accepted}
    return tuple(
        b
        for b in found
        if b.rule != "short" and accepted.isdisjoint(b.involved) and not _is_past_leave(b, published_until)
    )


def every_breach(office: Office, name: str) -> tuple[tuple[Breach, str], ...]:
    """Every broken rule of a month with the reason for which it was accepted, or empty; holes left out.

    Leave taken on past days of a published month is left to attendance.
    """
    there = stretch(office, *month_days(name))
    past = office.clock().date() if shelf.revisions(office.store, name) else None
    reasons = {as_duty(one, there.label): one.accepted for one in there.stored if one.accepted}
    return tuple(
        (b, next((reasons[d] for d in b.involved if d in reasons), ""))
        for b in check(there.made, there.duties)
        if b.rule != "short" and not _is_past_leave(b, past)
    )


def _is_past_leave(breach: Breach, until: date | None) -> bool:
    return breach.rule == "away" and until is not None and breach.date < until


def _baseline(printed: Sequence[Revision], there: Stretch) -> frozenset[Key] | None:
    """What to mark changes against: the last paper when something changed since, else the paper before it."""
    if not printed:
        return None
    if printed[-1].duties != {one.key for one in there.stored}:
        return printed[-1].duties
    return printed[-2].duties if len(printed) > 1 else None


def _state(printed: Sequence[Revision], there: Stretch) -> str:
    if not printed:
        return "草稿" if there.stored else "空"
    return "已公示" if printed[-1].duties == {one.key for one in there.stored} else "公示后有改动"


def _short(there: Stretch) -> list[tuple[Slot, list[StoredDuty]]]:
    standing: dict[tuple[date, str, str], list[StoredDuty]] = defaultdict(list)
    for one in there.stored:
        standing[one.day, one.shift, one.post].append(one)
    pairs = [(slot, standing[slot.date, slot.shift, slot.post]) for slot in there.made.slots if not slot.whole]
    return [(slot, on) for slot, on in pairs if len(on) < slot.count]


def _places(there: Stretch, base: frozenset[Key] | None, found: Sequence[Breach]) -> tuple[Place, ...]:
    broken: dict[tuple[date, str, str, str], list[str]] = defaultdict(list)
    for b in found:
        broken[b.date, b.shift, b.post, b.person].append(b.says)
    standing: dict[tuple[date, str, str], list[StoredDuty]] = defaultdict(list)
    order = {person.id: i for i, person in enumerate(there.people)}
    for one in sorted(there.stored, key=lambda d: order.get(d.person, 999)):
        standing[one.day, one.shift, one.post].append(one)
    now = {one.key for one in there.stored}
    gone: dict[tuple[date, str, str], list[str]] = defaultdict(list)
    for key in sorted((base or frozenset()) - now):
        gone[key[:3]].append(there.label.get(key[3], ""))
    shifts = {shift.name: shift for shift in there.made.case.shifts}
    found_places: list[Place] = []
    for slot in there.made.slots:
        key = (slot.date, slot.shift, slot.post)
        cells = tuple(_cell(one, there, broken, base) for one in standing[key])
        missing = 0 if slot.whole else max(0, slot.count - len(cells))
        hours = hours_text(slot.start, slot.end)
        found_places.append(
            Place(
                slot.date,
                shifts[slot.shift].name,
                slot.post,
                slot.count,
                slot.whole,
                slot.start,
                slot.end,
                hours,
                cells,
                missing,
                tuple(gone[key]),
            )
        )
    return tuple(found_places)


def _cell(
    one: StoredDuty,
    there: Stretch,
    broken: dict[tuple[date, str, str, str], list[str]],
    base: frozenset[Key] | None,
) -> Cell:
    name = there.label[one.person]
    says = tuple(broken[one.day, one.shift, one.post, name])
    return Cell(name, one.person, one.id, one.pinned, one.accepted, says, base is not None and one.key not in base)


def hours_text(start: datetime, end: datetime) -> str:
    """`08:30–17:30`, `19:00–次日 07:30` or `08:00–次日 08:00`."""
    after = "次日 " if end.date() > start.date() and end.strftime("%H:%M") != "00:00" else ""
    last = "24:00" if end.strftime("%H:%M") == "00:00" and end.date() > start.date() else end.strftime("%H:%M")
    return f"{start.strftime('%H:%M')}–{after}{last}"


def _warnings(office: Office, there: Stretch, book: Almanac) -> tuple[str, ...]:
    case = there.made.case
    says = unpublished_says(office, case.first, case.last)
    found = [says] if says else []
    found += [f"{day_words(day)}{a}和{b}（A/B角）都不在" for day, a, b in both_away(there.made)]
    for day in book.days(case.first, case.last) if book.special else ():
        gone = [p.name for p, days in zip(case.people, there.made.away, strict=True) if _on_leave(days.get(day.date))]
        if day.special and gone:
            found.append(f"{day_words(day.date)}在“{day.special}”期间，原则上不得请假：{'、'.join(gone)}")
    if not case.shifts:
        found.append("还没有班次；请导入班次，或者选一个现成方案")
    return tuple(found)


def _on_leave(aways: Sequence[Away] | None) -> bool:
    return any(one.reason.startswith("请") for one in aways or ())
