"""The roster of the demonstration village: three months lived through, this month hung up, the next drafted."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from villagedesk.base.clock import clock_at
from villagedesk.planner.client import Planner, planner
from villagedesk.roster.reading import Pattern
from villagedesk.services.office import Office
from villagedesk.services.people import labels, people
from villagedesk.services.roster import away, pattern
from villagedesk.services.roster.cases import month_days, next_month
from villagedesk.services.roster.duties import OnDuty, on_days
from villagedesk.services.roster.edit import cells, swaps
from villagedesk.services.roster.edit.replacement import replace as candidates
from villagedesk.services.roster.planning import Wish, plan_months
from villagedesk.services.roster.publishing import publish

MONTHS_BACK = 3
_REASONS = ("参加街道会议", "家中有事", "孩子开家长会", "带老人看病", "到县里办理项目手续", "走亲戚")


def furnish(office: Office, _village: str, rng: random.Random, today: date) -> None:
    """Shifts and rules, then every month from three before today to the next."""
    _rules(office)
    month = _back(f"{today:%Y-%m}", MONTHS_BACK)
    with planner() as asked:
        for _ in range(MONTHS_BACK):
            _past_month(office, asked, month, rng)
            month = next_month(month)
        _this_month(office, asked, month, rng, today)
        _next_month(office, asked, next_month(month), rng, today)


def _rules(office: Office) -> None:
    pattern.apply_preset(office, "weekday")
    held = pattern.pattern(office, date(2020, 1, 1))
    names = labels(office)
    sides = {side: [names[p.id] for p in people(office) if p.note == side] for side in ("A角", "B角")}
    if sides["A角"] and sides["B角"]:
        rules = replace(held.rules, cover=((sides["A角"][0], sides["B角"][0]),))
        pattern.save_pattern(office, Pattern(held.shift, held.season, rules))


def _back(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _at(office: Office, day: date, hour: int, minute: int = 0) -> Office:
    return replace(office, clock=clock_at(datetime.combine(day, time(hour, minute))))


def _hang_up(office: Office, asked: Planner, month: str, day: date) -> None:
    then = _at(office, day, 16, 20)
    plan_months(then, month, wish=Wish(fresh=True), asked=asked)
    publish(then, month)


def _past_month(office: Office, asked: Planner, month: str, rng: random.Random) -> None:
    first, last = month_days(month)
    _hang_up(office, asked, month, first - timedelta(days=6))
    changed = [_change_hands(office, first, last, rng, decide=True) for _ in range(3)]
    days = [day for day in changed if day is not None]
    if days:
        publish(_at(office, min(max(days), last), 17, 5), month, accept="换班已经带班领导同意")


def _this_month(office: Office, asked: Planner, month: str, rng: random.Random, today: date) -> None:
    first, last = month_days(month)
    _hang_up(office, asked, month, first - timedelta(days=5))
    if today.day > 3 and _change_hands(office, first, today - timedelta(days=1), rng, decide=True):
        publish(_at(office, today, 8, 40), month, accept="换班已经带班领导同意")
    if today < last:
        _change_hands(_at(office, today, 8, 50), today + timedelta(days=1), last, rng, decide=False)


def _next_month(office: Office, asked: Planner, month: str, rng: random.Random, today: date) -> None:
    then = _at(office, today, 9)
    first, _ = month_days(month)
    asker = rng.choice([p for p in people(office) if p.serves(first) and "坐班" in p.duty_posts])
    start = first + timedelta(days=rng.randint(7, 14))
    away.add_busy(then, asker.id, start, start + timedelta(days=2), "参加县里培训")
    plan_months(then, month, wish=Wish(fresh=True), asked=asked)
    lead = next((d for d in on_days(then, first, first + timedelta(days=6)) if d.post == "带班"), None)
    if lead is not None:
        cells.pin(then, (lead.start.date(), lead.shift, lead.post), lead.person, True)


def _change_hands(office: Office, first: date, last: date, rng: random.Random, *, decide: bool) -> date | None:
    """One duty that somebody asks another to take, and (with `decide`) the leader's yes two days before; the day of
    the decision, or None when nobody could take it."""
    stood = [d for d in on_days(office, first, last) if d.post in ("坐班", "值班")]
    for duty in rng.sample(stood, len(stood)):
        day = duty.start.date()
        fitting = [c for c in candidates(office, day, duty.shift, duty.person, duty.post) if c.fits]
        if not fitting:
            continue
        before = day - timedelta(days=rng.randint(2, 4))
        _ask(office, duty, fitting[0].person, before, rng, decide=decide)
        return before + timedelta(days=1)
    return None


def _ask(office: Office, duty: OnDuty, taker: str, before: date, rng: random.Random, *, decide: bool) -> None:
    then = _at(office, before, 10, 15) if decide else office
    spot = (duty.start.date(), duty.shift, duty.post)
    key = swaps.ask(then, duty.person, spot, taker, rng.choice(_REASONS)).value
    if decide:
        swaps.decide(_at(office, before + timedelta(days=1), 9, 30), key, True, note="同意，注意交接")
