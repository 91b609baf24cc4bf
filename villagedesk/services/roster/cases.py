"""A stretch of the office's roster as a planning case, and stored duties as values with labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from villagedesk.base.errors import Mistake
from villagedesk.calendar.almanac import Almanac
from villagedesk.people.person import Person
from villagedesk.roster.case import Candidate, Case, Rules
from villagedesk.roster.frame import Frame, frame
from villagedesk.roster.reading import Pattern
from villagedesk.roster.shift import Duty
from villagedesk.roster.slots import AROUND
from villagedesk.services.calendar import almanac
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.services.roster.away import unavailable, wishes
from villagedesk.services.roster.pattern import pattern
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty

LOOK_AROUND = timedelta(days=16)


@dataclass(frozen=True)
class Stretch:
    """Some days of the office's roster laid out: the frame, the duties in it with their rows, and the labels."""

    made: Frame
    stored: tuple[StoredDuty, ...]
    label: Mapping[int, str]
    people: tuple[Person, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties with labels, in the order of `stored`."""
        return tuple(as_duty(one, self.label) for one in self.stored)

    def person_id(self, label: str) -> int:
        """The id behind a label; `Mistake` when there is nobody of that label in this stretch."""
        for person in self.people:
            if self.label[person.id] == label:
                return person.id
        raise Mistake(f"没有叫“{label}”的值班人员；请核对姓名。", "person")


def month_days(month: str) -> tuple[date, date]:
    """The first and the last day of a month `YYYY-MM`."""
    year, number = map(int, month.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), after - timedelta(days=1)


def next_month(month: str) -> str:
    """The month after `YYYY-MM`."""
    after = month_days(month)[1] + timedelta(days=1)
    return f"{after.year:04d}-{after.month:02d}"


def as_duty(one: StoredDuty, label: Mapping[int, str]) -> Duty:
    """A stored duty with the label of its person."""
    return Duty(one.day, one.shift, one.post, label.get(one.person, f"（{one.person}）"))


def stretch(
    office: Office,
    first: date,
    last: date,
    *,
    book: Almanac | None = None,
    held: Pattern | None = None,
    history: Mapping[str, Mapping[str, float]] | None = None,
) -> Stretch:
    """The office's roster from one day to another as a frame, with the duties around it looked back on.

    `history` is what is carried over, by bucket and label; it goes into the case for planning.
    """
    label = labels(office)
    kept = held or pattern(office, first)
    days = (book or almanac(office), first - timedelta(days=AROUND), last + timedelta(days=AROUND))
    stored = shelf.duties(office.store, first - LOOK_AROUND, last + LOOK_AROUND)
    inside = tuple(one for one in stored if first <= one.day <= last)
    staff = _staff(office, first, last, inside)
    known = {label[person.id] for person in staff}
    case = Case(
        first=first,
        last=last,
        people=_candidates(office, staff, label, (first, last), history or {}),
        shifts=kept.shift,
        rules=_rules(kept.rules, known),
        holidays=_kinds(*days),
        seasons=kept.season,
        previous=tuple(as_duty(one, label) for one in stored if not first <= one.day <= last),
    )
    return Stretch(frame(case, {}), inside, label, staff)


def with_plan(there: Stretch, pinned: Sequence[Duty], keep: Sequence[Duty]) -> Frame:
    """The frame of a stretch with pinned cells and an earlier draft to stay close to."""
    held = [duty for duty in pinned if (duty.date, duty.shift, duty.post) in there.made.by_key]
    return frame(replace(there.made.case, pinned=tuple(held), keep=tuple(keep)), {})


def _kinds(book: Almanac, first: date, last: date) -> dict[date, str]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day: book.mark(day).kind.value for day in days}


def _staff(office: Office, first: date, last: date, inside: Sequence[StoredDuty]) -> tuple[Person, ...]:
    on_duty = {one.person for one in inside}
    return tuple(
        person
        for person in people(office)
        if person.id in on_duty
        or (
            (person.joined_on is None or person.joined_on <= last)
            and (person.left_on is None or person.left_on >= first)
        )
    )


def _candidates(
    office: Office,
    staff: Sequence[Person],
    label: Mapping[int, str],
    span: tuple[date, date],
    history: Mapping[str, Mapping[str, float]],
) -> tuple[Candidate, ...]:
    away = unavailable(office, span[0], span[1] + timedelta(days=1))
    wished = wishes(office)
    found: list[Candidate] = []
    for person in staff:
        name = label[person.id]
        wish = wished.get(person.id, {})
        found.append(
            Candidate(
                name=name,
                posts=person.duty_posts,
                unavailable=away.get(person.id, ()),
                fixed_weekdays={post: tuple(days) for post, days in wish.get("fixed_weekdays", {}).items()},
                history={bucket: counts.get(name, 0.0) for bucket, counts in history.items()},
                likes=tuple(wish.get("likes", ())),
                dislikes=tuple(wish.get("dislikes", ())),
            )
        )
    return tuple(found)


def _rules(rules: Rules, known: set[str]) -> Rules:
    return replace(
        rules,
        apart=tuple(pair for pair in rules.apart if set(pair) <= known),
        cover=tuple(pair for pair in rules.cover if set(pair) <= known),
    )
