"""One search after the other for one plan: manners of searching, their effort, and the progress that is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from villagedesk.planner.build import Board, Key
from villagedesk.roster.model.parts import Model

Tell = Callable[[dict[str, Any]], None]
Ladder = tuple[tuple[str, float], ...]
"""Manners of searching one after the other, each with its deterministic effort."""
SEED = 20261
QUICK: Ladder = (("quick", 0.12),)
APART: Ladder = (("quick", 0.05), ("linear", 0.05))
SPREAD: Ladder = (("quick", 0.1), ("linear", 0.15))
NEAR: Ladder = (("quick", 0.25),)
COVER: Ladder = (("relaxed", 0.5),)
BARTER: Ladder = (("relaxed", 0.06),)


@dataclass(frozen=True)
class Found:
    """What a search came to: the cells, the value of its objective, the bound, and whether there can be better."""

    cells: tuple[Key, ...]
    value: int
    bound: float
    proven: bool


class Clock:
    """Deterministic effort and wall clock left for one plan, and the voice that tells its progress."""

    def __init__(self, model: Model, tell: Tell) -> None:
        self.model = model
        self._tell = tell
        self._begun = time.perf_counter()
        self.solving = 0.0

    def left(self) -> float:
        """Wall clock seconds left, or a large number without a limit."""
        limit = self.model.seconds
        return max(0.05, limit - (time.perf_counter() - self._begun)) if limit else 3600.0

    def over(self) -> bool:
        """Whether the wall clock limit has passed."""
        return bool(self.model.seconds) and time.perf_counter() - self._begun >= self.model.seconds

    def finding(self) -> Ladder:
        """The manners for the question whether there is a plan at all of a kind."""
        return (("linear", self.model.effort / 12), ("team", self.model.effort / 3))

    def filling(self) -> Ladder:
        """The manners for the fewest holes, which matter most: the relaxed model has the bound at once."""
        return (("relaxed", self.model.effort), ("team", self.model.effort))

    def improving(self, share: float) -> Ladder:
        """The manners for finding the best plan within a share of the model's effort."""
        effort = self.model.effort * share
        return (("plainly", effort * 0.6), ("linear", effort * 0.4))

    def proving(self, share: float) -> Ladder:
        """The manner for the best plan where much must stay empty: only the relaxed model has a bound there."""
        return (("relaxed", self.model.effort * share),)

    def say(self, stage: str, **facts: Any) -> None:
        """One line of progress."""
        seconds = round(time.perf_counter() - self._begun, 3)
        self._tell({"kind": "progress", "stage": stage, "seconds": seconds, **facts})


class _Progress(cp_model.CpSolverSolutionCallback):
    """Tells every better plan as it is found."""

    def __init__(self, clock: Clock, stage: str) -> None:
        super().__init__()
        self._clock = clock
        self._stage = stage

    def on_solution_callback(self) -> None:
        """Called by the solver for every better plan."""
        self._clock.say(self._stage, objective=self.objective_value, bound=self.best_objective_bound)


def search(clock: Clock, made: Board, ladder: Ladder, stage: str) -> tuple[Found | None, bool]:
    """One question put to one searcher after the other until it is decided; each starts from what was found before.

    Answers the best find or None, and whether the question is still open.
    """
    best: Found | None = None
    for manner, effort in ladder:
        solver = _solver(manner, effort, clock.left())
        begin = time.perf_counter()
        status = solver.solve(made.cp, _Progress(clock, stage))
        clock.solving += time.perf_counter() - begin
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            best = _found(made, solver, status == cp_model.OPTIMAL, best)
        if status in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
            return best, False
        if best is not None:
            hint(made, best.cells)
    return best, True


def hint(made: Board, cells: Sequence[Key]) -> None:
    """Let the next search start from a plan."""
    chosen = set(cells)
    made.cp.clear_hints()
    for key, cell in made.cells.items():
        made.cp.add_hint(cell, key in chosen)


def _found(made: Board, solver: cp_model.CpSolver, proven: bool, before: Found | None) -> Found:
    cells = tuple(key for key, cell in made.cells.items() if solver.boolean_value(cell))
    bound = max(solver.best_objective_bound, before.bound if before else -1e9)
    value = round(solver.objective_value)
    if before is not None and before.value <= value:
        return Found(before.cells, before.value, bound, proven)
    return Found(cells, value, bound, proven)


def _solver(manner: str, effort: float, seconds: float) -> cp_model.CpSolver:
    """A searcher: `quick` finds easy plans soonest, `plainly` improves, `linear` proves, `relaxed` proves on the
    relaxed model without preparing it first, a `team` takes turns."""
    solver = cp_model.CpSolver()
    settings = solver.parameters
    settings.num_workers = 8 if manner == "team" else 1
    if manner in ("quick", "relaxed"):
        settings.cp_model_probing_level = 0
        settings.symmetry_level = 0
    if manner == "quick":
        settings.linearization_level = 0
    elif manner in ("linear", "relaxed"):
        settings.linearization_level = 2
    elif manner == "team":
        settings.interleave_search = True
    settings.random_seed = SEED
    settings.max_deterministic_time = effort
    settings.max_time_in_seconds = seconds
    return solver
