"""What the roster page shows: the month with its neighbours' days, fairness and open requests, asked in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk.calendar.day import Day
from villagedesk.calendar.wording import day_words, weekday_word
from villagedesk.roster.shift import Duty
from villagedesk.services import calendar as calendars
from villagedesk.services.office import Office
from villagedesk.services.roster import duties as standing
from villagedesk.services.roster import ledger
from villagedesk.services.roster.edit import swaps
from villagedesk.services.roster.ledger import Fairness
from villagedesk.services.roster.month import Cell, MonthView, Place, month

LEADER = "带班"
_KINDS = ("工作日", "周末", "双休", "节", "假", "夜")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The month as shown; `weeks` are full weeks from Monday, `around` the duties of days of other months."""

    view: MonthView
    weeks: tuple[tuple[Day, ...], ...]
    around: tuple[Duty, ...]
    fairness: Fairness
    waiting: int
    leaders: frozenset[str]
    """The posts that are set in bold."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the grid: a name on a post, or (without a person) a hole or a whole day."""

    date: date
    shift: str = ""
    post: str = ""
    person: str = ""

    @property
    def at(self) -> tuple[date, str, str]:
        """The cell place that the services take."""
        return self.date, self.shift, self.post

    @property
    def source(self) -> tuple[tuple[date, str, str], str]:
        """The cell place with the name on it."""
        return self.at, self.person

    @property
    def words(self) -> str:
        """`12月17日 带班 吴国平`, for headings and screen readers."""
        day = f"{day_words(self.date)} 周{weekday_word(self.date)}"
        return " ".join(part for part in (day, self.post, self.person or ("缺人" if self.post else "")) if part)


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a dragged name would come to stand: a place, and who stands on it now (the two swap)."""

    date: date
    shift: str
    post: str
    instead: str = ""


def ask_sheet(office: Office, wanted: str) -> Sheet:
    """Everything the page shows for one month."""
    view = month(office, wanted)
    first, last = view.days[0].date, view.days[-1].date
    monday = first - timedelta(first.weekday())
    sunday = last + timedelta(6 - last.weekday())
    days = {day.date: day for day in view.days}
    around = [day for day in calendars.days(office, monday, sunday) if day.date not in days]
    days |= {day.date: day for day in around}
    line = [days[monday + timedelta(n)] for n in range((sunday - monday).days + 1)]
    weeks = tuple(tuple(line[n : n + 7]) for n in range(0, len(line), 7))
    outside = [
        *standing.duties(office, monday, first - timedelta(1)),
        *standing.duties(office, last + timedelta(1), sunday),
    ]
    waiting = len(swaps.requests(office, state="待审批"))
    leaders = frozenset(place.post for place in view.places if LEADER in place.post)
    return Sheet(view, weeks, tuple(outside), ledger.fairness(office, wanted), waiting, leaders)


def place_at(view: MonthView, at: tuple[date, str, str]) -> Place | None:
    """The place of the month at date, shift and post."""
    return next((place for place in view.places if (place.date, place.shift, place.post) == at), None)


def cell_at(view: MonthView, spot: Spot) -> Cell | None:
    """The name on a place."""
    place = place_at(view, spot.at)
    return next((cell for cell in place.cells if cell.person == spot.person), None) if place else None


def where_to(view: MonthView, source: Spot, onto: Spot) -> Drop | str:
    """Where a name dragged from `source` and let go at `onto` would stand, or why that is not clear, in Chinese."""
    if onto.person:
        if onto == source:
            return "放回原处"
        return Drop(*onto.at, onto.person)
    if onto.post:
        return Drop(*onto.at)
    places = [place for place in view.places if place.date == onto.date]
    like = [place for place in places if place.shift == source.shift and place.post == source.post]
    like = like or [place for place in places if place.post == source.post]
    if not like:
        return f"{onto.date.day}日没有{source.post}这一班"
    open_place = next((place for place in like if place.missing), None)
    if open_place is not None:
        return Drop(open_place.date, open_place.shift, open_place.post)
    if len(like) == 1 and len(like[0].cells) == 1:
        place = like[0]
        return Drop(place.date, place.shift, place.post, place.cells[0].person)
    return "放到人名上可以对换"


def bucket_kinds(fairness: Fairness) -> tuple[str, ...]:
    """The kinds of day that are counted apart (工作日, 周末 …), in the order of the ledger."""
    found = dict.fromkeys(bucket.split("·")[0] for bucket in fairness.buckets)
    return tuple(
        sorted(found, key=lambda kind: next((i for i, word in enumerate(_KINDS) if word in kind), len(_KINDS)))
    )


def counts_by_kind(fairness: Fairness, person: str, kinds: Sequence[str]) -> tuple[float, ...]:
    """What one person has stood of each kind of day, carried over counts included."""
    return tuple(
        sum(fairness.total.get(b, {}).get(person, 0) for b in fairness.buckets if b.split("·")[0] == kind)
        for kind in kinds
    )


def named(spot: Spot, person: str) -> Spot:
    """The same place under another name."""
    return replace(spot, person=person)
