"""Every shape the office file ever had, oldest first: append-only, never edited once published.

Each room keeps its migrations in a module here; the order of `_STEPS` is the order in which they run.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from villagedesk.store.migrations import (
    attendance,
    mediation,
    office,
    people,
    punches,
    registers,
    roster,
    signs,
    street,
)

_STEPS = (
    office.m001_office,
    people.m010_people,
    people.m011_calendar,
    roster.m020_roster,
    roster.m021_roster_requests,
    punches.m030_punches,
    signs.m040_signs,
    signs.m041_checks,
    attendance.m035_explanations,
    attendance.m036_attendance,
    mediation.m060_mediation,
    registers.m050_registers,
    registers.m051_search,
    registers.m052_totals,
    street.m070_street,
    registers.m053_slots,
    attendance.m037_away_hours,
    mediation.m061_serious_and_invited,
    street.m071_street,
)

MIGRATIONS = Migrations("villagedesk")
for _step in _STEPS:
    MIGRATIONS(name=_step.__name__)(_step)


def newer_than_us(db: Database) -> bool:
    """Whether the file carries a migration that this version of the program does not know."""
    known = {step.__name__ for step in _STEPS}
    return any(applied.name not in known for applied in MIGRATIONS.applied(db))
