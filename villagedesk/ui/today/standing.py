"""Who stands today and this week: the part of 今日 that is there at once."""

from __future__ import annotations

from datetime import timedelta

from villagedesk.services import calendar as calendars
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.roster import duties
from villagedesk.ui.today.values import Stand, Standing


def ask_standing(office: Office) -> Standing:
    """Today, its duties (last night's that still run included) and the seven days that follow."""
    now = office.clock()
    today = now.date()
    days = calendars.days(office, today, today + timedelta(7))
    coming = duties.coming(office, today - timedelta(1), 9)
    night = [one for one in coming[today - timedelta(1)] if one.end > now]
    stands = [Stand(one, f"{one.start:%H:%M} 起", "plain") for one in (*night, *coming[today])]
    week = tuple((day, coming[day.date]) for day in days[1:])
    return Standing(offices.fact(office, "village"), now, days[0], tuple(stands), week)
