"""A village of invented people with its shifts, for the tests of the roster's use cases."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from villagedesk.base.clock import clock_at
from villagedesk.roster.case import Rules
from villagedesk.roster.reading import Pattern
from villagedesk.roster.shift import Need, Shift, When
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.people import add_person
from villagedesk.services.roster.pattern import save_pattern

NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六")
DESK = Shift(
    "坐班",
    "08:30",
    "17:30",
    When(kinds=("workday", "make_up_workday")),
    (Need("带班"), Need("坐班", 2)),
    duties="接待来访",
)
WEEKEND = Shift("周末值班", "08:30", "16:30", When(kinds=("weekend",)), (Need("坐班"),))


def village(folder: Path, *, rules: Rules | None = None, people: int = 6, now: str = "2026-11-20 09:00") -> Office:
    """An office of six, two of whom lead, with a desk on workdays and one person on weekends."""
    clock = clock_at(datetime.fromisoformat(now))
    office = offices.create_office(folder / "village.vdesk", "桃源村", "锦湖街道", clock=clock)
    for i, name in enumerate(NAMES[:people]):
        add_person(office, {"name": name, "posts": ["委员"], "duty_posts": ["带班", "坐班"] if i < 2 else ["坐班"]})
    save_pattern(office, Pattern((DESK, WEEKEND), (), rules or Rules(max_consecutive_days=6, min_rest_hours=11)))
    return office


def day(number: int, month: int = 12) -> date:
    return date(2026, month, number)
