"""Planning a self-contained case: read it, ask the planning process, answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from villagedesk.calendar.almanac import Almanac
from villagedesk.calendar.day import DayKind
from villagedesk.planner.client import OnProgress, Planner, planner
from villagedesk.roster.case import Case
from villagedesk.roster.frame import Frame, frame
from villagedesk.roster.model.making import model
from villagedesk.roster.plan import Plan, answer, plan_from
from villagedesk.roster.reading import read_case
from villagedesk.roster.slots import AROUND


def try_case(value: Any, on_progress: OnProgress | None = None, seconds: float = 0.0) -> dict[str, Any]:
    """Plan a case given as plain JSON values and answer in the shape of `roster try --json`."""
    case = read_case(value)
    made = frame(case, national_kinds(case))
    with planner() as asked:
        return answer(plan_frame(asked, made, on_progress, seconds))


def plan_frame(asked: Planner, made: Frame, on_progress: OnProgress | None = None, seconds: float = 0.0) -> Plan:
    """The plan of a laid-out case by a planning process."""
    solved = asked.solve(model(made, seconds), on_progress)
    return plan_from(made, solved.cells, optimal=solved.optimal, gap=solved.gap, seconds=solved.seconds)


def national_kinds(case: Case, almanac: Almanac | None = None) -> Mapping[date, DayKind]:
    """The day kinds around a case by law and published notices, or by the office's own calendar."""
    if case.holidays is not None:
        return {}
    book = almanac or Almanac()
    days = range(-AROUND, (case.last - case.first).days + AROUND + 1)
    return {day: book.mark(day).kind for day in (case.first + timedelta(days=n) for n in days)}
