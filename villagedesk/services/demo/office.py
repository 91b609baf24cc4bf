"""Furnishing the whole office: who it is first, then each room in the order in which a month happens."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

from villagedesk.base.clock import clock_at
from villagedesk.services import office as offices
from villagedesk.services.demo import attendance, mediation, people, punches, registers, roster
from villagedesk.services.office import Office

Furnisher = Callable[[Office, str, random.Random, date], None]

STREET = "锦湖街道"

ROOMS: tuple[Furnisher, ...] = (
    people.furnish,
    roster.furnish,
    attendance.furnish,
    punches.furnish,
    registers.furnish,
    mediation.furnish,
    attendance.settle,
)


def furnish_office(file: Path, village: str, seed: int, today: date) -> None:
    """Make the office file and let every room furnish its part; the file is taken away when one fails."""
    morning = datetime.combine(today, time(9, 5))
    office = offices.create_office(file, village, STREET, clock=clock_at(morning), user="文书")
    try:
        for room in ROOMS:
            room(office, village, random.Random(f"{village}/{seed}/{room.__module__}"), today)
    except BaseException:
        office.close()
        for rest in ("", "-wal", "-shm", ".lock"):  # a full disk keeps SQLite from tidying up itself
            with suppress(OSError):
                file.with_name(file.name + rest).unlink()
        raise
    office.close()
