"""What is due in the whole office: the books first, then every other room that keeps clocks."""

from __future__ import annotations

from villagedesk.registers.deadlines import Due
from villagedesk.services.due.posting import due_posting
from villagedesk.services.mediation.course import due_cases
from villagedesk.services.office import Office
from villagedesk.services.registers.deadlines import Provider, due_within

# Each room with clocks of its own adds one provider here: (office, until) -> tuple[Due, ...].
PROVIDERS: tuple[Provider, ...] = (due_cases, due_posting)


def agenda(office: Office, days: int = 7) -> tuple[Due, ...]:
    """Everything overdue or due within some days, earliest first."""
    return due_within(office, days, *PROVIDERS)
