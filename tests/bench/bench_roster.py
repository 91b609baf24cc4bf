"""Speed of planning: ours against the solver's model alone, and the goals in seconds."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from row import Row, timed

from villagedesk.planner.client import Planner, Solution
from villagedesk.planner.solve import solve
from villagedesk.roster.frame import frame
from villagedesk.roster.model.making import model
from villagedesk.roster.model.parts import Model
from villagedesk.roster.plan import plan_from
from villagedesk.roster.reading import read_case
from villagedesk.services import office as offices
from villagedesk.services.people import add_person
from villagedesk.services.roster.month import month
from villagedesk.services.roster.pattern import apply_preset
from villagedesk.services.roster.planning import plan_months

Json = dict[str, Any]


def sitting(people: int, leaders: int, heads: int) -> Json:
    """A month of leader and sitting duty on workdays and weekends."""
    needs = [{"post": "带班", "count": 1}, {"post": "坐班", "count": heads}]
    return {
        "from": "2026-12-01",
        "to": "2026-12-31",
        "people": [{"name": f"员{i}", "posts": ["带班", "坐班"][i >= leaders :]} for i in range(people)],
        "shifts": [
            {"name": "坐班", "start": "08:30", "end": "17:30", "on": {"kinds": ["workday"]}, "needs": needs},
            {"name": "周末", "start": "08:30", "end": "16:30", "on": {"kinds": ["weekend"]}, "needs": needs},
        ],
        "rules": {"max_consecutive_days": 5, "min_rest_hours": 11, "max_per_week": 6, "apart": [["员0", "员1"]]},
        "holidays": {},
    }


def round_the_clock(people: int, leaders: int, heads: int) -> Json:
    """Three shifts a day with nights and every rule."""
    rng = random.Random(people)
    case = sitting(people, leaders, heads)
    for person in case["people"]:
        person["unavailable"] = [f"2026-12-{day:02d}" for day in rng.sample(range(1, 32), 2)]
    hours = (("早", "08:00", "16:00"), ("中", "16:00", "24:00"), ("夜", "00:00", "08:00"))
    case["shifts"] = [
        {"name": name, "start": start, "end": end, "on": {}, "needs": [{"post": "坐班", "count": heads}]}
        for name, start, end in hours
    ]
    case["shifts"][0]["needs"].append({"post": "带班", "count": 1})
    case["rules"] |= {"max_per_week": 5, "apart": [["员0", "员1"], ["员2", "员5"]], "cover": [["员3", "员4"]]}
    return case


def read(case: Json) -> Model:
    return model(frame(read_case(case), {}))


class Asked:
    """One planning process and the stages it went through."""

    def __init__(self) -> None:
        self.planner = Planner()

    def proven(self, case: Json) -> Callable[[], float]:
        """Solve seconds of a proven plan; a plan that is not proven counts as a minute."""

        def once() -> float:
            found = self.planner.solve(read(case))
            return found.seconds if found.optimal or found.gap <= 0.02 else 60.0

        return once

    def first(self, case: Json) -> Callable[[], float]:
        """Seconds to the first complete plan."""

        def once() -> float:
            said: list[float] = []
            stages: list[str] = []

            def tell(stage: str, at: float) -> None:
                if stages and stages[-1] == stage:
                    said.append(at)
                stages.append(stage)

            self.planner.solve(read(case), tell)
            return said[0] if said else 60.0

        return once

    def whole(self, case: Json) -> Callable[[], object]:
        """Everything we do for a plan: reading, asking, explaining."""

        def once() -> object:
            made = frame(read_case(case), {})
            found: Solution = self.planner.solve(model(made))
            return plan_from(made, found.cells, optimal=found.optimal, gap=found.gap, seconds=found.seconds)

        return once


def year(folder: Path) -> Callable[[], float]:
    """Seconds for twelve months of twelve people, month by month with the ledger."""
    office = offices.create_office(folder / "year.vdesk", "桃源村", "锦湖街道")
    for i in range(12):
        posts = ["带班", "坐班", "值班"] if i < 4 else ["坐班", "值班"]
        add_person(office, {"name": f"员{i}", "duty_posts": posts, "joined_on": "2020-01-01"})
    apply_preset(office, "weekday")

    def once() -> float:
        changes: list[Any] = []
        took = timed(lambda: changes.append(plan_months(office, "2027-01", to="2027-12").changes))()
        changes[0].undo(office)
        return took

    return once


def opening(folder: Path) -> Callable[[], object]:
    """The value behind the month grid."""
    office = offices.create_office(folder / "grid.vdesk", "桃源村", "锦湖街道")
    for i in range(12):
        add_person(office, {"name": f"员{i}", "duty_posts": ["带班", "坐班", "值班"], "joined_on": date(2020, 1, 1)})
    apply_preset(office, "weekday")
    plan_months(office, "2026-12")
    return lambda: month(office, "2026-12")


def rows() -> list[Row]:
    """The planner's lines."""
    asked, folder = Asked(), Path(tempfile.mkdtemp(prefix="villagedesk-bench-"))
    forty = sitting(40, 8, 5)
    alone = read(forty)
    return [
        Row(
            "40 people: case to explained plan / the CP-SAT model alone",
            timed(asked.whole(forty)),
            1.3,
            timed(lambda: solve(alone, lambda _: None)),
        ),
        Row("12 people, leader and sitting duty, proven (solving)", asked.proven(sitting(12, 4, 2)), 0.3),
        Row("40 people, leader and sitting duty, proven (solving)", asked.proven(forty), 1.0),
        Row("12 people, three shifts, nights, every rule: first plan", asked.first(round_the_clock(12, 4, 1)), 1.0),
        Row("40 people, three shifts, nights, every rule: first plan", asked.first(round_the_clock(40, 8, 4)), 1.0),
        Row(
            "12 people, three shifts, nights, every rule: proven", asked.proven(round_the_clock(12, 4, 2)), 10.0, runs=3
        ),
        Row(
            "40 people, three shifts, nights, every rule: proven", asked.proven(round_the_clock(40, 8, 7)), 10.0, runs=3
        ),
        Row("a year month by month, 12 people", year(folder), 6.0, runs=2),
        Row("the month grid's value", timed(opening(folder)), 0.1),
    ]
