"""Speed of judging: 40 people for a year, and opening a month of 40 people from the office file."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter as time_now

from row import Row, timed

from villagedesk.attendance.explanation import covers
from villagedesk.attendance.judge.board import judge_all
from villagedesk.attendance.judge.rule import ShiftRule
from villagedesk.attendance.judge.slot import make_slot
from villagedesk.attendance.punch import Punch
from villagedesk.base.clock import clock_at
from villagedesk.roster.reading import read_pattern
from villagedesk.services import people as staff
from villagedesk.services.attendance import month as months
from villagedesk.services.office import Office, create_office
from villagedesk.services.punches import imports
from villagedesk.services.roster.pattern import save_pattern
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty
from villagedesk.ui.attendance.sheet.grid import SheetGrid
from villagedesk.ui.look.look import Look
from villagedesk.ui.start import make_app

RULE = ShiftRule(
    name="坐班", start="08:30", end="17:30", periods=(("08:30", "11:30"), ("14:00", "17:30")), late_grace_minutes=10
)


def year_punches(people: list[str], first: date, days: int) -> list[Punch]:
    """Four signs on every working day, some late, some forgotten, some in bursts."""
    rng = random.Random(7)
    found: list[Punch] = []
    for n in range(days):
        day = first + timedelta(days=n)
        if day.weekday() >= 5:
            continue
        for person in people:
            for hour, minute in ((8, 25), (11, 35), (13, 55), (17, 40)):
                if rng.random() < 0.03:
                    continue
                at = datetime.combine(day, time(hour, minute)) + timedelta(seconds=rng.randint(-900, 900))
                found += [Punch(person, at + timedelta(seconds=2 * i)) for i in range(1 + (rng.random() < 0.1))]
    return found


def judging() -> Callable[[], object]:
    """Forty people for a year: slots and punches are ready, verdicts are the work."""
    people = [f"人{n}" for n in range(40)]
    first = date(2026, 1, 1)
    days = [d for n in range(365) if (d := first + timedelta(days=n)).weekday() < 5]
    punches = year_punches(people, first, 365)
    until = datetime(2027, 2, 1)

    def work() -> object:
        slots = [make_slot(person, day, RULE) for person in people for day in days]
        return judge_all(slots, punches, covers(()), until)

    return work


def month_office() -> Office:
    """An office of forty with a year of punches from a machine and a month of duties."""
    folder = Path(tempfile.mkdtemp(prefix="bench-attendance-"))
    office = create_office(folder / "桃源.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 12, 2, 9)))
    names = [f"人{n}" for n in range(40)]
    keys = [staff.add_person(office, {"name": name}, badge=str(n + 1)).value for n, name in enumerate(names)]
    shift = {"name": "坐班", "start": "08:30", "end": "17:30", "periods": [["08:30", "11:30"], ["14:00", "17:30"]]}
    save_pattern(office, read_pattern({"shift": [shift]}))
    days = [d for n in range(335) if (d := date(2026, 1, 1) + timedelta(days=n)).weekday() < 5]
    with office.change("排班") as change:
        shelf.add_duties(change, [StoredDuty(d, "坐班", "坐班", key) for d in days if d.month >= 10 for key in keys])
    punches = year_punches(names, date(2026, 1, 1), 335)
    lines = [f"{int(p.person[1:]) + 1:>9}\t{p.at:%Y-%m-%d %H:%M:%S}\t1\t0\t1\t0" for p in punches]
    file = folder / "1_attlog.dat"
    file.write_text("\r\n".join(lines) + "\r\n", "ascii")
    imports.import_files(office, [file])
    return office


def painting(office: Office) -> Callable[[], float]:
    """Milliseconds to paint the sheet of forty once more after it was scrolled by a row."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_app()
    look = Look()
    look.apply()
    grid = SheetGrid(look)
    grid.resize(1186, 640)
    grid.show_sheet(months.month(office, "2026-11"), date(2026, 12, 2))
    grid.show()
    app.processEvents()
    bar = grid.verticalScrollBar()

    def once() -> float:
        bar.setValue((bar.value() + 44) % max(bar.maximum(), 1))
        begin = time_now()
        grid.viewport().repaint()
        return (time_now() - begin) * 1000

    return once


def rows() -> list[Row]:
    """The speed lines of attendance."""
    office = month_office()
    return [
        Row("attendance: judge 40 people for a year", timed(judging()), 1.0, runs=3),
        Row("attendance: open a month of 40 people", timed(lambda: months.month(office, "2026-11")), 0.15),
        Row("attendance: paint 40 people after a scroll", painting(office), 16.0, unit="ms", runs=15),
    ]
