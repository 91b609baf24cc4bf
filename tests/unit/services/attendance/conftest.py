"""An office with people, a pattern, duties and a machine's punches, to judge months of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.roster.reading import read_pattern
from villagedesk.services import people as staff
from villagedesk.services.office import Office, create_office
from villagedesk.services.punches import imports
from villagedesk.services.roster.pattern import save_pattern
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty

PATTERN = {
    "shift": [
        {"name": "坐班", "start": "08:30", "end": "17:30", "periods": [["08:30", "11:30"], ["14:00", "17:30"]]},
        {"name": "节日值班", "start": "08:00", "end": "08:00"},
        {"name": "便民办公夜", "start": "18:30", "end": "20:30"},
    ],
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源.vdesk", "桃源村", "锦湖街道", clock=clock_at(datetime(2026, 12, 2, 9)))
    for number, (name, post) in enumerate((("张建国", "党支部书记"), ("李秀英", "支部委员"), ("何志强", "网格员")), 1):
        staff.add_person(made, {"name": name, "posts": (post,)}, badge=str(number))
    staff.add_person(made, {"name": "周玉兰", "posts": ("文书",)}, badge="99")
    save_pattern(made, read_pattern(PATTERN))
    yield made
    made.close()


Roster = Callable[..., None]


@pytest.fixture
def roster(office: Office) -> Roster:
    """Put people on a shift on some days."""

    def put(shift: str, names: tuple[str, ...], *days: date) -> None:
        keys = {person.name: person.id for person in staff.people(office)}
        with office.change("排班") as change:
            shelf.add_duties(change, [StoredDuty(day, shift, "坐班", keys[name]) for day in days for name in names])

    return put


Punching = Callable[..., None]


@pytest.fixture
def punch(office: Office, tmp_path: Path) -> Punching:
    """Import an attlog of `badge: moments`; the machine's data reach at least `until`."""

    def put(until: str = "2026-12-01 23:00:00", **rows: list[str]) -> None:
        lines = [f"{int(badge[1:]):>9}\t{at}\t1\t0\t1\t0" for badge, moments in rows.items() for at in moments]
        lines.append(f"{99:>9}\t{until}\t1\t0\t1\t0")
        file = tmp_path / f"{abs(hash(tuple(lines)))}_attlog.dat"
        file.write_text("\r\n".join(sorted(lines, key=lambda line: line[10:29])) + "\r\n", "ascii")
        imports.import_files(office, [file])

    return put


def at(office: Office, moment: datetime) -> Office:
    """The same office at another time."""
    return replace(office, clock=clock_at(moment))


def weekdays(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]
