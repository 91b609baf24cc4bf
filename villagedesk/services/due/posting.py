"""The reminder that the coming month's table must hang on the wall in time."""

from __future__ import annotations

from datetime import date, timedelta

from villagedesk.registers.deadlines import Due
from villagedesk.services.calendar import working_days_between
from villagedesk.services.office import Office
from villagedesk.services.options import option
from villagedesk.store import roster as shelf

ROSTER = "roster"


def due_posting(office: Office, until: date) -> tuple[Due, ...]:
    """The coming month's roster as one thing that is due, as long as it is not published.

    It is due the office's number of days before the month begins (`posted_days_before`); offices without
    shifts are not reminded.
    """
    today = office.clock().date()
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    due_on = first - timedelta(days=int(option(office, "posted_days_before")))
    month = f"{first:%Y-%m}"
    if due_on > until or not shelf.patterns(office.store) or month in shelf.published_months(office.store):
        return ()
    days = (due_on - today).days
    working = working_days_between(office, today + timedelta(days=1), due_on) if days > 0 else min(days, 0)
    return (Due(ROSTER, month, f"{first.month}月值班表", "公示张贴", due_on, days, working, "未公示"),)
