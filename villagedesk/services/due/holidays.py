"""Which days are worked, changed: the calendar itself, and every running deadline that counts working days with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from villagedesk.base.changes import Changes, Result
from villagedesk.calendar.day import DayKind
from villagedesk.calendar.notice import Notice
from villagedesk.services import calendar
from villagedesk.services.mediation.course import recount_clocks
from villagedesk.services.office import Office
from villagedesk.services.registers.deadlines import recount_deadlines


def import_notice(office: Office, file: Path) -> Result[Notice]:
    """Read the published notice of a year from a file; see `calendar.import_notice`."""
    done = calendar.import_notice(office, file)
    return Result(done.value, _followed(office, done.changes))


def type_notice(office: Office, year: int, text: str) -> Result[Notice]:
    """Read the notice of a year from its printed text; see `calendar.type_notice`."""
    done = calendar.type_notice(office, year, text)
    return Result(done.value, _followed(office, done.changes))


def set_day(office: Office, on: date, kind: DayKind, name: str = "") -> Changes:
    """Say by hand what a day is, whatever notices say."""
    return _followed(office, calendar.set_day(office, on, kind, name))


def clear_day(office: Office, on: date) -> Changes:
    """Give a day set by hand back to law and notice."""
    return _followed(office, calendar.clear_day(office, on))


def _followed(office: Office, done: Changes) -> Changes:
    """The same change with the deadlines counted anew; its undo counts them once more."""
    if not done.touched:
        return done
    counted = recount_deadlines(office) | recount_clocks(office)
    undo: Callable[[Office], Changes] | None = done.undo
    both = done | counted
    return Changes(both.touched, both.says, (lambda later: _followed(later, undo(later))) if undo else None)
