"""What the month's report takes from the attendance: a line for each person, and the days that need a word."""

from __future__ import annotations

from villagedesk.papers.street.facts import Exceptional, PersonMonth
from villagedesk.services.office import Office


def people_month(office: Office, month: str) -> tuple[PersonMonth, ...]:
    """One line for each person of the month, in order of seniority."""
    return ()


def exceptions(office: Office, month: str) -> tuple[Exceptional, ...]:
    """Every late, missing or absent half day of the month with its explanation."""
    return ()
