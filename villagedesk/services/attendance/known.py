"""Absences that are known before they happen, for the roster and for the desk."""

from __future__ import annotations

from datetime import date, timedelta

from villagedesk.attendance.explanation import Away
from villagedesk.services.office import Office
from villagedesk.services.people import labels
from villagedesk.store import explanations as shelf

_LONG = timedelta(hours=4)


def known_absences(office: Office, first: date, last: date) -> tuple[Away, ...]:
    """Leave and errands in force or still waiting that touch the days from `first` to `last`, by label.

    A few hours away do not keep anybody from standing a duty; they are judged, not planned around.
    """
    names = labels(office)
    found = shelf.absences(office.store, first, last)
    aways = (one.away(names[one.person]) for one in found if one.in_force or one.state == shelf.WAITING)
    return tuple(one for one in aways if not one.timed or one.closes - one.opens >= _LONG)


def aways(office: Office, first: date, last: date) -> tuple[Away, ...]:
    """Leave and errands in force that touch the days from `first` to `last`, as the judge takes them."""
    names = labels(office)
    found = [one.away(names[one.person]) for one in shelf.absences(office.store, first, last) if one.in_force]
    return tuple(one for one in found if one.last.number >= one.first.number)
